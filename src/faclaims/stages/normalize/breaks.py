"""Puts back the line breaks that a page lost between a verb and the word after it (``کم می‌شودوزیر نیرو گفت``).

Persian is verb-final, so a finite verb with a whole word on its heels is the end of one paragraph, mostly
a headline, and the beginning of the next.
"""

import re
from collections.abc import Iterator
from functools import cache

from faclaims.memory import Memory
from faclaims.stages.normalize.alignment import Edit, Normalized
from faclaims.stages.normalize.spelling import Spelling, finals, openers, spelling

_SHORTEST = 4  # letters; shorter ones are endings, unless they are known to open a sentence
_ENDING = 4  # letters of the longest ending
_WORD = re.compile(r"[^\W\d_]+")


def restore_breaks(draft: Normalized) -> Normalized:
    r"""Returns the draft with line breaks after verbs that have another word of the text glued to them.

    Example:
        >>> restore_breaks(Normalized.identity("وزیر آمد. آب کم شدوزیر نیرو گفت")).text
        'وزیر آمد. آب کم شد\nوزیر نیرو گفت'
    """
    return draft.edited(_edits(draft.text))


@cache
def _glued() -> re.Pattern[str]:
    verbs = "|".join(sorted(map(re.escape, finals()), key=len, reverse=True))
    # It begins with the character before the verb, since a regex that begins with a look around is slow to search.
    return re.compile(rf"[\sیه](?:(?<=\s)|\u200c)(?P<verb>{verbs})(?P<rest>[^\W\d_]{{2,}}+)(?:\u200c\w++)*+(?!\w)")


def _edits(text: str) -> Iterator[Edit]:
    if not any(map(_suspicious.__getitem__, set(text.split(" ")))):
        return
    known = spelling()
    vocabulary = frozenset(_WORD.findall(text))
    for match in _glued().finditer(text):
        verb, rest = match.groups()
        if _may_part(verb, rest) and (rest in vocabulary or known.known(rest) or _titled(rest, known)):
            yield Edit(match.start("rest"), match.start("rest"), "\n")


def _titled(rest: str, known: Spelling) -> bool:
    """Returns whether a word is a known one after a short word that opens sentences (``سیدرضا``)."""
    return any(rest.startswith(word) and known.known(rest[len(word) :]) for word in openers() if len(word) > 2)


def _is_suspicious(piece: str) -> bool:
    """Returns whether in what stands between two spaces a word may be glued to a verb."""
    return any(_may_part(*match.groups()) for match in _glued().finditer(f" {piece}"))


_suspicious = Memory(_is_suspicious)


def _may_part(verb: str, rest: str) -> bool:
    return (len(rest) >= _SHORTEST or rest in openers()) and not _is_word(verb, rest, spelling())


def _is_word(verb: str, rest: str, known: Spelling) -> bool:
    """Returns whether verb and rest are one word that is known, or begin with one (``استخدام``, ``دادسرایی``)."""
    word = verb + rest
    first = max(len(verb) + 2, len(word) - _ENDING)
    return bool(known.cuts(word)) or any(known.known(word[:end]) for end in range(first, len(word) + 1))
