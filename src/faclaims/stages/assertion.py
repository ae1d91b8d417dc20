"""Stage: how a claim is asserted (stated, denied, demanded, promised, predicted, conditional, possible, asked).

Rules of ``lexicon/data/assertion.toml`` find triggers in the claim and in its reporting words; a row can override
others; among what is left the label that comes first in the guideline is taken.
"""

import re
from functools import cache
from pathlib import Path

from faclaims.lexicon.context import ContextRules, Decision, Sign, verb_classes
from faclaims.lexicon.loader import load
from faclaims.lexicon.rows import ContextRow
from faclaims.records import Assertion, Span

_ORDER: tuple[Assertion, ...] = (
    "denied", "demanded", "promised", "predicted", "conditional", "possible", "asked", "asserted",
)  # fmt: skip
_MARK = re.compile(r"[\s»\"”’)\]]{0,3}[؟?]")


@cache
def assertion_model(extra: tuple[Path, ...] = ()) -> ContextRules:
    """Returns the compiled rules, those of ``extra`` lexicon folders laid over the built-in ones."""
    return ContextRules(load("assertion", ContextRow, extra), verb_classes(extra))


def assertion(text: str, span: Span, cue: str | None, form: str, model: ContextRules) -> Decision[Assertion]:
    """Returns how a claim is asserted.

    Args:
        text: The normalized article.
        span: Where the claim stands in it.
        cue: The normalized reporting words, if there are any.
        form: Form of the attribution.
        model: From ``assertion_model``.

    Example:
        >>> text = "هیچ\u200cگونه توافقی امضا نشده است"
        >>> assertion(text, Span(0, len(text)), "گفت", "colon", assertion_model()).label
        'denied'
    """
    words = model.words(text, span)
    signs, _ = model.find(text, span, words)
    rows = [*(sign.row for sign in signs), *model.cue_rows(cue)]
    off = {rid for row in rows for rid in row.overrides}
    found = {row.category: row.id for row in reversed(rows) if row.id not in off}
    if _MARK.match(text, span.end):
        found.setdefault("asked", "ask.mark")
    for label in _ORDER:
        if label in found:
            return Decision(label, _evidence(label, signs, off), f"assertion.{found[label]}")
    return Decision("asserted", (), "assertion.default")


def _evidence(label: str, signs: list[Sign], off: set[str]) -> tuple[Span, ...]:
    return tuple(sign.span for sign in signs if sign.row.category == label and sign.row.id not in off)
