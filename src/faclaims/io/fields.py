"""One record of a file (a JSON object, a row) to an article."""

import datetime as dt
import logging
import math
import re
import textwrap
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from faclaims.errors import InputError
from faclaims.io.decode import decode
from faclaims.records import Article, Record

_log = logging.getLogger(__name__)

_LISTED = 200
_DATE = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_JALALI = range(1200, 1600)
"""Years that are of the Jalali calendar when they stand in the date of a news article."""


class Fields(Record):
    """The names under which records hold the parts of an article."""

    id: str = "id"
    text: str = "text"
    title: str = "title"
    date: str = "date"
    url: str = "url"
    publisher: str = "publisher"


def article_from(record: object, fields: Fields, default_id: str) -> Article:
    """Returns the article that a record holds.

    A number in place of a title, an address or an id is taken as it is written; what is neither is left out with a
    note, since an article is worth more than its title.

    Args:
        record: A JSON object or a row; fields that are not named in ``fields`` are not read.
        fields: Which field is what.
        default_id: Id of an article that brings none.

    Raises:
        InputError: There is no text in it; the message says what there is.

    Example:
        >>> article_from({"text": "خبر", "date": "1401/02/03"}, Fields(), "a").published
        datetime.date(2022, 4, 23)
    """
    if not isinstance(record, Mapping):
        raise InputError(f"not an object with the fields of an article but {type(record).__name__}")
    if fields.text not in record:
        raise InputError(
            f"no field {fields.text!r}, which holds the article; fields of the record: {listed(record)}; "
            "say which it is with --text-field"
        )
    text = record[fields.text]
    if isinstance(text, bytes):
        text = decode(text)[0]
    if _is_nothing(text) or (isinstance(text, str) and not text.strip()):
        raise InputError(f"field {fields.text!r} is empty; there is nothing to read")
    if not isinstance(text, str):
        raise InputError(f"field {fields.text!r}: not a string but {type(text).__name__}")
    title, url, publisher = (_words(record, name) for name in (fields.title, fields.url, fields.publisher))
    return Article(
        id=_words(record, fields.id) or default_id,
        text=_whole(text),
        published=day(record.get(fields.date)),
        title=title,
        url=url,
        publisher=publisher,
    )


def _words(record: Mapping[Any, Any], name: str) -> str | None:
    """What a field says in words, or in a number; None, with a note where there is something else."""
    value = record.get(name)
    if _is_nothing(value):
        return None
    if isinstance(value, str):
        return _whole(value) or None
    if isinstance(value, bytes):
        return _text_or_digits(value)
    if isinstance(value, Collection | bool):
        _log.warning("field %r holds %.60r, which is no text; the article is read without it", name, value)
        return None
    return str(value)


def _is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _text_or_digits(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.hex()


def _whole(value: str) -> str:
    # JSON can spell half of a surrogate pair, which no file can hold; one character for one keeps the offsets.
    return _SURROGATE.sub("\ufffd", value)


def listed(names: Iterable[object]) -> str:
    """Returns names for a message, not more of them than a person reads.

    Example:
        >>> listed(["id", "body"]), listed([])
        ('id, body', 'none')
    """
    return textwrap.shorten(", ".join(str(name)[:_LISTED] for name in names), _LISTED, placeholder=" …") or "none"


def day(value: Any) -> dt.date | None:
    """Returns the day of a date, Gregorian or Jalali, in any digits; None, with a warning, if it is no date.

    Example:
        >>> day("2021-03-04T10:00:00+03:30"), day("۱۳۹۹/۱۲/۱۴")
        (datetime.date(2021, 3, 4), datetime.date(2021, 3, 4))
    """
    if value == "" or _is_nothing(value):
        return None
    match value:
        case dt.datetime():
            return value.date()
        case dt.date():
            return value
    found = day_of(str(value))
    if found is None:
        _log.warning("%.60r is no date such as 2021-03-04 or 1399-12-14; the article is read without one", value)
    return found


def day_of(value: str) -> dt.date | None:
    """Returns the day with which a text begins, Gregorian or Jalali, in any digits; None if there is none."""
    found = _DATE.match(value)
    if not found:
        return None
    year, month, of_month = (int(part) for part in found.groups())
    try:
        return _gregorian(year, month, of_month) if year in _JALALI else dt.date(year, month, of_month)
    except ValueError:
        return None


def _gregorian(year: int, month: int, of_month: int) -> dt.date:
    from persiantools.jdatetime import JalaliDate

    date: dt.date = JalaliDate(year, month, of_month).to_gregorian()
    return date
