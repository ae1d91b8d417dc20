"""What is on the disk: the folder of a run, and which of its shards are finished.

    OUT/run.json             what the run was asked to do
    OUT/ledger/00017.json    shard 17 is finished: how many of each, and where the next one begins in the input
    OUT/claims/00017.parquet the claims of shard 17; likewise articles, attributions, duplicates, failures
    OUT/summary.json         all shards are finished
    OUT/faclaims.duckdb      the tables of all shards, and views

A shard is finished when its line in the ledger is there, which is written last. Every file appears whole under its
name or not at all, and its content follows from the input alone. So whatever a killed run leaves is either right
or written again with the same bytes.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from pydantic import ValidationError

from faclaims.batch.plan import Counts, Identity, Mark
from faclaims.errors import OutputError
from faclaims.io.rows import TABLES
from faclaims.io.writers import replacing
from faclaims.records import Record

RUN, LEDGER, SUMMARY, DATABASE, LOCK = "run.json", "ledger", "summary.json", "faclaims.duckdb", ".lock"


class Entry(Record):
    """One finished shard.

    Attributes:
        shard: Its number, from 0.
        after: Where the next shard begins in the input.
        counts: What came out.
        known: Digests of id and text of its articles, in hexadecimal, 64 characters an article.
    """

    shard: int
    after: Mark
    counts: Counts
    known: str


def shard_path(out: Path, table: str, shard: int, suffix: str) -> Path:
    """Returns where a table of a shard is written."""
    return out / table / f"{shard:05}.{suffix}"


def finish(out: Path, entry: Entry) -> None:
    """Writes the line of a shard whose tables are written."""
    for table in TABLES:
        _settle(out / table)
    write_record(shard_path(out, LEDGER, entry.shard, "json"), entry)
    _settle(out / LEDGER)


def finished(out: Path) -> dict[int, Entry]:
    """Returns the finished shards by number."""
    entries = (Entry.model_validate_json(path.read_bytes()) for path in (out / LEDGER).glob("[0-9]*.json"))
    return {entry.shard: entry for entry in entries}


def unbroken(out: Path, finished: Mapping[int, Entry]) -> dict[int, Entry]:
    """Returns the finished shards before the first that is missing, and removes what stands of the others."""
    first = next(shard for shard in count() if shard not in finished)
    _discard(out, first)
    return {shard: finished[shard] for shard in range(first)}


def write_record(path: Path, record: Record) -> None:
    """Writes a record as a file of JSON.

    Raises:
        OutputError: The file cannot be written.
    """
    with replacing(path) as file:
        file.write(record.model_dump_json(indent=1).encode() + b"\n")


@contextmanager
def opened(out: Path, run: Identity, resume: bool) -> Iterator[dict[int, Entry]]:
    """Takes hold of the folder of a run, and gives its finished shards.

    Args:
        out: The folder; made if it is missing.
        run: What this run is known by.
        resume: Whether a run that is there may be continued.

    Raises:
        OutputError: The folder cannot be written, holds another run, or is in use.
    """
    with _held(out):
        try:
            _claim(out, run, resume)
            entries = finished(out)
        except OSError as error:
            raise _refused(out, error) from error
        try:
            yield entries
        finally:
            _sweep(out)


@contextmanager
def _held(out: Path) -> Iterator[None]:
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / LOCK).open("wb")
    except OSError as error:
        raise _refused(out, error) from error
    with lock:
        # Windows has no such lock; two runs at once would still write the same bytes.
        if os.name == "posix":
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise OutputError(f"{out}: another run is writing here; wait for it or stop it") from None
        yield


def _refused(out: Path, error: OSError) -> OutputError:
    return OutputError(f"{out}: cannot be written ({error.strerror or error}); give another folder with -o")


def _claim(out: Path, run: Identity, resume: bool) -> None:
    path = out / RUN
    begun = path.exists()
    if begun and finished(out):
        if not resume:
            raise OutputError(f"{out}: holds a run; continue it with --resume or give another folder with -o")
        _check(path, run)
    elif not begun and any(not p.name.startswith(".") for p in out.iterdir()):
        raise OutputError(f"{out}: is not empty and holds no run; give a new folder with -o")
    else:
        # A run that finished nothing leaves nothing to continue.
        _discard(out, 0)
        for name in (SUMMARY, DATABASE):
            (out / name).unlink(missing_ok=True)
        write_record(path, run)
    _sweep(out)
    for folder in (LEDGER, *TABLES):
        (out / folder).mkdir(exist_ok=True)


def _discard(out: Path, first: int) -> None:
    """Removes all shards from one on."""
    for folder in (LEDGER, *TABLES):
        for path in (out / folder).glob("[0-9]*"):
            if int(path.stem) >= first:
                path.unlink()


def _sweep(out: Path) -> None:
    """Removes what a process was writing when it was killed."""
    for part in out.glob("**/.*.part*"):
        with suppress(OSError):
            part.unlink()


def _check(path: Path, run: Identity) -> None:
    try:
        before = Identity.model_validate_json(path.read_bytes())
    except ValidationError:
        raise OutputError(f"{path}: is of no run that can be continued; give another folder with -o") from None
    changed = [name for name in Identity.model_fields if getattr(before, name) != getattr(run, name)]
    if changed:
        said = {
            "faclaims": "version of faclaims",
            "plan": "options",
            "lexicons": "lexicon folders",
            "paths": "way in which the input files are named",
        }
        if "inputs" in changed and "paths" in changed:
            changed.remove("paths")
        what = " and ".join(dict.fromkeys(said.get(name, "input files") for name in changed))
        raise OutputError(
            f"{path.parent}: the {what} changed since this run began; resume with what it was begun with, "
            "or give another folder with -o"
        )


def _settle(folder: Path) -> None:
    """Waits until the names in a folder are on the disk (a no-op where folders cannot be opened)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
