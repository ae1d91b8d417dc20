"""Puts back the half-spaces that a text has lost, word by word, where the words allow only one reading."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from faclaims.memory import Memory
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
    words, gaps = parts[1::2], parts[2::2]
    notable = set(filter(_notable.__getitem__, set(words)))
    here = [i for i, word in enumerate(words) if word in notable]
    lacking = [i for i in here if _cuts(words[i])]
    pairs = {i - 1 for i in here if i} | {i for i in here if words[i] in MI and i + 1 < len(words)}
    loose = [i for i in pairs if gaps[i] == " " and _joins(words[i], words[i + 1])]
    if not lacking and not loose:
        return draft
    places = list(accumulate(map(len, parts)))  # where word 0, gap 0, word 1, … begins
    edits = [Edit(at, at, "\u200c") for i in lacking for at in (places[2 * i] + cut for cut in _cuts(words[i]))]
    edits += [Edit(at, at + 1, "\u200c") for at in (places[2 * i + 1] for i in loose)]
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


def _is_notable(word: str) -> bool:
    """Returns whether a half-space may be missing in the word, before it or after it; few words are so."""
    return bool(_cuts(word)) or word in MI or _parts(word)[0] in spelling().seconds


_notable = Memory(_is_notable)


@lru_cache(maxsize=_REMEMBERED)
def _joins(first: str, second: str) -> bool:
    """Returns whether a space between two words stands for a half-space."""
    return spelling().joins(_parts(first)[-1], _parts(second)[0])


def _parts(word: str) -> list[str]:
    """Returns the parts of a word between its half-spaces, those that are missing too."""
    bounds = [0, *_cuts(word), len(word)]
    return "\u200c".join(word[a:b] for a, b in pairwise(bounds)).split("\u200c")
