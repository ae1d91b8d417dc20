"""Stage: which side a speaker takes towards the subject of a claim (favor, against, neutral).

Rules of ``lexicon/data/stance.toml`` find good and bad things, calls and verdicts; reversers, negative verbs and
condemnations turn them round: opposing a harm is favouring what it harms. The rule-only score weighs them by the
``weight`` of their rows; the learned model weighs the same counts, with how the claim is asserted, the tone of the
article and the words of the claim, by coefficients in ``stance_model.json``.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from faclaims.lexicon import compiled_once, load
from faclaims.lexicon.context import ContextRules, Decision, Sign, Words, context_rows, governed, verb_classes
from faclaims.lexicon.linear import Linear, WordFeatures
from faclaims.lexicon.rows import ContextRow, StanceRow, SubjectRow
from faclaims.records import Assertion, Span, Stance

_GOOD, _BAD = ("benefit", "advocacy"), ("harm", "criticism")
_TURNED = {"benefit": "benefit.turned", "harm": "harm.turned"}
_TURNED_WEIGHT = 0.7
_CUE_WEIGHT = 2.0
_CALLING_WEIGHT = 1.2
_ENOUGH = 1.4
_NEGATION = 4  # a verb negates what stands at most so many words before it
_MOST = 3  # more of a kind says no more
_PER = 30  # the tone of an article is counted per so many words
_LETTERS = 6  # code points in a word and the space after it, on average
_DIGIT = re.compile(r"\d")


class StanceModel:
    """Compiled rules, the subjects that are harms themselves, and learned weights (none for the rules alone)."""

    def __init__(
        self,
        rows: Sequence[ContextRow],
        rules: ContextRules,
        harms: frozenset[str],
        learned: Linear[Stance] | None,
    ) -> None:
        self.rows = rows
        self.rules = rules
        self.harms = harms
        self.learned = learned
        self.side = {row.id: (row.category in _GOOD) - (row.category in _BAD) for row in rows}
        self.weight = {row.id: row.weight * self.side[row.id] for row in rows}
        self.tone = lru_cache(maxsize=2)(self._tone)

    def with_weights(self, learned: Linear[Stance]) -> Self:
        """Returns the same rules with other learned weights."""
        return type(self)(self.rows, self.rules, self.harms, learned)

    def _tone(self, text: str) -> dict[str, float]:
        counts = Counter(hit.value.id for hit in self.rules.hits(text) if self.weight[hit.value.id])
        words = len(text) / _LETTERS + 50
        return {f"article.{name}": min(_MOST, count / words * _PER) for name, count in counts.items()}


@compiled_once
def stance_model(extra: tuple[Path, ...] = (), learned: bool = True) -> StanceModel:
    """Returns the compiled rules.

    Args:
        extra: Lexicon folders laid over the built-in ones.
        learned: Whether to use the learned weights; without them the weights of the rows decide.
    """
    rows = context_rows("stance", StanceRow, extra)
    harms = frozenset(row.id for row in load("subjects", SubjectRow, extra) if row.harm)
    model = _learned() if learned else None
    return StanceModel(rows, ContextRules(rows, verb_classes(extra)), harms, model)


@cache
def _learned() -> Linear[Stance]:
    return Linear.load("stance_model")


class Reading(NamedTuple):
    """What the rules find in a claim: features by name, what speaks for (1) or against (-1), and its words."""

    features: dict[str, float]
    sides: list[tuple[int, Sign]]
    words: WordFeatures


def read(  # noqa: PLR0913 (what the earlier stages know of a claim)
    text: str, span: Span, cue: str | None, subject: str, asserted: Assertion, model: StanceModel
) -> Reading:
    """Returns what the rules find in a claim; arguments as of ``stance``."""
    words = model.rules.words(text, span)
    signs, stops = model.rules.find(text, span, words)
    turns = governed(signs, "reverser", len(words), stops)
    verdicts = Counter() if subject in model.harms else governed(signs, "condemnation", len(words), stops)
    features: Counter[str] = Counter()
    sides = []
    for sign in signs:
        name, side = sign.row.id, model.side[sign.row.id]
        if sign.row.category in _TURNED and _is_turned(sign, words, turns, verdicts):
            name, side = _TURNED[sign.row.category], -side
        features[name] += 1
        sides.append((side, sign))
    features.update(f"cue.{row.category}" for row in model.rules.cue_rows(cue))
    features[f"asserted.{asserted}"] = 1
    features["negative"] = sum("negative" in kinds for _, kinds in words.verbs)
    features["digit"] = int(bool(_DIGIT.search(text, span.start, span.end)))
    features["we"] = int(any("we" in kinds for _, kinds in words.verbs))
    capped = {name: float(min(_MOST, count)) for name, count in features.items() if count}
    known = {"length": math.log1p(len(words)), f"subject.{subject}": 1.0, **capped, **model.tone(text)}
    return Reading(known, sides, words.features)


def _is_turned(sign: Sign, words: Words, turns: Counter[int], verdicts: Counter[int]) -> bool:
    """Returns whether an odd number of reversers, negative verbs and condemnations govern a thing."""
    number = turns[sign.first] + (sign.row.category == "harm" and verdicts[sign.first] > 0)
    number += words.first_of("negative", sign.last + 1, sign.last + 1 + _NEGATION) is not None
    return number % 2 == 1


def stance(  # noqa: PLR0913 (what the earlier stages know of a claim)
    text: str, span: Span, cue: str | None, subject: str, asserted: Assertion, model: StanceModel
) -> Decision[Stance]:
    """Returns the side that the speaker of a claim takes.

    Args:
        text: The normalized article.
        span: Where the claim stands in it.
        cue: The normalized reporting words, if there are any.
        subject: Id of the claim's main subject.
        asserted: How the claim is asserted.
        model: From ``stance_model``.

    Example:
        >>> text = "نقض حریم خصوصی آفت این کار است"
        >>> stance(text, Span(0, len(text)), "گفت", "privacy", "asserted", stance_model((), False)).label
        'favor'
    """
    reading = read(text, span, cue, subject, asserted, model)
    label = model.learned.best(reading.features, reading.words) if model.learned else _by_rules(reading, model)
    wanted = {"favor": 1, "against": -1}.get(label)
    shown = tuple(sign.span for side, sign in reading.sides if side == wanted)
    rules = [sign.row.id for side, sign in reading.sides if side == wanted]
    source = "model" if model.learned else rules[0] if rules else "default"
    return Decision(label, shown, f"stance.{source}")


def _by_rules(reading: Reading, model: StanceModel) -> Stance:
    features = reading.features
    own = {name: weight * features.get(name, 0) for name, weight in model.weight.items()}
    good = sum(value for value in own.values() if value > 0)
    bad = -sum(value for value in own.values() if value < 0)
    good += _TURNED_WEIGHT * features.get("harm.turned", 0) + _CUE_WEIGHT * features.get("cue.advocacy", 0)
    bad += _TURNED_WEIGHT * features.get("benefit.turned", 0) + _CUE_WEIGHT * features.get("cue.criticism", 0)
    good += _CALLING_WEIGHT * (features.get("asserted.demanded", 0) + features.get("asserted.promised", 0))
    if max(good, bad) < _ENOUGH:
        return "neutral"
    return "favor" if good >= bad else "against"
