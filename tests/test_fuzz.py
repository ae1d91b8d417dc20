"""Whatever the text: the extractor returns, its spans are right, and the readers lose nothing."""

import io
import json
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive import news
from faclaims import Extractor, InputError
from faclaims.batch.digests import Digests
from faclaims.io.jsonarray import records
from faclaims.records import Extraction, Record, TextSpan

# fmt: off
WORDS = [
    "گفت", "افزود", "مدعی", "شد", "که", "وی", "او", "این", "مسئول", "به", "گفته", "نقل", "از", "با", "بیان", "اینکه",
    "تاکید", "کرد", "نیست", "باید", "شاید", "اگر", "وزیر", "نیرو", "علی", "رضایی", "حجت\u200cالاسلام", "دکتر", "تهران",
    "تلگرام", "۲۰", "درصد", "۳۲", "میلیارد", "ریال", "۱۳۹۹/۱۲/۱۴", "دوشنبه", "می", "شود", "ها", "ی", "«", "»", '"', "“",
    "”", "‹", "›", "(", ")", "[", "]", ":", "؛", "،", ".", "…", "؟", "!", "-", "–", "•", "*", "http://a.ir/b?c=۱", "a1",
    "@kanal", "#خبر", "\n", "\n\n", "\t", "\xa0", "\u200c", "\u200f", "\u202b", "\ufeff", "\u0640", "\u064b", "\u0651",
    "ي", "ك", "﷼", "ﷲ", "🔹", "\ud800",
]
# fmt: on
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join), st.text(max_size=300))


@cache
def extractor() -> Extractor:
    return Extractor()


def spans(value: object) -> list[TextSpan]:
    if isinstance(value, tuple):
        return [span for item in value for span in spans(item)]
    if not isinstance(value, Record):
        return []
    own = [value] if isinstance(value, TextSpan) else []
    return own + [span for item in dict(value).values() for span in spans(item)]


def check(result: Extraction) -> None:
    raw = result.article.text
    for span in spans((*result.attributions, *result.claims)):
        assert raw[span.start : span.end] == span.text
    for claim in result.claims:
        assert raw[claim.start : claim.end] == claim.text != ""
    ids = [claim.claim_id for claim in result.claims]
    assert len(ids) == len(set(ids))
    known = {a.attribution_id for a in result.attributions}
    assert len(known) == len(result.attributions)
    assert {claim.attribution_id for claim in result.claims} <= known


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("")
@example("\ud800 گفت: «\udfff»")
@example("گفت: ")
@example("وزیر که گفت\nگفت")
@example("«" * 200 + "»" * 150)
def test_any_text_is_read(text):
    result = extractor().extract(text)
    check(result)
    assert result == extractor().extract(text)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_cut_article_is_read(data):
    text = "\n".join(news(n)["text"] for n in data.draw(st.lists(st.integers(0, 50), min_size=1, max_size=3)))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    noise = data.draw(st.sampled_from(WORDS))
    check(extractor().extract(text[:start] + noise + text[end:]))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Dribble(io.StringIO):
    """Text that comes a little at a time, whatever is asked for."""

    def read(self, size=-1, /):
        return super().read(min(size, 3))


@given(st.lists(JSON, max_size=6), st.sampled_from((None, 1)))
def test_json_arrays_are_split_as_json_loads_them(values, indent):
    assert list(records(Dribble(json.dumps(values, ensure_ascii=False, indent=indent)), 10**6)) == values


@given(JSON.filter(lambda value: not isinstance(value, list)))
def test_json_that_is_no_array_is_one_record(value):
    assert list(records(Dribble(json.dumps(value)), 10**6)) == [value]


@given(st.lists(st.dictionaries(st.text(), st.integers(), min_size=1), min_size=1, max_size=5), st.data())
def test_a_cut_json_array_gives_what_stands_before_the_cut(values, data):
    whole = json.dumps(values)
    cut = whole[: data.draw(st.integers(1, len(whole) - 1))]
    found = []
    with pytest.raises(InputError, match="not valid JSON"):
        for record in records(Dribble(cut), 10**6):
            found.append(record)  # noqa: PERF402 (what came before the error is wanted)
    whole_before = sum(len(json.dumps(values[: n + 1])) - 1 <= len(cut) for n in range(len(values)))
    assert found == values[:whole_before]


@given(st.lists(st.binary(min_size=16, max_size=16) | st.sampled_from([b"\0" * 16, b"\0" * 15 + b"\1"])))
def test_digests_are_a_set(values):
    digests, seen = Digests(), set()
    for value in values:
        assert (value in digests) == (value in seen)
        assert digests.add(value) == (value not in seen)
        seen.add(value)
    assert len(digests) == len(seen)
