import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faclaims.lexicon import load
from faclaims.lexicon.context import verb_classes
from faclaims.lexicon.linear import Linear
from faclaims.lexicon.rows import ContextRow, VerbClassRow
from faclaims.records import Assertion, Span
from faclaims.stages.assertion import assertion, assertion_model

RULES, LEARNED = assertion_model((), learned=False), assertion_model()
ROWS = [row for row in load("assertion", ContextRow) if row.category not in {"pseudo", "terminator"}]
CLASSES = load("verb_classes", VerbClassRow)
ODD = st.text(st.sampled_from("اگرباینمشودهیچ؟ .،»«\u200c\n(۱"), max_size=60)


def label(text, cue="گفت", model=RULES):
    return assertion(text, Span(0, len(text.rstrip("؟.!"))), cue, model).label


def fired(text):
    span = Span(0, len(text.rstrip("؟.!")))
    return {sign.row.id for sign in RULES.rules.find(text, span, RULES.rules.words(text, span))[0]}


@pytest.mark.parametrize(("row", "text"), [(r.id, t) for r in ROWS for t in r.examples])
def test_examples_fire(row, text):
    assert row in fired(text)


@pytest.mark.parametrize(
    ("row", "text"), [pytest.param(r.id, t, id=r.id) for r in ROWS for t in r.counterexamples]
)
def test_counterexamples_do_not(row, text):
    assert row not in fired(text)


@pytest.mark.parametrize("row", [pytest.param(row, id=row.id) for row in CLASSES])
def test_verb_classes(row):
    assert row.examples
    assert all(row.id in verb_classes()[word] for word in row.examples)
    assert not any(row.id in verb_classes()[word] for word in row.counterexamples)


def test_rows_name_rows_and_classes_that_exist():
    ids = {row.id for row in ROWS}
    classes = {row.id for row in CLASSES}
    assert {name for row in ROWS for name in row.overrides} <= ids
    assert {row.needs for row in ROWS if row.needs} | {row.unless for row in ROWS if row.unless} <= classes
    assert all(row.examples or row.cues for row in ROWS)


CONSTRUCTIONS = [
    ("بودجه امسال بیشتر است", "asserted"),
    ("هنوز جاده ساخته نشده است", "asserted"),
    ("مشکل آب حل نشده است", "asserted"),
    ("خبر تعطیلی کارخانه صحت ندارد", "denied"),
    ("هیچ‌گونه مذاکره‌ای با آنان نداشته‌ایم", "denied"),
    ("شورا تصمیمی درباره افزایش قیمت نگرفته است", "denied"),
    ("من با این قرارداد موافقت نکرده‌ام", "denied"),
    ("مردم باید در مصرف آب صرفه‌جویی کنند", "demanded"),
    ("رسیدگی به این پرونده ضروری است", "demanded"),
    ("کشور نیاز به سرمایه‌گذاری تازه دارد", "demanded"),
    ("رانندگان از سفر شبانه خودداری کنند", "demanded"),
    ("به شایعات توجه نکنید", "demanded"),
    ("باید زودتر به بیمارستان می‌رفتم", "asserted"),
    ("باید گفت که کار خوبی انجام شد", "asserted"),
    ("این بیمارستان را تمام خواهیم کرد", "promised"),
    ("قرار است دو مدرسه بسازیم", "promised"),
    ("کارخانه هفته آینده افتتاح می‌شود", "promised"),
    ("سامانه تازه به زودی در دسترس قرار می‌گیرد", "promised"),
    ("زمستان سردی خواهد بود", "predicted"),
    ("این کار موجب کاهش قیمت‌ها خواهد شد", "predicted"),
    ("پیش‌بینی می‌شود تولید گندم بیشتر شود", "predicted"),
    ("دمای هوا از فردا پایین می‌آید", "predicted"),
    ("اگر باران نبارد، محصول از دست خواهد رفت", "predicted"),
    ("اگر بودجه برسد، کار تمام است", "conditional"),
    ("در صورت موافقت شورا کار آغاز می‌گردد", "conditional"),
    ("شاید این راه بهتر باشد", "possible"),
    ("ممکن است نرخ ارز تغییر کند", "possible"),
    ("آیا این تصمیم درست بود؟", "asked"),
    ("این پول را از کجا آوردید؟", "asked"),
    ("معلوم نیست چه زمانی کار تمام است", "asserted"),
]


@pytest.mark.parametrize(("text", "want"), CONSTRUCTIONS)
def test_constructions(text, want):
    assert label(text) == want


def test_the_learned_model_keeps_what_the_rules_know():
    wrong = [text for text, want in CONSTRUCTIONS if label(text, model=LEARNED) != want]
    assert len(wrong) <= len(CONSTRUCTIONS) // 20


def test_the_learned_model_tells_a_rejection_without_a_trigger():
    text = "این کشتی ایرانی نیست و متعلق به سوریه است"
    assert (label(text), label(text, model=LEARNED)) == ("asserted", "denied")
    assert assertion(text, Span(0, len(text)), "گفت", LEARNED).rule == "assertion.model"


@pytest.mark.parametrize(
    ("cue", "want"),
    [
        ("تکذیب کرد", "denied"),
        ("خواستار شد", "demanded"),
        ("توصیه کرد", "demanded"),
        ("وعده داد", "promised"),
        ("پیش‌بینی کرد", "predicted"),
        ("پرسید", "asked"),
        ("گفت", "asserted"),
        (None, "asserted"),
    ],
)
def test_cues(cue, want):
    assert label("کارخانه تعطیل شد", cue) == want


def test_the_order_of_the_guideline_binds():
    assert label("اگر لازم است باید کمک کنند") == "demanded"
    assert label("هیچ‌گونه قراردادی امضا نشده و باید پرسید") == "denied"


def test_what_stands_before_a_claim_is_no_part_of_it():
    text = "او گفت که اگر باران ببارد خوب است"
    start = text.index("اگر")
    assert assertion(text, Span(start, len(text)), "گفت", RULES).label == "conditional"


def test_evidence_and_rule():
    text = "گفت: مردم باید کمک کنند"
    decision = assertion(text, Span(5, len(text)), "گفت", RULES)
    assert decision.rule == "assertion.demand.must"
    assert [text[s:e] for s, e in decision.evidence] == ["باید"]


def test_verbs_are_shown_where_they_stand():
    text = "این پروژه نبود بود خواهیم ساخت"
    decision = assertion(text, Span(0, len(text)), None, RULES)
    assert [text[s:e] for s, e in decision.evidence] == ["خواهیم"]


@pytest.mark.parametrize("learned", [False, True])
@given(text=ODD, start=st.integers(0, 60), end=st.integers(0, 60))
def test_any_text_has_a_label(learned, text, start, end):
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    decision = assertion(text, Span(start, end), text[:5], LEARNED if learned else RULES)
    assert all(start <= s < e <= end for s, e in decision.evidence)
    assert decision == assertion(text, Span(start, end), text[:5], assertion_model((), learned=learned))


@pytest.mark.parametrize("piece", ["اگر ", "«", " ", "باید", "خواهد ", "نکرده‌ایم "])
def test_time_is_linear(piece):
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    assertion(text, Span(0, len(text)), None, LEARNED)
    assert time.process_time() - start < 3


def test_a_model_does_not_overrule_an_explicit_denial():
    text = "هیچ\u200cگونه توافقی امضا نشده است"
    contrary = Linear[Assertion](("asserted", "denied"), (9.0, 0.0), {}, {})
    model = assertion_model()._replace(learned=contrary)
    assert assertion(text, Span(0, len(text)), "گفت", model).label == "denied"
    assert assertion("باید برویم", Span(0, 10), "گفت", model).label == "asserted"
