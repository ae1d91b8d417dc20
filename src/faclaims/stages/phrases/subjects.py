"""The subject of a clause.

Persian is verb-final with a free middle field: a reporting clause opens with adverbials, then comes the subject,
then further prepositional phrases, then the verb. The subject is therefore the first noun phrase that no preposition
governs (Lazard, *A Grammar of Contemporary Persian*, 1992, §§ 230-237).
"""

from collections.abc import Sequence

from faclaims.records import Span
from faclaims.stages.phrases.ends import first_end, is_common, open_end, speaker_end
from faclaims.stages.phrases.heads import HEADS, adjective, run
from faclaims.stages.phrases.nouns import (
    ALONE,
    DASHES,
    NAMES,
    OPEN,
    PERSONS,
    STARTERS,
    Known,
    closing,
    dates_month,
    ends_body,
    is_alone,
    known_body,
    known_length,
    known_person,
    listed,
    noun_phrase_end,
)
from faclaims.stages.phrases.tokenizer import Token

_PERSONAL = frozenset({"honorific", "given", "pronoun"})
_BESIDE_CUE = _PERSONAL
_NAMED = frozenset({"honorific", "given", "role"})
_DATELINE_MARKS = frozenset({"؛", "-", "–", "/", ":"})
_SEATS = frozenset({"organization", "country", "group"})
_COUNTED = frozenset({"group", "role", "counter", "unnamed", "organization", "media", "document"})
_APPOSED = frozenset({"role", "kin"})
_OUTLETS = frozenset({"agency", "foreign_outlet"})
_AFTER_PERIOD = STARTERS - {"unnamed"} | {
    "adverb",
    "time_adjective",
    "connective",
    "month",
    "demonstrative",
    "preposition",
    "verb",
}
_GATHERING = 14  # tokens that a preposition governs with no comma
_NAME = 3  # tokens
_GOVERNED = 4  # tokens of a name, a preposition, a noun and a pronoun that belongs to the noun
_OF_TIME = frozenset({"adverb", "demonstrative", "month"})
_WHOLE = frozenset({"country", "complete", "foreign_outlet"})
_KINDS = frozenset({"desk", "media", "role", "organization"})
_TIMES = frozenset({"adverb", "time_adjective"})
_BODY = 6  # tokens of a body and the comma after it
_NO_BODY = frozenset({"preposition", "verb", "given", "honorific", "adverb"})
_ADVERBIAL = 8  # tokens of an adverbial after the body that acts in it
_QUOTED_NAME = 4  # tokens of a name in quotation marks and the mark that closes it
_SURNAME = 2  # tokens of a name without a given name
_CLOSED_DATELINE = 4  # tokens to the comma after a source that holds nobody else
_DATELINE = 3  # tokens
_LONG_DATELINE = 6  # گزارش بخش فارسی رادیو … -
_BRACKETS = frozenset({"(", "["})
_SLASH = "/"
_HEADED = frozenset({"media", "label"})
_DESK = 3  # tokens, سیستان و بلوچستان
_TOWNS = frozenset({"town", "complete", "network"})
CLOSES = frozenset({"preposition", "adverb", "demonstrative", "quantifier", "connective"})
"""What surely opens something else after a phrase, which therefore was cut where it ends."""
_PLACED = frozenset({"از", "در"})
_QUOTING = frozenset({"reporting", "preposition"})
_OBJECT = "را"
_OF = "از"
_WITH = "با"
_IN = "در"
_POINTS = frozenset({"این", "آن", "همین", "همان"})
_OWN = "خود"
_PERCENT = "درصد"
_NUMBERS = frozenset({"quantifier", "numeral", "counter", "approximate"})
_BUT = frozenset({"اما", "ولی"})
_WHAT = frozenset({"آنچه", "آن\u200cچه"})
_THIS = frozenset({"این", "آن"})
_PARTICIPLE = ("ده", "ته")
"""The endings of participles, which close a relative clause before a comma (``نامه‌ای که منتشر کرده، …``)."""
_INDEFINITE = "\u200cای"
_LONGEST = 60  # tokens before a cue that are looked at
_NEAR = 8  # tokens right before a cue in which a name may stand


def subject(
    toks: Sequence[Token], known: Known = frozenset(), *, object_follows: bool = False
) -> tuple[Span | None, int]:
    """Returns the span of the subject noun phrase among the tokens before a cue, and the index after it.

    The span is null when the subject is dropped; the index is then where the adverbials end.

    Args:
        toks: The tokens from the start of the clause to the cue.
        known: Phrases that name a speaker of this article elsewhere: since ezafe is not written, only they tell
            surely where the subject ends and the object begins (``رضایی | ظرفیت تولید را … اعلام کرد``).
        object_follows: Whether an object with ``را`` stands before the cue, which a long phrase may have swallowed.

    Example:
        >>> from faclaims.lexicon.words import words
        >>> from faclaims.stages.phrases import tokens
        >>> text = "ظهر امروز علی رضایی در جمع خبرنگاران"
        >>> span, _ = subject(tokens(text, 0, len(text), words()))
        >>> text[span.start : span.end]
        'علی رضایی'
    """
    if _pronoun_last(toks) and not (object_follows and _in_predicate(toks)):
        return Span(toks[-1].start, toks[-1].end), len(toks)
    n = min(len(toks), _LONGEST)
    i = _counted_last(toks) or _after_heading(toks, n)
    while i < n:
        after = _after_adverbial(toks, i, n)
        if after > i:
            i = after
            continue
        end = max(noun_phrase_end(toks, i, n, known), _states_end(toks, i, n))
        object_here = object_follows or (end < n and toks[end].word == _OBJECT)
        first = _first_of_speaker(toks, i, end, n, known)
        if object_here and "area" in toks[i].classes and end < n and toks[end].word == _OF:  # بخش زیادی از … را
            return _adjacent(toks, i, n), i
        if object_here and first in {i, end}:
            end = _before_object(toks, i, end, n, known) if first == i else i
            if end < n and toks[end].word == _OBJECT:  # … و | این شرکت را عامل آلودگی خواند
                end = i
            return (Span(toks[i].start, toks[end - 1].end), end) if end > i else (_adjacent(toks, i, n), i)
        if first < end and (late := _after_comma(toks, i, end, n)):
            i = late
            continue
        if first < end:
            named = _after_body(toks, first, end, n)
            return Span(toks[named or first].start, toks[n - 1 if named else end - 1].end), n if named else end
        i = max(first, i + 1)
    if n == 1 and toks[0].is_silent and toks[0].is_word:  # محرز | افزود: a family name that is a word too
        return Span(toks[0].start, toks[0].end), n
    return _adjacent(toks, 0, n), i


def _after_heading(toks: Sequence[Token], n: int) -> int:
    """Where the next clause begins after a clause without a verb (``زلزله در هرات؛ | مقام‌ها می‌گویند``); else 0.

    A name is none, since a post may follow it.
    """
    mark = next((k for k in range(n - 2, 0, -1) if toks[k].word == "؛"), 0)
    before = toks[:mark]
    other = any(t.classes & (_NAMED | {"pronoun", "verb"}) or t.word in OPEN for t in before)
    return mark + 1 if mark and not other else 0


def without_object(toks: Sequence[Token], who: Span | None) -> Span | None:
    """Cuts from the end of a subject what is not its own: what it put out, or the noun of a compound verb.

    ``انجمن پزشکان | بیانیه‌ای داد``, ``شهرداری | گزارشی منتشر کرد``, ``پرستاران شهر | تجمع کردند``.
    """
    if who is None:
        return None
    mine = [t for t in toks if who.start <= t.start < who.end]
    following = next((t for t in toks if t.start >= who.end), None)
    compound = (
        following is not None
        and "verb" in following.classes
        and (mine[-1].is_silent or "issued" in mine[-1].classes)
    )
    if compound and len(mine) > 1:
        mine.pop()
    out = next(
        (k for k, t in enumerate(mine) if k and "statement" in t.classes and t.word.endswith("ی")), len(mine)
    )
    mine = mine[:out]  # رویترز | گزارشی تازه
    while len(mine) > 1 and "statement" in mine[-1].classes:
        mine.pop()
    return Span(who.start, mine[-1].end)


def narrated(toks: Sequence[Token]) -> Span | None:
    """Returns the span of the subject of a sentence that reports nothing.

    What it takes or makes has no ``را`` where it is indefinite, so only the words tell where the subject ends. A
    word that texts hardly hold is taken for a part of the name (``جفری دوین آدامز``).

    Example:
        >>> from faclaims.lexicon.words import words
        >>> from faclaims.stages.phrases import tokens
        >>> text = "نیکی کریمی جایزه بهترین بازیگر را گرفت"
        >>> span = narrated(tokens(text, 0, len(text), words()))
        >>> text[span.start : span.end]
        'نیکی کریمی'
    """
    that = next((k for k, token in enumerate(toks) if token.word == "که"), len(toks))
    return without_taken(toks, personal(toks[:that]) or subject(toks)[0])


def without_taken(toks: Sequence[Token], who: Span | None) -> Span | None:
    """Cuts from the end of a person or body what it takes, makes or is, as its words and those of other texts tell.

    ``نیکی کریمی | جایزه گرفت``, ``اتحادیه اروپا | تحریم تازه‌ای وضع کرد``, ``شهرام ناظری | بیمار است``.
    """
    who = without_object(toks, who)
    mine = [k for k, t in enumerate(toks) if who is not None and who.start <= t.start < who.end]
    if who is None or not mine or not toks[mine[0]].classes & (_PERSONAL | {"organization"}):
        return who
    first, n = mine[0], mine[-1] + 1
    named = toks[first].classes & NAMES  # بهمن فروتن | هدایت این تیم را بر عهده گرفت
    holds = n < len(toks) and toks[n].is_word and toks[n].word != "که"
    closed = holds and toks[n].classes & (CLOSES - {"demonstrative"} if named else CLOSES)
    if not holds or closed or any(t.word == "،" for t in toks[first:n]):
        return who
    end = open_end(toks, first)
    while end < n and "organization" in toks[end].classes:  # دپارتمان داوری | فدراسیون فوتبال
        end = open_end(toks, end)
    return Span(who.start, toks[end - 1].end) if end < n and is_common(toks[end]) else who


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
        after = (next(ends, 0) if governs else 0) or _after_adverbial(toks, i, n)  # با انتشار بیانیه‌ای | …
        if after in {i, n}:
            break
        i = after
    return i


def _indefinite(toks: Sequence[Token], k: int) -> bool:
    """Whether a noun has the ending of the indefinite, after which an adverbial is over (``در نشستی | این طرح``)."""
    pointed = k + 1 < len(toks) and "demonstrative" in toks[k + 1].classes
    return toks[k].word.endswith(_INDEFINITE) or (pointed and toks[k].word.endswith("ی"))


def only_adverbs(toks: Sequence[Token]) -> bool:
    """Returns whether nothing but adverbs stands among the tokens between a subject and its verb.

    Example:
        >>> from faclaims.lexicon.words import words
        >>> from faclaims.stages.phrases import tokens
        >>> texts = ["همچنین دیروز", "به کار خود", "این خبر را"]
        >>> [only_adverbs(tokens(text, 0, len(text), words())) for text in texts]
        [True, False, False]
    """
    return all(t.is_word and t.word != _OBJECT and _skippable(toks, i) for i, t in enumerate(toks))


def _after_comma(toks: Sequence[Token], i: int, end: int, n: int) -> int:
    """Returns where a person is named after a comma that closes an adverbial of which a body was taken for the subject.

    ``پس از حملات دیروز ایران به این بندر، | علی نوری در پیامی گفت``; 0 if nobody is.
    """
    led = "preposition" in toks[0].classes and "preposition" in toks[min(end, n - 1)].classes
    if not led or not i or toks[i].classes & _NAMED or not toks[i].classes & _SEATS:
        return 0
    comma = next((k for k in range(end, n - 1) if toks[k].word == "،" or "verb" in toks[k].classes), 0)
    person = comma and toks[comma].word == "،" and toks[comma + 1].classes & _NAMED
    return comma + 1 if person and comma - end <= _ADVERBIAL else 0


def _after_body(toks: Sequence[Token], first: int, end: int, n: int) -> int:
    """Returns where a family name stands alone between the name of a body and the cue; 0 if none does.

    ``اداره آب ساوه، کاویانی گفت``.
    """
    rest = toks[end + 1 : n]
    alone = 0 < len(rest) <= _SURNAME and all(t.is_word and t.is_strange for t in rest)
    body = "organization" in toks[first].classes and end < n and toks[end].word == "،"
    return end + 1 if alone and body else 0


def _pronoun_last(toks: Sequence[Token]) -> bool:
    """Whether a pronoun that nothing governs stands right before the cue: it is the subject, whatever came before."""
    if not toks or toks[-1].word not in ALONE:
        return False
    if len(toks) == 1:
        return True
    if toks[-2].word == "و" or toks[-2].classes & {"preposition", "relational", "speech"}:
        return False
    governed = len(toks) > _GOVERNED and "preposition" in toks[-3].classes and not toks[-2].classes & _OF_TIME
    if governed and toks[0].classes & (_NAMED | {"organization"}):
        return False  # نوری، مادر رضا، پس از بازداشت او گفت
    end = noun_phrase_end(toks, 0, len(toks)) if toks[0].classes & HEADS else 0
    if end == len(toks):  # دفتر او | گفت
        return False
    within = 0 < end < len(toks) - 2 and "preposition" in toks[end].classes and not toks[-2].classes & _OF_TIME
    return not within or any(
        not t.is_word or t.word == "که" for t in toks[end:]
    )  # خانواده نوری از وضع جسمی او | ابراز نگرانی


def _counted_last(toks: Sequence[Token]) -> int:
    """Returns where people begin that are counted right before the cue and that nothing governs; 0 if none are.

    ``در ویدئوی محل حادثه | دست‌کم سه نفر گفته‌اند``, ``در فیلمی که دیروز گرفته شده | چند نفر می‌گویند``.
    """
    if not toks or toks[-1].word not in PERSONS:
        return 0
    k = len(toks) - 1
    while k and (toks[k - 1].classes & _NUMBERS or toks[k - 1].word.isdigit()):
        k -= 1
    clear = bool(k) and ("approximate" in toks[k].classes or toks[k - 1].word.endswith(_PARTICIPLE))
    return k if clear and k < len(toks) - 1 and "preposition" not in toks[k - 1].classes else 0


def _in_predicate(toks: Sequence[Token]) -> bool:
    """Whether the last pronoun belongs to what is said of an object (``رضایی این نهاد را مسئول جان او | دانست``)."""
    return all(token.word != _OBJECT for token in toks[-2:])


def _after_adverbial(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns the index after what stands at ``i`` before a subject; ``i`` if a noun phrase begins there."""
    token = toks[i]
    if (token.word == "که" and i) or "subordinator" in token.classes:
        return after_relative(toks, i, n)
    if token.word in _BRACKETS:  # [۸۸] or (بیروت): a note
        return (closing(toks, i, n) or i) + 1
    if _skippable(toks, i):
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
    governs = "adverb" in toks[i].classes and adverb[0] == _IN and not _POINTS.intersection(adverb)
    if i + 3 >= n or not governs or "demonstrative" not in toks[i + 1].classes or "role" in toks[i + 2].classes:
        return 0  # در نهایت | این نماینده مجلس
    comma = toks[i + 3].word == "،" and i + 4 < n and not toks[i + 2].classes & STARTERS
    after = i + 4 if comma else i + 3
    return after if _begins_speaker(toks, after, n) else 0


def _after_event(toks: Sequence[Token], i: int, n: int) -> int:
    """Where what an adverb governs ends; 0 if it governs nothing.

    It does at a comma (``در ادامه حمایت از کارگران، | جمعی …``), else before a person (``در پایان جلسه | رئیس``).
    """
    adverb = toks[i].word.split()
    within = len(adverb) > 1 and adverb[0] == _IN and not _POINTS.intersection(adverb)
    governs = within and "adverb" in toks[i].classes and i + 1 < n
    if not governs or not (toks[i + 1].is_silent or "event" in toks[i + 1].classes):
        return 0
    near = range(i + 2, min(n, i + 1 + _GATHERING))
    comma = next((k for k in near if toks[k].word == "،" or "verb" in toks[k].classes), 0)
    return comma + 1 if comma and toks[comma].word == "،" else _after_part(toks, i, n)


def _begins_speaker(toks: Sequence[Token], k: int, n: int) -> bool:
    """Whether who speaks begins at ``k``, after a phrase with ``این`` that is over (``در آغاز این دیدار | …``)."""
    if "demonstrative" in toks[k].classes:  # این نماینده
        return k + 1 < n and bool(toks[k + 1].classes & STARTERS)
    some = k + 2 < n and toks[k + 1].word == _OF  # شماری از کارگران
    counted = "quantifier" in toks[k].classes and k + 1 < n and bool(toks[k + 1 + some].classes & STARTERS)
    adverbial = k + 1 == n or toks[k + 1].word == "،" or bool(toks[k + 1].classes & {"preposition", "adverb"})
    strange = toks[k].is_word and toks[k].is_strange and not toks[k].word.endswith("ی") and adverbial  # کالویان
    speaks = toks[k].classes & (STARTERS | _OUTLETS | {"country", "kin"})
    return counted or strange or bool(speaks) or _quotes_name(toks, k, n)


def _first_of_speaker(toks: Sequence[Token], i: int, end: int, n: int, known: Known) -> int:
    """Returns where the speaker begins in the noun phrase ``toks[i:end]``; an index from ``end`` on if it is none.

    A dateline is none (``تهران - خبرگزاری …``), nor is a phrase whose head cannot speak, unless a name closes it.
    """
    token = toks[i]
    if _measures(toks, i, end):
        return end
    if end < n and toks[end].word == "؛" and not token.classes & _NAMED:  # گیلان؛ علی نوری گفت
        return end + 1
    if end < n and toks[end].word == ":" and token.classes & _HEADED:  # رادیو موج: شورا گفت, فوری: توانیر …
        return end + 1
    outlet = bool(token.classes & {"media", "document", "agency"})
    dashed = end < n and toks[end].word in DASHES and not any(t.word in DASHES for t in toks[i:end])
    if dashed and end - i <= (_LONG_DATELINE if outlet else _DATELINE):
        return _after_desk(toks, end, n) if "agency" in token.classes and toks[end].word == _SLASH else end + 1
    another = end < n and toks[end].classes & STARTERS
    if another and all(t.is_latin for t in toks[i:end]):  # Aa Aa | نمایندگان بریتانیا
        return end
    if "media" in token.classes and (named := _named_after(toks, end, n) or _named_within(toks, i, end)):
        return named
    first = _late_name(toks, i, end)
    if first > i or not token.is_silent:
        return first
    named = any("outlet" in t.classes for t in toks[i:end]) or _has_post(toks, i, end)  # موج نیوز
    if named or known_length(toks, i, n, known):
        return first
    # در پایان جلسه، | دبیر جشنواره
    return next((k for k in range(i + 2, end) if toks[k - 1].word == "،" and toks[k].classes & STARTERS), end)


def _measures(toks: Sequence[Token], i: int, end: int) -> bool:
    """Whether a phrase is an amount of things, and counts nobody (``۸ میلیارد تومان``)."""
    number = toks[i].word.isdigit() or "numeral" in toks[i].classes
    units = end > i + 1 and all("counter" in token.classes for token in toks[i + 1 : end])
    return number and units and toks[end - 1].word not in PERSONS | {_PERCENT}


def _after_desk(toks: Sequence[Token], slash: int, n: int) -> int:
    """Returns the index after the desk of an agency (``ایسنا/بوشهر | کارگران``, ``ایسنا/خراسان رضوی | استاندار``)."""
    near = range(slash + 1, min(n, slash + 2 + _DESK))
    speaker = next((k for k in near if toks[k].classes & STARTERS), slash)
    if speaker > slash + 2 and all(token.is_word for token in toks[slash + 1 : speaker]):
        return speaker
    return slash + 1 + (slash + 2 < n and toks[slash + 1].is_plain)


def _has_post(toks: Sequence[Token], i: int, end: int) -> bool:
    """Whether a short phrase with a strange word has a post in apposition: a name (``شان پارنل، سخنگوی …``)."""
    comma = next((k for k in range(i + 2, min(end - 1, i + _NAME + 1)) if toks[k].word == "،"), 0)
    return bool(comma) and "role" in toks[comma + 1].classes and any(t.is_strange for t in toks[i:comma])


def personal(toks: Sequence[Token]) -> Span | None:
    """Returns the span of the first personal name of two words or more that no preposition governs.

    Example:
        >>> from faclaims.lexicon.words import words
        >>> from faclaims.stages.phrases import tokens
        >>> text = "هوای ایلام خنک می‌شود احسان نوری کارشناس هواشناسی"
        >>> span = personal(tokens(text, 0, len(text), words()))
        >>> text[span.start : span.end]
        'احسان نوری کارشناس هواشناسی'
    """
    quoted = 0
    for k, token in enumerate(toks[:_LONGEST]):
        if token.word in OPEN and (close := closing(toks, k, len(toks))) is not None and close > k + _QUOTED_NAME:
            quoted = close  # «قصاص خون علی نوری»
        if k < quoted:
            continue
        governed = k > 0 and (toks[k - 1].word == "و" or bool(toks[k - 1].classes & {"preposition", "relational"}))
        if token.classes & {"given", "honorific"} and not governed and not _dated(toks, k):
            end = noun_phrase_end(toks, k, min(len(toks), k + 20))
            if end - k >= 2:
                return Span(token.start, toks[end - 1].end)
    return None


def _named_after(toks: Sequence[Token], end: int, n: int) -> int:
    """Returns where a person is named right after an outlet, which is a dateline then; 0 if nobody is.

    ``استانبول/خبرگزاری آناتولی سعید نوذری …``, ``خبرگزاری خانه ملت؛ سعید نوذری …``.
    """
    first = end + 1 if end < n and toks[end].word in _DATELINE_MARKS else end
    return first if first < n and toks[first].classes & _NAMED else 0


def _named_within(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns where a name that no list holds begins after that of an agency (``خبرگزاری فارس | کاویانی``), or 0."""
    strange = 0 < end - i - _SURNAME <= _SURNAME and all(t.is_word and t.is_strange for t in toks[i + 2 : end])
    return i + _SURNAME if strange and "agency" in toks[i + 1].classes else 0


def _dated(toks: Sequence[Token], k: int) -> bool:
    """Whether a token that could open a name belongs to a date (``دوم تیر``, ``۲ تیر``)."""
    ordinal = k > 0 and (toks[k - 1].word.isdigit() or toks[k - 1].word.endswith("م"))
    return ("month" in toks[k].classes and ordinal) or (k + 1 < len(toks) and "month" in toks[k + 1].classes)


def _skippable(toks: Sequence[Token], i: int) -> bool:
    """Whether a token before the subject is adverbial or a mark."""
    token, classes = toks[i], toks[i].classes
    if not token.is_word:
        return token.word not in OPEN
    if ("ordinal" in classes and i + 1 == len(toks)) or (token.word in _WHAT and not i):
        return True  # او که اول | گفت; آنچه | وزیر نیرو گفت
    before = toks[i - 1] if i else None
    after = toks[i + 1] if i + 1 < len(toks) else None
    if token.word.isdigit():
        return _dates(before, after)
    opens = bool(classes & {"connective", "verb"}) or token.word in {"که", _OBJECT, _OWN}
    beside = (after is not None and _opens_time(token, after)) or (
        before is not None and _ends_time(token, before)
    )
    return opens or beside or ("adverb" in classes and not classes & STARTERS)


def _dates(before: Token | None, after: Token | None) -> bool:
    """Whether a number counts no speakers: a time or date (``۱۱:۱۷``, ``۱۴۰۰/۰۵/۱۸``), or beside a word of time."""
    if before is not None and before.word in {":", "/"}:
        return after is None or after.word != _PERCENT
    if after is not None and after.word in PERSONS:  # روز گذشته | ۲۳۳ نفر از نمایندگان
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
        or (bool(token.classes & {"quantifier", "numeral"}) and "adverb" in after.classes)
        or ("topic" in token.classes and after.word.isdigit())  # تعداد ۱۰۱ تن از …
        or dates_month(token, after)
    )


def _ends_time(token: Token, before: Token) -> bool:
    """Whether a token belongs to the time that the one before it begins (``هفته گذشته``, ``۱۲ خرداد``)."""
    day = before.word.isdigit() or before.word.endswith("م")
    told = "time_adjective" in token.classes and bool(before.classes & {"adverb", "month"})
    return told or ("month" in token.classes and day)


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
        told = toks[j - 1].word.endswith(_PARTICIPLE) or (i + 1 < j - 1 and _subjunctive(toks[j - 1]))
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
    commas = 1 + any(token.word == "،" for token in toks[max(0, comma - _NAME) : comma])
    for k in range(comma + 1, min(n, comma + 1 + 2 * _NAME)):
        if toks[k].word == "و":
            return commas > 1 and not toks[k - 1].classes & STARTERS
        if toks[k].word == "،":
            commas += 1
        elif not toks[k].is_plain or toks[k].word in ALONE:
            break
    return False


def _in_list(toks: Sequence[Token], j: int, comma: int, n: int) -> bool:
    """Whether a comma stands in the name of a body (``به نقل از سازمان صنعت، معدن و تجارت قم، …``)."""
    body = next((k for k in range(comma - 1, j, -1) if "organization" in toks[k].classes), None)
    return body is not None and listed(toks, body, comma, n)


def _after_source(toks: Sequence[Token], j: int, n: int) -> int:
    """Returns the index after the source whose noun is at ``j`` (``به گزارش رادیو، …``)."""
    commas = (k for k in range(j, min(n, j + 30)) if toks[k].word in {"،", "؛"})
    comma = next((k for k in commas if not _in_list(toks, j, k, n)), None)
    name = next((k for k in range(j + 1, comma or n) if _opens_name(toks, k)), None)
    if name is not None and name > j + 1 and "honorific" in toks[name - 1].classes:  # سید | مسعود نوری
        name -= 1
    closed = comma is not None and comma - j <= _CLOSED_DATELINE
    if not closed and (speaker := after_unmarked(toks, j + 1, n)):
        return speaker
    if comma is None:
        after = _after_outlet(toks, j + 1, n)
        if after < n and toks[after].classes & STARTERS:  # به گزارش رویترز | وزیر نیرو گفت
            return after
        return min(_after_likely(toks, j + 1, n), n if name is None else name)
    acts = name is not None and (_acts(toks, name, comma) or _told(toks, name, comma, n))
    return name if name is not None and (acts or _posted(toks, name, comma, n)) else comma + 1


def after_unmarked(toks: Sequence[Token], k: int, n: int) -> int:
    """Returns where a person is named after a source that begins at ``k`` and that no mark closes; 0 if nobody is.

    Example:
        >>> from faclaims.lexicon.words import words
        >>> from faclaims.stages.phrases import tokens
        >>> text = "خبرنگار فارس از ساوه برومند نوری که در نشستی"
        >>> toks = tokens(text, 0, len(text), words())
        >>> toks[after_unmarked(toks, 0, len(toks))].word
        'برومند'
    """
    start = k
    while k < n and toks[k].is_word:
        k = open_end(toks, k)
        quoting = k + 1 < n and "reporting" in toks[k + 1].classes  # … به نقل از وزارت نیرو
        if k == n or (toks[k].word not in _PLACED and not quoting):
            break
        k = run(toks, k + 1, n, _QUOTING)
    return k if k < n and (_acts_by_name(toks, k, n) or _alone_after_body(toks, start, k, n)) else 0


def _alone_after_body(toks: Sequence[Token], start: int, k: int, n: int) -> bool:
    """Whether an unknown word at ``k`` acts alone after a known body (``وزارت نیرو | کاویانی در نشستی گفت``)."""
    return _unknown(toks[k]) and ends_body(toks, start, k) and _subject_ends(toks, k + 1, n)


def _acts_by_name(toks: Sequence[Token], k: int, n: int) -> bool:
    """Whether a name stands at ``k`` whose first word may be unknown, and something follows that a subject does.

    Names of months are given names too (``بهمن نوری``).
    """
    end = noun_phrase_end(toks, k, n)
    follows = _subject_ends(toks, end, n)
    month = "month" in toks[k].classes and not _dated(toks, k)
    strange = end > k + 1 and _unknown(toks[k])
    if end == k or not follows or not (month or _opens_name(toks, k) or strange):
        return False
    return all(_unknown(token) or token.classes == {"given"} for token in toks[k + 1 : min(end, k + _SURNAME)])


def _subject_ends(toks: Sequence[Token], end: int, n: int) -> bool:
    """Whether something follows a name that ends at ``end`` which a subject does."""
    return end == n or bool(toks[end].classes & {"preposition", "adverb"}) or toks[end].word == "که"


def _unknown(token: Token) -> bool:
    """Whether a token is a word that no list has."""
    return token.is_word and token.is_strange and not token.word.isdigit()


def _after_outlet(toks: Sequence[Token], j: int, n: int) -> int:
    """Returns the index after the outlet that a source names at ``j`` (``خبرگزاری «رویترز» | وزیر``); ``n`` if none."""
    if j + 1 < n and "media" in toks[j].classes and toks[j + 1].word in OPEN:
        close = closing(toks, j + 1, n)
        return n if close is None else close + 1
    return next((k + 1 for k in range(j, min(n, j + 2)) if toks[k].classes & _OUTLETS), n)


def _after_prepositional(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns the index after the prepositional phrase at ``i``: at a comma, an adverb or a clear subject."""
    j = i + 1
    if j < n and "reporting" in toks[j].classes:
        return _after_source(toks, j, n)
    if j + 1 < n and toks[j].word in _WHAT:  # طبق آنچه | سخنگوی گمرک گفته, …
        return j + 1 + (toks[j + 1].word == "که")
    if j < n and "preposition" in toks[j].classes:  # در طی این سال‌ها
        j += 1
    if j + 1 < n and toks[j].word in _THIS and toks[j + 1].word == "که":  # با وجود این که | ایران اعلام کرده
        told = any("verb" in token.classes for token in toks[j + 2 : n])
        return after_relative(toks, j + 1, n) if told else j + 2
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
        if j == pointed and _begins_speaker(toks, j, n):
            return j  # در این نشست | وزیر نیرو, در پایان این برنامه | «علی نوری», در تهران | یک مقام آگاه
        if "demonstrative" in token.classes:
            pointed = j + 2
        if token.word in OPEN:
            j = closing(toks, j, n) or j
        elif token.word in {"،", "؛"} or token.word in _BUT:
            if not _in_series(toks, j, n):
                return _after_name_of_own(toks, j, n) if toks[j - 1].word == _OWN else j + 1
        elif token.word == "که" and j > i + 1:
            return after_relative(toks, j, n)
        elif closed := _after_dated(toks, i, j, n):
            return closed
        elif _past_outlet(toks, i, j) or _opens_subject(toks, j, n):
            return j
        j += 1
    return _after_likely(toks, begin, n)


def _after_part(toks: Sequence[Token], j: int, n: int) -> int:
    """Where a person begins after a part of an occasion (``در ابتدای جلسه | نماینده دادستان``); 0 if nobody does.

    Nobody does where a comma comes before another (``در جریان سفر رئیس شورا به یزد، استاندار``).
    """
    person = j + 2
    if person >= n or not toks[j + 1].is_silent:
        return 0
    another = any(toks[k - 1].word == "،" and toks[k].classes & STARTERS for k in range(person + 1, n))
    return person if toks[person].classes & _NAMED and not another else 0


def _short_end(toks: Sequence[Token], j: int, n: int) -> int:
    """Returns where what begins at ``j`` may be over: after a town, or ``این`` and a noun; 0 if it is neither."""
    if j >= n:
        return 0
    return j + 2 if "demonstrative" in toks[j].classes else j + 1 if toks[j].classes & _TOWNS else 0


def _after_likely(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns the index after what a preposition governs at ``i`` where a person likely begins; ``n`` if none does."""
    starts = (k for k in range(i + 1, min(n - 1, i + _GATHERING)) if _opens_person(toks, k))
    return first_end(toks, i, n, starts)


def _opens_person(toks: Sequence[Token], k: int) -> bool:
    """Whether a title, a post or a given name with a family name stands at ``k`` and no preposition before it."""
    named = "given" in toks[k].classes and not toks[k + 1].is_silent and not _dated(toks, k)
    opens = named or toks[k].classes & {"honorific", "role"}
    return bool(opens) and "preposition" not in toks[k - 1].classes


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
    return comma + 1 if named or _begins_speaker(toks, comma + 1, n) else 0


def _quotes_name(toks: Sequence[Token], j: int, n: int) -> bool:
    """Whether a short quotation opens at ``j``, which may be a name."""
    close = closing(toks, j, n) if toks[j].word in OPEN else None
    return close is not None and close - j <= _QUOTED_NAME


def _after_name_of_own(toks: Sequence[Token], comma: int, n: int) -> int:
    """Returns the index after the name of a thing of the subject's own (``در شبکه اجتماعی خود، تروث سوشال، نوشت``)."""
    close = next((k for k in range(comma + 2, min(n, comma + 2 + _NAME)) if toks[k].word == "،"), comma)
    plain = all(t.is_word and t.is_plain for t in toks[comma + 1 : close])
    return close + 1 if plain else comma + 1


def _posted(toks: Sequence[Token], k: int, comma: int, n: int) -> bool:
    """Whether a post follows the comma after a name (``در آیین گشایش این کتابخانه | علی نوری، رئیس دانشگاه``)."""
    return _SURNAME <= comma - k <= _NAME and comma + 1 < n and "role" in toks[comma + 1].classes


def _told(toks: Sequence[Token], k: int, comma: int, n: int) -> bool:
    """Whether a name after a dateline reaches a comma that an adverbial follows (``از قم | علی نوری، امروز در …``)."""
    placed = any(t.word == _OF for t in toks[max(0, k - _NAME) : k])
    if not placed or noun_phrase_end(toks, k, n) != comma or comma - k < _SURNAME:
        return False
    return comma + 1 < n and bool(toks[comma + 1].classes & {"adverb", "preposition"})


def _acts(toks: Sequence[Token], k: int, n: int) -> bool:
    """Whether a name at ``k`` goes on with a preposition: a subject (``از استانداری قم | علی نوری در نشست …``).

    A relative clause may follow it too.
    """
    end = noun_phrase_end(toks, k, n)
    return end - k >= 2 and end < n and ("preposition" in toks[end].classes or toks[end].word == "که")


def _opens_subject(toks: Sequence[Token], j: int, n: int) -> bool:
    """Whether the phrase of a preposition is over before ``j``: at an adverb, a last pronoun, an outlet, a name."""
    token = toks[j]
    period = "period" in token.classes and j + 1 < n and not toks[j + 1].classes & _AFTER_PERIOD
    if period and toks[j + 1].is_word and "preposition" not in toks[j - 1].classes:
        return False  # به آغاز هفته دفاع مقدس
    if ("adverb" in token.classes and not token.classes & STARTERS) or (token.word in ALONE and j == n - 1):
        return True
    dated = "month" in token.classes and _dated(toks, j)  # در ۲۲ بهمن | رئیس جمهور
    if is_alone(toks[j - 1]) and "demonstrative" in token.classes:  # در واکنش به سخنان او | این تهدید را
        return True
    if dated or ("connective" in token.classes and "verb" in toks[j - 1].classes):  # … شده است، لذا | برخی
        return True
    named = _opens_name(toks, j)
    quoted = named and toks[j - 1].word in OPEN.values()  # با عنوان «…» | علی رضایی
    beyond = toks[j + _SURNAME : min(n, j + _SURNAME + 2)]
    posted = named and len(beyond) > 1 and beyond[0].word == "،" and "role" in beyond[1].classes
    return quoted or posted or _opens_outlet(toks, j, n)


def _opens_outlet(toks: Sequence[Token], j: int, n: int) -> bool:
    """Whether an outlet and its name open at ``j`` (``به دنبال جنگ | نشریه پولیتیکو``)."""
    if "media" not in toks[j].classes or j + 1 >= n or "preposition" in toks[j - 1].classes:
        return False
    return toks[j + 1].word in OPEN or bool(toks[j + 1].classes & {"foreign_outlet", "outlet"})


def _opens_name(toks: Sequence[Token], k: int) -> bool:
    """Whether a name opens at ``k`` that belongs to nothing before it (``به گزارش فارس از قم | عباس محتاج``)."""
    before = toks[k - 1]
    free = "given" in toks[k].classes and not before.classes & {"preposition", "relational", "eponym", "given"}
    return free and before.word != "و" and not _dated(toks, k)


def _before_object(toks: Sequence[Token], i: int, end: int, n: int, known: Known) -> int:
    """Returns the index after the subject in a phrase that may hold subject and object; ``i`` if there is none."""
    if toks[i].is_plain and i + 1 < end and "given" in toks[i + 1].classes:  # a strange given name before another
        after = _before_object(toks, i + 1, end, n, known)
        return after if after > i + 1 else i
    listed = _states_end(toks, i, n)
    if i < listed < n and toks[listed].word != _OBJECT:
        return listed
    length = _known_before(toks, i, end, n, known)
    if length or toks[i].word in ALONE:
        return i + max(length, 1)
    if _names_all(toks, i, end):
        return i + 1
    if "demonstrative" in toks[i].classes and not (end < n and toks[end].word == "،"):
        return _pointed_end(toks, i, end, n)
    if end < n and "demonstrative" in toks[end].classes and toks[i].classes & (STARTERS | _OUTLETS):
        return _before_this(toks, i, end)
    whole = end < n and toks[end].word != _OBJECT and _is_whole(toks, i, end, n)
    return end if whole else _before_object_within(toks, i, end, n)


def _is_whole(toks: Sequence[Token], i: int, end: int, n: int) -> bool:
    """Whether a phrase that something else than ``را`` follows holds no object.

    ``X در گفت‌وگو با Y … را``, ``X با صدور بیانیه‌ای … را``, but ``شورا | صلاحیت دوازده نفر را``.
    """
    if "topic" in toks[end - 1].classes and toks[end].classes & {"quantifier", "numeral"}:
        return False
    spoken = any(t.classes & {"reporting", "label", "statement"} for t in toks[end + 1 : min(n, end + 3)])
    governed = "preposition" in toks[end].classes
    if toks[end].is_silent:
        return False  # محمدعلی نوری | بخش مهمی از این کار را
    if first_end(toks, i, end, (k for k in range(i + 1, end) if toks[k].is_silent)) < end:
        return False  # وزیر خارجه الوند | اشاره‌های نوری به تاریخ را
    if not governed or end - i <= _SURNAME or spoken or _closed_before_object(toks, i, end, n):
        return True
    object_ = next((k for k in range(end, n) if toks[k].word == _OBJECT), end)
    after = after_adverbials(toks[end:object_])  # شورای شهر ساوه در نشست دیروز | این طرح را
    return after > 0 and "adverb" in toks[end + after - 1].classes | toks[end].classes


def _before_object_within(toks: Sequence[Token], i: int, end: int, n: int) -> int:
    """Returns the index after the subject in a phrase that holds the head of the object too."""
    this = next((k for k in range(i + 1, end) if "demonstrative" in toks[k].classes), None)
    if this is not None and toks[i].classes & STARTERS:
        return _before_this(toks, i, this)
    comma = next((k for k in range(end - 1, i, -1) if toks[k].word == "،"), None)
    listing = any(toks[k].word == "،" and toks[k + 1].word == "و" for k in range(i, end - 1))
    if comma is not None and toks[i].classes & STARTERS and not listing:
        return comma
    nameless = "unnamed" in toks[i].classes and end < n and toks[end].word == _OBJECT  # فردی ناشناس | پاکتی را
    stop = speaker_end(toks, i, end - 1 if nameless else end)
    topic = next((k for k in range(i + 1, end - 1) if "topic" in toks[k].classes), 0)
    body = (
        stop < topic
        and toks[i].classes & (_SEATS | {"role"})
        and not ("group" in toks[i].classes and any(t.is_silent for t in toks[stop:topic]))
    )
    return topic if body else _with_post(toks, i, stop, end)  # دیوان عدالت اداری | علت این تأخیر را


def _states_end(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns the index after several countries that speak together (``روسیه، چین و کوبا | این طرح را``), or ``i``.

    Capitals and bodies that one word names may be among them (``تهران، مسقط و دوحه``).
    """
    k, last = i, False
    while k < n and ("country" in toks[k].classes or toks[k].classes >= {"organization", "complete"}):
        if last:
            return k + 1
        k += 1
        while k < n and toks[k].word in {"،", "و"}:
            last = last or toks[k].word == "و"
            k += 1
    return i


def _known_before(toks: Sequence[Token], i: int, end: int, n: int, known: Known) -> int:
    """Returns how many tokens of a phrase that may hold an object name a known person or body, with the post."""
    body = 0 if "organization" in toks[i].classes else known_body(toks, i, end)
    length = (known_length(toks, i, end, known) if known else 0) or known_person(toks, i, end) or body
    if not length:
        return 0
    posted = length < end - i and end < n and "role" in toks[i + length].classes
    if posted and toks[end].word == _OBJECT:
        return _with_post(toks, i, i + length, end) - i
    apposed = _apposed(toks, i + length, end, n)
    return 0 if apposed or posted else length  # علی نوری وزیر نیرو دیروز در نشستی | این طرح را


def _with_post(toks: Sequence[Token], i: int, k: int, end: int) -> int:
    """Returns the index after the post that follows a name (``زهرا نوری سخنگوی شورا | خبر را``), or ``k``.

    A post that ends where the phrase does is itself the object (``زهرا نوری | سخنگوی شورا را متهم کرد``).
    """
    if k + 1 < end and "honorific" in toks[k].classes and "role" in toks[i].classes:
        return speaker_end(toks, k, end)  # کارشناس این مؤسسه آقای علی نوری | ادعاهایی را
    if k >= end or "role" not in toks[k].classes or not toks[i].classes & NAMES:
        return k
    stop = speaker_end(toks, k, end)
    return stop if stop < end else k


def _pointed_end(toks: Sequence[Token], i: int, end: int, n: int) -> int:
    """Returns the index after a speaker that is pointed to, with the name of its body or one adjective.

    ``این عضو شورای شهر | این طرح را``, ``این مقام آمریکایی | وضعیت منطقه را``; ``i`` where nobody is.
    """
    k = run(toks, i + 1, end, STARTERS)
    if k == i + 1:
        return i
    led = end < n and bool(toks[end].classes & {"preposition", "adverb"})
    if (
        led and k + 1 == end and toks[k].is_plain and not toks[k].is_silent
    ):  # این منبع آگاه در گفت‌وگو با …، | خبر را
        return end
    if "organization" in toks[k - 1].classes and k > i + 2:
        return speaker_end(toks, i + 1, end)
    return k + 1 if k + 1 < end and toks[k].is_strange and adjective(toks[k], strange=True) else k


def _closed_before_object(toks: Sequence[Token], i: int, end: int, n: int) -> bool:
    """Whether a comma closes an adverbial of a speaker before the object.

    ``معاون رئیس شورا در نشست دیروز، | این طرح را …``.
    """
    if not toks[i].classes & HEADS:
        return False
    stop = next((k for k in range(end, n) if toks[k].word in {"،", _OBJECT}), n)
    return stop < n and toks[stop].word == "،"


def _apposed(toks: Sequence[Token], comma: int, end: int, n: int) -> bool:
    """Whether a comma after a known phrase opens an apposition (``علی نوری، وزیر نیرو، | این توافق را``).

    What opens with no post is one only where a comma closes it too (``وزیر نیرو، علی نوری، | این توافق را``).
    """
    if comma + 1 >= end or toks[comma].word != "،":
        return False
    told = end + 1 < n and bool(toks[end + 1].classes & {"preposition", "adverb"})
    closed = end < n and toks[end].word == "،" and (told or bool(toks[comma + 1].classes & NAMES))
    return closed or bool(toks[comma + 1].classes & _APPOSED)


def _before_this(toks: Sequence[Token], i: int, this: int) -> int:
    """Returns the index after the subject before an object that ``این`` ends or opens.

    ``نماینده شهر | این ماجرا را``, ``مقامات محلی | تلفات این حادثه را``, ``وزیر نیرو | علت این کار را``.
    """
    topic = next((k for k in range(i + 1, this) if "topic" in toks[k].classes), 0)
    if topic:  # وزیر | علت این کار را, شهردار | دستور بررسی این کار را
        return topic
    stop = speaker_end(toks, i, this)
    silent = this - 1 > i and toks[this - 1].is_silent
    tied = silent and ("group" in toks[i].classes or first_end(toks, i, this, (this - 1,)) < this)
    return stop if tied and stop > i else this


def _names_all(toks: Sequence[Token], i: int, end: int) -> bool:
    """Whether the first word names the subject by itself, so that a thing after it opens the object.

    ``روسیه | حمله به کشتی را``, ``کاویانی | سخنان رقیبش را``.
    """
    if i + 1 >= end:
        return False
    seat = "country" in toks[i].classes  # ایران | نقش‌داشتن در حمله را, کانادا | سپاه را
    alone = seat and (toks[i + 1].is_plain or "organization" in toks[i + 1].classes)
    return alone or (toks[i + 1].is_silent and (not toks[i].classes or bool(toks[i].classes & _WHOLE)))


def _late_name(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns where the name begins that closes a phrase of classless words (``… خراسان شمالی حسین قنبرزاده``)."""
    if not (toks[i].is_plain or toks[i].is_silent) or toks[i].word in OPEN or end - i < 4:
        return i
    for k in range(i + (1 if toks[i].is_silent else 2), end - 1):  # one strange word is a given name
        if "relational" in toks[k - 1].classes or toks[k - 1].word == "،":  # X نماینده Y; an apposition
            return i
        given = "given" in toks[k].classes and not _dated(toks, k)
        if given and not any(t.word in {"،", "و"} for t in toks[k:end]):
            return k
    return i


def _adjacent(toks: Sequence[Token], low: int, n: int) -> Span | None:
    """Returns a personal noun phrase that reaches right up to the cue, where nothing else was found."""
    for last in range(n - 1, max(low, n - _NEAR) - 1, -1):
        token = toks[last]
        if "preposition" in token.classes or token.word in {"،", _OBJECT, "که"}:
            return None
        if not token.classes & _BESIDE_CUE or (last and "preposition" in toks[last - 1].classes):
            continue
        if _dated(toks, last):  # به مناسبت ۲۲ بهمن | گفت
            return None
        j = last
        while j > low and toks[j - 1].classes & {"given", "honorific"}:
            j -= 1
        describes = "describing" in toks[j].classes and j > 0 and toks[j - 1].is_word
        if j and (describes or "preposition" in toks[j - 1].classes or toks[j - 1].word == "و"):
            return None
        end = noun_phrase_end(toks, j, n)
        if any("blessing" in t.classes for t in toks[last + 1 : n]):
            return None  # ضمن تبریک میلاد امام علی (ع) گفت
        reaches = all("adverb" in token.classes for token in toks[end:n])
        return Span(toks[j].start, toks[end - 1].end) if reaches else None
    return None
