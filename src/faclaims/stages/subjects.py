"""Stage: what each claim is about.

The terms of ``lexicon/data/subjects.toml`` are found in the whole article in one pass. For every claim, a
subject's evidence is then: its terms in the claim, their share among the terms of all subjects, and its share in
the article and in the title. A logistic model adds it all up; a learned one (``subject_model.json``) adds the words of
the claim to that.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from faclaims.lexicon import Hit, Matcher, compiled_once, fold, load
from faclaims.lexicon.linear import UNIT, Rows, read_model, word_value
from faclaims.lexicon.rows import SubjectRow
from faclaims.records import Span

OTHER = "other"
"""The subject of a claim for which neither claim, title nor article has evidence."""

_SUFFIXES = ("ها", "های", "هایی", "هایش", "هایشان", "ی", "ای", "یی", "شان", "مان")
_KINDS = {"weak": 0.4, "terms": 1.0, "strong": 2.0}
_WORD = re.compile(r"[^\W\d_]{2,}")
_SECOND = 0.31  # about half of the F1 that is reached: the threshold that is best for F1 (Lipton et al. 2014)
_EVIDENCE = 5
_MOST = 2  # subjects of a claim
_AS_IT_IS = (1.0, 0.0)
_NAMED = 3.5  # a strong term of a fine-grained subject names it outright, whatever else the article is about

type _Vector = tuple[tuple[int, float], ...]


class SubjectHit(NamedTuple):
    """A subject of a claim, its probability, and the words that show it (offsets of the normalized text)."""

    id: str
    score: float
    evidence: tuple[Span, ...]


class Weights(NamedTuple):
    """What each kind of evidence adds to the log-odds of a subject.

    Attributes:
        own: For the logarithm of one plus the weight of the claim's own terms.
        own_share: For the subject's share among the claim's own terms.
        article: For the subject's share among the terms of the article.
        inherited: The same once more, for a claim with hardly a term of its own.
        title: For the subject's share among the terms of the title.
        bias: The log-odds without any evidence.
    """

    own: float
    own_share: float
    article: float
    inherited: float
    title: float
    bias: float


RULES = Weights(own=2.0, own_share=4.0, article=9.0, inherited=4.0, title=2.5, bias=-5.2)
"""The weights without a learned model: what a fit on annotated articles gives, rounded."""


class Learned(NamedTuple):
    """What was learned from labelled claims.

    Attributes:
        weights: How much each kind of evidence counts.
        subjects: For a subject, by what its log-odds are multiplied then, and what is added to them.
        words: For a word, what it adds to the log-odds of some subjects, in hundredths; it adds less where there are
            many words (``word_value``).
    """

    weights: Weights
    subjects: Mapping[str, Sequence[float]]
    words: Mapping[str, Mapping[str, int]]


class Evidence(NamedTuple):
    """What speaks for the subjects of one claim: its terms and their weights by subject number, and its words."""

    hits: list[Hit[_Vector]]
    own: dict[int, float]
    words: set[str]

    def features(self, subject: int, article: float, title: float) -> tuple[float, ...]:
        """Returns the evidence for one subject in the order of ``Weights``, without the bias."""
        own, total = self.own.get(subject, 0.0), sum(self.own.values())
        inherited = article if total < _KINDS["strong"] else 0.0
        return (math.log1p(own), own / (total + 1), article, inherited, title)


class SubjectModel:
    """Compiled subjects: a matcher for their terms, and the weights by which evidence is added up.

    Args:
        rows: The subjects.
        weights: How much each kind of evidence counts.
        learned: What was learned besides, if anything.
    """

    def __init__(
        self, rows: Sequence[SubjectRow], weights: Weights = RULES, learned: Learned | None = None
    ) -> None:
        self.ids = tuple(row.id for row in rows if row.id != OTHER)
        self.fine = frozenset(n for n, row in enumerate(r for r in rows if r.id != OTHER) if row.specific)
        self.weights = weights
        index = {name: number for number, name in enumerate(self.ids)}
        self.matcher = Matcher(_vectors(rows, index).items(), _SUFFIXES)
        known = learned or Learned(weights, {}, {})
        self.scales = [known.subjects.get(name, _AS_IT_IS) for name in self.ids]
        self.words = Rows(
            {word: [values.get(name, 0) for name in self.ids] for word, values in known.words.items()},
            len(self.ids),
        )


def _vectors(rows: Sequence[SubjectRow], index: Mapping[str, int]) -> dict[str, _Vector]:
    """Returns each term with the weights of its subjects.

    A longer term takes over what the terms inside it say, except for the subjects that exclude it:
    ``جمهوری اسلامی`` is no evidence for religion and stays evidence for government.
    """
    direct: dict[str, dict[int, float]] = {}
    spelt: dict[str, str] = {}
    for row in rows:
        lists = [(row.excludes, 0.0), *((getattr(row, kind), weight) for kind, weight in _KINDS.items())]
        for term, weight in ((term, weight) for terms, weight in lists for term in terms if row.id in index):
            key = fold(term)
            if "\u200c" in term or key not in spelt:
                spelt[key] = term
            direct.setdefault(key, {})[index[row.id]] = weight
    done: dict[str, dict[int, float]] = {}
    for term in sorted(direct, key=lambda term: (term.count(" "), term)):
        inner: dict[int, float] = {}
        for part in _parts(term):
            for subject, weight in done.get(part, {}).items():
                inner[subject] = max(weight, inner.get(subject, 0.0))
        done[term] = inner | direct[term]
    return {spelt[term]: tuple((s, w) for s, w in sorted(vector.items()) if w) for term, vector in done.items()}


def _parts(term: str) -> Iterable[str]:
    words = term.split(" ")
    for length in range(1, len(words)):
        for first in range(len(words) - length + 1):
            yield " ".join(words[first : first + length])


class Context:
    """One article's terms, and what they say about it as a whole.

    Attributes:
        article: Share of each subject among the terms of the article.
        title: Share of each subject among the terms of the title.
    """

    def __init__(self, text: str, title: Span | None, model: SubjectModel) -> None:
        self.text = text
        self.model = model
        self.hits: list[Hit[_Vector]] = model.matcher.find(text)
        self._starts = [hit.start for hit in self.hits]
        self._terms: dict[int, tuple[Span, ...]] = {}
        self.article = self._shares(self.hits, 0.001)
        self.title = self._shares(self.distinct(title), 1.0) if title else [0.0] * len(model.ids)
        weights, shares = model.weights, zip(self.article, self.title, strict=True)
        self._prior = [weights.bias + weights.article * share + weights.title * titled for share, titled in shares]
        heirs = zip(self._prior, self.article, strict=True)
        self._heir = [odds + weights.inherited * share for odds, share in heirs]

    def _shares(self, hits: Iterable[Hit[_Vector]], extra: float) -> list[float]:
        sums = _sums(hits)
        total = sum(sums.values()) + extra
        return [sums.get(subject, 0.0) / total for subject in range(len(self.model.ids))]

    def distinct(self, span: Span) -> list[Hit[_Vector]]:
        """Returns the terms in a span, each once."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        found = {self.text[hit.start : hit.end]: hit for hit in self.hits[first:last] if hit.end <= span.end}
        return list(found.values())

    def first_terms(self, subject: int) -> tuple[Span, ...]:
        """Returns the first terms of a subject in the article."""
        if subject not in self._terms:
            self._terms[subject] = tuple(islice(_terms(self.hits, subject), _EVIDENCE))
        return self._terms[subject]

    def evidence(self, span: Span) -> Evidence:
        """Returns what speaks for the subjects of a claim."""
        hits = self.distinct(span)
        words = _WORD.findall(self.text[span.start : span.end].replace("\u200c", ""))
        return Evidence(hits, _sums(hits), set(words))

    def odds(self, evidence: Evidence) -> list[float]:
        """Returns the log-odds of each subject: the sum of its features, as weighed by the model."""
        weights = self.model.weights
        total = sum(evidence.own.values())
        odds = (self._prior if total >= _KINDS["strong"] else self._heir).copy()
        for subject, own in evidence.own.items():
            odds[subject] += weights.own * math.log1p(own) + weights.own_share * own / (total + 1)
            if own >= _KINDS["strong"] and subject in self.model.fine:
                odds[subject] += _NAMED
        return self._with_words(odds, evidence.words) if self.model.words else odds

    def _with_words(self, odds: Sequence[float], words: set[str]) -> list[float]:
        sums = self.model.words.total(words)
        unit = UNIT * word_value(len(words))
        scales = self.model.scales
        return [o * slope + shift + unit * n for o, (slope, shift), n in zip(odds, scales, sums, strict=True)]


def _sums(hits: Iterable[Hit[_Vector]]) -> dict[int, float]:
    sums: dict[int, float] = {}
    for hit in hits:
        for subject, weight in hit.value:
            sums[subject] = sums.get(subject, 0.0) + weight
    return sums


@compiled_once
def subject_model(extra: tuple[Path, ...] = (), learned: bool = True) -> SubjectModel:
    """Returns the compiled subjects.

    Args:
        extra: Lexicon folders laid over the built-in subjects.
        learned: Whether to use the learned model; without it ``RULES`` weigh the terms alone.
    """
    rows = load("subjects", SubjectRow, extra)
    if not learned:
        return SubjectModel(rows)
    data = read_model("subject_model")
    known = Learned(Weights(**data["weights"]), data["subjects"], data["words"])
    return SubjectModel(rows, known.weights, known)


def subjects(
    text: str, title: Span | None, spans: Sequence[Span], model: SubjectModel
) -> tuple[tuple[SubjectHit, ...], ...]:
    """Returns one or two subjects for each claim, the main one first.

    Args:
        text: The normalized article.
        title: Where its title stands in it, if it has one.
        spans: The claims.
        model: From ``subject_model``.

    Example:
        >>> text = "قیمت نفت خام بالا رفت"
        >>> subjects(text, None, [Span(0, len(text))], subject_model())[0][0].id
        'energy'
    """
    context = Context(text, title, model)
    return tuple(_decide(context, span) for span in spans)


def _decide(context: Context, span: Span) -> tuple[SubjectHit, ...]:
    evidence = context.evidence(span)
    odds = context.odds(evidence)
    chosen: list[SubjectHit] = []
    for _ in range(_MOST):
        best = max(odds)
        subject = odds.index(best)
        odds[subject] = -math.inf
        score = 1 / (1 + math.exp(-best))
        known = subject in evidence.own or context.article[subject] > 0
        if known and (not chosen or score >= _SECOND):
            chosen.append(SubjectHit(context.model.ids[subject], score, _shown(context, evidence, subject)))
    return tuple(chosen) or (SubjectHit(OTHER, 0.0, ()),)


def _shown(context: Context, evidence: Evidence, subject: int) -> tuple[Span, ...]:
    """Returns the claim's terms for a subject, or else those of the article, from its start."""
    return tuple(islice(_terms(evidence.hits, subject), _EVIDENCE)) or context.first_terms(subject)


def _terms(hits: Iterable[Hit[_Vector]], subject: int) -> Iterator[Span]:
    return (Span(hit.start, hit.end) for hit in hits for each, _ in hit.value if each == subject)
