"""The table of constructions: what a text of it must give, what it gives, and how the two are compared."""

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from faclaims import Attribution, Extractor
from faclaims.evaluate.gold import GoldSpeaker
from faclaims.evaluate.names import same_speaker

DATA = Path(__file__).parent / "data"
TABLE = tomllib.loads((DATA / "constructions.toml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = TABLE["case"]
NEGATIVES: list[dict[str, Any]] = TABLE["negative"]
KNOWN_FAILURES: dict[str, str] = tomllib.loads((DATA / "known_failures.toml").read_text(encoding="utf-8"))


def words(text: str) -> list[str]:
    """The words of a text; a half-space divides words as a space does."""
    return re.findall(r"\w+", text)


class Read(NamedTuple):
    """What is compared of one attribution."""

    content: list[str]
    form: str
    nested: bool


def expected(case: dict[str, Any]) -> list[Read]:
    """What the attributions of a case must be, in the order in which their contents begin."""
    return [Read(words(" ".join(row["content"])), row["form"], row["nested"]) for row in case["expected"]]


def ordered(attributions: tuple[Attribution, ...]) -> list[Attribution]:
    """Attributions in the order of the table: by where the content begins, the outer one first."""
    return sorted(attributions, key=lambda a: (a.content[0].start, a.nested))


def read(attribution: Attribution) -> Read:
    """What is compared of an attribution found."""
    return Read(words(" ".join(piece.text for piece in attribution.content)), attribution.form, attribution.nested)


def is_speaker(attribution: Attribution, row: dict[str, Any]) -> bool:
    """Whether the speaker found is the one of the table, titles and spacing apart; nobody where it has none."""
    who = attribution.speaker
    if "speaker" not in row:
        return who.name is None
    return same_speaker(who.name, who.kind, GoldSpeaker(key="speaker", name=row["speaker"], kind=row["kind"]))


def problems(extractor: Extractor, case: dict[str, Any]) -> list[str]:
    """What is wrong in what a case gives; empty when all is right."""
    found = ordered(extractor.extract(case["text"]).attributions)
    wanted = expected(case)
    if [read(a) for a in found] != wanted:
        return [f"found {[read(a) for a in found]}, expected {wanted}"]
    return [
        f"speaker {a.speaker.name!r}, expected {row.get('speaker')!r}"
        for a, row in zip(found, case["expected"], strict=True)
        if not is_speaker(a, row)
    ]
