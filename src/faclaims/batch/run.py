"""A whole run: portions out to the workers, lines of the ledger back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from faclaims.batch.ledger import DATABASE, SUMMARY, Entry, opened, unbroken, write_record
from faclaims.batch.plan import Counts, Mark, Plan, canonical, identity
from faclaims.batch.pool import Pool, Ticket, WorkerDiedError
from faclaims.batch.stream import Known, Portion, Reader, id_digest, portions
from faclaims.batch.work import Job, Trial, try_out, work
from faclaims.errors import FaclaimsError, OutputError
from faclaims.io import STDIN, Source
from faclaims.io.duckdb import write_duckdb
from faclaims.io.rows import TABLES
from faclaims.io.stored import stored_tables
from faclaims.records import Article

if TYPE_CHECKING:
    import pyarrow as pa


class Progress(NamedTuple):
    """Where a run stands.

    Attributes:
        counts: Of all that is finished, in earlier runs too.
        size: Bytes of input that are finished.
        total: Bytes of all input.
    """

    counts: Counts
    size: int
    total: int


def run(  # noqa: PLR0913 (what, where and how)
    paths: Sequence[str | Path],
    out: Path,
    plan: Plan | None = None,
    *,
    workers: int = 1,
    resume: bool = False,
    database: bool = True,
    report: Callable[[Progress], object] = lambda _: None,
) -> Counts:
    """Extracts from all articles under ``paths`` and writes the tables of ``out``, shard by shard.

    The output depends on the input and the plan alone: not on the number of workers, the order of ``paths``, or
    how often the run was killed and resumed.

    Args:
        paths: Files, folders, patterns such as ``news/*.txt``, or ``-`` for standard input.
        out: Folder of the output, new or empty.
        plan: What to look for and how to write it.
        workers: Number of processes beside this one.
        resume: Whether to continue the run that ``out`` holds, if it holds one.
        database: Whether to write ``OUT/faclaims.duckdb`` too, from the finished shards.
        report: Called whenever something was finished.

    Returns:
        How many of each came out, in all.

    Raises:
        InputError: A path does not exist or nothing is found.
        LexiconError: A lexicon folder is wrong.
        OutputError: The folder cannot be written or holds another run, or standard input is another than the one that
            a run began with; what is finished stays.
    """
    plan = plan or Plan()
    sources = canonical(paths, out)
    total = sum(source.size for source in sources)
    with opened(out, identity(plan, sources), resume) as held:
        finished = unbroken(out, held) if _streamed(sources) else held
        counts = sum((entry.counts for entry in finished.values()), Counts())
        complete = (out / SUMMARY).exists()
        if not complete or _streamed(sources):
            with Pool(workers) as pool:
                first, start = _opening(sources, finished)
                # The first portion counts its source from the beginning, wherever in it the reading begins.
                size = sum(source.size for source in sources[: start.source])
                report(Progress(counts, size, total))
                reader = Reader(sources, plan.fields, pool)
                for done, entry in _entries(Job(out, plan, _NONE), reader, pool, finished, first, start):
                    counts, size = counts if entry.shard in finished else counts + entry.counts, size + done
                    report(Progress(counts, size, total))
                # What stands behind the last article, such as an empty line, is in no portion.
                report(Progress(counts, total, total))
            if not complete:
                write_record(out / SUMMARY, counts)
        if database and not (out / DATABASE).exists():
            write_duckdb(out / DATABASE, {name: rows(out, name) for name in TABLES})
        return counts


def rows(out: Path, table: str) -> "Iterator[pa.Table]":
    """Yields what the shards of one table hold, in order."""
    for path in sorted((out / table).glob("[0-9]*"), key=lambda p: int(p.stem)):
        yield from stored_tables(path, TABLES[table])


_NONE = Portion(0, (), Mark(0, 0), 0)


def _opening(sources: Sequence[Source], finished: Mapping[int, Entry]) -> tuple[int, Mark]:
    """Returns the first shard that is to be written, and where in the input it begins."""
    first, start = 0, Mark(0, 0)
    # Standard input begins anew, so that what it holds can be compared with what was done.
    while first in finished and not _streamed(sources):
        start, first = finished[first].after, first + 1
    return first, start


def _entries(  # noqa: PLR0913 (what, who and from where)
    job: Job, reader: Reader, pool: Pool, finished: Mapping[int, Entry], first: int, start: Mark
) -> Iterator[tuple[int, Entry]]:
    """Yields the line of each shard as it is finished, with the bytes of input behind it."""
    known = Known(
        bytes.fromhex(entry.known[at : at + 64])
        for entry in finished.values()
        if entry.shard < first
        for at in range(0, len(entry.known), 64)
    )
    pending: dict[object, Ticket[Job, Entry]] = {}
    for portion in _compared(job, reader, finished, portions(reader, start, first, known, job.plan.shard_size)):
        if portion.shard in finished:
            yield portion.size, finished[portion.shard]
            continue
        while len(pending) >= 2 * pool.workers:
            yield from _settled(pool, pending)
        ticket = pool.submit(work, job._replace(portion=portion))
        pending[ticket.future] = ticket
    while pending:
        yield from _settled(pool, pending)


def _streamed(sources: Sequence[Source]) -> bool:
    return any(source.path == STDIN for source in sources)


def _compared(
    job: Job, reader: Reader, finished: Mapping[int, Entry], found: Iterator[Portion]
) -> Iterator[Portion]:
    """Yields portions, as long as those that were done are what was done, where standard input may be another.

    Raises:
        OutputError: It is another than the one that the run began with.
    """
    if not _streamed(reader.sources):
        yield from found
        return
    complete = (job.out / SUMMARY).exists()
    same, shard = True, -1
    for portion in found:
        shard, entry = portion.shard, finished.get(portion.shard)
        same = not complete if entry is None else (entry.after, entry.known) == (portion.after, _digests(portion))
        if not same:
            break
        yield portion
    if not same or shard + 1 < len(finished):
        raise OutputError(
            f"{job.out}: standard input is another than the one this run began with; give the same again, from its "
            "beginning, or another folder with -o"
        )


def _digests(portion: Portion) -> str:
    """Returns what the ledger holds of a portion whose articles are done."""
    return "".join(
        (id_digest(item.id) + digest).hex()
        for _, item, digest, duplicate in portion.found
        if isinstance(item, Article) and not duplicate
    )


def _settled(pool: Pool, pending: dict[object, Ticket[Job, Entry]]) -> Iterator[tuple[int, Entry]]:
    done, _ = wait([ticket.future for ticket in pending.values()], return_when=FIRST_COMPLETED)
    for future in done:
        ticket = pending.pop(future)
        yield ticket.argument.portion.size, _result(pool, ticket)


def _result(pool: Pool, ticket: Ticket[Job, Entry]) -> Entry:
    try:
        return pool.result(ticket)
    except WorkerDiedError:
        job = ticket.argument
        trials = [Trial(job.plan, found) for found in job.portion.found]
        outcomes = pool.alone(try_out, trials)
        deadly = frozenset(n for n, outcome in enumerate(outcomes) if isinstance(outcome, WorkerDiedError))
        try:
            return pool.result(pool.submit(work, job._replace(deadly=deadly)))
        except WorkerDiedError:
            raise FaclaimsError(
                f"{job.out}: a worker is killed again and again, though no article does it alone; "
                "make more memory available, then continue with --resume"
            ) from None
