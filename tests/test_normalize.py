"""Normalizing: what is folded, what is restored, what is left alone, and the map back to the raw text."""

import time
import tomllib
from importlib import resources

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from faclaims.records import Span
from faclaims.stages.normalize import Normalized, normalize
from faclaims.stages.normalize.alignment import Edit
from faclaims.stages.normalize.folding import fold_characters
from faclaims.stages.normalize.spelling import parse

DATA = resources.files("faclaims") / "lexicon" / "data"
ENDINGS = tomllib.loads((DATA / "halfspace_endings.toml").read_text("utf-8"))["row"]
WORDS = parse((DATA / "halfspaces.txt").read_text("utf-8").splitlines())


def bars(text: str) -> str:
    """Shows half-spaces as bars, so that a failed test can be read."""
    return text.replace("\u200c", "|")


@pytest.mark.parametrize(
    ("raw", "want"),
    [
        ("رئيس كميسيون", "رئیس کمیسیون"),
        ("موسى و عيسى", "موسی و عیسی"),
        ("دايرة المعارف", "دایره المعارف"),
        ("سال ١٤٠٢ و ۱۴۰۳ و 1404", "سال ۱۴۰۲ و ۱۴۰۳ و 1404"),
        ("خانۀ پدری و نامهٔ او", "خانه پدری و نامه او"),
        ("مسئله و مسألهٔ رأی", "مسئله و مسأله رأی"),
        ("را\u0654ی و قرا\u0653ن و مسي\u0654ول", "رأی و قرآن و مسئول"),
        ("مُحَمَّد کتـــاب", "محمد کتاب"),
        ("۵۰۰ ﷼ و ﻻزم و ﻣﺪﯾﺮ", "۵۰۰ ریال و لازم و مدیر"),
        ("سدها, که پرند; آیا? IOActive, گفت", "سدها، که پرند؛ آیا؟ IOActive، گفت"),
        ("۱۲,۵۰۰ تن, a, b; x?y=1 و a.ir/خبر?id=2", "۱۲,۵۰۰ تن، a, b; x?y=1 و a.ir/خبر?id=2"),
        ("سال ۱۳۹۵ هـ.ش", "سال ۱۳۹۵ ه.ش"),
        ("\u02c8علی نوری\u02c8 رفت", '"علی نوری" رفت'),
        ("او گفت: 'آب هست.' و ‘باد’", 'او گفت: "آب هست." و "باد"'),
        ("او گفت: ''آب هست.''", 'او گفت: "آب هست."'),
        ("IMFدر گزارش و CDNهای ما", "IMF در گزارش و CDNهای ما"),
        ("برخی آنرا و اینرا دیدند", "برخی آن را و این را دیدند"),
        ("اقتصادی ـ اجتماعی", "اقتصادی - اجتماعی"),
        ("\ufeffسلام\u202b دنیا\u202c\u200f", "سلام دنیا"),
        ("تهران\xa0 \t شهر\u2009بزرگ", "تهران شهر بزرگ"),
        ("  بند یک \r\n\r\n \n بند دو\r\nسطر  ", "بند یک\n\nبند دو\nسطر"),
        (
            "پل باز شد.  وزیر راه آمد.  او گفت: آب کم است.  باران می\u200cبارد.",
            "پل باز شد.\nوزیر راه آمد.\nاو گفت: آب کم است.\nباران می\u200cبارد.",
        ),
        ("پل باز شد.  وزیر  راه  آمد.  او رفت.  باد آمد", "پل باز شد. وزیر راه آمد. او رفت. باد آمد"),
        ("پل باز شد.\xa0 وزیر آمد.\xa0 او رفت.\xa0 باد آمد", "پل باز شد. وزیر آمد. او رفت. باد آمد"),
        (
            "آيت ا... نوری و روح\u200cا… رضایی، انشاءا... که",
            "آیت\u200cالله نوری و روح\u200cالله رضایی، انشاءا... که",
        ),
        ("سپاه... ا. کمالی و سما ...", "سپاه... ا. کمالی و سما ..."),
        ("تهران&nbsp;&laquo;شهر&raquo; &amp;quot;ما&#8204; &amp; R&D", 'تهران «شهر» "ما & R&D'),
    ],
)
def test_folds_characters_and_spaces(raw, want):
    assert normalize(raw).text == want


@pytest.mark.parametrize(
    ("raw", "want"),
    [
        ("می\u200c\u200cشود", "می|شود"),
        ("می\u200c شود و می \u200cرود", "می|شود و می|رود"),
        ("شبکه\u200c، دولت\u200c\nمجلس\u200c", "شبکه، دولت\nمجلس"),
        ("\u200cشهر (\u200cتهران\u200c)", "شهر (تهران)"),
        ("حاشیه¬نشینی", "حاشیه|نشینی"),
        ("تحریم\u200eهای تازه، سایت\u200fها، آن\xadها", "تحریم|های تازه، سایت|ها، آن|ها"),
        ("وی\u200dژه و می\u200dکردند", "ویژه و می|کردند"),
        ("گفت\u200cو\u200cگو", "گفت|و|گو"),
        ("CDN\u200cهای ما", "CDN|های ما"),
        ("سیاسی\u200cـ نظامی", "سیاسی نظامی"),
        ("هزینه ¬ فایده", "هزینه ¬ فایده"),
    ],
)
def test_mends_misused_halfspaces(raw, want):
    assert bars(normalize(raw).text) == want


@pytest.mark.parametrize(
    ("raw", "want"),
    [
        ("سرویسهای ابری در حوزه اطلاعرسانی", "سرویس|های ابری در حوزه اطلاع|رسانی"),
        ("اقدامات ویژهای انجام میدهیم", "اقدامات ویژه|ای انجام می|دهیم"),
        ("نشست بینالمللی ارائهدهندهها", "نشست بین|المللی ارائه|دهنده|ها"),
        ("نمیخواهند و نمی توانند", "نمی|خواهند و نمی|توانند"),
        ("می توان گفت که نمیتوان", "می|توان گفت که نمی|توان"),
        ("گمانه زنیهای رسانهها", "گمانه|زنی|های رسانه|ها"),
        ("برنامه های هسته ای", "برنامه|های هسته|ای"),
        ("نرمافزارهای بومی", "نرم|افزارهای بومی"),
        ("فعالیت\u200cهایشان و پیشبینی\u200cها", "فعالیت|هایشان و پیش|بینی|ها"),
        ("آنها رفتهاند و ما نگفته ایم", "آنها رفته|اند و ما نگفته|ایم"),
        ("کشور های همسایه", "کشور|های همسایه"),
        ("نميشه که بگيم", "نمی|شه که بگیم"),
        ("نامهای نوشت و نقشهای کشید", "نامه|ای نوشت و نقشه|ای کشید"),
        ("گزارش تهیهکنندهای در گوشهای از شهر", "گزارش تهیه|کننده|ای در گوشه|ای از شهر"),
    ],
)
def test_restores_halfspaces(raw, want):
    assert bars(normalize(raw).text) == want


@pytest.mark.parametrize(
    "text",
    [
        "تنها بهای رها شدن",
        "میدان، میهن، میلاد، میزان، میانه و میراث",
        "ماه می ۲۰۱۶ در می سال بعد",
        "بهنام و بهنامی، «بهنام» گفت",
        "روزنامه تایمز و روزنامه کیهان",
        "گزارش گرفته است",
        "او گفت ای کاش، به ای دوست",
        "دفتری در مشتری و بستری",
        "همچنین اینکه بیشترین و بهترین",
        "نمونه‌ای از می‌رود و گفت‌و‌گو".replace("‌", "\u200c"),
        "قیمت 3,500,000 و ۱۲.۵ و ۱۲٫۵ درصد، ساعت 12:30، تاریخ 1400/02/03",
        "www.example.ir/میشود?x=1&y=شبکههای https://example.com/a_b.html#نامهها",
        "#شبکههای_اجتماعی #نامهها @میشود info@example.ir",
        '«الف» “ب” "پ" ‹ت› „ث“ (چ) [ح] …',
        "کتاب O'Reilly و مدل 5' تازه",
        "دکتر م. ر. احمدی (ص. ۱۲)؛ ه.ش؟ !",
        "سلام 👋🏽 دنیا ✅",
        "شکرالله، رضاقلی و سیدمصطفی",
        "به گفته اکبر ترکان و سیدحسن نصرالله",
        "احمد میدری و عبدالفتاح سیسی",
        "سفرهای استانی، مهرهای تازه و مشاورهای جوان",  # not سفره, مهره, مشاوره
        "تولیدهای انبوه و شنودهای پنهان",
        "پیشروی در پلتفرم و تویتر، شینهوا و رویتر، داکتر پیشرو",
        "چالش\u200cهای پیش\u200cرو",
    ],
)
def test_leaves_alone(text):
    assert bars(normalize(text).text) == bars(text)


@pytest.mark.parametrize(
    ("raw", "want"),
    [
        ("آب شهر کم شدوزیر نیرو گفت", "آب شهر کم شد⏎وزیر نیرو گفت"),
        ("رضا مهرآذین آمد. راه بسته می\u200cشودمهرآذین گفت", "رضا مهرآذین آمد. راه بسته می\u200cشود⏎مهرآذین گفت"),
        ("این راه دشوار استاین را همه می\u200cدانند", "این راه دشوار است⏎این را همه می\u200cدانند"),
        ("بهای نفتروزنامه دریا نوشت", "بهای نفت⏎روزنامه دریا نوشت"),
        ("چهارشنبهسازمان دریا گفت", "چهارشنبه⏎سازمان دریا گفت"),
        ("دولت آیندهآیت الله نوری گفت", "دولت آینده⏎آیت\u200cالله نوری گفت"),
        ("آب شمالیبه گزارش مهر", "آب شمالی⏎به گزارش مهر"),
        ("سد پر است\ufdfc\u200cمی\u200cشودعلی گفت", "سد پر است⏎ریال\u200cمی\u200cشود⏎علی گفت"),
        ("باید کار کنیمدولت پول ندارد", "باید کار کنیم⏎دولت پول ندارد"),
        ("خبری نداریمرئیس\u200cجمهوری گفت", "خبری نداریم⏎رئیس\u200cجمهوری گفت"),
        ("حق خود را بگیریمعلی نوری گفت", "حق خود را بگیریم⏎علی نوری گفت"),
        ("کسی تصمیم بگیردوزیر نیرو گفت", "کسی تصمیم بگیرد⏎وزیر نیرو گفت"),
        ("چیزی تغییر نکرده استسیدرضا گفت", "چیزی تغییر نکرده است⏎سیدرضا گفت"),
        *((same, same) for same in ("استقبال و استخدامی", "انتخاب شوندگان", "دادگاه و دادسرایی", "کردهای عراق")),
        *(
            (same, same)
            for same in (
                "بندر بودروم",
                "کردستان\u200cهای دیگر",
                "جهاز استنباط",
                "مکردوست",
                "کردستیزان",
                "#شدوزارت",
            )
        ),
        ("سد پر استریالبه گزارش ایسنا، آب هست.", "سد پر است⏎ریال⏎به گزارش ایسنا، آب هست."),
    ],
)
def test_a_word_glued_to_a_verb_gets_its_line_break(raw, want):
    assert normalize(raw).text.replace("\n", "⏎") == want


@pytest.mark.parametrize("row", ENDINGS, ids=lambda row: row["id"])
def test_examples_of_the_endings(row):
    assert row["source"]
    assert row["counterexamples"]
    for damaged, restored in row["examples"]:
        assert bars(normalize(damaged).text) == restored
    for text in row["counterexamples"]:
        assert bars(normalize(text).text) == text


def test_the_word_file_is_canonical():
    assert set(WORDS) == {
        *("past", "present", "spoken", "words", "stems", "compounds"),
        *("plurals", "tails", "pairs", "apart-tails"),
    }
    for name, entries in WORDS.items():
        assert entries == sorted(set(entries)), name
        assert fold_characters(Normalized.identity("\n".join(entries))).text == "\n".join(entries), name
    joined = [entry.replace("\u200c", "") for entry in WORDS["compounds"]]
    assert len(set(joined)) == len(joined)
    assert not set(joined) & set(WORDS["words"])


def test_no_compound_is_rather_a_plural():
    """``سفرهای`` is no ``سفره\u200cای``."""
    assert [word for word in WORDS["plurals"] if f"{word}\u200cای" in WORDS["compounds"]] == []


def test_offsets_survive_expansion_deletion_and_insertion():
    raw = "او  ۵۰﷼ از سرويسهاىِ ما خواست"
    result = normalize(raw)
    assert bars(result.text) == "او ۵۰ریال از سرویس|های ما خواست"
    at = result.text.index("ریال")
    assert raw[slice(*result.to_raw(at, at + 4))] == "﷼"
    assert raw[slice(*result.to_raw(at + 1, at + 2))] == "﷼"
    at = result.text.index("سرویس")
    assert raw[slice(*result.to_raw(at, at + 9))] == "سرويسهاى"  # without the vowel sign behind it
    assert result.to_raw(at + 5, at + 6) == Span(raw.index("هاى"), raw.index("هاى"))
    at = raw.index("سرويس")
    assert result.text[slice(*result.to_text(at, at + 9))] == "سرویس\u200cهای"
    assert result.to_text(3, 4) == Span(2, 3)  # either of two spaces is the one that is left


def test_a_half_space_within_a_ligature_stands_for_it():
    raw = "آئی\ufc8dامه"
    result = normalize(raw)
    assert bars(result.text) == "آئین|نامه"
    assert list(result.starts) == sorted(result.starts)
    assert result.to_raw(4, 5) == result.to_raw(3, 6) == Span(3, 4)
    assert result.to_text(3, 4) == Span(3, 6)


def test_a_deleted_stretch_is_empty_in_the_text():
    result = normalize("ب\u064eر")
    assert result.to_text(1, 2) == Span(1, 1)
    assert result.to_text(0, 3) == Span(0, 2)


@pytest.mark.parametrize("raw", ["", " ", "\u200c", "\n\u200f", "ـ", "&zwnj;"])
def test_nothing_left(raw):
    result = normalize(raw)
    assert result.text in ("", "-")
    assert result.to_text(0, len(raw)).end == len(result.text)
    assert result.to_raw(0, 0).start <= len(raw)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 9)])
def test_wrong_offsets_are_an_error(start, end):
    with pytest.raises(ValueError, match="not within a text of 4 code points"):
        normalize("سلام").to_raw(start, end)
    with pytest.raises(ValueError, match="not within a text of 4 code points"):
        normalize("سلام").to_text(start, end)


def test_another_length_needs_edits():
    with pytest.raises(ValueError, match="needs edits"):
        Normalized.identity("ab").with_text("abc")
    assert Normalized.identity("ab").edited([]).text == "ab"
    assert Normalized.identity("ab").edited([Edit(2, 2, "c")]).text == "abc"


PIECES = st.sampled_from(
    [
        *("شبکه", "های", "ها", "می", "نمی", "شود", "گفته", "اند", "سرويس", "ویژه", "ای", "اطلاع", "رسانی", "كتاب"),
        *("تنها", "بین", "المللی", "ى", "ه\u0654", "و", "﷼", "ﻻ", "ﷲ", "م\u064e", "ـ", "١۲3", "CDN"),
        *("آئی", "\ufc8d", "امه", "\ufcee", "\ufc50", "\ufcd6"),  # ligatures of two letters
        *(" ", "  ", "\n", "\r\n", "\xa0", "\u200c", "\u200c\u200c", "\u200f", "\xad", "\u200d", "¬"),
        *("«", "»", '"', ".", "،", "-", "_", "#", "@", "https://", "&nbsp;", "&amp;", "&zwnj;", "🙂"),
    ]
)
NEWS = st.lists(PIECES, max_size=40).map("".join)


@given(NEWS | st.text(max_size=60))
@example("آئی\ufc8dامه")
@settings(max_examples=400, deadline=None)
def test_the_map_is_total_and_monotone(raw):
    result = normalize(raw)
    assert len(result.starts) == len(result.ends) == len(result.text)
    assert list(result.starts) == sorted(result.starts)
    assert list(result.ends) == sorted(result.ends)
    assert all(0 <= s <= e <= len(raw) for s, e in zip(result.starts, result.ends, strict=True))


@given(NEWS | st.text(max_size=60), st.data())
@settings(max_examples=400, deadline=None)
def test_spans_go_there_and_back(raw, data):
    result = normalize(raw)
    start = data.draw(st.integers(0, len(result.text)))
    end = data.draw(st.integers(start, len(result.text)))
    there = result.to_raw(start, end)
    back = result.to_text(*there)
    kept = [i for i in range(start, end) if result.starts[i] < result.ends[i]]
    if kept:  # every character with a raw stretch of its own is found again, and nothing of other characters
        assert back.start <= kept[0]
        assert back.end > kept[-1]
        assert result.to_raw(*back) == there
    elif start == end:
        assert there.start == there.end

    first = data.draw(st.integers(0, len(raw)))
    last = data.draw(st.integers(first, len(raw)))
    inside = result.to_text(first, last)
    assert 0 <= inside.start <= inside.end <= len(result.text)
    left = [i for i in range(len(result.text)) if first < last > result.starts[i] and result.ends[i] > first]
    assert not left or (inside.start <= left[0] and left[-1] < inside.end)


@given(NEWS)
@settings(max_examples=300, deadline=None)
def test_letters_keep_their_order(raw):
    """Without half-spaces and spaces restoring changes nothing: only these two are put in or taken out."""
    bare = str.maketrans("", "", "\u200c ")
    folded = fold_characters(Normalized.identity(raw)).text
    assert normalize(raw).text.replace("\n", "").translate(bare) == "".join(folded.split()).translate(bare)


@given(NEWS)
@example("\ufdf2می\u200cشود\ufdf2می\u200cشودعلی رضایی گفت")  # two words on the heels of verbs, one after the other
@settings(max_examples=300, deadline=None)
def test_normalizing_twice_changes_nothing(raw):
    once = normalize(raw).text
    assert bars(normalize(once).text) == bars(once)


SENTENCE = "مدیرعامل شرکت گفت: برنامه‌های ما برای توسعه شبكههاي كشور در سال ۱۴۰۲ تغییر نمیکند. "
HOSTILE = {
    "quotes": "«",
    "spaces": " ",
    "one word": "ا",
    "half-spaces": "\u200c",
    "letters and half-spaces": "ا\u200c",
    "kashidas": "ـ",
    "plural endings": "ها",
    "verb prefixes": "می ",
    "entities": "&amp;",
    "ampersands": "&",
    "tags": "#",
    "addresses": "http://",
    "breaks": "\n \r",
    "vowel signs": "م\u064b\u200f",
}


SIZE = 300_000


def seconds(unit: str) -> float:
    text = unit * (SIZE // len(unit))
    begin = time.process_time()
    normalize(text)
    return time.process_time() - begin


@pytest.fixture(scope="module")
def of_news():
    seconds("آب")  # loads the lexicon
    return seconds(SENTENCE)


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_linear_time(unit, of_news):
    assert seconds(unit) < 25 * of_news  # quadratic work would take thousands of times as long
