"""The sources of one article: names in all their forms, posts, and who spoke last."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from faclaims.lexicon.words import Words
from faclaims.records import Span, SpeakerKind
from faclaims.stages.speakers.likeness import name_words, role_match, role_words, same_name, short_for
from faclaims.stages.speakers.mentions import MentionParts

_RECENT = 150
"""Sources that are looked at for a mention, the latest first: no article has more, a glued archive may."""
_HELD = 40
"""Posts of a source that are looked at, the latest first: no person has more, a glued archive gives thousands."""
_SAME = 0.75
SAME_POST = 0.5
"""From which agreement of two posts on they are taken for one person's."""
_MEMBERS = re.compile(r"،| و ")
_WITHIN = 0.9
_FAMILY = 4  # letters of a family name that stands for one of two


def members(name: str) -> int:
    """Returns how many sources a name names together (``بریتانیا، رومانی و لیبریا``); 1 for one."""
    return len(_MEMBERS.split(name))


@dataclass(slots=True)
class Source:
    """One source while an article is read.

    Attributes:
        kind: What sort of source it is.
        name: The fullest name so far, or the description of someone not named yet.
        personal: Whether ``name`` is a personal name.
        where: The words that introduced it, in the normalized text; null if none did.
        forms: All forms of the name.
        roles: Posts and titles.
        last: Number of the last attribution in which it spoke; -1 before.
    """

    kind: SpeakerKind
    name: str | None
    personal: bool
    where: Span | None
    forms: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    last: int = -1

    def called(self, name: str, words: Words) -> bool:
        """Whether a name can be this source's."""
        parts = name_words(name)
        return any(same_name(parts, name_words(form)) or _shortens(name, form, words) for form in self.forms)

    def add_form(self, name: str) -> bool:
        """Takes a further form of the name; the longest one is the name. Returns whether it was new."""
        new = name not in self.forms
        if new:
            self.forms.append(name)
        if self.name is None or not self.personal or len(name_words(name)) > len(name_words(self.name)):
            self.name = name
        self.personal = True
        return new

    def be_body(self) -> None:
        """Takes the name, which was taken for a person's, for that of a body."""
        self.kind, self.personal = "organization", False

    def add_roles(self, roles: Iterable[str]) -> None:
        """Takes further posts and titles, each once."""
        self.roles.extend(role for role in dict.fromkeys(roles) if role not in self.roles)

    def role_score(self, role: str) -> float:
        """Returns how well a post agrees with the ones held."""
        return max((role_match(role, held) for held in self.roles[-_HELD:]), default=0.0)

    def likeness(self, name: str, words: Words) -> float:
        """Returns how alike a description is to the forms of this one, 0 to 1."""
        wanted = role_words(name)
        best = 0.0
        for form in self.forms:
            have = role_words(form)
            if not have or not wanted:
                continue
            dice = 2 * len(have & wanted) / (len(have) + len(wanted))
            if self.kind == "organization" and (wanted <= have or have <= wanted):
                short = short_for(name, form, words) or short_for(form, name, words)
                dice = max(dice, _WITHIN) if short else 0.0
            best = max(best, dice)
        return best


def _shortens(name: str, form: str, words: Words) -> bool:
    """Whether a name leaves out the second part of a family name of two.

    ``حیدری`` for ``ابراهیم حیدری\u200cجناسمی``, ``صفار`` or ``محمدحسین صفار`` for ``محمدحسین صفار هرندی``, but no given
    names for it (``محمد علی`` for ``محمد علی نوری``).
    """
    given, _, family = form.rpartition(" ")
    head, joint, _ = family.partition("\u200c")
    if given and joint:
        return " " not in name and len(head) >= _FAMILY and name_words(name) == name_words(head)
    last = name.rpartition(" ")[2]
    if len(last) < _FAMILY or "given" in words.classes(last):
        return False
    first, *middle = given.split() or [""]
    whole, part = " " in name, "".join(name_words(name))
    return bool(middle) and part == "".join(name_words(f"{first} {' '.join(middle)}" if whole else middle[-1]))


def _fuller(name: str, form: str) -> bool:
    """Whether a name of a body tells more than another with the same head (``بانک مرکزی`` than ``بانک``)."""
    return name.partition(" ")[0] == form.partition(" ")[0] and role_words(form) < role_words(name)


class Registry:
    """All sources of one article, in the order in which they came in."""

    def __init__(self, words: Words) -> None:
        self.sources: list[Source] = []
        self.words = words

    def recent(self, *kinds: SpeakerKind) -> list[Source]:
        """Returns the sources of these kinds, who spoke last first."""
        latest = [s for s in self.sources[-_RECENT:] if s.kind in kinds]
        return sorted(latest, key=lambda s: -s.last)

    def add(self, parts: MentionParts, where: Span | None, name: str | None = None) -> Source:
        """Takes a new source; ``name`` is its description if the mention has no name."""
        personal = parts.type == "named" and parts.kind == "person"
        forms = [parts.name] if parts.name else []
        source = Source(parts.kind, parts.name or name, personal, where, forms, list(parts.roles))
        self.sources.append(source)
        return source

    def described(self, parts: MentionParts, where: Span | None) -> Source:
        """Finds or takes a source that is no person, by its description."""
        name = parts.name or ""
        best = max(self.recent(parts.kind), key=lambda s: s.likeness(name, self.words), default=None)
        if best is None or best.likeness(name, self.words) < _SAME:
            return self.add(parts, where)
        if parts.name and parts.name not in best.forms:
            best.forms.append(parts.name)
            if best.kind == "organization" and _fuller(name, best.name or ""):
                best.name = name
        return best
