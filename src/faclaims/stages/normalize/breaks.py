"""Puts back the line breaks that a page lost between a verb and the word after it (``کم می‌شودوزیر نیرو گفت``).

Persian is verb-final, so a finite verb with a whole word on its heels is the end of one paragraph, mostly
a headline, and the beginning of the next. So is any word with a post or a kind of outlet on its heels
(``در دولت آیندهآیت الله``).
"""

import re
from collections.abc import Iterator
from functools import cache

from faclaims.stages.normalize.alignment import Edit, Normalized
from faclaims.stages.normalize.spelling import Spelling, finals, headings, openers, spelling

_SHORTEST = 4  # letters; shorter ones are endings, unless they are known to open a sentence
_PASSES = 8  # words glued in a row, each of which the one after it hides
_DAY = "شنبه"  # which ends in به
_ENDING = 4  # letters of the longest ending
_WORD = re.compile(r"[^\W\d_]+")


def restore_breaks(draft: Normalized, *, glued: bool = True) -> Normalized:
    r"""Returns the draft with line breaks after verbs that have another word of the text glued to them.

    Args:
        draft: The text so far.
        glued: Whether `may_be_glued` holds for any of its words.

    Example:
        >>> restore_breaks(Normalized.identity("وزیر آمد. آب کم شدوزیر نیرو گفت")).text
        'وزیر آمد. آب کم شد\nوزیر نیرو گفت'
    """
    for _ in range(_PASSES):
        before, draft = draft.text, draft.edited(_edits(draft.text, glued=glued))
        if draft.text == before:
            break
        glued = True  # a word that was cut off may be glued itself: آب کم شداستاندار | به گزارش …
    return draft


@cache
def _glued() -> re.Pattern[str]:
    verbs = "|".join(sorted(map(re.escape, finals()), key=len, reverse=True))
    # It begins with the character before the verb, since a regex that begins with a look around is slow to search.
    return re.compile(
        # The rest is only looked at, since its last letter may stand before the next verb.
        rf"[\sیه](?:(?<=\s)|\u200c)(?P<verb>{verbs})(?=(?P<rest>[^\W\d_]{{2,}}+)(?:\u200c\w++)*+(?!\w))"
    )


@cache
def _headed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of a word, and of a pair of words, that open a paragraph and are glued to a word before them."""
    within = "|".join(headings().within)
    alone = "|".join(sorted(headings().alone, key=len, reverse=True))
    pairs = "|".join(rf"{pair}(?<=[^\W\d_]{{2}}{pair})" for pair in headings().pairs)
    return (
        re.compile(
            rf"(?<![\w\u200c#])(?!(?:{within})\u200c?\w)"
            rf"(?:[^\W\d_]++\u200c)*+[^\W\d_]{{2,}}?(?P<head>{alone})(?!\w)"
        ),
        re.compile(rf"(?:{pairs})(?!\w)".replace(" ", r"[ \u200c]")),
    )


def _edits(text: str, *, glued: bool) -> Iterator[Edit]:
    pairs = (match.start() for match in _headed()[1].finditer(text))
    starts = {at for at in pairs if not text.startswith(_DAY, at - len(_DAY) + 2)}
    if glued:
        starts |= {match.start("head") for match in _headed()[0].finditer(text)}
        starts |= set(_after_verbs(text))
    return (Edit(at, at, "\n") for at in sorted(starts))


def _after_verbs(text: str) -> Iterator[int]:
    """Yields where a word is glued to a verb."""
    known = spelling()
    vocabulary = frozenset(_WORD.findall(text))
    for match in _glued().finditer(text):
        verb, rest = match.groups()
        if _may_part(verb, rest) and (rest in vocabulary or known.known(rest) or _titled(rest, known)):
            yield match.start("rest")


def _titled(rest: str, known: Spelling) -> bool:
    """Returns whether a word is a known one after a short word that opens sentences (``سیدرضا``)."""
    return any(rest.startswith(word) and known.known(rest[len(word) :]) for word in openers() if len(word) > 2)


def may_be_glued(piece: str) -> bool:
    """Returns whether in a piece of a text a word may be glued to a verb, or a heading to a word."""
    verbs = any(_may_part(*match.groups()) for match in _glued().finditer(f" {piece}"))
    return verbs or _headed()[0].search(piece) is not None


def _may_part(verb: str, rest: str) -> bool:
    return (len(rest) >= _SHORTEST or rest in openers()) and not _is_word(verb, rest, spelling())


def _is_word(verb: str, rest: str, known: Spelling) -> bool:
    """Returns whether verb and rest are one word that is known, or begin with one (``استخدام``, ``دادسرایی``)."""
    word = verb + rest
    first = max(len(verb) + 2, len(word) - _ENDING)
    return bool(known.cuts(word)) or any(known.known(word[:end]) for end in range(first, len(word) + 1))
