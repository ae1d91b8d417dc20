"""Puts back the half-spaces that a text has lost, word by word, where the words allow only one reading."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from faclaims.stages.normalize.alignment import Edit, Normalized
from faclaims.stages.normalize.spelling import MI, spelling

_REMEMBERED = 1 << 14  # words: all common ones, in memory that stays small over any archive
_WORDS = re.compile(r"([\w\u200c]+)")
_KEPT = re.compile(r"(?:https?://|www\.|[#@])\S+")


def restore_halfspaces(draft: Normalized) -> Normalized:
    r"""Returns the draft with the half-spaces put back that were deleted or replaced by a space.

    Example:
        >>> restore_halfspaces(Normalized.identity("شبکههای ما تنها نمی روند")).text
        'شبکه\u200cهای ما تنها نمی\u200cروند'
    """
    parts = _WORDS.split(draft.text)
    places = list(accumulate(map(len, parts), initial=0))
    words = parts[1::2]
    vocabulary = set(words)
    cuts = {word: found for word in vocabulary if (found := _cuts(word))}
    seconds = {word for word in vocabulary if _may_join(word)}
    edits = [
        Edit(places[2 * i + 1] + cut, places[2 * i + 1] + cut, "\u200c")
        for i, word in enumerate(words)
        if word in cuts
        for cut in cuts[word]
    ]
    edits += [
        Edit(places[2 * i], places[2 * i] + 1, "\u200c")
        for i, (first, second) in enumerate(pairwise(words), start=1)
        if (second in seconds or first in MI) and parts[2 * i] == " " and _joins(first, second)
    ]
    return draft.edited(_outside(sorted(edits), _KEPT.finditer(draft.text)))


def _outside(edits: list[Edit], kept: Iterator[re.Match[str]]) -> Iterator[Edit]:
    """Yields the edits that do not touch what is kept; both come in text order."""
    begin = end = -1
    for edit in edits:
        while end < edit.start and (match := next(kept, None)):
            begin, end = match.span()
        if not begin <= edit.start <= end:
            yield edit


@lru_cache(maxsize=_REMEMBERED)
def _cuts(word: str) -> tuple[int, ...]:
    """Returns where half-spaces are missing in a word, which may hold some already."""
    if "\u200c" not in word:
        return spelling().cuts(word) if word.isalpha() else ()
    pieces = word.split("\u200c")
    if not all(map(str.isalpha, pieces)):
        return ()
    there = list(accumulate(map(len, pieces[:-1])))
    wanted = spelling().cuts("".join(pieces))
    if set(there) <= set(wanted):
        return tuple(cut + sum(t < cut for t in there) for cut in wanted if cut not in there)
    if spelling().known(pieces[-1]):
        return ()
    before = len(word) - len(pieces[-1])
    return tuple(before + cut for cut in spelling().cuts(pieces[-1]))


@lru_cache(maxsize=_REMEMBERED)
def _may_join(word: str) -> bool:
    return _parts(word)[0] in spelling().seconds


@lru_cache(maxsize=_REMEMBERED)
def _joins(first: str, second: str) -> bool:
    """Returns whether a space between two words stands for a half-space."""
    return spelling().joins(_parts(first)[-1], _parts(second)[0])


def _parts(word: str) -> list[str]:
    """Returns the parts of a word between its half-spaces, those that are missing too."""
    bounds = [0, *_cuts(word), len(word)]
    return "\u200c".join(word[a:b] for a, b in pairwise(bounds)).split("\u200c")
