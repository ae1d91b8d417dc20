"""What a row of each lexicon file may hold.

A file ``data/<name>.toml`` holds ``[[row]]`` tables, ``data/<name>.csv`` one row a line under a header; both are
validated against ``SCHEMAS[<name>]``.
"""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


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
    """

    parent: str | None = None
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


class VerbClassRow(Row):
    """A class of verb forms: a regular expression that must match one whole word of normalized text."""

    pattern: str


SCHEMAS: dict[str, type[Row]] = {
    "assertion": ContextRow,
    "stance": ContextRow,
    "subjects": SubjectRow,
    "verb_classes": VerbClassRow,
}
"""Name of a lexicon file (without suffix) to the schema of its rows."""
