"""The sample articles: compiled files up to date, gold valid and complete, documentation in step with both."""

import importlib.util
import json
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "data" / "samples"


def load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_build", SAMPLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = load_build()
GOLD: list[dict[str, Any]] = [
    json.loads(line) for line in (SAMPLES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
]
ATTRIBUTIONS = [(article, a) for article in GOLD for a in article["attributions"]]
LABELS = [s for _, a in ATTRIBUTIONS for s in a["sentences"]]


def test_compiled_files_are_up_to_date():
    compiled = dict(build.outputs())
    stale = [path.name for path, text in compiled.items() if path.read_bytes() != text.encode()]
    assert not stale, f"run: python data/samples/build.py ({', '.join(stale)})"
    assert {path for path, _ in compiled.items()} == {*SAMPLES.glob("*.txt"), SAMPLES / "gold.jsonl"}


@pytest.mark.parametrize("article", GOLD, ids=lambda article: article["id"])
def test_raw_file_holds_title_and_body(article):
    raw = (SAMPLES / f"{article['id']}.txt").read_bytes().decode()
    assert raw == article["text"]
    title, _, body = raw.partition("\n")
    assert title == article["title"] != ""
    assert body.strip()


@pytest.mark.parametrize("article", GOLD, ids=lambda article: article["id"])
def test_spans_hold_what_they_should(article):
    text = article["text"]
    keys = {speaker["key"] for speaker in article["speakers"]}
    for attribution in article["attributions"]:
        assert attribution["speaker"] in keys
        pieces = [text[s:e] for s, e in attribution["content"]]
        for piece in pieces:
            assert piece
            assert piece == piece.strip(" \n\u00a0")
            assert piece[-1] not in ".،؛:"
        opened = text[: attribution["content"][0][0]].rstrip()[-1:] in {"«", "“", '"'}
        assert opened == (attribution["form"] == "quoted"), pieces
        for place in ("cue", "mention"):
            if attribution[place]:
                start, end = attribution[place]
                assert text[start:end].strip(" \n،.") == text[start:end] != ""
                assert text[start:end].count("«") == text[start:end].count("»")
                assert all(end <= s or e <= start for s, e in attribution["content"])


@pytest.mark.parametrize("article", GOLD, ids=lambda article: article["id"])
def test_sentences_tile_the_content(article):
    for attribution in article["attributions"]:
        for sentence in attribution["sentences"]:
            start, end = sentence["span"]
            assert any(s <= start < end <= e for s, e in attribution["content"])
        words = lambda spans: [w for s, e in spans for w in re.findall(r"\w+", article["text"][s:e])]  # noqa: E731
        if attribution["form"] != "phrase":
            assert words(attribution["content"]) == words(s["span"] for s in attribution["sentences"])


def test_the_samples_cover_the_guideline():
    assert len(GOLD) >= 14
    assert {a["form"] for _, a in ATTRIBUTIONS} == set(build.FORMS)
    assert {a["nested"] for _, a in ATTRIBUTIONS} == {True, False}
    assert {s["kind"] for article in GOLD for s in article["speakers"]} == set(build.KINDS)
    assert {article["group"] for article in GOLD} == set(build.GROUPS)
    assert {s["stance"] for s in LABELS} == set(build.STANCES)
    assert {s["assertion"] for s in LABELS} == set(build.ASSERTIONS)
    assert {subject for s in LABELS for subject in s["subjects"]} == build.SUBJECTS
    counts = [len(article["attributions"]) for article in GOLD]
    assert min(counts) == 0
    assert max(counts) >= 20
    assert any(len(a["content"]) > 1 for _, a in ATTRIBUTIONS)
    assert any(a["mention"] is None for _, a in ATTRIBUTIONS)


def test_documentation_table_and_samples_name_the_same_constructions():
    page = (ROOT / "docs" / "explanation" / "constructions.md").read_text(encoding="utf-8")
    documented = {
        cells[0].strip(): cells[-1].strip()
        for line in page.splitlines()
        if line.startswith("| ") and (cells := line.strip("|").split("|"))[0].strip() != "Construction"
    }
    shown = defaultdict(list)
    for path in sorted((SAMPLES / "source").glob("*.toml")):
        for construction in tomllib.loads(path.read_text(encoding="utf-8"))["shows"]:
            shown[construction].append(path.name[:2])
    table = tomllib.loads((ROOT / "tests" / "data" / "constructions.toml").read_text(encoding="utf-8"))
    in_table = {row["id"].rpartition("-")[0] for row in table["case"] + table["negative"]}
    assert set(documented) == in_table
    assert {name: ", ".join(shown[name]) or "–" for name in documented} == documented
    assert set(shown) <= set(documented)


@pytest.mark.parametrize(
    ("marked", "text", "content", "cue", "mention"),
    [
        ("<1 وی> {1 گفت}: ⟦1 نه⟧.", "وی گفت: نه.", {1: [(8, 10)]}, {1: (3, 6)}, {1: (0, 2)}),
        ("<1,2 او> {1 گفت} و {2 افزود}", "او گفت و افزود", {}, {1: (3, 6), 2: (9, 14)}, {1: (0, 2), 2: (0, 2)}),
        ("⟦1 الف⟧، ب، ⟦1 پ⟧", "الف، ب، پ", {1: [(0, 3), (8, 9)]}, {}, {}),
        ("⟦1 الف ⟦2 ب⟧⟧", "الف ب", {2: [(4, 5)], 1: [(0, 5)]}, {}, {}),
        ("⟦1 ۱۲ نفر⟧", "۱۲ نفر", {1: [(0, 6)]}, {}, {}),
    ],
)
def test_read_marks(marked, text, content, cue, mention):
    assert build.read_marks(marked) == build.Marked(text, content, cue, mention)


@pytest.mark.parametrize("marked", ["⟦1 الف", "الف⟧", "⟦1 الف}", "{1 گفت} {1 گفت}", "<1 او> <1 او>"])
def test_marks_that_do_not_pair_are_refused(marked):
    with pytest.raises(build.MarkupError):
        build.read_marks(marked)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("یک. دو! سه؟ چهار؛ پنج", ["یک", "دو", "سه", "چهار", "پنج"]),
        ("نرخ ۲.۴ درصد شد", ["نرخ ۲.۴ درصد شد"]),
        ("«الف ب.» پ ت\nث ج", ["الف ب", "پ ت", "ث ج"]),
        ("؟!  \n.", []),
    ],
)
def test_sentences(text, pieces):
    assert [text[s:e] for s, e in build.sentences(text, 0, len(text))] == pieces


SOURCE = """
publisher = "p"
group = "web"
date = 2024-01-01
text = "<1 رضا نیکو> {1 گفت}: ⟦1 باران آمد. برف هم می‌آید⟧."
[speakers.nikoo]
name = "رضا نیکو"
[attributions]
1 = "colon nikoo; environment neutral asserted; environment neutral predicted"
"""


def test_a_source_compiles(tmp_path):
    (path := tmp_path / "01-rain.toml").write_text(SOURCE, encoding="utf-8")
    record = build.compile_source(path)
    assert record["id"] == "01-rain"
    assert [s["assertion"] for s in record["attributions"][0]["sentences"]] == ["asserted", "predicted"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("; environment neutral predicted", "", "1 labels for 2 sentences"),
        ("colon nikoo", "shouted nikoo", "no such form"),
        ("neutral predicted", "neutral guessed", "not a label"),
        ("environment neutral predicted", "weather neutral predicted", "not a label"),
        ('name = "رضا نیکو"', 'name = "رضا بدو"', "not in the text"),
        ("colon nikoo", "phrase nikoo", "a phrase has no labels"),
        ('group = "web"', 'group = "radio"', "no such group"),
        ("1 = ", "2 = ", "marked but not described"),
        ("colon nikoo", "colon nobody", "speakers described and speakers used differ"),
    ],
)
def test_a_wrong_source_is_refused_with_the_file_and_the_reason(tmp_path, old, new, reason):
    assert old in SOURCE
    (path := tmp_path / "01-rain.toml").write_text(SOURCE.replace(old, new), encoding="utf-8")
    with pytest.raises(build.MarkupError, match=f"^01-rain.toml: .*{reason}"):
        build.compile_source(path)


def test_check_tells_what_is_stale(tmp_path, monkeypatch, capsys):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "01-rain.toml").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(build, "HERE", tmp_path)
    assert build.main(["--check"]) == 1
    assert "stale: 01-rain.txt" in capsys.readouterr().out
    assert not (tmp_path / "01-rain.txt").exists()
    assert build.main([]) == 0
    assert build.main(["--check"]) == 0
    (tmp_path / "source" / "02-bad.toml").write_text(SOURCE.replace("colon", "shouted"), encoding="utf-8")
    assert build.main([]) == 2
    assert "02-bad.toml" in capsys.readouterr().err
