"""Whether two wordings name the same speaker."""

import re
from functools import cache
from importlib import resources

from faclaims.evaluate.gold import GoldSpeaker

_FOLD = str.maketrans("يكةۀأإآؤئ\u200c", "یکههاااوی ")
_DIACRITICS = re.compile("[\u064b-\u0652\u0670]")
_WORD = re.compile(r"\w+")
_PRONOUNS = frozenset({"وی", "او", "ایشان", "انها", "وینیز", "انان", "نامبرده", "مشارالیه"})

_ORGANIZATION_OVERLAP = 0.7
"""Share of words (Dice) at which two wordings name one organization, group or document."""
_DESCRIPTION_OVERLAP = 0.6
"""The same for a person whom the article describes but never names."""


def fold(name: str) -> tuple[str, ...]:
    """Returns the words of a name in comparable form: letter variants, half-spaces and diacritics made one.

    Example:
        >>> fold("علي\u200cآبادي") == fold("علی ابادی")
        True
    """
    return tuple(_WORD.findall(_DIACRITICS.sub("", name.translate(_FOLD))))


def same_speaker(name: str | None, kind: str | None, speaker: GoldSpeaker) -> bool:
    """Returns whether a predicted name and kind stand for the gold speaker.

    Two names are the same when they agree without titles; for a person also when one is the tail of the other
    (the family name alone) or both share first and last word; for every other kind when most words agree. A
    person whom the article never names is compared by the words of the description. A source that nobody names
    needs no right wording.

    Args:
        name: The predicted name; None where the system does not know.
        kind: The predicted kind of source.
        speaker: Who it is according to the gold file.
    """
    if kind == speaker.kind == "unnamed":
        return True
    if not name:
        return False
    words = fold(name)
    if any(_agree(words, fold(known), speaker.kind) for known in (speaker.name, *speaker.aliases)):
        return True
    described = speaker.kind == "person" and _is_described(speaker)
    return described and _dice(words, fold(speaker.name)) >= _DESCRIPTION_OVERLAP


def mention_kind(mention: str | None) -> str:
    """Returns how a mention names the speaker: ``dropped``, ``pronoun`` or ``named-or-role``."""
    if mention is None:
        return "dropped"
    return "pronoun" if "".join(fold(mention)) in _PRONOUNS else "named-or-role"


def _is_described(speaker: GoldSpeaker) -> bool:
    # The article never names the person: the annotator gave the fullest description as the name.
    name = "".join(fold(speaker.name))
    return any("".join(fold(role)) == name for role in speaker.roles)


@cache
def _titles() -> frozenset[str]:
    text = (resources.files("faclaims.evaluate") / "titles.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in fold(line))


def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if w not in _titles()) or words


def _agree(one: tuple[str, ...], other: tuple[str, ...], kind: str) -> bool:
    one, other = _without_titles(one), _without_titles(other)
    if "".join(one) == "".join(other):
        return True
    return _same_person(one, other) if kind == "person" else _dice(one, other) >= _ORGANIZATION_OVERLAP


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    joined = "".join(short)
    if len(joined) >= 3 and "".join(long).endswith(joined):
        return True
    return len(short) >= 2 and (short[0], short[-1]) == (long[0], long[-1])


def _dice(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    a, b = set(one), set(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
