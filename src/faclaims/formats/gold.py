"""A result as an annotated article: the starting point of a correction."""

import re
from collections.abc import Iterator, Sequence

from faclaims.errors import InputError
from faclaims.evaluate import GoldArticle, GoldAttribution, GoldSpeaker
from faclaims.evaluate.gold import GoldSentence
from faclaims.records import Claim, Extraction, Speaker, SpeakerKind

type _Source = tuple[str, SpeakerKind]

_BETWEEN = re.compile(r"[^\w]*")


def gold_of(result: Extraction) -> GoldArticle:
    """Returns what was found in the form of an annotated article, as `faclaims evaluate` reads it.

    Args:
        result: What was found in one article; attributions are put together from the claims, since files hold
            those alone.

    Raises:
        InputError: The text of the article is not known.

    Example:
        >>> from faclaims import Extractor
        >>> gold = gold_of(Extractor().extract("علی رضایی گفت: آب کم است."))
        >>> gold.attributions[0].content, gold.speakers[0].name
        (((15, 24),), 'علی رضایی')
    """
    if not result.article.text:
        raise InputError(
            f"article {result.article.id!r}: its text is not known; name the articles with --articles"
        )
    said: dict[str, list[Claim]] = {}
    for claim in result.claims:
        said.setdefault(claim.attribution_id, []).append(claim)
    keys: dict[_Source, str] = {}
    attributions = tuple(
        _attribution(claims, _content(result.article.text, claims), keys) for claims in said.values()
    )
    speakers = tuple(_speaker(key, source, result) for source, key in keys.items())
    article = result.article
    return GoldArticle(
        id=article.id,
        text=article.text,
        title=article.title,
        publisher=article.publisher,
        speakers=speakers,
        attributions=tuple(sorted(attributions, key=lambda a: a.content[0])),
    )


def _key(speaker: Speaker, keys: dict[_Source, str]) -> str:
    return keys.setdefault((speaker.name or "", speaker.kind), f"S{len(keys) + 1}")


def _speaker(key: str, source: _Source, result: Extraction) -> GoldSpeaker:
    name, kind = source
    said = (c.speaker for c in result.claims if (c.speaker.name or "", c.speaker.kind) == source)
    aliases = (alias for s in result.speakers if (s.name or "", s.kind) == source for alias in s.aliases)
    roles = dict.fromkeys(role for speaker in said for role in speaker.roles)
    return GoldSpeaker(key=key, name=name, kind=kind, roles=tuple(roles), aliases=tuple(dict.fromkeys(aliases)))


def _attribution(
    claims: Sequence[Claim], content: tuple[tuple[int, int], ...], keys: dict[_Source, str]
) -> GoldAttribution:
    first = claims[0]
    mention = first.speaker.mention
    labelled = () if first.form == "phrase" else tuple(_sentence(claim) for claim in claims)
    return GoldAttribution(
        form=first.form,
        nested=first.nested,
        speaker=_key(first.speaker, keys),
        content=content,
        cue=(first.cue.start, first.cue.end) if first.cue else None,
        mention=(mention.start, mention.end) if mention.start < mention.end else None,
        sentences=labelled,
    )


def _sentence(claim: Claim) -> GoldSentence:
    return GoldSentence(
        span=(claim.start, claim.end),
        subjects=tuple(s.id for s in claim.subjects),
        stance=claim.stance,
        assertion=claim.assertion,
    )


def _content(text: str, claims: Sequence[Claim]) -> tuple[tuple[int, int], ...]:
    return tuple(_joined(text, sorted((c.start, c.end) for c in claims)))


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yields sentences between which stand no words as one stretch."""
    start, end = spans[0]
    for next_start, next_end in spans[1:]:
        if next_start <= end or _BETWEEN.fullmatch(text, end, next_start):
            end = max(end, next_end)
        else:
            yield start, end
            start, end = next_start, next_end
    yield start, end
