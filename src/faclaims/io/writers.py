"""Records to files: all of a file or nothing of it."""

import csv
import io
import json
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from faclaims.errors import OutputError
from faclaims.records import Claim, Record

type Write = Callable[[Iterable[Record]], None]

STDOUT = Path("-")
_BATCH = 128
"""Records held back until they are packed into a table."""
_ROW_GROUP = 2048
"""Rows of such tables that make a row group of a Parquet file."""


@contextmanager
def writing(path: Path, record: type[Record] = Claim) -> Iterator[Write]:
    """Opens a file of records and gives a function that adds records to it.

    The suffix tells the format: ``.jsonl``, ``.csv`` or ``.parquet``; the path ``-`` is JSONL to standard
    output, and so is a pipe or device without suffix. The file appears under its name when the block ends,
    complete; when the block is left by an exception nothing appears, and what stood there before stays.

    Args:
        path: The file; its folder is made if it is missing.
        record: What the rows are; claims if not given.

    Raises:
        OutputError: The format is not known or the file cannot be written.
    """
    suffix = path.suffix.lower()
    if path == STDOUT or (not suffix and _is_special(path)):
        suffix = ".jsonl"
    if suffix not in _WRITERS:
        given = f"{suffix} is not a format that is written" if suffix else "the name has no suffix"
        raise OutputError(f"{path}: {given}; end the name in {', '.join(_WRITERS)}")
    with replacing(path) as file, _WRITERS[suffix](file, record) as write:
        yield write


def part_of(path: Path) -> Path:
    """Returns where this process writes a file before it takes the place of ``path``."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Opens a file that takes the place of ``path`` when the block ends, and is gone when it fails.

    A link stays, and what it leads to is replaced. A pipe, a device and standard output (``-``) are written to.

    Raises:
        OutputError: The file cannot be written.
    """
    if path == STDOUT:
        with _stdout() as file:
            yield file
        return
    special = _is_special(path)
    target = path if special else Path(os.path.realpath(path))
    part = part_of(target)
    try:
        if target.is_dir():
            raise OutputError(f"{path}: is a folder; give the name of a file in it")
        if special:
            with target.open("wb") as file:
                yield file
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror or error}); choose another place"
        ) from error
    finally:
        if not special:
            with suppress(OSError):
                part.unlink()


def _is_special(path: Path) -> bool:
    """Whether there is something at ``path`` that is neither a file nor a folder: a pipe or a device."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


@contextmanager
def _stdout() -> Iterator[BinaryIO]:
    if sys.stdout is None:
        raise OutputError("standard output is closed; give a file with -o")
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Whoever read it has seen enough.
        raise
    except OSError as error:
        raise OutputError(f"standard output cannot be written ({error.strerror or error})") from error


@contextmanager
def _jsonl(file: BinaryIO, record: type[Record]) -> Iterator[Write]:
    yield lambda records: file.writelines(r.model_dump_json().encode() + b"\n" for r in records)


@contextmanager
def _csv(file: BinaryIO, record: type[Record]) -> Iterator[Write]:
    # The byte-order mark is what makes Excel read the file as UTF-8.
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(record.model_fields)

    def write(records: Iterable[Record]) -> None:
        rows.writerows([_cell(value) for value in r.model_dump(mode="json").values()] for r in records)

    yield write
    text.detach()


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else value


@contextmanager
def _parquet(file: BinaryIO, record: type[Record]) -> Iterator[Write]:
    # Imported here: pyarrow takes time to load, and only Parquet needs it.
    import pyarrow as pa
    import pyarrow.parquet as pq

    from faclaims.io.tables import schema_of, table_of

    waiting: list[Record] = []
    tables: list[pa.Table] = []

    with pq.ParquetWriter(file, schema_of(record), compression="zstd") as out:

        def write(records: Iterable[Record]) -> None:
            waiting.extend(records)
            if len(waiting) >= _BATCH:
                pack()
            if len(tables) * _BATCH >= _ROW_GROUP:
                flush()

        def pack() -> None:
            # Records weigh ten times what a table of them does.
            tables.append(table_of(waiting, record))
            waiting.clear()

        def flush() -> None:
            out.write_table(pa.concat_tables(tables))
            tables.clear()

        yield write
        if waiting:
            pack()
        if tables:
            flush()


_WRITERS: dict[str, Callable[[BinaryIO, type[Record]], AbstractContextManager[Write]]] = {
    ".jsonl": _jsonl,
    ".csv": _csv,
    ".parquet": _parquet,
}
