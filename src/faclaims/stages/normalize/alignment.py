"""A text that was changed, and where each of its characters stood before."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import NamedTuple, Self

from faclaims.records import Span

_USUAL = 1 << 16  # code points; few articles are longer


class Edit(NamedTuple):
    """Put ``new`` in the place of ``text[start:end]``; an insertion has ``start == end``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True, eq=False)
class Normalized:
    """A normalized text aligned with its raw one; all offsets are code points, end-exclusive.

    Character ``i`` of ``text`` stands for ``raw[starts[i]:ends[i]]``. One raw character may become several
    (``﷼`` is ``ریال``; each of the four stands for it) and several one; an inserted half-space stands for an
    empty stretch, for the deleted characters in its place, or for the raw character of which the letters on either
    side of it came. Both arrays never decrease.

    Attributes:
        raw: The text as it came in.
        text: The normalized text.
        starts: Where in ``raw`` each character of ``text`` begins.
        ends: Where in ``raw`` each character of ``text`` ends.
    """

    raw: str
    text: str
    starts: array[int]
    ends: array[int]

    @classmethod
    def identity(cls, raw: str) -> Self:
        """Returns ``raw`` unchanged, each character aligned with itself."""
        size = len(raw)
        numbers = _first_numbers() if size < _USUAL else array("I", range(size + 1))
        return cls(raw, raw, numbers[:size], numbers[1 : size + 1])

    def with_text(self, text: str) -> Self:
        """Returns this alignment with characters of the text exchanged one for one.

        Raises:
            ValueError: The new text has another length.
        """
        if len(text) != len(self.text):
            raise ValueError("a text of another length needs edits; use edited()")
        return type(self)(self.raw, text, self.starts, self.ends)

    def edited(self, edits: Iterable[Edit]) -> Self:
        """Returns the text with the edits made; they stand in text order and do not overlap."""
        pieces: list[str] = []
        starts, ends = array("I"), array("I")
        done = 0
        for start, end, new in edits:
            pieces += self.text[done:start], new
            starts += self.starts[done:start]
            ends += self.ends[done:start]
            left, right = self._stretch(start, end)
            starts.extend(repeat(left, len(new)))
            ends.extend(repeat(right, len(new)))
            done = end
        if not pieces:
            return self
        pieces.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return type(self)(self.raw, "".join(pieces), starts, ends)

    def _stretch(self, start: int, end: int) -> Span:
        if start < end:
            return Span(self.starts[start], self.ends[end - 1])
        left = self.ends[start - 1] if start else 0
        right = self.starts[start] if start < len(self.text) else left
        return Span(min(left, right), max(left, right))  # within what one raw character became, right is less

    def to_raw(self, start: int, end: int) -> Span:
        """Returns the raw stretch that a stretch of the normalized text stands for.

        Deleted characters at its edges are not part of it. An empty stretch maps to an empty one.

        Raises:
            ValueError: The offsets are not within the text.

        Example:
            >>> aligned = Normalized.identity("a\u00adb").edited([Edit(1, 2, "")])
            >>> aligned.text, aligned.to_raw(0, 1), aligned.to_raw(0, 2)
            ('ab', Span(start=0, end=1), Span(start=0, end=3))
        """
        if not 0 <= start <= end <= len(self.text):
            raise _outside(start, end, len(self.text))
        if start < end:
            return Span(self.starts[start], self.ends[end - 1])
        if start < len(self.text):
            return Span(self.starts[start], self.starts[start])
        last = self.ends[-1] if self.ends else 0
        return Span(last, last)

    def to_text(self, start: int, end: int) -> Span:
        """Returns the smallest normalized stretch that holds all that is left of a raw stretch.

        Where nothing is left of it the result is empty and stands where the deleted characters stood.

        Raises:
            ValueError: The offsets are not within the raw text.
        """
        if not 0 <= start <= end <= len(self.raw):
            raise _outside(start, end, len(self.raw))
        first = bisect_right(self.ends, start)
        return Span(first, max(first, bisect_left(self.starts, end)) if start < end else first)


@cache
def _first_numbers() -> array[int]:
    """Returns the numbers that an article of usual length is aligned by, since counting them anew is slow."""
    return array("I", range(_USUAL))


def _outside(start: int, end: int, length: int) -> ValueError:
    return ValueError(f"offsets {start}:{end} are not within a text of {length} code points")
