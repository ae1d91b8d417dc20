"""What the command line says while it works: errors, warnings, progress; and its exit codes."""

import errno
import io
import logging
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from time import monotonic
from typing import Any, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from faclaims.errors import FaclaimsError
from faclaims.records import Failure

ALL_DONE, SOME_FAILED, NOTHING_DONE, STOPPED = 0, 1, 2, 130

_NOTES_OF_A_KIND = 5
_LONG_WORK = 1.0
"""Seconds after which a progress bar is worth its line."""


_COMMANDS = {code: f"\\x{code:02x}" for code in (*range(9), *range(11, 32), *range(127, 160))}
"""What a terminal would obey instead of printing it."""
_FULL = {errno.ENOSPC, errno.EBADF, errno.EIO, errno.EPIPE}


@contextmanager
def streams() -> Iterator[None]:
    """Makes standard output and error take any text, and turns an output that takes no more into an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            yield
        except SystemExit as end:
            if sys.stdout is not None and end.code != NOTHING_DONE:
                sys.stdout.flush()
            raise
    except OSError as error:
        if error.errno not in _FULL:
            raise
        if error.errno == errno.EPIPE:
            # Whoever read it has seen enough.
            raise SystemExit(SOME_FAILED) from None
        say(Console(stderr=True), f"Error: standard output cannot be written ({error.strerror})")
        raise SystemExit(NOTHING_DONE) from None
    finally:
        if sys.stdout is not None:
            _empty(sys.stdout)


def _empty(stream: TextIO) -> None:
    """Writes what is left in a stream, to nowhere if need be: when the process ends, it would fail aloud."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        stream.flush()


def say(console: Console, message: str) -> None:
    """Prints a message as it is, without what a terminal would take for commands."""
    console.print(message.translate(_COMMANDS), markup=False, emoji=False, highlight=False, soft_wrap=True)


def say_failure(console: Console, failure: Failure) -> None:
    """Prints what could not be done, and why."""
    place = f"{failure.path}:{failure.record}" if failure.record else failure.path
    say(console, f"Failed ({failure.stage}): {place}: {failure.reason}")


@contextmanager
def reporting(console: Console, stopped: str) -> Iterator[None]:
    """Turns errors, warnings, Ctrl-C and the signal by which systems end a process into messages and exit codes."""
    notes = _Notes(console)
    logger = logging.getLogger("faclaims")
    logger.addHandler(notes)
    try:
        with _terminable():
            yield
    except FaclaimsError as error:
        say(console, f"Error: {error}")
        raise typer.Exit(NOTHING_DONE) from None
    except KeyboardInterrupt:
        say(console, stopped)
        raise typer.Exit(STOPPED) from None
    finally:
        notes.finish()
        logger.removeHandler(notes)


@contextmanager
def _terminable() -> Iterator[None]:
    """Lets the signal by which systems end a process stop a command as cleanly as Ctrl-C does."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Notes(logging.Handler):
    """Prints warnings of the library, the first few of each kind."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.WARNING)
        self._console = console
        self._counts: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Prints one warning."""
        self._counts[record.msg] += 1
        if self._counts[record.msg] <= _NOTES_OF_A_KIND:
            say(self._console, f"Note: {record.getMessage()}")

    def finish(self) -> None:
        """Says how many were not printed."""
        more = sum(max(0, n - _NOTES_OF_A_KIND) for n in self._counts.values())
        if more:
            say(self._console, f"Note: {more} more of these")


@contextmanager
def progress(console: Console, total: int = 0) -> Iterator[tuple[Any, Any]]:
    """Gives two functions that move a progress bar, which appears only on long work in a terminal.

    The first takes the bytes done since the last call; the second the articles done and failed so far, and the
    bytes there are to do where that was not known at the beginning.
    """
    bar = Progress(
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[articles]} articles, {task.fields[rate]:.0f}/s, {task.fields[failed]} failed"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    task = bar.add_task("", total=total or None, articles=0, failed=0, rate=0.0)
    begin = monotonic()
    before: int | None = None

    def count(articles: int, failed: int, total: int | None = None) -> None:
        elapsed = monotonic() - begin
        nonlocal before
        before = articles if before is None else before
        rate = (articles - before) / max(elapsed, _LONG_WORK)
        bar.update(task, articles=articles, failed=failed, rate=rate, total=total)
        if console.is_terminal and not bar.live.is_started and elapsed > _LONG_WORK:
            bar.start()

    try:
        yield (lambda read: bar.advance(task, read)), count
    finally:
        if bar.live.is_started:
            bar.stop()
