"""An archive in Parquet on a Ray cluster (``pip install faclaims[ray]``); the same function as everywhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from faclaims.arrow import CLAIMS, FAILURES, claims_and_failures
from faclaims.errors import FaclaimsError
from faclaims.io.fields import Fields
from faclaims.pipeline import Options
from faclaims.records import Record

if TYPE_CHECKING:
    from ray.data import Dataset

BATCH = 256
"""Articles that are handed to a worker at a time."""

_OUTCOMES = pa.schema([pa.field("claim", pa.struct(CLAIMS)), pa.field("failure", pa.struct(FAILURES))])


class Done(Record):
    """How many claims and failures a cluster wrote."""

    claims: int
    failures: int


def run(
    paths: str | Path | Sequence[str | Path],
    out: str | Path,
    options: Options | None = None,
    fields: Fields | None = None,
) -> Done:
    """Extracts from Parquet files of articles and writes Parquet: ``OUT/claims`` and ``OUT/failures``.

    Ray reads, spreads the work over the cluster that this process is connected to (or over the cores of this
    machine) and writes; paths may be of any file system that Ray knows, such as ``s3://…``. The claims are those
    of ``batch`` for the same articles; only duplicates are not looked for.

    Args:
        paths: Files or folders of Parquet with a column ``text`` and, where known, ``id``, ``title``, ``date``,
            ``url`` and ``publisher``.
        out: Folder of the output.
        options: What to look for; all by default.
        fields: Other names for the columns.

    Raises:
        FaclaimsError: Ray is not installed.
    """
    data = _ray_data()
    names = [str(paths)] if isinstance(paths, str | Path) else [str(path) for path in paths]
    outcomes = outcomes_of(data.read_parquet(names), options, fields).materialize()
    done = {}
    only: Any = _only
    for kind in ("claim", "failure"):
        found = outcomes.map_batches(only, batch_format="pyarrow", fn_kwargs={"kind": kind}).materialize()
        done[f"{kind}s"] = found.count()
        if done[f"{kind}s"]:
            found.write_parquet(f"{out}/{kind}s", compression="zstd")
    return Done(**done)


def outcomes_of(articles: "Dataset", options: Options | None = None, fields: Fields | None = None) -> "Dataset":
    """Returns a dataset with a row for each claim, in column ``claim``, and each failure, in column ``failure``.

    Args:
        articles: One article a row, as for ``claims_table``.
        options: What to look for; all by default.
        fields: Other names for the columns.
    """
    arguments = {"options": options or Options(), "fields": fields or Fields()}
    # Ray's types know nothing of the arguments that it passes on.
    task: Any = _outcomes
    return articles.map_batches(task, batch_format="pyarrow", batch_size=BATCH, fn_kwargs=arguments)


def _outcomes(articles: pa.Table, options: Options, fields: Fields) -> pa.Table:
    claims, failures = claims_and_failures(articles, options, fields)
    columns = {
        "claim": [*claims.to_struct_array().chunks, pa.nulls(failures.num_rows, _OUTCOMES.field("claim").type)],
        "failure": [
            pa.nulls(claims.num_rows, _OUTCOMES.field("failure").type),
            *failures.to_struct_array().chunks,
        ],
    }
    chunked = {name: pa.chunked_array(chunks, _OUTCOMES.field(name).type) for name, chunks in columns.items()}
    return pa.table(chunked, _OUTCOMES)


def _only(outcomes: pa.Table, kind: str) -> pa.Table:
    schema = {"claim": CLAIMS, "failure": FAILURES}[kind]
    found = outcomes.column(kind).drop_null().combine_chunks()
    return pa.Table.from_arrays(found.flatten(), schema=schema)


def _ray_data() -> Any:
    try:
        import ray.data
    except ImportError:
        raise FaclaimsError("Ray is not installed; install it with: pip install 'faclaims[ray]'") from None
    return ray.data
