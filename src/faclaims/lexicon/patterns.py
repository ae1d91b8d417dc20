"""Closed classes of grammar as compiled regular expressions."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from faclaims.errors import LexiconError
from faclaims.lexicon.loader import compiled_once, load
from faclaims.lexicon.rows import PatternRow
from faclaims.memory import Memory

_WORD = re.compile(r"[\w\u200c]+")


class WordPattern:
    r"""A pattern that fits whole words: it finds what the pattern alone would, many times as fast.

    It is tried at the beginning of words only, and not at words that it fits nowhere, which are remembered.

    Args:
        pattern: What begins with a word and ends with the same or the next one; what follows may matter to it only
            so far that it fits a word at the end of a text or before another word, if it fits it anywhere.

    Example:
        >>> pattern = WordPattern(re.compile(r"\b(?:go(?: on)?|went)\b"))
        >>> [match[0] for match in pattern.finditer("gone, went, go on", 0, 17)]
        ['went', 'go on']
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.match = pattern.match
        self._fits = Memory(self._fits_somewhere)

    def _fits_somewhere(self, word: str) -> bool:
        return any(self.match(word + after) is not None for after in ("", " a"))

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yields the matches in a stretch of a text, without overlaps."""
        for word in _WORD.finditer(text, start, end):
            if self._fits[word[0]] and word.start() >= start:
                found = self.match(text, word.start(), end)
                if found is not None:
                    start = found.end()
                    yield found

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Returns the first match in a stretch of a text."""
        return next(self.finditer(text, start, end), None)


class Patterns(NamedTuple):
    """The rows of ``patterns.toml``, which says what each is, by id."""

    verb: WordPattern
    subjunctive: re.Pattern[str]
    wanted: re.Pattern[str]
    passive: re.Pattern[str]
    light: re.Pattern[str]
    not_light: re.Pattern[str]
    after: re.Pattern[str]
    after_source: re.Pattern[str]
    presents: re.Pattern[str]
    that: re.Pattern[str]
    based: re.Pattern[str]
    closed: re.Pattern[str]
    over: re.Pattern[str]
    before_marker: re.Pattern[str]
    subordinate: re.Pattern[str]
    relative: re.Pattern[str]
    manner: re.Pattern[str]
    whoever: re.Pattern[str]
    modal: re.Pattern[str]
    meanwhile: re.Pattern[str]
    must: re.Pattern[str]
    link: re.Pattern[str]
    contrast: re.Pattern[str]
    state: re.Pattern[str]
    answering: re.Pattern[str]
    takes_to: re.Pattern[str]
    answered: re.Pattern[str]
    concession: re.Pattern[str]
    quote_link: re.Pattern[str]
    chain: re.Pattern[str]
    dateline: re.Pattern[str]
    reported: re.Pattern[str]
    to_me: re.Pattern[str]
    first_person: re.Pattern[str]
    furniture: re.Pattern[str]
    held: re.Pattern[str]
    no_comment: re.Pattern[str]
    we_read: re.Pattern[str]
    occasion: re.Pattern[str]
    comment: re.Pattern[str]
    question: re.Pattern[str]
    question_put: re.Pattern[str]
    words_of: re.Pattern[str]
    one_of_several: re.Pattern[str]
    against: re.Pattern[str]
    by_saying: re.Pattern[str]
    we_ask: re.Pattern[str]
    we_report: re.Pattern[str]
    handle: re.Pattern[str]
    also: re.Pattern[str]
    habit: re.Pattern[str]
    restricts: re.Pattern[str]
    whose_words: re.Pattern[str]
    elsewhere: re.Pattern[str]
    holds: re.Pattern[str]
    verbal: re.Pattern[str]


@compiled_once
def patterns(extra: tuple[Path, ...] = ()) -> Patterns:
    """Returns the compiled patterns, with the rows of ``extra`` folders laid over the built-in ones.

    Raises:
        LexiconError: A row is no pattern that is asked for, or lacks a group of the one in whose place it stands.
    """
    compiled = {row.id: re.compile(row.pattern) for row in load("patterns", PatternRow, extra)}
    built_in = {row.id: re.compile(row.pattern) for row in load("patterns", PatternRow)}
    for name, pattern in compiled.items():
        if name not in built_in:
            raise LexiconError(
                f"patterns: row {name!r}: no pattern has this id; name one of: {', '.join(built_in)}"
            )
        if lacking := built_in[name].groupindex.keys() - pattern.groupindex.keys():
            groups = " and ".join(f"(?P<{group}>…)" for group in sorted(lacking))
            raise LexiconError(f"patterns: row {name!r}: no group {groups} in the pattern; add it")
    return Patterns(WordPattern(compiled["verb"]), *(compiled[name] for name in Patterns._fields[1:]))
