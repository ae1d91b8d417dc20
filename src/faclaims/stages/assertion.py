"""Stage: how a claim is asserted (stated, denied, demanded, promised, predicted, conditional, possible, asked).

Rules of ``lexicon/data/assertion.toml`` find triggers in the claim and in its reporting words; a row can override
others; among what is left the label that comes first in the guideline is taken. The learned model weighs all that the
rules found, and the words of the claim, by ``assertion_model.json``.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from faclaims.lexicon import compiled_once
from faclaims.lexicon.context import ContextRules, Decision, Sign, context_rows, verb_classes
from faclaims.lexicon.linear import Linear, WordFeatures
from faclaims.lexicon.rows import AssertionRow
from faclaims.records import Assertion, Span

_ORDER: tuple[Assertion, ...] = (
    "denied", "demanded", "promised", "predicted", "conditional", "possible", "asked", "asserted",
)  # fmt: skip
_SURE: Assertion = "denied"
"""What the learned model does not overrule: what denies is a closed set of predicates and quantifiers."""
_MARK = re.compile(r"[\s»\"”’)\]]{0,3}[؟?]")


class AssertionModel(NamedTuple):
    """Compiled rules, and a learned model (none for the rules alone)."""

    rules: ContextRules
    learned: Linear[Assertion] | None


@compiled_once
def assertion_model(extra: tuple[Path, ...] = (), learned: bool = True) -> AssertionModel:
    """Returns the compiled rules.

    Args:
        extra: Lexicon folders laid over the built-in ones.
        learned: Whether to use the learned model; without it the rules decide.
    """
    rules = ContextRules(context_rows("assertion", AssertionRow, extra), verb_classes(extra))
    return AssertionModel(rules, _learned() if learned else None)


@cache
def _learned() -> Linear[Assertion]:
    return Linear.load("assertion_model")


class Reading(NamedTuple):
    """What the rules find in a claim: by label the row that says so, what shows it, and features for a model."""

    rows: dict[str, str]
    signs: tuple[Sign, ...]
    label: Assertion
    features: dict[str, float]
    words: WordFeatures


def read(text: str, span: Span, cue: str | None, rules: ContextRules) -> Reading:
    """Returns what the rules find in a claim; arguments as of ``assertion``."""
    words = rules.words(text, span)
    signs, _ = rules.find(text, span, words)
    rows = [*(sign.row for sign in signs), *rules.cue_rows(cue)]
    off = {rid for row in rows for rid in row.overrides}
    valid = [row for row in rows if row.id not in off]
    found = {row.category: row.id for row in reversed(valid)}
    if _MARK.match(text, span.end):
        found.setdefault("asked", "ask.mark")
    label: Assertion = next((each for each in _ORDER if each in found), "asserted")
    features = {f"row.{name}": 1.0 for name in (*(row.id for row in valid), *found.values())}
    features |= {f"found.{name}": 1.0 for name in found} | {f"rule.{label}": 1.0}
    shown = tuple(sign for sign in signs if sign.row.id not in off)
    return Reading(found, shown, label, features, words.features)


def assertion(text: str, span: Span, cue: str | None, model: AssertionModel) -> Decision[Assertion]:
    """Returns how a claim is asserted.

    Args:
        text: The normalized article.
        span: Where the claim stands in it.
        cue: The normalized reporting words, if there are any.
        model: From ``assertion_model``.

    Example:
        >>> text = "هیچ\u200cگونه توافقی امضا نشده است"
        >>> assertion(text, Span(0, len(text)), "گفت", assertion_model()).label
        'denied'
    """
    reading = read(text, span, cue, model.rules)
    label = reading.label
    if model.learned is not None and label != _SURE:
        label = model.learned.best(reading.features, reading.words)
    shown = tuple(sign.span for sign in reading.signs if sign.row.category == label)
    rule = reading.rows.get(label, "default") if label == reading.label else "model"
    return Decision(label, shown, f"assertion.{rule}")
