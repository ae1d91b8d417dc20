"""The table of constructions is itself correct: every word that a case expects stands in its text."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

TABLE = tomllib.loads((Path(__file__).parent / "data" / "constructions.toml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = TABLE["case"]
NEGATIVES: list[dict[str, Any]] = TABLE["negative"]

FORMS = {"quoted", "colon", "clause", "phrase"}
KINDS = {"person", "organization", "group", "unnamed", "document"}


def test_the_table_is_large_enough_and_its_ids_are_unique():
    ids = [row["id"] for row in CASES + NEGATIVES]
    assert len(CASES) >= 150
    assert len(NEGATIVES) >= 50
    assert len(ids) == len(set(ids))
    assert len({row["text"] for row in CASES + NEGATIVES}) == len(ids)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_a_case_expects_stands_in_its_text(case):
    assert set(case) == {"id", "shows", "text", "expected"}
    assert case["expected"], "a text without attributions belongs under [[negative]]"
    for expected in case["expected"]:
        assert set(expected) <= {"form", "nested", "speaker", "kind", "mention", "cue", "content"}
        assert expected["form"] in FORMS
        assert expected["kind"] in KINDS
        assert isinstance(expected["nested"], bool)
        assert expected.get("cue", case["text"]) in case["text"]
        assert expected.get("mention", case["text"]) in case["text"]
        assert expected.get("mention", "").count("«") == expected.get("mention", "").count("»")
        place = 0
        for piece in expected["content"]:
            assert piece.strip() == piece != ""
            place = case["text"].index(piece, place) + len(piece)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_content_has_no_outer_marks_and_the_form_fits_the_marks(case):
    for expected in case["expected"]:
        start = case["text"].index(expected["content"][0])
        opened = case["text"][:start].rstrip()[-1:] in {"«", "“", "‘", '"', "'"}
        assert opened == (expected["form"] == "quoted")
        last = expected["content"][-1]
        assert last[-1] not in "،؛.:" or last.endswith("...")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_named_speaker_stands_in_the_text(case):
    text = " ".join(case["text"].replace("#", "").split())
    for expected in case["expected"]:
        name = expected.get("speaker")
        # ``این کشور`` or ``این شورا`` in a mention is named: then the country or body stands elsewhere in the text.
        post, this, _ = expected.get("mention", "").partition(" این ")
        taken_up = this and name.removeprefix(f"{post} ") in text
        # The name of two who are named with their posts is both names.
        both = expected["kind"] == "group" and all(each in text for each in name.split(" و "))
        # The name of who belongs to somebody named (``وکیل او``, ``مادرش``) ends with the other's.
        head, _, owner = (name or "").partition(" ")
        owned = expected.get("mention") in {f"{head} او", f"{head}ش"} and owner in text
        assert name is None or name == "نامشخص" or taken_up or both or owned or name in text


def test_every_form_and_kind_of_speaker_occurs():
    expected = [row for case in CASES for row in case["expected"]]
    assert {row["form"] for row in expected} == FORMS
    assert {row["kind"] for row in expected} == KINDS
    assert {row["nested"] for row in expected} == {True, False}
    assert any("cue" in row for row in expected)
    assert any("speaker" not in row for row in expected)
