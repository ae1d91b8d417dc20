"""Words and marks with their classes."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from faclaims.lexicon.words import Words
from faclaims.records import Span

_TOKEN = re.compile(r"(\d+|[^\W\d]++(?:\u200c++\w++)*+|[^\w\s\u200c#]|#(?!\w))")
_BREAK = re.compile("\n")
_NEXT_WORD = re.compile(r"\S*+\s*+\S*+")
_ADVERBIAL = frozenset({"adverb"})
_start = itemgetter(0)

_PLAIN = frozenset(
    {
        "thing",
        "topic",
        "country",
        "extract",
        "extract_adjective",
        "part",
        "pointing",
        "infinitive",
        "maker",
        "ordinal",
        "compound",
        "town",
    }
)
_FIRST = frozenset({"compound", "town"})
"""Classes that a word has as a part of names, and not by itself."""
_SILENT = frozenset({"thing", "infinitive", "topic", "event", "speech", "address", "extract", "part", "pointing"})
"""Classes of words that cannot head the description of a speaker."""
_SILENT_OR_FIRST = _SILENT | _FIRST  # نشست, the first word of نشست خبری
_PARTICIPLE = ("ده", "ته")  # نامه‌ای که منتشر کرده، …
_PERSONAL = frozenset({"role", "group", "organization", "kin", "unnamed"})  # نماینده، …
_ACRONYM = 3  # letters


class Token(NamedTuple):
    """A word or a mark: code points of the normalized text, end-exclusive, and its classes in ``words.toml``."""

    start: int
    end: int
    word: str
    classes: frozenset[str]

    @property
    def is_word(self) -> bool:
        """Whether it is no mark."""
        return self.word[0].isalnum()

    @property
    def is_plain(self) -> bool:
        """Whether its classes say nothing of the grammar around it: it has none, or names a thing or country."""
        return not self.classes or self.classes <= _PLAIN

    @property
    def is_strange(self) -> bool:
        """Whether no list holds it by itself."""
        return self.classes <= _FIRST

    @property
    def is_latin(self) -> bool:
        """Whether it is a word in Latin letters, and no number."""
        return self.word.isascii() and self.word[:1].isalpha()

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in Latin capitals, as bodies are (``UKMTO``)."""
        return len(self.word) >= _ACRONYM and self.word.isascii() and self.word.isupper()

    @property
    def is_participle(self) -> bool:
        """Whether it ends like a participle, which closes a relative clause before a comma, and is nobody's post."""
        return self.word.endswith(_PARTICIPLE) and self.classes.isdisjoint(_PERSONAL)

    @property
    def is_silent(self) -> bool:
        """Whether it cannot head the description of a speaker."""
        return not self.classes.isdisjoint(_SILENT) and self.classes <= _SILENT_OR_FIRST


_token: Callable[[Iterable[object]], Token] = partial(tuple.__new__, Token)
"""``Token._make`` without its Python frame: half of the cost of cutting a text would be that of making tokens."""


def tokens(
    text: str, start: int, end: int, words: Words, adverbials: Sequence[tuple[int, int]] = ()
) -> list[Token]:
    """Returns the tokens of a stretch of text; an adverbial phrase is one token of class ``adverb``.

    Args:
        text: The normalized text.
        start: Where the stretch begins.
        end: Where it ends, exclusive.
        words: The word classes.
        adverbials: Spans of adverbial phrases, in text order.

    Example:
        >>> from faclaims.lexicon.words import words
        >>> [token.word for token in tokens("وزیر نیرو، امروز", 0, 16, words())]
        ['وزیر', 'نیرو', '،', 'امروز']
    """
    toks, pairs = _article(text, words).between(start, end)
    if not adverbials and not pairs:
        return toks
    phrases = [Token(a, z, text[a:z], _ADVERBIAL) for a, z in adverbials if z <= end]
    opened = {phrase.start for phrase in phrases}
    phrases += [pair.joint for pair in pairs if opened.isdisjoint(pair[:2])]
    return _with_phrases(toks, sorted(phrases, key=_start)) if phrases else toks


class _Pair(NamedTuple):
    """Two words that make a compound: where each begins, and the token of both."""

    first: int
    second: int
    joint: Token


@dataclass(slots=True)
class _Line:
    """A line of a text, cut from its start as far as it was asked for.

    Attributes:
        asked: Up to where its tokens were asked for; the word after that is cut too, with which the last may pair.
        done: Where what is cut ends.
        tokens: Its tokens.
        starts: Where each begins.
        pairs: The compounds that neighbours can make.
    """

    asked: int
    done: int
    tokens: list[Token] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    pairs: list[_Pair] = field(default_factory=list)


class _Article:
    """The tokens of a text; a line is cut as far as it is asked for, and once."""

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._words = words
        self._breaks = [match.start() for match in _BREAK.finditer(text)]
        self._lines: dict[int, _Line] = {}

    def between(self, start: int, end: int) -> tuple[list[Token], list[_Pair]]:
        """Returns the tokens and pairs of a stretch; words that its bounds cut through are cut anew."""
        number = bisect_left(self._breaks, start)
        if number < len(self._breaks) and self._breaks[number] < end:  # more than a line
            toks, _ = self._cut(start, end)
            return toks, self._pairs(toks)
        line = self._line(number, end)
        first, last = bisect_left(line.starts, start), bisect_left(line.starts, end)
        toks = line.tokens[first:last]
        before = line.tokens[first - 1].end if first else 0
        after = toks[-1].end if toks else end
        if before <= start and after <= end:
            if not line.pairs:
                return toks, []
            low, high = (bisect_left(line.pairs, (place,)) for place in (start, end))
            return toks, [pair for pair in line.pairs[low:high] if pair.joint.end <= end]
        if after > end:
            toks[-1:], _ = self._cut(toks[-1].start, end)
        if before > start:
            toks[:0], _ = self._cut(start, min(end, before))
        return toks, self._pairs(toks)

    def _line(self, number: int, end: int) -> _Line:
        """Returns a line that is cut up to ``end`` and a word further."""
        line = self._lines.get(number)
        if line is None:
            start = self._breaks[number - 1] + 1 if number else 0
            line = self._lines[number] = _Line(start - 1, start)
        if line.asked < end:
            stop = self._breaks[number] if number < len(self._breaks) else len(self._text)
            done = after_next_word(self._text, end, stop)
            toks, starts = self._cut(line.done, done)
            line.pairs += self._pairs([*line.tokens[-1:], *toks])
            line.tokens += toks
            line.starts += starts
            line.asked, line.done = end, done
        return line

    def _cut(self, start: int, end: int) -> tuple[list[Token], list[int]]:
        """Returns the tokens of a stretch, and where each begins."""
        parts = _TOKEN.split(self._text[start:end])  # what lies between tokens, and tokens, in turn
        places = list(accumulate(map(len, parts), initial=start))
        starts, found = places[1:-1:2], parts[1::2]
        fields = zip(starts, places[2::2], found, map(self._words.classes_in_text, found), strict=True)
        return list(map(_token, fields)), starts

    def _pairs(self, toks: Sequence[Token]) -> list[_Pair]:
        """Returns the compounds that neighbours make; a word before the whole name of an outlet makes none with it."""
        firsts = [i for i, token in enumerate(toks[:-1]) if "compound" in token.classes]
        return [
            _Pair(first.start, second.start, Token(first.start, second.end, word, joint))
            for first, second in ((toks[i], toks[i + 1]) for i in firsts)
            if (joint := self._words.classes(word := f"{first.word} {second.word}"))
            and not (
                "outlet" in joint and (joint == second.classes or "preposition" in first.classes)
            )  # از دریانیوز
        ]


_article = lru_cache(maxsize=1)(_Article)


def after_next_word(text: str, place: int, end: int) -> int:
    """Returns the place of the space after the word after the one at ``place``; ``end`` if it comes first."""
    found = _NEXT_WORD.match(text, place, end)
    return found.end() if found else end


class Cut:
    """The tokens of a sentence, adverbial phrases in one, cut from its start as far as they are asked for.

    Most of what is said in a sentence is content, which stands after its cue and whose words nobody asks for.
    """

    def __init__(self, text: str, span: Span, words: Words, adverbials: Sequence[tuple[int, int]]) -> None:
        self.tokens: Sequence[Token] = ()
        self._text = text
        self._span = span
        self._words = words
        self._adverbials = adverbials
        self._asked = span.start  # up to where tokens were asked for; what is cut goes further
        self._starts: Sequence[int] = ()

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """Returns the tokens of a stretch of the sentence, without those that its bounds cut through."""
        if self._asked < end and self._asked < self._span.end:
            self._cut_beyond(end)
        part = self.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return tuple(part[:-1] if part and part[-1].end > end else part)

    def _cut_beyond(self, place: int) -> None:
        """Cuts so far that nothing further on can make a phrase with what stands before a place.

        At least twice as far as before, so that an endless sentence is not cut anew at every step.
        """
        start, end = self._span
        asked = min(end, max(place, 2 * self._asked - start))
        done = after_next_word(self._text, asked, end)
        last = bisect_left(self._adverbials, (done,)) - 1
        while done < end and last >= 0 and self._adverbials[last][1] > done:  # it cuts through an adverbial
            done = after_next_word(self._text, min(end, self._adverbials[last][1]), end)
            last = bisect_left(self._adverbials, (done,)) - 1
        self.tokens = tokens(self._text, start, done, self._words, self._adverbials[: last + 1])
        self._starts = [token.start for token in self.tokens]
        self._asked = asked


def _with_phrases(toks: list[Token], phrases: Sequence[Token]) -> list[Token]:
    """Puts each phrase in the place of the tokens that it covers, of which the first must begin where it does."""
    starts = [token.start for token in toks]
    out: list[Token] = []
    done = 0
    for phrase in phrases:
        k = bisect_left(starts, phrase.start, done)
        if k < len(toks) and starts[k] == phrase.start:
            out += toks[done:k]
            out.append(phrase)
            done = bisect_left(starts, phrase.end, k)
    return out + toks[done:]
