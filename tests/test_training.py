"""The labelled claims that models are fitted to, and how they are fitted."""

import csv
import json
import re
from typing import get_args

import pytest
from training.gold import LABELS, read_labels, records
from training.linear import fit, write

from faclaims.lexicon import load
from faclaims.lexicon.linear import Linear, WordFeatures
from faclaims.lexicon.rows import SubjectRow
from faclaims.records import Assertion, Form, Stance
from faclaims.stages.assertion import assertion_model
from faclaims.stages.stance import stance_model
from faclaims.stages.subjects import subject_model

with LABELS.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
SAID = [row for row in ROWS if row["stance"]]
SHINGLE = 8  # words


def test_every_label_is_one_of_the_records():
    subjects = {row.id for row in load("subjects", SubjectRow)}
    for row in SAID:
        named = row["subjects"].split("|")
        assert 1 <= len(named) <= 2
        assert subjects.issuperset(named)
        assert row["form"] in get_args(Form)
        assert row["stance"] in get_args(Stance)
        assert row["assertion"] in get_args(Assertion)


def test_the_labelled_claims_are_in_order_and_each_labelled_once():
    places = [(row["article"], int(row["start"]), int(row["end"])) for row in ROWS]
    assert places == sorted(set(places))
    assert all(start < end for _, start, end in places)


def test_what_nobody_says_has_neither_speaker_nor_labels():
    nobody = [row for row in ROWS if not row["stance"]]
    assert 0 < len(nobody) < len(SAID)
    assert not any(row[name] for row in nobody for name in ("cue", "speaker", "subjects", "assertion"))
    assert sum(not row["speaker"] for row in SAID) < 10


def test_the_labels_fit_the_corpus(shared):
    articles = read_labels([shared / "corpus" / "fars.jsonl", shared / "corpus" / "web.jsonl"])
    claims = [(article.text, claim.span) for article in articles for claim in article.claims]
    assert len(claims) == len(SAID)
    assert all(text[start:end].strip() for text, (start, end) in claims)


def _shingles(text):
    words = re.findall(r"\w+", text.replace("\u200c", " "))
    return {tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}


def test_no_labelled_article_shares_its_text_with_gold(shared):
    # One text has several ids where a site was read twice, or where one site copies another.
    lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = set().union(*(_shingles(json.loads(line)["text"]) for line in lines))
    labelled = {row["article"] for row in ROWS}
    shares = {
        record["id"]: len(gold & mine) / len(mine)
        for record in records([shared / "corpus" / "fars.jsonl", shared / "corpus" / "web.jsonl"])
        if record["id"] in labelled and (mine := _shingles(record["text"]))
    }
    assert len(shares) > 1000
    assert not {article: share for article, share in shares.items() if share > 0.1}


def test_a_model_is_fitted_written_and_read(tmp_path):
    labels = ["demanded", "asserted", "possible"] * 6
    firsts, lasts = ("باید", "دیروز", "شاید"), ("الف", "ب", "پ", "ت", "ث", "ج")
    words = [WordFeatures.of([first, last]) for last in lasts for first in firsts]
    found = [{"even": 1.0}] * len(labels)
    model = fit(labels, found, words, strength=10.0, balance=1.0)
    assert model == fit(labels, found, words, strength=10.0, balance=1.0)
    again = [model.best({"even": 1.0}, WordFeatures.of([word, "رفت"])) for word in firsts]
    assert again == labels[:3]
    write(model, tmp_path / "toy.json")
    data = json.loads((tmp_path / "toy.json").read_text(encoding="utf-8"))
    assert Linear(tuple(data["labels"]), tuple(data["bias"]), data["found"], data["text"]) == model


@pytest.mark.parametrize("model", [assertion_model, stance_model, subject_model])
def test_rules_alone_know_no_learned_word(model):
    alone = model((), False)
    assert not (alone.words if model is subject_model else alone.learned)
