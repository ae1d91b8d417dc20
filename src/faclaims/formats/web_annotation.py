"""Claims as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), and back.

An annotation finds its place by two selectors: the position, which is exact as long as the text is the same, and
the quote with what stands around it, which finds the place again in a text that changed elsewhere. Positions count
code points, as the standard asks and as claims do.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from faclaims.errors import InputError
from faclaims.records import Article, Claim, Extraction, Span

_CONTEXT = 32
"""Code points before and after a quote that tell it from the same words elsewhere."""


def to_web_annotations(results: Iterable[Extraction]) -> dict[str, Any]:
    """Returns an annotation page with one annotation a claim.

    The bodies of an annotation are, for people, who said it; as tags its subjects, stance and assertion; and, for
    programs, the whole claim record as JSON.

    Args:
        results: What was found, one an article; the texts must be known.

    Raises:
        InputError: The text of an article with claims is not known.

    Example:
        >>> from faclaims import Extractor
        >>> result = Extractor().extract("علی رضایی گفت: آب کم است.", article_id="a1")
        >>> page = to_web_annotations([result])
        >>> anchored("خبر تازه: " + result.article.text, page["items"][0])
        Span(start=25, end=34)
    """
    items = [_annotation(c, result.article) for result in results for c in result.claims]
    return {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": items}


def from_web_annotations(page: Mapping[str, Any]) -> tuple[Claim, ...]:
    """Returns the claims that a page of `to_web_annotations` holds."""
    return tuple(
        Claim.model_validate_json(body["value"])
        for item in page["items"]
        for body in item["body"]
        if body.get("format") == "application/json"
    )


def anchored(text: str, annotation: Mapping[str, Any]) -> Span | None:
    """Returns where in ``text`` an annotation stands: by position, else by its quote; None if nowhere.

    Args:
        text: The text, perhaps another edition of it.
        annotation: One of the ``items`` of a page.
    """
    selectors = {s["type"]: s for s in annotation["target"]["selector"]}
    quote, position = selectors["TextQuoteSelector"], selectors["TextPositionSelector"]
    exact = quote["exact"]
    if text[position["start"] : position["end"]] == exact:
        return Span(position["start"], position["end"])
    with_context = text.find(quote["prefix"] + exact + quote["suffix"])
    start = with_context + len(quote["prefix"]) if with_context >= 0 else text.find(exact)
    return Span(start, start + len(exact)) if start >= 0 else None


def _annotation(claim: Claim, article: Article) -> dict[str, Any]:
    if not article.text:
        raise InputError(f"article {article.id!r}: its text is not known; name the articles with --articles")
    tags = [*(s.id for s in claim.subjects), claim.stance, claim.assertion]
    name = claim.speaker.name
    return {
        "id": f"urn:faclaims:{claim.claim_id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            *([{"type": "TextualBody", "purpose": "describing", "language": "fa", "value": name}] if name else []),
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags),
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "application/json",
                "value": claim.model_dump_json(),
            },
        ],
        "target": {
            "source": article.url or f"urn:faclaims:article:{article.id}",
            "selector": [
                {"type": "TextPositionSelector", "start": claim.start, "end": claim.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": claim.text,
                    "prefix": article.text[max(0, claim.start - _CONTEXT) : claim.start],
                    "suffix": article.text[claim.end : claim.end + _CONTEXT],
                },
            ],
        },
    }
