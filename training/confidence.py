"""Trains the confidence of attributions: the probability that content and speaker are right.

    python -m training.confidence GOLD.jsonl CORPUS.jsonl… [--write]

A logistic model over what the stages say of an attribution and what stands around it. It learns from annotated
articles whether content and speaker are right, and from the labelled claims of the corpus (``training/labels.csv``),
whose content was not judged, whether the speaker is. Prints, for articles it was not trained on (folds by publisher; a
large publisher by article), the expected calibration error, the reliability table, and precision and recall at a
threshold of 0.8. It errs on the side of caution: who sets a threshold would rather miss a claim than pass on a
wrong one, so that a wrong example weighs more. With ``--write`` it trains on all articles and writes
``src/faclaims/lexicon/data/confidence.json``.
"""

import argparse
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from faclaims import Extractor
from faclaims.confidence import features
from faclaims.evaluate import judge, predicted, read_gold
from faclaims.evaluate.gold import GoldArticle
from training.speakers import judge_speakers

TARGET = Path(__file__).parent.parent / "src/faclaims/lexicon/data/confidence.json"
FOLDS = 5
BINS = 10
FREQUENT = 8
"""How many attributions a feature must hold for; what fewer show is chance."""
CAUTION = 1.3
"""How much more a wrong example weighs than a right one."""


class Example(NamedTuple):
    """One attribution: its features, whether it is right, whether it counts end to end, and its fold.

    ``labelled`` is set where only the speaker was judged.
    """

    features: list[str]
    right: bool
    counts: bool
    fold: int
    labelled: bool = False


def examples(articles: Sequence[GoldArticle]) -> tuple[list[Example], int]:
    """Returns the attributions of the articles, and how many of those that count end to end gold has."""
    extractor = Extractor()
    counts = Counter(article.publisher for article in articles)
    out: list[Example] = []
    wanted = 0
    for article in articles:
        result = extractor.extract(article.text, article_id=article.id)
        verdicts = judge(article, [predicted(claim) for claim in result.claims])
        wanted += sum(a.form != "phrase" and not a.nested for a in article.attributions)
        key = article.id if counts[article.publisher] > len(articles) / FOLDS else article.publisher or ""
        fold = zlib.crc32(key.encode()) % FOLDS
        out.extend(
            Example(row, *verdicts[a.attribution_id], fold)
            for a, row in zip(result.attributions, features(article.text, result.attributions), strict=True)
            if a.attribution_id in verdicts
        )
    return out, wanted


def labelled(corpora: Sequence[Path]) -> list[Example]:
    """Returns the attributions of the corpus of which claims are labelled; one is right if most of these are."""
    out: list[Example] = []
    for text, result, judged in judge_speakers(corpora):
        verdicts: defaultdict[str, list[bool]] = defaultdict(list)
        for claim, row, right in judged:
            if row["speaker"] or not row["stance"]:
                verdicts[claim.attribution_id].append(right)
        fold = zlib.crc32(result.article.id.encode()) % FOLDS
        out.extend(
            Example(row, 2 * sum(verdicts[a.attribution_id]) >= len(verdicts[a.attribution_id]), True, fold, True)
            for a, row in zip(result.attributions, features(text, result.attributions), strict=True)
            if verdicts[a.attribution_id]
        )
    return out


def fit(rows: Sequence[Example]) -> tuple[DictVectorizer, LogisticRegression]:
    """Returns vectorizer and model trained on the examples, without features that are rare in them."""
    frequent = Counter(name for row in rows for name in row.features)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(
        [{name: 1.0 for name in row.features if frequent[name] >= FREQUENT} for row in rows]
    )
    right = [row.right for row in rows]
    model = LogisticRegression(C=0.2, max_iter=3000, class_weight={False: CAUTION, True: 1.0})
    return vectorizer, model.fit(matrix, right)


def held_out(rows: Sequence[Example]) -> list[tuple[float, Example]]:
    """Returns probability and truth of every example, by a model that did not see its fold."""
    out: list[tuple[float, Example]] = []
    for fold in range(FOLDS):
        test = [row for row in rows if row.fold == fold]
        if not test:
            continue
        vectorizer, model = fit([row for row in rows if row.fold != fold])
        matrix = vectorizer.transform([dict.fromkeys(row.features, 1.0) for row in test])
        out.extend((float(p), row) for p, row in zip(model.predict_proba(matrix)[:, 1], test, strict=True))
    return out


def report(pairs: Sequence[tuple[float, bool]], wanted: int) -> str:
    """Returns the reliability table, the expected calibration error, and what a threshold of 0.8 keeps."""
    lines, error = ["| confidence | attributions | mean | right |", "| --- | --- | --- | --- |"], 0.0
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        inside = [(p, right) for p, right in pairs if low <= p < high or (p == 1.0 and high == 1.0)]
        if not inside:
            continue
        mean = sum(p for p, _ in inside) / len(inside)
        share = sum(right for _, right in inside) / len(inside)
        error += len(inside) / len(pairs) * abs(mean - share)
        lines.append(f"| {low:.1f} to {high:.1f} | {len(inside)} | {mean:.3f} | {share:.3f} |")
    kept = [right for p, right in pairs if p >= 0.8]
    everything = sum(right for _, right in pairs)
    lines.append(
        f"\nExpected calibration error {error:.3f}. A threshold of 0.8 keeps"
        f" {sum(kept) / max(1, everything):.3f} of the recall ({sum(kept) / wanted:.3f}),"
        f" at a precision of {sum(kept) / max(1, len(kept)):.3f}."
    )
    return "\n".join(lines)


def main() -> None:
    """Cross-validates, and writes the model if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    annotated, wanted = examples(read_gold(options.gold))
    rows = [*annotated, *labelled(options.corpora)]
    pairs = held_out(rows)
    gold = [(p, row) for p, row in pairs if not row.labelled]
    sys.stdout.write("All attributions:\n\n" + report([(p, row.right) for p, row in gold], wanted) + "\n")
    core = [(p, row.right) for p, row in gold if row.counts]
    sys.stdout.write("\nThose that count end to end:\n\n" + report(core, wanted) + "\n")
    others = [(p, row.right) for p, row in pairs if row.labelled]
    found = sum(right for _, right in others)
    sys.stdout.write("\nThe speakers of labelled claims of the corpus:\n\n" + report(others, found) + "\n")
    if options.write:
        vectorizer, model = fit(rows)
        weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
        kept = {name: round(float(weight), 3) for name, weight in sorted(weights.items()) if abs(weight) >= 0.01}
        text = json.dumps({"bias": round(float(model.intercept_[0]), 3), **kept}, ensure_ascii=False, indent=1)
        TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
