"""The claim record as a table: one Arrow schema for every columnar format."""

import datetime as dt
import types
import typing
from collections.abc import Iterable
from functools import cache
from typing import Any, Literal

import pyarrow as pa
from pydantic import BaseModel

from faclaims.records import Claim, Record

_SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    dt.date: pa.date32(),
}


@cache
def schema_of(record: type[Record]) -> pa.Schema:
    """Returns the Arrow schema of a record: the same names, nested records as structs, tuples as lists.

    It follows from the types of the record and never from the data, so that every shard of every run has the
    same one.

    Example:
        >>> schema_of(Claim).field("cue").type
        StructType(struct<start: int64 not null, end: int64 not null, text: string not null>)
    """
    return pa.schema(_fields(record))


def table_of(records: Iterable[Record], record: type[Record] = Claim) -> pa.Table:
    """Returns records as a table, one a row."""
    return pa.Table.from_pylist([r.model_dump() for r in records], schema=schema_of(record))


def records_of[R: Record](table: pa.Table, record: type[R]) -> Iterable[R]:
    """Yields the records that a table holds."""
    return (record.model_validate(row) for row in table.to_pylist())


def _fields(record: type[BaseModel]) -> list[pa.Field]:
    return [_field(name, info.annotation) for name, info in record.model_fields.items()]


def _field(name: str, annotation: Any) -> pa.Field:
    members = [a for a in typing.get_args(annotation) if a is not types.NoneType]
    if isinstance(annotation, types.UnionType):
        return pa.field(name, _type(members[0]), nullable=True)
    return pa.field(name, _type(annotation), nullable=False)


def _type(annotation: Any) -> pa.DataType:
    origin = typing.get_origin(annotation)
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(pa.field("element", _type(typing.get_args(annotation)[0]), nullable=False))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct(_fields(annotation))
    return _SCALARS[annotation]
