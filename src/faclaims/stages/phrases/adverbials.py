"""What stands before the subject of a clause, and where it ends: adverbials, prepositional phrases, relatives."""

from collections.abc import Sequence

from faclaims.stages.phrases.datelines import TOWNS, after_likely, after_source, begins_speaker, opens_name
from faclaims.stages.phrases.ends import open_end
from faclaims.stages.phrases.heads import run
from faclaims.stages.phrases.joints import closing, is_alone
from faclaims.stages.phrases.signs import (
    ALONE,
    GATHERING,
    NAME,
    NAMED,
    OBJECT,
    OPEN,
    OWN,
    POINTS,
    STARTERS,
    SURNAME,
    WHAT,
)
from faclaims.stages.phrases.times import in_date, skippable
from faclaims.stages.phrases.tokenizer import Token

_AFTER_PERIOD = STARTERS - {"unnamed"} | {
    "adverb",
    "time_adjective",
    "connective",
    "month",
    "demonstrative",
    "preposition",
    "verb",
}
_KINDS = frozenset({"desk", "media", "role", "organization"})
_TIMES = frozenset({"adverb", "time_adjective"})
_BODY = 6  # tokens of a body and the comma after it
_NO_BODY = frozenset({"preposition", "verb", "given", "honorific", "adverb"})
_BRACKETS = frozenset({"(", "["})
_TO = "به"
_WITH = "با"
_IN = "در"
_WITHIN = frozenset({_IN, _WITH})
_BUT = frozenset({"اما", "ولی"})
_INDEFINITE = "\u200cای"
_DOING = "\u200cکنان"
"""What makes an adverb of what somebody does while speaking (``گریه‌کنان``)."""


def after_adverbials(toks: Sequence[Token]) -> int:
    """Returns the index after the adverbials at the head of the tokens that follow a subject.

    Example:
        >>> from faclaims.lexicon.words import words
        >>> from faclaims.stages.phrases import tokens
        >>> text = "دیروز در بیانیه\u200cای حمله به کشتی"
        >>> toks = tokens(text, 0, len(text), words())
        >>> toks[after_adverbials(toks)].word
        'حمله'
    """
    i, n = 0, len(toks)
    while i < n:
        ends = (k + 1 for k in range(i + 1, min(i + 3, n)) if _indefinite(toks, k))
        governs = "preposition" in toks[i].classes
        addressed = open_end(toks, i + 1) if _addresses(toks, i) else 0  # در نامه‌ای به مجلس | این طرح را
        brief = next(ends, 0) if governs else 0  # با انتشار بیانیه‌ای | …
        after = addressed or brief or after_adverbial(toks, i, n)
        if after in {i, n}:
            return topic_after(toks, i, n) or i
        i = after
    return i


def topic_after(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns where what is told of something begins after the adverbial at ``i``, before token ``n``; 0 if nowhere.

    ``در دفاع از گزارش | علت تأخیر``.
    """
    if toks[i].word not in _WITHIN:
        return 0
    heads = (k for k in range(i + 2, n) if "topic" in toks[k].classes)
    return next((k for k in heads if not toks[k - 1].classes & {"preposition", "demonstrative"}), 0)


def _indefinite(toks: Sequence[Token], k: int) -> bool:
    """Whether a noun has the ending of the indefinite, after which an adverbial is over (``در نشستی | این طرح``)."""
    pointed = k + 1 < len(toks) and "demonstrative" in toks[k + 1].classes
    return toks[k].word.endswith(_INDEFINITE) or (pointed and toks[k].word.endswith("ی"))


def _addresses(toks: Sequence[Token], i: int) -> bool:
    """Whether what is told is put to a person or body at ``i`` (``در نامه‌ای | به مجلس``)."""
    return toks[i].word == _TO and i + 1 < len(toks) and bool(toks[i + 1].classes & STARTERS)


def only_adverbs(toks: Sequence[Token]) -> bool:
    """Returns whether nothing but adverbs stands among the tokens between a subject and its verb.

    Example:
        >>> from faclaims.lexicon.words import words
        >>> from faclaims.stages.phrases import tokens
        >>> texts = ["همچنین دیروز", "به کار خود", "این خبر را"]
        >>> [only_adverbs(tokens(text, 0, len(text), words())) for text in texts]
        [True, False, False]
    """
    return all(t.is_word and t.word != OBJECT and skippable(toks, i) for i, t in enumerate(toks))


def after_adverbial(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns the index after what stands at ``i`` before a subject; ``i`` if a noun phrase begins there."""
    token = toks[i]
    if (token.word == "که" and i) or "subordinator" in token.classes:
        return after_relative(toks, i, n)
    if token.word in _BRACKETS:  # [۸۸] or (بیروت): a note
        return (closing(toks, i, n) or i) + 1
    if token.word.endswith(_DOING):  # گریه‌کنان گفت
        return i + 1
    if i + 1 < n and toks[i + 1].word == _DOING.strip("\u200c"):  # هق‌هق کنان گفت
        return i + 2
    if skippable(toks, i):
        return _after_pointed(toks, i, n) or _after_event(toks, i, n) or i + 1
    if "preposition" not in token.classes:
        return i
    if i + 1 < n and "subordinator" in toks[i + 1].classes:  # با وجود اینکه …
        return after_relative(toks, i + 1, n)
    opens = i + 1 < n and "connective" in toks[i + 1].classes
    return i + 2 if opens else _after_prepositional(toks, i, n)


def _after_pointed(toks: Sequence[Token], i: int, n: int) -> int:
    """Where a speaker begins after what an adverb governs (``در پایان این برنامه | «علی نوری»``); 0 if none does."""
    adverb = toks[i].word.split()
    governs = "adverb" in toks[i].classes and adverb[0] == _IN and not POINTS.intersection(adverb)
    if i + 3 >= n or not governs or "demonstrative" not in toks[i + 1].classes or "role" in toks[i + 2].classes:
        return 0  # در نهایت | این نماینده مجلس
    comma = toks[i + 3].word == "،" and i + 4 < n and not toks[i + 2].classes & STARTERS
    after = i + 4 if comma else i + 3
    return after if begins_speaker(toks, after, n) else 0


def _after_event(toks: Sequence[Token], i: int, n: int) -> int:
    """Where what an adverb governs ends; 0 if it governs nothing.

    It does at a comma (``در ادامه حمایت از کارگران، | جمعی …``), else before a person (``در پایان جلسه | رئیس``).
    """
    adverb = toks[i].word.split()
    within = len(adverb) > 1 and adverb[0] == _IN and not POINTS.intersection(adverb)
    governs = within and "adverb" in toks[i].classes and i + 1 < n
    if not governs or not (toks[i + 1].is_silent or "event" in toks[i + 1].classes):
        return 0
    near = range(i + 2, min(n, i + 1 + GATHERING))
    comma = next((k for k in near if toks[k].word == "،" or "verb" in toks[k].classes), 0)
    return comma + 1 if comma and toks[comma].word == "،" else _after_part(toks, i, n)


def after_relative(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns the index after the relative clause that ``که`` opens at ``i`` (``در این نشست که … برگزار شد، وزیر …``).

    It ends at a comma after a verb; where none does, the clause goes on and the index is that after ``که``.

    Example:
        >>> from faclaims.lexicon.words import words
        >>> from faclaims.stages.phrases import tokens
        >>> text = "که دیروز برگزار شد، وزیر"
        >>> toks = tokens(text, 0, len(text), words())
        >>> toks[after_relative(toks, 0, len(toks))].word
        'وزیر'
    """
    verb = False
    for j in range(i + 1, n):
        told = toks[j - 1].is_participle or (i + 1 < j - 1 and _subjunctive(toks[j - 1]))
        if toks[j].word == "،" and (verb or told):
            return j + 1
        verb = verb or "verb" in toks[j].classes
    return i + 1


def _subjunctive(token: Token) -> bool:
    """Whether a word that no list has ends like a verb of the third person (``اگر باران نبارد``)."""
    return token.is_word and token.is_strange and token.word.endswith("د")


def _in_series(toks: Sequence[Token], comma: int, n: int) -> bool:
    """Whether a comma divides three plain words or more (``در بانک‌های مرکزی، ملی، و صادرات``)."""
    if toks[comma].word != "،":
        return False
    commas = 1 + any(token.word == "،" for token in toks[max(0, comma - NAME) : comma])
    for k in range(comma + 1, min(n, comma + 1 + 2 * NAME)):
        if toks[k].word == "و":
            return commas > 1 and not toks[k - 1].classes & STARTERS
        if toks[k].word == "،":
            commas += 1
        elif not toks[k].is_plain or toks[k].word in ALONE:
            break
    return False


def _after_prepositional(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns the index after the prepositional phrase at ``i``: at a comma, an adverb or a clear subject."""
    j = i + 1
    if j < n and "reporting" in toks[j].classes:
        return after_source(toks, j, n)
    if j + 1 < n and toks[j].word in WHAT:  # طبق آنچه | سخنگوی گمرک گفته, …
        return j + 1 + (toks[j + 1].word == "که")
    if j < n and "preposition" in toks[j].classes:  # در طی این سال‌ها
        j += 1
    if j < n and "part" in toks[j].classes and (opened := _after_part(toks, j, n)):
        return opened
    return _past_governed(toks, i, j, n)


def _past_governed(toks: Sequence[Token], i: int, j: int, n: int) -> int:
    """Returns the index after what the preposition at ``i`` governs, which begins at ``j``."""
    begin = j
    pointed = _short_end(toks, j, n)
    j = pointed or j
    while j < n:
        token = toks[j]
        if j == pointed and begins_speaker(toks, j, n):
            return j  # در این نشست | وزیر نیرو, در پایان این برنامه | «علی نوری», در تهران | یک مقام آگاه
        if "demonstrative" in token.classes:
            pointed = j + 2
        if token.word in OPEN:
            j = closing(toks, j, n) or j
        elif token.word in {"،", "؛"} or token.word in _BUT:
            if not _in_series(toks, j, n):
                return _after_name_of_own(toks, j, n) if toks[j - 1].word == OWN else j + 1
        elif token.word == "که" and j > i + 1:
            return after_relative(toks, j, n)
        elif closed := _after_dated(toks, i, j, n):
            return closed
        elif _past_outlet(toks, i, j) or _opens_subject(toks, j, n):
            return j
        j += 1
    return after_likely(toks, begin, n)


def _after_part(toks: Sequence[Token], j: int, n: int) -> int:
    """Where a person begins after a part of an occasion (``در ابتدای جلسه | نماینده دادستان``); 0 if nobody does.

    Nobody does where a comma comes before another (``در جریان سفر رئیس شورا به یزد، استاندار``).
    """
    person = j + 2
    if person >= n or not toks[j + 1].is_silent:
        return 0
    another = any(toks[k - 1].word == "،" and toks[k].classes & STARTERS for k in range(person + 1, n))
    return person if toks[person].classes & NAMED and not another else 0


def _short_end(toks: Sequence[Token], j: int, n: int) -> int:
    """Returns where what begins at ``j`` may be over: after a town, or ``این`` and a noun; 0 if it is neither."""
    if j >= n:
        return 0
    return j + 2 if "demonstrative" in toks[j].classes else j + 1 if toks[j].classes & TOWNS else 0


def _past_outlet(toks: Sequence[Token], i: int, j: int) -> bool:
    """Whether the outlet that somebody spoke to ends before ``j`` (``در گفت‌وگو با ایسنا | لغو پروازها را``)."""
    return j > i + 1 and toks[j - 2].word == _WITH and toks[j].is_word and _names_outlet(toks[j - 1])


def _names_outlet(token: Token) -> bool:
    """Whether a word is the whole name of an outlet or its last word."""
    return bool(token.classes & {"agency", "foreign_outlet", "outlet"}) and not token.classes & _KINDS


def _after_dated(toks: Sequence[Token], i: int, j: int, n: int) -> int:
    """Returns where a speaker begins after the body of a gathering that was dated first, or 0.

    ``در نشست روز گذشته شورای شهر، | شهردار``.
    """
    if j == i + 1 or toks[j].classes & STARTERS or "adverb" not in toks[j].classes:
        return 0
    k = run(toks, j, n, _TIMES)
    if k >= n or not toks[k].classes & {"organization", "area"} or toks[k].classes & {"role", "given"}:
        return 0
    comma = next(
        (m for m in range(k + 1, min(n - 1, k + _BODY)) if not toks[m].is_word or toks[m].word in ALONE), 0
    )
    if not comma or toks[comma].word != "،" or any(t.classes & _NO_BODY for t in toks[k:comma]):
        return 0
    named = toks[comma + 1].is_word and toks[comma + 1].is_strange
    return comma + 1 if named or begins_speaker(toks, comma + 1, n) else 0


def _after_name_of_own(toks: Sequence[Token], comma: int, n: int) -> int:
    """Returns the index after the name of a thing of the subject's own (``در شبکه اجتماعی خود، تروث سوشال، نوشت``)."""
    close = next((k for k in range(comma + 2, min(n, comma + 2 + NAME)) if toks[k].word == "،"), comma)
    plain = all(t.is_word and t.is_plain for t in toks[comma + 1 : close])
    return close + 1 if plain else comma + 1


def _opens_subject(toks: Sequence[Token], j: int, n: int) -> bool:
    """Whether the phrase of a preposition is over before ``j``: at an adverb, a last pronoun, an outlet, a name."""
    token = toks[j]
    period = "period" in token.classes and j + 1 < n and not toks[j + 1].classes & _AFTER_PERIOD
    if period and toks[j + 1].is_word and "preposition" not in toks[j - 1].classes:
        return False  # به آغاز هفته دفاع مقدس
    if ("adverb" in token.classes and not token.classes & STARTERS) or (token.word in ALONE and j == n - 1):
        return True
    dated = "month" in token.classes and in_date(toks, j)  # در ۲۲ بهمن | رئیس جمهور
    if is_alone(toks[j - 1]) and "demonstrative" in token.classes:  # در واکنش به سخنان او | این تهدید را
        return True
    if dated or ("connective" in token.classes and "verb" in toks[j - 1].classes):  # … شده است، لذا | برخی
        return True
    named = opens_name(toks, j)
    quoted = named and toks[j - 1].word in OPEN.values()  # با عنوان «…» | علی رضایی
    beyond = toks[j + SURNAME : min(n, j + SURNAME + 2)]
    posted = named and len(beyond) > 1 and beyond[0].word == "،" and "role" in beyond[1].classes
    return quoted or posted or _opens_outlet(toks, j, n)


def _opens_outlet(toks: Sequence[Token], j: int, n: int) -> bool:
    """Whether an outlet and its name open at ``j`` (``به دنبال جنگ | نشریه پولیتیکو``)."""
    if "media" not in toks[j].classes or j + 1 >= n or "preposition" in toks[j - 1].classes:
        return False
    return toks[j + 1].word in OPEN or bool(toks[j + 1].classes & {"foreign_outlet", "outlet"})
