"""Trains where noun phrases end: ``python -m training.ends CORPUS.jsonl… -o phrase_model.json``.

What the extractor found in the articles of the corpus gives noun phrases whose ends it is sure of: who says something,
named or by a post, mostly before a mark, a verb or a preposition. Each is set before the first words of what is said
elsewhere, drawn at random, as if the mark were lost, and a logistic model learns to tell the boundary. Counts of words
and of pairs are of all articles, but for a phrase without those of its own article. Prints which share of the ends is
found in articles that the model was not fitted to, beside that of the rules of the grammar. The extractor that finds
the phrases weighs their ends with the model that was there before, so a second run differs a little from the first.

Agencies hardly ever leave a group without what completes it, other outlets often do (``به گفته پزشکان | …``).
So groups and bodies of the lexicon alone, posts after ``این`` and posts of a bare body are set before openings too.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from faclaims import Extraction, Extractor, Failure
from faclaims.lexicon import load
from faclaims.lexicon.rows import WordRow
from faclaims.lexicon.words import words
from faclaims.stages.normalize import normalize
from faclaims.stages.phrases import Token, tokens
from faclaims.stages.phrases.ends import LONGEST, Counts, PhraseEnds, Ruled, counted, features
from training.gold import records
from training.linear import write_json

FOLDS = 5
_SURE = 0.8  # confidence from which a phrase is taken
_OPENING = 120  # code points of what is said
_SHORTEST = 4  # words of it
_SEED = 1404
_DRAWS = 3  # openings that each phrase is set before
_WORD, _PAIR = 8, 12  # how often a word and a pair must stand in the corpus
_LEAST = 0.03  # what a feature must add to be kept
_MOST = 10  # tokens of a phrase that is learned from
_NO_PHRASE = frozenset({"verb", "preposition", "adverb", "connective"})
_LINKS = frozenset({"را", "که", "و", "نیز", "هم", "تا"})
_APPOSING = frozenset({"،", ":", "("})
_OPENERS = frozenset({"که", "را", "و"})
_THIS = "این"
_TIED = ("های", "ای")  # plurals whose ezafe is written
_ALONE = 3  # openings that a group alone is set before
_OF_BODY = 400  # posts of a bare body


class Read(NamedTuple):
    """An article: its tokens, who says something in it, and how what is said begins."""

    tokens: Sequence[Token]
    phrases: Sequence[str]
    openings: Sequence[str]


class Example(NamedTuple):
    """A phrase with what follows it, the index after it, and its article; null for one of the lexicon."""

    tokens: Sequence[Token]
    end: int
    article: int | None


def _cut(text: str) -> list[Token]:
    return tokens(text, 0, len(text), words())


def read(corpora: Sequence[Path]) -> Iterator[Read]:
    """Yields the articles of corpus files, as the extractor reads them."""
    extractor = Extractor()
    for record in records(corpora):
        text = record["text"]
        result = extractor.extract(text, article_id=record["id"])
        if isinstance(result, Failure):
            continue
        yield Read(
            _cut(normalize(text).text), list(dict.fromkeys(_phrases(result))), list(_openings(text, result))
        )


def _phrases(result: Extraction) -> Iterator[str]:
    for said in result.attributions:
        mention = said.speaker.mention
        if said.confidence >= _SURE and mention.text and mention.type in {"named", "role"}:
            yield normalize(mention.text.replace("\n", " ")).text


def _openings(text: str, result: Extraction) -> Iterator[str]:
    for said in result.attributions:
        piece = said.content[0]
        opening = normalize(text[piece.start : min(piece.end, piece.start + _OPENING)].replace("\n", " ")).text
        if said.form != "phrase" and len(opening.split()) >= _SHORTEST:
            yield opening


def examples(articles: Sequence[Read]) -> Iterator[Example]:
    """Yields every phrase of the articles, each before an opening drawn from all of them."""
    openings = [opening for article in articles for opening in article.openings]
    draw = random.Random(_SEED)  # noqa: S311 - for no secret
    phrases = [(phrase, number) for number, article in enumerate(articles) for phrase in article.phrases]
    for phrase, number in (*phrases, *((phrase, None) for phrase in lexical(draw))):
        for opening in draw.choices(openings, k=1 if number is None else _DRAWS):
            toks = _cut(f"{phrase} {opening}")
            end = next(k for k, token in enumerate(toks) if token.end > len(phrase))
            parted = 0 < end <= _MOST and toks[end - 1].end == len(phrase)
            if parted and toks[end].is_word and not any(t.word in _APPOSING for t in toks[:end]):
                yield Example(toks, end, number)


def lexical(draw: random.Random) -> Iterator[str]:
    """Yields groups and bodies that nothing completes, posts after ``این``, and posts of a bare body."""
    rows = {row.id: [word for word in row.words if " " not in word] for row in load("words", WordRow)}
    groups, posts, bodies = (
        [word for word in rows[name] if word not in rows["relational"] and not word.endswith((*_TIED, "ٔ"))]
        for name in ("group", "role", "organization")
    )
    yield from groups * _ALONE
    yield from bodies
    yield from (f"{_THIS} {post}" for post in posts)
    yield from (f"{draw.choice(posts)} {draw.choice(bodies)}" for _ in range(_OF_BODY))


def count(toks: Sequence[Token]) -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    """Returns how often words stand in a text, at the end and at the start of a phrase, and pairs of them."""
    number, ending, opening, pairs = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for k, token in enumerate(toks):
        if not token.is_word:
            continue
        word = counted(token.word)
        number[word] += 1
        following = toks[k + 1] if k + 1 < len(toks) else None
        if (
            following is None
            or not following.is_word
            or following.classes & _NO_PHRASE
            or following.word in _LINKS
        ):
            ending[word] += 1
        if following is not None and following.is_word:
            pairs[f"{word} {counted(following.word)}"] += 1
        if k == 0 or not toks[k - 1].is_word or toks[k - 1].word in _OPENERS:
            opening[word] += 1
    return number, ending, opening, pairs


class Corpus:
    """The counts of all articles, and of all but one.

    Args:
        articles: The articles.
    """

    def __init__(self, articles: Sequence[Read]) -> None:
        self._of = [count(article.tokens) for article in articles]
        self._all = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        for whole, parts in zip(self._all, zip(*self._of, strict=True), strict=True):
            for part in parts:
                whole.update(part)
        self._total = self._all[0].total()

    def without(self, article: int | None, toks: Sequence[Token]) -> Counts:
        """Returns the counts of some words in all articles but one, or in all."""
        said = [counted(token.word) for token in toks]
        names, pairs = set(said), {f"{one} {other}" for one, other in pairwise(said)}
        number, ending, opening, together = self._all
        mine = self._of[article] if article is not None else (Counter[str](),) * 4
        return self._kept(
            {w: (number[w] - mine[0][w], ending[w] - mine[1][w], opening[w] - mine[2][w]) for w in names},
            {pair: together[pair] - mine[3][pair] for pair in pairs},
        )

    def whole(self) -> Counts:
        """Returns the counts of all articles."""
        number, ending, opening, together = self._all
        return self._kept({w: (n, ending[w], opening[w]) for w, n in number.items()}, together)

    def _kept(self, rows: dict[str, tuple[int, int, int]], pairs: dict[str, int]) -> Counts:
        """The counts without what is too rare to tell."""
        known = {word: row for word, row in rows.items() if row[0] >= _WORD}
        return Counts(self._total, known, {pair: n for pair, n in pairs.items() if n >= _PAIR})


def fit(chosen: Sequence[Example], corpus: Corpus) -> PhraseEnds:
    """Returns the model that was fitted to phrases."""
    rows, truth = [], []
    for example in chosen:
        counts = corpus.without(example.article, example.tokens)
        ruled = Ruled.of(example.tokens, 0, min(len(example.tokens), LONGEST))
        for k in range(1, example.end + 1):
            rows.append(features(example.tokens, 0, k, counts, ruled))
            truth.append(k == example.end)
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=0.3, max_iter=3000).fit(vectorizer.fit_transform(rows), truth)
    weights = dict(zip(vectorizer.feature_names_, model.coef_[0].tolist(), strict=True))
    kept = {name: round(weight, 2) for name, weight in weights.items() if abs(weight) >= _LEAST}
    return PhraseEnds(round(float(model.intercept_[0]), 2), kept, corpus.whole())


def check(chosen: Sequence[Example], corpus: Corpus) -> str:
    """Returns which share of the ends models find that were fitted to other articles, and which the rules find."""
    found = ruled = 0
    folds = [None if each.article is None else each.article % FOLDS for each in chosen]
    for fold in range(FOLDS):
        model = fit([each for each, its in zip(chosen, folds, strict=True) if its != fold], corpus)
        for each in (each for each, its in zip(chosen, folds, strict=True) if its == fold):
            counts = corpus.without(each.article, each.tokens)
            limit = min(len(each.tokens), LONGEST)
            found += model._replace(counts=counts).end(each.tokens, 0, limit) == each.end
            ruled += Ruled.of(each.tokens, 0, limit).speaker == each.end
    judged = len(folds) - folds.count(None)
    return f"{judged} phrases: {found / judged:.3f} of the ends found, {ruled / judged:.3f} by rules"


def main() -> None:
    """Cross-validates, and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    articles = list(read(options.corpora))
    chosen, corpus = list(examples(articles)), Corpus(articles)
    print(check(chosen, corpus))  # noqa: T201
    model = fit(chosen, corpus)
    counts = model.counts
    lists = {"weights": model.weights, "words": counts.words, "pairs": counts.pairs}
    print(write_json(options.output, {"bias": model.bias, "total": counts.total}, lists))  # noqa: T201


if __name__ == "__main__":
    main()
