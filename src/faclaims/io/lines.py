"""Lines of text, each in the encoding that it is in, and none of them longer than memory allows."""

import io
import re
from collections.abc import Iterator
from functools import partial
from typing import Protocol

from faclaims.errors import InputError
from faclaims.io.decode import decode, encoding_of
from faclaims.io.opening import HEAD, File

MAX_ARTICLE = 2**24
"""Bytes of the longest article or line: what is longer is no news but a broken or hostile file."""
_MAX_SKIP = 2**30
"""Bytes of a line that are skipped before the rest of its file is given up."""
_PERSIAN = re.compile("[\u0621-\u06cc]")


class Unread(str):
    """Why a line was not read."""

    __slots__ = ()


class _Readable[T](Protocol):
    def readline(self, size: int, /) -> T:
        """Returns a line, or as much of it as ``size`` allows."""


def lines(file: File) -> Iterator[str | Unread]:
    """Yields the lines of a file, with their ends.

    Dumps are put together from several sources, so that the encoding is decided for each line, UTF-8 first. What is
    damaged becomes U+FFFD.

    Raises:
        InputError: The file holds no text, or a line has no end.
    """
    encoding = encoding_of(file.peek(HEAD))
    if encoding.lower().startswith(("utf-16", "utf-32", "utf_16", "utf_32")):
        # A line end is not one byte here.
        text = io.TextIOWrapper(file, encoding, "replace", newline="")
        for wide in iter(partial(text.readline, MAX_ARTICLE), ""):
            yield _rest_skipped(text, wide, "\n") or wide
        return
    for line in iter(partial(file.readline, MAX_ARTICLE), b""):
        yield _rest_skipped(file, line, b"\n") or _decoded(line, encoding)


def _decoded(line: bytes, encoding: str) -> str:
    of_file = encoding if encoding.startswith("utf-8") else "utf-8"
    try:
        return line.decode(of_file)
    except UnicodeDecodeError:
        pass
    if of_file != encoding:
        return line.decode(encoding, "replace")
    damaged = line.decode(encoding, "replace")
    try:
        other, _ = decode(line)
    except InputError:
        return damaged
    # A line is short for a guess: only one that reads as Persian is better than a damaged line.
    return max(damaged, other, key=lambda text: len(_PERSIAN.findall(text)))


def _rest_skipped[T: (str, bytes)](file: _Readable[T], line: T, end: T) -> Unread | None:
    """Goes to the end of a line that is too long, and returns why."""
    if len(line) < MAX_ARTICLE or line.endswith(end):
        return None
    skipped = len(line)
    while (rest := file.readline(MAX_ARTICLE)) and not rest.endswith(end):
        skipped += len(rest)
        if skipped > _MAX_SKIP:
            raise InputError(f"{_TOO_LONG} without end; what stands before it was read")
    return Unread(f"{_TOO_LONG}; one article a line is expected")


_TOO_LONG = f"a line of more than {MAX_ARTICLE / 2**20:.0f} MiB"
