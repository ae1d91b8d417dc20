import itertools
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faclaims.lexicon import load
from faclaims.lexicon.rows import SentenceWord
from faclaims.records import Span
from faclaims.stages.sentences import LONGEST_QUOTATION, clauses, join_lines, sentence_words, sentences
from growth import takes_linear_time

WORDS = sentence_words()
HARD = Path(__file__).parent.parent / "benchmarks" / "sentences.txt"
LINES = [line for line in HARD.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
ODD = st.text(st.sampled_from('او.!؟?؛…\n«»“”„‹›"()[]۱2a:، \u200c\u064b🔹•-/'), max_size=120)


def cut(text):
    return [text[s:e] for s, e in sentences(text, WORDS)]


def claims(text):
    return [text[s:e] for s, e in clauses(text, Span(0, len(text)), WORDS)]


@pytest.mark.parametrize("line", LINES)
def test_hard_boundaries(line):
    text = line.replace("⏎", "\n").replace("‖", "")
    want = [piece.strip(" \n🔹🔻•▪\ufe0f").removeprefix("- ") for piece in line.replace("⏎", "\n").split("‖")]
    assert cut(text) == want


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("half_space", ["", " "])
def test_a_lost_half_space_changes_nothing(line, half_space):
    text = line.replace("⏎", "\n").replace("‖", "")
    assert cut(text.replace("\u200c", half_space)) == [s.replace("\u200c", half_space) for s in cut(text)]


@pytest.mark.parametrize("row", load("sentence_words", SentenceWord), ids=lambda row: row.id)
def test_examples_of_the_lexicon(row):
    assert row.examples
    assert row.counterexamples
    assert [s for s in row.examples if len(cut(join_lines(s, WORDS))) != 1] == []
    assert [s for s in row.counterexamples if len(cut(join_lines(s, WORDS))) < 2] == []


@pytest.mark.parametrize("row", load("sentence_words", SentenceWord), ids=lambda row: row.id)
def test_examples_depend_on_their_row(row):
    without = WORDS._replace(**{row.kind: frozenset()})
    assert any(len(sentences(join_lines(s, without), without)) > 1 for s in row.examples)


@pytest.mark.parametrize(
    ("lines", "want"),
    [
        ("او در\n#گفتگو\nبا ما گفت:\nآب کم است", "او در #گفتگو با ما گفت:\nآب کم است"),
        ("پویش «\nصدای شهر\n»، تازه است", "پویش « صدای شهر »، تازه است"),
        ("آن را تصویب کرد و\nدقیقا تا چه زمانی\nادامه دارد", "آن را تصویب کرد و دقیقا تا چه زمانی ادامه دارد"),
        ("دلیل آن،\nبهای آب\nو\nنبود راه است", "دلیل آن، بهای آب و نبود راه است"),
        ("آب کم است\nوزیر رفت", "آب کم است\nوزیر رفت"),
        ("آب کم است.\n\nبه گزارش ما", "آب کم است.\n\nبه گزارش ما"),
        ("او رفت به\n🔹 خانه", "او رفت به\n🔹 خانه"),
        ("او رفت به\n@channel", "او رفت به\n@channel"),
    ],
)
def test_a_line_that_is_not_finished_goes_on_in_the_next(lines, want):
    assert join_lines(lines, WORDS) == want


COLUMN = (
    "باران به شهر رسید\n"
    "گروه شهرستان‌ها: فرماندار بندر در نشست ستاد بحران از مردم خواست تا پایان هفته از رفت‌وآمد در جاده‌های کوهستانی "
    "خودداری کنند. او گفت: پل رودخانه فردا صبح برای بازرسی بسته می‌شود و مسافران باید از راه قدیم بروند.\n"
    "رئیس هواشناسی استان نیز پیش‌بینی کرد که بارش‌ها از شامگاه چهارشنبه شدت می‌گیرد و در بلندی‌ها به برف "
    "تبدیل می‌شود؛ وی افزود: دمای هوا در سه روز آینده تا ده درجه پایین می‌آید و کشاورزان باید باغ‌ها را بپوشانند."
)


@given(st.integers(45, 100))
def test_a_text_wrapped_at_one_width_is_read_as_it_was(width):
    wrapped = "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in COLUMN.split("\n"))
    joined = join_lines(wrapped, WORDS)
    assert joined.replace("\n", " ") == COLUMN.replace("\n", " ")
    assert [b for b in joined.split("\n")[1:-1] if b[-1] not in ".!؟"] == []
    assert joined.startswith("باران به شهر رسید\n")


@pytest.mark.parametrize(
    "lines",
    [
        "\n".join(["قیمت سکه امروز بالا رفت", "دلار در بازار آزاد ارزان شد", "بورس تهران قرمزپوش ماند"] * 4),
        "\n".join(f"🔹 خبر شماره {number} از شهرهای دور و نزدیک کشور رسید" for number in range(10, 30)),
    ],
    ids=["headlines", "bullets"],
)
def test_lines_of_their_own_stay_apart(lines):
    assert join_lines(lines, WORDS) == lines


@given(st.text(st.sampled_from("او.!،«»:\n #🔹 دربه")))
def test_joined_lines_keep_every_place(text):
    joined = join_lines(text, WORDS)
    assert len(joined) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, joined, strict=True))
    assert join_lines(joined, WORDS).count("\n") <= joined.count("\n")


@pytest.mark.parametrize(
    ("content", "want"),
    [
        ("کار تمام شد؛ فردا می‌رویم", ["کار تمام شد", "فردا می‌رویم"]),
        ("کار تمام شد؛فردا می‌رویم.", ["کار تمام شد", "فردا می‌رویم"]),
        ("«کار تمام شد. فردا می‌رویم.»", ["کار تمام شد", "فردا می‌رویم"]),
        ("نرخ ۱۲.۵ درصد و ساعت ۱۰:۳۰ است", ["نرخ ۱۲.۵ درصد و ساعت ۱۰:۳۰ است"]),
        ("دکتر م. ر. احمدی آمد! کی؟ امروز", ["دکتر م. ر. احمدی آمد", "کی", "امروز"]),
        ("شبکه توزیع محتوا (CDN)؛ «میز خدمت» راه افتاد", ["شبکه توزیع محتوا (CDN)", "«میز خدمت» راه افتاد"]),
        ("او از «میز خدمت».", ["او از «میز خدمت»"]),
        ("(او آمد) و رفت", ["(او آمد) و رفت"]),
        ("رشد سال ۲۰٪.", ["رشد سال ۲۰٪"]),
        ("سطر یک\n🔹سطر دو\n- سطر سه", ["سطر یک", "سطر دو", "سطر سه"]),
        ("«»؟!…", []),
        ("", []),
    ],
)
def test_clauses(content, want):
    assert claims(content) == want


def test_clauses_stay_inside_their_span():
    text = "وی گفت: «می‌آییم. می‌مانیم.» و رفت."
    start, end = text.index("می‌آ"), text.index(".»")
    assert [text[s:e] for s, e in clauses(text, Span(start, end), WORDS)] == ["می‌آییم", "می‌مانیم"]


def test_a_stray_mark_does_not_stop_the_splitter():
    text = "او گفت: «باید رفت. " + "کار ادامه دارد. " * 200 + "«این» هم تمام شد» و گذشت."
    assert len(text) > LONGEST_QUOTATION
    assert len(cut(text)) == 202


@given(ODD | st.text(max_size=60))
def test_sentences_are_ordered_trimmed_and_cover_every_word(text):
    spans = sentences(text, WORDS)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(text[s:e] == text[s:e].strip() for s, e in spans)
    covered = {i for s, e in spans for i in range(s, e)}
    assert all(i in covered for i, char in enumerate(text) if char.isalnum())


@given(ODD | st.text(max_size=60), st.data())
def test_clauses_are_ordered_and_cover_every_letter(text, data):
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    spans = clauses(text, Span(start, end), WORDS)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(start <= s and s + 1 < e <= end for s, e in spans)


@given(ODD)
def test_a_line_break_always_cuts(text):
    assert all("\n" not in text[s:e] for s, e in sentences(text, WORDS))


@given(ODD, ODD)
def test_no_short_quotation_is_cut(before, inside):
    inside = inside.translate(dict.fromkeys(map(ord, "«»\n"), "ا"))
    text = f"{before}«{inside}»"
    start = len(before)
    ends = {offset for span in sentences(text, WORDS) for offset in span}
    assert not any(start < offset < len(text) for offset in ends)


@pytest.mark.parametrize(
    "unit", ["«", '"', "(", " ", ".", ". ", "1. ", "«\n", "؟»", "a.", "ا", '"."', "م. ", "؛", "🔹"]
)
def test_hostile_text_takes_linear_time(unit):
    def split(text):
        sentences(text, WORDS)
        clauses(text, Span(0, len(text)), WORDS)

    assert takes_linear_time(split, unit)
