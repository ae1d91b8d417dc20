"""The whole extraction: offsets, identity, order and time for any text, and whole articles."""

import json
import re
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import faclaims.pipeline
from constructions import CASES
from faclaims import Article, Extraction, Extractor, Failure, LexiconError, Options
from faclaims.stages.normalize import normalize

EXTRACTOR = Extractor()

# Text in which every construction is likely: pieces of news, the marks that trouble a parser, and any characters.
PIECES = [
    "علی رضایی گفت: ", "وزیر نیرو ", "وی افزود: ", "که ", "با بیان اینکه ", "به گفته ", "اعلام کرد ", "را ", "و ",
    "سد پر است", "خواستار آب شد", "می‌شود", "مي شود", "گفته می شود ", "«", "»", "“", "”", '"', ":", "،", ".", "؟", "\n",
    "\r\n", " ", "\xa0", "\u200c", "\u200f", "ـ", "ً", "•", "- ", "(", ")", "۱۲ خرداد ۱۴۰۰", "۳۲ میلیارد ریال",
    "منبع: ", "گفتنی است ", "به گزارش ایسنا، ", "ﷲ", "﷼", "🔹", "😀", "\x00", "CDN", "http://a.ir", "از ",
    "از کشف آب خبر داد", "می\u200cشود\u200cگفت: ", "\ufefb", "\ufef7", "\ufc32", "تاندیل رازلیقی ", "تاندیل گفت: ",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=30).map("".join),
    st.text(max_size=80),
)


# An article that tells of given names, a body and a short name that no list has: nobody else's words are read by them.
INTRODUCES = (
    "به گفته تاندیل رازلیقی، کمیسر آب، سد پر است. سازمان سد و راه (سدراه) اعلام کرد که راه باز است.\n"
    "تاندیل گفت: آب کم نیست. سد رضایی، وزیر راه، افزود: راه باز است."
)


def spans_of(record: BaseModel):
    """Every record in a record, at any depth, that has a start and an end."""
    if {"start", "end"} <= set(type(record).model_fields):
        yield record
    for name in type(record).model_fields:
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                yield from spans_of(item)


def check(result: Extraction) -> None:
    """Whether a result is what every result must be."""
    raw = result.article.text
    for record in spans_of(result):
        assert 0 <= record.start <= record.end <= len(raw)
        if hasattr(record, "text"):
            assert raw[record.start : record.end] == record.text
    ids = [a.attribution_id for a in result.attributions]
    assert len(ids) == len(set(ids))
    claims = [c.claim_id for c in result.claims]
    assert len(claims) == len(set(claims))
    contents = {a.attribution_id: a.content for a in result.attributions}
    for claim in result.claims:
        # a claim may run from one piece of the content into the next, but not out of it
        pieces = contents[claim.attribution_id]
        assert any(p.start <= claim.start < p.end for p in pieces)
        assert any(p.start < claim.end <= p.end for p in pieces)
    for attribution in result.attributions:
        assert all(
            one.end <= two.start for one, two in zip(attribution.content, attribution.content[1:], strict=False)
        )
    known = {speaker.id for speaker in result.speakers}
    assert {a.speaker.id for a in result.attributions if a.speaker.name} <= known


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_gives_a_sound_result(text):
    result = EXTRACTOR.extract(text, article_id="x")
    check(result)
    assert EXTRACTOR.extract(text, article_id="x") == result
    assert Extractor().extract(text, article_id="x") == result
    EXTRACTOR.extract(INTRODUCES)
    assert EXTRACTOR.extract(text, article_id="x") == result


READ = """
import json, sys
from faclaims import Extractor
extractor = Extractor()
print(json.dumps([extractor.extract(text, article_id="x").model_dump_json() for text in json.load(sys.stdin)]))
"""


def in_a_new_process(texts: list[str]) -> list[str]:
    """What is extracted where nothing was read before, one text after the other."""
    given = json.dumps(texts)
    done = subprocess.run([sys.executable, "-c", READ], input=given, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_what_was_read_before_changes_nothing():
    named = ("strange-given", "known-given", "family-post", "body-with-commas", "body-and-its-place")
    rows = [row["text"] for row in CASES[::25]] + [row["text"] for row in CASES if row["id"].startswith(named)]
    texts = [INTRODUCES, "تاندیل رازلیقی گفت: آب کم است.", "سد راه گفت: آب کم است.", DAMAGED, *rows]
    assert in_a_new_process(texts) == in_a_new_process(texts[::-1])[::-1]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_records_survive_json(text):
    result = EXTRACTOR.extract(text)
    assert Extraction.model_validate_json(result.model_dump_json()) == result
    assert Extraction.model_validate(json.loads(json.dumps(result.model_dump(mode="json")))) == result


@settings(max_examples=150)
@given(TEXTS)
def test_normalizing_twice_is_normalizing_once(text):
    once = normalize(text).text
    assert normalize(once).text == once


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, max_size=6))
def test_pipe_gives_what_extract_gives_in_order(texts):
    piped = list(EXTRACTOR.pipe(texts))
    assert piped == [EXTRACTOR.extract(text, article_id=str(n)) for n, text in enumerate(texts, start=1)]


def test_pipe_takes_articles_mappings_and_texts_and_tells_what_is_no_article():
    good = "علی رضایی گفت: سد پر است."
    items = [Article(id="a", text=good), {"id": "b", "text": good}, good, {"id": "d"}, {"id": "e", "text": good}]
    results = list(EXTRACTOR.pipe(items))
    assert [r.article.id if isinstance(r, Extraction) else r.record for r in results] == ["a", "b", "3", "4", "e"]
    failure = results[3]
    assert isinstance(failure, Failure)
    assert (failure.stage, "text" in failure.reason) == ("parse", True)


def test_an_article_on_which_a_stage_fails_does_not_lose_the_others(monkeypatch):
    sound = faclaims.pipeline.normalize

    def normalize(text):
        if "زلزله" in text:
            raise RecursionError("too deep")
        return sound(text)

    monkeypatch.setattr(faclaims.pipeline, "normalize", normalize)
    first, failure, last = EXTRACTOR.pipe(
        ["سارا کریمی گفت: سد پر است.", {"id": "b", "text": "زلزله"}, "باران بارید."]
    )
    assert isinstance(first, Extraction)
    assert (failure.path, failure.record, failure.stage) == ("<memory>", "b", "extract")
    assert failure.reason.startswith("RecursionError: too deep; this is a fault of faclaims")
    assert isinstance(last, Extraction)


def test_a_wrong_lexicon_is_an_error_and_not_a_failure_of_every_article(tmp_path):
    (tmp_path / "cues.toml").write_text("[[row]", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"cues\.toml: not valid TOML"):
        list(Extractor(Options(lexicons=(tmp_path,))).pipe(["باران بارید."]))


HOSTILE = {
    "opening marks": "«",
    "closing marks": "»",
    "both marks": "«»",
    "straight marks": '"',
    "spaces": " ",
    "line breaks": "\n",
    "cues in a row": "گفت: ",
    "participles": "با بیان اینکه ",
    "sources": "به گفته وی ",
    "one word": "آب",
    "words": "آب ",
    "names": "علی رضایی ",
    "roles": "وزیر ",
    "a post that may be a name": "روحانی گفت: آب.\n",
    "commas": "وزیر، ",
    "speakers": "علی رضایی گفت: آب.\n",
    "headlines": "علی: آب کم است\n",
    "nested brackets": "([«",
    "dashes": "وزیر - ",
    "numbers": "۱۲ ",
    "dots": "آ.",
    "half-spaces": "می\u200c",
    "relative clauses": "که می\u200cشود ",
    "prepositions": "از ",
    "colons": "وزیر: ",
    "object markers": "را ",
    "bullets": "• آب کم است\n",
    "emoji": "😀",
    "cues in quotation marks": "«گفت:»",
    "coordinate cues": "گفت و ",
    "headings in a line": "رضایی: آب کم است / ",
    "headings after bars": "| رضایی: ",
    "relayed speech": "به نقل از رویترز علی نوری گفت ",
    "promises joined": "وعده داد که آب هست و ",
    "promises in a row": "وعده داد که آب هست، ",
}
WITHIN = {
    "reports inside speech": "کارشناسان اعلام کردند سد ",
    "views inside speech": "دولت این را کار او می\u200cداند و ",
    "meanwhile inside speech": "در حالی او گفت که ",
}
SIZES = (3_000, 12_000, 50_000, 200_000, 800_000)
LINEAR = 2.5  # below this growth is not quadratic
STEP = 4  # how much longer each text is than the one before
MEASURED = 0.05  # seconds; what is quicker is too rough a measure to grow from
ENOUGH = 0.4  # seconds after which growth has been seen


def seconds(text: str) -> float:
    start = time.process_time()
    EXTRACTOR.extract(text)
    return time.process_time() - start


def growth(piece: str, opening: str = "") -> float:
    """How many times slower a code point gets while the text grows fourfold (linear: 1, quadratic: 4), at worst."""
    before, worst = 0.0, 1.0
    for size in SIZES:
        took = seconds(opening + piece * (size // len(piece)))
        if before > MEASURED:
            worst = max(worst, took / before / STEP)
            if took > ENOUGH or worst > LINEAR:
                break
        before = took
    return worst


@pytest.fixture(scope="module", autouse=True)
def warm():
    """The lexicons are compiled at the first use."""
    EXTRACTOR.extract("علی رضایی ۱۲ خرداد ۱۴۰۰ گفت: آب کم است.")


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_linear_time(piece):
    # What is quadratic grows each time; one hiccup of a machine that others use too, when it falls on a step, does not.
    assert any(growth(piece) < LINEAR for _ in range(3))


@pytest.mark.parametrize("piece", WITHIN.values(), ids=WITHIN)
def test_endless_speech_takes_linear_time(piece):
    assert any(growth(piece, "وزیر نیرو گفت: ") < LINEAR for _ in range(3))


def test_an_endless_conceded_report_takes_linear_time():
    assert any(growth("، آب کم", "در حالی که وزیر گفت که آب ") < LINEAR for _ in range(3))


@pytest.mark.parametrize("text", ["\ud800", "علی رضایی گفت: سد\ud800 پر است.", "\udfff" * 1000])
def test_lone_surrogates_are_read(text):
    check(EXTRACTOR.extract(text))


def test_a_half_space_that_ties_nothing_is_read():
    check(EXTRACTOR.extract("به گفته )۱۲ خرداد ۱۴۰۰\u0640\u200cرا "))


# An article of our own, as damaged as pages are: a headline and a body on one line, a full stop without a space, lost
# half-spaces, Arabic letters, runs of spaces, a rumour, three forms of one speaker, and furniture at the end.
DAMAGED = (
    "پاسخ شرکت آب به شایعه فروش سد کرگان به بخش خصوصی\n"
    "شرکت آب منطقه اي با انتشار گفته هاي فرهاد مینایی راد مدیرعامل شرکت آب منطقهای و معاون وزیر نیرو، درباره فروش سد"
    " كرگان توضیح داد.معاون وزیر نیرو گفت: فروش  سد درست نیست و سازه هاي ملي فروخته نمیشود. مینایی راد گفت: آنچه در"
    " شورا بررسی شد، واگذاري بهرهبرداری شبكه هاي آبیاری به تعاونيها بود. معاون وزیر نیرو افزود: باید حق آب كشاورزان"
    " را نگه داریم. وی افزود: ما سرویسهای دیگر را هم به تعاونیها می سپاریم. مدیرعامل شرکت آب منطقهای گفت: گفتگو با"
    " تعاونیها از شنبه آغاز خواهد شد. به گزارش خبرنگار ما، برخی رسانه ها از فروش سد خبر داده بودند. روز گذشته شهلا"
    " دادفر وزیر نیرو نیز درباره این سد گفت: شورا مصوبه ای برای فروش سد نداشته است.\n"
    "منبع:پایگاه خبری کرگان"
)


def test_a_damaged_article_is_read():
    result = EXTRACTOR.extract(DAMAGED, article_id="damaged")
    check(result)
    said = [a for a in result.attributions if a.form == "colon"]
    assert [a.speaker.name for a in said] == [*["فرهاد مینایی راد"] * 5, "شهلا دادفر"]
    assert [a.cue.text for a in said] == ["گفت", "گفت", "افزود", "افزود", "گفت", "گفت"]
    assert {"معاون وزیر نیرو", "مدیرعامل شرکت آب منطقه\u200cای"} <= set(said[0].speaker.roles)
    assert said[-1].speaker.roles == ("وزیر نیرو",)
    assert said[-1].content[-1].text == "شورا مصوبه ای برای فروش سد نداشته است"
    assert [c.assertion for c in result.claims if c.attribution_id == said[-1].attribution_id] == ["denied"]
    rumour = next(a for a in result.attributions if a.speaker.name == "برخی رسانه\u200cها")
    assert (rumour.form, rumour.cue.text, rumour.content[0].text) == ("phrase", "خبر داده بودند", "فروش سد")


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", normalize(text).text)


@pytest.fixture(scope="module")
def seed(shared):
    text = (shared / "seed" / "telegram-server-rumour.txt").read_text(encoding="utf-8")
    return EXTRACTOR.extract(text, article_id="seed")


FIRST, SECOND = "محمدجواد آذری جهرمی", "محمود واعظی"


def by(result: Extraction, name: str):
    return [a for a in result.attributions if a.speaker.name == name]


def claims_about(result: Extraction, subject: str):
    return [claim for claim in result.claims if subject in {s.id for s in claim.subjects}]


def test_the_seed_article_has_its_attributions(seed, shared):
    check(seed)
    assert len(by(seed, FIRST)) == 5
    assert len(by(seed, SECOND)) == 1
    gold = json.loads((shared / "gold" / "seed.jsonl").read_text(encoding="utf-8").splitlines()[0])
    wanted = [
        words_of(" ".join(gold["text"][s:e] for s, e in a["content"]))
        for a in gold["attributions"]
        if a["form"] == "colon"
    ]
    found = [words_of(" ".join(p.text for p in a.content)) for a in [*by(seed, FIRST), *by(seed, SECOND)]]
    assert found == wanted


def test_the_seed_article_gives_the_roles(seed):
    roles = {role for a in by(seed, FIRST) for role in a.speaker.roles}
    assert {"معاون وزیر ارتباطات", "مدیرعامل شرکت ارتباطات زیرساخت"} <= roles
    assert by(seed, SECOND)[0].speaker.roles == ("وزیر ارتباطات و فناوری اطلاعات",)


def test_the_seed_article_is_about_these_subjects(seed):
    assert any("CDN" in claim.text for claim in claims_about(seed, "cdn"))
    assert any("حریم خصوصی" in claim.text for claim in claims_about(seed, "privacy"))
    assert any("انتقال سرور" in claim.text for claim in claims_about(seed, "server_relocation"))


def test_the_seed_article_defends_privacy(seed):
    assert {claim.stance for claim in claims_about(seed, "privacy")} == {"favor"}


def test_the_seed_article_denies_the_decision(seed):
    [attribution] = by(seed, SECOND)
    first = next(c for c in seed.claims if c.attribution_id == attribution.attribution_id)
    assert first.assertion == "denied"


def test_the_seed_article_has_an_unnamed_source(seed):
    assert [a.speaker.kind for a in by(seed, "برخی اخبار")] == ["unnamed"]
