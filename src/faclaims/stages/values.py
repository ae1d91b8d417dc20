"""Finds quantities: numbers with their units, and bare counts.

The numbers are read by ``lexicon.numerals``; here the words around decide which of them are quantities. Article
numbers, years, times, scores and telephone numbers are not, and a numeral that is also another word (``ده``, ten
or village) is one only with a unit or as part of a longer number.
"""

import re
from collections.abc import Iterable, Iterator
from math import isfinite
from pathlib import Path
from typing import NamedTuple, Protocol

from faclaims.lexicon import alternation, compiled_once, load
from faclaims.lexicon.numerals import Number, Numerals, key, numbers, numerals
from faclaims.lexicon.rows import NumberWord, Unit

_REACH = 16  # code points looked at before a number; no word of the lexicon is longer
_WORD_BACKWARDS = re.compile(r"[ \u200c]([\w\u200c]+)")  # a word and the space after it, read backwards
_NEXT_WORD = re.compile(r"[ \u200c]([^\W\d_][\w\u200c]+)")
_SAME_LIST = re.compile(r" ?(?:و|،|تا|الی|یا|[-–/]) ?")
_LINE_START = re.compile(r"(?:\A|\n) {0,2}\Z")
_RANGE = re.compile(r" ?(?:تا|الی|[-–]) ?| یا ")
_AND_HALF = re.compile(r"[ \u200c]و[ \u200c]نیم(?![\w\u200c])")
_YEARS = (range(1300, 1420), range(1900, 2100))
_TIME = frozenset({"s", "min", "h", "d", "wk", "mo", "a"})
_NAME_MARKS = frozenset("-–/:.+*@#_[")  # a number right after one of these is part of a name, a score, a list


class QuantityHit(NamedTuple):
    """A quantity: code points, end-exclusive, its value, and its unit, null for a bare count."""

    start: int
    end: int
    value: float
    unit: str | None


class ValueWords(NamedTuple):
    """The compiled lexicon of this stage; build it with `value_words`."""

    numerals: Numerals
    unit: re.Pattern[str]
    units: dict[str, tuple[Unit, ...]]
    around: dict[str, frozenset[str]]


class _Measured(NamedTuple):
    number: Number
    start: int
    end: int
    value: float
    unit: str | None


class _Placed(Protocol):
    """Anything with a place in the text, such as a date hit."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@compiled_once
def value_words(extra: tuple[Path, ...] = ()) -> ValueWords:
    """Returns the numerals and units, with those of the ``extra`` lexicon folders laid over the built-in ones.

    Raises:
        LexiconError: A file or row is wrong.
    """
    rows = load("number_words", NumberWord, extra)
    units: dict[str, tuple[Unit, ...]] = {}
    for unit in load("units", Unit, extra):
        units.update((form, (*units.get(form, ()), unit)) for form in unit.forms)
    names = [form for form in units if form[0].isalpha()]
    signs = "".join(form for form in units if not form[0].isalpha())
    around: dict[str, set[str]] = {}
    for row in rows:
        around.setdefault(row.kind, set()).update(map(key, row.forms))
    return ValueWords(
        numerals(rows, glued=names),
        re.compile(
            rf"[ \u200c]?(?:(?P<sign>[{signs}])"
            rf"|(?P<name>{alternation(names)})(?:ی|ه|گی|[ \u200c]?ای)?(?![\w\u200c]))"
        ),
        {key(form): rows_ for form, rows_ in units.items()},
        {kind: frozenset(forms) for kind, forms in around.items()},
    )


def quantities(text: str, words: ValueWords, dates: Iterable[_Placed]) -> tuple[QuantityHit, ...]:
    """Finds the quantities of a text.

    Args:
        text: Normalized text.
        words: What `value_words` returns.
        dates: The dates of the text, in text order; their numbers are not read.

    Returns:
        Hits in text order without overlap.

    Example:
        >>> text = "هزار و ۲۰۰ میلیارد تومان برای ۳/۵ درصد از دو کشور"
        >>> [hit[2:] for hit in quantities(text, value_words(), ())]
        [(1200000000000.0, 'IRT'), (3.5, '%'), (2.0, None)]
    """
    found: list[_Measured] = []
    for number in _outside(numbers(text, words.numerals), dates):
        if not found or found[-1].end <= number.start:
            found.append(_measured(text, number, words, found[-1].end if found else 0))
    for i in reversed(range(len(found) - 1)):
        found[i] = _shared(text, found[i], found[i + 1])
    return tuple(
        QuantityHit(each.start, each.end, each.value, each.unit)
        for each, named in zip(found, _named(text, found, words), strict=True)
        if not named and _counts(text, each, words)
    )


def _outside(found: Iterable[Number], dates: Iterable[_Placed]) -> Iterator[Number]:
    """Yields the numbers that overlap no date; both are in text order."""
    ahead = iter(dates)
    date = next(ahead, None)
    for number in found:
        while date and date.end <= number.start:
            date = next(ahead, None)
        if not date or number.end <= date.start:
            yield number


def _measured(text: str, number: Number, words: ValueWords, free: int) -> _Measured:
    """Returns the number with its unit, its sign, and the half that may follow the unit (``یک سال و نیم``).

    What stands before ``free`` belongs to the number before it (``2%2``).
    """
    sign = -1 if _word_before(text, number.start) in words.around["minus"] else 1
    match = words.unit.match(text, number.end)
    if match and (unit := _unit(text, match, words)):
        half = _AND_HALF.match(text, match.end())
        value = sign * unit.factor * (number.value + (0.5 * number.scale if half else 0))
        return _Measured(number, number.start, (half or match).end(), value, unit.unit)
    if number.start > free and (units := words.units.get(text[number.start - 1 : number.start])):
        return _Measured(number, number.start - 1, number.end, sign * number.value, units[0].unit)
    return _Measured(number, number.start, number.end, sign * number.value, None)


def _unit(text: str, match: re.Match[str], words: ValueWords) -> Unit | None:
    """Returns the unit of that name that goes with the word after it, one that asks for a word first."""
    after = _NEXT_WORD.match(text, match.end())
    units = words.units[key(match["sign"] or match["name"])]
    asking = [unit for unit in units if after and after[1] in unit.before]
    return next(iter(asking or [unit for unit in units if not unit.before]), None)


def _shared(text: str, left: _Measured, right: _Measured) -> _Measured:
    """Returns the first number of a range with the unit and scale of the second: ``۲ تا ۵ میلیارد ریال``."""
    scale = right.number.scale
    if left.unit or not (right.unit or scale > 1) or not _RANGE.fullmatch(text, left.end, right.start):
        return left
    scaled = left.number.scale == 1 and abs(left.value) <= right.number.value / scale
    return left._replace(value=left.value * (scale if scaled else 1), unit=right.unit)


def _word_before(text: str, start: int) -> str:
    match = _WORD_BACKWARDS.match(text[max(0, start - _REACH) : start][::-1])
    return key(match[1][::-1]) if match else ""


def _named(text: str, found: list[_Measured], words: ValueWords) -> Iterator[bool]:
    """Yields for each number whether it names something (``ماده ۵ و ۶``, ``سال‌های ۹۰ تا ۹۵``)."""
    named, end = False, 0
    for each in found:
        follows = named and each.unit is None and bool(_SAME_LIST.fullmatch(text, end, each.start))
        loose = each.unit is None or each.unit in _TIME
        named = follows or (loose and _word_before(text, each.start) in words.around["label"])
        end = each.end
        yield named


def _counts(text: str, each: _Measured, words: ValueWords) -> bool:
    """Whether a number that names nothing is a quantity."""
    number = each.number
    # Hundreds of digits in a row make a number that no file format holds: they are noise, and no quantity.
    if not isfinite(each.value):
        return False
    if number.doubtful or _word_before(text, number.start) in words.around["indefinite"]:
        return False
    if each.unit is not None:
        return True
    before, after = text[max(0, each.start - 1) : each.start], text[each.end : each.end + 1]
    if before in _NAME_MARKS or after in _NAME_MARKS or after == ")" or after.isalpha():
        return False
    if text[each.start].isdigit():
        return not _reference(text, each, after)
    noun = _NEXT_WORD.match(text, each.end)
    return (
        number.lone and noun is not None and key(noun[1]) not in words.around["fused"] | words.around["function"]
    )


def _reference(text: str, each: _Measured, after: str) -> bool:
    """Whether bare figures are a year, a telephone or serial number, a ratio, or the number of a list item."""
    figures = text[each.start : each.end]
    if "/" in figures or (after == "." and _LINE_START.search(text[max(0, each.start - 3) : each.start])):
        return True
    if not figures.isdigit():
        return False
    serial = len(figures) > 6 or (len(figures) > 1 and int(figures[0]) == 0)
    return serial or any(int(figures) in years for years in _YEARS)
