"""Who says the labelled claims of the corpus, as labelled and as found."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from faclaims import Extractor
from faclaims.evaluate.gold import GoldSpeaker
from faclaims.evaluate.names import same_speaker
from faclaims.records import Claim, Extraction, Speaker
from training.gold import read_rows, records

type Judged = tuple[Claim, dict[str, str], bool]
"""A claim that was found, the row of ``labels.csv`` that labels it, and whether somebody of that name says it."""


def judge_speakers(corpora: Iterable[Path]) -> Iterator[tuple[str, Extraction, list[Judged]]]:
    """Yields text and result of each labelled article, with the claims that were found within labelled bounds."""
    extractor, labels = Extractor(), read_rows()
    for record in records(corpora):
        if record["id"] not in labels:
            continue
        result = extractor.extract(record["text"], article_id=record["id"])
        rows = {(int(row["start"]), int(row["end"])): row for row in labels[record["id"]]}
        found = [(claim, rows[place]) for claim in result.claims if (place := (claim.start, claim.end)) in rows]
        yield record["text"], result, [(c, row, _is_named(c.speaker, row["speaker"])) for c, row in found]


def _is_named(found: Speaker, true: str) -> bool:
    kind = "person" if found.kind == "unnamed" else found.kind
    return bool(true) and same_speaker(found.name, kind, GoldSpeaker(key="", name=true, kind=kind))
