"""Words and marks with their classes."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import NamedTuple

from faclaims.lexicon.words import Words

_TOKEN = re.compile(r"(\d+|[^\W\d][^\W\d\u200c]*+(?:\u200c[\w\u200c]*+)?|[^\w\s#]|#(?!\w))")
_ADVERBIAL = frozenset({"adverb"})
_start = itemgetter(0)

_THING = frozenset({"thing"})
_SILENT = frozenset({"thing", "event", "speech"})
"""Classes of words that cannot head the description of a speaker."""


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
        """Whether its classes say nothing of the grammar around it: it has none, or names a thing."""
        return not self.classes or self.classes == _THING

    @property
    def is_silent(self) -> bool:
        """Whether it cannot head the description of a speaker."""
        return bool(self.classes) and self.classes <= _SILENT


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
    toks, pairs = _article(text, words).between(text, start, end, words)
    phrases = [Token(a, z, text[a:z], _ADVERBIAL) for a, z in adverbials if z <= end]
    opened = {phrase.start for phrase in phrases}
    phrases += [pair.joint for pair in pairs if opened.isdisjoint(pair[:2])]
    return _with_phrases(toks, sorted(phrases, key=_start)) if phrases else toks


class _Pair(NamedTuple):
    """Two words that make a compound: where each begins, and the token of both."""

    first: int
    second: int
    joint: Token


class _Article(NamedTuple):
    """The tokens of a whole text, cut once, where each begins, and the compounds that pairs of them can make."""

    tokens: list[Token]
    starts: list[int]
    pairs: list[_Pair]

    def between(self, text: str, start: int, end: int, words: Words) -> tuple[list[Token], list[_Pair]]:
        """Returns the tokens and pairs of a stretch; words that its bounds cut through are cut anew."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        toks = self.tokens[first:last]
        before = self.tokens[first - 1].end if first else 0
        after = toks[-1].end if toks else end
        if before <= start and after <= end:
            low, high = (bisect_left(self.pairs, (place,)) for place in (start, end))
            return toks, [pair for pair in self.pairs[low:high] if pair.joint.end <= end]
        if after > end:
            toks[-1:] = _cut(text, toks[-1].start, end, words)
        if before > start:
            toks[:0] = _cut(text, start, min(end, before), words)
        return toks, _pairs(toks, words)


@lru_cache(maxsize=1)
def _article(text: str, words: Words) -> _Article:
    found = _cut(text, 0, len(text), words)
    return _Article(found, [token.start for token in found], _pairs(found, words))


def _cut(text: str, start: int, end: int, words: Words) -> list[Token]:
    parts = _TOKEN.split(text[start:end])  # what lies between tokens, and tokens, in turn
    places = list(accumulate(map(len, parts), initial=start))
    found = [part.strip("\u200c") for part in parts[1::2]]
    fields = zip(places[1::2], places[2::2], found, map(words.classes_in_text, found), strict=False)
    return [token for token in map(_token, fields) if token.word]


def _pairs(toks: Sequence[Token], words: Words) -> list[_Pair]:
    return [
        _Pair(first.start, second.start, Token(first.start, second.end, word, joint))
        for first, second in pairwise(toks)
        if "compound" in first.classes and (joint := words.classes(word := f"{first.word} {second.word}"))
    ]


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
