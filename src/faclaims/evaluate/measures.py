"""The measures on one article; sums of them over articles give every figure of the report."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from faclaims.evaluate.gold import GoldArticle, GoldAttribution, GoldSpeaker, Predicted
from faclaims.evaluate.names import mention_kind, same_speaker

_WORD = re.compile(r"[\w\u200c]+")

PAIRED = 0.5
"""Jaccard overlap of words from which a prediction counts as the gold attribution (or sentence)."""
_INSIDE = 0.6
"""Share of its words inside a phrase or nested attribution from which an unpaired prediction is not punished."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Hits, false alarms and misses of one measure."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 1 where nothing was predicted."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 where there was nothing to find."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


class Finding(NamedTuple):
    """What became of one gold attribution."""

    form: str
    mention: str
    found: bool
    speaker_right: bool


class Mistake(NamedTuple):
    """One thing that went wrong, for a person to read."""

    article: str
    what: str
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """All counts of one article: tallies by measure, and (gold, predicted) label pairs by kind of label."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    labels: dict[str, Counter[tuple[str, str | None]]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


class _Wanted(NamedTuple):
    attribution: GoldAttribution
    speaker: GoldSpeaker
    words: frozenset[int]


class _Given(NamedTuple):
    claims: tuple[Predicted, ...]
    words: frozenset[int]

    def is_by(self, speaker: GoldSpeaker) -> bool:
        return same_speaker(self.claims[0].speaker, self.claims[0].kind, speaker)


class Words:
    """The words of a text, to tell which lie wholly inside given spans."""

    def __init__(self, text: str) -> None:
        self._spans = [m.span() for m in _WORD.finditer(text)]
        self._starts = [start for start, _ in self._spans]

    def inside(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        """Returns the numbers of the words that lie wholly inside one of the spans."""
        found: set[int] = set()
        for start, end in spans:
            for i in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
                if self._spans[i][1] <= end:
                    found.add(i)
        return frozenset(found)


def score_article(gold: GoldArticle, claims: Sequence[Predicted]) -> ArticleScore:
    """Returns the counts of one article.

    Attributions are paired one to one, the best overlap first. What is nested or a phrase is neither asked for
    nor punished; it has a recall of its own.
    """
    words = Words(gold.text)
    wanted = _wanted(gold, words)
    core = [w for w in wanted if w.attribution.is_core]
    extra = [w for w in wanted if not w.attribution.is_core]
    given = _given(claims, words)
    pairs = _pair(core, given)
    excused = _excused(extra, given, paired=set(pairs.values()))
    spurious = [g for j, g in enumerate(given) if j not in set(pairs.values()) | excused]
    matches = [(w, given[pairs[i]] if i in pairs else None) for i, w in enumerate(core)]
    sentences, labels = _labels(core, claims, words)
    return ArticleScore(
        tallies=_quotes(matches, len(spurious))
        | _words(core, extra, [g for j, g in enumerate(given) if j not in excused])
        | {"phrase/nested recall": _recall(_is_found(w, given) for w in extra)}
        | sentences,
        labels=labels,
        findings=tuple(_finding(gold, w, g) for w, g in matches),
        mistakes=(*(_spurious(gold, g) for g in spurious), *_missed(gold, matches)),
    )


class Verdict(NamedTuple):
    """Whether one predicted attribution is right, and whether it counts in the measures end to end."""

    right: bool
    counts: bool


def judge(gold: GoldArticle, claims: Sequence[Predicted]) -> dict[str | None, Verdict]:
    """Returns a verdict on every predicted attribution of an article, by its id.

    One that is paired is right if its speaker is; one that is excused (nested, a phrase) is right if it overlaps
    with an annotated one of its speaker.
    """
    words = Words(gold.text)
    wanted = _wanted(gold, words)
    core = [w for w in wanted if w.attribution.is_core]
    extra = [w for w in wanted if not w.attribution.is_core]
    given = _given(claims, words)
    pairs = {j: core[i] for i, j in _pair(core, given).items()}
    excused = _excused(extra, given, paired=set(pairs))
    verdicts: dict[str | None, Verdict] = {}
    for j, g in enumerate(given):
        if j in excused:
            right = any(_overlap(w.words, g.words) >= PAIRED and g.is_by(w.speaker) for w in extra)
        else:
            right = j in pairs and g.is_by(pairs[j].speaker)
        verdicts[g.claims[0].attribution_id] = Verdict(right, j not in excused)
    return verdicts


def _wanted(gold: GoldArticle, words: Words) -> list[_Wanted]:
    speakers = {s.key: s for s in gold.speakers}
    found = (_Wanted(a, speakers[a.speaker], words.inside(a.content)) for a in gold.attributions)
    return [w for w in found if w.words]


def _given(claims: Sequence[Predicted], words: Words) -> list[_Given]:
    by_id: dict[str | None, list[Predicted]] = {}
    for claim in claims:
        by_id.setdefault(claim.attribution_id, []).append(claim)
    found = (_Given(tuple(group), words.inside((c.start, c.end) for c in group)) for group in by_id.values())
    return [g for g in found if g.words]


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))


def _pair(core: list[_Wanted], given: list[_Given]) -> dict[int, int]:
    candidates = sorted(
        (-overlap, i, j)
        for i, w in enumerate(core)
        for j, g in enumerate(given)
        if (overlap := _overlap(w.words, g.words)) >= PAIRED
    )
    pairs: dict[int, int] = {}
    for _, i, j in candidates:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _is_found(wanted: _Wanted, given: list[_Given]) -> bool:
    return any(_overlap(wanted.words, g.words) >= PAIRED for g in given)


def _excused(extra: list[_Wanted], given: list[_Given], paired: set[int]) -> set[int]:
    def excused(g: _Given) -> bool:
        first = g.claims[0]
        inside = (len(w.words & g.words) / len(g.words) for w in extra)
        return first.nested or first.form == "phrase" or any(share >= _INSIDE for share in inside)

    return {j for j, g in enumerate(given) if j not in paired and excused(g)}


def _quotes(matches: list[tuple[_Wanted, _Given | None]], spurious: int) -> dict[str, Tally]:
    missed = sum(g is None for _, g in matches)
    found = len(matches) - missed
    exact = sum(g is not None and g.words == w.words for w, g in matches)
    right = sum(g is not None and g.is_by(w.speaker) for w, g in matches)
    return {
        "quotes@.5": Tally(found, spurious, missed),
        "exact": Tally(exact, found - exact + spurious, found - exact + missed),
        "end-to-end": Tally(right, found - right + spurious, found - right + missed),
        "speaker": Tally(right, 0, found - right),
    }


def _words(core: list[_Wanted], extra: list[_Wanted], given: list[_Given]) -> dict[str, Tally]:
    said = {word: w.speaker for w in core for word in w.words}
    free = {word for w in extra if w.attribution.form == "phrase" for word in w.words} - said.keys()
    claimed: dict[int, _Given] = {}
    for g in sorted((g for g in given if not g.claims[0].nested), key=lambda g: -len(g.words)):
        for word in g.words - free:
            claimed.setdefault(word, g)
    both = said.keys() & claimed.keys()
    judged: dict[tuple[str, int], bool] = {}
    for word in both:
        key = (said[word].key, id(claimed[word]))
        if key not in judged:
            judged[key] = claimed[word].is_by(said[word])
    right = sum(judged[said[word].key, id(claimed[word])] for word in both)
    return {
        "tokens": Tally(len(both), len(claimed) - len(both), len(said) - len(both)),
        "attributed": Tally(right, len(claimed) - right, len(said) - right),
    }


def _labels(
    core: list[_Wanted], claims: Sequence[Predicted], words: Words
) -> tuple[dict[str, Tally], dict[str, Counter[tuple[str, str | None]]]]:
    spans = [(words.inside([(c.start, c.end)]), c) for c in claims]
    subjects, main = Tally(), Tally()
    labels: dict[str, Counter[tuple[str, str | None]]] = {"stance": Counter(), "assertion": Counter()}
    for sentence in (s for w in core for s in w.attribution.sentences if s.stance and s.assertion):
        inside = words.inside([sentence.span])
        best = max(spans, key=lambda span: _overlap(span[0], inside), default=None)
        claim = best[1] if best and _overlap(best[0], inside) >= PAIRED else None
        got = claim.subjects if claim else frozenset()
        want = frozenset(sentence.subjects)
        subjects += Tally(len(got & want), len(got - want), len(want - got))
        # An annotator may leave a sentence without a subject.
        main += _recall([subject in got for subject in sentence.subjects[:1]])
        labels["stance"][sentence.stance or "", claim.stance if claim else None] += 1
        labels["assertion"][sentence.assertion or "", claim.assertion if claim else None] += 1
    return {"subjects": subjects, "main subject": main}, labels


def _recall(hits: Iterable[bool]) -> Tally:
    counts = Counter(hits)
    return Tally(counts[True], 0, counts[False])


def _finding(gold: GoldArticle, wanted: _Wanted, given: _Given | None) -> Finding:
    a = wanted.attribution
    mention = gold.text[slice(*a.mention)] if a.mention else None
    right = given is not None and given.is_by(wanted.speaker)
    return Finding(a.form, mention_kind(mention), given is not None, right)


def _spurious(gold: GoldArticle, given: _Given) -> Mistake:
    text = " ‖ ".join(gold.text[c.start : c.end] for c in given.claims)
    return Mistake(gold.id, "spurious", str(given.claims[0].speaker), text)


def _missed(gold: GoldArticle, matches: list[tuple[_Wanted, _Given | None]]) -> Iterable[Mistake]:
    for w, g in matches:
        text = gold.text[w.attribution.content[0][0] : w.attribution.content[-1][1]]
        if g is None:
            yield Mistake(gold.id, f"missed {w.attribution.form}", w.speaker.name, text)
        elif not g.is_by(w.speaker):
            yield Mistake(gold.id, "speaker", f"{g.claims[0].speaker} ≠ {w.speaker.name}", text)
