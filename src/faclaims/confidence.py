"""How sure an attribution is: the estimated probability that its content and its speaker are right.

A logistic model over what the stages say of an attribution and what stands around it, trained by
``training/confidence.py`` on annotated articles and on labelled claims of others, and checked on articles it was not
trained on. Without learned models a short table of hand-set values stands in for it.
"""

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from faclaims.lexicon import fold
from faclaims.records import Attribution

_BY_HAND = {"named": 0.9, "pronoun": 0.9, "dropped": 0.85, "role": 0.8}
_UNKNOWN = 0.1
_WEAK_FORMS = {"clause": 0.9, "phrase": 0.8}
_JOINING = frozenset({"و", "که"})
_STOPPING = '.:،؛»"'
_STOPS = re.compile(r"[.!؟?؛\n]\s*(?=\S)")


def confidences(text: str, attributions: Sequence[Attribution], *, learned: bool = True) -> list[float]:
    """Returns the probability that content and speaker are right, 0 to 1, for each attribution of an article.

    Args:
        text: The raw text of the article.
        attributions: All that were found in it, in any order; their own ``confidence`` is not looked at.
        learned: Whether to use the trained model, or else the values set by hand.
    """
    if not learned:
        return [_by_hand(attribution) for attribution in attributions]
    weights = _model()
    scores = [
        weights["bias"] + sum(weights.get(name, 0.0) for name in row) for row in features(text, attributions)
    ]
    return [round(1 / (1 + math.exp(-score)), 3) for score in scores]


def _by_hand(attribution: Attribution) -> float:
    if attribution.speaker.name is None:
        return _UNKNOWN
    return round(_BY_HAND[attribution.speaker.mention.type] * _WEAK_FORMS.get(attribution.form, 1.0), 3)


def features(text: str, attributions: Sequence[Attribution]) -> list[list[str]]:
    """Returns the names of the features that hold for each attribution of an article.

    What the page looks like stands among them, since a flattened or a long page misleads every stage at once.

    Args:
        text: The raw text of the article.
        attributions: All that were found in it, in any order.
    """
    said = Counter(attribution.speaker.id for attribution in attributions)
    page = [
        f"length={bisect_right((1000, 3000, 8000), len(text))}",
        f"lines={bisect_right((1, 3), 1000 * text.count('\n') / max(1, len(text)))}",
    ]
    page.append(f"speakers={bisect_right((2, 3, 4, 5), len(said))}")
    crossed = _crossed(attributions)
    return [
        [
            *page,
            *_of_speaker(attribution),
            *_of_cue(attribution),
            *_of_place(text, attribution),
            f"said={bisect_right((2, 4, 7), said[attribution.speaker.id])}",
            f"crossed={attribution.attribution_id in crossed}",
        ]
        for attribution in attributions
    ]


def _of_speaker(attribution: Attribution) -> list[str]:
    speaker = attribution.speaker
    out = [f"link={attribution.rules[1]}", f"speaker={speaker.kind} {speaker.mention.type}"]
    if speaker.name is not None:
        words = len(speaker.name.split())
        out.append(f"name={'long' if words > 5 else min(words, 3)}")
        if speaker.name in speaker.roles:
            out.append("only-a-post")
    return out


def _of_cue(attribution: Attribution) -> list[str]:
    """How the content is introduced: its form, the cue and the verb of it."""
    out = [f"form={attribution.form}"]
    if attribution.cue is not None:
        words = fold(attribution.cue.text).split()
        out.extend([f"cue={' '.join(words)}", f"verb={words[-1]}"])
    return out


def _of_place(text: str, attribution: Attribution) -> list[str]:
    """What stands before the mention, whether the content ends a line, and how long its sentences are."""
    mention, last = attribution.speaker.mention, attribution.content[-1]
    out = [f"ends-line={'\n' in text[last.end : last.end + 3] or last.end + 2 >= len(text)}"]
    if mention.text:
        before = text[max(0, mention.start - 30) : mention.start]
        words = before.split()
        if not words or "\n" in before[len(before.rstrip()) :]:
            out.append("before=start")
        else:
            out.append(f"before={words[-1] if words[-1] in _JOINING else _kind_of(words[-1][-1])}")
    said = [piece.text for piece in attribution.content]
    sentences = sum(1 + len(_STOPS.findall(piece)) for piece in said)
    out.append(f"sentence={bisect_right((8, 20, 40), sum(len(piece.split()) for piece in said) / sentences)}")
    return out


def _kind_of(char: str) -> str:
    return char if char in _STOPPING else "word" if char.isalnum() else "mark"


def _crossed(attributions: Sequence[Attribution]) -> set[str]:
    """The ids of those whose content runs into that of another, nested or by mistake."""
    spans = sorted((a.content[0].start, a.content[-1].end, a.attribution_id) for a in attributions)
    out: set[str] = set()
    reached, by = -1, ""
    for start, end, one in spans:
        if start < reached:
            out |= {one, by}
        if end > reached:
            reached, by = end, one
    return out


@cache
def _model() -> Mapping[str, float]:
    file = resources.files("faclaims.lexicon") / "data" / "confidence.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))
