"""The two languages of the interface: words, digits, dates and the names of subjects."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from persiantools.jdatetime import JalaliDate

from faclaims.lexicon import check_folder, load
from faclaims.lexicon.rows import SubjectRow

Lang = Literal["fa", "en"]
Unit = Literal["day", "month", "year"]

_DIGITS = str.maketrans("0123456789,.", "۰۱۲۳۴۵۶۷۸۹٬٫")
_MONTHS = {
    "fa": ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


@cache
def words(lang: Lang) -> Mapping[str, Any]:
    """Returns the words of the interface in one language.

    Example:
        >>> words("en")["speakers"]
        'Speakers'
    """
    text = (resources.files("faclaims.report") / "words.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text)[lang])


def number(value: float, lang: Lang, places: int = 0) -> str:
    """Returns a number as it is written in a language.

    Example:
        >>> number(1250, "fa"), number(0.5, "en", places=2)
        ('۱٬۲۵۰', '0.50')
    """
    written = f"{value:,.{places}f}"
    return written.translate(_DIGITS) if lang == "fa" else written


def date_name(date: dt.date, lang: Lang, unit: Unit = "day") -> str:
    """Returns a day, month or year in words: Jalali in Persian, Gregorian in English.

    Example:
        >>> date_name(dt.date(2024, 5, 11), "fa"), date_name(dt.date(2024, 5, 11), "en", "month")
        ('۲۲ اردیبهشت ۱۴۰۳', 'May 2024')
    """
    year, month, day = parts(date, lang)
    name = f"{day} {_MONTHS[lang][month - 1]} {year}"
    shown = name if unit == "day" else name.split(" ", 1)[1] if unit == "month" else str(year)
    return shown.translate(_DIGITS) if lang == "fa" else shown


def parts(date: dt.date, lang: Lang) -> tuple[int, int, int]:
    """Returns year, month and day in the calendar of a language; Gregorian where there is no Jalali year."""
    if lang == "fa" and 622 < date.year < 9999:
        jalali = JalaliDate(date)
        return jalali.year, jalali.month, jalali.day
    return date.year, date.month, date.day


def subject_names(lang: Lang, lexicons: tuple[Path, ...] = ()) -> dict[str, str]:
    """Returns the names of the subjects of the lexicon by their ids.

    Args:
        lang: The language of the names.
        lexicons: Folders with subjects of your own.

    Raises:
        LexiconError: A folder or a file in it is wrong.

    Example:
        >>> subject_names("en")["privacy"]
        'Privacy'
    """
    for folder in lexicons:
        check_folder(folder)
    rows = load("subjects", SubjectRow, lexicons)
    return {row.id: row.label_fa if lang == "fa" else row.label_en for row in rows}
