"""What a row of each lexicon file may hold.

A file ``data/<name>.toml`` holds ``[[row]]`` tables, ``data/<name>.csv`` one row a line under a header; both are
validated against ``SCHEMAS[<name>]``.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


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


class SentenceWord(Row):
    """Words that decide whether a mark ends a sentence; ``stages.sentences`` says what each kind does.

    Attributes:
        kind: What the words do.
        forms: The words, without stops.
    """

    kind: Literal["abbreviation", "letter", "domain", "open", "resume"]
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


SCHEMAS: dict[str, type[Row]] = {
    "months": Month,
    "number_words": NumberWord,
    "sentence_words": SentenceWord,
    "units": Unit,
}
"""Name of a lexicon file (without suffix) to the schema of its rows."""
