"""How sure an attribution is: the estimated probability that its content and its speaker are right.

A logistic model over what the stages say of an attribution, trained on annotated articles by
``training/confidence.py`` and checked on articles it was not trained on. Without learned models a short table of
hand-set values stands in for it.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources

from faclaims.records import Attribution

_BY_HAND = {"named": 0.9, "pronoun": 0.9, "dropped": 0.85, "role": 0.8}
_UNKNOWN = 0.1
_WEAK_FORMS = {"clause": 0.9, "phrase": 0.8}


def confidence(attribution: Attribution, *, learned: bool = True) -> float:
    """Returns the probability that content and speaker are right, 0 to 1.

    Args:
        attribution: The attribution; its own ``confidence`` is not looked at.
        learned: Whether to use the trained model, or else the values set by hand.
    """
    if not learned:
        if attribution.speaker.name is None:
            return _UNKNOWN
        return round(_BY_HAND[attribution.speaker.mention.type] * _WEAK_FORMS.get(attribution.form, 1.0), 3)
    weights = _model()
    score = weights["bias"] + sum(weights.get(name, 0.0) for name in features(attribution))
    return round(1 / (1 + math.exp(-score)), 3)


def features(attribution: Attribution) -> list[str]:
    """Returns the names of the features that hold for an attribution."""
    speaker = attribution.speaker
    rule, link = attribution.rules[:2]
    out = [
        f"form={attribution.form}",
        f"rule={rule}",
        f"link={link}",
        f"mention={speaker.mention.type}",
        f"kind={speaker.kind}",
        f"form={attribution.form}&mention={speaker.mention.type}",
        f"pieces={min(len(attribution.content), 4)}",
    ]
    if attribution.nested:
        out.append("nested")
    if speaker.name is None:
        out.append("no-name")
    else:
        words = len(speaker.name.split())
        out.append(f"name={'long' if words > 5 else min(words, 3)}")
        if speaker.name in speaker.roles:
            out.append("only-a-post")
        if any(map(str.isdigit, speaker.name)):
            out.append("digit-in-name")
    if attribution.via:
        out.append("relayed")
    length = sum(len(piece.text) for piece in attribution.content)
    out.append("short" if length < 40 else "long" if length > 500 else "middle")
    return out


@cache
def _model() -> Mapping[str, float]:
    file = resources.files("faclaims.lexicon") / "data" / "confidence.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))
