"""Turns what the stages found, in normalized offsets, into the public records, in raw ones."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

from faclaims.confidence import confidences
from faclaims.lexicon.context import Decision
from faclaims.records import (
    Article,
    Assertion,
    Attribution,
    Claim,
    Evidence,
    Extraction,
    Form,
    Source,
    Span,
    Stance,
)
from faclaims.stages.attributions import BLOCK, Found, is_plural
from faclaims.stages.dates import DateHit
from faclaims.stages.entities import EntityHit
from faclaims.stages.normalize import Normalized
from faclaims.stages.speakers import Resolved, Said
from faclaims.stages.speakers import Source as Person
from faclaims.stages.subjects import SubjectHit
from faclaims.stages.values import QuantityHit


class Wanted(Protocol):
    """The options that decide what is given out."""

    @property
    def forms(self) -> tuple[Form, ...]:
        """Forms of attribution to give out."""

    @property
    def min_confidence(self) -> float:
        """Lowest confidence to give out."""

    @property
    def learned(self) -> bool:
        """Whether learned models help the rules."""


class Labelled(NamedTuple):
    """One claim with its labels, in normalized offsets."""

    span: Span
    subjects: tuple[SubjectHit, ...]
    stance: Decision[Stance]
    assertion: Decision[Assertion]


class Draft(NamedTuple):
    """One attribution with its speaker and its claims, in normalized offsets."""

    found: Found
    resolved: Resolved
    claims: list[Labelled]


class Hits[H: (DateHit, QuantityHit, EntityHit)]:
    """What an article names of one sort, in text order and normalized offsets."""

    def __init__(self, hits: Sequence[H]) -> None:
        self._hits: Sequence[H] = hits
        self._starts = [hit.start for hit in hits]

    def inside(self, span: Span) -> Sequence[H]:
        """Returns what stands in a stretch."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [hit for hit in self._hits[first:last] if hit.end <= span.end] if last > first else ()


class Named(NamedTuple):
    """What the article names."""

    dates: Hits[DateHit]
    quantities: Hits[QuantityHit]
    entities: Hits[EntityHit]


NOTHING = Named(Hits[DateHit](()), Hits[QuantityHit](()), Hits[EntityHit](()))

_BEFORE = ("بود", "بودند")
"""How verbs of the pluperfect end."""


class Page(NamedTuple):
    """A normalized article with the way back to its raw text.

    Attributes:
        article: The raw one.
        text: The normalized text.
        digest: What the ids of its records begin with.
        used: How often each place has given an id.
        shown: Evidence by normalized span, since the claims of an article share much of it.
    """

    article: Article
    text: Normalized
    digest: str
    used: Counter[str]
    shown: dict[Span, Evidence]

    def new_id(self, place: str) -> str:
        """Returns the id of an attribution; a further one at the same place gets a number."""
        self.used[place] += 1
        return f"{self.digest}-{place}" + (f".{self.used[place]}" if self.used[place] > 1 else "")

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Returns the raw offsets of a normalized stretch."""
        return self.text.to_raw(start, end)

    def words(self, start: int, end: int) -> dict[str, Any]:
        """Returns the fields of a `TextSpan`, the raw words of a normalized stretch.

        They are fields and no record, so that the record which holds them is checked once, as a whole.
        """
        start, end = self.span(start, end)
        return {"start": start, "end": end, "text": self.article.text[start:end]}

    def evidence(self, span: Span) -> Evidence:
        """Returns the raw offsets of a normalized span as a record."""
        found = self.shown.get(span)
        if found is None:
            start, end = self.span(*span)
            found = self.shown[span] = Evidence(start=start, end=end)
        return found


def as_said(text: str, found: Found) -> Said:
    """Returns what the speaker stage needs of an attribution."""
    participle = found.rule.startswith("participle") and found.tense in {"past", "none"}
    plain = (found.form != "clause" and found.tense == "past") or participle
    return Said(
        found.mention,
        found.at,
        nested=found.nested,
        first_person=found.tense == "first",
        impersonal=found.rule == "impersonal",
        answers=found.rule == "answer",
        alone=found.rule == BLOCK,
        shared=found.shared,
        via=found.via[-1] if found.via else None,
        plural=found.cue is not None and is_plural(text, found.cue),
        plain=plain,
        aside=found.cue is not None and text.endswith(_BEFORE, *found.cue),
        content=found.content[0] if found.content else None,
        sourced=found.rule == "source",
    )


def build(  # noqa: PLR0913 (what the stages found, one argument each)
    text: Normalized,
    article: Article,
    drafts: Sequence[Draft],
    sources: Sequence[Person],
    named: Named,
    wanted: Wanted,
) -> Extraction:
    """Returns the result for one article, of the wanted forms and confidence only."""
    digest = blake2b(article.text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    page = Page(article, text, digest, Counter(), {})
    attributions: list[Attribution] = []
    claims: list[Claim] = []
    counts = [0] * len(sources)
    found = [_attribution(page, draft, sources) for draft in drafts]
    sure = confidences(article.text, found, learned=wanted.learned)
    for draft, unsure, confidence in zip(drafts, found, sure, strict=True):
        if unsure.form not in wanted.forms or confidence < wanted.min_confidence:
            continue
        attribution = unsure.model_copy(update={"confidence": confidence})
        attributions.append(attribution)
        if draft.resolved.source is not None:
            counts[draft.resolved.source] += 1
        claims.extend(_claim(page, attribution, claim, named) for claim in draft.claims)
    speakers = tuple(
        Source(
            id=f"S{number + 1}",
            name=source.name,
            kind=source.kind,
            roles=tuple(source.roles),
            aliases=tuple(form for form in source.forms if form != source.name),
            attributions=counts[number],
        )
        for number, source in enumerate(sources)
        if counts[number]
    )
    return Extraction(article=article, attributions=tuple(attributions), claims=tuple(claims), speakers=speakers)


def _attribution(page: Page, draft: Draft, sources: Sequence[Person]) -> Attribution:
    """The record of one attribution, but for how sure it is, which the others of the article decide too."""
    found = draft.found
    # Fields and no records, as `Page.words` says.
    content: Any = [page.words(*span) for span in found.content]
    cue: Any = page.words(*found.cue) if found.cue else None
    speaker: Any = _speaker(page, draft, sources)
    mark = "n" if found.nested else ""
    return Attribution(
        attribution_id=page.new_id(f"{content[0]['start']}{mark}"),
        form=found.form,
        nested=found.nested,
        cue=cue,
        speaker=speaker,
        via=tuple(" ".join(page.text.text[s.start : s.end].split()).strip('«»"') for s in found.via),
        content=content,
        confidence=0.0,
        rules=(found.rule, draft.resolved.rule),
    )


def _speaker(page: Page, draft: Draft, sources: Sequence[Person]) -> dict[str, Any]:
    found, resolved = draft.found, draft.resolved
    source = sources[resolved.source] if resolved.source is not None else None
    mention = None if resolved.type == "dropped" else found.mention  # کوتاه | گفت: no name after all
    return {
        "id": f"S{resolved.source + 1}" if resolved.source is not None else "S0",
        "name": source.name if source else None,
        "kind": source.kind if source else "person",
        "roles": tuple(source.roles) if source else (),
        "mention": {**page.words(*(mention or (found.at, found.at))), "type": resolved.type},
        "evidence": {"rule": resolved.rule, "linked": page.words(*resolved.linked) if resolved.linked else None},
    }


def _claim(page: Page, attribution: Attribution, claim: Labelled, named: Named) -> Claim:
    article = page.article
    span = claim.span
    words = page.words(*span)
    subjects: Any = list(_subjects(page, claim))
    entities: Any = [
        {**page.words(e.start, e.end), "name": e.name, "kind": e.kind, "id": e.id}
        for e in named.entities.inside(span)
    ]
    quantities: Any = [
        {**page.words(q.start, q.end), "value": q.value, "unit": q.unit} for q in named.quantities.inside(span)
    ]
    dates: Any = [
        {**page.words(d.start, d.end), "iso": d.iso, "jalali": d.jalali} for d in named.dates.inside(span)
    ]
    return Claim(
        claim_id=f"{attribution.attribution_id}-{words['start']}-{words['end']}",
        article_id=article.id,
        title=article.title,
        url=article.url,
        publisher=article.publisher,
        published=article.published,
        attribution_id=attribution.attribution_id,
        **words,
        normalized=page.text.text[span.start : span.end],
        form=attribution.form,
        nested=attribution.nested,
        cue=attribution.cue,
        speaker=attribution.speaker,
        via=attribution.via,
        entities=entities,
        subjects=subjects,
        stance=claim.stance.label,
        assertion=claim.assertion.label,
        quantities=quantities,
        dates=dates,
        confidence=attribution.confidence,
        rules=(*attribution.rules, claim.stance.rule, claim.assertion.rule),
    )


def _subjects(page: Page, claim: Labelled) -> Iterator[dict[str, Any]]:
    """Yields the fields of the subjects of a claim; the stance, and what shows it, is towards the first."""
    stance, shown = claim.stance.label, claim.stance.evidence
    for hit in claim.subjects:
        evidence = [*map(page.evidence, hit.evidence), *map(page.evidence, shown)]
        yield {"id": hit.id, "stance": stance, "evidence": evidence}
        stance, shown = "neutral", ()
