"""Trains the stance model: ``python -m training.stance GOLD.jsonl -o stance_model.json``.

A multinomial logistic regression over what the rules find in a claim; strongly regularised, since a thousand
annotated sentences support few numbers.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from faclaims.stages.assertion import assertion, assertion_model
from faclaims.stages.stance import Learned, StanceModel, read, stance_model
from training.gold import Article
from training.gold import read as read_gold

_CLASS_WEIGHT = {"favor": 1.0, "neutral": 1.0, "against": 2.0}
_C = 0.01
_SPREAD = 0.7  # features are brought to this standard deviation


def table(articles: Sequence[Article], model: StanceModel) -> tuple[list[dict[str, float]], list[str]]:
    """Returns the features and the annotated stance of every claim."""
    features, truth = [], []
    rules = assertion_model()
    for article in articles:
        for claim in article.claims:
            asserted = assertion(article.text, claim.span, claim.cue, claim.form, rules).label
            subject = claim.subjects[0]
            features.append(read(article.text, claim.span, claim.cue, subject, asserted, model).features)
            truth.append(claim.stance)
    return features, truth


def train(articles: Sequence[Article], model: StanceModel, without: tuple[str, ...] = ()) -> Learned:
    """Returns the weights fitted on annotated articles; features that begin with ``without`` are left out."""
    features, truth = table(articles, model)
    names = sorted({name for row in features for name in row if not name.startswith(without)})
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in features])
    scale = _SPREAD / np.maximum(matrix.std(axis=0), 1e-6)
    fit = LogisticRegression(C=_C, class_weight=_CLASS_WEIGHT, max_iter=3000).fit(matrix * scale, truth)
    weights = {
        name: tuple(round(float(value), 4) for value in column)
        for name, column in zip(names, (fit.coef_ * scale).T, strict=True)
    }
    return Learned(
        tuple(fit.classes_.tolist()), tuple(round(float(value), 4) for value in fit.intercept_), weights
    )


def main() -> None:
    """Trains on all that is given and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    learned = train(read_gold(options.gold), stance_model((), False))
    text = json.dumps(learned._asdict(), ensure_ascii=False, indent=1)
    options.output.write_text(text + "\n", encoding="utf-8")
    print(f"{len(learned.weights)} features")  # noqa: T201


if __name__ == "__main__":
    main()
