"""The command that works through an archive."""

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from time import monotonic
from typing import Annotated

import typer
from rich.console import Console

from faclaims.batch import Counts, Format, Plan, Progress, run
from faclaims.commands.options import (
    FIELDS,
    Confidence,
    DateField,
    Forms,
    IdField,
    Lexicons,
    PublisherField,
    RulesOnly,
    TextField,
    TitleField,
    UrlField,
    names,
    options,
)
from faclaims.io.stored import stored
from faclaims.records import Failure
from faclaims.terminal import ALL_DONE, NOTHING_DONE, SOME_FAILED, progress, reporting, say, say_failure

_FAILURES_SAID = 5


def command(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files (.txt, .html, .json, .jsonl, .csv, .parquet; .gz too), folders, patterns, or - for stdin.",
        ),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Folder of the output, new or empty.")],
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, metavar="N", help="Processes that extract; one a core if not given."),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Continue the run that the folder holds.")] = False,
    shards: Annotated[Format, typer.Option("--format", help="Format of the shards.")] = "parquet",
    shard_size: Annotated[
        int, typer.Option("--shard-size", min=1, metavar="N", help="Articles in a shard.")
    ] = 500,
    database: Annotated[bool, typer.Option("--duckdb/--no-duckdb", help="Also one DuckDB file of all.")] = True,
    text_field: TextField = FIELDS.text,
    id_field: IdField = FIELDS.id,
    title_field: TitleField = FIELDS.title,
    date_field: DateField = FIELDS.date,
    url_field: UrlField = FIELDS.url,
    publisher_field: PublisherField = FIELDS.publisher,
    lexicon: Lexicons = None,
    form: Forms = None,
    min_confidence: Confidence = 0.0,
    rules_only: RulesOnly = False,
) -> None:
    """Work through an archive with several processes, and leave nothing out without saying so.

    Writes the tables articles, attributions, claims, duplicates and failures into the folder, in shards that are
    complete or absent. A run that was stopped or killed is continued with --resume and ends with the same bytes (in
    faclaims.duckdb with the same rows). An article whose text came before is a duplicate and not done again.

    **Examples**

        faclaims batch archive/ -o out
        faclaims batch archive/ -o out --resume
        faclaims batch 'dump/*.jsonl.gz' -o out --workers 8 --text-field body --id-field url
    """
    console = Console(stderr=True)
    fields = names(text_field, id_field, title_field, date_field, url_field, publisher_field)
    plan = Plan(
        options=options(lexicon, form, min_confidence, rules_only),
        fields=fields,
        format=shards,
        shard_size=shard_size,
    )
    again = shlex.join(_resuming(_command_line()))
    with reporting(console, stopped=f"Stopped; what is finished is in {out}. To continue: {again}"):
        begin = monotonic()
        with progress(console) as (advance, count):
            session = _Session(advance, count)
            counts = run(
                paths,
                out,
                plan,
                workers=workers or _cores(),
                resume=resume,
                database=database,
                report=session.report,
            )
        for failure in _first_failures(out):
            say_failure(console, failure)
        say(console, _summary(counts, out, monotonic() - begin))
        if not counts.failures:
            raise typer.Exit(ALL_DONE)
        raise typer.Exit(SOME_FAILED if counts.articles or counts.duplicates else NOTHING_DONE)


class _Session:
    """Moves the progress bar by what was finished since the last look."""

    def __init__(self, advance: Callable[[int], None], count: Callable[..., None]) -> None:
        self._advance, self._count = advance, count
        self._size = 0

    def report(self, progress: Progress) -> None:
        self._advance(progress.size - self._size)
        self._size = progress.size
        self._count(progress.counts.articles, progress.counts.failures, progress.total)


def _command_line() -> list[str]:
    return ["faclaims", *sys.argv[1:]]


def _resuming(words: list[str]) -> list[str]:
    """Returns a command line with ``--resume``, which is no option behind ``--``."""
    end = words.index("--") if "--" in words else len(words)
    return words if "--resume" in words[:end] else [*words[:end], "--resume", *words[end:]]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _first_failures(out: Path) -> Iterator[Failure]:
    files = sorted((out / "failures").glob("[0-9]*"), key=lambda path: int(path.stem))
    return islice(chain.from_iterable(stored(file, Failure) for file in files), _FAILURES_SAID)


def _summary(counts: Counts, out: Path, seconds: float) -> str:
    more = f" (see {out / 'failures'})" if counts.failures > _FAILURES_SAID else ""
    return (
        f"{counts.articles} articles, {counts.attributions} attributions, {counts.claims} claims, "
        f"{counts.duplicates} duplicates left out, {counts.failures} failed{more}; in {out} after {seconds:.0f} s"
    )
