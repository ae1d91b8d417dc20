"""Finds the persons, organisations, places and products that a text names.

Names come from gazetteers, from the names that the article gives its speakers, and from two patterns: a title or a
given name with a family name after it, and the head of an organisation's name (``سازمان``, ``بانک``) with the
words after it. Ezafe is not written, so where such a phrase ends is told by what cannot stand in it: verbs,
prepositions, the nouns of compound verbs. Precision goes before recall.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from faclaims.lexicon import alternation, compiled_once, load
from faclaims.lexicon.numerals import key
from faclaims.lexicon.rows import EntityWord, NameRow, WordRow
from faclaims.lexicon.words import Words
from faclaims.lexicon.words import words as word_classes
from faclaims.records import EntityKind

_REACH = 24  # code points looked at before a doubtful name
_NEXT = re.compile(r"[ \u200c]([\w\u200c]{1,40})(?![\w\u200c])")
_WORD_BACKWARDS = re.compile(r" ([\w\u200c]+)")  # a word and the space after it, read backwards
_JOINED = re.compile(r" و ([\w\u200c]+)")
# Verbs by their form: the prefix of the present, and personal endings that few nouns share.
_FINITE = re.compile(r"ن?می\u200c|[\w\u200c]*(?:[دتنرسشی]ند|[دتن]یم)\Z")
_NO_NAME = frozenset(
    {"verb", "preposition", "adverb", "connective", "pronoun", "demonstrative", "quantifier", "unnamed"}
    | {"reporting", "role", "group", "document"}
)
_PERSONAL = frozenset({"honorific", "given"})
_GIVEN = frozenset({"given"})
_FILES: tuple[tuple[str, EntityKind], ...] = (
    ("places", "place"),
    ("organizations", "organization"),
    ("products", "product"),
    ("persons", "person"),
)


_FEW_NAMES = 20  # so many are found sooner one by one
_MOST_GIVEN = 4  # titles and given names before a family name


class EntityHit(NamedTuple):
    """A named entity: code points, end-exclusive.

    Attributes:
        start: Its place.
        end: End-exclusive.
        name: The usual name, or the words of the text where the gazetteer does not have it.
        kind: What it is.
        id: ISO 3166-1 code of a country, else the id of the gazetteer's row; null where it has none.
    """

    start: int
    end: int
    name: str
    kind: EntityKind
    id: str | None


class _Term(NamedTuple):
    """What a form in the text stands for."""

    use: str  # "name", or the kind of an entity word, or "given" or "foreign" for given names
    kind: EntityKind = "person"
    row: NameRow | None = None
    doubtful: bool = False
    head: EntityWord | None = None


class Gazetteer(NamedTuple):
    """The compiled lexicon of this stage; build it with `gazetteer`."""

    pattern: re.Pattern[str]
    terms: dict[str, _Term]
    beside: dict[str, re.Pattern[str]]  # what must stand before a doubtful name, by kind
    stop: frozenset[str]
    empty: frozenset[str]
    adjective: frozenset[str]
    deictic: frozenset[str]
    saint: frozenset[str]
    common: frozenset[str]
    family: tuple[str, ...]
    words: Words


@compiled_once
def gazetteer(extra: tuple[Path, ...] = ()) -> Gazetteer:
    """Returns names and the words around them, with those of the ``extra`` lexicon folders laid over.

    Raises:
        LexiconError: A file or row is wrong.
    """
    around: dict[str, list[str]] = {}
    terms: dict[str, _Term] = {}
    rows = load("entity_words", EntityWord, extra)
    for row in rows:
        around.setdefault(row.kind, []).extend(row.forms)
    common = set(around["common"])
    for names in load("names", WordRow, extra):
        given = _Term("foreign" if names.id == "given_foreign" else "given")
        for name in names.words:
            if name not in common:
                terms.setdefault(name, given)
    for row in rows:
        if row.kind in ("head", "named", "national", "title"):
            terms.update(dict.fromkeys(row.forms, _Term(row.kind, head=row)))
    for file, kind in _FILES:
        for entry in load(file, NameRow, extra):
            sure, doubtful = (_Term("name", kind, entry, doubtful=doubt) for doubt in (False, True))
            terms.update((form, doubtful if form in entry.doubtful else sure) for form in _forms(entry))
    place, brand, title = (
        re.compile(rf"(?<!\w)(?:{alternation(around[kind])})[ \u200c]\Z") for kind in ("place", "brand", "title")
    )
    return Gazetteer(
        re.compile(rf"(?<![\w\u200c])(?:{alternation(terms)})(?![\w\u200c])"),
        {key(form): term for form, term in terms.items()},
        {"place": place, "product": brand, "organization": brand, "person": title},
        frozenset(map(key, around["stop"])),
        frozenset(map(key, around["empty"])),
        frozenset(map(key, around["adjective"])),
        frozenset(map(key, around["deictic"])),
        frozenset(map(key, around["saint"])),
        frozenset(map(key, common)),
        tuple(around["family"]),
        word_classes(extra),
    )


def entities(text: str, names: Gazetteer, speakers: Iterable[str] = ()) -> tuple[EntityHit, ...]:
    """Finds the entities that a text names.

    Args:
        text: Normalized text.
        names: What `gazetteer` returns.
        speakers: Names of persons known in this article, in the letters of ``text``.

    Returns:
        Hits in text order without overlap; of two that overlap, the one that begins first and then the longer one.

    Example:
        >>> text = "مدیر بانک سپه در شیراز به دکتر رحیمی گفت تلگرام باز است"
        >>> [hit[2:] for hit in entities(text, gazetteer())]  # doctest: +NORMALIZE_WHITESPACE
        [('بانک سپه', 'organization', None), ('شیراز', 'place', 'shiraz'), ('رحیمی', 'person', None),
         ('تلگرام', 'product', 'telegram')]
    """
    found = sorted([*_speakers(text, speakers), *_found(text, names)], key=lambda hit: (hit.start, -hit.end))
    out: list[EntityHit] = []
    for hit in found:
        if not out or hit.start >= out[-1].end:
            out.append(hit)
    return tuple(out)


def _forms(row: NameRow) -> Iterator[str]:
    """Yields the forms of a name, also with the ezafe that is written after a final vowel (``آمریکای``)."""
    for form in (row.name, *row.forms):
        yield form
        if form[-1] in "او":
            yield form + "ی"


def _speakers(text: str, speakers: Iterable[str]) -> Iterator[EntityHit]:
    names = sorted(set(filter(None, speakers)))
    for index, start, end in _places(text, names):
        if not _letter(text[max(0, start - 1) : start]) and not _letter(text[end : end + 1]):
            yield EntityHit(start, end, names[index], "person", None)


def _places(text: str, names: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yields number, start and end of names wherever their letters stand, in any order."""
    if len(names) > _FEW_NAMES:  # one pass for all: a glued archive has a thousand speakers
        machine = AhoCorasick(names, matchkind=MatchKind.Standard)
        yield from machine.find_matches_as_indexes(text, overlapping=True)
        return
    for index, name in enumerate(names):
        start = text.find(name)
        while start >= 0:
            yield index, start, start + len(name)
            start = text.find(name, start + 1)


def _letter(char: str) -> bool:
    return char.isalnum() or char == "\u200c"


def _found(text: str, names: Gazetteer) -> Iterator[EntityHit]:
    after = 0
    for match in names.pattern.finditer(text):
        start, end = match.span()
        if start < after:
            continue
        term = names.terms[_plain(match.group())]
        if term.row:
            hit = _listed(text, start, end, term, names)
        elif term.head and term.use in ("head", "named"):
            hit = _organization(text, start, end, term.head, names)
        elif term.use == "national":
            body = _of_country(text, start, end, names)
            hit = body and body._replace(id=None)
        else:
            hit = _person(text, start, end, term, names)
        if hit:
            after = hit.end
            yield hit


def _listed(text: str, start: int, end: int, term: _Term, names: Gazetteer) -> EntityHit | None:
    """Returns the entity of the gazetteer, or the same body of another country."""
    row = term.row
    if row is None or (term.doubtful and not names.beside[term.kind].search(text[max(0, start - _REACH) : start])):
        return None
    if row.national and (foreign := _of_country(text, start, end, names)):
        return foreign._replace(name=row.name, id=row.id) if foreign.id == "IR" else foreign._replace(id=None)
    return EntityHit(start, end, row.name, term.kind, row.id)


def _of_country(text: str, start: int, end: int, names: Gazetteer) -> EntityHit | None:
    """Returns the body with the name of a country after it, with the country's id."""
    match = names.pattern.match(text, end + 1)
    term = names.terms[_plain(match.group())] if match else None
    if not match or not term or not term.row or term.row.type != "country" or text[end] not in " \u200c":
        return None
    return EntityHit(start, match.end(), text[start : match.end()], "organization", term.row.id)


def _organization(text: str, start: int, end: int, head: EntityWord, names: Gazetteer) -> EntityHit | None:
    """Returns the organisation whose name begins with a head, or None where the head is a common noun."""
    first = _NEXT.match(text, end)
    if _word_before(text, start) in names.deictic or not first or key(first[1]) in names.empty:
        return None
    barred = _NO_NAME if head.kind == "named" else _NO_NAME | _PERSONAL
    taken, any_word = 0, True  # whether any noun may come next
    while taken < head.longest and (match := _NEXT.match(text, end)):
        if known := _place_or_body(text, match.start(1), names):
            return _hit(text, start, known.end())
        adjective = key(match[1]) in names.adjective
        if not (any_word or adjective) or _barred(match[1], barred, names):
            break
        end, taken = match.end(), taken + 1
        any_word = adjective or taken < head.free
    joined = _JOINED.match(text, end) if head.joins and taken else None
    if joined and not _barred(joined[1], _NO_NAME, names) and not names.pattern.match(text, joined.start(1)):
        end = joined.end()
        if (more := _NEXT.match(text, end)) and more[1].endswith("ی") and not _barred(more[1], _NO_NAME, names):
            end = more.end()
    return _hit(text, start, end) if taken else None


def _word_before(text: str, start: int) -> str:
    match = _WORD_BACKWARDS.match(text[max(0, start - _REACH) : start][::-1])
    return key(match[1][::-1]) if match else ""


def _place_or_body(text: str, start: int, names: Gazetteer) -> re.Match[str] | None:
    """Returns the name of a place or organisation that stands at ``start`` and closes a longer name."""
    match = names.pattern.match(text, start)
    term = names.terms[_plain(match.group())] if match else None
    closes = term and term.row and not term.doubtful and term.kind in ("place", "organization")
    return match if closes else None


def _hit(text: str, start: int, end: int) -> EntityHit:
    return EntityHit(start, end, text[start:end], "organization", None)


def _barred(word: str, classes: frozenset[str], names: Gazetteer) -> bool:
    return word[0].isdigit() or _predicate(word, names) or bool(names.words.classes(word) & classes)


def _plain(form: str) -> str:
    """Returns the key of a form in the text, which may have a hamza on its final ه."""
    return key(form.replace("\u0654", ""))


def _predicate(word: str, names: Gazetteer) -> bool:
    return len(word) < 2 or key(word) in names.stop or bool(_FINITE.match(word))


def _person(text: str, start: int, end: int, term: _Term, names: Gazetteer) -> EntityHit | None:
    """Returns the person named after a title, or by a given and a family name."""
    titled = term.use == "title"
    if not titled and _word_before(text, start) in names.saint:
        return None
    given = [] if titled else [(start, end)]
    for _ in range(_MOST_GIVEN):
        match = _NEXT.match(text, end)
        classes = _personal(match[1], names, titled=titled) if match else frozenset()
        if not match or not classes or (given and "given" not in classes):
            break
        if "given" in classes:
            given.append(match.span(1))
        end = match.end()
    family: list[tuple[int, int]] = []
    while len(family) < 2 and (match := _NEXT.match(text, end)) and _family(match[1], names):
        foreign = not family and (term.use == "foreign" or (titled and bool(given)))
        if not foreign and not match[1].endswith(names.family):
            break
        family.append(match.span(1))
        end = match.end()
    if not family:
        return None
    start = (given or family)[0][0]
    return EntityHit(start, end, text[start:end], "person", None)


def _personal(word: str, names: Gazetteer, *, titled: bool) -> frozenset[str]:
    """Returns whether the word is a title or a given name; after a title a common word may be a given name too."""
    if titled and key(word) in names.common:
        return _GIVEN
    return names.words.classes(word) & _PERSONAL


def _family(word: str, names: Gazetteer) -> bool:
    """Whether the word can be a family name: it is in no word class and in no list."""
    if len(word) < 3 or word[0].isdigit() or _predicate(word, names) or key(word) in names.empty:
        return False
    return not names.words.classes(word)
