"""The whole extraction: offsets, identity, order and time for any text, and whole articles."""

import json
import time

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from faclaims import Article, Extraction, Extractor, Failure
from faclaims.stages.normalize import normalize

EXTRACTOR = Extractor()

# Text in which every construction is likely: pieces of news, the marks that trouble a parser, and any characters.
PIECES = [
    "علی رضایی گفت: ", "وزیر نیرو ", "وی افزود: ", "که ", "با بیان اینکه ", "به گفته ", "اعلام کرد ", "را ", "و ",
    "سد پر است", "خواستار آب شد", "می‌شود", "مي شود", "گفته می شود ", "«", "»", "“", "”", '"', ":", "،", ".", "؟", "\n",
    "\r\n", " ", "\xa0", "\u200c", "\u200f", "ـ", "ً", "•", "- ", "(", ")", "۱۲ خرداد ۱۴۰۰", "۳۲ میلیارد ریال",
    "منبع: ", "گفتنی است ", "به گزارش ایسنا، ", "ﷲ", "﷼", "🔹", "😀", "\ud800", "\x00", "CDN", "http://a.ir", "از ", "از کشف آب خبر داد",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=30).map("".join),
    st.text(max_size=80),
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


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS.filter(lambda text: "\ud800" not in text))
def test_records_survive_json(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return
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


HOSTILE = {
    "opening marks": "«",
    "closing marks": "»",
    "both marks": "«»",
    "straight marks": '"',
    "spaces": " ",
    "line breaks": "\n",
    "cues": "«گفت:»",
    "cues in a row": "گفت: ",
    "coordinate cues": "گفت و ",
    "participles": "با بیان اینکه ",
    "sources": "به گفته وی ",
    "one word": "آب",
    "words": "آب ",
    "names": "علی رضایی ",
    "roles": "وزیر ",
    "commas": "وزیر، ",
    "speakers": "علی رضایی گفت: آب.\n",
    "headlines": "علی: آب کم است\n",
    "nested brackets": "([«",
    "dashes": "وزیر - ",
    "numbers": "۱۲ ",
    "dots": "آ.",
    "half-spaces": "می\u200c",
    "lone surrogates": "\ud800",
    "relative clauses": "که می‌شود ",
    "prepositions": "از ",
    "colons": "وزیر: ",
    "object markers": "را ",
    "bullets": "• آب کم است\n",
    "emoji": "😀",
}
SIZE = 200_000


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_linear_time(piece):
    text = piece * (SIZE // len(piece))
    half = text[: SIZE // 2]
    EXTRACTOR.extract(half[:1000])
    times = []
    for part in (half, text):
        start = time.process_time()
        EXTRACTOR.extract(part)
        times.append(time.process_time() - start)
    # what is quicker than this says nothing about growth
    assert times[1] < max(4 * times[0], 0.5)
