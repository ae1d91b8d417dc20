"""What a row of each lexicon file may hold.

A file ``data/<name>.toml`` holds ``[[row]]`` tables, ``data/<name>.csv`` one row a line under a header; both are
validated against ``SCHEMAS[<name>]``.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from faclaims.records import Assertion


def _listed(value: object) -> object:
    """Makes a cell of a CSV file, its items divided by bars, a list."""
    return value.split("|") if isinstance(value, str) else value


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return pattern


type Regex = Annotated[str, AfterValidator(_compiles)]
"""A regular expression."""

type Listed = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""Several strings; in a CSV file divided by ``|``."""


class Row(BaseModel):
    """Base of all lexicon rows.

    Attributes:
        id: Unique in its file; a user's row with the id of a built-in one replaces it.
        source: Where the row comes from, or the reason for it.
        examples: Sentences in which the row must be found.
        counterexamples: Sentences in which it must not be found.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    source: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


type CueContent = Literal[
    "free",
    "marked",
    "asking",
    "addressed",
    "none",
    "present",
    "presented",
    "docs",
    "any",
    "relay",
    "person",
    "outlet",
    "document",
    "estimate",
]


class CueRow(Row):
    """A reporting expression.

    Attributes:
        kind: ``verb`` (conjugated from ``stems`` or from ``nouns`` with ``light``), ``source`` (a preposition
            before the source: ``به گفته``), ``participle`` (``با بیان`` before ``اینکه``), ``noun`` (a noun of
            speech before its speaker: ``اظهارات``), ``impersonal`` (``گفته می‌شود``) or ``blocked`` (looks like a
            cue and is none: ``گفتنی است``).
        stems: Past and present stem of a simple verb, joined by a slash.
        nouns: Non-verbal parts of a compound verb, or nouns that a preposition makes a source (``گفته``).
        light: Past stems of the light verbs that the nouns take, from ``verbs.toml``.
        after: Id of the source whose forms are the prepositions that the nouns take (``طبق``).
        forms: The expressions themselves, for all kinds but ``verb``.
        content: What may follow a verb: ``free`` (a clause even with no mark), ``marked`` (a clause after a colon,
            ``که``, a comma or a quotation mark), ``asking`` (a clause after ``که`` or ``تا``, or with nothing after
            an addressee), ``addressed`` (the same, but in the present the addressee must be there), ``docs`` (a
            clause, where a document is the subject), ``presented`` (the whole of what was said or written, after a
            colon), ``none``. For sources: ``any``,
            ``relay`` (a relayed source), ``person`` (only a person or group can have a view), ``outlet`` (a dateline,
            unless another outlet is named) or ``document``. For impersonal ones: ``any``, ``marked``, or
            ``estimate`` (in somebody's speech it is the speaker's own). For blocked ones: ``any``, or ``marked`` (a cue
            after all where a colon follows).
        bare: Whether the participle without an auxiliary reports (``گفته``, but not ``نوشته``: «written by»).
        prepositions: What makes participles of the nouns (``با بیان``, ``ضمن بیان``).
        objects: Prepositions (or ``را``, ``ezafe``) that govern what was said when it is a noun phrase.
    """

    kind: Literal["verb", "source", "participle", "noun", "impersonal", "blocked"]
    stems: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    after: str = ""
    forms: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    content: CueContent = "any"
    objects: tuple[str, ...] = ()
    bare: bool = True


class VerbRow(Row):
    """A light verb: ``id`` is its past stem, ``present`` its present stem.

    Attributes:
        present: Present stem; a verb without one has no forms but those that are listed.
        forms: Further finite forms of the present.
        past: Further finite forms of the past.
    """

    present: str = ""
    forms: tuple[str, ...] = ()
    past: tuple[str, ...] = ()


class WordRow(Row):
    """Words of one grammatical or semantic class, which ``id`` names."""

    words: tuple[str, ...]


class SentenceWord(Row):
    """Words that decide whether a mark ends a sentence; ``stages.sentences`` says what each kind does.

    Attributes:
        kind: What the words do.
        forms: The words, without stops.
    """

    kind: Literal["abbreviation", "letter", "domain", "open", "resume", "unfinished"]
    forms: tuple[str, ...] = Field(min_length=1)


Numeral = Literal["digit", "teen", "ten", "hundred", "scale", "half"]
BesideNumber = Literal["label", "indefinite", "fused", "function", "minus", "part"]


class NumberWord(Row):
    """Numerals and the words around numbers; ``number_words.toml`` says what each kind does.

    Attributes:
        kind: What the words do.
        value: Value of a numeral.
        forms: The words.
        ordinals: Ordinals of the numeral.
        lone: Whether the numeral may count a noun that is no unit.
        needs_scale: Whether it is a numeral only before a scale.
    """

    kind: Numeral | BesideNumber
    value: float = 0
    forms: tuple[str, ...] = Field(min_length=1)
    ordinals: tuple[str, ...] = ()
    lone: bool = False
    needs_scale: bool = False


class Unit(Row):
    """A unit of measure.

    Attributes:
        unit: ISO 4217 or UCUM code.
        forms: How Persian writes it.
        factor: How many of ``unit`` it is.
        before: Words one of which must follow; empty if anything may.
    """

    unit: str
    forms: tuple[str, ...] = Field(min_length=1)
    factor: float = 1
    before: tuple[str, ...] = ()


class Month(Row):
    """A month of the Jalali, Gregorian or lunar Hijri calendar.

    Attributes:
        calendar: The calendar.
        number: Its place in the year, from 1.
        forms: Its names.
        needs_year: Whether a name is also another word, so that it is a date only beside a year or ``ماه``.
    """

    calendar: Literal["jalali", "gregorian", "lunar"]
    number: int = Field(ge=1, le=12)
    forms: tuple[str, ...] = Field(min_length=1)
    needs_year: bool = False


class NameRow(Row):
    """Someone or something with a name of its own.

    Attributes:
        name: The usual full name.
        forms: Other forms of the name.
        doubtful: Those of the name and forms that are also other words: a name only after a word that says what it
            names (``شهرستان بم``).
        type: Kind of a place.
        national: Whether every country has one, so that a country after the name makes it another (``مجلس هند``).
    """

    name: str
    forms: Listed = ()
    doubtful: Listed = ()
    type: Literal["country", "province", "city", "region", ""] = ""
    national: bool = False


class OfficialRow(NameRow):
    """Someone who holds or held a post, so that the post alone tells who is meant where the article names them.

    Attributes:
        post: The post with its country or body; of Iran where the post is one of every country.
    """

    post: str


BeforeName = Literal["head", "named", "national", "title", "place", "brand", "deictic", "saint"]
InName = Literal["stop", "empty", "adjective", "family", "common"]


class EntityWord(Row):
    """Words around names; ``entity_words.toml`` says what each kind does.

    Attributes:
        kind: What the words do.
        forms: The words.
        longest: How many words an organisation's name may have after the head.
        free: How many of them may be any noun.
        joins: Whether the name may go on with ``و`` and a word.
    """

    kind: BeforeName | InName
    forms: tuple[str, ...] = Field(min_length=1)
    longest: int = Field(default=1, ge=1, le=6)
    free: int = Field(default=1, ge=1, le=6)
    joins: bool = False


def _split_terms(value: object) -> object:
    """A string lists its terms between Persian or Latin commas or line ends; all else is left to pydantic."""
    if isinstance(value, str):
        return tuple(term for part in re.split(r"[،,\n]", value) if (term := " ".join(part.split())))
    return value


Terms = Annotated[tuple[str, ...], BeforeValidator(_split_terms)]
"""Words or expressions: a list of strings, or one string with commas (، or ,) or line ends between them."""


class SubjectRow(Row):
    """A subject that claims can be about, and the words that show it.

    Attributes:
        parent: The wider subject, if there is one.
        label_fa: Name for people, Persian.
        label_en: Name for people, English.
        strong: Terms that alone decide the subject.
        terms: Terms that are typical of it.
        weak: Terms that support it where it has other evidence.
        excludes: Longer expressions that hold a term and are no evidence for this subject.
        harm: Whether the subject is itself a harm, so that condemning it is no favour to it.
        specific: Whether a strong term names this subject outright, whatever else the article is about.
    """

    parent: str | None = None
    specific: bool = False
    harm: bool = False
    label_fa: str
    label_en: str
    strong: Terms = ()
    terms: Terms = ()
    weak: Terms = ()
    excludes: Terms = ()


class ContextRow(Row):
    """A trigger of a context rule, in the vocabulary of ConText (Harkema et al. 2009).

    Attributes:
        category: What the trigger speaks for; ``pseudo`` for expressions that only look like triggers,
            ``terminator`` for those that end every scope.
        terms: Words or expressions in the claim; none where ``needs`` alone is the trigger.
        cues: Reporting words, or beginnings of them, that have the same effect.
        direction: Where the scope lies, seen from the trigger.
        scope: Length of the scope in words.
        needs: Class of verb (``verb_classes``) that must stand in the scope.
        unless: Class of verb that undoes the trigger where it is the first one with می in the scope.
        final: Whether the trigger counts only as the last words of a claim.
        opens: Whether it counts only as the first words.
        overrides: Rows that this one switches off.
        weight: How much it counts among others of its category.
    """

    category: str
    terms: Terms = ()
    cues: Terms = ()
    direction: Literal["forward", "backward"] = "forward"
    scope: int = Field(default=30, gt=0)
    needs: str | None = None
    unless: str | None = None
    final: bool = False
    opens: bool = False
    overrides: tuple[str, ...] = ()
    weight: float = 1.0


type NoTrigger = Literal["pseudo", "terminator"]


class AssertionRow(ContextRow):
    """A trigger of a way to assert something, in the vocabulary of ConText (Harkema et al. 2009)."""

    category: Assertion | NoTrigger


class StanceRow(ContextRow):
    """A trigger of a stance, in the vocabulary of ConText (Harkema et al. 2009)."""

    category: Literal["advocacy", "benefit", "condemnation", "criticism", "harm", "reverser"] | NoTrigger


class VerbClassRow(Row):
    """A class of verb forms: a regular expression that must match one whole word of normalized text."""

    pattern: Regex


class PatternRow(Row):
    """A closed class of grammar as a regular expression, searched in normalized text."""

    pattern: Regex


SCHEMAS: dict[str, type[Row]] = {
    "assertion": AssertionRow,
    "cues": CueRow,
    "entity_words": EntityWord,
    "months": Month,
    "names": WordRow,
    "number_words": NumberWord,
    "offices": NameRow,
    "officials": OfficialRow,
    "organizations": NameRow,
    "persons": NameRow,
    "places": NameRow,
    "posts": NameRow,
    "products": NameRow,
    "patterns": PatternRow,
    "sentence_words": SentenceWord,
    "silent": WordRow,
    "stance": StanceRow,
    "subjects": SubjectRow,
    "units": Unit,
    "verb_classes": VerbClassRow,
    "verbs": VerbRow,
    "words": WordRow,
}
"""Name of a lexicon file (without suffix) to the schema of its rows."""
