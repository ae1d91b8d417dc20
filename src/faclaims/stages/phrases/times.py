"""Times and other adverbials of one word or two, which stand before a subject."""

from collections.abc import Sequence

from faclaims.stages.phrases.joints import dates_month
from faclaims.stages.phrases.signs import OBJECT, OPEN, OWN, PERCENT, PERSONS, STARTERS, WHAT
from faclaims.stages.phrases.tokenizer import Token

_COUNTED = frozenset({"group", "role", "counter", "unnamed", "organization", "media", "document"})
_WHO = PERSONS | {PERCENT}
_NUMBERS = frozenset({"quantifier", "numeral"})
_COUNTS_TIME = frozenset({"adverb", "occasion"})


def in_date(toks: Sequence[Token], k: int) -> bool:
    """Whether a token that could open a name belongs to a date (``دوم تیر``, ``۲ تیر``)."""
    ordinal = k > 0 and (toks[k - 1].word.isdigit() or toks[k - 1].word.endswith("م"))
    return ("month" in toks[k].classes and ordinal) or (k + 1 < len(toks) and "month" in toks[k + 1].classes)


def _dates(before: Token | None, after: Token | None) -> bool:
    """Whether a number counts no speakers: a time or date (``۱۱:۱۷``, ``۱۴۰۰/۰۵/۱۸``), or beside a word of time."""
    if before is not None and before.word in {":", "/"}:
        return after is None or after.word != PERCENT
    if after is not None and after.word in _WHO:  # روز گذشته | ۲۳۳ نفر از نمایندگان, در مقابل | ۴۵ درصد
        return False
    timed = any(t is not None and t.classes & {"adverb", "month"} for t in (before, after))
    return timed or after is None or not after.classes & _COUNTED


def _opens_time(token: Token, after: Token) -> bool:
    """Whether a token and the next are a time (``این هفته``, ``دوم تیر``, ``دو ماه بعد``), or a word and a number."""
    numeral = token.word.endswith("م") and not token.classes & STARTERS  # but مریم مهر
    ordinal = numeral or "ordinal" in token.classes
    return (
        ("demonstrative" in token.classes and "period" in after.classes)
        or (ordinal and "month" in after.classes)
        or (bool(token.classes & _NUMBERS) and bool(after.classes & _COUNTS_TIME))
        or ("topic" in token.classes and after.word.isdigit())  # تعداد ۱۰۱ تن از …
        or dates_month(token, after)
    )


def _ends_time(token: Token, before: Token) -> bool:
    """Whether a token belongs to the time that the one before it begins (``هفته گذشته``, ``۱۲ خرداد``, ``دو بار``)."""
    day = before.word.isdigit() or before.word.endswith("م")
    told = "time_adjective" in token.classes and bool(before.classes & {"adverb", "month"})
    often = "occasion" in token.classes and (before.word.isdigit() or bool(before.classes & _NUMBERS))
    return told or often or ("month" in token.classes and day)


def _rounds_time(toks: Sequence[Token], i: int) -> bool:
    """Whether a word rounds a number of years or the like (``حدود ۱۰ سال پیش``)."""
    if "approximate" not in toks[i].classes or i + 2 >= len(toks):
        return False
    number, unit = toks[i + 1 : i + 3]
    return bool(number.word.isdigit() or number.classes & _NUMBERS) and "adverb" in unit.classes


def _of_year(token: Token, before: Token) -> bool:
    """Whether a letter tells by which calendar the year right before it is counted (``۱۹۸۲م``)."""
    return len(token.word) == 1 and before.word.isdigit() and before.end == token.start


def skippable(toks: Sequence[Token], i: int) -> bool:
    """Whether a token before the subject is adverbial or a mark."""
    token, classes = toks[i], toks[i].classes
    if not token.is_word:
        return token.word not in OPEN
    if ("ordinal" in classes and i + 1 == len(toks)) or (token.word in WHAT and not i):
        return True  # او که اول | گفت; آنچه | وزیر نیرو گفت
    before = toks[i - 1] if i else None
    after = toks[i + 1] if i + 1 < len(toks) else None
    if token.word.isdigit():
        return _dates(before, after)
    if _rounds_time(toks, i) or (before is not None and _of_year(token, before)):
        return True
    opens = bool(classes & {"connective", "verb"}) or token.word in {"که", OBJECT, OWN}
    beside = (after is not None and _opens_time(token, after)) or (
        before is not None and _ends_time(token, before)
    )
    return opens or beside or ("adverb" in classes and not classes & STARTERS)
