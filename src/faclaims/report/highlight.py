"""Cuts an article into pieces, each with everything that a reader should see on it."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from faclaims.records import Claim


class Piece(NamedTuple):
    """A stretch of an article over which nothing changes.

    Attributes:
        text: The words.
        claim: Position of the innermost claim that covers it; null outside claims.
        opens: Whether it is the first piece of its claim.
        mention: Whether it names the speaker of a claim.
        cue: Whether it is a reporting expression.
        evidence: Whether the subject or stance of its claim rests on it.
    """

    text: str
    claim: int | None
    opens: bool
    mention: bool
    cue: bool
    evidence: bool


def pieces(text: str, claims: Sequence[Claim]) -> tuple[Piece, ...]:
    """Returns the whole of ``text`` in pieces, in order.

    Spans may nest and overlap as they like. Where claims do, the shorter one covers the longer, as a quotation
    inside another does.

    Args:
        text: The raw text of an article.
        claims: Claims of this article; a span that reaches out of the text is cut off.

    Example:
        >>> from faclaims import Extractor
        >>> result = Extractor().extract("وزیر نیرو گفت: او آمد.")
        >>> [(p.text, p.claim, p.mention, p.cue) for p in pieces(result.article.text, result.claims)]
        [('وزیر نیرو', None, True, False), (' ', None, False, False), ('گفت', None, False, True), \
(': ', None, False, False), ('او آمد', 0, False, False), ('.', None, False, False)]
    """
    contents = [(c.start, c.end) for c in claims]
    mentions = {(c.speaker.mention.start, c.speaker.mention.end) for c in claims}
    cues = {(c.cue.start, c.cue.end) for c in claims if c.cue}
    evidence = {(e.start, e.end) for c in claims for s in c.subjects for e in s.evidence}
    marks = {0, len(text)}
    for spans in (contents, mentions, cues, evidence):
        marks.update(min(at, len(text)) for span in spans for at in span)
    bounds = sorted(marks)
    owners: list[int | None] = [None] * (len(bounds) - 1)
    for number in sorted(range(len(claims)), key=lambda n: claims[n].start - claims[n].end):
        start, end = (bisect_left(bounds, min(at, len(text))) for at in contents[number])
        owners[start:end] = [number] * max(0, end - start)
    is_mention, is_cue, is_evidence = (_covered(bounds, spans) for spans in (mentions, cues, evidence))
    seen: set[int] = set()
    found = []
    for place, (start, end) in enumerate(pairwise(bounds)):
        owner = owners[place]
        opens = owner is not None and owner not in seen
        if owner is not None:
            seen.add(owner)
        found.append(Piece(text[start:end], owner, opens, is_mention[place], is_cue[place], is_evidence[place]))
    return tuple(found)


def _covered(bounds: Sequence[int], spans: set[tuple[int, int]]) -> list[bool]:
    covered = [False] * max(0, len(bounds) - 1)
    for start, end in spans:
        first, last = bisect_left(bounds, start), bisect_left(bounds, min(end, bounds[-1]))
        covered[first:last] = [True] * max(0, last - first)
    return covered
