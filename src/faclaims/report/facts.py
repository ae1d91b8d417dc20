"""The fields of a claim in words: what opens when a reader points at it."""

from collections.abc import Iterator, Mapping
from typing import Any

from faclaims.records import Claim
from faclaims.report.language import Lang, number, words

type Fact = tuple[str, str]
"""A label and what stands behind it."""


def said_facts(claim: Claim, lang: Lang) -> Iterator[Fact]:
    """Yields what is the same for all claims of one attribution: who, and how the article says so."""
    w, speaker, mention = words(lang), claim.speaker, claim.speaker.mention
    yield w["speaker"], speaker.name or w["unknown"]
    if speaker.roles:
        yield w["roles"], _joined(speaker.roles, lang)
    if speaker.name:
        yield w["kind"], w["kinds"][speaker.kind]
    yield w["mention"], f"{_quoted(mention.text)} ({w['mentions'][mention.type]})".strip()
    if speaker.evidence.linked:
        yield w["linked"], f"{_quoted(speaker.evidence.linked.text)} ({speaker.evidence.rule})"
    if claim.cue:
        yield w["cue"], _quoted(claim.cue.text)
    yield w["form"], w["forms"][claim.form] + (f" ({w['nested']})" if claim.nested else "")
    if claim.via:
        yield w["via"], _joined(claim.via, lang)


def own_facts(claim: Claim, text: str, subjects: Mapping[str, str], lang: Lang) -> Iterator[Fact]:
    """Yields the fields of one claim, with the words that show them.

    Args:
        claim: The claim.
        text: The raw text of its article; empty if it is not known.
        subjects: Names of subjects by their ids.
        lang: The language of the interface.
    """
    w = words(lang)
    for subject in claim.subjects:
        shown = (_quoted(text[e.start : e.end]) for e in subject.evidence if text)
        evidence = _joined(dict.fromkeys(shown), lang)
        name = f"{subject_name(subject.id, subjects)}: {w['stances'][subject.stance]}"
        yield w["subject"], name + (f" ({w['evidence']}: {evidence})" if evidence else "")
    yield w["stance"], w["stances"][claim.stance]
    yield w["assertion"], w["assertions"][claim.assertion]
    if claim.entities:
        yield w["entities"], _joined(dict.fromkeys(e.name for e in claim.entities), lang)
    if claim.quantities:
        yield w["quantities"], _joined((_quantity(q.value, q.unit, q.text) for q in claim.quantities), lang)
    if claim.dates:
        yield w["dates"], _joined((f"{d.text} = {d.iso}" if d.iso else d.text for d in claim.dates), lang)
    yield w["confidence"], number(claim.confidence, lang, places=2)
    yield w["place"], w["stretch"].format(start=number(claim.start, lang), end=number(claim.end, lang))
    yield w["rules"], ", ".join(claim.rules)
    yield w["id"], claim.claim_id


def subject_name(subject: str, names: Mapping[str, str]) -> str:
    """Returns the name of a subject, or its id where the lexicon has none."""
    return names.get(subject) or names.get(subject.rpartition(".")[2]) or subject


def _quantity(value: float, unit: str | None, text: str) -> str:
    return f"{text} = {value:,.15g}" + (f" {unit}" if unit else "")


def _quoted(text: str) -> str:
    return f"«{text}»" if text else ""


def _joined(names: Any, lang: Lang) -> str:
    return ("، " if lang == "fa" else ", ").join(names)
