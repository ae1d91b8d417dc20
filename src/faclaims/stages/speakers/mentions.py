"""Reads one mention: what sort of source it names, by what name, with which posts and titles."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from faclaims.lexicon import fold, load
from faclaims.lexicon.rows import NameRow, NumberWord
from faclaims.lexicon.words import Words
from faclaims.records import MentionType, SpeakerKind
from faclaims.stages.phrases import OPEN, PRINTED, SUPERLATIVE, Token, closing, tokens

_BRACKETS = frozenset({"(", "["})
_MARKS = "«»“”\"'()[]‹›،-–.:"
_QUOTATION = str.maketrans("", "", '«»“”"')
_COMPLEMENTS = frozenset({"organization", "area", "demonstrative", "extract_adjective"})
_NEXT_NAME = 3  # tokens of a post and a name after which the post of its bearer comes
_MAX_NAME = 5
_THIS_COUNTRY = "این کشور"
_NAMED_BEFORE = 1000  # code points in which the country that it takes up is named
_POINTED = 2  # tokens
_ONE = "یک"
_THAT = "که"
_CALLED = frozenset({"به نام", "با نام", "موسوم به", "معروف به"})
_HIS = "ش"
_AFTER_NAME = frozenset({"و", "از", "در", _THAT, "این", _ONE, "یکی"})
_OTHER = "دیگر"
_OF = "از"
_LETTERS = 3  # of a blessing that is shortened
_SELF = "خود"  # خود مقامات
_MEMBER = 2  # words of one source among several
_TITLED = 3  # words of a title and a name that no given name shows to be one


class MentionParts(NamedTuple):
    """What a mention says of its speaker.

    Attributes:
        type: How the speaker is named.
        kind: What sort of source it is.
        name: The name without titles, or the whole description where there is no personal name.
        roles: Posts and titles.
        anaphoric: Whether it points back (``وی``, ``این مقام``).
        plural: Whether it names several.
    """

    type: MentionType
    kind: SpeakerKind
    name: str | None
    roles: tuple[str, ...] = ()
    anaphoric: bool = False
    plural: bool = False


@cache
def _small_numbers() -> Mapping[str, int]:
    rows = load("number_words", NumberWord)
    return {fold(form): int(row.value) for row in rows if row.kind == "digit" for form in row.forms}


@cache
def country_names() -> frozenset[str]:
    """Returns the names of countries, in comparable form."""
    rows = (row for row in load("places", NameRow) if row.type == "country")
    return frozenset(fold(form) for row in rows for form in (row.name, *row.forms))


@cache
def _bodies() -> frozenset[str]:
    return country_names() | frozenset(
        fold(form) for row in load("organizations", NameRow) for form in (row.name, *row.forms)
    )


@cache
def _country() -> re.Pattern[str]:
    names = sorted(map(re.escape, country_names()), key=len, reverse=True)
    return re.compile(rf"(?<![\w\u200c])(?:{'|'.join(names)})(?![\w\u200c])")


def with_country(text: str, described: str, at: int, words: Words) -> str:
    """Returns a description with the country named last before ``at`` for ``این کشور`` (``وزارت خارجه این کشور``).

    A country in the name of an outlet is none (``خبرگزاری فرانسه``).
    """
    if _THIS_COUNTRY not in described:
        return described
    begin = max(0, at - _NAMED_BEFORE)
    named = (
        match[0]
        for match in reversed(list(_country().finditer(text, begin, at)))
        if not words.classes((text[begin : match.start()].split() or [""])[-1]) & {"media", "agency"}
    )
    country = next(named, None)
    return described.replace(_THIS_COUNTRY, country) if country else described


def small_number(word: str) -> int:
    """Returns the value of a numeral below ten, in digits or as a word; 0 for all else."""
    return int(word) if word.isdecimal() and len(word) == 1 else _small_numbers().get(fold(word), 0)


def read_mention(text: str, start: int, end: int, words: Words) -> MentionParts:
    """Returns the parts of the mention ``text[start:end]``."""
    toks = tokens(text, start, end, words)
    while toks and not toks[0].word[0].isalnum() and toks[0].word not in '«“"':
        toks = toks[1:]
    if len(toks) > 2 and toks[0].word in OPEN and closing(toks, 0, len(toks)) == len(toks) - 1:  # «رویترز»
        toks = toks[1:-1]
    if len(toks) > 1 and toks[0].word == _SELF and toks[1].classes & {"group", "role", "organization"}:
        toks = toks[1:]
    if not any(token.is_word for token in toks):
        return MentionParts("dropped", "person", None, anaphoric=True)
    first = toks[0]
    if "pronoun" in first.classes and (len(toks) == 1 or toks[1].is_plain):
        return MentionParts("pronoun", "person", None, anaphoric=True, plural="plural_pronoun" in first.classes)
    if "demonstrative" in first.classes and len(toks) > 1:
        comma = next((k for k, t in enumerate(toks) if t.word == "،"), None)
        if comma is not None and comma < len(toks) - 1 and "role" in toks[1].classes:
            return _person(text, [*toks[comma + 1 :], toks[comma], *toks[1:comma]])
        return _demonstrative(text, toks, toks[1:])
    if "preposition" in first.classes:  # از مشهد: …
        return MentionParts("role", "unnamed", _span_text(text, toks))
    this = next((k for k in range(1, min(4, len(toks) - 1)) if "demonstrative" in toks[k].classes), 0)
    if this and toks[0].classes & toks[this + 1].classes & {"document"}:  # متن کامل این اطلاعیه
        return _demonstrative(text, toks[this:], toks[this + 1 :])
    toks = _unblessed(_without_clause(toks))
    special = _named_so(text, toks) or _pointed(text, toks) or _common(text, toks, words)
    return special or _person(text, toks)


def _named_so(text: str, toks: Sequence[Token]) -> MentionParts | None:
    """A person or body whose name a description gives (``زنی به نام شکریه نوری``, ``گروهی موسوم به «شب‌گرد»``)."""
    words = [token.word for token in toks]
    pairs = (k for k in range(1, len(toks) - 2) if " ".join(words[k : k + 2]) in _CALLED)
    whole = (k for k in range(1, len(toks) - 1) if words[k] in _CALLED)
    at, stop = next(((k, k + 1) for k in whole), None) or next(((k, k + 2) for k in pairs), (0, 0))
    name = [token for token in toks[stop:] if token.is_word]
    if not at or not name:
        return None
    if any("organization" in token.classes for token in toks[:at]):
        return MentionParts("named", "organization", _span_text(text, name))
    return MentionParts("named", "person", _span_text(text, name), (_span_text(text, toks[:at]),))


def _without_clause(toks: list[Token]) -> list[Token]:
    """A name without a relative clause, which is no part of it unless it defines it (``بیانیه‌ای که منتشر شد``)."""
    that = next((k for k in range(1, len(toks)) if toks[k].word == _THAT), len(toks))
    head = 1 if toks[0].word.endswith(SUPERLATIVE) else 0
    defined = that == head + 1 and toks[head].word.endswith("ی")
    return toks if defined or "quantifier" in toks[0].classes else toks[:that]


def plain_words(text: str, start: int, end: int) -> str:
    """Returns the words of a mention with single spaces, without the signs of tags."""
    return " ".join(text[start:end].replace("#", "").split())


def _span_text(text: str, toks: Sequence[Token]) -> str:
    """The words of a mention without the marks around them, but not without half of a pair (``سازمان «عفو»``)."""
    words = plain_words(text, toks[0].start, toks[-1].end)
    bare, last = words.strip(_MARKS + " \u200c"), len(toks) - 1
    paired = any(toks[k].word in OPEN and closing(toks, k, len(toks)) == last for k in range(1, last))
    return bare + words[-1] if paired else bare


def _demonstrative(text: str, toks: Sequence[Token], rest: Sequence[Token]) -> MentionParts:
    """Whom a phrase points to (``این نماینده``, ``نماینده مذکور``); ``rest`` is the phrase without what points."""
    role = _span_text(text, rest)
    head = rest[0].classes
    counted = rest[0].word.isdecimal() or not head.isdisjoint({"group", "quantifier"})
    kind: SpeakerKind = "person"
    if "document" in head:
        return MentionParts("role", "document", _span_text(text, toks), anaphoric=True)
    if "organization" in head:
        kind = "organization"
    elif counted or rest[0].word.endswith("\u200cها"):  # این کشاورزان، این سه کشور
        kind = "group"
    return MentionParts("role", kind, None, (role,), anaphoric=True, plural=kind == "group")


def _pointed(text: str, toks: Sequence[Token]) -> MentionParts | None:
    """Whom one word and an adjective point back to, without naming anybody anew (``روزنامه مذکور``)."""
    pointed = len(toks) == _POINTED and "pointing" in toks[1].classes
    return _demonstrative(text, toks, toks[:1]) if pointed else None


def _common(text: str, toks: Sequence[Token], words: Words) -> MentionParts | None:
    """Groups, unnamed sources, organisations and documents: their name is the whole phrase."""
    first = toks[0].classes
    second = toks[1].classes if len(toks) > 1 else frozenset[str]()
    whole = _span_text(text, toks)
    if "unnamed" in first or (second & {"unnamed", "document"} and first & {"quantifier"}):
        one = "finding" in second and toks[0].word == _ONE  # یک مطالعه دیگر
        return MentionParts("role", "document" if one else "unnamed", whole)
    if first & {"quantifier", "numeral"} or toks[0].word.isdigit() or toks[0].word == "بیش":
        return _quantified(text, toks)
    outlet = "outlet" in toks[-1].classes and not first & {"role", "honorific"}
    outlet = outlet or (len(toks) == 1 and "agency" in first and "desk" not in first)
    seat = len(toks) == 1 and "complete" in first  # ریاض, which is a given name too
    if first & {"role", "honorific", "given"} and not (outlet or seat):
        return None
    if "group" in first and not outlet and fold(whole) not in _bodies():
        document = "demonstrative" in second or (len(toks) == 2 and "document" in second)
        again = "signatory" in first and (len(toks) == 1 or document)  # امضاکنندگان این نامه
        return MentionParts("role", "group", whole, (whole,) if again else (), anaphoric=again, plural=True)
    part = "area" in first and any("organization" in t.classes for t in toks[1:])  # بخش حقوق بشر سازمان ملل
    if _several_bodies(toks):
        return MentionParts("named", "group", whole, plural=True)
    if "organization" in first or outlet or part or _indefinite_body(toks[0], words):
        name = _outlet(text, toks) or _apposed(text, toks) or _span_text(text, _without_apposition(toks))
        return MentionParts("named", "organization", name)
    if "document" in first or ("document" in second and toks[0].word.endswith(SUPERLATIVE)):  # تازه‌ترین آمار
        return MentionParts("named", "document", whole)
    acronym = len(toks) == 1 and toks[0].is_acronym
    if acronym or _whole(text, toks) in _bodies() or "foreign_outlet" in first:
        return MentionParts("named", "organization", whole)
    several = "network" in first or toks[0].word.endswith(("\u200cها", "\u200cهای"))
    return MentionParts("role", "group", whole, plural=True) if several else None


def _quantified(text: str, toks: Sequence[Token]) -> MentionParts:
    """A number of people, or one of them, whom an apposition may name (``یکی از آن‌ها، دکتر نوری``)."""
    alone = fold(toks[0].word) in {"یک", "یکی"}
    comma = next((k for k, token in enumerate(toks) if token.word == "،"), 0)
    if alone and comma and _opens_name(toks[comma + 1 :]):
        return _person(text, toks[comma + 1 :])
    return MentionParts("role", "unnamed" if alone else "group", _span_text(text, toks), plural=not alone)


def _several_bodies(toks: Sequence[Token]) -> bool:
    """Whether a phrase is a list of bodies and countries that one word names (``تهران، مسقط و دوحه``)."""
    names = [t for t in toks if t.word not in {"،", "و"}]
    return len(names) > 1 and len(names) < len(toks) and all(t.classes & {"complete", "country"} for t in names)


def _unblessed(toks: list[Token]) -> list[Token]:
    """A name without the letters of a blessing that close it (``قرارگاه خاتم‌الانبیا (ص)``)."""
    blessed = (k for k, token in enumerate(toks) if k > 1 and "blessing" in token.classes)
    k = next((k for k in blessed if len(toks[k].word) <= _LETTERS), 0)
    return toks[: k - 1] if k and k + 2 >= len(toks) and toks[k - 1].word in OPEN else toks


def _indefinite_body(token: Token, words: Words) -> bool:
    """Whether a word is the head of a body with the ending of the indefinite (``دادگاهی در آرژانتین``)."""
    return token.is_strange and token.word.endswith("ی") and "organization" in words.classes(token.word[:-1])


def _apposed(text: str, toks: Sequence[Token]) -> str | None:
    """The known name that stands after the description of a body (``نهاد فرهنگی سازمان ملل، یونسکو``)."""
    comma = next((k for k, token in enumerate(toks) if token.word == "،"), 0)
    rest = toks[comma + 1 :] if comma else ()
    several = any(token.word == "و" for token in rest)  # تهران، مسقط و دوحه
    return _span_text(text, rest) if _known(text, rest) and not several else None


def _known(text: str, toks: Sequence[Token]) -> bool:
    """Whether words name a known body."""
    return bool(toks) and bool(
        toks[0].classes & {"complete", "agency", "foreign_outlet"} or _whole(text, toks) in _bodies()
    )


def _without_apposition(toks: Sequence[Token]) -> Sequence[Token]:
    """The name of a body without what a comma sets beside it (``شبکه موج، رسانه شهرداری``); lists stay whole."""
    comma = next((k for k, token in enumerate(toks) if token.word == "،"), 0)
    listed = any(token.word == "و" for token in toks[comma:])
    return toks if not comma or listed else toks[:comma]


def _whole(text: str, toks: Sequence[Token]) -> str:
    return fold(_span_text(text, toks))


def _outlet(text: str, toks: Sequence[Token]) -> str | None:
    """The name of a body: what quotation marks close it with; of an outlet all before its place or owner.

    ``دریا چاپ رشت``, ``موج وابسته به شهرداری``.

    What closes it in brackets is its name if it is known (``خبرگزاری دانشجویان ایران (ایسنا)``), else beside it.
    """
    k = next((k for k, token in enumerate(toks) if token.word in OPEN), 0)
    end = closing(toks, k, len(toks)) if k else None
    if end == len(toks) - 1 and k > 1 and toks[k].word in _BRACKETS and not _known(text, toks[k + 1 : end]):
        return _span_text(text, toks[:k])
    if end and ("media" in toks[0].classes or end == len(toks) - 1):
        return _span_text(text, toks[k + 1 : end])
    if "media" not in toks[0].classes:
        return None
    if "channel" in toks[0].classes and len(toks) > 1 and "group" not in toks[1].classes:  # کانال خبری موج
        return _span_text(text, toks[1:])
    toks = _without_apposition(toks)
    ends = (k for k, token in enumerate(toks) if k and (token.word == PRINTED or "attributive" in token.classes))
    return _span_text(text, toks[: next(ends, len(toks))])


def _is_title(toks: Sequence[Token]) -> bool:
    """Whether the first token is a title: no given name (``امیر حسینی``), no post (``استاد دانشگاه تهران``)."""
    token, following = toks[0], toks[1].classes
    if "honorific" not in token.classes or ("given" in token.classes and "honorific" not in following):
        return False  # امیر حسینی, but امیر دریادار حسینی
    if "role" not in token.classes or following & {"given", "honorific"}:
        return True
    length = next((k for k, t in enumerate(toks) if t.word == "،" or (k > 1 and "role" in t.classes)), len(toks))
    return length <= _TITLED and not following & {"organization", "area", "label"} and not toks[1].is_silent


def _joins_titles(toks: Sequence[Token], i: int) -> bool:
    """Whether ``و`` joins two parts of a title before a name (``حجت الاسلام و المسلمین ناصری``)."""
    return 0 < i < len(toks) - 2 and toks[i].word == "و" and "honorific" in toks[i + 1].classes


def _person(text: str, toks: Sequence[Token]) -> MentionParts:
    """A person: honorifics, name and posts, the post before the name or after it."""
    titles: list[Token] = []
    i = 0
    while i + 1 < len(toks) and (_is_title(toks[i:]) or _joins_titles(toks, i)):
        titles.append(toks[i])
        i += 1
    rest = list(toks[i:])
    title = [_span_text(text, titles)] if titles else []
    comma = next((k for k, token in enumerate(rest[:-1]) if token.word == "،"), 0)
    named = comma and _opens_name(rest[comma + 1 :])
    apposed = named and rest[0].is_plain  # نقاش پیشکسوت، سعید نوذری
    if ("role" in rest[0].classes or apposed) and not titles:
        at = comma + 1 if apposed or _relative_named(rest, comma) else _name_start(rest)
        if at is None:
            whole = _of_other(rest)  # وکیل هومن نوری، فعال محیط زیست: the other is the activist
            return MentionParts(
                "role", "person", None, (*title, *([_span_text(text, rest)] if whole else _roles(text, rest)))
            )
        name, after = _name(text, rest, at)
        roles = _roles(text, rest[:at]) + (_roles(text, rest[after:]) if after < len(rest) else [])
        return MentionParts("named", "person", name, (*title, *roles))
    if comma and not titles and _is_body(rest[:comma], rest[comma + 1]):
        return MentionParts(
            "named", "organization", _span_text(text, rest[:comma]), (_span_text(text, rest[comma + 1 :]),)
        )
    name, after = _name(text, rest, 0)
    if _coordinate(rest, after):
        stop = next((k for k, token in enumerate(rest) if token.word == _OF), len(rest))  # A و B از مشاوران X
        names = _span_text(text, rest[:stop]).translate(_QUOTATION)  # «رضا نوری» و «علی مینایی»
        return MentionParts("named", "group", names, tuple(title), plural=True)
    if (other := _second(rest, after)) is not None:
        return MentionParts("named", "group", f"{name} و {_name(text, rest, other)[0]}", tuple(title), plural=True)
    return MentionParts(
        "named", "person", name, (*title, *(_roles(text, rest[after:]) if after < len(rest) else []))
    )


def _is_body(name: Sequence[Token], apposed: Token) -> bool:
    """Whether an apposition tells that a strange name is that of a body (``دریانگار، مؤسسه ردیابی نفتکش‌ها``)."""
    return "organization" in apposed.classes and "role" not in apposed.classes and all(t.is_plain for t in name)


def _of_other(toks: Sequence[Token]) -> bool:
    """Whether the first word is a relation, whose name is that of the other.

    ``وکیل X``, ``نماینده آیت‌الله X``, ``معاون اجرایی X رئیس جمهور``.
    """
    first = toks[0].classes
    chief = "subordinate" in first and any("chief" in t.classes for t in toks[_NEXT_NAME:])
    return "kin" in first or chief or ("envoy" in first and len(toks) > 1 and "honorific" in toks[1].classes)


def _relative_named(toks: Sequence[Token], comma: int) -> bool:
    """Whether a comma sets a name beside a relation (``پسر او، آرمان``, ``مادرش، بی‌بی‌گل``)."""
    name = toks[comma + 1 :] if comma and "kin" in toks[0].classes else ()
    return 0 < len(name) <= _NEXT_NAME and all(t.is_word and t.classes <= {"given"} for t in name)


def _opens_name(toks: Sequence[Token]) -> bool:
    """Whether a given name, or a title that no field follows (unlike ``پروفسور زیست‌شناسی``), stands first."""
    if not toks or not toks[0].classes & {"given", "honorific"}:
        return False
    field = len(toks) > 1 and (toks[1].is_silent or bool(toks[1].classes & {"area", "organization"}))
    return "given" in toks[0].classes or not field


def _coordinate(toks: Sequence[Token], after: int) -> bool:
    """Whether further sources follow the name that ends at ``after``: ``A و B``, ``A، B و C``.

    A post after the comma is no further source but an apposition: ``A، وزیر راه و شهرسازی``.
    """
    here = toks[after - 1 :]
    link = next((k for k, token in enumerate(here) if token.word == "و"), None)
    if link is None or link == len(here) - 1:
        return False
    commas = [k for k, token in enumerate(here[:link]) if token.word == "،"]
    if not commas:
        return link <= 1
    between = here[commas[0] : link]
    short = len(between) <= _MEMBER * len(commas) + len(commas) or "country" in toks[0].classes
    return commas[0] <= 1 and short and not any(t.classes & {"role", "honorific"} for t in between)


def _second(toks: Sequence[Token], after: int) -> int | None:
    """Where a second person is named after the post of the first: ``A، وزیر نیرو و B``."""
    names = (k for k in range(after + 2, len(toks) - 2) if toks[k].word == "و")
    return next((k + 1 for k in names if "given" in toks[k + 1].classes and _opens_name(toks[k + 1 :])), None)


def _work(toks: Sequence[Token], k: int) -> bool:
    """Whether the quotation at ``k`` is the title of a work after the post of one who makes works."""
    end = closing(toks, k, len(toks)) or len(toks)
    return "maker" in toks[k - 1].classes and not any(t.classes & {"given", "honorific"} for t in toks[k:end])


def _governs(post: Token, quoted: Token) -> bool:
    """Whether a quotation right after a post that some body has names the body (``مدیر «رها-دارو»``)."""
    return bool(post.classes & {"relational", "subordinate", "chief"}) and not quoted.classes & {
        "given",
        "honorific",
    }


def _names_kin(toks: Sequence[Token]) -> bool:
    """Whether a relation with a pronoun is named (``دخترش نازنین``)."""
    return "kin" in toks[0].classes and toks[0].word.endswith(_HIS) and "given" in toks[1].classes


def _name_start(toks: Sequence[Token]) -> int | None:
    """Returns where a name begins after a post: at a quotation mark, a title or a given name."""
    if len(toks) > 1 and _names_kin(toks):
        return 1
    k = 0
    if _of_other(toks):  # وکیل هومن نوری، حجت کرمانی: the first name is that of the other
        k = next((k for k, token in enumerate(toks) if token.word == "،"), len(toks))
    while (k := k + 1) < len(toks):
        token = toks[k]
        if "eponym" in toks[k - 1].classes | token.classes:
            k = _past_name(toks, k)
        elif token.word == "(" and _opens_name(toks[k + 1 :]):  # دادستان شهر (علی نوری)
            return k + 1
        elif (
            token.word in '«“"'
            and k + 1 < len(toks)
            and not toks[k - 1].classes & {"organization", "area"}
            and not (_work(toks, k) or (k == 1 and _governs(toks[0], toks[2])))
            and (closing(toks, k, len(toks)) or len(toks)) - k <= _MAX_NAME + 2
        ) or (
            token.classes & {"given", "honorific"}
            and not token.classes & {"role", "organization"}
            and len(toks) - k >= 2
            and toks[k - 1].word != "و"
        ):
            return k
        elif token.word in OPEN and (end := closing(toks, k, len(toks))) is not None:
            k = end  # بازیگر نمایش «…»
    return None


def _past_name(toks: Sequence[Token], k: int) -> int:
    """Returns the index of the last token of the name at ``k`` that a thing bears (``ستاد انتخاباتی آقای «نوری»``)."""
    while k + 1 < len(toks) and "honorific" in toks[k].classes:
        k += 1
    if toks[k].word in OPEN:
        return closing(toks, k, len(toks)) or k
    return min(k + 1, len(toks) - 1) if "given" in toks[k].classes else k


def _name(text: str, toks: Sequence[Token], at: int) -> tuple[str, int]:
    """Returns the name that begins at ``at`` (without titles) and the index after it."""
    k = at
    while k < len(toks) - 1 and "honorific" in toks[k].classes and "given" not in toks[k].classes:
        k += 1
    if toks[k].word in '«“"':
        close = next((j for j in range(k + 1, len(toks)) if toks[j].word in '»”"'), len(toks))
        inner = toks[k + 1 : close]
        if inner:
            return _span_text(text, inner), close + 1
    j = k
    while (
        j < len(toks) and j - k < _MAX_NAME and (toks[j].word[0].isalnum() or toks[j].word in {"-", ".", "\u200c"})
    ):
        if (
            j > k
            and toks[j].classes & {"role", "organization"}
            and not toks[j].classes & {"given"}
            and (
                j - k >= 2 - ("given" not in toks[k].classes)
                or ("kin" in toks[j].classes and j + 1 < len(toks))
                or (j + 1 < len(toks) and toks[j + 1].classes & _COMPLEMENTS)  # علی | رئیس شورا
            )
        ):
            break
        posted = j + 1 < len(toks) and "role" in toks[j + 1].classes
        other = posted and toks[j].word == _OTHER  # نوری دیگر عضو شورا
        if j > k and (other or toks[j].word in _AFTER_NAME or toks[j].classes & {"document", "statement"}):
            break  # آقای نوری | نامه‌ای نوشته
        j += 1
    return _span_text(text, toks[k : max(j, k + 1)]), max(j, k + 1)


def _roles(text: str, toks: Sequence[Token]) -> list[str]:
    """Splits posts at commas and at ``و`` before a new post."""
    out: list[str] = []
    part: list[Token] = []
    for k, token in enumerate(toks):
        splits = token.word in {"،", "(", ")"} or (
            token.word == "و" and part and k + 1 < len(toks) and "role" in toks[k + 1].classes
        )
        if splits:
            if part and (token.word != "،" or (k + 1 < len(toks) and toks[k + 1].classes & {"role", "honorific"})):
                shared = toks[k + 2 :] if token.word == "و" and len(part) == 1 else []  # دبیر و سخنگوی ستاد
                out.append(" ".join(_span_text(text, each) for each in (part, shared) if each))
                part = []
                continue
            if not part or token.word in "()":
                continue
        part.append(token)
    if part:
        out.append(_span_text(text, part))
    return [r for r in out if r]
