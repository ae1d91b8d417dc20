"""Trains the subject model: ``python -m training.subjects GOLD.jsonl CORPUS.jsonl… -o subject_model.json``.

Word weights are self-trained: the terms of the lexicon label the sentences of an unlabelled corpus, and each word
gets the logarithm of how much likelier each subject is where the word stands. Annotated articles only fit the
seven numbers by which the kinds of evidence are added up.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from faclaims.lexicon import load
from faclaims.lexicon.rows import SubjectRow
from faclaims.records import Span
from faclaims.stages.normalize import normalize
from faclaims.stages.subjects import RULES, Context, SubjectModel, Weights
from training.gold import Article, key, read

Words = dict[str, tuple[float, dict[str, float]]]

_SENTENCE = re.compile(r"[^.!؟?؛\n]{30,600}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_PER_ARTICLE = 40
_RARE, _COMMON = 8, 0.08
_SMOOTHING = 10.0
_LISTED = 0.5  # a subject with at least this log lift gets an entry of its own


def sentences(corpora: Iterable[Path], without: Iterable[Article]) -> Iterator[tuple[str, Span, list[Span]]]:
    """Returns text, title and sentences of the corpus articles that are not annotated ones."""
    known = {key(article.text) for article in without}
    for corpus in corpora:
        for line in corpus.open(encoding="utf-8"):
            text = normalize(json.loads(line)["text"]).text
            if key(text) not in known:
                title = Span(0, max(0, text.find("\n", 0, 300)))
                yield text, title, [Span(*m.span()) for m in _SENTENCE.finditer(text)][:_PER_ARTICLE]


def train_words(corpora: Iterable[Path], without: Iterable[Article], teacher: SubjectModel) -> Words:
    """Returns the word weights that a model without word weights teaches."""
    size = len(teacher.ids)
    counts: defaultdict[str, np.ndarray] = defaultdict(lambda: np.zeros(size))
    seen: Counter[str] = Counter()
    mass, number = np.zeros(size), 0
    for text, title, spans in sentences(corpora, without):
        context = Context(text, title, teacher)
        for span in spans:
            odds = np.array(context.odds(context.evidence(span)))
            belief = 1 / (1 + np.exp(-odds))
            belief /= max(1.0, belief.sum())
            mass += belief
            number += 1
            for word in set(_WORD.findall(text[span.start : span.end].replace("\u200c", ""))):
                counts[word] += belief
                seen[word] += 1
    prior = mass / number
    out: Words = {}
    for word in sorted(counts):
        if not _RARE <= seen[word] <= _COMMON * number:
            continue
        lift = np.log((counts[word] + _SMOOTHING * prior) / ((seen[word] + _SMOOTHING) * prior))
        listed = lift >= _LISTED
        every = float(lift[~listed].mean()) if not listed.all() else 0.0
        some = {teacher.ids[i]: round(float(lift[i]) - every, 1) for i in np.flatnonzero(listed)}
        if some:
            out[word] = (round(every, 1), some)
    return out


def table(articles: Sequence[Article], model: SubjectModel) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Returns for each claim of each article the features of all subjects, and which ones are annotated."""
    features, truth = [], []
    for article in articles:
        context = Context(article.text, article.title, model)
        for claim in article.claims:
            evidence = context.evidence(claim.span)
            rows = zip(context.article, context.title, strict=True)
            features.append(np.array([evidence.features(i, *row) for i, row in enumerate(rows)]))
            truth.append(np.array([name in claim.subjects for name in model.ids]))
    return features, truth


def train_weights(articles: Sequence[Article], model: SubjectModel, use: Sequence[bool] | None = None) -> Weights:
    """Returns the weights of the kinds of evidence, fitted on annotated articles; ``use`` leaves kinds out."""
    features, truth = table(articles, model)
    mask = np.array(use if use is not None else [True] * (len(Weights._fields) - 1), dtype=float)
    fit = LogisticRegression(C=1.0, max_iter=3000).fit(np.concatenate(features) * mask, np.concatenate(truth))
    numbers = [round(float(value), 3) for value in (*(fit.coef_[0] * mask), fit.intercept_[0])]
    return Weights(*numbers)


def train(
    articles: Sequence[Article], corpora: Iterable[Path], without: Iterable[Article]
) -> tuple[Words, Weights]:
    """Returns word weights and the weights of the kinds of evidence; ``without`` are left out of the corpora."""
    rows = load("subjects", SubjectRow)
    teacher = SubjectModel(rows, train_weights(articles, SubjectModel(rows)))
    words = train_words(corpora, without, teacher)
    return words, train_weights(articles, SubjectModel(rows, RULES, words))


def main() -> None:
    """Trains on all that is given and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    articles = read(options.gold)
    words, weights = train(articles, options.corpora, articles)
    lines = ",\n".join(f"{json.dumps(word, ensure_ascii=False)}: {json.dumps(words[word])}" for word in words)
    text = f'{{"weights": {json.dumps(weights._asdict())},\n"words": {{\n{lines}\n}}}}\n'
    options.output.write_text(text, encoding="utf-8")
    print(f"{len(words)} words, {len(text.encode()) / 1e3:.0f} kB, {weights}")  # noqa: T201


if __name__ == "__main__":
    main()
