import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faclaims.lexicon import load
from faclaims.lexicon.rows import ContextRow
from faclaims.records import Span
from faclaims.stages.stance import stance, stance_model

RULES, LEARNED = stance_model((), False), stance_model()
ROWS = [row for row in load("stance", ContextRow) if row.category not in {"pseudo", "terminator"}]
ODD = st.text(st.sampled_from("بحرانموفقید؟ .،»«\u200c\n(۱"), max_size=60)


def side(text, cue="گفت", subject="health", asserted="asserted", model=RULES):
    return stance(text, Span(0, len(text)), cue, subject, asserted, model).label


@pytest.mark.parametrize(("row", "text"), [pytest.param(r.id, t, id=r.id) for r in ROWS for t in r.examples])
def test_examples_fire(row, text):
    assert row in {hit.value.id for hit in RULES.rules.hits(text)}


def test_rows_have_examples_and_no_term_stands_in_two():
    assert all(row.examples or row.cues for row in ROWS)
    scored = [term for row in ROWS if RULES.side[row.id] for term in row.terms]
    assert len(scored) == len(set(scored))


@pytest.mark.parametrize("model", [RULES, LEARNED], ids=["rules", "learned"])
@pytest.mark.parametrize(
    ("text", "asserted", "want"),
    [
        ("این دستاورد ارزشمند مایه افتخار ماست", "asserted", "favor"),
        ("باید از کشاورزان حمایت کنیم", "demanded", "favor"),
        ("متأسفانه این تصمیم نادرست به مردم آسیب زد", "asserted", "against"),
        ("این سیاست اشتباه و ناعادلانه است", "asserted", "against"),
        ("در این شهر ۳۲ هزار نفر زندگی می‌کنند", "asserted", "neutral"),
        ("جلسه روز دوشنبه در ساختمان اداره برگزار شد", "asserted", "neutral"),
    ],
)
def test_sides(text, asserted, want, model):
    assert side(text, asserted=asserted, model=model) == want


@pytest.mark.parametrize(
    ("text", "subject", "want"),
    [
        ("نقض حریم خصوصی آفت این کار است", "privacy", "favor"),
        ("نقض حقوق شهروندان جرم است و قابل قبول نیست", "civil_rights", "against"),
        ("جلوگیری از فساد و دروغ هدف ماست", "government_operations", "favor"),
        ("این کار موفق و ارزشمند نبود", "education", "against"),
    ],
)
def test_opposing_a_harm_favours_what_it_harms(text, subject, want):
    assert side(text, subject=subject) == want


def test_condemning_a_subject_that_is_a_harm_is_no_favour_to_it():
    text = "قاتلان و جنایتکاران بدانند که کشتار خیانت است"
    assert side(text, subject="law_crime") == "against"


@pytest.mark.parametrize(("cue", "want"), [("خواستار شد", "favor"), ("انتقاد کرد", "against"), ("گفت", "neutral")])
def test_cues(cue, want):
    assert side("ساعت کار ادارات", cue) == want


def test_evidence_supports_the_label():
    text = "گفت: این دستاورد ارزشمند است"
    decision = stance(text, Span(5, len(text)), "گفت", "health", "asserted", RULES)
    assert decision.label == "favor"
    assert [text[s:e] for s, e in decision.evidence] == ["دستاورد", "ارزشمند"]
    assert decision.rule == "stance.praise"


def test_a_user_adds_a_word(tmp_path):
    row = '[[row]]\nid = "mine"\ncategory = "harm"\nweight = 3\nterms = "گندیده‌کاری"\n'
    (tmp_path / "stance.toml").write_text(row, encoding="utf-8")
    assert side("این گندیده‌کاری بود", model=stance_model((tmp_path,), False)) == "against"


@given(ODD, st.integers(0, 60), st.integers(0, 60))
def test_any_text_has_a_side(text, start, end):
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    for model in (RULES, LEARNED):
        decision = stance(text, Span(start, end), text[:5], "health", "asserted", model)
        assert all(start <= s < e <= end for s, e in decision.evidence)


@pytest.mark.parametrize("piece", ["مشکل ", "«", " ", "جلوگیری از مشکل ", "مشکل نیست "])
def test_time_is_linear(piece):
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    stance(text, Span(0, len(text)), None, "health", "asserted", LEARNED)
    assert time.process_time() - start < 3
