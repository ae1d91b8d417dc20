"""Closed classes of grammar as compiled regular expressions."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from faclaims.lexicon.loader import load
from faclaims.lexicon.rows import PatternRow


class Patterns(NamedTuple):
    """The rows of ``patterns.toml``, which says what each is, by id."""

    verb: re.Pattern[str]
    subjunctive: re.Pattern[str]
    passive: re.Pattern[str]
    light: re.Pattern[str]
    after: re.Pattern[str]
    after_source: re.Pattern[str]
    presents: re.Pattern[str]
    that: re.Pattern[str]
    based: re.Pattern[str]
    closed: re.Pattern[str]
    subordinate: re.Pattern[str]
    relative: re.Pattern[str]
    manner: re.Pattern[str]
    whoever: re.Pattern[str]
    modal: re.Pattern[str]
    meanwhile: re.Pattern[str]
    must: re.Pattern[str]
    link: re.Pattern[str]
    contrast: re.Pattern[str]
    answering: re.Pattern[str]
    concession: re.Pattern[str]
    quote_link: re.Pattern[str]
    chain: re.Pattern[str]
    dateline: re.Pattern[str]
    reported: re.Pattern[str]
    to_me: re.Pattern[str]
    first_person: re.Pattern[str]
    furniture: re.Pattern[str]
    occasion: re.Pattern[str]
    comment: re.Pattern[str]
    question: re.Pattern[str]
    question_put: re.Pattern[str]
    handle: re.Pattern[str]


@cache
def patterns(extra: tuple[Path, ...] = ()) -> Patterns:
    """Returns the compiled patterns, with the rows of ``extra`` folders laid over the built-in ones."""
    compiled = {row.id: re.compile(row.pattern) for row in load("patterns", PatternRow, extra)}
    return Patterns(**{name: compiled[name] for name in Patterns._fields})
