"""The sources of one article: names in all their forms, posts, and who spoke last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from faclaims.lexicon import fold
from faclaims.records import SpeakerKind

_STOP = frozenset({"و", "در", "از", "به", "کل", "امور", "ها", "های", "این", "آن"})
_SAME_HEAD = {
    "رییس": "رئیس",
    "مسوول": "مسئول",
    "مسؤول": "مسئول",
    "سخنگو": "سخنگوی",
    "رئیس جمهوری": "رئیسجمهور",
    "رئیس جمهور": "رئیسجمهور",
}


def name_words(name: str) -> tuple[str, ...]:
    """Returns the words of a name in comparable form (half-spaces split, letter variants folded)."""
    return tuple(fold(name).replace("آ", "ا").split())


def same_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two names can be one person's: equal, one the tail of the other, or first and last word alike.

    Example:
        >>> same_name(("اذری", "جهرمی"), ("محمدجواد", "اذری", "جهرمی"))
        True
    """
    short, long = sorted((tuple(a), tuple(b)), key=len)
    if not short:
        return False
    joined = "".join(long)
    if joined == "".join(short) or long[-len(short) :] == short:
        return True
    if len("".join(short)) >= 4 and joined.endswith("".join(short)) and len(short) >= 1 and len(long) > len(short):
        return True
    return len(short) >= 2 and short[0] == long[0] and short[-1] == long[-1]


def role_words(role: str) -> frozenset[str]:
    """Returns the content words of a post in comparable form."""
    return frozenset(_canonical(w) for w in fold(role).replace("آ", "ا").replace("،", " ").split()) - _STOP


def _canonical(word: str) -> str:
    return _SAME_HEAD.get(word, word)


def role_match(a: str, b: str) -> float:
    """Returns how well two posts agree, 0 to 1: 1 for one that holds the other with the same head."""
    x, y = role_words(a), role_words(b)
    if not x or not y:
        return 0.0
    common = x & y
    if x <= y or y <= x:
        smaller = min(len(x), len(y))
        return 1.0 if smaller > 1 else 0.8
    return len(common) / len(x | y) if _head(a) == _head(b) else 0.5 * len(common) / len(x | y)


def _head(role: str) -> str:
    words = fold(role).replace("آ", "ا").split()
    return _canonical(words[0]) if words else ""


def heads_clash(roles: Iterable[str], role: str) -> bool:
    """Whether a post has the head of one already held but names another office (``وزیر کشور``, ``وزیر نفت``)."""
    return any(_head(r) == _head(role) != "عضو" and role_match(r, role) < 0.5 for r in roles)


@dataclass
class Source:
    """One source while an article is being read; the registry gives out the finished record."""

    kind: SpeakerKind
    name: str | None
    personal: bool
    forms: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    last: int = -1

    def called(self, words: Sequence[str]) -> bool:
        """Whether a name can be this source's."""
        return any(same_name(words, name_words(form)) for form in self.forms)

    def add_form(self, name: str) -> None:
        """Takes a further form of the name; the longest one is the name."""
        if name not in self.forms:
            self.forms.append(name)
        if self.name is None or not self.personal or len(name_words(name)) > len(name_words(self.name)):
            self.name = name
        self.personal = True

    def add_roles(self, roles: Iterable[str]) -> None:
        """Takes further posts and titles, each once."""
        for role in roles:
            if role not in self.roles:
                self.roles.append(role)

    def role_score(self, role: str) -> float:
        """Returns how well a post agrees with the ones held."""
        return max((role_match(role, held) for held in self.roles), default=0.0)
