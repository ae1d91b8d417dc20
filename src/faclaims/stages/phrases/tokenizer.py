"""Words and marks with their classes."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from faclaims.lexicon.words import Words

_TOKEN = re.compile(r"\d+|[^\W\d][^\W\d\u200c]*+(?:\u200c[\w\u200c]*+)?|[^\w\s]")
_ADVERBIAL = frozenset({"adverb"})
_FINITE = frozenset({"verb"})
_PRESENT = ("می\u200c", "نمی\u200c")


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
    out: list[Token] = []
    skip = 0
    queue = [a for a in adverbials if a[0] < end and a[1] > start]
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        word = match[0].strip("\u200c")
        if first < skip or not word:
            continue
        while queue and queue[0][0] < first:
            queue.pop(0)
        if queue and queue[0][0] == first and queue[0][1] <= end:
            skip = queue[0][1]
            out.append(Token(first, skip, text[first:skip], _ADVERBIAL))
            continue
        classes = words.classes(word)
        if not classes and word.startswith(_PRESENT) and len(word) > 5:
            classes = _FINITE
        if out and "compound" in out[-1].classes and (joint := words.classes(f"{out[-1].word} {word}")):
            out[-1] = Token(out[-1].start, last, f"{out[-1].word} {word}", joint)
        else:
            out.append(Token(first, last, word, classes))
    return out
