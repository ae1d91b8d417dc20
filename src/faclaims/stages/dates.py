"""Finds dates: Jalali, Gregorian and lunar Hijri, in figures and in words.

A complete Jalali or Gregorian date is converted by persiantools. A lunar Hijri date is found but not converted,
because its day depends on the sighting of the moon.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from persiantools.jdatetime import JalaliDate

from faclaims.lexicon import alternation, compiled_once, load
from faclaims.lexicon.numerals import DIGIT, key
from faclaims.lexicon.rows import Month, NumberWord

Calendar = Literal["jalali", "gregorian", "lunar"]

_YEARS: dict[Calendar, range] = {"jalali": range(1200, 1500), "gregorian": range(1600, 2100)}
_LUNAR = re.compile(r" ?+(?:هجری )?(?:ه\.? ?)?(?:قمری|ق)(?!\w)|\.ق(?!\w)")
_REACH = 12  # code points looked at before a date for the word that makes its number a part of the month


class DateHit(NamedTuple):
    """A date: code points, end-exclusive, and the day as ISO and Jalali ``YYYY-MM-DD``, null if incomplete."""

    start: int
    end: int
    iso: str | None
    jalali: str | None


class DateWords(NamedTuple):
    """The compiled lexicon of this stage; build it with `date_words`."""

    pattern: re.Pattern[str]
    days: dict[str, int]
    unsure: frozenset[str]  # names of days that are also other words
    months: dict[str, Month]
    parts: re.Pattern[str]


@compiled_once
def date_words(extra: tuple[Path, ...] = ()) -> DateWords:
    """Returns the months and day numbers, with those of the ``extra`` lexicon folders laid over the built-in ones.

    Raises:
        LexiconError: A file or row is wrong.
    """
    months = {form: row for row in load("months", Month, extra) for form in row.forms}
    numerals = load("number_words", NumberWord, extra)
    days = _day_names(numerals)
    functions = alternation(form for row in numerals if row.kind == "function" for form in row.forms)
    day = rf"(?:{DIGIT}{{1,2}}(?:[ \u200c]?ا?م(?!\w))?|{alternation(days)})"
    end = rf"(?!\w|[./,٫٬:٪%]{DIGIT}|[٪%])"
    short = rf"{DIGIT}{{2}}{end}(?=[^\w ]| [^\w ]| ?\Z| (?:{functions})(?!\w))"
    pattern = re.compile(
        rf"(?<![\w\u200c./\-])(?:"
        rf"(?P<figures>{DIGIT}{{1,4}}(?P<mark>[./\-]){DIGIT}{{1,2}}(?P=mark){DIGIT}{{1,4}})(?![./\-]?{DIGIT})"
        rf"|سال[ \u200c](?:های )?{DIGIT}{{4}}{end}"
        rf"|(?:(?P<day>{day})(?: ?(?:تا|الی|لغایت|و|[-–]) ?(?P<last>{day}))?[ \u200c]?)?(?P<before>ماه )?"
        rf"(?P<month>{alternation(months)})(?P<after>[ \u200c]?ماه(?!\w)|(?![\w\u200c]))"
        rf"(?:(?:،? سال |،? )(?P<year>{DIGIT}{{4}}{end}|{short}))?)"
    )
    parts = alternation(form for row in numerals if row.kind == "part" for form in row.forms)
    return DateWords(
        pattern,
        {key(name): number for name, number in days.items()},
        frozenset(key(form) for row in numerals if row.value and not row.lone for form in row.forms),
        {key(form): row for form, row in months.items()},
        re.compile(rf"(?<!\w)(?:{parts}) \Z"),
    )


def dates(text: str, words: DateWords) -> tuple[DateHit, ...]:
    """Finds the dates of a text.

    Args:
        text: Normalized text.
        words: What `date_words` returns.

    Returns:
        Hits in text order without overlap. ``iso`` and ``jalali`` are null for a date without day, month or year,
        for one that is not in the calendar, and for a lunar Hijri one.

    Example:
        >>> [hit[2:] for hit in dates("از ۱۲ خرداد ۱۳۹۸ تا دوم تیرماه و 2019-06-21", date_words())]
        [('2019-06-02', '1398-03-12'), (None, None), ('2019-06-21', '1398-03-31')]
    """
    return tuple(hit for match in words.pattern.finditer(text) for hit in _hits(text, match, words))


def _day_names(rows: tuple[NumberWord, ...]) -> dict[str, int]:
    """Returns the cardinals and ordinals from 1 to 31 in words."""
    small = {int(row.value): row for row in rows if row.value == int(row.value) and 0 < row.value < 31}
    names = {name: n for n, row in small.items() for name in row.forms + row.ordinals}
    for ten in (20, 30):
        for one in range(1, 10 if ten == 20 else 2):
            for name in small[one].forms + small[one].ordinals:
                names.update((f"{tens}\u200cو\u200c{name}", ten + one) for tens in small[ten].forms)
    return names


def _hits(text: str, match: re.Match[str], words: DateWords) -> Iterator[DateHit]:
    """Yields the dates of one match: none if it is none after all, two for a range inside a month."""
    start, end = match.span()
    if match["figures"]:
        found = _figures(match["figures"], match["mark"])
        if found:
            lunar = _LUNAR.match(text, end)
            yield DateHit(start, end, *((None, None) if lunar else found))
        return
    if not match["month"]:
        yield DateHit(start, end, None, None)
        return
    month = words.months[key(match["month"])]
    anchored = bool(match["before"] or match["after"] or match["year"])
    named = match["last"] or match["day"]
    if not anchored and (month.needs_year or not named or key(named) in words.unsure):
        return
    year = _year(match["year"], month.calendar)
    if match["last"]:
        first = _convert(month.calendar, year, month.number, _day(match["day"], words))
        yield DateHit(start, match.end("day"), *first)
        start = match.start("last")
    part = words.parts.search(text[max(0, start - _REACH) : start])
    day = None if part or not named else _day(named, words)
    yield DateHit(start, end, *_convert(month.calendar, year, month.number, day))


def _day(name: str, words: DateWords) -> int | None:
    digits = re.match(rf"{DIGIT}+", name)
    return int(digits.group()) if digits else words.days.get(key(name))


def _year(figures: str | None, calendar: Calendar) -> int | None:
    """Returns the year; two figures are one of the Jalali years 1330 to 1429."""
    if figures is None:
        return None
    year = int(figures)
    if len(figures) == 2:
        return _short(year) if calendar == "jalali" else None
    return year


def _short(year: int) -> int:
    return year + (1300 if year >= 30 else 1400)


def _figures(figures: str, mark: str) -> tuple[str | None, str | None] | None:
    """Returns both dates for year, month and day in figures in either order, or None where they are no date."""
    parts = figures.split(mark)
    first, middle, last = map(int, parts)
    if len(parts[2]) > 2 >= len(parts[0]):
        first, last = last, first
        if middle > 12 >= last:
            middle, last = last, middle
    elif len(parts[0]) <= 2:
        if mark != "/" or not 0 < middle <= 12 or max(first, last) > 99 or min(first, last) > 31:
            return None
        if max(first, last) <= 31:
            return (None, None)  # which of the two is the year cannot be told
        first, last = (_short(first), last) if first > 31 else (_short(last), first)
    calendar = next((c for c, years in _YEARS.items() if first in years), None)
    if calendar is None or len(parts[1]) > 2 or last > 99:
        return None
    return _convert(calendar, first, middle, last)


def _convert(calendar: Calendar, year: int | None, month: int, day: int | None) -> tuple[str | None, str | None]:
    """Returns a day as ISO and Jalali date, or nulls where it is not complete or not in the calendar."""
    if calendar == "lunar" or year is None or day is None or year not in _YEARS[calendar]:
        return (None, None)
    try:
        if calendar == "jalali":
            jalali = JalaliDate(year, month, day)
            return (jalali.to_gregorian().isoformat(), jalali.isoformat())
        gregorian = dt.date(year, month, day)
        jalali = JalaliDate(gregorian)
        return (gregorian.isoformat(), jalali.isoformat())
    except ValueError:
        return (None, None)
