"""Articles in, claims out, as Arrow tables: the form in which other people's engines run faclaims.

DuckDB, Polars, pandas, Spark's ``mapInArrow``, Dask and Ray Data all hand such tables to a function and take them
back; see docs/how-to/cluster.md.
"""

from collections.abc import Iterator

import pyarrow as pa

from faclaims.batch.work import extractor_for
from faclaims.errors import InputError
from faclaims.io.fields import Fields, article_from, listed
from faclaims.io.parquet import rows_of
from faclaims.io.tables import schema_of, table_of
from faclaims.pipeline import Options, outcome_of
from faclaims.records import Article, Claim, Failure

CLAIMS: pa.Schema = schema_of(Claim)
FAILURES: pa.Schema = schema_of(Failure)


def claims_table(articles: pa.Table, options: Options | None = None, fields: Fields | None = None) -> pa.Table:
    """Returns the claims of a table of articles, one a row.

    Args:
        articles: One article a row, with the columns ``id`` and ``text`` and, where known, ``title``, ``date``,
            ``url`` and ``publisher``; other columns are not read. A row without an id is called by its number, from
            1, as ``row:1``.
        options: What to look for; all by default.
        fields: Other names for these columns.

    Returns:
        A table with the schema ``CLAIMS``, in the order of the articles and of their text.

    Raises:
        InputError: A column is missing, or an article cannot be done. To go on with the others, and have a table
            of those that failed, use ``claims_and_failures``.

    Example:
        >>> articles = pa.table({"id": ["a"], "text": ["وزیر نیرو گفت: سدها پر شده\u200cاند."]})
        >>> claims_table(articles).column("article_id").to_pylist()
        ['a']
    """
    claims, failures = claims_and_failures(articles, options, fields)
    if failures.num_rows:
        first = failures.slice(0, 1).to_pylist()[0]
        more = f" (and {failures.num_rows - 1} more)" if failures.num_rows > 1 else ""
        raise InputError(f"article {first['record']}: {first['reason']}{more}")
    return claims


def claims_and_failures(
    articles: pa.Table, options: Options | None = None, fields: Fields | None = None
) -> tuple[pa.Table, pa.Table]:
    """Returns the claims of a table of articles, and the articles that could not be done.

    Args:
        articles: As for ``claims_table``.
        options: What to look for; all by default.
        fields: Other names for the columns.

    Returns:
        Tables with the schemas ``CLAIMS`` and ``FAILURES``. The ``record`` of a failure is the id of its article,
        or the number of its row in ``articles``, from 1, where there is no id.

    Raises:
        InputError: There is no column of texts, or a column cannot be read.
    """
    names = fields or Fields()
    if names.text not in articles.column_names:
        have = listed(articles.column_names)
        raise InputError(f"no column {names.text!r}, which holds the articles; columns: {have}")
    wanted = [name for name in names.model_dump().values() if name in articles.column_names]
    extractor = extractor_for(options or Options())
    claims: list[Claim] = []
    failures: list[Failure] = []
    for item in _items(articles.select(wanted), names):
        outcome = outcome_of(extractor, item, "<memory>") if isinstance(item, Article) else item
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            claims.extend(outcome.claims)
    return table_of(claims), table_of(failures, Failure)


def _items(articles: pa.Table, names: Fields) -> Iterator[Article | Failure]:
    number = 0
    for batch in articles.to_batches(max_chunksize=256):
        for row in rows_of(batch, names.date):
            number += 1
            try:
                # Not the bare number, which may be the id of another row.
                yield article_from(row, names, f"row:{number}")
            except InputError as error:
                given = row.get(names.id)
                record = number if given in (None, "") else given
                yield Failure(path="<memory>", record=str(record), stage="parse", reason=str(error))
