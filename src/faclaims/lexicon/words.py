"""The grammatical and semantic classes of words, as one dictionary."""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from pathlib import Path
from types import MappingProxyType
from typing import Self

from faclaims.lexicon.loader import compiled_once, load
from faclaims.lexicon.matcher import Matcher, fold
from faclaims.lexicon.rows import EntityWord, Month, NameRow, WordRow
from faclaims.memory import Memory

_PLURAL = frozenset({"ها", "های", "هایی"})
_MANY = ("ها", "های")
_SOME = "هایی"
_PLURALS = (("ان", ""), ("ایان", "ا"), ("ویان", "و"), ("گان", "ه"), ("ها", ""), ("های", ""))
"""Endings of plurals, and what the singular has in their place."""
_HEH_MANY = "هگان"
_MANY_OF_HEH = "گان"  # باشنده‌گان, as it is written in Kabul
_GROUP = frozenset({"group"})
_ADVERB = frozenset({"adverb"})
_OF_MANY = frozenset({"document", "statement", "thing"})
"""Classes of a noun that its plural has too."""
_NONE: frozenset[str] = frozenset()
_FINITE = frozenset({"verb"})
_PERFECT = ("ه\u200cاید", "ه\u200cایم", "ه\u200cاند")
_PRESENT = ("می\u200c", "نمی\u200c")
_SHORTEST = 5  # letters of a prefix and the word after it
_SHORTEST_COMPOUND = 7  # letters
SEYYED = "سید"
"""A title that is written together with the given name as often as apart."""
_ROLE = frozenset({"role"})
_GIVEN = frozenset({"given"})
_OUTLET = frozenset({"outlet", "organization"})
_TOWNS = frozenset({"city", "province"})
"""Kinds of places whose names close those of bodies."""


class Words:
    """Classes of single words and of compounds of two, a matcher of adverbial phrases, and openings of narration.

    The first word of a compound (``امام`` of ``امام جمعه``) has the class ``compound`` besides its own.

    Args:
        table: Classes by word, half-spaces and letter variants folded away.
        adverbials: Finds adverbial phrases.
        narration: Words by which the reporter speaks again.
        affixes: The first and last parts of words that tell the class of one that the table lacks.
        taken_up: What a noun after ``این`` can take up, where its own class does not tell.
    """

    def __init__(
        self,
        table: Mapping[str, frozenset[str]],
        adverbials: Matcher[str],
        narration: tuple[str, ...],
        affixes: Mapping[str, tuple[str, ...]],
        taken_up: Mapping[str, str],
    ) -> None:
        self._table = table
        self._taken_up = taken_up
        self._outlets = tuple(word for word, classes in table.items() if "outlet" in classes)
        self._group_endings = affixes["group_ending"]
        self._given_endings = affixes["given_ending"]
        self._manner_endings = affixes["manner_ending"]
        self._family_endings = frozenset(affixes["family_ending"])
        self._presents = tuple(prefix + sign for prefix in ("", *affixes["preverb"]) for sign in _PRESENT)
        self.adverbials = adverbials
        self.narration = narration
        self.classes: Callable[[str], frozenset[str]] = Memory(self._classes).__getitem__
        self.classes_in_text: Callable[[str], frozenset[str]] = Memory(self._classes_in_text).__getitem__

    def _classes(self, word: str) -> frozenset[str]:
        """Returns the classes of a word; half-spaces and letter variants make no difference."""
        key = fold(word.replace("\u200c", ""))
        found = self._table.get(key, _NONE)
        if not found and key.endswith(self._outlets):
            return _OUTLET
        if not found and key.endswith(_HEH_MANY):  # باشندهگان
            return self._classes(key.removesuffix(_HEH_MANY) + _MANY_OF_HEH)
        if not found and key.endswith(_MANY):  # آمارهای, اشاره‌های
            found = self._table.get(key.removesuffix("ی").removesuffix("ها"), _NONE) & _OF_MANY
        if not found and key.endswith(_SOME) and "group" in self._table.get(key[:-1], _NONE):
            return _GROUP  # مقام‌هایی
        compound = key.endswith(self._group_endings) and len(key) >= _SHORTEST_COMPOUND
        if not found and compound and " " not in key:
            return _GROUP
        if not found and self._are_many(key):
            return _GROUP
        if not found and "\u200c" in word and " " not in word:  # but نشست صلاح\u200cالدین
            return self._by_parts(word)
        if not found and key.startswith(SEYYED) and "given" in self._table.get(key[len(SEYYED) :], _NONE):
            return _GIVEN
        return found

    def with_given(self, names: frozenset[str]) -> Self:
        """Returns the same with further given names, for one article; these words have no other class then."""
        page = copy(self)
        page.classes = lambda word: _GIVEN if word in names else self.classes(word)
        page.classes_in_text = lambda word: _GIVEN if word in names else self.classes_in_text(word)
        return page

    def takes_up(self, noun: str) -> str:
        """Returns what a noun after ``این`` can take up: ``person``, ``any_body``, or nothing that is listed."""
        return self._taken_up.get(_key(noun), "")

    def _are_many(self, key: str) -> bool:
        """Returns whether a word is the plural of a post or profession (``نوازندگان``, ``مربی‌ها``)."""
        stems = (key.removesuffix(plural) + one for plural, one in _PLURALS if key.endswith(plural))
        return any("role" in self._table.get(stem, _NONE) for stem in stems)

    def _by_parts(self, word: str) -> frozenset[str]:
        """Returns the classes of a word with its ezafe apart (``خانواده‌ی``), or of a post tied to its complement."""
        head, _, tail = word.rpartition("\u200c")
        if tail == "ی":
            return self._classes(head)
        if tail == _MANY_OF_HEH:
            return self._classes(head.removesuffix("ه") + tail)
        if tail in self._given_endings:
            return _GIVEN  # ذبیح‌الرحمن
        if tail in self._manner_endings:
            return _ADVERB  # نفس‌زنان
        if tail in _PLURAL:
            return self._classes(head) & _OF_MANY
        first = self._table.get(fold(word.partition("\u200c")[0]), _NONE)
        post = "role" in first and tail not in self._family_endings  # but خطیب‌زاده
        return _ROLE if post else _NONE

    def _classes_in_text(self, word: str) -> frozenset[str]:
        """Returns the classes of a word as it stands in a text: an unknown one in the present or perfect is a verb."""
        finite = (word.startswith(self._presents) and len(word) > _SHORTEST) or word.endswith(_PERFECT)
        return self._classes(word) or (_FINITE if finite else _NONE)


@compiled_once
def words(extra: tuple[Path, ...] = ()) -> Words:
    """Returns the classes of the lexicons, with the rows of ``extra`` folders over them."""
    rows = {row.id: row for row in load("words", WordRow, extra)}
    phrases, narration = rows.pop("adverbial").words, rows.pop("narration").words
    affixes = {name: rows.pop(name).words for name in ("given_ending", "group_ending", "manner_ending", "preverb")}
    family = {
        form for row in load("entity_words", EntityWord, extra) if row.kind == "family" for form in row.forms
    }
    affixes["family_ending"] = tuple(form for form in family if len(form) > 1)  # but نماینده‌ی
    taken_up = {_key(word): name for name in ("any_body", "person") for word in rows.pop(name).words}
    table: dict[str, set[str]] = {}
    for row in rows.values():
        for word in row.words:
            table.setdefault(_key(word), set()).add(row.id)
            if " " in word:
                table.setdefault(_key(word.partition(" ")[0]), set()).add("compound")
                table.setdefault(_key(word.replace(" ", "")), set()).add(row.id)  # روابط‌عمومی
    for row in load("names", WordRow, extra):
        for word in row.words:
            table.setdefault(_key(word), set()).add("given")
    for month in load("months", Month, extra):
        for form in month.forms if month.calendar != "lunar" and not month.needs_year else ():
            table.setdefault(_key(form), set()).add("month")
            table.setdefault(_key(form + "ماه"), set()).add("month")
    for word, *classes in _last_of_all(extra):
        if (others := table.setdefault(_key(word), set())) <= {"compound"}:
            others.update(classes)
    # Words are many and combinations of classes few: one set for each keeps memory small, and collecting garbage quick.
    combinations = {classes: classes for classes in map(frozenset, table.values())}
    frozen = {word: combinations[frozenset(classes)] for word, classes in table.items()}
    matcher = Matcher((phrase, phrase) for phrase in phrases)
    return Words(MappingProxyType(frozen), matcher, narration, affixes, taken_up)


def _key(word: str) -> str:
    return fold(word.replace("\u200c", ""))


def _last_of_all(extra: tuple[Path, ...]) -> Iterator[tuple[str, ...]]:
    """Yields things, bodies, countries and towns with their classes: nothing is known of words that are others too.

    The first word of a country of two makes a compound (``کره شمالی``), if it is none by itself (``عربستان سعودی``).
    """
    for row in load("silent", WordRow, extra):
        yield from ((word, row.id) for word in row.words)
    for body in load("organizations", NameRow, extra):
        sure = (form for form in (body.name, *body.forms) if " " not in form and form not in body.doubtful)
        yield from ((form, "organization", "complete") for form in sure)
    places = load("places", NameRow, extra)
    countries = [form for place in places if place.type == "country" for form in (place.name, *place.forms)]
    yield from ((form, "country") for form in countries)
    yield from ((place.name, "town") for place in places if place.type in _TOWNS and " " not in place.name)
    yield from ((form.partition(" ")[0], "compound") for form in countries if form.count(" ") == 1)
