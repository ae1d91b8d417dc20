"""Where a noun phrase ends that no mark closes: ``به گفته وزیر نیرو | آب شهر``.

Ezafe is not written, so that only the words tell. Words that follow one another elsewhere too are one phrase, some
words mostly end a phrase and some open one, and the classes of the words say what they take as a complement. How much
each of that counts, and the answers of the rules beside it, was fitted by ``training/ends.py`` to speakers found in the
unannotated corpus.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple, Self

from faclaims.lexicon.linear import read_model
from faclaims.stages.phrases.heads import parted, ruled_end
from faclaims.stages.phrases.joints import EZAFE, closing, opens_date
from faclaims.stages.phrases.known import known_body, portfolio_end
from faclaims.stages.phrases.nouns import noun_phrase_end
from faclaims.stages.phrases.signs import OPEN
from faclaims.stages.phrases.tokenizer import Token

LONGEST = 14
"""Tokens of a phrase at most."""
_NONE = frozenset({"-"})
_LETTERS = 2  # of an ending of a word
_NAMING = ("given", "honorific", "role", "organization", "country", "group", "demonstrative")
_LONG = 8  # tokens: longer phrases are alike
_PLURAL = "ها"
_LIKELY = 0.8
_LEFT = 4  # tokens before the next verb or mark
_OBJECT_OR_CLAUSE = frozenset({"را", "که"})
_LINKS = frozenset({"را", "از", "به", "در", "با", "که", "و"})


class Ruled(NamedTuple):
    """Where a phrase ends by the rules of the grammar: the noun phrase, and the speaker in it."""

    phrase: int
    speaker: int

    @classmethod
    def of(cls, toks: Sequence[Token], i: int, n: int) -> Self:
        """Returns where the phrase that begins at token ``i`` ends by the rules."""
        whole = noun_phrase_end(toks, i, n)
        return cls(whole, ruled_end(toks, i, whole) or whole)


def counted(word: str) -> str:
    """Returns the form in which a word is counted: all numbers are one word."""
    return "0" if word.isdigit() else word


class Counts(NamedTuple):
    """How often words stand in texts, and where.

    Attributes:
        total: How many words there are in all.
        words: For each word how often it stands, how often at the end of a phrase, and how often at the start of one.
        pairs: For two words how often they follow one another.
    """

    total: int
    words: Mapping[str, Sequence[int]]
    pairs: Mapping[str, int]

    def of(self, before: str, after: str) -> dict[str, float]:
        """Returns what the counts say of a boundary between two words."""
        before, after = counted(before), counted(after)
        number, ending, _ = self.words.get(before, (0, 0, 0))
        other, _, opening = self.words.get(after, (0, 0, 0))
        together = self.pairs.get(f"{before} {after}", 0)
        out = {
            "before": math.log1p(number),
            "after": math.log1p(other),
            "ends": math.log((ending + 1) / (number - ending + 1.5)),
            "opens": math.log((opening + 0.5) / (other - opening + 3)),
        }
        if together:
            out["pair"] = math.log1p(together)
            out["drawn"] = math.log(together * self.total / (number * other))
        else:
            out["apart"] = math.log1p(number * other / self.total)
        return out


class PhraseEnds(NamedTuple):
    """A logistic model of the boundary between two words.

    Attributes:
        bias: What the odds of a boundary are before anything is known.
        weights: What each feature adds.
        counts: How often words stand where.
    """

    bias: float
    weights: Mapping[str, float]
    counts: Counts

    def end(self, toks: Sequence[Token], i: int, n: int) -> int:
        """Returns the index after the noun phrase that most likely begins at token ``i``.

        Args:
            toks: The tokens.
            i: Index of the first token of the phrase.
            n: Index after the last token that may belong to it.
        """
        best, end, going = 0.0, n, 1.0
        ruled = Ruled.of(toks, i, n)
        closed = i + known_body(toks, i, n) - 1  # باشگاه خبرنگاران جوان
        for k in range(i + 1, min(n, i + LONGEST)):
            if toks[k - 1].word in OPEN:
                closed = closing(toks, k - 1, n) or closed
            elif toks[k].word == "،":
                closed = max(closed, portfolio_end(toks, k, n) - 1)
            if k <= closed or _tied(toks, k) or _completes(toks, i, k):
                continue
            here = 1.0 if parted(toks, k, n) else self.odds(toks, i, k, ruled)
            if going * here > best:
                best, end = going * here, k
            going *= 1 - here
        return n if n <= i + LONGEST and going > best else end

    def odds(self, toks: Sequence[Token], i: int, k: int, ruled: Ruled) -> float:
        """Returns how likely a phrase that began at token ``i`` ends before token ``k``, 0 to 1."""
        row = features(toks, i, k, self.counts, ruled)
        score = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in row.items())
        return 1 / (1 + math.exp(-score))


def _tied(toks: Sequence[Token], k: int) -> bool:
    """Whether no phrase ends before token ``k``.

    ``این | کودک``, ``مادر | این کودک``, ``دخترش | نازنین``, ``توافق | ۲۶ ژوئن``, ``نگه | داشتن``, and the plural that
    shows its ezafe (``گزارش‌های | شهر``).
    """
    before, after = toks[k - 1].classes, toks[k].classes
    if toks[k - 1].word.endswith(EZAFE) or ("infinitive" in after and toks[k - 1].is_plain):
        return True
    return (
        "demonstrative" in before
        or ("kin" in before and bool(after & {"demonstrative", "given"}))
        or opens_date(toks, k, len(toks))
    )


def _completes(toks: Sequence[Token], i: int, k: int) -> bool:
    """Whether token ``k`` surely completes the phrase that begins at token ``i``.

    ``وکیل | او``, ``خبرنگار | ما``, ``آمار رسمی | وزارت بهداشت``.
    """
    many = "group" in toks[k].classes or toks[k].word.endswith(_PLURAL)
    if "quantifier" in toks[k - 1].classes and many:  # برخی | رسانه‌ها
        return True
    if {"relational", "group"} <= toks[k - 1].classes and k == i + 1:  # نزدیکان | قربانی
        return True
    placed = "area" in toks[k].classes and k + 1 < len(toks) and "town" in toks[k + 1].classes
    if placed and toks[i].classes & {"role", "organization"}:  # مدیرکل راهداری | استان قزوین
        return True
    owner = "pronoun" in toks[k].classes and "pronoun" not in toks[i].classes
    body = "organization" in toks[k].classes and "document" in toks[i].classes and not toks[k - 1].is_silent
    return (owner and k == i + 1) or (body and not toks[k - 1].word.endswith(_PLURAL))


def features(toks: Sequence[Token], i: int, k: int, counts: Counts, ruled: Ruled) -> dict[str, float]:
    """Returns what stands around a boundary before token ``k`` in a phrase that begins at token ``i``."""
    before, after = toks[k - 1], toks[k]
    ends, opens, head = before.classes or _NONE, after.classes or _NONE, toks[i].classes or _NONE
    names = [f"ends {name}" for name in ends]
    names += [f"opens {name}" for name in opens]
    names += [f"ends {one} opens {other}" for one in ends for other in opens]
    names += [f"head {name}" for name in head]
    inside = set[str]().union(*(token.classes for token in toks[i:k]))
    names += [f"inside {name}" for name in _NAMING if name in inside]
    names += [
        f"tokens {min(k - i, _LONG)}",
        f"ends -{before.word[-_LETTERS:]}",
        f"opens -{after.word[-_LETTERS:]}",
    ]
    for rule, end in zip(ruled._fields, ruled, strict=True):
        place = f"{rule} {'ends' if k == end else 'ended' if k > end else 'goes on'}"
        names += [place, *(f"{place} head {name}" for name in head), *(f"{place} opens {name}" for name in opens)]
    closes = (j for j in range(k, min(len(toks), k + _LEFT)) if not toks[j].is_word or "verb" in toks[j].classes)
    names.append(f"left {next(closes, k + _LEFT) - k}")
    if k + 1 < len(toks):
        following = toks[k + 1]
        names += [f"then {name}" for name in following.classes or _NONE]
        if following.word in _LINKS:
            names.append(f"then {following.word}")
    return counts.of(before.word, after.word) | dict.fromkeys(names, 1.0)


@cache
def phrase_ends() -> PhraseEnds:
    """Returns the built-in model."""
    data = read_model("phrase_model")
    return PhraseEnds(data["bias"], data["weights"], Counts(data["total"], data["words"], data["pairs"]))


def is_common(word: str) -> bool:
    """Returns whether texts hold a word often enough for it to be counted."""
    return counted(word) in phrase_ends().counts.words


def speaker_end(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns the index after the speaker in the phrase ``toks[i:end]``, which holds more; ``i`` if there is none.

    Where nothing would be left of the phrase, the rules decide.
    """
    ruled = ruled_end(toks, i, end)
    if ruled == i:
        return i
    likely = phrase_ends().end(toks, i, end)
    return likely if likely < end else ruled


def first_end(toks: Sequence[Token], i: int, n: int, places: Iterable[int]) -> int:
    """Returns the first of some places before which a phrase that begins at token ``i`` likely ends; ``n`` if none."""
    ruled: Ruled | None = None
    for k in places:
        ruled = ruled or Ruled.of(toks, i, n)
        if not _tied(toks, k) and phrase_ends().odds(toks, i, k, ruled) > _LIKELY:
            return k
    return n


def open_end(toks: Sequence[Token], i: int) -> int:
    """Returns the index after the phrase that begins at token ``i`` and that no mark closes.

    It goes on to a mark or verb at most, past quotation marks.
    """
    k = i + 1
    while k < len(toks):
        if toks[k].word == "،" and (whole := portfolio_end(toks, k, len(toks))):
            k = whole
        elif _closes(toks[k]):
            break
        else:
            k = (closing(toks, k, len(toks)) or k) + 1 if toks[k].word in OPEN else k + 1
    return phrase_ends().end(toks, i, min(k, len(toks)))


def _closes(token: Token) -> bool:
    return "verb" in token.classes or token.word in _OBJECT_OR_CLAUSE or not (token.is_word or token.word in OPEN)
