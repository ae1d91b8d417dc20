"""Who holds a well-known post, where the article names them somewhere but never beside the post."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from faclaims.lexicon import fold, load
from faclaims.lexicon.rows import OfficialRow
from faclaims.records import Span
from faclaims.stages.speakers.likeness import FORMER, role_places, role_words

_HOME = "ایران"
_OURS = frozenset({"کشورمان", "کشور ما"})
_OF_STATE = frozenset({"اسلامی", "جمهوری"})
_REACH = 20_000
"""How far from a mention a name is looked for (code points)."""


def official(text: str, role: str, at: int) -> Span | None:
    """Returns where the article names the holder of a post; null where none or more than one of its holders is named.

    A post without a country is one of Iran.

    Args:
        text: The normalized article.
        role: The post, as the mention gives it.
        at: Where the mention stands (code points).

    Example:
        >>> text = "ظریف به وین رفت. وزیر خارجه کشورمان گفت: راه باز است."
        >>> span = official(text, "وزیر خارجه کشورمان", 17)
        >>> text[span.start : span.end]
        'ظریف'
    """
    if not FORMER.isdisjoint(role.split()):
        return None
    named = {person: span for person, forms in _holders(role) if (span := _place(text, forms, at)) is not None}
    return next(iter(named.values())) if len(named) == 1 else None


def abroad(role: str) -> bool:
    """Whether a post is tied to a place that is not Iran."""
    return bool(role_places(role) - {_HOME})


def _holders(role: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields the names of those who hold or held a post, with the forms by which articles call them."""
    for ours in _OURS:
        role = role.replace(ours, _HOME)
    words = role_words(role)
    if _HOME in words:
        words -= _OF_STATE
    for key in {words, words | {_HOME}} if not role_places(role) else {words}:
        yield from _posts().get(frozenset(key), ())


@cache
def _posts() -> Mapping[frozenset[str], tuple[tuple[str, tuple[str, ...]], ...]]:
    posts: dict[frozenset[str], tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for row in load("officials", OfficialRow):
        words = role_words(row.post)
        forms = tuple(fold(form) for form in (row.name, *row.forms))
        posts[words] = (*posts.get(words, ()), (row.name, forms))
    return posts


@cache
def _whole(form: str) -> re.Pattern[str]:
    """A pattern of a name as whole words, its parts tied or not.

    It begins with the name and looks back after it: one that begins with a look around is tried at every place.
    """
    words = r"[ \u200c]".join(map(re.escape, re.split(r"[ \u200c]", form)))
    return re.compile(rf"{words}(?<![\w\u200c]{words})(?![\w\u200c])")


def _place(text: str, forms: tuple[str, ...], at: int) -> Span | None:
    start, end = max(0, at - _REACH), at + _REACH
    for form in forms:
        found = _whole(form).search(text, start, end)
        if found is not None:
            return Span(*found.span())
    return None
