"""Subjects, stance and assertion of labelled claims, cross-validated by publisher, with an ablation.

    python -m benchmarks.labels GOLD.jsonl CORPUS.jsonl…

GOLD.jsonl holds annotated articles, CORPUS.jsonl the articles of which ``training/labels.csv`` labels claims. All
models are trained on both without the fold that they are measured on, and measured on each apart. The spans of the
claims are given; nested attributions help to train and are not measured. Folds keep a publisher together; two
publishers that are many (``fars``, ``web``) are spread by article. Figures are means over several ways of dealing the
folds, with the standard deviation over the ways. Speed is code points of whole articles a second of processor time,
best of five, with every second sentence a claim.
"""

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

from training import assertion as assertion_training
from training import stance as stance_training
from training import subjects as subject_training
from training.gold import Article, Claim, folds, read, read_labels

import faclaims.lexica
from faclaims import Extractor
from faclaims.evaluate import GoldArticle, evaluate, predicted, read_gold
from faclaims.evaluate.gold import Predicted
from faclaims.lexicon import load
from faclaims.lexicon.rows import SubjectRow
from faclaims.records import Span
from faclaims.stages.assertion import AssertionModel, assertion, assertion_model
from faclaims.stages.normalize import normalize
from faclaims.stages.stance import StanceModel, stance, stance_model
from faclaims.stages.subjects import SubjectModel, subject_model, subjects

DEALS = 2
Pairs = list[tuple[str, str]]


def macro(pairs: Pairs) -> float:
    """Returns the mean F1 over the labels of the annotation."""
    return statistics.mean(f1(label, pairs) for label in {gold for gold, _ in pairs})


def micro(pairs: Iterable[tuple[set[str], set[str]]]) -> float:
    """Returns the F1 over all subjects of all claims."""
    both = [(len(gold & found), len(gold) + len(found)) for gold, found in pairs]
    return 2 * sum(right for right, _ in both) / sum(size for _, size in both)


def core(article: Article) -> list[Claim]:
    """Returns the claims that are measured."""
    return [claim for claim in article.claims if claim.core]


def about(article: Article, model: SubjectModel) -> list[tuple[set[str], set[str]]]:
    """Returns annotated and found subjects of an article's claims."""
    claims = core(article)
    found = subjects(article.text, article.title, [claim.span for claim in claims], model)
    return [(set(claim.subjects), {hit.id for hit in hits}) for claim, hits in zip(claims, found, strict=True)]


def sides(article: Article, model: StanceModel) -> Pairs:
    """Returns annotated and found stance of an article's claims, given their subjects."""
    rules, text = assertion_model((), learned=False), article.text
    out: Pairs = []
    for claim in core(article):
        said = assertion(text, claim.span, claim.cue, rules).label
        side = stance(text, claim.span, claim.cue, claim.subjects[0], said, model)
        out.append((claim.stance, side.label))
    return out


def ways(article: Article, model: AssertionModel) -> Pairs:
    """Returns how an article's claims are asserted, as annotated and as found."""
    return [(c.assertion, assertion(article.text, c.span, c.cue, model).label) for c in core(article)]


def crossed[M, R](
    articles: Sequence[Article],
    train: Callable[[Sequence[Article]], M],
    apply: Callable[[Article, M], list[R]],
    deal: int,
) -> list[tuple[Article, list[R]]]:
    """Returns the results on every article of a model that was trained without its fold."""
    dealt = folds(articles, salt=str(deal))
    out = []
    for fold in sorted(set(dealt)):
        model = train([article for article, f in zip(articles, dealt, strict=True) if f != fold])
        out += [(article, apply(article, model)) for article, f in zip(articles, dealt, strict=True) if f == fold]
    return out


def row[R](
    name: str, results: Sequence[Sequence[tuple[Article, list[R]]]], score: Callable[[list[R]], float]
) -> None:
    """Prints one row of a table: the figures on gold and on the labelled claims of the corpus, over all deals."""
    cells = []
    for gold in (True, False):
        scores = [
            score([r for article, found in deal if bool(article.group) == gold for r in found]) for deal in results
        ]
        spread = f" ± {statistics.stdev(scores):.3f}" if len(scores) > 1 else ""
        cells.append(f"{statistics.mean(scores):.3f}{spread}")
    print(f"  {name:46s} {cells[0]:16s} {cells[1]}", flush=True)


def fixed[M, R](
    articles: Sequence[Article], model: M, apply: Callable[[Article, M], list[R]]
) -> list[list[tuple[Article, list[R]]]]:
    """Returns the results of a model that is not trained."""
    return [[(article, apply(article, model)) for article in articles]]


def subject_table(articles: Sequence[Article]) -> None:
    """Prints micro F1 of subjects: by hand, with learned weights of the terms, and with learned words."""
    rows = load("subjects", SubjectRow)
    print("subjects, micro F1                               gold             corpus")

    def terms(part: Sequence[Article]) -> SubjectModel:
        return SubjectModel(rows, subject_training.train_weights(part, SubjectModel(rows)))

    def both(part: Sequence[Article]) -> SubjectModel:
        learned = subject_training.train_words(part, terms(part))
        return SubjectModel(rows, learned.weights, learned)

    row("rules only (terms of the lexicon)", fixed(articles, SubjectModel(rows), about), micro)
    for name, train in (
        ("terms, their weights learned", terms),
        ("terms and learned words", both),
    ):
        row(name, [crossed(articles, train, about, deal) for deal in range(DEALS)], micro)


def stance_table(articles: Sequence[Article]) -> None:
    """Prints macro F1 of stance: rules, learned weights without one kind of evidence, and with all."""
    base = stance_model((), learned=False)
    print("stance, macro F1 (subjects given)                gold             corpus")
    row("rules only (weights by hand)", fixed(articles, base, sides), macro)
    for name, without in (
        ("learned, without the words of the claim", ("words",)),
        ("learned, without the triggers in the claim", (*base.weight, "benefit", "harm", "cue")),
        ("learned, without the tone of the article", ("article.",)),
        ("learned, without how it is asserted", ("asserted.",)),
        ("learned, without its subject", ("subject.",)),
        ("rules and all that is learned", ()),
    ):

        def train(part: Sequence[Article], without: tuple[str, ...] = without) -> StanceModel:
            return base.with_weights(stance_training.train(part, base, without))

        row(name, [crossed(articles, train, sides, deal) for deal in range(DEALS)], macro)


def assertion_table(articles: Sequence[Article]) -> None:
    """Prints macro F1 of how claims are asserted, and the F1 of each label."""
    rules = assertion_model((), learned=False)
    print("assertion, macro F1                              gold             corpus")
    row("rules only", fixed(articles, rules, ways), macro)
    results = []
    for name, words in (
        ("learned, without the words of the claim", False),
        ("rules and all that is learned", True),
    ):

        def train(part: Sequence[Article], words: bool = words) -> AssertionModel:
            return rules._replace(learned=assertion_training.train(part, rules.rules, words=words))

        results = [crossed(articles, train, ways, deal) for deal in range(DEALS)]
        row(name, results, macro)
    for label in sorted({claim.assertion for article in articles for claim in article.claims}):
        row(f"  {label}", results, partial(f1, label))


def end_to_end(articles: Sequence[Article], gold: Sequence[GoldArticle]) -> None:
    """Prints the figures where the extractor finds the claims too; a sentence that it misses is wrong."""
    whole = {article.id: article for article in gold}
    base, rules = stance_model((), learned=False), assertion_model((), learned=False)
    rows = load("subjects", SubjectRow)

    def train(part: Sequence[Article]) -> tuple[StanceModel, AssertionModel, SubjectModel]:
        topics = subject_training.train(part)
        return (
            base.with_weights(stance_training.train(part, base)),
            rules._replace(learned=assertion_training.train(part, rules.rules)),
            SubjectModel(rows, topics.weights, topics),
        )

    def claims(
        article: Article, models: tuple[StanceModel, AssertionModel, SubjectModel]
    ) -> list[tuple[str, tuple[Predicted, ...]]]:
        if article.id not in whole:
            return []
        names = ("stance_model", "assertion_model", "subject_model")
        with patch.multiple(faclaims.lexica, **{n: lambda *_, m=m: m for n, m in zip(names, models, strict=True)}):
            found = Extractor().extract(whole[article.id].text, article_id=article.id).claims
        return [(article.id, tuple(map(predicted, found)))]

    print("end to end on gold")
    results = [crossed(articles, train, claims, deal) for deal in range(DEALS)]
    figures = [evaluate(gold, dict(r for _, found in deal for r in found)).figures for deal in results]
    for name in ("subjects", "stance macro F1", "assertion macro F1"):
        print(f"  {name:46s} {statistics.mean(f[name] for f in figures):.3f}")


def f1(label: str, pairs: Pairs) -> float:
    """Returns the F1 of one label."""
    right = sum(gold == found == label for gold, found in pairs)
    return 2 * right / max(1, sum((gold == label) + (found == label) for gold, found in pairs))


def speed(corpus: Path) -> None:
    """Prints code points of articles a second, for each stage and for all three."""
    lines = corpus.read_text(encoding="utf-8").splitlines()[:300]
    texts = [normalize(json.loads(line)["text"]).text for line in lines]
    claims = [[Span(*m.span()) for m in re.finditer(r"[^.\n؛!؟]{20,}", text)][::2] for text in texts]
    topics, rules, taker = subject_model(), assertion_model(), stance_model()

    def all_three() -> None:
        for text, spans in zip(texts, claims, strict=True):
            for span, hits in zip(spans, subjects(text, None, spans, topics), strict=True):
                said = assertion(text, span, "گفت", rules)
                stance(text, span, "گفت", hits[0].id, said.label, taker)

    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        all_three()
        best = min(best, time.process_time() - start)
    print(f"speed: {sum(map(len, texts)) / best / 1e6:.1f} M code points/s for all three")


def main() -> None:
    """Prints everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpora", type=Path, nargs="+")
    options = parser.parse_args()
    articles = [*read(options.gold), *read_labels(options.corpora)]
    subject_table(articles)
    stance_table(articles)
    assertion_table(articles)
    end_to_end(articles, read_gold(options.gold))
    speed(options.corpora[0])


if __name__ == "__main__":
    main()
