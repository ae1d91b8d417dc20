import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faclaims.errors import LexiconError
from faclaims.lexicon import load
from faclaims.lexicon.rows import SubjectRow
from faclaims.records import Span
from faclaims.stages.subjects import OTHER, Context, subject_model, subjects

RULES, LEARNED = subject_model((), False), subject_model()
ROWS = load("subjects", SubjectRow)
WORDS = st.lists(
    st.sampled_from(["نفت", "قرآن", "جمهوری اسلامی", "را", "،", "«", "\u200c", "۱۲", "CDN"]), max_size=30
)


def ids(text, title=None, model=RULES):
    return [hit.id for hit in subjects(text, title, [Span(0, len(text))], model)[0]]


@pytest.mark.parametrize(
    ("row", "example"), [pytest.param(row.id, text, id=row.id) for row in ROWS for text in row.examples]
)
def test_examples_show_their_subject(row, example):
    assert row in ids(example)


@pytest.mark.parametrize(
    ("row", "example"), [pytest.param(row.id, text, id=row.id) for row in ROWS for text in row.counterexamples]
)
def test_counterexamples_do_not(row, example):
    assert row not in ids(example)


def test_every_subject_has_an_example():
    assert [row.id for row in ROWS if not row.examples] == [OTHER]


@pytest.mark.parametrize("model", [RULES, LEARNED], ids=["rules", "learned"])
@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("دادگاه حکم زندان متهم را تأیید کرد", "law_crime"),
        ("بیماران سرطانی داروی خود را رایگان می‌گیرند", "health"),
        ("کشاورزان گندم خود را به دولت می‌فروشند", "agriculture"),
        ("پهنای باند اینترنت ثابت دو برابر می‌شود", "internet"),
        ("دانش‌آموزان روستایی سرویس مدرسه ندارند", "education"),
        ("نشت داده کاربران کار هکرها بود", "cybersecurity"),
        ("بازنشستگان تامین اجتماعی متناسب‌سازی می‌خواهند", "social_welfare"),
        ("خط آهن تازه قطار باری را به بندر می‌رساند", "transportation"),
    ],
)
def test_main_subject(text, want, model):
    assert ids(text, model=model)[0] == want


def test_lost_half_spaces_are_found():
    assert ids("دانشآموزان به مدرسه رفتند")[0] == "education"


def test_an_exclusion_hides_a_term_from_its_own_subject_only():
    context = Context("جمهوری اسلامی", None, RULES)
    found = {RULES.ids[subject] for hit in context.hits for subject, _ in hit.value}
    assert "religion" not in found
    assert "government_operations" in found


def test_a_claim_without_terms_inherits_from_the_article():
    text = "وضع بیمارستان‌ها\nپزشکان از کمبود دارو گفتند. این کار را می‌کنیم"
    start = text.index("این کار")
    (hit,) = subjects(text, Span(0, 16), [Span(start, len(text))], RULES)[0]
    assert hit.id == "health"
    assert all(span.end <= start for span in hit.evidence)
    assert text[hit.evidence[0].start : hit.evidence[0].end].startswith("بیمارستان")


def test_no_evidence_at_all_is_other():
    assert ids("این را به او دادم") == [OTHER]


def test_evidence_is_the_claims_own_where_it_has_some():
    text = "نفت گران شد. مالیات بر درآمد."
    span = Span(0, 11)
    hits = subjects(text, None, [span], LEARNED)[0]
    assert [text[s:e] for s, e in hits[0].evidence] == ["نفت"]


def test_a_user_adds_a_subject(tmp_path):
    row = '[[row]]\nid = "bees"\nlabel_fa = "زنبور"\nlabel_en = "Bees"\nstrong = "کندو، زنبور ملکه"\n'
    (tmp_path / "subjects.toml").write_text(row, encoding="utf-8")
    for learned in (False, True):
        model = subject_model((tmp_path,), learned)
        assert ids("کندوها را جابه‌جا کردند", model=model)[0] == "bees"
        assert ids("قیمت نفت خام بالا رفت", model=model)[0] == "energy"


def test_a_wrong_row_is_named(tmp_path):
    (tmp_path / "subjects.toml").write_text('[[row]]\nid = "bees"\ncolour = "x"\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"subjects\.toml.*bees.*colour"):
        subject_model((tmp_path,))


@given(WORDS, st.integers(0, 100), st.integers(0, 100))
def test_any_text_has_one_or_two_subjects_with_evidence_in_it(words, start, end):
    text = " ".join(words)
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    for model in (RULES, LEARNED):
        hits = subjects(text, Span(0, start), [Span(start, end)], model)[0]
        assert 1 <= len(hits) <= 2
        assert len({hit.id for hit in hits}) == len(hits)
        assert all(0 <= s < e <= len(text) for hit in hits for s, e in hit.evidence)
        assert all(0 <= hit.score <= 1 for hit in hits)


def test_odds_are_the_weighed_features():
    text = "دولت\nقیمت نفت خام در بازار جهانی بالا رفت. ما نیز شنیدیم."
    context = Context(text, Span(0, 4), LEARNED)
    for span in (Span(5, 40), Span(45, len(text))):
        evidence = context.evidence(span)
        odds = context.odds(evidence)
        *weights, bias = LEARNED.weights
        for subject, both in enumerate(zip(context.article, context.title, strict=True)):
            features = evidence.features(subject, *both)
            slope, shift = LEARNED.scales[subject]
            said = [LEARNED.words.total([word])[subject] for word in evidence.words]
            want = bias + sum(w * f for w, f in zip(weights, features, strict=True))
            want = want * slope + shift + sum(said) / 100 * 3 / math.sqrt(len(said))
            assert odds[subject] == pytest.approx(want)


@pytest.mark.parametrize("piece", ["نفت ", "«", " ", "نفت", "\u200c"])
def test_time_is_linear(piece):
    text = piece * (300_000 // len(piece))
    start = time.process_time()
    subjects(text, None, [Span(0, len(text))], LEARNED)
    assert time.process_time() - start < 3
