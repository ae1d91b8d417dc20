"""Finds many terms in a text at once, whole words only."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain, product
from operator import itemgetter
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

_FOLD = (("\u200c", " "), ("أ", "ا"), ("إ", "ا"), ("ؤ", "و"), ("ئ", "ی"), ("ۀ", "ه"))

_EITHER = "\0"


class Hit[T](NamedTuple):
    """A term found in a text: code points, end-exclusive, and what the term stands for."""

    start: int
    end: int
    value: T


_hit: Callable[[Iterable[Any]], Hit[Any]] = partial(tuple.__new__, Hit)
"""``Hit._make`` without its Python frame, since hits are many."""


def fold(text: str) -> str:
    """Returns the text with letter variants made one and every ZWNJ a space; offsets stay the same.

    Example:
        >>> fold("می\u200cگوید")
        'می گوید'
    """
    for variant, letter in _FOLD:  # a hundred times quicker than str.translate on text that is not Latin
        text = text.replace(variant, letter)
    return text


def spellings(term: str) -> frozenset[str]:
    """Returns the folded forms of a term: each of its half-spaces is a space or nothing.

    Example:
        >>> sorted(spellings("خاطر\u200cنشان می\u200cکند"))
        ['خاطر نشان می کند', 'خاطر نشان میکند', 'خاطرنشان می کند', 'خاطرنشان میکند']
    """
    first, *rest = fold(term.replace("\u200c", _EITHER)).split(_EITHER)
    return frozenset(
        first + "".join(chain.from_iterable(zip(gaps, rest, strict=True)))
        for gaps in product((" ", ""), repeat=len(rest))
    )


class Matcher[T]:
    """Finds terms in normalized text, leftmost-longest, whole words only, in time linear in the text.

    A half-space in a term also matches a space or nothing (``می‌گوید``, ``می گوید``, ``میگوید``), since the web
    writes all three. A half-space ends a word, so ``سرور`` is found in ``سرور‌ها``; a letter does not, so
    ``گفت`` is not found in ``گفتگو``.

    Args:
        terms: Pairs of a term and the value that a hit of it carries.
        suffixes: Endings that may follow a term as letters of the same word (``ها`` finds ``سرور`` in
            ``سرورها``); the hit then includes the ending.
    """

    def __init__(self, terms: Iterable[tuple[str, T]], suffixes: Iterable[str] = ()) -> None:
        table: dict[str, list[T]] = {}
        for term, value in terms:
            for form in spellings(term):
                table.setdefault(form, []).append(value)
        self._forms = list(table)
        shared: dict[tuple[int, ...], tuple[T, ...]] = {}  # many forms stand for the same
        self._values = [shared.setdefault(tuple(map(id, values)), tuple(values)) for values in table.values()]
        self._suffixes = frozenset(fold(s) for s in suffixes)
        self._longest = max(map(len, self._suffixes), default=0)
        self._machine = AhoCorasick(self._forms, matchkind=MatchKind.Standard) if self._forms else None

    def find(self, text: str) -> list[Hit[T]]:
        """Returns the hits in text order without overlaps, the longest at each place; all values of equal ones."""
        found = longest(self._found(text))
        return [_hit((start, end, value)) for start, end, index in found for value in self._values[index]]

    def find_all(self, text: str) -> list[Hit[T]]:
        """Returns all hits, overlapping ones too, by start and then longest first."""
        found = self._found(text)
        return [_hit((start, end, value)) for start, end, index in found for value in self._values[index]]

    def _found(self, text: str) -> list[tuple[int, int, int]]:
        """Returns start, end and index of the terms that stand in a text as whole words, in order of ``find_all``."""
        if self._machine is None:
            return []
        folded = fold(text)
        edged = f" {folded} ".replace("_", "a")  # each character has one before and after it; _ counts as a letter
        hits = self._machine.find_matches_as_indexes(folded, overlapping=True)
        begun = [hit for hit in hits if not edged[hit[1]].isalnum()]
        if self._suffixes:
            found = [(start, end, index) for index, start, stop in begun if (end := self._end(edged, stop))]
        else:
            found = [(start, stop, index) for index, start, stop in begun if not edged[stop + 1].isalnum()]
        found.sort(key=itemgetter(1), reverse=True)
        found.sort(key=itemgetter(0))
        return found

    def _end(self, edged: str, stop: int) -> int:
        """Returns where the word ends whose term ends at ``stop``; 0 if more than a suffix follows."""
        end = stop
        while edged[end + 1].isalnum():
            end += 1
            if end > stop + self._longest:
                return 0
        return end if end == stop or edged[stop + 1 : end + 1] in self._suffixes else 0


def longest[H: tuple[int, int, object]](hits: Iterable[H]) -> list[H]:
    """Returns the hits without overlaps, the longest at each place, from hits in the order of ``find_all``."""
    kept: list[H] = []
    start, end = -1, 0
    for hit in hits:
        first, last, _ = hit
        if first >= end or (first == start and last == end):
            start, end = first, last
            kept.append(hit)
    return kept
