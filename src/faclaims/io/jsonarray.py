"""The records of a JSON file one after another, however large the file."""

import json
import re
from collections.abc import Iterator
from typing import Any, Protocol

from faclaims.errors import InputError

_SPACE = re.compile(r"[ \t\r\n]*")
_CHUNK = 2**16


class Text(Protocol):
    """What is read from."""

    def read(self, size: int, /) -> str:
        """Returns up to so many characters, none at the end."""


def records(text: Text, longest: int) -> Iterator[Any]:
    """Yields the elements of a JSON array, or the one value that a text holds instead.

    What is in memory at a time is one record, and what was read with it.

    Args:
        text: JSON.
        longest: Characters that a record may have.

    Raises:
        InputError: It is not valid JSON; the records before the damage were yielded.

    Example:
        >>> import io
        >>> list(records(io.StringIO('[{"id": 1}, {"id": 2}]'), 100))
        [{'id': 1}, {'id': 2}]
    """
    reader = _Reader(text, longest)
    if reader.next_mark() != "[":
        yield reader.value()
        reader.expect_end()
        return
    reader.skip_mark()
    if reader.next_mark() == "]":
        reader.skip_mark()
        reader.expect_end()
        return
    while True:
        yield reader.value()
        mark = reader.next_mark()
        if mark not in (",", "]"):
            raise InputError(f"not valid JSON: {mark or 'its end'!r} where a comma or ] is due; {_ADVICE}")
        reader.skip_mark()
        if mark == "]":
            reader.expect_end()
            return
        reader.next_mark()


_ADVICE = "what stands before it was read; one article a line is .jsonl"


class _Reader:
    def __init__(self, text: Text, longest: int) -> None:
        self._text, self._longest = text, longest
        self._buffer, self._at = "", 0
        self._decoder = json.JSONDecoder()

    def next_mark(self) -> str:
        """Returns the next character that is no space, without passing it; empty at the end."""
        while True:
            self._at = _SPACE.match(self._buffer, self._at).end()  # type: ignore[union-attr]  # it always matches
            if self._at < len(self._buffer) or not self._more():
                return self._buffer[self._at : self._at + 1]

    def skip_mark(self) -> None:
        """Passes one character."""
        self._at += 1

    def value(self) -> Any:
        """Returns the next value."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                # It may only be cut off; the rest will tell.
                self._check_length()
                if not self._more():
                    raise InputError(f"not valid JSON: {error.msg}; {_ADVICE}") from None
            except RecursionError:
                raise InputError(f"not valid JSON: nested too deeply; {_ADVICE}") from None
            except ValueError as error:
                raise InputError(f"not valid JSON: {error}; {_ADVICE}") from None
            else:
                # A number may go on, even after a point or an "e+" that seem not to belong to it.
                length = end - self._at
                if end + 2 < len(self._buffer) or not self._more():
                    self._at += length
                    return value

    def expect_end(self) -> None:
        """Checks that nothing follows."""
        if self.next_mark():
            raise InputError(f"not valid JSON: more after its end; {_ADVICE}")

    def _check_length(self) -> None:
        if len(self._buffer) - self._at > self._longest:
            raise InputError(f"a record of more than {self._longest // 10**6} million characters; {_ADVICE}")

    def _more(self) -> bool:
        # As much again as is waiting, so that a long record is not tried too often; but not much beyond the longest.
        waiting = self._buffer[self._at :]
        chunk = self._text.read(max(_CHUNK, min(len(waiting), self._longest - len(waiting))))
        self._buffer, self._at = waiting + chunk, 0
        return bool(chunk)
