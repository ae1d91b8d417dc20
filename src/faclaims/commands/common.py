"""What these commands share: where claims and their articles come from, and what is said to the user."""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from os.path import lexists
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from faclaims.errors import InputError
from faclaims.io import STDOUT, Fields, Source, find, read, read_results, spare
from faclaims.io.sources import suffix_of
from faclaims.records import Article, Extraction, Failure
from faclaims.terminal import reporting, say

_log = logging.getLogger(__name__)

Claims = Annotated[
    Path,
    typer.Argument(
        metavar="CLAIMS", help="File of claims (.jsonl, .csv, .parquet, .duckdb), or a folder of such files."
    ),
]
Articles = Annotated[
    list[str] | None,
    typer.Option(
        "--articles", metavar="PATH", help="Where the articles are that the claims come from; repeatable."
    ),
]


def guarded[**P](command: Callable[P, None]) -> Callable[P, None]:
    """Returns a command whose errors, warnings and Ctrl-C become messages and exit codes."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with reporting(Console(stderr=True), stopped="Stopped; nothing was written."):
            command(*args, **kwargs)

    return run


def tell(message: str) -> None:
    """Prints a message to standard error, since standard output may hold data."""
    say(Console(stderr=True), message)


def told(out: Path) -> str:
    """Returns the end of a message that says where something was written."""
    return "" if out == STDOUT else f" in {out}"


def results_of(claims: Path, articles: list[str] | None, fields: Fields, out: Path) -> tuple[Extraction, ...]:
    """Returns the results in a claim file, with the texts of their articles where these are named.

    Args:
        claims: The file of claims, or a folder of such files.
        articles: Where the articles are.
        fields: Names of the fields of their records.
        out: What is to be written.

    Raises:
        InputError: A path cannot be read or would be overwritten, or there are no claims.
    """
    if out != STDOUT:
        is_shard = suffix_of(out) in _TABLES and lexists(out) and out.resolve().is_relative_to(claims.resolve())
        spare([claims, out] if is_shard else [claims], out)
    sources = find(articles, exclude=None if out == STDOUT else out) if articles else ()
    results = read_results(claims, _articles(sources, fields))
    if not any(result.claims for result in results):
        raise InputError(f"{claims}: holds no claims; write some with: faclaims extract NEWS -o claims.jsonl")
    return results


_TABLES = (".jsonl", ".csv", ".parquet", ".duckdb")
"""Formats of the claims in a folder."""


def _articles(sources: Sequence[Source], fields: Fields) -> Iterator[Article]:
    for item in read(sources, fields):
        if isinstance(item, Failure):
            _log.warning("%s: %s; its claims are shown without their text", item.path, item.reason)
        else:
            yield item
