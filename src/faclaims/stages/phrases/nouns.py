"""Where a noun phrase ends."""

from collections.abc import Sequence
from functools import cache, lru_cache

from faclaims.lexicon import fold, load
from faclaims.lexicon.rows import NameRow, OfficialRow
from faclaims.stages.phrases.tokenizer import Token

type Known = frozenset[str]
"""Phrases that name a speaker of the article, in the form that `joined` gives."""

OPEN = {"«": "»", "“": "”", '"': '"', "(": ")", "[": "]", "‹": "›", "„": "”"}
ALONE = frozenset({"وی", "او", "ایشان", "موصوف"})
"""Pronouns that are a noun phrase by themselves."""
DASHES = frozenset({"-", "–", "—", "|", "/"})
"""Marks that stand between a place and a name, and around a post."""
PRINTED = "چاپ"
"""What stands between the name of a newspaper and the place where it is printed."""
STARTERS = frozenset({"role", "honorific", "given", "pronoun", "organization", "group", "unnamed"})
"""Classes of words that can open the description of a speaker."""
NAMES = frozenset({"honorific", "given"})
"""Classes of words that open the name of a person."""
PERSONS = frozenset({"نفر", "تن"})
"""Words that count people (``هزاران نفر از کارکنان``)."""

_AGAINST = "علیه"
_LED = frozenset({"رهبری", "ریاست", "سرپرستی", "فرماندهی"})
_OF_AIM = 2  # tokens of a body whose name tells whom it is against
_UNTIED = ("\u200cها", "انش", "هایش", "\u200cاش", "\u200cشان")
"""Possessives, which close a phrase, and the plural whose ezafe is always written (``گزارش‌های``): without it the phrase
is over (Lazard 1992, § 63)."""
_PLURALS = ("ان", "ها", "ین")
EZAFE = "های"
"""The plural that shows its ezafe, so that something completes it (``دیپلمات‌های | این سه کشور``)."""
_TIED = (EZAFE, "\u200cی")
"""The endings that stand only before what completes a noun."""
_ENDS = frozenset({"که", "را", "نیز", "هم", "تا"})
_AFTER_APPOSITION = frozenset({"با", "طی", "که", "را"})
_BEFORE_NUMBER = frozenset({"quantifier", "approximate", "preposition"})
_AGED = "ساله"
_ONE = "یک"
_HOUSE = "آل"
_SON = frozenset({"ابن", "بن", "بنت"})
_SUPERLATIVE = "ترین"
_OF_PERSONS = "ان"
_NAME_OF = "نام"
_THAT_ONE = "آن"
_ONE_OF = "یکی"
_OF = "از"
_FAMILY = 3  # one more than the words of a family name
_COUNTED = frozenset({_ONE, "دیگر"})
_MEMBERS = frozenset({"کشور", "نهاد", "حزب", "دولت", "قدرت"})
"""Bodies that are counted where they complete a noun."""
_LONGEST_APPOSITION = 16
_NAME = 5  # tokens of a personal name at most
_OBJECT = "را"
_SELF, _NAMED = "خود", 2  # tokens of a name or post that خود stresses
_LONGEST_HEAD = 4  # tokens of the first part of a list
_LONGEST_STRANGE = 3
_SORTS = 8  # tokens in which a list of sorts of people must come to its last
_LONGEST_KNOWN = 8
_LONGEST_QUOTATION = 12
_LONGEST_CONSTITUENCY = 14  # tokens from a deputy to the last of their towns
_SHORT_CLOSED, _LONGEST_CLOSED = 4, 8  # tokens of an apposition without a post and the comma that closes it


def noun_phrase_end(toks: Sequence[Token], i: int, n: int, known: Known = frozenset()) -> int:
    """Returns the index after the noun phrase that begins at token ``i``, appositions included.

    Args:
        toks: The tokens.
        i: Index of the first token of the phrase.
        n: Index after the last token that may belong to it.
        known: Phrases that end where they end in the article elsewhere.
    """
    if i < n and is_alone(toks[i]):
        return i + 1
    j = i
    if known:
        length = known_length(toks, i, n, known)
        if length and (i + length >= n or not (_extends(toks[i + length]) or _ends_name(toks, i, i + length, n))):
            return i + length
        j = i + length
    if i < n:  # پزشکان بدون مرز, کمیته حمایت از روزنامه‌نگاران
        j = max(j, i + known_body(toks, i, n))
    role, done = j > i and any("role" in token.classes for token in toks[i:j]), False
    while j < n and not done:
        role = role or "role" in toks[j].classes
        j, done = _step(toks, i, j, n, role=role)
    return j if role else _cut_name(toks, i, j)


def is_alone(token: Token) -> bool:
    """Returns whether a word is a pronoun of the third person, which nothing completes (``به گفته آنها | مردم …``)."""
    return "pronoun" in token.classes and "participant" not in token.classes


def known_length(toks: Sequence[Token], i: int, n: int, known: Known) -> int:
    """Returns how many tokens at ``i`` make the longest known phrase, titles before it included."""
    k = i
    while k < n and "honorific" in toks[k].classes:
        k += 1
    heads = first_words(known)
    for start in {i, k}:
        if start >= n or _barred(toks[start].word).partition("|")[0] not in heads:
            continue
        words = [_barred(token.word) for token in toks[start : min(n, start + _LONGEST_KNOWN)]]
        for length in range(len(words), 0, -1):
            if "|".join(words[:length]) in known:
                return start + length - i
    return 0


def is_known(toks: Sequence[Token], known: Known) -> bool:
    """Returns whether tokens are a known phrase."""
    return joined(toks) in known


@lru_cache(maxsize=16)
def first_words(known: Known) -> frozenset[str]:
    """Returns the first words of phrases: most places hold none of them, so that no phrase need be looked for."""
    return frozenset(phrase.partition("|")[0] for phrase in known)


@cache
def _bodies() -> Known:
    """The names of bodies in more than one word, in the form that `joined` gives."""
    rows = load("organizations", NameRow)
    names = (fold(form).replace("\u200c", " ").split() for row in rows for form in (row.name, *row.forms))
    return frozenset("|".join(name) for name in names if len(name) > 1)


@cache
def _persons() -> Known:
    """The names of persons in more than one word that the lexicon knows, in the form that `joined` gives."""
    rows = (*load("persons", NameRow), *load("officials", OfficialRow))
    names = (fold(form).replace("\u200c", " ").split() for row in rows for form in (row.name, *row.forms))
    return frozenset("|".join(name) for name in names if len(name) > 1)


def known_person(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns how many tokens at ``i`` make the longest name of a person that the lexicon knows; 0 if none does."""
    return known_length(toks, i, n, _persons())


def known_body(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns how many tokens at ``i`` make the longest name of a body that the lexicon knows; 0 if none does."""
    heads = toks[i].is_plain or toks[i].classes & {"organization", "group"}
    return known_length(toks, i, n, _bodies()) if heads else 0


def ends_body(toks: Sequence[Token], i: int, k: int) -> bool:
    """Returns whether a name of a body that the lexicon knows ends before token ``k`` of a phrase that begins at ``i``.

    ``روابط عمومی وزارت نیرو | کاویانی``.
    """
    return any(j + known_body(toks, j, len(toks)) == k for j in range(i, k - 1))


def joined(toks: Sequence[Token]) -> str:
    """Returns the words of tokens joined by bars, half-spaces too: the form in which phrases are compared."""
    return _barred("|".join([t.word for t in toks]))


def _barred(words: str) -> str:
    return words.replace("\u200c", "|").replace(" ", "|")


def closing(toks: Sequence[Token], i: int, n: int) -> int | None:
    """Returns the index of the mark that closes the quotation or bracket at ``i``; null if none does."""
    close = OPEN[toks[i].word]
    return next((j for j in range(i + 1, min(n, i + _LONGEST_QUOTATION)) if toks[j].word == close), None)


def _extends(token: Token) -> bool:
    """Whether a token after a known phrase goes on with it: an apposition, a post, a further name."""
    return token.word in {"،", "(", "و", ")"} or bool(token.classes & {"role", "given"})


def _ends_name(toks: Sequence[Token], i: int, k: int, n: int) -> bool:
    """Whether the last token is the family name of someone who is called by the other one too (``چیس | دکر``)."""
    name = k == i + 1 and k + 1 == n and toks[i].is_strange
    return name and toks[k].is_word and toks[k].is_strange and not toks[k].word.isdigit()


def _step(toks: Sequence[Token], i: int, j: int, n: int, *, role: bool) -> tuple[int, bool]:
    """Returns the index after token ``j`` and whether the phrase ends there."""
    token = toks[j]
    if token.word in OPEN:
        close = closing(toks, j, n)
        if close is None or any("verb" in t.classes for t in toks[j:close]):  # a sentence is no part of a phrase
            return j, True
        quoted = "media" not in toks[j - 1].classes  # but شبکه «شش رنگ»
        if j > i and quoted and toks[j + 1].classes & {"quantifier", "approximate"}:  # عفو | «دست‌کم هشت نفر»
            return j, True
        after = toks[close + 1] if close + 1 < n else None  # روزنامه «دریا» | میل به …, «دریا» | گزارشی داد
        return close + 1, after is not None and (after.is_silent or "statement" in after.classes)
    if token.word == "،":
        counted = bool(toks[i].classes & {"quantifier", "approximate"})
        sorts = counted and j + 1 < n and ("group" in toks[j + 1].classes or _sorts(toks, j, n))
        if sorts or _constituency(toks, i, j, n):
            return j + 1, False  # بیش از صد نفر از هنرمندان، روزنامه‌نگاران، فعالان مدنی و …
        head = toks[i + 1 if "demonstrative" in toks[i].classes else i].classes
        body = head & {"media", "foreign_outlet", "organization", "document"} and "role" not in head
        named = j + 1 < n and bool(toks[j + 1].classes & NAMES)
        pointed = "demonstrative" in toks[i].classes
        told = pointed and "role" in head and not named  # به گفته این مقام، سرکرده باند …
        if told or head & {"document"} or (body and (named or (j + 1 < n and "role" in toks[j + 1].classes))):
            return j, True  # به گزارش روزنامه دریا، احسان نوری …; طبق بیانیه شورا، سفیر الوند …
        several = "group" in head and "role" not in head  # به گفته مقامات، شهر الوند، مرکز استان، …
        end = None if several else _apposition_end(toks, j + 1, n, role=role)
        if end is not None:
            return _further_end(toks, end, n), True
        return (j + 1, False) if listed(toks, i, j, n) else (j, True)
    if token.word in DASHES and j > i:
        return (j + 2, False) if _hyphen(toks, j, n) else (_dashed_end(toks, j, n), True)
    return (j, True) if _breaks(toks, i, j, n, role=role) else (j + 1, False)


def _sorts(toks: Sequence[Token], comma: int, n: int) -> bool:
    """Whether the comma divides sorts of people that are counted together (``صد هنرمند، ورزشکار و فعال مدنی``)."""
    if not toks[comma + 1].classes & {"role", "group"}:
        return False
    for k in range(comma + 2, min(n, comma + _SORTS)):
        if toks[k].word == "و":
            return True
        if not (toks[k].is_word or toks[k].word == "،") or toks[k].classes & {"verb", "preposition", "adverb"}:
            break
    return False


def _hyphen(toks: Sequence[Token], j: int, n: int) -> bool:
    """Whether a dash joins two adjectives (``پایگاه خبری-تحلیلی دریا``, but not ``رشت-خبرگزاری``).

    With spaces around it another dash may close what it opens (``نوری - کارشناس مسکن - گفت``).
    """
    if j + 1 >= n:
        return False
    apart = toks[j - 1].end != toks[j].start or toks[j + 1].start != toks[j].end
    if apart and any(t.word in DASHES for t in toks[j + 1 : min(n, j + _LONGEST_APPOSITION)]):
        return False
    return all(t.word.endswith("ی") and not t.classes & STARTERS for t in (toks[j - 1], toks[j + 1]))


def _dashed_end(toks: Sequence[Token], j: int, n: int) -> int:
    """Returns the index of the dash that closes a post after the dash at ``j`` (``نوری - کارشناس مسکن - گفت``).

    That of the first dash if none does.
    """
    if j + 1 >= n or "role" not in toks[j + 1].classes:
        return j
    for k in range(j + 2, min(n, j + _LONGEST_APPOSITION)):
        if toks[k].word in DASHES:
            return k
        if "verb" in toks[k].classes or toks[k].word in {"،", ":"}:
            break
    return j


def _breaks(toks: Sequence[Token], i: int, j: int, n: int, *, role: bool) -> bool:
    """Whether token ``j`` cannot belong to the phrase that began at ``i``."""
    token, classes = toks[j], toks[j].classes
    if (not token.is_word and token.word != ".") or token.word in _ENDS or classes & {"verb", "predicate"}:
        return True
    if token.word in {"و", "یا"}:
        names = j + 1 < n and toks[i].word in OPEN and toks[j + 1].word in OPEN  # «رضا نوری» و «علی مینایی»
        return j == i or j + 1 >= n or not (names or _joins(token, toks[j + 1]))
    if j == i:
        return False
    if (untied := _untied(toks, i, j, n)) or token.is_plain:
        person = not toks[i].classes - (NAMES | {"role"})
        return untied or (token.word == _SELF and person and j - i <= _NAMED)  # پله خود | گفته است
    if token.word in ALONE or "demonstrative" in classes:
        completes = _possesses(toks, i, j) if token.word in ALONE else _this(toks, j, n)
        return "kin" not in toks[j - 1].classes and not completes
    if "preposition" in classes:
        return not (_inside(toks, i, j, n, role=role) or _in_body(toks, i, j, n))
    if token.word.endswith(_SUPERLATIVE) and "country" in toks[j - 1].classes:
        return True  # وزیر خارجه ایران | مهم‌ترین اختلاف را …
    if "quantifier" in classes and (token.word not in _COUNTED or _one_of_others(toks, j, n)):
        return _another(toks, i, j, n) or not _counted(toks, j, n)
    tied = toks[j - 1].word.endswith(_TIED)  # سیاست درهای باز
    adverb = "adverb" in classes and not classes & STARTERS and not tied
    return adverb or bool(classes & {"approximate", "connective"}) or _another(toks, i, j, n)


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
    if j + 1 < n and toks[j + 1].word == _AGED and toks[i].classes & NAMES:  # عیسی نوری | ۵۸ ساله
        return toks[j].word.isdigit()
    if j + 1 >= n or "counter" not in toks[j + 1].classes or toks[j - 1].classes & _BEFORE_NUMBER:
        return False
    if toks[j - 1].word == "و" and toks[j - 2].classes & {"numeral", "counter"}:  # هزار و ۴۰۰ نفر
        return False
    return toks[j].word.isdigit() or "numeral" in toks[j].classes


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
        addressed = whole or "role" in toks[i].classes  # دبیرکل از رهبران … خواست
        return (
            counted
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
    online = "network" in following and any("group" in t.classes for t in toks[i:j])  # کاربران در شبکه‌های اجتماعی
    placed = online or bool(several and (closed or following & {"area", "organization"}))
    of_area = role or "organization" in toks[i].classes  # وزارت دولت در امور حوادث
    return bool(of_area and "area" in following) or placed or one  # منابعی در وزارت نیرو, دادگاهی در لندن


def _in_body(toks: Sequence[Token], i: int, j: int, n: int) -> bool:
    """Whether token ``j`` stands in the name of a known body (``گزارش سازمان پزشکان بدون مرز``)."""
    return any(k + known_body(toks, k, n) > j for k in range(max(i, j - _LONGEST_STRANGE), j))


def _possesses(toks: Sequence[Token], i: int, j: int) -> bool:
    """Whether a pronoun completes a body or a post (``دفتر او | گفت``), and is no object (``شرکت | او را``)."""
    object_ = j + 1 < len(toks) and toks[j + 1].word == _OBJECT
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


def _apposition_end(toks: Sequence[Token], i: int, n: int, *, role: bool) -> int | None:
    """Returns the index after an apposition that begins at ``i``: it opens with a role and closes with a comma.

    After a role (``role``) the apposition is a name.
    """
    if i >= n:
        return None
    if role and toks[i].classes & {"given", "honorific"}:
        return None if _opens_clause(toks, i, n) else _longer(noun_phrase_end(toks, i, min(n, i + 8)), i)
    if role and toks[i].classes & {"organization"} and "role" not in toks[i].classes:
        return None  # دادستان این کشور، بانک مرکزی …
    one = toks[i].word == _ONE_OF and i + 2 < n and toks[i + 1].word == _OF
    if one and not role and _names_people(toks[i + 2]):  # به گفته غلام‌سخی، یکی از موسفیدان منطقه، …
        stops = (j for j in range(i + 2, min(n, i + _LONGEST_APPOSITION)) if _closes_one(toks[j]))
        close = next(stops, i)
        return close if toks[close].word == "،" else None
    if not toks[i].classes & {"role", "honorific", "organization"}:
        return _short_apposition(toks, i, n)
    for j in range(i, min(n, i + _LONGEST_APPOSITION)):
        if toks[j].word in {"،", ":"} and not _constituency(toks, i, j, n):
            return j
        if toks[j].word in _AFTER_APPOSITION or "verb" in toks[j].classes:
            break
    if not toks[i].classes & {"role", "honorific"}:
        return None  # به گفته نوری، دولت ناچار …
    return _longer(noun_phrase_end(toks, i, n), i)


def _names_people(token: Token) -> bool:
    """Whether a noun is one of people: a group, a post, or a plural of persons (``موسفیدان``)."""
    return bool(token.classes & {"group", "role"}) or (token.is_plain and token.word.endswith(_OF_PERSONS))


def _closes_one(token: Token) -> bool:
    return not token.is_word or "verb" in token.classes


def _constituency(toks: Sequence[Token], i: int, j: int, n: int) -> bool:
    """Whether the comma at ``j`` divides the towns of a deputy (``نماینده مردم ساوه، زرندیه و آوج در مجلس``)."""
    if not any("envoy" in token.classes for token in toks[max(i, j - _LONGEST_CONSTITUENCY) : j]):
        return False
    link = next((k for k in range(j + 1, min(n - 1, j + _LONGEST_CONSTITUENCY)) if toks[k].word == "و"), 0)
    towns = (token for token in toks[j + 1 : link + 2] if token.is_word and token.word != "و")
    return link > j + 1 and all(token.is_strange or token.classes <= {"town", "country"} for token in towns)


def _further_end(toks: Sequence[Token], end: int, n: int) -> int:
    """Returns the index after a second post that another comma closes (``نوری، جراح قلب، رئیس انجمن جراحان، گفت``)."""
    if end + 1 >= n or toks[end].word != "،" or "role" not in toks[end + 1].classes:
        return end
    close = next((k for k in range(end + 1, min(n, end + _LONGEST_APPOSITION)) if not toks[k].is_word), None)
    if close is None or toks[close].word != "،" or any("verb" in t.classes for t in toks[end:close]):
        return end
    told = close + 1 == n or bool(toks[close + 1].classes & {"preposition", "adverb"})
    return close if told else end


def _opens_clause(toks: Sequence[Token], i: int, n: int) -> bool:
    """Whether a name after a post has a post of its own that no comma closes: it opens the next clause.

    ``به گفته وزیر علوم، | رضا کاویانی، رئیس شورا دستور این کار را داده است``.
    """
    comma = next((k for k in range(i, min(n, i + _NAME)) if toks[k].word == "،"), n)
    if comma + 1 >= n or "role" not in toks[comma + 1].classes:
        return False
    after = next((t for t in toks[comma + 2 : n] if t.word in {"،", _OBJECT} or "verb" in t.classes), None)
    return after is not None and after.word != "،"


def _short_apposition(toks: Sequence[Token], i: int, n: int) -> int | None:
    """A short phrase between two commas: ``نقاش پیشکسوت، هانیبال سرکیسیان، گفت``.

    A longer one is none but after a name and before an adverbial (``نوری، برنده جایزه صلح نوبل، در گفتگو با …``).
    """
    if toks[i].classes & {"quantifier", "group"} or toks[i].word[0].isdigit():
        return None
    named = any(t.classes & NAMES for t in toks[max(0, i - _NAME) : i])
    for j in range(i, min(n, i + _LONGEST_CLOSED)):
        if toks[j].word == "،":
            if j + 1 < n and toks[j + 1].word == "و":  # وزارت فرهنگ، گردشگری، و آثار باستانی
                return None
            told = named and j + 1 < n and bool(toks[j + 1].classes & {"preposition", "adverb"})
            name = any("organization" in t.classes for t in toks[i:j]) and listed(
                toks, i, j, n
            )  # کمیسیون آموزش، …
            short = j < i + _SHORT_CLOSED and not toks[i].is_silent and not name
            return _longer(j, i) if told or short else None
        if not toks[j].is_word or toks[j].classes & {"preposition", "adverb", "verb", "connective"}:
            break
    return None


def _longer(end: int, i: int) -> int | None:
    return end if end > i else None


def _is_number(token: Token) -> bool:
    return token.word.isdigit() or "numeral" in token.classes or token.word in _COUNTED


def _given_end(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns the index after the titles and given names at ``i``, fathers' with them (``تمیم بن حمد | آل ثانی``)."""
    k = i
    while k < end and toks[k].classes & NAMES:
        k += 1
        while k > i and k + 1 < end and toks[k].word in _SON:
            k += 2
    return k


def _cut_name(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns where a personal name must end that seems to have more words than names have.

    After titles and given names come one or two words of family name, or three strange ones; what names a thing
    belongs to the object.
    """
    k = _given_end(toks, i, end)
    if k > i:  # هیوا نوری | هفت سال پیش
        end = next((j for j in range(k + 1, min(end, k + _FAMILY)) if _is_number(toks[j])), end)
    pair = k > i and end - k == 2 and toks[k].word != _HOUSE  # but عیسی آل کثیر
    if pair and (toks[end - 1].is_silent or "statement" in toks[end - 1].classes):
        return end - 1  # لیونل مسی | قصد
    if k == i or end - k <= 2 or not all(t.is_word for t in toks[k:end]):
        return end
    if any(t.classes & {"organization", "role", "group"} or t.word == "و" for t in toks[k:end]):
        return end
    strange = next((j for j in range(k, end) if toks[j].is_silent), end) - k
    return k + (strange if 0 < strange <= _LONGEST_STRANGE else 1)
