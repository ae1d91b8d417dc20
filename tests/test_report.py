"""The report: what is counted, what is escaped, who can read it, and what the browser does."""

import datetime as dt
import gzip
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from browser import Seen, needs_browser, opened, with_script
from faclaims import Extraction, Extractor
from faclaims.cli import app
from faclaims.errors import InputError
from faclaims.io import read_results
from faclaims.records import Article
from faclaims.report import report
from faclaims.report.highlight import pieces
from faclaims.report.language import words
from faclaims.report.model import model_of
from made import NAMES, article_of, many

CSS = (Path(__file__).parents[1] / "src/faclaims/report/templates/page.css").read_text(encoding="utf-8")
HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!--",
    "]]>",
    "&lt;b&gt; &amp;",
    "\u202eوارونه\u2066\u2067",
    "\x00\x07\x1b[31m",
    "{{ 7 * 7 }}",
    "\u2028\u2029",
    "\ud83d",
)


class Page(HTMLParser):
    """The elements of a page, with their attributes and texts."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._raw = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._raw = tag

    def handle_data(self, data: str) -> None:
        if self._raw not in {"script", "style"}:
            self.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._raw = ""

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


# --- highlighting ------------------------------------------------------------------------------


def test_pieces_are_the_whole_text_and_each_claim_opens_once():
    result = article_of("a", 20)
    cut = pieces(result.article.text, result.claims)
    assert "".join(p.text for p in cut) == result.article.text
    assert [p.claim for p in cut if p.opens] == list(range(20))
    for number, claim in enumerate(result.claims):
        assert "".join(p.text for p in cut if p.claim == number) == claim.text
    assert {p.text for p in cut if p.cue} == {"گفت"}
    assert {p.text for p in cut if p.mention} <= set(NAMES)
    assert {p.text for p in cut if p.evidence} == {result.claims[0].text[:4]}


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=6))
def test_pieces_hold_the_text_whatever_the_spans(text, spans):
    model = article_of("a", 1).claims[0]
    claims = [model.model_copy(update={"start": min(s), "end": max(s)}) for s in spans]
    cut = pieces(text, claims)
    assert "".join(p.text for p in cut) == text
    opened_claims = [p.claim for p in cut if p.opens]
    assert len(opened_claims) == len(set(opened_claims))


def test_a_claim_inside_another_is_on_top():
    outer = article_of("a", 1).claims[0]
    inner = outer.model_copy(update={"start": outer.start + 5, "end": outer.start + 9})
    cut = pieces(article_of("a", 1).article.text, [inner, outer])
    assert [p.claim for p in cut if p.claim is not None] == [1, 1, 0, 1]


# --- counting ----------------------------------------------------------------------------------


def test_the_model_counts_every_claim_once():
    results = many(300)
    model = model_of(results, "fa")
    assert len(model.claims) == 300
    assert sum(len(voice.claims) for voice in model.voices) == 300
    assert sum(sum(voice.stances) for voice in model.voices) == 300
    assert sum(sum(period.stances) for period in model.periods) == 300
    assert sum(sum(sum(cell) for cell in row.cells) for row in model.rows) == 600
    assert [len(v.claims) for v in model.voices] == sorted((len(v.claims) for v in model.voices), reverse=True)
    assert [p.key for p in model.periods] == sorted(p.key for p in model.periods)


@pytest.mark.parametrize(
    ("lang", "first", "name"), [("fa", "1398-01", "فروردین ۱۳۹۸"), ("en", "2019-03", "Mar 2019")]
)
def test_the_time_line_has_the_months_of_its_calendar_without_gaps(lang, first, name):
    periods = model_of(many(60), lang).periods
    assert (periods[0].key, periods[0].name) == (first, name)
    months = [int(p.key[:4]) * 12 + int(p.key[5:]) for p in periods]
    assert all(b - a == 1 for a, b in pairwise(months))


def test_a_speaker_of_several_articles_is_one_and_the_unknown_are_one():
    results = many(40)
    first = results[0].claims[0]
    nobody = [
        c.model_copy(update={"speaker": c.speaker.model_copy(update={"name": None})}) for c in results[0].claims
    ]
    results[0] = results[0].model_copy(update={"claims": tuple(nobody)})
    model = model_of(results, "en")
    assert len(model.voices) == len(NAMES) + 1
    assert sum(v.name is None for v in model.voices) == 1
    assert first.speaker.roles == model.voices[0].roles
    assert all(model.voices[v].name for v in model.bars)


def test_articles_without_date_subject_or_claims_have_their_place():
    bare = Extractor().extract("هیچ خبری نیست.", article_id="bare")
    page = report([bare], lang="en")
    assert words("en")["no_dates"] in page
    assert words("en")["no_subjects"] in page
    assert words("en")["no_claims"] in page


def test_dates_two_thousand_years_apart_do_not_make_a_bar_for_each_year():
    dates = ["0001-01-01", "2024-05-11", "9999-12-31"]
    results = [article_of(f"n{d}", 1, published=d) for d in dates]
    for lang in ("fa", "en"):
        assert [sum(p.stances) for p in model_of(results, lang).periods] == [1, 1, 1]


# --- the page ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_page_is_alone(lang):
    page = report(many(30), lang=lang)
    parsed = Page(page)
    fetched = [
        a for tag, a in parsed.elements if tag not in {"a"} and ({"src", "href", "srcset", "data"} & a.keys())
    ]
    assert fetched == []
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|WebSocket", page)
    [policy] = [m["content"] for m in parsed.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_page_is_made_for_people_who_hear_it_or_use_keys(lang):
    parsed = Page(report(many(30), lang=lang))
    tags = [tag for tag, _ in parsed.elements]
    assert {"header", "nav", "main", "aside", "footer"} <= set(tags)
    assert tags.count("main") == tags.count("h1") == 1
    [html] = parsed.all("html")
    assert html == {"lang": lang, "dir": "rtl" if lang == "fa" else "ltr"}
    labelled = {label["for"] for label in parsed.all("label")}
    controls = [a["id"] for tag in ("input", "select") for a in parsed.all(tag)]
    assert set(controls) == labelled
    ids = [a["id"] for _, a in parsed.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attrs in parsed.elements:
        assert (attrs.get("aria-labelledby") or ids[0]) in ids
    [count] = [a for _, a in parsed.elements if a.get("id") == "count"]
    assert (count["role"], count["aria-live"]) == ("status", "polite")
    reachable = [m for m in parsed.all("mark") if m.get("tabindex") == "0"]
    assert len(reachable) == 30
    assert all(m["role"] == "button" for m in reachable)
    for svg in parsed.all("svg"):
        assert svg.get("aria-hidden") == "true" or svg.get("class") == "line"
    [skip] = [a for a in parsed.all("a") if a.get("class") == "skip"]
    assert (skip["href"] or "").lstrip("#") in ids


def test_every_field_of_a_claim_can_be_read():
    result = article_of("a", 1, publisher="نمونه", published="2024-05-11")
    data = data_of(report([result], lang="en"))
    [row] = data["claims"]
    told = {data["labels"][label]: value for label, value in [*data["told"][row[5]], *row[6]]}
    w, claim = words("en"), result.claims[0]
    assert told[w["speaker"]] == claim.speaker.name
    assert told[w["roles"]] == "شهردار نمونه"
    assert told[w["cue"]] == "«گفت»"
    assert told[w["linked"]].endswith("(name)")
    assert told[w["via"]] == "خبرگزاری نمونه"
    assert "evidence: «شبکه»" in told[w["subject"]]
    assert told[w["quantities"]] == "شبکه = 0 شهر"
    assert told[w["dates"]] == "شبکه = 2024-05-11"
    assert told[w["confidence"]] == "0.75"
    assert told[w["id"]] == claim.claim_id


@pytest.mark.parametrize("text", HOSTILE, ids=[f"hostile-{n}" for n in range(len(HOSTILE))])
def test_what_the_articles_say_is_never_markup(text):
    plain = Page(report([article_of("a", 1, title="x", publisher="x", url="https://x.example")], title="x"))
    result = article_of("a", 1, title=text, publisher=text, url=f"javascript:{text}")
    claim = result.claims[0]
    speaker = claim.speaker.model_copy(update={"name": text, "roles": (text,)})
    subject = claim.subjects[0].model_copy(update={"id": text})
    claim = claim.model_copy(
        update={"text": text, "speaker": speaker, "subjects": (subject, *claim.subjects[1:]), "via": (text,)}
    )
    raw = result.article.model_copy(update={"text": result.article.text + text, "id": text})
    for article in (raw, raw.model_copy(update={"text": ""})):
        page = report([Extraction(article=article, claims=(claim,))], title=text)
        parsed = Page(page.encode().decode())
        assert {t for t, _ in parsed.elements} <= {t for t, _ in plain.elements} | {"ol", "li"}
        assert len(parsed.all("script")) == 2
        assert not any(name.startswith("on") for _, attrs in parsed.elements for name in attrs)
        assert not any((a.get("href") or "").startswith("javascript") for a in parsed.all("a"))
        data_of(page)


def test_the_words_of_both_languages_are_the_same_ones():
    def shape(table: dict[str, Any]) -> dict[str, Any]:
        return {k: shape(v) if isinstance(v, dict) else set(re.findall(r"\{\w*\}", v)) for k, v in table.items()}

    assert shape(dict(words("fa"))) == shape(dict(words("en")))


def test_the_fonts_need_no_download():
    assert "@font-face" not in CSS
    stack = re.search(r"--font: (.*?);", CSS)
    assert stack
    assert stack[1].startswith("Vazirmatn")
    assert "Tahoma" in stack[1]
    assert stack[1].endswith("sans-serif")


# --- contrast ----------------------------------------------------------------------------------


def palettes() -> dict[str, dict[str, str]]:
    blocks = {
        "light": re.search(r":root \{(.*?)\}", CSS, re.S),
        "dark": re.search(r':root\[data-theme="dark"\] \{(.*?)\}', CSS, re.S),
        "preferred dark": re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', CSS, re.S),
    }
    return {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block[1])) for name, block in blocks.items() if block
    }


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, success criterion 1.4.3."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TEXTS = [("ink", b) for b in ("paper", "card", "chip", "favor-bg", "neutral-bg", "against-bg")]
TEXTS += [(t, b) for t in ("soft", "link", "cue") for b in ("paper", "card")]
SHAPES = [(s, b) for s in ("favor", "neutral", "against", "focus") for b in ("paper", "card")]


@pytest.mark.parametrize("theme", ["light", "dark", "preferred dark"])
def test_contrast(theme):
    colours = palettes()[theme]
    for pairs, least in ((TEXTS, 4.5), (SHAPES, 3.0)):
        for front, back in pairs:
            assert contrast(colours[front], colours[back]) >= least, (front, back)


def test_both_ways_to_the_dark_theme_are_one():
    assert palettes()["dark"] == palettes()["preferred dark"]


# --- the command -------------------------------------------------------------------------------


def test_the_command_writes_a_page(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("وزیر نیرو گفت: سدها پر شده\u200cاند.", encoding="utf-8")
    claims = tmp_path / "claims.jsonl"
    run = CliRunner().invoke
    assert run(app, ["extract", str(news), "-o", str(claims)]).exit_code == 0
    out = tmp_path / "deep" / "report.html"
    result = run(
        app, ["report", str(claims), "--articles", str(news), "-o", str(out), "--lang", "en", "--title", "<T>"]
    )
    assert result.exit_code == 0, result.output
    assert "1 articles, 1 claims" in result.output
    page = out.read_text(encoding="utf-8")
    assert "<title>&lt;T&gt;</title>" in page
    assert words("en")["no_text"] not in page
    alone = run(app, ["report", str(claims), "-o", str(out), "--lang", "en"])
    assert alone.exit_code == 0
    assert words("en")["no_text"] in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing.jsonl", None, "no such file"),
        ("claims.txt", "x", "not a file of claims"),
        ("claims.jsonl", "{not json", "damaged"),
        ("claims.jsonl", '{"claim_id": "x"}', "row 1 is not as faclaims writes it"),
        ("claims.jsonl", '{"other": 1}', "faclaims extract"),
        ("claims.parquet", "PAR1", "damaged"),
        ("claims.duckdb", "x", "damaged"),
        ("claims.jsonl.gz", "no gzip", "cannot be read"),
        ("claims.csv", "claim_id,nested\nx", "a row ends before its column 'nested'"),
        ("claims.csv", "claim_id,nested\nx," + "a" * 17_000_000, "field larger than field limit"),
        ("claims.jsonl", "[" * 100_000, "damaged"),
    ],
)
def test_the_command_says_what_is_wrong(name, content, says, tmp_path):
    file = tmp_path / name
    if content is not None:
        file.write_text(content, encoding="utf-8")
    out = tmp_path / "report.html"
    result = CliRunner().invoke(app, ["report", str(file), "-o", str(out)])
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())
    assert not out.exists()


def test_a_damaged_gzip_file_of_claims_is_told(tmp_path):
    file = tmp_path / "claims.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"claim_id": "x"}' * 99)[:11] + bytes(range(50)))
    with pytest.raises(InputError, match=r"claims\.jsonl\.gz: cannot be read .*; is it complete"):
        read_results(file)


def test_claims_with_a_day_that_no_calendar_has_are_told(tmp_path):
    far = pa.array([2**30], pa.date32())
    pq.write_table(pa.table({"claim_id": ["x"], "published": far}), tmp_path / "claims.parquet")
    with pytest.raises(InputError, match=r"claims\.parquet: row 1 .* published: Input should be a valid date"):
        read_results(tmp_path / "claims.parquet")


def test_claims_that_went_through_another_library_are_read(tmp_path):
    rows = [claim.model_dump() for claim in article_of("a", 1).claims]
    for row in rows:
        row["published"] = dt.datetime(2021, 3, 4, 10)
    table = pa.Table.from_pylist(rows)
    at = table.schema.get_field_index("published")
    table = table.set_column(at, "published", table["published"].cast(pa.timestamp("ns")))
    pq.write_table(table, tmp_path / "claims.parquet")
    [result] = read_results(tmp_path / "claims.parquet")
    assert result.claims[0].published == dt.date(2021, 3, 4)


def test_articles_that_changed_are_not_marked_in_the_wrong_place(tmp_path, caplog):
    result = article_of("a", 2)
    changed = Article(id="a", text="متن دیگری است.")
    file = tmp_path / "claims.jsonl"
    file.write_text("".join(c.model_dump_json() + "\n" for c in result.claims), encoding="utf-8")
    [read] = read_results(file, [changed])
    assert read.article.text == ""
    assert "not the one" in caplog.text


# --- in the browser ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(report(many(200), lang="en"), encoding="utf-8")
    return file


def titled(seen: Seen) -> Any:
    """What the script of a test left in the title."""
    assert seen.console == []
    title = re.search(r"<title>(.*?)</title>", seen.dom)
    assert title
    return json.loads(title[1])


def told(dom: str) -> str:
    found = re.search(r'<p id="count"[^>]*>(.*?)</p>', dom)
    assert found
    return found[1]


@needs_browser
def test_it_opens_without_a_word_on_the_console(page):
    seen = opened(page)
    assert seen.console == []
    assert told(seen.dom) == "200 of 200 claims"


CLAIMS = [c for r in many(200) for c in r.claims]
FILTERS = [
    ("stance=against", [c for c in CLAIMS if c.stance == "against"]),
    ("assertion=denied&stance=favor", [c for c in CLAIMS if (c.assertion, c.stance) == ("denied", "favor")]),
    ("subject=cdn", [c for c in CLAIMS if "cdn" in {s.id for s in c.subjects}]),
    (f"publisher={quote('رسانه 1')}", [c for c in CLAIMS if c.publisher == "رسانه 1"]),
    (f"speaker={quote('علی كاظمي')}", [c for c in CLAIMS if c.speaker.name == "علی کاظمی"]),
    (f"q={quote('فردا در ۷ شهر')}", [c for c in CLAIMS if "در 7 شهر" in c.text]),
    ("from=2020-01&to=2020-12", [c for c in CLAIMS if c.published and c.published.year == 2020]),
    (f"q={quote('نیست در هیچ خبری')}", []),
]


ASK = """
const answers = [];
for (const filters of FILTERS) {
  history.replaceState(null, "", "#" + filters);
  dispatchEvent(new Event("hashchange"));
  answers.push([
    document.querySelector("#count").textContent,
    document.querySelectorAll(".claims li:not([hidden])").length,
    document.querySelectorAll("article:not([hidden])").length,
    document.querySelectorAll("mark[tabindex]:not(.off)").length,
    [...document.querySelectorAll(".bars [data-n]")].map((n) => +n.textContent).reduce((a, b) => a + b),
    document.querySelector("#nothing").hidden,
  ]);
}
document.title = JSON.stringify(answers);
"""


@needs_browser
def test_filters_leave_what_fits(page):
    asked = json.dumps([filters for filters, _ in FILTERS])
    answers = titled(opened(with_script(page, ASK.replace("FILTERS", asked))))
    for (filters, claims), answer in zip(FILTERS, answers, strict=True):
        articles = len({c.article_id for c in claims})
        count = len(claims)
        assert answer == [f"{count} of 200 claims", count, articles, count, count, count > 0], filters
        assert count < 200


KEYS = """
const seen = [];
const key = (target, name) => target.dispatchEvent(new KeyboardEvent("keydown", {key: name, bubbles: true}));
const card = document.querySelector("#card");
document.querySelector("article details").open = true;
const mark = document.querySelectorAll("mark[tabindex]")[3];
const hover = (target) => target.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
hover(mark); seen.push(!card.hidden);
hover(document.body); seen.push(card.hidden);
mark.focus(); key(mark, "Enter"); seen.push(!card.hidden, document.activeElement === card);
seen.push(card.querySelectorAll("dt").length > 12);
key(card, "Escape"); seen.push(card.hidden, document.activeElement === mark);
mark.click(); seen.push(!card.hidden);
card.querySelector(".close").click(); seen.push(card.hidden);
document.querySelector("#theme").click(); seen.push(document.documentElement.dataset.theme === "dark");
document.querySelector("#theme").click(); seen.push(document.documentElement.dataset.theme === "light");
dispatchEvent(new Event("beforeprint")); seen.push(!document.querySelector("details:not([open])"));
dispatchEvent(new Event("afterprint")); seen.push(!!document.querySelector("details:not([open])"));
document.querySelector(".bars a").click();
document.title = JSON.stringify(seen);
"""


@needs_browser
def test_the_mouse_the_keyboard_and_paper(page):
    assert titled(opened(with_script(page, KEYS))) == [True] * 13


@needs_browser
def test_ten_thousand_claims_are_filtered_while_one_types(tmp_path):
    file = tmp_path / "big.html"
    file.write_text(report(many(10_000, a_piece=15)), encoding="utf-8")
    script = """
    const times = [];
    for (const filters of ["#q=%D9%81%D8%B1%D8%AF%D8%A7", "#stance=against", "#subject=cdn", "#q=z"]) {
      const begin = performance.now();
      history.replaceState(null, "", filters);
      dispatchEvent(new Event("hashchange"));
      document.body.offsetHeight;
      times.push(Math.round(performance.now() - begin));
    }
    document.title = JSON.stringify(times);
    """
    # About 0.1 s each on one core; a second is where people lose the thread (Nielsen 1993).
    assert max(titled(opened(with_script(file, script)))) < 1000


@needs_browser
def test_hostile_articles_run_nothing(tmp_path):
    results = [article_of(f"n{n}", 2, title=text, publisher=text) for n, text in enumerate(HOSTILE)]
    file = tmp_path / "hostile.html"
    file.write_text(report(results), encoding="utf-8")
    seen = opened(file)
    assert seen.console == []
    assert f"{len(HOSTILE) * 2}" in told(seen.dom).translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
