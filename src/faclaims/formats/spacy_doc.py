"""Results as spaCy documents: what was found stands in span groups."""

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from faclaims.errors import InputError
from faclaims.formats.frames import needed
from faclaims.records import Claim, Extraction

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUPS = ("claims", "cues", "mentions")
"""The span groups that a document gets."""


def to_doc(result: Extraction, nlp: "Language | None" = None) -> "Doc":
    """Returns a result as a spaCy document.

    ``doc.text`` is the raw text and ``span.start_char`` a claim's ``start``: tokens are cut where a claim, cue or
    mention begins or ends, so that none is lost. The spans of the group ``claims`` have the stance as label and
    the ``claim_id`` as ``id_``; the whole records are in ``doc.user_data["faclaims"]``, by their ids, and survive
    ``DocBin(store_user_data=True)``.

    Args:
        result: What was found in one article.
        nlp: A pipeline whose tokenizer and vocabulary are used; spaCy's blank Persian one by default.

    Raises:
        MissingExtraError: spaCy is not installed.
        InputError: The text of the article is not known.
    """
    spacy: Any = needed("spacy", "spacy")
    if not result.article.text:
        raise InputError(
            f"article {result.article.id!r}: its text is not known; name the articles with --articles"
        )
    text, tokenizer = result.article.text, nlp or spacy.blank("fa")
    spans: dict[str, set[tuple[int, int, str, str]]] = {
        "claims": {(c.start, c.end, c.stance, c.claim_id) for c in result.claims},
        "cues": {(c.cue.start, c.cue.end, c.form, "") for c in result.claims if c.cue},
        "mentions": {
            (m.start, m.end, m.type, c.speaker.id) for c in result.claims if (m := c.speaker.mention).start < m.end
        },
    }
    begins = {start for group in spans.values() for start, *_ in group}
    ends = {end for group in spans.values() for _, end, *_ in group}
    bounds = _bounds(text, tokenizer, begins | ends)
    doc = _tokens(text, [(a, b, a in begins or b in ends) for a, b in pairwise(bounds)], tokenizer, spacy)
    starts = [token.idx for token in doc]
    for group in GROUPS:
        made = []
        for start, end, label, name in sorted(spans[group]):
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            made.append(spacy.tokens.Span(doc, first, last, label=label, span_id=name))
        doc.spans[group] = made
    doc.user_data["faclaims"] = {claim.claim_id: claim.model_dump_json() for claim in result.claims}
    return doc


def from_doc(doc: "Doc") -> tuple[Claim, ...]:
    """Returns the claims of a document that `to_doc` made, in text order."""
    records = doc.user_data["faclaims"]
    return tuple(Claim.model_validate_json(records[span.id_]) for span in doc.spans["claims"])


def _bounds(text: str, nlp: "Language", marks: set[int]) -> list[int]:
    cuts = {0, len(text)} | marks
    for token in nlp.make_doc(text):
        cuts |= {token.idx, token.idx + len(token)}
    return sorted(cuts)


def _tokens(text: str, cuts: list[tuple[int, int, bool]], nlp: "Language", spacy: Any) -> "Doc":
    # spaCy keeps one space after a token as a mark of the token and not as a token of its own; not so where a span
    # begins or ends with that space, which would lose it.
    words: list[str] = []
    spaces: list[bool] = []
    for start, end, is_edge in cuts:
        piece = text[start:end]
        if piece == " " and words and not spaces[-1] and not is_edge:
            spaces[-1] = True
        else:
            words.append(piece)
            spaces.append(False)
    doc: Doc = spacy.tokens.Doc(nlp.vocab, words=words, spaces=spaces)
    return doc
