"""Where a speaker ends in a phrase that goes on with something else, by the classes of the words."""

from collections.abc import Sequence

from faclaims.stages.phrases.joints import closing, is_alone
from faclaims.stages.phrases.known import known_body, portfolio
from faclaims.stages.phrases.signs import NAMES, OF, OPEN
from faclaims.stages.phrases.tokenizer import Token

HEADS = NAMES | {"role", "organization", "group", "foreign_outlet", "unnamed"}
"""Classes of words that open the description of a speaker who has a name, a post or a kind."""
_APART = frozenset({"kin", "party"})
"""Persons who complete no body."""
_PERSONS = NAMES | {"role"}
_TOLD = frozenset({"topic", "finding", "label"})
_IN = "در"
_AFFAIRS = "امور"


def ruled_end(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns the index after the speaker in the phrase ``toks[i:end]``, which may hold more; ``i`` if there is none.

    Ezafe is not written, so only the sort of the words tells: titles and given names take one family name, heads of
    posts and bodies one complement (``رئیس اتحادیه طلا | قیمت سکه``), a group the adjectives after it.
    """
    k = _speaker_end(toks, i, end)
    if i < k < end and "demonstrative" in toks[k - 1].classes:  # مادر این کودک
        return k + 1
    if i < k < end - 1 and "town" in toks[k].classes and not toks[k - 1].classes & NAMES:  # شورای شهر ساوه | اوضاع
        return k + 1
    posted = k > i and "envoy" in toks[i].classes and k + 1 < end and toks[k].word == _IN
    return k + 2 if posted and "organization" in toks[k + 1].classes else k  # سفیر ایران در پکن


def _speaker_end(toks: Sequence[Token], i: int, end: int) -> int:
    """The same without the place or the noun with ``این`` that may close it."""
    counted = _after_number(toks, i, end)
    if counted == end:
        return i
    if body := known_body(toks, counted, end):  # سازمان عفو بین‌الملل | جمهوری اسلامی
        k = counted + body
        return k + (k + 1 < end and "country" in toks[k].classes)
    k = run(toks, counted, end, HEADS)
    if k == counted:
        return i
    if "complete" in toks[k - 1].classes:
        return k
    if toks[k - 1].classes & {"group", "foreign_outlet", "unnamed"}:
        nameless = "unnamed" in toks[k - 1].classes  # یک منبع نظامی | ادعای رسانه‌ها
        k += nameless and k < end and toks[k].is_plain  # سه منبع مطلع آمریکایی
        while k < end and adjective(toks[k], strange=nameless):
            k += 1
        if k + 1 < end and "attributive" in toks[k].classes:  # نهادهای ناظر بر انتخابات | شمار …
            return k + 2
        home = k + 1 < end and not toks[k].classes - {"country"}  # مسئولان گیلان | علت, مقام‌های کانادا | چین
        named = home and (toks[k + 1].is_silent or "country" in toks[k + 1].classes)
        return k + 1 if named else k
    family = k - counted > 1 or toks[k - 1].word.endswith("ی")
    if family and k < end and all(t.classes & NAMES for t in toks[counted:k]) and _thing(toks[k]):
        return k  # محمود عباس | سند وفاق, کاظمی | مشکل اصلی
    if k < end and toks[k].word in OPEN:  # شهید «نوری»
        close = closing(toks, k, end)
        return close + 1 if close is not None else k
    return _complement_end(toks, k, end)


def parted(toks: Sequence[Token], k: int, end: int) -> bool:
    """Returns whether no phrase goes on over token ``k``.

    Nothing completes a pronoun, a body has no persons of some sorts (``پلیس | راننده``), and nobody a topic or document
    that goes on (``وزیر | علت حادثه``).
    """
    before, after = toks[k - 1].classes, toks[k].classes
    if is_alone(toks[k - 1]):
        return True
    if "organization" in before and not after.isdisjoint(_APART):
        return True
    return k + 1 < end and not before.isdisjoint(_PERSONS) and not after.isdisjoint(_TOLD)


def _after_number(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns where what is counted begins (``یک | مقام لبنانی``, ``شماری از | وکلا``)."""
    if "quantifier" not in toks[i].classes:
        return i
    return i + 2 if i + 2 < end and toks[i + 1].word == OF else i + 1


def _complement_end(toks: Sequence[Token], k: int, end: int) -> int:
    """Returns the index after the complement of the head of a post or body that ends before ``k``."""
    if body := known_body(toks, k - 1, end):  # سازمان انرژی اتمی | توافق, وزارت خارجه بریتانیا | کاردار
        k += body - 1
        return k + (k + 1 < end and "country" in toks[k].classes)
    if length := portfolio(toks, k, end):  # اداره میراث فرهنگی، گردشگری و صنایع دستی
        return k + length
    if k + 1 < end and toks[k].classes & {"topic", "finding"}:  # وزیر | علت حادثه, شهرداری | نتایج بررسی‌ها
        return k
    if k < end and parted(toks, k, end):
        return k
    labelled = k + 1 < end and "label" in toks[k].classes
    if labelled and "media" not in toks[k - 1].classes:  # سخنگوی دولت | خبر استعفا, but شبکه خبر
        return k
    while "media" in toks[k - 1].classes and k + 1 < end and toks[k].word.endswith("ی"):  # شبکه خبری الوند
        k += 1
    if k + 1 < end and toks[k].word == _AFFAIRS:  # وزارت امور خارجه
        k += 1
    of_country = k + 2 < end and "country" in toks[k + 1].classes and "country" not in toks[k].classes
    members = "organization" in toks[k - 1].classes and k + 2 < end and "group" in toks[k + 1].classes
    return min(k + 1 + (of_country or members), end)  # انجمن صنفی کارگران | لغو این طرح


def _thing(token: Token) -> bool:
    """Whether a word is no part of a name: a thing, or a document."""
    return token.is_silent or "document" in token.classes


def adjective(token: Token, *, strange: bool) -> bool:
    """Whether a word has the ending of relational adjectives, which belong to the noun before them (``محلی``).

    A word that no list has counts too where ``strange`` is set.
    """
    known = (token.is_silent and "speech" not in token.classes) or (strange and token.is_plain)
    return known and token.word.endswith("ی") and not token.word.endswith("های")


def run(toks: Sequence[Token], i: int, end: int, classes: frozenset[str]) -> int:
    """Returns the index after the run of tokens of these classes that begins at ``i``."""
    while i < end and toks[i].classes & classes:
        i += 1
    return i
