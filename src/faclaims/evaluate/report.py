"""The figures of a run over annotated articles."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from faclaims.evaluate.gold import GoldArticle, Predicted, predicted
from faclaims.evaluate.measures import ArticleScore, Finding, Mistake, Tally, score_article
from faclaims.records import Claim

By = Literal["form", "mention", "group"]

SCORED = ("tokens", "attributed", "quotes@.5", "exact", "end-to-end", "subjects")
"""The measures that have precision, recall and F1."""
_ROUNDS = 500
_SEED = 7


class Part(NamedTuple):
    """The share of one kind of attribution that was found, and found with the right speaker."""

    gold: int
    found: float
    right: float


@dataclass(frozen=True, slots=True)
class Report:
    """Every figure of one run.

    Example:
        >>> from faclaims.evaluate import GoldArticle, evaluate
        >>> report = evaluate([GoldArticle(id="a", text="خبری نیست.")], {})
        >>> report.figures["end-to-end"]
        1.0
    """

    articles: tuple[tuple[GoldArticle, ArticleScore], ...]

    @property
    def attributions(self) -> int:
        """Number of gold attributions that had to be found."""
        return sum(a.is_core for gold, _ in self.articles for a in gold.attributions)

    def tally(self, measure: str) -> Tally:
        """Returns the counts of one measure over all articles."""
        return sum((s.tallies[measure] for _, s in self.articles), Tally())

    @property
    def figures(self) -> dict[str, float]:
        """One number between 0 and 1 for each measure: F1 for those of ``SCORED``."""
        speaker = self.tally("speaker")
        found = {name: self.tally(name).f1 for name in SCORED} | {
            # No pair at all is no speaker right.
            "speaker accuracy": speaker.recall if speaker != Tally() else 0.0,
            "main subject recall": self.tally("main subject").recall,
            "phrase/nested recall": self.tally("phrase/nested recall").recall,
        }
        for kind in ("stance", "assertion"):
            pairs: Counter[tuple[str, str | None]] = sum((s.labels[kind] for _, s in self.articles), Counter())
            found[f"{kind} macro F1"] = _macro_f1(pairs)
            found[f"{kind} accuracy"] = sum(n for (g, p), n in pairs.items() if g == p) / max(1, pairs.total())
        return found

    def interval(self) -> tuple[float, float]:
        """Returns the 95 % bootstrap interval of end-to-end F1: articles drawn anew 500 times."""
        per_article = [s.tallies["end-to-end"] for _, s in self.articles]
        draw = random.Random(_SEED)  # noqa: S311 (statistics, no secret)
        rounds = sorted(sum(draw.choices(per_article, k=len(per_article)), Tally()).f1 for _ in range(_ROUNDS))
        return rounds[int(0.025 * _ROUNDS)], rounds[int(0.975 * _ROUNDS) - 1]

    def groups(self) -> dict[str, "Report"]:
        """Returns a report for each kind of outlet."""
        names = sorted({gold.group or "" for gold, _ in self.articles})
        return {name: Report(tuple(a for a in self.articles if (a[0].group or "") == name)) for name in names}

    def parts(self, by: Literal["form", "mention"]) -> dict[str, Part]:
        """Returns what was found of each form, or of each way to name the speaker."""
        kinds: dict[str, list[Finding]] = {}
        for finding in (f for _, s in self.articles for f in s.findings):
            kinds.setdefault(finding.form if by == "form" else finding.mention, []).append(finding)
        return {kind: _part(findings) for kind, findings in sorted(kinds.items())}

    def mistakes(self) -> Iterable[Mistake]:
        """Yields what went wrong, in the order of the articles."""
        return (m for _, s in self.articles for m in s.mistakes)

    def as_dict(self) -> dict[str, Any]:
        """Returns the figures for JSON: precision, recall and F1 of each of ``SCORED``, and the single figures."""
        figures: dict[str, Any] = dict(self.figures)
        for name in SCORED:
            tally = self.tally(name)
            figures[name] = {"P": tally.precision, "R": tally.recall, "F": tally.f1}
        worst = min((g.figures["end-to-end"] for g in self.groups().values()), default=1.0)
        return figures | {"worst group end-to-end": worst, "end-to-end 95%": list(self.interval())}


def evaluate(
    gold: Iterable[GoldArticle], claims: Mapping[str, Sequence[Predicted | Claim | Mapping[str, Any]]]
) -> Report:
    """Returns the figures of claims against annotated articles.

    Args:
        gold: The annotated articles.
        claims: The claims of each article by its id; an article without claims may be absent.
    """
    return Report(tuple((g, score_article(g, [_measured(c) for c in claims.get(g.id, ())])) for g in gold))


def _measured(claim: Predicted | Claim | Mapping[str, Any]) -> Predicted:
    return claim if isinstance(claim, Predicted) else predicted(claim)


def _macro_f1(pairs: Counter[tuple[str, str | None]]) -> float:
    labels = sorted({g for g, _ in pairs})
    tallies = [
        Tally(
            pairs[label, label],
            sum(n for (g, p), n in pairs.items() if p == label != g),
            sum(n for (g, p), n in pairs.items() if g == label != p),
        )
        for label in labels
    ]
    return sum(t.f1 if t.tp else 0.0 for t in tallies) / max(1, len(tallies))


def _part(findings: list[Finding]) -> Part:
    n = len(findings)
    return Part(n, sum(f.found for f in findings) / n, sum(f.speaker_right for f in findings) / n)
