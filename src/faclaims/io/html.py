"""The article of a web page."""

import logging
from typing import TYPE_CHECKING, NamedTuple, cast

from faclaims.errors import InputError

if TYPE_CHECKING:
    from trafilatura.settings import Document

# trafilatura deletes every half-space, which Persian spelling needs: it travels as a printable character that
# no news text has (U+2E31, word separator middle dot).
_STAND_IN = "\u2e31"
_HALF_SPACES = ("\u200c", "&zwnj;", "&#8204;", "&#x200c;", "&#x200C;", "&#X200C;")


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

    Raises:
        InputError: There is no article in the page.
    """
    # Imported here: it takes half a second, and only HTML needs it.
    from trafilatura import bare_extraction

    for form in _HALF_SPACES:
        page = page.replace(form, _STAND_IN)
    # It reports pages without an article; here that is an error of ours.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    extracted = bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False)
    found = cast("Document | None", extracted)
    if found is None or not (found.text or "").strip():
        raise InputError("no article found in this page; save the text of the article as .txt")
    return Page(
        text=_restored(found.text) or "",
        title=_restored(found.title),
        url=found.url,
        publisher=_restored(found.sitename),
        date=found.date,
    )


def _restored(value: str | None) -> str | None:
    return value.replace(_STAND_IN, "\u200c") if value else None
