"""Context rules: triggers with a direction, a scope, terminators and pseudo-triggers, over one claim.

The model is ConText (Harkema et al. 2009, J Biomed Inform 42:839-851), with one addition for a verb-final
language: a trigger can ask for a class of verb in its scope (``هیچ‌گونه … نشده است``).
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from faclaims.errors import LexiconError
from faclaims.lexicon.linear import WordFeatures
from faclaims.lexicon.loader import compiled_once, load
from faclaims.lexicon.matcher import Hit, Matcher, longest
from faclaims.lexicon.rows import ContextRow, VerbClassRow
from faclaims.memory import Memory
from faclaims.pieces import without_marks
from faclaims.records import Span

_WORD = re.compile(r"\S+")


class Decision[L](NamedTuple):
    """A label, the words that show it (offsets of the normalized text), and the rule or model that decided."""

    label: L
    evidence: tuple[Span, ...]
    rule: str


class Sign(NamedTuple):
    """A trigger that counts: its row, where it stands in the text, and which words (first, last) it is."""

    row: ContextRow
    span: Span
    first: int
    last: int


class VerbClasses(Memory[frozenset[str]]):
    """From a word to the names of its classes of verb forms.

    Attributes:
        words: From a text and a span to the words in it.
    """

    def __init__(self, rows: Iterable[VerbClassRow]) -> None:
        super().__init__(self._classes)
        self._patterns = [(row.id, re.compile(row.pattern)) for row in rows]
        self._combinations: dict[frozenset[str], frozenset[str]] = {}  # one object for each, since they are few
        self.words = lru_cache(maxsize=4)(partial(Words, classes=self))

    def _classes(self, word: str) -> frozenset[str]:
        kinds = frozenset(name for name, pattern in self._patterns if pattern.fullmatch(word))
        return self._combinations.setdefault(kinds, kinds)


class Words:
    """The words of a claim: which of them are verbs of some class, and which word stands where."""

    def __init__(self, text: str, span: Span, classes: VerbClasses) -> None:
        self._offset = span.start
        self._text = without_marks(text)[span.start : span.end]
        self.words = self._text.split()
        self.verbs = [(i, kinds) for i, kinds in enumerate(map(classes.__getitem__, self.words)) if kinds]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def features(self) -> WordFeatures:
        """The words and their pairs as features of a linear model."""
        return WordFeatures.of(self._text.replace("\u200c", "").split())

    @cached_property
    def _starts(self) -> list[int]:
        return [self._offset + match.start() for match in _WORD.finditer(self._text)]

    def index(self, place: int) -> int:
        """Returns how many words begin before a place in the article's text."""
        return bisect_left(self._starts, place)

    def span(self, index: int) -> Span:
        """Returns where a word stands in the article's text."""
        start = self._starts[index]
        return Span(start, start + len(self.words[index]))

    def first_of(self, kind: str, start: int, stop: int) -> int | None:
        """Returns the index of the first word of a verb class among words ``start`` to ``stop`` (exclusive)."""
        first = bisect_left(self.verbs, (start,))
        for i, kinds in self.verbs[first : first + max(0, stop - start)]:
            if i >= stop:
                break
            if kind in kinds:
                return i
        return None


class ContextRules:
    """Finds the triggers of a set of rows that count in a claim.

    Attributes:
        words: From a text and a span to the words in it.
        cue_rows: From reporting words to the rows that they speak for.
    """

    def __init__(self, rows: Sequence[ContextRow], classes: VerbClasses) -> None:
        self.words = classes.words
        matcher = Matcher((term, row) for row in rows for term in row.terms)
        self._article = lru_cache(maxsize=2)(partial(_index, matcher))
        self._verbal = [row for row in rows if row.needs and not row.terms and not row.cues]
        cues = [(cue, row) for row in rows for cue in row.cues]
        patterns = [(re.compile(rf"(?<!\w){re.escape(cue)}"), row) for cue, row in cues]

        @lru_cache(maxsize=1 << 12)
        def cue_rows(cue: str | None) -> tuple[ContextRow, ...]:
            return tuple(row for pattern, row in patterns if pattern.search(cue)) if cue else ()

        self.cue_rows = cue_rows

    def hits(self, text: str, span: Span | None = None) -> list[Hit[ContextRow]]:
        """Returns the triggers in a span or the whole text, longest at each place, countable or not."""
        hits, starts = self._article(text)
        if span is None:
            return longest(hits)
        inside = hits[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        return longest(hit for hit in inside if hit.end <= span.end)

    def find(self, text: str, span: Span, words: Words) -> tuple[list[Sign], list[int]]:
        """Returns the triggers that count, in text order, and the word indices at which scopes end."""
        signs, stops = [], []
        for start, end, row in self.hits(text, span):
            first, last = words.index(start), words.index(end) - 1
            if row.category == "terminator":
                stops.append(first)
            elif row.category != "pseudo":
                signs.append(Sign(row, Span(start, end), first, last))
        kept = [sign for sign in signs if self._counts(sign, words, stops)]
        kept += self._verb_signs(words)
        return sorted(kept, key=lambda sign: sign.span), stops

    def _counts(self, sign: Sign, words: Words, stops: list[int]) -> bool:
        row = sign.row
        if (row.final and sign.last < len(words) - 1) or (row.opens and sign.first > 0):
            return False
        if not row.needs and not row.unless:
            return True
        start, stop = scope(sign, len(words), stops)
        if row.needs and words.first_of(row.needs, start, stop) is None:
            return False
        return not (row.unless and self._undone(row.unless, words, start, stop))

    @staticmethod
    def _undone(kind: str, words: Words, start: int, stop: int) -> bool:
        for i in range(start, stop):
            if words.words[i].startswith(("می\u200c", "نمی\u200c")):
                return words.first_of(kind, i, i + 1) is not None
        return False

    def _verb_signs(self, words: Words) -> Iterator[Sign]:
        size = len(words)
        for row in self._verbal:
            for i, kinds in words.verbs:
                if row.needs in kinds and (not row.final or i == size - 1):
                    yield Sign(row, words.span(i), i, i)
                    break


def context_rows(name: str, schema: type[ContextRow], extra: tuple[Path, ...] = ()) -> tuple[ContextRow, ...]:
    """Returns the rows of a lexicon of triggers.

    Raises:
        LexiconError: A row names a class of verbs or a row that is not there, so that it would have no effect.
    """
    rows = load(name, schema, extra)
    classes = {row.id for row in load("verb_classes", VerbClassRow, extra)}
    ids = {row.id for row in rows}
    for row in rows:
        for kind in {row.needs, row.unless} - classes - {None}:
            raise LexiconError(f"{name}: row {row.id!r}: no class {kind!r}; name a row of verb_classes.toml")
        for other in sorted({*row.overrides} - ids):
            raise LexiconError(f"{name}: row {row.id!r}: no row {other!r} to override; name a row of {name}.toml")
    return rows


def _index(matcher: Matcher[ContextRow], text: str) -> tuple[list[Hit[ContextRow]], list[int]]:
    hits = matcher.find_all(text)
    return hits, [hit.start for hit in hits]


def scope(sign: Sign, size: int, stops: Sequence[int]) -> tuple[int, int]:
    """Returns the words (from, to; exclusive) that a trigger governs, cut off at the nearest terminator."""
    if sign.row.direction == "forward":
        place = bisect_right(stops, sign.last)
        end = min(size, sign.last + 1 + sign.row.scope)
        return sign.last + 1, min(end, stops[place]) if place < len(stops) else end
    place = bisect_left(stops, sign.first)
    start = max(0, sign.first - sign.row.scope)
    return max(start, stops[place - 1] + 1) if place else start, sign.first


def governed(signs: Iterable[Sign], category: str, size: int, stops: Sequence[int]) -> Counter[int]:
    """Returns how many triggers of a category govern each word."""
    counts: Counter[int] = Counter()
    for sign in signs:
        if sign.row.category == category:
            counts.update(range(*scope(sign, size, stops)))
    return counts


@compiled_once
def verb_classes(extra: tuple[Path, ...] = ()) -> VerbClasses:
    """Returns the built-in verb classes with those of ``extra`` folders laid over them.

    Example:
        >>> sorted(verb_classes()["نخواهد"])
        ['coming', 'future', 'future_third', 'negative']
    """
    return VerbClasses(load("verb_classes", VerbClassRow, extra))
