"""Linear models of labels: what the rules found in a claim and the words of the claim, each with a weight a label."""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import chain, pairwise
from typing import Any, NamedTuple, Self

UNIT = 0.01
"""The weights of words are whole hundredths, so that they add up to the same in any order."""
_SCALE = 3.0  # what the words of a claim weigh together; what the rules found weighs as much as it counts
_LAST = 3  # words of a claim that count once more as its last: Persian closes a clause with its verb
_FIRST = 2  # words that count once more as its first


def word_value(number: int) -> float:
    """Returns how much each of so many different words of a claim counts: in a long claim a word says less."""
    return _SCALE / math.sqrt(number or 1)


def read_model(name: str) -> dict[str, Any]:
    """Returns the content of a JSON file of the built-in lexicon, by its stem."""
    file = resources.files("faclaims.lexicon") / "data" / f"{name}.json"
    number = cache(int)  # one object for each number, since they are few
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"), parse_int=number)
    return data


class WordFeatures(NamedTuple):
    """The features of the words of a claim.

    Attributes:
        names: The words, their pairs, and which of them stand first and last, each once.
        value: How much each of them counts: in a long claim a word says less.
    """

    names: frozenset[str]
    value: float

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Returns the features of the words of a claim, which have no half-spaces.

        Example:
            >>> sorted(WordFeatures.of(["کم", "است"]).names)
            ['1^است', '^کم', 'است', 'است$', 'است$ کم', 'کم', 'کم است', 'کم$1']
        """
        pairs = map(" ".join, pairwise(words))
        first = [f"{i or ''}^{word}" for i, word in enumerate(words[:_FIRST])]
        last = [f"{word}${i or ''}" for i, word in enumerate(reversed(words[-_LAST:]))]
        closing = [f"{words[-1]}$ {words[-2]}"] if len(words) > 1 else []
        names = frozenset(chain(words, pairs, first, last, closing))
        return cls(names, word_value(len(set(words))))


class Linear[L: str](NamedTuple):
    """A multinomial linear model.

    Attributes:
        labels: What it decides between.
        bias: What it adds to each label.
        found: For each thing that rules find, what it adds to each label.
        text: The same for each feature of the words, in hundredths.
    """

    labels: tuple[L, ...]
    bias: tuple[float, ...]
    found: Mapping[str, Sequence[float]]
    text: Mapping[str, Sequence[int]]

    @classmethod
    def load(cls, name: str) -> Self:
        """Returns the model of a JSON file of the built-in lexicon, by its stem."""
        data = read_model(name)
        return cls(tuple(data["labels"]), tuple(data["bias"]), data["found"], data["text"])

    def best(self, found: Mapping[str, float], words: WordFeatures) -> L:
        """Returns the likeliest label of a claim.

        Args:
            found: What the rules found, and how much of it.
            words: The features of its words.

        Example:
            >>> model = Linear(("no", "yes"), (0.1, 0.0), {}, {"باید": (-50, 50)})
            >>> [model.best({}, WordFeatures.of(words)) for words in (["باید", "رفت"], ["رفت"])]
            ['yes', 'no']
        """
        scores = list(self.bias)
        known = self.text.keys() & words.names
        unit = words.value * UNIT
        for i, column in enumerate(zip(*(self.text[name] for name in known), strict=True)):
            scores[i] += unit * sum(column)
        for name, number in found.items():
            for i, weight in enumerate(self.found.get(name, ())):
                scores[i] += weight * number
        return self.labels[scores.index(max(scores))]
