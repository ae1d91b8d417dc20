"""Linear models of labels: what the rules found in a claim and the words of the claim, each with a weight a label."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import chain, pairwise
from struct import Struct
from typing import Any, NamedTuple, Self

UNIT = 0.01
"""The weights of words are whole hundredths, so that they add up to the same in any order."""
_SCALE = 3.0  # what the words of a claim weigh together; what the rules found weighs as much as it counts
_LAST = 3  # words of a claim that count once more as its last: Persian closes a clause with its verb
_FIRST = 2  # words that count once more as its first
_BITS = 32
_HALF = 1 << (_BITS - 1)


def word_value(number: int) -> float:
    """Returns how much each of so many different words of a claim counts: in a long claim a word says less."""
    return _SCALE / math.sqrt(number or 1)


def read_model(name: str) -> dict[str, Any]:
    """Returns the content of a JSON file of the built-in lexicon, by its stem."""
    file = resources.files("faclaims.lexicon") / "data" / f"{name}.json"
    number = cache(int)  # one object for each number, since they are few
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"), parse_int=number)
    return data


class Rows:
    """Rows of whole numbers by name, all of one length, of which many add up at once.

    A row is kept as one long number, in which each of its numbers has 32 bits: Python adds two of them at once.

    Args:
        rows: The rows; the numbers of a column add up to less than two milliards.
        size: How many numbers a row has.

    Example:
        >>> Rows({"a": (1, -2), "b": (3, 4), "c": (5, 6)}, 2).total({"a", "b", "d"})
        [4, 2]
    """

    def __init__(self, rows: Mapping[str, Sequence[int]], size: int) -> None:
        self._packed = {
            name: sum(number << (_BITS * i) for i, number in enumerate(row)) for name, row in rows.items()
        }
        self._fields = Struct(f"<{size}I")
        self._halves = sum(_HALF << (_BITS * i) for i in range(size))  # lifts what is negative above zero

    def __len__(self) -> int:
        return len(self._packed)

    def total(self, names: Iterable[str]) -> list[int]:
        """Returns the sum of the rows of those names that there are, number by number."""
        total = sum(filter(None, map(self._packed.get, names)), self._halves)
        return [field - _HALF for field in self._fields.unpack(total.to_bytes(self._fields.size, "little"))]


@lru_cache(maxsize=1)
def _total(rows: Rows, names: frozenset[str]) -> list[int]:
    """Returns the sum of rows, kept for the next model that asks for the same names."""
    return rows.total(names)


class Columns(NamedTuple):
    """The columns of one model in rows that it may share with others."""

    rows: Rows
    first: int
    size: int

    def total(self, names: frozenset[str]) -> Sequence[int]:
        """Returns the sum of the rows of those names that there are, number by number."""
        return _total(self.rows, names)[self.first : self.first + self.size]


@cache
def _label_models() -> Mapping[str, tuple[dict[str, Any], Columns]]:
    """Returns the models of labels by name, and their weights of words in one table, where each is found at once."""
    models = {name: read_model(name) for name in ("assertion_model", "stance_model")}
    sizes = [len(model["labels"]) for model in models.values()]
    sides = [(model["text"], (0,) * size) for model, size in zip(models.values(), sizes, strict=True)]
    names = dict.fromkeys(chain.from_iterable(text for text, _ in sides))
    rows = Rows(
        {name: [*chain.from_iterable(text.get(name, none) for text, none in sides)] for name in names}, sum(sizes)
    )
    columns = (Columns(rows, sum(sizes[:i]), size) for i, size in enumerate(sizes))
    return {name: (model, side) for (name, model), side in zip(models.items(), columns, strict=True)}


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


@dataclass(frozen=True)
class Linear[L: str]:
    """A multinomial linear model.

    Attributes:
        labels: What it decides between.
        bias: What it adds to each label.
        found: For each thing that rules find, what it adds to each label.
        text: The same for each feature of the words, in hundredths.
        columns: The numbers of ``text`` in a table that models share; by default in one of its own.
    """

    labels: tuple[L, ...]
    bias: tuple[float, ...]
    found: Mapping[str, Sequence[float]]
    text: Mapping[str, Sequence[int]]
    columns: Columns | None = field(default=None, compare=False, repr=False)

    @classmethod
    def load(cls, name: str) -> Self:
        """Returns the built-in model of a label, by the stem of its file."""
        data, columns = _label_models()[name]
        return cls(tuple(data["labels"]), tuple(data["bias"]), data["found"], data["text"], columns)

    @cached_property
    def _columns(self) -> Columns:
        return self.columns or Columns(Rows(self.text, len(self.labels)), 0, len(self.labels))

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
        unit = words.value * UNIT
        sums = self._columns.total(words.names)
        scores = [bias + unit * number for bias, number in zip(self.bias, sums, strict=True)]
        for name, number in found.items():
            for i, weight in enumerate(self.found.get(name, ())):
                scores[i] += weight * number
        return self.labels[scores.index(max(scores))]
