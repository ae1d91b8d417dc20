"""Where a Persian word takes a half-space: what the lexicon attests, else verb, ending and compound rules.

The words stand in ``lexicon/data/halfspaces.txt``, made by ``tools/build_halfspaces.py``, the endings in
``lexicon/data/halfspace_endings.toml``. This module lies below the lexicon layer and reads both itself.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any, NamedTuple

_LONGEST = 40  # more letters make no word; the limit keeps the work for hostile input small
MI = ("می", "نمی")
_MI_WORD = re.compile(r"(ن?می)(\w+)")
NO_HEADS = frozenset({"به", "که", "نه"})
"""Words that make no compound but a listed one, since names begin like them (``بهنام``)."""
JOINING = frozenset("بپتثجچحخسشصضطظعغفقکگلمنهیئ")


class Ending(NamedTuple):
    """A class of endings; the head of ``halfspace_endings.toml`` says what the fields mean."""

    id: str
    endings: tuple[str, ...]
    after: re.Pattern[str]
    apart: frozenset[str]
    apart_after: re.Pattern[str]
    of: str


class Spelling(NamedTuple):
    """What is known of words and endings.

    Attributes:
        words: Words that stay whole.
        stems: Further words that take endings and make compounds.
        compounds: Words that take half-spaces, with the offsets of these.
        tails: Second parts that make a compound of any known word before them.
        plurals: Words in ``ه`` that are rarer before ``ای`` than the word without ``ه`` is before ``های``.
        pairs: Compounds, with their half-space, that are meant even where a space parts them.
        apart_tails: Second parts that are tied to any known word even where a space parts them.
        seconds: Every word that a space may tie to the one before it, verbs after ``می`` apart.
        mi_forms: What follows ``می`` and ``نمی``.
        participles: Verb participles in ``ه``.
        endings: The classes of endings, in the order in which they are tried.
    """

    words: frozenset[str]
    stems: frozenset[str]
    compounds: Mapping[str, tuple[int, ...]]
    tails: frozenset[str]
    plurals: frozenset[str]
    pairs: frozenset[str]
    apart_tails: frozenset[str]
    seconds: frozenset[str]
    mi_forms: frozenset[str]
    participles: frozenset[str]
    endings: tuple[Ending, ...]

    def known(self, word: str) -> bool:
        """Returns whether the word is one that takes endings and makes compounds."""
        return word in self.words or word in self.stems or word in self.compounds

    def cuts(self, word: str, depth: int = 4) -> tuple[int, ...]:
        """Returns the offsets at which half-spaces belong in a word that has none."""
        if word in self.compounds:
            return self.compounds[word]
        if word in self.words or not depth or len(word) > _LONGEST:
            return ()
        if (match := _MI_WORD.fullmatch(word)) and match[2] in self.mi_forms:
            return (match.end(1),)
        if stem := self._stem(word):
            return *self.cuts(stem, depth - 1), *([len(stem)] if stem[-1] in JOINING else [])
        if word not in self.stems and (at := self._seam(word)):
            return *self.cuts(word[:at], depth - 1), at, *(at + c for c in self.cuts(word[at:], depth - 1))
        return ()

    def joins(self, first: str, second: str) -> bool:
        """Returns whether a space between two words stands for a half-space."""
        if first in MI:
            return second in self.mi_forms
        for row in self.endings:
            if second in row.apart and row.apart_after.search(first):
                return row.of != "participles" or first in self.participles
        return first + "\u200c" + second in self.pairs or (second in self.apart_tails and self.known(first))

    def _stem(self, word: str) -> str:
        for row in self.endings:
            for ending in row.endings:
                stem = word.removesuffix(ending)
                if len(word) > len(stem) > 1 and row.after.search(stem) and self._takes(stem, row):
                    return stem
        return ""

    def _takes(self, stem: str, row: Ending) -> bool:
        if row.of == "participles":
            return stem in self.participles
        if row.of == "no-plurals" and stem in self.plurals:
            return False
        return self.known(stem) or stem in self.participles

    def _seam(self, word: str) -> int:
        """Returns where a known word ends and a tail begins; 0 if nowhere."""
        for at in range(2, len(word) - 1):
            first, second = word[:at], word[at:]
            if second in self.tails and first[-1] in JOINING and first not in NO_HEADS and self.known(first):
                return at
        return 0


def conjugate(past: Iterable[str], present: Iterable[str], spoken: Iterable[str]) -> frozenset[str]:
    """Returns what may follow ``می`` and ``نمی``, from verb stems.

    Source: the paradigms of the Persian verb as in hazm's ``Conjugation``: imperfect, perfect and present.
    """
    past_endings = (
        "",
        "م",
        "ی",
        "یم",
        "ید",
        "ند",
        "ه",
        "ه\u200cام",
        "ه\u200cای",
        "ه\u200cایم",
        "ه\u200cاید",
        "ه\u200cاند",
    )
    forms = {stem + ending.replace("\u200c", "") for stem in past for ending in past_endings}
    forms |= {stem + ending for stem in present for ending in ("م", "ی", "د", "یم", "ید", "ند")}
    forms |= {stem + ending for stem in spoken for ending in ("م", "ی", "ه", "یم", "ین", "ن")}
    return frozenset(forms)


def parse(lines: Iterable[str]) -> dict[str, list[str]]:
    """Returns the sections of a word file: a line ``[name]`` begins one, each further line is an entry."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        if line.startswith("["):
            current = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return sections


def build(sections: Mapping[str, Iterable[str]], endings: Iterable[Ending]) -> Spelling:
    """Returns the spelling lexicon of the sections of a word file; the compounds stand in it with half-spaces."""
    get = sections.get
    endings = tuple(endings)
    past = [*get("past", ())]
    apart = chain.from_iterable(row.apart for row in endings)
    seconds = (pair.partition("\u200c")[2] for pair in get("pairs", ()))
    pieces = [(entry.replace("\u200c", ""), entry.split("\u200c")[:-1]) for entry in get("compounds", ())]
    return Spelling(
        words=frozenset(get("words", ())),
        stems=frozenset(get("stems", ())),
        compounds={joined: tuple(_offsets(parts)) for joined, parts in pieces},
        tails=frozenset(get("tails", ())),
        plurals=frozenset(get("plurals", ())),
        pairs=frozenset(get("pairs", ())),
        apart_tails=frozenset(get("apart-tails", ())),
        seconds=frozenset(chain(apart, seconds, get("apart-tails", ()))),
        mi_forms=conjugate(past, get("present", ()), get("spoken", ())) | modals(),
        participles=frozenset(negation + stem + "ه" for stem in past for negation in ("", "ن")),
        endings=endings,
    )


def _offsets(parts: Iterable[str]) -> Iterable[int]:
    place = 0
    for part in parts:
        place += len(part)
        yield place


@cache
def endings() -> tuple[Ending, ...]:
    """Returns the classes of endings, longest ending of each class first."""
    rows = _endings_file()["row"]
    return tuple(
        Ending(
            id=row["id"],
            endings=tuple(sorted(row["endings"], key=len, reverse=True)),
            after=re.compile(f"(?:{row['after']})$"),
            apart=frozenset(row["apart"]),
            apart_after=re.compile(f"(?:{row['apart_after']})$"),
            of=row.get("of", ""),
        )
        for row in rows
    )


@cache
def modals() -> frozenset[str]:
    """Returns the impersonal verbs that follow ``می`` and ``نمی``."""
    return frozenset(_endings_file()["modals"])


@cache
def finals() -> frozenset[str]:
    """Returns the verbs at the end of a sentence that a page may glue to the next word."""
    return frozenset(_endings_file()["finals"])


@cache
def openers() -> frozenset[str]:
    """Returns short words that a page may glue to the verb before them."""
    return frozenset(_endings_file()["openers"])


class Headings(NamedTuple):
    """Words, and pairs of them, that open a paragraph, and what may stand before one inside a word."""

    alone: tuple[str, ...]
    pairs: tuple[str, ...]
    within: tuple[str, ...]


@cache
def headings() -> Headings:
    """Returns the words that open a paragraph and that a page may glue to the word before them."""
    return Headings(**{k: tuple(v) for k, v in _endings_file()["headings"].items()})


@cache
def parted() -> Mapping[str, tuple[str, ...]]:
    """Returns the words that are parted from what a page glues to them, with what each is parted from."""
    return {word: tuple(rest) for word, rest in _endings_file()["parted"].items()}


@cache
def latin_glued() -> tuple[str, ...]:
    """Returns the short words that are parted from a word in Latin letters before them."""
    return tuple(_endings_file()["latin_glued"])


@cache
def titles() -> Mapping[str, tuple[str, ...]]:
    """Returns the titles that are parted from a name, with the beginnings of their own endings."""
    return {word: tuple(own) for word, own in _endings_file()["titles"].items()}


@cache
def spelling() -> Spelling:
    """Returns the built-in spelling lexicon."""
    return build(parse(_data("halfspaces.txt").splitlines()), endings())


@cache
def _endings_file() -> Mapping[str, Any]:
    """The file of endings and of words that a page glues together, as it is read by every table of it."""
    return tomllib.loads(_data("halfspace_endings.toml"))


def _data(name: str) -> str:
    return (resources.files("faclaims") / "lexicon" / "data" / name).read_text("utf-8")
