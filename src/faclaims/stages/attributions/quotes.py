"""Pairs quotation marks, of every kind in use, without trusting the page to close what it opens."""

import re
from typing import NamedTuple

_MARK = re.compile(r"[«»“”„\"‹›\n]")
_CLOSING = {"«": "»", "“": "”", "„": "”“", "‹": "›"}
_CLOSED = re.compile(r"«[^«»\n]{1,3000}»|“[^“”\n]{1,3000}”")
_MAX_QUOTE = 6000
_MAX_DEPTH = 32
"""Open marks that are remembered: no news nests deeper, and a page of nothing but marks must not cost more."""


class Quote(NamedTuple):
    """A quotation: the offsets of its marks; ``inner`` is what stands between them."""

    start: int
    end: int

    @property
    def inner(self) -> tuple[int, int]:
        """Offsets of the words between the marks."""
        return self.start + 1, self.end - 1


def find_quotes(text: str) -> list[Quote]:
    """Returns the outermost quotations of a text in text order.

    A mark that nothing closes opens no quotation; a new paragraph that opens with the same mark (the convention for
    quotations of several paragraphs) goes on with the old one.

    Example:
        >>> find_quotes("او گفت: «باید رفت» و رفت.")
        [Quote(start=8, end=18)]
    """
    quotes: list[Quote] = []
    opened: list[tuple[str, int]] = []
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        if mark == "\n":
            # straight marks say nothing of direction: one that is open at the end of a paragraph was never closed
            opened = [o for o in opened if o[0] != '"']
            continue
        if opened and at - opened[0][1] > _MAX_QUOTE:
            quotes.extend(_inside(text, opened[0][1] + 1, at))
            opened = []
        index = _opener(opened, mark)
        if index is not None:
            start = opened[index][1]
            del opened[index:]
            if not opened:
                quotes.append(Quote(start, at + 1))
        elif (mark in _CLOSING or mark == '"') and not _reopens(opened, mark, text, at):
            opened.append((mark, at))
            del opened[:-_MAX_DEPTH]
    # what an unpaired mark hid: quotations inside its reach stand on their own
    if opened:
        quotes.extend(_inside(text, opened[0][1] + 1, len(text)))
    return sorted(set(quotes))


def _opener(opened: list[tuple[str, int]], mark: str) -> int | None:
    for index in range(len(opened) - 1, -1, -1):
        kind = opened[index][0]
        if mark == kind == '"' or mark in _CLOSING.get(kind, ""):
            return index
    return None


def _reopens(opened: list[tuple[str, int]], mark: str, text: str, at: int) -> bool:
    return bool(opened) and opened[-1][0] == mark and at > 0 and text[at - 1] == "\n"


def _inside(text: str, start: int, end: int) -> list[Quote]:
    return [Quote(*match.span()) for match in _CLOSED.finditer(text, start, end)]
