"""Reads numbers in figures and in Persian words.

One regex finds stretches of figures and numerals; a small grammar reads them: *hezār o devist milyārd* is 1,200
milliards, *do sevvom* two thirds, *yek o nim* one and a half. What a number stands for is not asked here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from faclaims.lexicon.alternation import alternation
from faclaims.lexicon.matcher import fold
from faclaims.lexicon.rows import NumberWord

DIGIT = "[0-9۰-۹٠-٩]"
"""A class that matches one European, Persian or Arabic digit."""
_FIGURES = rf"{DIGIT}+(?:[.,/،٫٬:]{DIGIT}+)*+"
_NUMBER = re.compile(
    rf"(?P<commas>{DIGIT}{{1,3}}(?:[,،٬]{DIGIT}{{3}})++)(?:[./٫](?P<part>{DIGIT}+))?"
    rf"|(?P<stops>{DIGIT}{{1,3}}(?:\.{DIGIT}{{3}}){{2,}}|{DIGIT}{{1,3}}\.[0۰٠]{{3}})"
    rf"|(?P<whole>{DIGIT}+)(?:[./٫](?P<decimals>{DIGIT}+))?"
)


class Number(NamedTuple):
    """A number read from a text.

    Attributes:
        start: Its place, in code points.
        end: End-exclusive.
        value: Its value.
        scale: The last scale in it: a million in ``دو میلیون``, else 1.
        lone: Whether it is a number for certain, whatever stands beside it (``دو``, but not ``نه``, which is also
            *no*).
        doubtful: Whether it is a numeral that is a number only before a scale, and has none.
    """

    start: int
    end: int
    value: float
    scale: float
    lone: bool
    doubtful: bool


class Numerals(NamedTuple):
    """The numerals compiled; build it with `numerals`."""

    phrase: re.Pattern[str]
    token: re.Pattern[str]
    cardinals: dict[str, NumberWord]
    ordinals: dict[str, float]


def numerals(rows: Iterable[NumberWord], glued: Iterable[str] = ()) -> Numerals:
    """Returns the numerals among the rows of ``number_words``.

    Args:
        rows: The rows; those without a value are left aside.
        glued: Words that may follow a scale without a space, such as units (``۵ هزارتومان``).
    """
    valued = [row for row in rows if row.value > 0]
    cardinals = {form: row for row in valued for form in row.forms}
    ordinals = {form: row.value for row in valued for form in row.ordinals}
    return Numerals(
        re.compile(_phrase(cardinals, ordinals, alternation(glued) if glued else "")),
        re.compile(
            rf"(?P<figures>{_FIGURES})|(?P<ordinal>{alternation(ordinals)})"
            rf"|(?P<word>{alternation(cardinals)})|(?P<and>و)"
        ),
        {key(form): row for form, row in cardinals.items()},
        {key(form): value for form, value in ordinals.items()},
    )


def numbers(text: str, words: Numerals) -> Iterator[Number]:
    """Yields the numbers of a text, in text order and without overlap; ordinals and ``سه چهار`` (3 or 4) are none.

    Example:
        >>> from faclaims.lexicon import load
        >>> words = numerals(load("number_words", NumberWord))
        >>> [number.value for number in numbers("هزار و ۲۰۰ میلیارد، یک‌ونیم، دو سوم، بیست و یکم", words)]
        [1200000000000.0, 1.5, 0.6666666666666666]
    """
    for phrase in words.phrase.finditer(text):
        yield from _read(_tokens(text, phrase, words))


@lru_cache(maxsize=1 << 14)
def key(word: str) -> str:
    """Returns a word in the form in which word lists are asked: letter variants folded, half-spaces dropped."""
    return fold(word).replace(" ", "")


class _Token(NamedTuple):
    start: int
    end: int
    kind: str  # "figures", "ordinal", or the kind of a numeral
    value: float
    joined: bool  # whether *o* (and) stands before it
    row: NumberWord | None = None


@dataclass(slots=True)
class _Sum:
    """A number while it is read, token by token; ``total`` is what is closed by a scale, ``rest`` what is not."""

    start: int
    end: int
    last: str
    total: float
    rest: float
    floor: float  # what a further part must be smaller than
    lone: bool  # whether it is a number for certain
    needs_scale: bool
    scale: float = 1.0  # the last scale
    wrong: bool = False  # whether it is an ordinal or an approximation

    def number(self) -> Number:
        doubtful = self.needs_scale and self.scale == 1
        return Number(self.start, self.end, self.total + self.rest, self.scale, self.lone, doubtful)

    def take(self, token: _Token) -> bool:
        """Adds the token to the number; False if it begins another number."""
        if token.kind == "ordinal":
            self._divide(token)
        elif token.kind == "scale":
            if not self._multiply(token):
                return False
        elif token.kind == "half":
            if not token.joined:
                return False
            self.rest += token.value * (self.scale if self.last == "scale" else 1)
        elif token.value == 100 and not token.joined and self.last in ("digit", "figures") and self.rest < 10:
            self.rest, self.floor = self.rest * 100, 100
        elif (token.joined or self.last == "scale") and token.value < self.floor:
            self.rest, self.floor = self.rest + token.value, _magnitude(token)
        else:
            # *se chahār*, "three four", is "three or four": no exact number
            self.wrong = self.wrong or not (token.joined or "figures" in (self.last, token.kind))
            return False
        self.end, self.last, self.lone = token.end, token.kind, True
        return True

    def _divide(self, token: _Token) -> None:
        fraction = not token.joined and not self.total and 0 < self.rest < token.value
        self.wrong = self.wrong or not fraction
        if fraction:
            self.rest, self.floor = self.rest / token.value, 0

    def _multiply(self, token: _Token) -> bool:
        if token.joined:
            if token.value >= self.floor:
                return False
            self.total += self.rest + token.value
        elif self.total < token.value:
            self.total = (self.total + self.rest) * token.value
        else:
            self.total += self.rest * token.value
        self.rest, self.floor, self.scale = 0, token.value, token.value
        return True


def _phrase(cardinals: dict[str, NumberWord], ordinals: dict[str, float], glued: str) -> str:
    """Returns the pattern of a stretch of figures, cardinals and ordinals; several cardinals may be one word."""
    end = r"(?![\w\u200c])"
    small = [form for form, row in cardinals.items() if row.value < 1000 and row.kind != "half"]
    scales = [form for form, row in cardinals.items() if row.kind == "scale"]
    scales += [f"{n}\u200c{scale}" for n in small for scale in scales]
    words = [f"{n}\u200c{m}" for n in small for m, row in cardinals.items() if row.kind == "hundred"]
    words += [
        f"{n}\u200cو\u200c{m}" for n in small for m, row in cardinals.items() if row.kind in ("digit", "half")
    ]
    word = rf"(?:{alternation([*cardinals, *scales, *words])}{end}|{alternation(scales)}(?=(?:{glued})?ی?{end}))"
    further = rf"(?:{_FIGURES}|{word}|{alternation(ordinals)}{end})"
    return rf"(?<![\w\u200c])(?:{_FIGURES}|{word})(?:[ \u200c]?(?:و[ \u200c])?{further}){{0,8}}"


def _magnitude(token: _Token) -> float:
    return {"ten": 10, "hundred": 100}.get(token.kind, 1)


def _figures(figures: str) -> float | None:
    """Returns the value of a number in figures, or None for a time, a version, an address and the like."""
    match = _NUMBER.fullmatch(figures)
    if not match:
        return None
    whole = re.sub(r"\D", "", match["commas"] or match["stops"] or match["whole"])
    return float(f"{whole}.{match['part'] or match['decimals'] or 0}")


def _tokens(text: str, phrase: re.Match[str], words: Numerals) -> Iterator[_Token | None]:
    """Yields the tokens of a phrase; None for figures that are no number."""
    joined = False
    for match in words.token.finditer(text, *phrase.span()):
        kind = match.lastgroup
        if kind == "and":
            joined = True
            continue
        start, end = match.span()
        if kind == "figures":
            value = _figures(match.group())
            yield None if value is None else _Token(start, end, "figures", value, joined)
        elif kind == "ordinal":
            yield _Token(start, end, "ordinal", words.ordinals[key(match.group())], joined)
        else:
            row = words.cardinals[key(match.group())]
            yield _Token(start, end, row.kind, row.value, joined, row)
        joined = False


def _read(tokens: Iterator[_Token | None]) -> Iterator[Number]:
    """Yields the exact numbers that the tokens make up."""
    open_sum: _Sum | None = None
    for token in tokens:
        if token and open_sum and open_sum.take(token):
            continue
        if open_sum and not open_sum.wrong:
            yield open_sum.number()
        open_sum = _begin(token, after_wrong=bool(open_sum and open_sum.wrong)) if token else None
    if open_sum and not open_sum.wrong:
        yield open_sum.number()


def _begin(token: _Token, *, after_wrong: bool) -> _Sum:
    scaled = token.kind == "scale"
    return _Sum(
        start=token.start,
        end=token.end,
        last=token.kind,
        total=token.value if scaled else 0,
        rest=0 if scaled else token.value,
        floor=token.value if scaled else _magnitude(token),
        lone=token.row is None or token.row.lone,
        needs_scale=token.row is not None and token.row.needs_scale,
        scale=token.value if scaled else 1,
        wrong=after_wrong or token.kind == "ordinal",
    )
