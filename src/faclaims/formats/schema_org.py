"""Claims as schema.org ``Claim`` in JSON-LD (https://schema.org/Claim)."""

from collections.abc import Iterable
from typing import Any

from faclaims.records import Article, Claim, Extraction, SpeakerKind

_TYPES: dict[SpeakerKind, str] = {"person": "Person", "organization": "Organization", "group": "Organization"}


def to_schema_org(results: Iterable[Extraction]) -> dict[str, Any]:
    """Returns one JSON-LD document with every claim: its text, author, date and appearance.

    The author is who the article says spoke; the date of a claim is the day on which the article appeared. A
    source without a name has no author. A document that speaks stands as ``citation``, since an author is a
    person or an organisation.

    Args:
        results: What was found, one an article.

    Example:
        >>> from faclaims import Extractor
        >>> result = Extractor().extract("علی رضایی گفت: آب کم است.", article_id="a1", publisher="نمونه")
        >>> claim = to_schema_org([result])["@graph"][0]
        >>> claim["@type"], claim["text"], claim["author"]["name"], claim["appearance"]["publisher"]["name"]
        ('Claim', 'آب کم است', 'علی رضایی', 'نمونه')
    """
    graph = [_claim(claim, result.article) for result in results for claim in result.claims]
    return {"@context": "https://schema.org", "@graph": graph}


def _claim(claim: Claim, article: Article) -> dict[str, Any]:
    speaker = claim.speaker
    author = {
        "@type": _TYPES.get(speaker.kind, "Person"),
        "name": speaker.name,
        "jobTitle": list(speaker.roles) if speaker.kind == "person" else None,
        "description": "، ".join(speaker.roles) if speaker.kind != "person" else None,
    }
    return _filled(
        {
            "@type": "Claim",
            "@id": f"urn:faclaims:{claim.claim_id}",
            "identifier": claim.claim_id,
            "inLanguage": "fa",
            "text": claim.text,
            "author": _filled(author) if speaker.name and speaker.kind != "document" else None,
            "citation": speaker.name if speaker.kind == "document" else None,
            "datePublished": article.published.isoformat() if article.published else None,
            "about": [{"@type": "DefinedTerm", "termCode": s.id} for s in claim.subjects],
            "appearance": _article(article),
        }
    )


def _article(article: Article) -> dict[str, Any]:
    return _filled(
        {
            "@type": "NewsArticle",
            "identifier": article.id,
            "url": article.url,
            "headline": article.title,
            "datePublished": article.published.isoformat() if article.published else None,
            "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
        }
    )


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, [], "")}
