"""Records back from the files that were written."""

import csv
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faclaims.errors import InputError
from faclaims.records import Record

if TYPE_CHECKING:
    import pyarrow as pa


def stored[R: Record](path: Path, record: type[R]) -> Iterator[R]:
    """Yields the records of a file that ``writing`` wrote, equal to those that went in.

    Args:
        path: A file whose name ends in ``.jsonl``, ``.csv`` or ``.parquet``.
        record: What the rows are.

    Raises:
        InputError: The suffix is not one of these.
    """
    match path.suffix:
        case ".parquet":
            yield from _parquet(path, record)
        case ".jsonl":
            with path.open("rb") as lines:
                yield from map(record.model_validate_json, lines)
        case ".csv":
            yield from _csv(path, record)
        case suffix:
            raise InputError(f"{path}: records are not stored as {suffix or 'a file without suffix'}")


def stored_tables(path: Path, record: type[Record]) -> "Iterator[pa.Table]":
    """Yields the rows of a file that ``writing`` wrote as tables of some thousand rows."""
    # Imported here: pyarrow takes time to load, and only this needs it.
    from faclaims.io.tables import schema_of, table_of

    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        yield pq.read_table(path, schema=schema_of(record))
        return
    for rows in itertools.batched(stored(path, record), 4096):
        yield table_of(rows, record)


def _parquet[R: Record](path: Path, record: type[R]) -> Iterator[R]:
    # Imported here: pyarrow takes time to load, and only Parquet needs it.
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=1024):
            yield from map(record.model_validate, batch.to_pylist())


def from_cells(record: type[Record]) -> Callable[[Mapping[str, str | None]], dict[str, Any]]:
    """Returns a function that turns a row of CSV into the fields of a record.

    The function raises ValueError for a row that lacks cells.
    """
    # Imported here: pyarrow takes time to load.
    from pyarrow.types import is_boolean, is_nested

    from faclaims.io.tables import schema_of

    schema = schema_of(record)
    coded = {field.name for field in schema if is_nested(field.type) or is_boolean(field.type)}
    nullable = {field.name for field in schema if field.nullable}

    def value(name: str, cell: str | None) -> Any:
        if cell is None:
            raise ValueError(f"a row ends before its column {name!r}")
        if not cell and name in nullable:
            return None
        return json.loads(cell) if name in coded else cell

    return lambda row: {name: value(name, cell) for name, cell in row.items()}


def _csv[R: Record](path: Path, record: type[R]) -> Iterator[R]:
    fields = from_cells(record)
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield record.model_validate(fields(row))
