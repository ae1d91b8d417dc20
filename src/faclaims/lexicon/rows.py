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


SCHEMAS: dict[str, type[Row]] = {"sentence_words": SentenceWord}
"""Name of a lexicon file (without suffix) to the schema of its rows."""
