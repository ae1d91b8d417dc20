"""Claim files back to results: the claims of each article, together with its text where that is known."""

import csv
import gzip
import json
import logging
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from pydantic import ValidationError

from faclaims.errors import InputError
from faclaims.io.lines import MAX_ARTICLE
from faclaims.io.sources import suffix_of
from faclaims.io.stored import from_cells
from faclaims.records import Article, Claim, Extraction

_log = logging.getLogger(__name__)


def read_results(path: Path, articles: Iterable[Article] = ()) -> tuple[Extraction, ...]:
    """Returns the results that a claim file, or a folder of them, holds: one for each article, in file order.

    A row is told by its fields, so that a folder may hold shards of claims, of articles and of anything else: a
    row with a ``claim_id`` is a claim, one with ``article`` and ``claims`` a whole result, one with ``id`` and
    ``text`` an article. Other rows are passed over, and so is a claim that comes again, as in a
    database beside its shards. Where no text of an article is known, or the claims do not fit it, its ``text`` is
    empty.

    Args:
        path: A file ``.jsonl`` or ``.csv`` (also with ``.gz``), ``.parquet`` or ``.duckdb``, or a folder that is
            searched with all its subfolders.
        articles: The articles from which the claims were taken, for files that hold claims only.

    Raises:
        InputError: The path does not exist, cannot be read, or holds no claims.
    """
    claims: dict[str, dict[Claim, None]] = {}
    texts: dict[str, Article] = {}
    for file in _files(path):
        for number, row in enumerate(_rows(file), start=1):
            try:
                _sort(row, claims, texts)
            except ValidationError as error:
                wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
                raise InputError(f"{file}: row {number} is not as faclaims writes it: {wrong}") from None
    if not claims and not texts:
        raise InputError(f"{path}: holds no claims; write some with: faclaims extract NEWS -o claims.jsonl")
    for article in articles:
        if article.id in claims or article.id in texts:
            texts[article.id] = article
    return tuple(
        _result(name, [*claims.get(name, ())], texts.get(name)) for name in dict.fromkeys([*claims, *texts])
    )


def _sort(row: Mapping[str, Any], claims: dict[str, dict[Claim, None]], texts: dict[str, Article]) -> None:
    if "claim_id" in row:
        # Not strict: dates are strings in JSON and CSV, and tuples are lists everywhere.
        claim = Claim.model_validate(row)
        claims.setdefault(claim.article_id, {})[claim] = None
    elif "article" in row and "claims" in row:
        result = Extraction.model_validate(row)
        texts[result.article.id] = result.article
        claims.setdefault(result.article.id, {}).update(dict.fromkeys(result.claims))
    elif "id" in row and "text" in row:
        known = {name: row[name] for name in Article.model_fields if row.get(name) not in (None, "")}
        article = Article.model_validate({"text": "", **known})
        texts[article.id] = article


def _result(name: str, claims: list[Claim], article: Article | None) -> Extraction:
    if article is not None and all(article.text[c.start : c.end] == c.text for c in claims):
        return Extraction(article=article, claims=tuple(claims))
    if article is not None:
        _log.warning(
            "article %r: its text is not the one from which the claims were taken; shown without it", name
        )
    first: Any = article or claims[0]
    known = Article(
        id=name, text="", title=first.title, url=first.url, publisher=first.publisher, published=first.published
    )
    return Extraction(article=known, claims=tuple(claims))


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise InputError(f"{path}: no such file or folder; give what faclaims wrote")
    if path.is_dir():
        # Hidden files are those that a run has not finished writing.
        found = sorted(f for f in path.rglob("*") if f.is_file() and not f.name.startswith("."))
        return [f for f in found if suffix_of(f) in _READERS]
    if suffix_of(path) not in _READERS:
        raise InputError(f"{path}: not a file of claims; those end in {', '.join(_READERS)}")
    return [path]


def _rows(file: Path) -> Iterator[Mapping[str, Any]]:
    try:
        yield from _READERS[suffix_of(file)](file)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{file}: cannot be read ({error}); is it complete?") from None
    except (ValueError, OverflowError, RecursionError, csv.Error) as error:
        raise InputError(
            f"{file}: damaged, or not written by faclaims ({error}); write it again, or leave it out"
        ) from None


def _open(file: Path) -> TextIO:
    if file.name.lower().endswith(".gz"):
        return gzip.open(file, "rt", encoding="utf-8-sig", newline="")
    return file.open(encoding="utf-8-sig", newline="")


def _jsonl(file: Path) -> Iterator[Mapping[str, Any]]:
    with _open(file) as lines:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                if isinstance(row, dict):
                    yield row


def _csv(file: Path) -> Iterator[Mapping[str, Any]]:
    csv.field_size_limit(MAX_ARTICLE)
    fields = from_cells(Claim)
    with _open(file) as lines:
        rows = csv.DictReader(lines)
        is_claims = "claim_id" in (rows.fieldnames or ())
        yield from map(fields, rows) if is_claims else rows


def _parquet(file: Path) -> Iterator[Mapping[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from faclaims.io.parquet import rows_of

    try:
        for batch in pq.ParquetFile(file).iter_batches():
            yield from rows_of(batch, "published", "strict")
    except (pa.ArrowException, InputError) as error:
        raise ValueError(str(error)) from None


def _duckdb(file: Path) -> Iterator[Mapping[str, Any]]:
    import duckdb

    try:
        with duckdb.connect(str(file), read_only=True) as database:
            names = {row[0] for row in database.execute("SHOW TABLES").fetchall()}
            for name in ("articles", "claims"):
                if name in names:
                    for batch in database.table(name).to_arrow_reader():
                        yield from batch.to_pylist()
    except duckdb.Error as error:
        raise ValueError(str(error)) from None


_READERS: dict[str, Callable[[Path], Iterator[Mapping[str, Any]]]] = {
    ".jsonl": _jsonl,
    ".parquet": _parquet,
    ".csv": _csv,
    ".duckdb": _duckdb,
}
