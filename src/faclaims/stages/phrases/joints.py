"""Whether a word goes on with the noun phrase before it, or breaks it."""

from collections.abc import Sequence

from faclaims.stages.phrases.known import known_body
from faclaims.stages.phrases.signs import (
    ALONE,
    DASHES,
    NAMES,
    OBJECT,
    OPEN,
    PERSONS,
    PRINTED,
    STARTERS,
    SUPERLATIVE,
)
from faclaims.stages.phrases.tokenizer import Token

_AGAINST = "علیه"
_LED = frozenset({"رهبری", "ریاست", "سرپرستی", "فرماندهی"})
_OF_AIM = 2  # tokens of a body whose name tells whom it is against
_UNTIED = ("\u200cها", "انش", "هایش", "\u200cاش", "\u200cشان")
"""Possessives, which close a phrase, and the plural whose ezafe is always written (``گزارش‌های``): without it the phrase
is over (Lazard 1992, § 63)."""
_OF_PART = frozenset({"ordinal", "extract_adjective"})
"""Classes of words by which an area is a part of an event or text."""
_SOME = ("انی", "هایی")
"""The plural of the indefinite (``نمایندگانی``)."""
_PLURALS = ("ان", "ها", "ین")
EZAFE = "های"
"""The plural that shows its ezafe, so that something completes it (``دیپلمات‌های | این سه کشور``)."""
_TIED = (EZAFE, "\u200cی")
"""The endings that stand only before what completes a noun."""
_ENDS = frozenset({"که", "را", "نیز", "هم", "تا"})
_BEFORE_NUMBER = frozenset({"quantifier", "approximate", "preposition"})
_YEARS = "سال"
_AGED = frozenset({"ساله", _YEARS})
_ONE = "یک"
_OF_PERSONS = "ان"
_NAME_OF = "نام"
_THAT_ONE = "آن"
_COUNTED = frozenset({_ONE, "دیگر"})
_MEMBERS = frozenset({"کشور", "نهاد", "حزب", "دولت", "قدرت"})
"""Bodies that are counted where they complete a noun."""
LONGEST_APPOSITION = 16
_SELVES, _NAMED = frozenset({"خود", "خودش", "خودشان"}), 2  # tokens of a name or post that خود stresses
_LONGEST_HEAD = 4  # tokens of the first part of a list
LONGEST_STRANGE = 3
_SORTS = 8  # tokens in which a list of sorts of people must come to its last
_LONGEST_QUOTATION = 12
_LONGEST_CONSTITUENCY = 14  # tokens from a deputy to the last of their towns


def lists_sorts(toks: Sequence[Token], comma: int, n: int) -> bool:
    """Whether the comma divides sorts of people that are counted together (``صد هنرمند، ورزشکار و فعال مدنی``)."""
    if not toks[comma + 1].classes & {"role", "group"}:
        return False
    for k in range(comma + 2, min(n, comma + _SORTS)):
        if toks[k].word == "و":
            return True
        if not (toks[k].is_word or toks[k].word == "،") or toks[k].classes & {"verb", "preposition", "adverb"}:
            break
    return False


def hyphen(toks: Sequence[Token], j: int, n: int) -> bool:
    """Whether a dash joins two adjectives (``پایگاه خبری-تحلیلی دریا``, but not ``رشت-خبرگزاری``).

    With spaces around it another dash may close what it opens (``نوری - کارشناس مسکن - گفت``).
    """
    if j + 1 >= n:
        return False
    apart = toks[j - 1].end != toks[j].start or toks[j + 1].start != toks[j].end
    if apart and any(t.word in DASHES for t in toks[j + 1 : min(n, j + LONGEST_APPOSITION)]):
        return False
    return all(t.word.endswith("ی") and not t.classes & STARTERS for t in (toks[j - 1], toks[j + 1]))


def breaks(toks: Sequence[Token], i: int, j: int, n: int, *, role: bool) -> bool:
    """Whether token ``j`` cannot belong to the phrase that began at ``i``."""
    token, classes = toks[j], toks[j].classes
    if (not token.is_word and token.word != ".") or token.word in _ENDS or classes & {"verb", "predicate"}:
        return True
    if token.word in {"و", "یا"}:
        names = j + 1 < n and toks[i].word in OPEN and toks[j + 1].word in OPEN  # «رضا نوری» و «علی مینایی»
        return j == i or j + 1 >= n or not (names or _joins(token, toks[j + 1]))
    if j == i or _stresses(toks, i, j):  # پله خود | گفته است
        return j > i
    if (untied := _untied(toks, i, j, n)) or token.is_plain:
        return untied
    if token.word in ALONE or "demonstrative" in classes:
        completes = _possesses(toks, i, j) if token.word in ALONE else _this(toks, j, n)
        return "kin" not in toks[j - 1].classes and not completes
    if "preposition" in classes:
        return not (_inside(toks, i, j, n, role=role) or _in_body(toks, i, j, n))
    if token.word.endswith(SUPERLATIVE) and "country" in toks[j - 1].classes:
        return True  # وزیر خارجه ایران | مهم‌ترین اختلاف را …
    often = j + 1 < n and "occasion" in toks[j + 1].classes  # شماری از نمایندگان مجلس | چند بار گفتند
    if "quantifier" in classes and (often or token.word not in _COUNTED or _one_of_others(toks, j, n)):
        return often or _another(toks, i, j, n) or not _counted(toks, j, n)
    tied = toks[j - 1].word.endswith(_TIED)  # سیاست درهای باز
    adverb = "adverb" in classes and not classes & STARTERS and not tied
    return adverb or bool(classes & {"approximate", "connective"}) or _another(toks, i, j, n)


def _stresses(toks: Sequence[Token], i: int, j: int) -> bool:
    """Whether token ``j`` stresses the name or post before it (``نوری خودش``)."""
    return toks[j].word in _SELVES and j - i <= _NAMED and not toks[i].classes - (NAMES | {"role"})


def _one_of_others(toks: Sequence[Token], j: int, n: int) -> bool:
    """Whether ``یک`` opens a phrase of its own.

    It does before a time (``فرمانده سابق ارتش | یک ماه پس از …``) and after a whole name, which is one in Latin letters
    or one that a country closes (``از نظر ایران | یک حرکت …``).
    """
    period = j + 1 < n and "period" in toks[j + 1].classes
    return toks[j].word == _ONE and (period or _whole(toks[j - 1]))


def _whole(token: Token) -> bool:
    """Whether a word closes a name, so that no superlative or number belongs to it."""
    return token.is_word and (token.is_latin or "country" in token.classes)


def _untied(toks: Sequence[Token], i: int, j: int, n: int) -> bool:
    """Whether the token before ``j`` takes no complement, or a number at ``j`` counts what follows."""
    before = toks[j - 1].word
    if "kin" in toks[j - 1].classes and "given" in toks[j].classes:  # دخترش نازنین
        return False
    if j + 1 < n and dates_month(toks[j], toks[j + 1]):
        return True
    if j - 2 > i and toks[j - 2].word == PRINTED and "media" in toks[i].classes:  # روزنامه دریا چاپ رشت | باران
        return True
    if "pointing" in toks[j - 1].classes and j - 1 > i and not toks[j].classes & NAMES:
        return True  # سخنگوی دانشگاه یادشده | روند بیماری
    return before.endswith(_UNTIED) or before in ALONE or _counts(toks, i, j, n) or _pointed(toks, i, j)


def _counted(toks: Sequence[Token], j: int, n: int) -> bool:
    """Whether what the quantifier at ``j`` counts completes the noun before it (``وزیران خارجه سه کشور``)."""
    if toks[j - 1].classes & {"quantifier", "approximate"}:  # دست‌کم سه نفر
        return True
    if j + 1 < n and (toks[j + 1].word in _MEMBERS or toks[j + 1].word in PERSONS):
        return toks[j + 1].word in _MEMBERS  # وزیران خارجه سه کشور, وکیل مقتول | دو نفر
    if "rounding" in toks[j].classes:  # وزیران بیش از ده کشور, but نوری | بیش از دیگران, نوری | بیش از آنکه
        return j + 1 < n and (toks[j + 1].word.isdigit() or bool(toks[j + 1].classes & {"numeral", "quantifier"}))
    since = j + 1 < n and "adverb" in toks[j + 1].classes  # چند روز پیش
    return not since and not toks[j - 1].is_plain


def _pointed(toks: Sequence[Token], i: int, j: int) -> bool:
    """Whether the phrase is a report that is pointed to, which takes no complement (``این گزارش | سوخت``)."""
    label = j == i + 2 and "demonstrative" in toks[i].classes and "label" in toks[i + 1].classes
    return label and (toks[j].is_silent or bool(toks[j].classes & (NAMES | {"role"})))


def _another(toks: Sequence[Token], i: int, j: int, n: int) -> bool:
    """Whether another phrase opens at ``j``: after an outlet, Latin letters or a press office."""
    classes, before = toks[j].classes, toks[j - 1]
    if "media" in toks[i].classes and classes & {"role", "given", "honorific"}:
        return True
    latin = toks[i].is_latin
    if classes & STARTERS and latin and before.word.isalpha():  # Aa Aa | نمایندگان بریتانیا
        return True
    named = "given" in classes and j + 1 < n and toks[j + 1].is_word
    nameless = any("nameless" in t.classes for t in toks[i:j])
    return nameless and named and not before.classes & {"eponym", "honorific", "role"}


def _counts(toks: Sequence[Token], i: int, j: int, n: int) -> bool:
    """Whether a number at ``j`` counts what follows and ends the phrase before it (``آمارها | ۱۴ میلیون نفر``).

    Before a month it does after a whole name (``وزارت خارجه کره جنوبی | ۲۴ خردادماه``).
    """
    if opens_date(toks, j, n) and "organization" not in toks[j - 1].classes:  # but بیمارستان ۱۵ خرداد
        return True
    marked = not toks[j - 1].is_word  # «بهنام» | ۳۱ ساله
    if opens_age(toks, j, n) and (toks[i].classes & NAMES or marked or _has_years(toks, j)):  # عیسی نوری | ۵۸ ساله
        return True
    if j + 1 >= n or "counter" not in toks[j + 1].classes or toks[j - 1].classes & _BEFORE_NUMBER:
        return False
    if toks[j - 1].word == "و" and toks[j - 2].classes & {"numeral", "counter"}:  # هزار و ۴۰۰ نفر
        return False
    return toks[j].word.isdigit() or "numeral" in toks[j].classes


def _has_years(toks: Sequence[Token], j: int) -> bool:
    """Whether a clause tells from ``j`` on how old somebody is (``نیلاب | ۲۴ سال دارد``)."""
    return j + 2 < len(toks) and toks[j + 1].word == _YEARS and "verb" in toks[j + 2].classes


def opens_age(toks: Sequence[Token], j: int, n: int) -> bool:
    """Returns whether an age stands at ``j`` (``۵۸ ساله``, ``۵۸ سال``), before token ``n``."""
    return j + 1 < n and toks[j].word.isdigit() and toks[j + 1].word in _AGED


def dates_month(month: Token, after: Token) -> bool:
    """Returns whether a month that is a given name too stands for the month (``بهمن گذشته``, ``بهمن ۱۴۰۰``)."""
    dated = bool(after.classes & {"time_adjective", "period", "demonstrative"}) or after.word.isdigit()
    return dated and "month" in month.classes


def opens_date(toks: Sequence[Token], j: int, n: int) -> bool:
    """Returns whether the day of a month stands at ``j`` (``۲۶ ژوئن``), before token ``n``."""
    return toks[j].word.isdigit() and j + 1 < n and "month" in toks[j + 1].classes


def _joins(link: Token, following: Token) -> bool:
    """Whether ``و`` or ``یا`` before a token joins two parts of one noun phrase (but ``حزب دریا | یا همان «حد»``)."""
    if link.word == "یا" and "demonstrative" in following.classes:
        return False
    return following.is_word and not following.classes & {"preposition", "adverb", "connective"}


def _part_of(toks: Sequence[Token], j: int) -> bool:
    """Whether ``از`` at ``j`` tells the whole of a part (``بسیاری از وکلا``, but ``بسیاری | از آن واهمه دارند``)."""
    several = toks[j - 1].classes & {"quantifier", "unnamed"}
    return bool(several) and not toks[j + 1].classes & NAMES and toks[j + 1].word != _THAT_ONE


def _inside(toks: Sequence[Token], i: int, j: int, n: int, *, role: bool) -> bool:
    """Whether the preposition at ``j`` belongs to the noun phrase (``نماینده ولی‌فقیه در استان …``)."""
    if j + 1 >= n:
        return False
    if "governor" in toks[j - 1].classes and j - 1 > i:
        return True
    if "attributive" in toks[j].classes:  # رسانه‌های نزدیک به دولت, but نزدیک به صد نفر and نوری معروف به …
        counts = toks[j + 1].classes & {"quantifier", "numeral"} or toks[j + 1].word.isdigit()
        return not counts and not toks[i].classes & NAMES
    word, following = toks[j].word, toks[j + 1].classes
    if word == "از":
        counted = j - 1 > i and "quantifier" in toks[j - 2].classes and toks[j - 1].word in PERSONS
        whole = "organization" in toks[i].classes and not toks[j - 1].word.endswith("ی")  # ائتلافی از احزاب
        some = toks[j - 1].word.endswith(_SOME) and bool(
            following & {"organization"}
        )  # نمایندگانی از سازمان برنامه
        definite = toks[i].word.endswith("های")  # کشورهای منطقه از طالبان … خواستند
        addressed = whole or definite or "role" in toks[i].classes  # دبیرکل از رهبران … خواست
        return (
            counted
            or some
            or _part_of(toks, j)
            or ("group" in following and not addressed and not toks[j - 1].word.endswith(_PLURALS))
        )
    if word == "به" and toks[j + 1].word in {*_LED, _NAME_OF}:  # ائتلاف نظامی به رهبری بریتانیا, زنی به نام نوری
        return toks[j + 1].word == _NAME_OF or bool(toks[i].classes & {"organization", "group"})
    if word == _AGAINST:  # سازمان اتحاد علیه ایران هسته‌ای
        return "organization" in toks[i].classes and j - i <= _OF_AIM and "country" in following
    if word not in {"در", "برای"}:
        return False
    several = toks[i].classes & {"group", "quantifier", "unnamed"}
    placed_body = following & {"complete", "country"} and toks[j - 1].word.endswith("ی")
    place = toks[j + 1].is_strange or following & {"country", "town"}
    short = place and j + 2 < n and toks[j + 2].word == "("  # نمایندگی سازمان ملل در افغانستان (یوناما)
    one = "organization" in toks[i].classes and bool(placed_body or short)
    if "envoy" in toks[i].classes and "organization" in following:  # سفیر ایران در پکن
        return True
    closed = place and j + 2 < n and toks[j + 2].word == "،"  # به گفته نهادهای مدنی در ایران، …
    town = "town" in following and "complete" not in toks[i].classes  # بازنشستگان در تبریز | گفتند
    online = "network" in following and any("group" in t.classes for t in toks[i:j])  # کاربران در شبکه‌های اجتماعی
    placed = online or bool(several and (closed or town or following & {"area", "organization"}))
    part = j + 2 < n and not toks[j + 2].classes.isdisjoint(_OF_PART)  # وزیر نیرو | در بخش سوم این نشست
    of_area = (role or "organization" in toks[i].classes) and not part  # وزارت دولت در امور حوادث
    return bool(of_area and "area" in following) or placed or one  # منابعی در وزارت نیرو, دادگاهی در لندن


def _in_body(toks: Sequence[Token], i: int, j: int, n: int) -> bool:
    """Whether token ``j`` stands in the name of a known body (``گزارش سازمان پزشکان بدون مرز``)."""
    return any(k + known_body(toks, k, n) > j for k in range(max(i, j - LONGEST_STRANGE), j))


def _possesses(toks: Sequence[Token], i: int, j: int) -> bool:
    """Whether a pronoun completes a body or a post (``دفتر او | گفت``), and is no object (``شرکت | او را``)."""
    object_ = j + 1 < len(toks) and toks[j + 1].word == OBJECT
    return bool(toks[i].classes & {"organization", "role"}) and not object_ and not toks[j - 1].classes & NAMES


def _this(toks: Sequence[Token], j: int, n: int) -> bool:
    """Whether ``این`` at ``j`` opens the last part of an ezafe chain (``منتقدان این طرح نیز``), or ``آن`` is that."""
    if toks[j].word == _THAT_ONE and (j + 1 == n or toks[j + 1].word == "،"):  # سخنگوی آن، علی نوری، گفت
        return "role" in toks[j - 1].classes
    if j + 1 >= n or toks[j + 1].classes & {"verb", "preposition", "adverb"} or "complete" in toks[j - 1].classes:
        return False
    if toks[j - 1].word.endswith(EZAFE):  # دیپلمات‌های | این سه کشور
        return True
    after = toks[j + 2] if j + 2 < n else None
    if (
        after is not None and after.is_plain and after.word not in _ENDS and j + 3 == n
    ):  # موافقان حذف این ارز یارانه‌ای
        return True
    return (
        after is None or after.word in {"،", "نیز", "هم", "که"} or bool(after.classes & {"preposition", "adverb"})
    )


def listed(toks: Sequence[Token], i: int, j: int, n: int) -> bool:
    """Whether the comma at ``j`` divides a list in the phrase at ``i`` (``بریتانیا، رومانی و لیبریا``)."""
    body = next(
        (k for k in range(j - 1, max(i, j - _LONGEST_HEAD) - 1, -1) if "organization" in toks[k].classes), i
    )
    if j - body > _LONGEST_HEAD or toks[i].classes & {"demonstrative", "document", "media"}:
        return False
    if body == i and j + 1 < n and toks[i].classes & NAMES and not toks[j + 1].classes & NAMES:
        return False  # به گفته خانم نوری، موانع حقوقی و قانونی …
    stop = {"preposition", "adverb", "verb", "demonstrative", "pronoun", "role", "honorific"}
    if "role" in toks[i].classes:
        stop.add("organization")
    if body != i or toks[i].classes & {"role", "organization"}:
        stop |= {"given", "kin"}  # سخنگوی قوه قضائیه، مراد نوری و …: who is named is no part of the body
    for k in range(j + 1, min(n - 1, j + 5)):
        if toks[k].word == "و":
            further = k > j + 1 or any(t.word == "،" for t in toks[i:j])  # آمریکا، بریتانیا، و کانادا
            return further and "event" not in toks[k + 1].classes
        if toks[k].classes & stop or not (toks[k].is_word or toks[k].word == "،"):
            return False
    return False


def in_constituency(toks: Sequence[Token], i: int, j: int, n: int) -> bool:
    """Whether the comma at ``j`` divides the towns of a deputy (``نماینده مردم ساوه، زرندیه و آوج در مجلس``)."""
    if not any("envoy" in token.classes for token in toks[max(i, j - _LONGEST_CONSTITUENCY) : j]):
        return False
    link = next((k for k in range(j + 1, min(n - 1, j + _LONGEST_CONSTITUENCY)) if toks[k].word == "و"), 0)
    towns = (token for token in toks[j + 1 : link + 2] if token.is_word and token.word != "و")
    return link > j + 1 and all(token.is_strange or token.classes <= {"town", "country"} for token in towns)


def is_alone(token: Token) -> bool:
    """Returns whether a word is a pronoun of the third person, which nothing completes (``به گفته آنها | مردم …``)."""
    return "pronoun" in token.classes and "participant" not in token.classes


def closing(toks: Sequence[Token], i: int, n: int) -> int | None:
    """Returns the index of the mark that closes the quotation or bracket at ``i``; null if none does."""
    close = OPEN[toks[i].word]
    return next((j for j in range(i + 1, min(n, i + _LONGEST_QUOTATION)) if toks[j].word == close), None)


def is_number(token: Token) -> bool:
    """Whether a word is a number, or counts one."""
    return token.word.isdigit() or "numeral" in token.classes or token.word in _COUNTED


def extends(token: Token) -> bool:
    """Whether a token after a known phrase goes on with it: an apposition, a post, a further name."""
    return token.word in {"،", "(", "و", ")"} or bool(token.classes & {"role", "given"})


def ends_name(toks: Sequence[Token], i: int, k: int, n: int) -> bool:
    """Whether the last token is the family name of someone who is called by the other one too (``چیس | دکر``)."""
    name = k == i + 1 and k + 1 == n and toks[i].is_strange
    return name and toks[k].is_word and toks[k].is_strange and not toks[k].word.isdigit()


def names_people(token: Token) -> bool:
    """Whether a noun is one of people: a group, a post, or a plural of persons (``موسفیدان``)."""
    return bool(token.classes & {"group", "role"}) or (token.is_plain and token.word.endswith(_OF_PERSONS))


def closes_one(token: Token) -> bool:
    """Whether a token closes ``یکی از …``: a mark or a verb."""
    return not token.is_word or "verb" in token.classes
