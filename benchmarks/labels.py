"""Subjects, stance and assertion on annotated sentences, cross-validated by publisher, with an ablation.

    python -m benchmarks.labels GOLD.jsonl CORPUS.jsonl…

GOLD.jsonl holds annotated articles, CORPUS.jsonl unlabelled ones (``text``) for the self-trained word weights. The
annotated spans are given; nested attributions help to train and are not measured. Folds keep a publisher together;
two publishers that are many (``fars``, ``web``) are spread by article. Figures are means over several ways of
dealing the folds, with the standard deviation over the ways. Speed is code points of whole articles a second of
processor time, best of five, with every second sentence a claim.
"""

import argparse
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from unittest.mock import patch

from training import stance as stance_training
from training import subjects as subject_training
from training.gold import Article, Claim, folds, read

import faclaims.lexica
from faclaims import Extractor
from faclaims.evaluate import GoldArticle, evaluate, predicted, read_gold
from faclaims.evaluate.gold import Predicted
from faclaims.lexicon import load
from faclaims.lexicon.rows import SubjectRow
from faclaims.records import Span
from faclaims.stages.assertion import assertion, assertion_model
from faclaims.stages.normalize import normalize
from faclaims.stages.stance import StanceModel, stance, stance_model
from faclaims.stages.subjects import RULES, SubjectModel, Weights, subject_model, subjects

DEALS = 3
Pairs = list[tuple[str, str]]


def macro(pairs: Pairs) -> float:
    """Returns the mean F1 over the labels of the annotation."""
    counts = Counter(pairs)
    scores = []
    for label in {gold for gold, _ in pairs}:
        right = counts[label, label]
        wrong = sum(n for (gold, found), n in counts.items() if (gold == label) != (found == label))
        scores.append(2 * right / (2 * right + wrong))
    return statistics.mean(scores)


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
    rules, text = assertion_model(), article.text
    out: Pairs = []
    for claim in core(article):
        said = assertion(text, claim.span, claim.cue, claim.form, rules).label
        side = stance(text, claim.span, claim.cue, claim.subjects[0], said, model)
        out.append((claim.stance, side.label))
    return out


def crossed[M, R](
    articles: Sequence[Article],
    train: Callable[[Sequence[Article]], M],
    apply: Callable[[Article, M], list[R]],
    deal: int,
) -> list[R]:
    """Returns the results on every article of a model that was trained without its fold."""
    dealt = folds(articles, salt=str(deal))
    out = []
    for fold in sorted(set(dealt)):
        model = train([article for article, f in zip(articles, dealt, strict=True) if f != fold])
        out += [r for article, f in zip(articles, dealt, strict=True) if f == fold for r in apply(article, model)]
    return out


def show(name: str, scores: Sequence[float]) -> None:
    """Prints one row of the table."""
    spread = f" ± {statistics.stdev(scores):.3f}" if len(scores) > 1 else ""
    print(f"  {name:46s} {statistics.mean(scores):.3f}{spread}")


def subject_table(articles: Sequence[Article], corpora: Sequence[Path]) -> None:
    """Prints micro F1 of subjects: rules, learned weights, both."""
    rows = load("subjects", SubjectRow)
    print("subjects, micro F1")
    kinds = Weights._fields[:-1]

    @cache
    def words(part: tuple[Article, ...]) -> subject_training.Words:
        teacher = SubjectModel(rows, subject_training.train_weights(part, SubjectModel(rows)))
        return subject_training.train_words(corpora, articles, teacher)

    def trained(use: Sequence[bool], learned: bool) -> Callable[[Sequence[Article]], SubjectModel]:
        def train(part: Sequence[Article]) -> SubjectModel:
            known = words(tuple(part)) if learned else {}
            fitted = subject_training.train_weights(part, SubjectModel(rows, RULES, known), use)
            return SubjectModel(rows, fitted, known)

        return train

    ways = (
        ("rules only (terms of the lexicon)", [kind != "words" for kind in kinds], False),
        ("learned only (self-trained words)", [kind == "words" for kind in kinds], True),
        ("rules and learned words", [True for _ in kinds], True),
    )
    for name, use, learned in ways:
        show(name, [micro(crossed(articles, trained(use, learned), about, deal)) for deal in range(DEALS)])


def stance_table(articles: Sequence[Article]) -> None:
    """Prints macro F1 of stance: rules, learned weights without one kind of evidence, and with all."""
    base = stance_model((), False)
    print("stance, macro F1 (subjects given)")
    show("rules only (weights by hand)", [macro([p for a in articles for p in sides(a, base)])])
    for name, without in (
        ("learned, without the triggers in the claim", (*base.weight, "benefit", "harm", "cue")),
        ("learned, without the tone of the article", ("article.",)),
        ("learned, without how it is asserted", ("asserted.",)),
        ("rules and learned weights", ()),
    ):

        def train(part: Sequence[Article], without: tuple[str, ...] = without) -> StanceModel:
            return base.with_weights(stance_training.train(part, base, without))

        show(name, [macro(crossed(articles, train, sides, deal)) for deal in range(DEALS)])


def stance_end_to_end(articles: Sequence[Article], gold: Sequence[GoldArticle]) -> None:
    """Prints macro F1 of stance where the extractor finds the claims too; a sentence that it misses is wrong."""
    base = stance_model((), False)
    whole = {article.id: article for article in gold}

    def claims(article: Article, model: StanceModel) -> list[tuple[str, tuple[Predicted, ...]]]:
        with patch.object(faclaims.lexica, "stance_model", lambda *_: model):
            found = Extractor().extract(whole[article.id].text, article_id=article.id).claims
        return [(article.id, tuple(map(predicted, found)))]

    def train(part: Sequence[Article]) -> StanceModel:
        return base.with_weights(stance_training.train(part, base))

    scores = [
        evaluate(gold, dict(crossed(articles, train, claims, deal))).figures["stance macro F1"]
        for deal in range(DEALS)
    ]
    show("end to end, claims and subjects found", scores)


def assertion_table(articles: Sequence[Article]) -> None:
    """Prints macro F1 and the F1 of each label; the rules are not trained."""
    model = assertion_model()
    pairs: Pairs = [
        (claim.assertion, assertion(article.text, claim.span, claim.cue, claim.form, model).label)
        for article in articles
        for claim in core(article)
    ]
    print("assertion, macro F1 (rules; looked at while they were written)")
    show("all", [macro(pairs)])
    counts = Counter(pairs)
    for label in sorted({gold for gold, _ in pairs}):
        right = counts[label, label]
        size = sum(n * ((gold == label) + (found == label)) for (gold, found), n in counts.items())
        print(f"    {label:12s} {2 * right / size:.2f}  ({sum(n for (g, _), n in counts.items() if g == label)})")


def speed(corpus: Path) -> None:
    """Prints code points of articles a second, for each stage and for all three."""
    lines = corpus.read_text(encoding="utf-8").splitlines()[:300]
    texts = [normalize(json.loads(line)["text"]).text for line in lines]
    claims = [[Span(*m.span()) for m in re.finditer(r"[^.\n؛!؟]{20,}", text)][::2] for text in texts]
    topics, rules, taker = subject_model(), assertion_model(), stance_model()

    def all_three() -> None:
        for text, spans in zip(texts, claims, strict=True):
            for span, hits in zip(spans, subjects(text, None, spans, topics), strict=True):
                said = assertion(text, span, "گفت", "colon", rules)
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
    articles = read(options.gold)
    subject_table(articles, options.corpora)
    stance_table(articles)
    stance_end_to_end(articles, read_gold(options.gold))
    assertion_table(articles)
    speed(options.corpora[0])


if __name__ == "__main__":
    main()
