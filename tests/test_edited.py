"""Annotated articles with other commas and names, whose offsets point at the same words."""

import json

from benchmarks.commas import damaged
from benchmarks.edited import Edit, edited
from benchmarks.renamed import renamed
from hypothesis import given
from hypothesis import strategies as st

from faclaims.lexicon.words import words

ARTICLE = {
    "text": "رضا نوری، وزیر نیرو، دیروز آمد. نوری گفت: «سد نوری پر است» و نوری\u200cفر رفت.",
    "speakers": [
        {"key": "S1", "name": "رضا نوری", "aliases": ["نوری"], "kind": "person", "roles": []},
        {"key": "S2", "name": "وزارت نیرو", "aliases": [], "kind": "organization", "roles": []},
        {"key": "S3", "name": "علی تهران", "aliases": [], "kind": "person", "roles": []},
        {"key": "S4", "name": "علی راد", "aliases": ["کاوه"], "kind": "person", "roles": []},
    ],
    "attributions": [
        {"content": [[43, 58]], "cue": [37, 40], "mention": [32, 36], "sentences": [{"span": [43, 58]}]},
    ],
}


def test_gold_without_commas_points_at_the_same_words():
    text = "وزیر، نوری، گفت: آب، برق و نان."
    said = {"content": [[17, 30]], "cue": [12, 15], "mention": [0, 10], "sentences": [{"span": [17, 30]}]}
    [line] = damaged([json.dumps({"text": text, "attributions": [said]})], 1.0)
    bare = json.loads(line)
    [attribution] = bare["attributions"]
    spans = [
        attribution["mention"],
        attribution["cue"],
        *attribution["content"],
        attribution["sentences"][0]["span"],
    ]
    assert [bare["text"][start:end] for start, end in spans] == [
        "وزیر نوری",
        "گفت",
        "آب برق و نان",
        "آب برق و نان",
    ]
    [same] = damaged([json.dumps({"text": text, "attributions": [said]})], 0.0)
    assert json.loads(same) == {"text": text, "attributions": [said]}


def test_persons_are_renamed_in_all_their_forms() -> None:
    [line] = renamed([json.dumps(ARTICLE)], known=False)
    article = json.loads(line)
    who, *others = article["speakers"]
    given_name, family = who["name"].split()
    assert others == ARTICLE["speakers"][1:]  # bodies, places and who goes by two names keep theirs
    assert who["aliases"] == [family] and not words().classes(given_name) | words().classes(family)
    assert article["text"] == (
        f"{given_name} {family}، وزیر نیرو، دیروز آمد. {family} گفت: «سد {family} پر است» و نوری\u200cفر رفت."
    )
    [said] = article["attributions"]
    spans = (said["mention"], said["cue"], *said["content"], said["sentences"][0]["span"])
    assert [article["text"][start:end] for start, end in spans] == [family, "گفت", *[f"سد {family} پر است»"] * 2]


def test_known_given_names_are_of_the_lexicon() -> None:
    [line] = renamed([json.dumps(ARTICLE)], known=True)
    given_name, _ = json.loads(line)["speakers"][0]["name"].split()
    assert "given" in words().classes(given_name)


def test_the_same_names_each_time() -> None:
    first, again = (list(renamed([json.dumps(ARTICLE)], known=False)) for _ in range(2))
    assert first == again


@given(st.text("ab", max_size=12), st.data())
def test_what_no_edit_touches_keeps_its_words(text: str, data: st.DataObject) -> None:
    cuts = sorted(
        data.draw(st.lists(st.integers(0, len(text)), max_size=4).filter(lambda each: len(each) % 2 == 0))
    )
    edits = [
        Edit(start, end, data.draw(st.text("xyz", max_size=3)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=True)
        if start < end
    ]
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    said = {"content": [[start, end]], "sentences": []}
    after = edited({"text": text, "attributions": [said]}, edits)
    [[left, right]] = after["attributions"][0]["content"]
    assert 0 <= left <= right <= len(after["text"])
    if all(edit.end <= start or edit.start >= end for edit in edits):
        assert after["text"][left:right] == text[start:end]
