"""Trains the subject model: ``python -m training.subjects GOLD.jsonl CORPUS.jsonl… -o subject_model.json``.

The five kinds of evidence that the terms of the lexicon give get weights that are the same for all subjects. To what
they make of a claim a logistic model of each subject adds the words of the claim. Both are fitted to the annotated
articles and to the labelled claims of the corpus (``training/labels.csv``).
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from faclaims.lexicon import load
from faclaims.lexicon.linear import UNIT, word_value
from faclaims.lexicon.rows import SubjectRow
from faclaims.stages.subjects import Context, Learned, SubjectModel, Weights
from training.gold import Article, main
from training.linear import write_json

_FREQUENT = 3  # claims that a word must stand in
_FEWEST = 8  # claims of a subject from which its words can be learned
_LEAST = 0.08  # what a word must add to a subject to be kept: less changes nothing
_STRENGTH = 0.5  # the inverse of the regularization


def train_weights(articles: Sequence[Article], model: SubjectModel, use: Sequence[bool] | None = None) -> Weights:
    """Returns the weights of the kinds of evidence, fitted to labelled claims; ``use`` leaves kinds out."""
    features, truth = [], []
    for article in articles:
        context = Context(article.text, article.title, model)
        shares = list(zip(context.article, context.title, strict=True))
        for claim in article.claims:
            evidence = context.evidence(claim.span)
            features.append(np.array([evidence.features(i, *row) for i, row in enumerate(shares)]))
            truth.append(np.array([name in claim.subjects for name in model.ids]))
    mask = np.array(use if use is not None else [True] * (len(Weights._fields) - 1), dtype=float)
    fit = LogisticRegression(C=1.0, max_iter=3000).fit(np.concatenate(features) * mask, np.concatenate(truth))
    return Weights(*(round(float(value), 3) for value in (*(fit.coef_[0] * mask), fit.intercept_[0])))


def train_words(articles: Sequence[Article], model: SubjectModel) -> Learned:
    """Returns what the words of labelled claims add to what a model without words makes of their terms."""
    odds, words, truth = [], [], []
    for article in articles:
        context = Context(article.text, article.title, model)
        for claim in article.claims:
            evidence = context.evidence(claim.span)
            odds.append(context.odds(evidence))
            words.append(evidence.words)
            truth.append([name in claim.subjects for name in model.ids])
    frequent = Counter(word for each in words for word in each)
    rows = [{word: word_value(len(each)) for word in each if frequent[word] >= _FREQUENT} for each in words]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    scales: dict[str, tuple[float, float]] = {}
    known: dict[str, dict[str, float]] = {}
    for name, prior, labels in zip(model.ids, np.array(odds).T, np.array(truth).T, strict=True):
        if labels.sum() < _FEWEST:
            continue
        fit = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(_beside(matrix, prior), labels)
        *weights, slope = fit.coef_[0]
        scales[name] = round(float(slope), 3), round(float(fit.intercept_[0]), 3)
        for word, weight in zip(vectorizer.feature_names_, weights, strict=True):
            if abs(weight) >= _LEAST:
                known.setdefault(word, {})[name] = round(float(weight) / UNIT)
    return Learned(model.weights, scales, known)


def _beside(matrix: sparse.csr_matrix, column: np.ndarray) -> sparse.csr_matrix:
    """Returns a matrix with one column more."""
    return sparse.hstack([matrix, sparse.csr_matrix(column[:, np.newaxis])]).tocsr()


def train(articles: Sequence[Article]) -> Learned:
    """Returns the model fitted to labelled claims."""
    rows = load("subjects", SubjectRow)
    return train_words(articles, SubjectModel(rows, train_weights(articles, SubjectModel(rows))))


def write(model: Learned, path: Path) -> str:
    """Writes a model as JSON, a word a line; returns what it holds and how large it is."""
    parts = {"weights": model.weights._asdict(), "subjects": model.subjects}
    return f"{len(model.words)} words, {write_json(path, parts, {'words': dict(sorted(model.words.items()))})}"


if __name__ == "__main__":
    main(__doc__, train, write)
