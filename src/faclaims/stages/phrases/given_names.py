"""Given names that no list has, told by how an article introduces who bears them."""

import re
from functools import cache
from itertools import takewhile

from faclaims.lexicon import alternation
from faclaims.lexicon.words import Words
from faclaims.stages.phrases.ends import is_common
from faclaims.stages.phrases.known import person_rows

_NAME = r"(?<![\w\u200c])(?<![»\"”)] )(?P<given>[^\W\d][\w\u200c]{2,}+) (?P<family>[^\W\d][\w\u200c]++)"
_BEFORE_COMMA = re.compile(_NAME + r"(?= ?، (?P<post>[\w\u200c]++))")
_BEFORE_POST = re.compile(_NAME + r"(?= (?P<post>[\w\u200c]++))")
_BEFORE = re.compile(r"(?:[\w\u200c]++ ){1,6}\Z")
_REACH = 80  # code points before a name in which the words before it begin
_BODIES = frozenset({"media", "outlet", "organization"})
"""Classes of words with which what follows makes one name (``خبرگزاری کوبایی تاندیل رازلیقی``)."""
_LINKS = frozenset({"preposition", "verb"})
_SHORTEST = 3  # letters of a word that is glued to a name


def given_names(text: str, words: Words) -> frozenset[str]:
    """Returns the words that are given names in an article, though no list has them as such.

    Lists of names are never complete, least of all of names from abroad. A post after a comma tells that two words
    which are strange to all lists are a name; and a word that is none by itself (``جان``) is one before the family name
    of somebody whom the lexicon knows (``جان کری``).

    Args:
        text: The normalized text.
        words: The word classes.

    Example:
        >>> from faclaims.lexicon.words import words
        >>> given_names("به گفته تاندیل رازلیقی، سخنگوی شورا، آب کم است.", words())
        frozenset({'تاندیل'})
    """
    told = (match["given"] for match in _BEFORE_COMMA.finditer(text) if _is_told(text, match, words))
    known = (name.partition(" ") for name in _known_persons().findall(text))
    return frozenset((*told, *(given for given, apart, _ in known if apart and not words.classes(given))))


@cache
def _known_persons() -> re.Pattern[str]:
    """Finds the names in more than one word of persons whom the lexicon knows."""
    names = {row.name for row in person_rows() if " " in row.name}
    return re.compile(rf"(?<![\w\u200c])(?:{alternation(names)})(?![\w\u200c])")


def tells_given(text: str, start: int, words: Words) -> bool:
    """Whether the word at ``start`` is such a given name, with no comma before the post.

    It may be a noun and its complement too, so this is for a word before the name of somebody who speaks.
    """
    match = _BEFORE_POST.match(text, start)
    return match is not None and _is_told(text, match, words)


def _is_told(text: str, match: re.Match[str], words: Words) -> bool:
    """Whether two words before another are a strange name and a post."""
    return (
        "role" in words.classes(match["post"])
        and not words.classes(match["given"])
        and not words.classes(match["family"])
        and not _glued(match["given"], words)
        and _begins_name(text, match.start(), words)
    )


def _begins_name(text: str, start: int, words: Words) -> bool:
    """Whether a name begins at a strange word: after a mark, or a word that is neither strange nor part of a name."""
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    if before is None:
        return True
    *above, last = map(words.classes, before[0].split())
    if not last and not is_common(before[0].split()[-1]):
        return False
    phrase = takewhile(_LINKS.isdisjoint, reversed((*above, last)))
    return "connective" in last or ("given" not in last and all(map(_BODIES.isdisjoint, phrase)))


def _glued(word: str, words: Words) -> bool:
    """Whether a word is a known one and a given name that lost the space between them (``روزنامهالیاس``)."""
    places = range(_SHORTEST, len(word) - 1)
    return any("given" in words.classes(word[k:]) and words.classes(word[:k]) for k in places)
