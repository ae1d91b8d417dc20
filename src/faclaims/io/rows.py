"""The rows of the tables that stand beside the claims; the records themselves where those are rows already."""

import datetime as dt

from pydantic import Field

from faclaims.records import Article, Attribution, Claim, Failure, Record


class _OfArticle(Record):
    article_id: str


class ArticleRow(Article):
    """An article that was done.

    Attributes:
        path: The file it came from.
        digest: Fingerprint of its text; equal for equal texts.
        attributions: How many were found in it.
        claims: How many were found in it.
    """

    path: str
    digest: str
    attributions: int = Field(ge=0)
    claims: int = Field(ge=0)


class AttributionRow(Attribution, _OfArticle):
    """An attribution, with the article it stands in before its own fields."""


class DuplicateRow(Record):
    """An article whose text came before, and which therefore was not done again.

    Attributes:
        path: The file it came from.
        digest: Fingerprint of its text, by which the article that was done is found in ``articles``.
    """

    id: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    path: str
    digest: str


TABLES: dict[str, type[Record]] = {
    "articles": ArticleRow,
    "attributions": AttributionRow,
    "claims": Claim,
    "duplicates": DuplicateRow,
    "failures": Failure,
}
"""Every table of a batch run by name, with the record of its rows."""
