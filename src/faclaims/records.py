"""Every record of faclaims, in the order in which the stages produce them.

The public records are pydantic models, frozen and closed. All their offsets are code points of the *raw* article
text, end-exclusive, so that ``raw[r.start:r.end] == r.text`` for every record that has a ``text``.

The stages work on the *normalized* text and exchange the small named tuples at the top of this module.
"""

import datetime as dt
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Form = Literal["quoted", "colon", "clause", "phrase"]
MentionType = Literal["named", "role", "pronoun", "dropped"]
SpeakerKind = Literal["person", "organization", "group", "unnamed", "document"]
EntityKind = Literal["person", "organization", "place", "product"]
Stance = Literal["favor", "against", "neutral"]
Assertion = Literal["asserted", "denied", "demanded", "promised", "predicted", "conditional", "possible", "asked"]


class Span(NamedTuple):
    """A stretch of a text: code points, end-exclusive."""

    start: int
    end: int


class Record(BaseModel):
    """Base of the public records: immutable, and no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Article(Record):
    """One news article as it came in.

    Attributes:
        id: Identifier, unique among the articles of a run.
        text: The raw text; every offset of every record counts its code points.
        title: Headline, if it is known apart from the text.
        url: Where the article stands.
        publisher: Who published it.
        published: Day of publication.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: dt.date | None = None


class Evidence(Record):
    """A stretch of raw text that a decision rests on, by offsets in code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class TextSpan(Evidence):
    """A stretch of raw text together with its words."""

    text: str


class Cue(TextSpan):
    """The reporting words of an attribution (``گفت``, ``به گفته``, or the colon of a headline)."""


class Mention(TextSpan):
    """The words by which the article names a speaker at one attribution.

    Where Persian drops the subject, ``type`` is ``dropped``, ``text`` is empty and the span is the place,
    zero code points wide, at which the subject is understood.
    """

    type: MentionType


class SpeakerEvidence(Record):
    """Why a mention is taken for a speaker: the rule, and the words it was linked to (null if none)."""

    rule: str
    linked: TextSpan | None = None


class Speaker(Record):
    """Who said something, resolved in the whole article.

    Attributes:
        id: Stable within the article; equal for all attributions of one speaker.
        name: Fullest name in the article without titles, or the description of someone the article never
            names; null when the speaker is not known.
        kind: What sort of source it is.
        roles: Posts and titles that the article gives the speaker, in order of appearance.
        mention: How the article names the speaker at this attribution.
        evidence: How the mention was linked to the name.
    """

    id: str
    name: str | None
    kind: SpeakerKind
    roles: tuple[str, ...] = ()
    mention: Mention
    evidence: SpeakerEvidence


class Attribution(Record):
    """One place where the article reports what a source said.

    Attributes:
        attribution_id: Stable: the same text gives the same id.
        form: How the content is introduced.
        nested: Whether it stands inside another attribution's content.
        cue: The reporting words; null where there are none.
        speaker: Who said it.
        via: Names of those who relayed it, nearest to the reader first.
        content: The pieces of text that carry what was said, in text order.
        confidence: Estimated probability that content and speaker are right.
        rules: Identifiers of the rules and models that decided.
    """

    attribution_id: str
    form: Form
    nested: bool = False
    cue: Cue | None
    speaker: Speaker
    via: tuple[str, ...] = ()
    content: tuple[TextSpan, ...]
    confidence: float = Field(ge=0, le=1)
    rules: tuple[str, ...] = ()


class Entity(TextSpan):
    """A person, organisation, place or product named in a claim."""

    name: str
    kind: EntityKind
    id: str | None = None


class Subject(Record):
    """What a claim is about, the stance towards it, and the words that show it."""

    id: str
    stance: Stance
    evidence: tuple[Evidence, ...] = ()


class Quantity(TextSpan):
    """A number with its unit (null for a bare count): ``۳۲ میلیارد ریال`` is 32e9 ``IRR``."""

    value: float = Field(allow_inf_nan=False)
    unit: str | None = None


class DateMention(TextSpan):
    """A date named in a claim, as ISO (Gregorian) and as Jalali ``YYYY-MM-DD``; null where not complete."""

    iso: str | None = None
    jalali: str | None = None


class Claim(Record):
    """One sentence (or, for a phrase, one phrase) of what a source said: the public contract of faclaims.

    Attributes:
        claim_id: Stable: the same article text gives the same id.
        article_id: Copied from the article, as the next four fields.
        title: Headline, if it is known apart from the text.
        url: Where the article stands.
        publisher: Who published it.
        published: Day of publication.
        attribution_id: Claims of one attribution share it.
        start: Where the claim begins in the raw text.
        end: Where it ends, exclusive.
        text: The words of the claim as they stand in the article.
        normalized: The same words, normalized.
        form: How the content is introduced: in quotation marks, after a colon, in a complement clause, or as a
            phrase that is less than a clause.
        nested: Whether it stands inside another attribution's content.
        cue: The reporting words; null where there are none.
        speaker: Who said it.
        via: Names of those who relayed it, nearest to the reader first.
        entities: Persons, organisations, places and products named in the claim.
        subjects: What the claim is about, the main subject first.
        stance: The stance towards the first subject.
        assertion: Whether it is stated, denied, demanded, promised, predicted, conditional, possible or asked.
        quantities: Numbers with their units.
        dates: Dates named in the claim.
        confidence: Estimated probability that content and speaker are right.
        rules: Identifiers of the rules and models that decided.
    """

    claim_id: str
    article_id: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    attribution_id: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    normalized: str
    form: Form
    nested: bool = False
    cue: Cue | None
    speaker: Speaker
    via: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    subjects: tuple[Subject, ...] = ()
    stance: Stance = "neutral"
    assertion: Assertion = "asserted"
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    confidence: float = Field(ge=0, le=1)
    rules: tuple[str, ...] = ()


class Source(Record):
    """One speaker of an article, gathered over all attributions."""

    id: str
    name: str | None
    kind: SpeakerKind
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    attributions: int = Field(ge=0)


class Extraction(Record):
    """What faclaims found in one article.

    In a notebook it shows itself: the article with speakers, cues and claims marked. The tables have one claim a
    row and the columns of the claim record, nested as in Parquet.
    """

    article: Article
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    speakers: tuple[Source, ...] = ()

    def to_arrow(self) -> "pa.Table":
        """Returns the claims as an Arrow table."""
        from faclaims.formats import frames

        return frames.arrow(self.claims)

    def to_pandas(self) -> "pd.DataFrame":
        """Returns the claims as a pandas frame.

        Raises:
            MissingExtraError: pandas is not installed; the message says how to get it.
        """
        from faclaims.formats import frames

        return frames.pandas(self.claims)

    def to_polars(self) -> "pl.DataFrame":
        """Returns the claims as a polars frame.

        Raises:
            MissingExtraError: polars is not installed; the message says how to get it.
        """
        from faclaims.formats import frames

        return frames.polars(self.claims)

    def _repr_html_(self) -> str:
        from faclaims.report import notebook

        return notebook.view(self)


class Failure(Record):
    """One article, file or record that could not be done; the run goes on without it.

    Attributes:
        path: The file, or ``<stdin>``, or ``<memory>``.
        record: Line or row number (1-based) or record id inside the file; null for the whole file.
        stage: Where it failed: ``read``, ``decode``, ``parse`` or ``extract``.
        reason: What went wrong and what to do about it, for a person.
    """

    path: str
    record: str | None = None
    stage: str
    reason: str
