"""Trains the assertion model: ``python -m training.assertion GOLD.jsonl CORPUS.jsonl… -o assertion_model.json``.

It weighs what the rules find in a claim and its words. It is fitted to the annotated articles and to the labelled
claims of the corpus (``training/labels.csv``).
"""

from collections.abc import Sequence

from faclaims.lexicon.context import ContextRules
from faclaims.lexicon.linear import Linear, WordFeatures
from faclaims.records import Assertion
from faclaims.stages.assertion import assertion_model, read
from training.gold import Article, main
from training.linear import fit, write


def train(articles: Sequence[Article], rules: ContextRules, *, words: bool = True) -> Linear[Assertion]:
    """Returns the model fitted to labelled claims, with their words or without."""
    claims = [
        (claim, read(article.text, claim.span, claim.cue, rules))
        for article in articles
        for claim in article.claims
    ]
    labels = [claim.assertion for claim, _ in claims]
    found = [reading.features for _, reading in claims]
    said = [reading.words if words else WordFeatures.of([]) for _, reading in claims]
    return fit(labels, found, said, strength=1.0, balance=0.7)


if __name__ == "__main__":
    main(__doc__, lambda articles: train(articles, assertion_model((), learned=False).rules), write)
