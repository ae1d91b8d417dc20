import datetime as dt
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faclaims.lexicon import load
from faclaims.lexicon.rows import Month, NumberWord, Unit
from faclaims.stages.dates import date_words, dates
from faclaims.stages.values import quantities, value_words
from growth import takes_linear_time

VALUES, DATES = value_words(), date_words()
ODD = st.text(st.sampled_from("یک دوسه۳ده١2و5.,/،٫:-–٪%$ نیمهزار\u200cماه خرداد نفر\n(["), max_size=80)
NUMERALS = [row for row in load("number_words", NumberWord) if row.value > 0]
AROUND = [row for row in load("number_words", NumberWord) if row.value <= 0]


def found(text):
    hits = quantities(text, VALUES, dates(text, DATES))
    return [(text[h.start : h.end], h.value, h.unit) for h in hits]


def days(text):
    return [(text[h.start : h.end], h.iso, h.jalali) for h in dates(text, DATES)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("۳۲ میلیارد ریال", [("۳۲ میلیارد ریال", 32e9, "IRR")]),
        ("یک میلیون و ۲۰۰ هزار تومان", [("یک میلیون و ۲۰۰ هزار تومان", 1.2e6, "IRT")]),
        ("سی و دو هزار نفر آمدند", [("سی و دو هزار نفر", 32e3, "{person}")]),
        ("سی‌ودو هزار نفر آمدند", [("سی‌ودو هزار نفر", 32e3, "{person}")]),
        ("یک‌ونیم میلیون تن گندم", [("یک‌ونیم میلیون تن", 1.5e6, "t")]),
        ("یک میلیون و نیم بشکه", [("یک میلیون و نیم بشکه", 1.5e6, "[bbl_us]")]),
        ("یک سال و نیم گذشت", [("یک سال و نیم", 1.5, "a")]),
        ("تورم ۱۱ درصد و نیم", [("۱۱ درصد و نیم", 11.5, "%")]),
        ("هزار و ۲۰۰ میلیارد تومان", [("هزار و ۲۰۰ میلیارد تومان", 1.2e12, "IRT")]),
        ("۲۰۰ هزار میلیارد تومان", [("۲۰۰ هزار میلیارد تومان", 2e14, "IRT")]),
        ("پنج میلیارد و ۳۰۰ هزار دلار", [("پنج میلیارد و ۳۰۰ هزار دلار", 5_000_300_000, "USD")]),
        ("هزار و ۲۰۰ تن", [("هزار و ۲۰۰ تن", 1200, "t")]),
        ("هزار تومان", [("هزار تومان", 1000, "IRT")]),
        ("۲۰٪ و ٪۲۵ و 30%", [("۲۰٪", 20, "%"), ("٪۲۵", 25, "%"), ("30%", 30, "%")]),
        ("$20 و ۳۰€", [("$20", 20, "USD"), ("۳۰€", 30, "EUR")]),
        ("3,500,000 ریال و ۳٬۵۰۰ دلار", [("3,500,000 ریال", 3.5e6, "IRR"), ("۳٬۵۰۰ دلار", 3500, "USD")]),
        ("۳،۵۰۰ دلار و ۱.۰۰۰ ریال", [("۳،۵۰۰ دلار", 3500, "USD"), ("۱.۰۰۰ ریال", 1000, "IRR")]),
        (
            "۳/۵ درصد و ۱۲.۵ درصد و ۱٫۵ درصد",
            [("۳/۵ درصد", 3.5, "%"), ("۱۲.۵ درصد", 12.5, "%"), ("۱٫۵ درصد", 1.5, "%")],
        ),
        ("٤٥ کیلومتر", [("٤٥ کیلومتر", 45, "km")]),
        ("۲ تا ۵ میلیارد دلار", [("۲", 2e9, "USD"), ("۵ میلیارد دلار", 5e9, "USD")]),
        ("۹۰۰ هزار تا یک میلیون نفر", [("۹۰۰ هزار", 9e5, "{person}"), ("یک میلیون نفر", 1e6, "{person}")]),
        ("۵-۷ درصد", [("۵", 5, "%"), ("۷ درصد", 7, "%")]),
        ("دو سوم مردم و ۲ دهم درصد", [("دو سوم", 2 / 3, None), ("۲ دهم درصد", 0.2, "%")]),
        ("یکصد و بیست پروژه", [("یکصد و بیست", 120, None)]),
        ("پنج‌هزار نفر و پانصدهزار ریال", [("پنج‌هزار نفر", 5000, "{person}"), ("پانصدهزار ریال", 5e5, "IRR")]),
        ("۵۰هزار نفر و ۳۵ هزارتومان", [("۵۰هزار نفر", 5e4, "{person}"), ("۳۵ هزارتومان", 35e3, "IRT")]),
        ("جوان ۲۰ساله در جاده ۱۰۰ کیلومتری", [("۲۰ساله", 20, "a"), ("۱۰۰ کیلومتری", 100, "km")]),
        ("نشست ۱۰ دقیقه‌ای", [("۱۰ دقیقه‌ای", 10, "min")]),
        ("رشد منفی ۵ درصد", [("۵ درصد", -5, "%")]),
        ("۵ تن از نمایندگان و ۱۹۳ تن کالا", [("۵ تن", 5, "{person}"), ("۱۹۳ تن", 193, "t")]),
        ("۷۰۴ پروژه به ۳۵۰ رسید", [("۷۰۴", 704, None), ("۳۵۰", 350, None)]),
        ("۹۰ کیلومتر بر ساعت", [("۹۰ کیلومتر بر ساعت", 90, "km/h")]),
        ("صد در صد", [("صد در صد", 100, "%")]),
        ("دو میلیون ۵۰۰ هزار نفر", [("دو میلیون ۵۰۰ هزار نفر", 2.5e6, "{person}")]),
        ("۵ و ۶ نفر", [("۵", 5, None), ("۶ نفر", 6, "{person}")]),
        ("سال ۱۳۹۸ و ۲۰ نفر", [("۲۰ نفر", 20, "{person}")]),
        ("۱۲ خرداد ۱۳۹۸، ۵ نفر", [("۵ نفر", 5, "{person}")]),
    ],
)
def test_quantities(text, want):
    assert found(text) == [(words, pytest.approx(value), unit) for words, value, unit in want]


@pytest.mark.parametrize(
    "text",
    [
        "ساعت ۱۰:۳۰ و ساعت ۱۲",
        "ماده ۵ و ۶ و قطعنامه ۲۲۳۱",
        "سال‌های ۹۰ تا ۹۵",
        "کووید-۱۹ و B12 و 5G و F-35",
        "تلفن ۰۲۱۸۸۷۷۶۶",
        "نشانی 192.168.1.1",
        "1. افزایش دستمزد\n۲. بیمه",
        "بازی ۳-۱ تمام شد",
        "یک کشور و یکی از آنان",
        "سه چهار نفر",
        "قرن بیست و یکم",
        "چند هزار نفر و صدها میلیون تومان",
        "ده‌ها نفر",
        "پاورقی (۱۲) و [۳۴]",
        "در ۱۹۷۹ و ۱۳۵۷",
        "نسبت ۱/۳ است",
        "۱۲م و ۱۳ام",
        "۱۳۹۸/۰۳/۱۲",
    ],
)
def test_what_is_no_quantity(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "iso", "jalali"),
    [
        ("۱۲ خرداد ۱۳۹۸", "2019-06-02", "1398-03-12"),
        ("12 خرداد سال 1398", "2019-06-02", "1398-03-12"),
        ("بیست و یکم تیر ماه ۱۴۰۰", "2021-07-12", "1400-04-21"),
        ("بیست‌ویکم بهمن‌ماه ۱۳۹۹", "2021-02-09", "1399-11-21"),
        ("سی‌ام تیر ۱۳۳۱", "1952-07-21", "1331-04-30"),
        ("اول فروردین ۱۴۰۰", "2021-03-21", "1400-01-01"),
        ("۳۰ اسفند ۱۳۹۹", "2021-03-20", "1399-12-30"),
        ("۱۳۹۸/۰۳/۱۲", "2019-06-02", "1398-03-12"),
        ("1398-03-12", "2019-06-02", "1398-03-12"),
        ("98/3/12", "2019-06-02", "1398-03-12"),
        ("۲۷/۲/۹۰", "2011-05-17", "1390-02-27"),
        ("۲۱ ژوئن ۲۰۱۹", "2019-06-21", "1398-03-31"),
        ("21 June 2019", "2019-06-21", "1398-03-31"),
        ("2019-06-21", "2019-06-21", "1398-03-31"),
        ("۰۶/۰۸/۲۰۲۱", "2021-08-06", "1400-05-15"),
        ("12/25/2020", "2020-12-25", "1399-10-05"),
        ("۱۲ می ۲۰۱۹", "2019-05-12", "1398-02-22"),
        ("۲۶مرداد", None, None),
        ("دوازدهم خردادماه", None, None),
        ("آبان ۱۳۹۸", None, None),
        ("ماه ژوئن", None, None),
        ("سال ۱۳۹۸", None, None),
        ("۳۱ مهر ۱۴۰۰", None, None),
        ("۳۰ اسفند ۱۴۰۰", None, None),
        ("۴۵ خرداد ۱۴۰۰", None, None),
        ("۱۲ خرداد ۲۰۱۹", None, None),
        ("۳۱ ژوئن ۲۰۱۹", None, None),
        ("۱۳۹۸/۱۳/۴۰", None, None),
        ("02/03/01", None, None),
        ("۲۸ صفر", None, None),
        ("هجدهم رمضان ۱۴۰۰", None, None),
    ],
)
def test_dates(text, iso, jalali):
    assert days(text) == [(text, iso, jalali)]
    assert days(f"روز {text} بود.") == [(text, iso, jalali)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("از ۵ تا ۱۰ خرداد ۱۳۹۸", [("۵", "1398-03-05"), ("۱۰ خرداد ۱۳۹۸", "1398-03-10")]),
        ("یکم و دوم مهر ۱۴۰۰", [("یکم", "1400-07-01"), ("دوم مهر ۱۴۰۰", "1400-07-02")]),
        ("۲۳ تیر ۷۸ را", [("۲۳ تیر ۷۸", "1378-04-23")]),
        ("۲۳ تیر ۲۰ نفر", [("۲۳ تیر", None)]),
        ("نیمه دوم بهمن ۱۳۹۹", [("دوم بهمن ۱۳۹۹", None)]),
        ("۱۲۴۳/۰۳/۱۲ هجری قمری", [("۱۲۴۳/۰۳/۱۲", None)]),
        ("خبرگزاری مهر و مسکن مهر و سی دی و خانم آذر و یک مهر تأیید", []),
        ("۱۲ می شود و ۱۲ می‌شود", []),
        ("192.168.1.1 و 1.2.3 و ۹۹۹۹/۹۹/۹۹", []),
    ],
)
def test_dates_in_context(text, want):
    assert [(words, jalali) for words, _, jalali in days(text)] == want


@pytest.mark.parametrize("row", NUMERALS, ids=lambda row: row.id)
def test_examples_of_numerals(row):
    assert row.examples
    assert [
        s for s in row.examples if not any(form in words for words, *_ in found(s) for form in row.forms)
    ] == []
    assert [s for s in row.counterexamples if found(s)] == []


@pytest.mark.parametrize(
    "row", [row for row in AROUND if row.kind not in ("minus", "part")], ids=lambda row: row.id
)
def test_examples_of_words_around_numbers(row):
    without = VALUES._replace(around=VALUES.around | {row.kind: frozenset()})
    assert row.examples
    assert row.counterexamples
    for text in row.examples:
        assert found(text) == []
        assert quantities(text, without, dates(text, DATES))
    assert [s for s in row.counterexamples if not found(s)] == []


def test_examples_of_minus_and_parts():
    rows = {row.kind: row for row in AROUND}
    assert all(value < 0 for s in rows["minus"].examples for _, value, _ in found(s))
    assert all(value > 0 for s in rows["minus"].counterexamples for _, value, _ in found(s))
    assert [iso for s in rows["part"].examples for _, iso, _ in days(s)] == [None]
    assert None not in [iso for s in rows["part"].counterexamples for _, iso, _ in days(s)]


@pytest.mark.parametrize("row", load("units", Unit), ids=lambda row: row.id)
def test_examples_of_units(row):
    assert row.examples
    assert [s for s in row.examples if row.unit not in [unit for *_, unit in found(s)]] == []
    assert [s for s in row.counterexamples if row.unit in [unit for *_, unit in found(s)]] == []


@pytest.mark.parametrize("row", load("months", Month), ids=lambda row: row.id)
def test_examples_of_months(row):
    assert row.examples
    assert [s for s in row.examples if not any(form in words for words, *_ in days(s) for form in row.forms)] == []
    assert [s for s in row.counterexamples if days(s)] == []


@pytest.mark.parametrize(
    "text", ["یک‌ونیم میلیون تن", "پنج‌هزار نفر", "۱۰ دقیقه‌ای", "۴۰ درجه سانتی‌گراد", "سی‌ودو تن"]
)
@pytest.mark.parametrize("half_space", ["", " "])
def test_a_lost_half_space_changes_nothing(text, half_space):
    assert [hit[1:] for hit in found(text.replace("\u200c", half_space))] == [hit[1:] for hit in found(text)]


@given(ODD | st.text(max_size=60))
def test_hits_are_ordered_and_no_quantity_is_in_a_date(text):
    when = dates(text, DATES)
    hits = sorted([*quantities(text, VALUES, when), *when])
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(a.end <= b.start for a, b in itertools.pairwise(hits))


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_the_two_calendars_agree(day):
    ((_, iso, jalali),) = days(day.isoformat())
    assert iso == day.isoformat()
    assert days(jalali.replace("-", "/")) == [(jalali.replace("-", "/"), iso, jalali)]


@pytest.mark.parametrize("text", ["9" * 400, "9" * 300 + " میلیارد", "۲ تا " + "9" * 300 + " میلیارد"])
def test_a_number_that_nothing_can_hold_is_no_quantity(text):
    hits = found(f"هزینه طرح {text} ریال و ۳ نفر")
    assert all(math.isfinite(value) for _, value, _ in hits)
    assert hits[-1][1] == 3.0


@given(st.integers(1000, 10**12))
def test_grouped_figures(number):
    assert found(f"{number:,} ریال") == [(f"{number:,} ریال", number, "IRR")]


@pytest.mark.parametrize(
    "unit", ["۱", "1,", "۱ ", "یک ", "دو و ", "سه", "هزار ", "۱/", "۵ تا ", "ماده ۵ و ", "\u200c", " "]
)
def test_hostile_text_takes_linear_time(unit):
    assert takes_linear_time(lambda text: quantities(text, VALUES, dates(text, DATES)), unit)
