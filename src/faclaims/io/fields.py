"""One record of a file (a JSON object, a row) to an article."""

import datetime as dt
import logging
import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from faclaims.errors import InputError
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

    Args:
        record: A JSON object or a row; fields that are not named in ``fields`` are not read.
        fields: Which field is what.
        default_id: Id of an article that brings none.

    Raises:
        InputError: There is no text in it, or a field is of the wrong type; the message says which.

    Example:
        >>> article_from({"text": "خبر", "date": "1401/02/03"}, Fields(), "a").published
        datetime.date(2022, 4, 23)
    """
    if not isinstance(record, Mapping):
        raise InputError(f"not an object with the fields of an article but {type(record).__name__}")
    if record.get(fields.text) is None:
        raise InputError(
            f"no field {fields.text!r}, which holds the article; fields of the record: {listed(record)}"
        )
    parts = {name: _whole(record.get(getattr(fields, name))) for name in ("title", "url", "publisher")}
    article_id = _whole(record.get(fields.id))
    try:
        article = Article(
            id=default_id if article_id in (None, "") else str(article_id),
            text=_whole(record[fields.text]),
            published=day(record.get(fields.date)),
            **{name: value or None for name, value in parts.items()},
        )
    except ValidationError as error:
        wrong = "; ".join(f"field {getattr(fields, str(e['loc'][0]))!r}: {e['msg']}" for e in error.errors())
        raise InputError(wrong) from None
    if not article.text.strip():
        raise InputError(f"field {fields.text!r} is empty; there is nothing to read")
    return article


def _whole(value: Any) -> Any:
    # JSON can spell half of a surrogate pair, which no file can hold; one character for one keeps the offsets.
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


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
    match value:
        case None | "":
            return None
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
