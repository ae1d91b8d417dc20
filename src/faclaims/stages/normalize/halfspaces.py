"""Puts back half-spaces and spaces that a text has lost, word by word, where the words allow only one reading."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from faclaims.memory import Memory
from faclaims.pieces import pieces
from faclaims.stages.normalize.alignment import Edit, Normalized
from faclaims.stages.normalize.breaks import may_be_glued
from faclaims.stages.normalize.spelling import MI, latin_glued, parted, spelling, titles

_REMEMBERED = 1 << 14  # words: all common ones, in memory that stays small over any archive
_WORD = re.compile(r"[\w\u200c]+")
_KEPT = re.compile(r"(?:https?://|www\.|[#@])\S+")


def restore_halfspaces(draft: Normalized) -> Normalized:
    r"""Returns the draft with the half-spaces put back that were deleted or replaced by a space.

    Example:
        >>> restore_halfspaces(Normalized.identity("شبکههای ما تنها نمی روند")).text
        'شبکه\u200cهای ما تنها نمی\u200cروند'
    """
    here = notable(draft.text)
    if not here:
        return draft
    words = pieces(draft.text)
    starts = [i + before for i, before in enumerate(accumulate(map(len, words), initial=0))]
    there = [(i, here[word]) for i, word in enumerate(words) if word in here]
    pairs = {at for i, gaps in there if gaps.beside for at in (i - 1, i)}
    spaced = [i for i in pairs if draft.text[starts[i + 1] - 1 : starts[i + 1]] == " "]
    tied = [i for i in spaced if _joins(words[i], words[i + 1])]
    edits = [Edit(at, at, "\u200c") for i, gaps in there for at in (starts[i] + cut for cut in gaps.within)]
    edits += [Edit(starts[i + 1] - 1, starts[i + 1], "\u200c") for i in tied]
    return draft.edited(_outside(sorted(edits), _KEPT.finditer(draft.text)))


def part_words(draft: Normalized) -> Normalized:
    r"""Returns the draft with a space after short words and titles that are glued to the word they belong before.

    Example:
        >>> part_words(Normalized.identity("بهگزارش مهر، دکترمرادی رفت وگفت")).text
        'به گزارش مهر، دکتر مرادی رفت و گفت'
    """
    edits = [Edit(match.end("word"), match.end("gap"), " ") for match in _glued().finditer(draft.text)]
    edits += [Edit(match.end(), match.end(), " ") for match in _after_latin().finditer(draft.text)]
    return draft.edited(sorted(edits))


@cache
def _glued() -> re.Pattern[str]:
    words = (
        rf"{word}(?<![\w\u200c]{word})(?=\u200c?(?:{'|'.join(rest)})(?!\w))" for word, rest in parted().items()
    )
    names = (
        rf"{word}(?<![\w\u200c]{word})(?=\u200c?(?!{'|'.join(own)})[^\W\d_]{{4,}}+)"
        for word, own in titles().items()
    )
    return re.compile(rf"(?P<word>{'|'.join((*words, *names))})(?P<gap>\u200c?)")


@cache
def _after_latin() -> re.Pattern[str]:
    """The last Latin letter before a short word that is glued to it (``IMFدر``)."""
    return re.compile(rf"[a-zA-Z](?=(?:{'|'.join(latin_glued())})(?!\w))")


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


class Notable(NamedTuple):
    """What may have to be done at a piece of a text, which is a word mostly.

    Attributes:
        within: Where half-spaces are missing in it.
        beside: Whether a space before or after it may stand for one.
        glued: Whether a line break may be missing in it.
    """

    within: tuple[int, ...]
    beside: bool
    glued: bool


def _find(piece: str) -> Notable | None:
    """Returns what may have to be done at a piece; null for most, at which there is nothing to do."""
    words = list(_WORD.finditer(piece))
    if not words:
        return None
    within = tuple(word.start() + cut for word in words for cut in _cuts(word[0]))
    beside = words[-1][0] in MI or _parts(words[0][0])[0] in spelling().seconds
    found = Notable(within, beside, may_be_glued(piece))
    return found if any(found) else None


_found = Memory(_find)


@lru_cache(maxsize=1)
def notable(text: str) -> Mapping[str, Notable]:
    """Returns the pieces of a text at which something may have to be done, with what that is."""
    return {piece: found for piece in set(pieces(text)) if (found := _found[piece])}


@lru_cache(maxsize=_REMEMBERED)
def _joins(before: str, after: str) -> bool:
    """Returns whether the space between two pieces stands for a half-space between their words."""
    first, second = _WORD.findall(before), _WORD.findall(after)
    if not (first and before.endswith(first[-1]) and second and after.startswith(second[0])):
        return False
    return spelling().joins(_parts(first[-1])[-1], _parts(second[0])[0])


def _parts(word: str) -> list[str]:
    """Returns the parts of a word between its half-spaces, those that are missing too."""
    bounds = [0, *_cuts(word), len(word)]
    return "\u200c".join(word[a:b] for a, b in pairwise(bounds)).split("\u200c")
