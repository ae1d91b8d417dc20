"""The grammatical and semantic classes of words, as one dictionary."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from faclaims.lexicon.loader import load
from faclaims.lexicon.matcher import Matcher, fold
from faclaims.lexicon.rows import WordRow

_NONE: frozenset[str] = frozenset()


class Words(NamedTuple):
    """Classes of single words and of compounds of two, a matcher of adverbial phrases, and openings of narration.

    The first word of a compound (``امام`` of ``امام جمعه``) has the class ``compound`` besides its own.
    """

    table: Mapping[str, frozenset[str]]
    adverbials: Matcher[str]
    narration: tuple[str, ...]

    def classes(self, word: str) -> frozenset[str]:
        """Returns the classes of a word; half-spaces and letter variants make no difference."""
        return self.table.get(fold(word.replace("\u200c", "")), _NONE)


@cache
def words(extra: tuple[Path, ...] = ()) -> Words:
    """Returns the word classes of the lexicons ``words`` and ``names``, with ``extra`` folders laid over them."""
    table: dict[str, set[str]] = {}
    phrases: list[str] = []
    narration: list[str] = []
    for row in load("words", WordRow, extra):
        if row.id == "adverbial":
            phrases.extend(row.words)
            continue
        if row.id == "narration":
            narration.extend(row.words)
            continue
        for word in row.words:
            table.setdefault(fold(word.replace("\u200c", "")), set()).add(row.id)
            if " " in word:
                table.setdefault(fold(word.partition(" ")[0].replace("\u200c", "")), set()).add("compound")
    for row in load("names", WordRow, extra):
        for word in row.words:
            table.setdefault(fold(word.replace("\u200c", "")), set()).add("given")
    frozen = {word: frozenset(classes) for word, classes in table.items()}
    return Words(MappingProxyType(frozen), Matcher((phrase, phrase) for phrase in phrases), tuple(narration))
