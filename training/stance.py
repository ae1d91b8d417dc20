"""Trains the stance model: ``python -m training.stance GOLD.jsonl CORPUS.jsonl… -o stance_model.json``.

It weighs what the rules find in a claim, how it is asserted, the tone of the article and the words of the claim. It is
fitted to the annotated articles and to the labelled claims of the corpus (``training/labels.csv``).
"""

from collections.abc import Sequence

from faclaims.lexicon.linear import Linear, WordFeatures
from faclaims.records import Stance
from faclaims.stages.stance import StanceModel, read, stance_model
from training.gold import Article, main
from training.linear import fit, write


def train(articles: Sequence[Article], model: StanceModel, without: tuple[str, ...] = ()) -> Linear[Stance]:
    """Returns the model fitted to labelled claims; features that begin with ``without`` are left out.

    The subject of a claim and how it is asserted are those of the annotation. ``words`` in ``without`` leaves out the
    words of the claims.
    """
    labels, found, words = [], [], []
    for article in articles:
        for claim in article.claims:
            reading = read(article.text, claim.span, claim.cue, claim.subjects[0], claim.assertion, model)
            labels.append(claim.stance)
            found.append({name: x for name, x in reading.features.items() if not name.startswith(without)})
            words.append(WordFeatures.of([]) if "words" in without else reading.words)
    return fit(labels, found, words, strength=0.4, balance=1.0)


if __name__ == "__main__":
    main(__doc__, lambda articles: train(articles, stance_model((), learned=False)), write)
