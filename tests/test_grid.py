"""Parts of plain news sentences, joined in every pair: who says it is found whatever stands around them.

The parts are in ``data/grid.toml``. A table of constructions shows that each is read once; here each subject meets each
adverbial before it and each after it, first named and named again, and each preposition of a source meets each speaker.
"""

import tomllib
from itertools import product
from pathlib import Path

import pytest

from faclaims import Extractor
from faclaims.lexicon.matcher import fold

GRID = tomllib.loads((Path(__file__).parent / "data" / "grid.toml").read_text(encoding="utf-8"))
CLAUSE, SOURCE = GRID["clause"], GRID["source"]
EXTRACTOR = Extractor()


def said_by(text, content):
    """The names of who says a content, but for phrases."""
    found = EXTRACTOR.extract(text).attributions
    return [
        fold(a.speaker.name or "")
        for a in found
        if a.form != "phrase" and any(piece.text.strip("«».") == content for piece in a.content)
    ]


def sentences(subjects, verbs):
    """Every subject after every adverbial, with an adverbial after it, a verb, a mark and a content in turns."""
    for (i, subject), (k, before) in product(enumerate(subjects), enumerate(["", *CLAUSE["before"]])):
        after, verb, mark, content = (
            parts[(i + k) % len(parts)]
            for parts in (["", *CLAUSE["after"]], verbs, CLAUSE["marks"], CLAUSE["contents"])
        )
        yield subject, f"{before}{subject}{after} {verb}{mark.format(content)}", content


@pytest.mark.parametrize(("subjects", "verbs"), [("one", "says"), ("many", "say")])
def test_a_subject_is_found_between_any_two_adverbials(subjects, verbs):
    wrong = [
        text
        for subject, text, content in sentences(CLAUSE[subjects], CLAUSE[verbs])
        if said_by(text, content) != [fold(CLAUSE["names"].get(subject, subject))]
    ]
    assert wrong == []


@pytest.mark.parametrize("again", GRID["again"], ids=lambda again: again["by"][-1])
def test_who_spoke_is_found_again_between_any_two_adverbials(again):
    wrong = [
        text
        for _, text, content in sentences(again["by"], CLAUSE["says"])
        if said_by(f"{again['first']} {text}", content) != [fold(again["name"])]
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", ["person", "body", "outlet"])
def test_a_source_is_found_after_any_preposition(kind):
    start = "هوای شهر دیروز سرد بود و مردم در خانه ماندند. " * 3
    wrong = []
    for (i, cue), (k, speaker) in product(enumerate(SOURCE[kind]), enumerate(SOURCE["speakers"][kind])):
        content = CLAUSE["contents"][(i + k) % len(CLAUSE["contents"])]
        text = f"{cue} {speaker}، {content}."
        if said_by(start + text, content) != [fold(CLAUSE["names"].get(speaker, speaker))]:
            wrong.append(text)
    assert wrong == []
