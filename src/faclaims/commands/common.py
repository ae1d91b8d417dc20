"""What these commands share: where claims and their articles come from, and what is said to the user."""

import logging
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from faclaims.io import find, read, read_results
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


def results_of(claims: Path, articles: list[str] | None) -> tuple[Extraction, ...]:
    """Returns the results in a claim file, with the texts of their articles where these are named.

    Raises:
        InputError: A path cannot be read, or there are no claims.
    """
    return read_results(claims, _articles(articles or []))


def _articles(paths: list[str]) -> Iterator[Article]:
    for item in read(find(paths)) if paths else ():
        if isinstance(item, Failure):
            _log.warning("%s: %s; its claims are shown without their text", item.path, item.reason)
        else:
            yield item
