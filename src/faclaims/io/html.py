"""The article of a web page."""

import html
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from faclaims.errors import InputError
from faclaims.io.fields import day_of

if TYPE_CHECKING:
    from trafilatura.settings import Document

# trafilatura deletes every half-space, which Persian spelling needs: it travels as a printable character that
# no news text has (U+2E31, word separator middle dot).
_STAND_IN = "\u2e31"
_HALF_SPACE = re.compile("\u200c|&zwnj;|&#(?:0{0,5}8204|[xX]0{0,5}200[cC])(?![0-9A-Fa-f]);?")

_TAG = re.compile("<[A-Za-z][^<>]{0,2000}>")
_ATTRIBUTE = re.compile(r"""([\w:-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]{0,200})"|'([^']{0,200})'|([^\s"'>]{1,200}))""")
_PUBLISHED = frozenset(
    {
        "article:published",
        "article:published_time",
        "datepublished",
        "date.published",
        "dc.date.issued",
        "dcterms.issued",
        "og:published_time",
        "parsely-pub-date",
        "pubdate",
        "publish-date",
        "publish_date",
        "published_date",
        "published_time",
    }
)
"""Names under which pages state the day of publication, in lower case."""
_LINKED_DATA = re.compile(r"<script[^<>]{0,200}ld\+json[^<>]{0,200}>", re.I)
_LINKED_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{1,60})"')


class Page(NamedTuple):
    """What a page says of its article; ``date`` is ISO."""

    text: str
    title: str | None
    url: str | None
    publisher: str | None
    date: str | None


def looks_like_html(text: str) -> bool:
    r"""Returns whether a text is a web page, whatever the name of its file says.

    Example:
        >>> looks_like_html("\n<!DOCTYPE html><html>…"), looks_like_html("پل <تازه>")
        (True, False)
    """
    return text[:1000].lstrip("\ufeff \t\r\n").lower().startswith(("<!doctype html", "<html", "<head", "<body"))


def article_of(page: str) -> Page:
    """Returns the article of a page without navigation and advertisements.

    The day of publication is the one that the page states in its meta elements, its linked data or the address it
    gives itself, Gregorian or Jalali; days that are somewhere in its text are of anything.

    Raises:
        InputError: There is no article in the page.
    """
    # Imported here: it takes half a second, and only HTML needs it.
    from trafilatura import bare_extraction

    logger = logging.getLogger("trafilatura")
    # It reports pages without an article, which are errors of ours: its reports are for those who set up logging.
    if not logger.hasHandlers():
        logger.addHandler(logging.NullHandler())
    extracted = bare_extraction(
        _HALF_SPACE.sub(_STAND_IN, page),
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    found = cast("Document | None", extracted)
    if found is None or not (found.text or "").strip():
        raise InputError("no article found in this page; save the text of the article as .txt")
    published = next(filter(None, map(day_of, _stated(page))), None)
    return Page(
        text=_restored(found.text) or "",
        title=_restored(found.title),
        url=_restored(found.url),
        publisher=_restored(found.sitename),
        date=published.isoformat() if published else found.date,
    )


def _stated(page: str) -> Iterator[str]:
    """Yields what a page says of its day of publication, what is most to be believed first."""
    tags = [
        _attributes(tag[0]) for tag in _TAG.finditer(page) if "publi" in tag[0].lower() or "pubd" in tag[0].lower()
    ]
    for tag in tags:
        names = {tag.get(key, "").lower() for key in ("property", "name", "itemprop")}
        if names & _PUBLISHED:
            yield tag.get("content") or tag.get("datetime", "")
    end = 0
    while script := _LINKED_DATA.search(page, end):
        end = page.find("</script", script.end())
        if end < 0:
            return
        if date := _LINKED_DATE.search(page, script.end(), end):
            yield date[1]


def _attributes(tag: str) -> dict[str, str]:
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(tag)
    }


def _restored(value: object) -> str | None:
    # Linked data can hold anything under the names that trafilatura reads.
    return value.replace(_STAND_IN, "\u200c") if value and isinstance(value, str) else None
