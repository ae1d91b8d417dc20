"""Fits the linear models of labels to what rules found and the words of claims."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from faclaims.lexicon.linear import UNIT, Linear, WordFeatures

_TEXT = "text "
_FREQUENT = 3  # claims that a feature must stand in
_SPREAD = 0.15  # what a feature of the words must move the labels apart to be kept: the others change nothing


def fit[L: str](
    labels: Sequence[L],
    found: Sequence[Mapping[str, float]],
    words: Sequence[WordFeatures],
    *,
    strength: float,
    balance: float,
) -> Linear[L]:
    """Returns the model that was fitted to labelled claims.

    Args:
        labels: The label of each claim.
        found: What the rules found in each.
        words: The features of the words of each.
        strength: The inverse of the regularization (the C of scikit-learn).
        balance: How far labels that are rare weigh more: 0 for not at all, 1 for all labels alike.
    """
    rows = [_row(*each) for each in zip(found, words, strict=True)]
    frequent = Counter(name for row in rows for name in row)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(
        [{name: value for name, value in row.items() if frequent[name] >= _FREQUENT} for row in rows]
    )
    counts = Counter(labels)
    weights = {label: (len(labels) / len(counts) / number) ** balance for label, number in counts.items()}
    model = LogisticRegression(C=strength, class_weight=weights, max_iter=3000).fit(matrix, labels)
    known: dict[str, list[float]] = {}
    text: dict[str, list[int]] = {}
    for name, column in zip(vectorizer.feature_names_, model.coef_.T, strict=True):
        if not name.startswith(_TEXT):
            known[name] = [round(float(value), 3) for value in column]
        elif np.ptp(column) >= _SPREAD:
            text[name.removeprefix(_TEXT)] = [round(float(value) / UNIT) for value in column]
    bias = tuple(round(float(value), 3) for value in model.intercept_)
    return Linear(tuple(model.classes_.tolist()), bias, known, text)


def _row(found: Mapping[str, float], words: WordFeatures) -> dict[str, float]:
    return {**found, **{_TEXT + name: words.value for name in words.names}}


def write[L: str](model: Linear[L], path: Path) -> str:
    """Writes a model as JSON, a feature a line; returns what it holds and how large it is."""
    parts = {"labels": model.labels, "bias": model.bias}
    size = write_json(path, parts, {"found": model.found, "text": model.text})
    return f"{len(model.found)} things found, {len(model.text)} features of words, {size}"


def write_json(path: Path, parts: Mapping[str, object], lists: Mapping[str, Mapping[str, object]]) -> str:
    """Writes an object of a few short ``parts`` and of long ``lists``, an entry a line; returns how large it is."""
    head = [f'"{name}": {json.dumps(value)}' for name, value in parts.items()]
    head += [f'"{name}": {{\n{_lines(entries)}\n}}' for name, entries in lists.items()]
    text = "{" + ",\n".join(head) + "}\n"
    path.write_text(text, encoding="utf-8")
    return f"{len(text.encode()) / 1e3:.0f} kB"


def _lines(entries: Mapping[str, object]) -> str:
    rows = (
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(entry, separators=(',', ':'))}"
        for name, entry in entries.items()
    )
    return ",\n".join(rows)
