"""Rows of Arrow tables as plain values, whatever the types of the columns."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from faclaims.errors import InputError
from faclaims.io.fields import Fields, listed
from faclaims.io.opening import HEAD, File

_ROWS = 256
"""Rows that are in memory at a time."""


def parquet_rows(file: File, fields: Fields) -> Iterator[dict[str, Any]]:
    """Yields the rows of a Parquet file, of its columns those that ``fields`` names.

    Raises:
        InputError: There is no column of texts, or the file is damaged; the rows before the damage were yielded.
    """
    count = 0
    try:
        table = pq.ParquetFile(pa.PythonFile(file, mode="r"), buffer_size=HEAD)
        columns = table.schema_arrow.names
        if fields.text not in columns:
            raise InputError(
                f"no column {fields.text!r}, which holds the article; columns: {listed(columns)}; "
                "say which it is with --text-field"
            )
        wanted = [name for name in fields.model_dump().values() if name in columns]
        for batch in table.iter_batches(batch_size=_ROWS, columns=wanted):
            rows = rows_of(batch, fields.date)
            yield from rows
            count += len(rows)
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        reason = " ".join(str(error).split())
        raise InputError(f"damaged Parquet file ({reason}); {count} records before the damage were read") from None


def rows_of(batch: pa.RecordBatch, day: str, damage: str = "replace") -> list[dict[str, Any]]:
    """Returns the rows of a batch.

    Args:
        batch: Some rows.
        day: Name of a column whose times and dates become dates, or texts where Python has no such date.
        damage: What becomes of a text that is no UTF-8: ``replace`` puts U+FFFD where it is damaged, ``strict`` makes
            it an error.

    Raises:
        InputError: A column holds what is no value of Python.
    """
    values: list[list[Any]] = []
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            values.append(_days(column, damage) if name == day else _values(column, damage))
        except (pa.ArrowException, ValueError, OverflowError, KeyError) as error:
            reason = " ".join(str(error).split())
            raise InputError(f"column {name!r} cannot be read ({reason}); make it a column of texts") from None
    return [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*values, strict=True)]


def _values(column: pa.Array, damage: str) -> list[Any]:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        # Nothing checks that it is UTF-8 before Python does, which would refuse the whole batch.
        return [
            None if text is None else text.decode("utf-8", damage)
            for text in column.cast(pa.large_binary()).to_pylist()
        ]
    return [*column.to_pylist()]


def _days(column: pa.Array, damage: str) -> list[Any]:
    """The days of times and dates; a text where no date of Python is as far."""
    if pa.types.is_timestamp(column.type):
        column = _local(column)
    if not pa.types.is_date(column.type):
        return _values(column, damage)
    # By way of texts: pyarrow needs pandas for nanoseconds and raises an error for all if one is out of range.
    return [text and _date(text) for text in column.cast(pa.date32()).cast(pa.string()).to_pylist()]


def _local(times: pa.Array) -> pa.Array:
    try:
        return times.cast(pa.date32())
    except pa.ArrowInvalid:
        # A time zone that is not known here.
        return times.cast(pa.timestamp(times.type.unit)).cast(pa.date32())


def _date(text: str) -> dt.date | str:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text
