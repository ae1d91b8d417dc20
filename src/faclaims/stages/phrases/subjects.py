"""The subject of a clause.

Persian is verb-final with a free middle field: a reporting clause opens with adverbials, then comes the subject,
then further prepositional phrases, then the verb. The subject is therefore the first noun phrase that no preposition
governs (Lazard, *A Grammar of Contemporary Persian*, 1992, §§ 230-237).
"""

from collections.abc import Sequence

from faclaims.records import Span
from faclaims.stages.phrases.adverbials import after_adverbial
from faclaims.stages.phrases.datelines import after_desk, named_after, named_within
from faclaims.stages.phrases.heads import HEADS
from faclaims.stages.phrases.joints import closing
from faclaims.stages.phrases.known import Known, known_length
from faclaims.stages.phrases.nouns import noun_phrase_end
from faclaims.stages.phrases.objects import CLOSES, after_age, before_object, states_end, without_taken
from faclaims.stages.phrases.signs import (
    ALONE,
    DASHES,
    NAME,
    NAMED,
    NAMES,
    OBJECT,
    OF,
    OPEN,
    PERCENT,
    PERSONAL,
    PERSONS,
    POINTS,
    QUOTED_NAME,
    SEATS,
    STARTERS,
    SURNAME,
)
from faclaims.stages.phrases.times import in_date
from faclaims.stages.phrases.tokenizer import Token

_NOT_OF_SPEAKER = frozenset({"document", "statement", "occasion", "quantifier", "verb"}) | CLOSES
_ALSO = frozenset({"نیز", "هم"})
_GOVERNED = 4  # tokens of a name, a preposition, a noun and a pronoun that belongs to the noun
_OF_TIME = frozenset({"adverb", "demonstrative", "month"})
_ADVERBIAL = 8  # tokens of an adverbial after the body that acts in it
_DATELINE = 3  # tokens
_LONG_DATELINE = 6  # گزارش بخش فارسی رادیو … -
_SLASH = "/"
_HEADED = frozenset({"agency", "media", "label"})
_GOVERNING = frozenset({"preposition", "relational", "eponym"})
_NUMBERS = frozenset({"quantifier", "numeral", "counter", "approximate"})
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
        after = after_adverbial(toks, i, n)
        if after > i:
            i = after
            continue
        end = max(noun_phrase_end(toks, i, n, known), states_end(toks, i, n))
        object_here = object_follows or (end < n and toks[end].word == OBJECT)
        end = _whole_end(toks, i, end, n) if known and not object_here else end
        first = _first_of_speaker(toks, i, end, n, known)
        if object_here and "area" in toks[i].classes and end < n and toks[end].word == OF:  # بخش زیادی از … را
            return _adjacent(toks, i, n), i
        if object_here and first in {i, end}:
            end = before_object(toks, i, end, n, known) if first == i else i
            if end < n and toks[end].word == OBJECT:  # … و | این شرکت را عامل آلودگی خواند
                end = i
            mine = Span(toks[i].start, toks[end - 1].end) if end > i else _adjacent(toks, i, n)
            return mine, after_age(toks, end, n)
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


def _whole_end(toks: Sequence[Token], i: int, end: int, n: int) -> int:
    """Returns where a phrase ends that a known one cut short, if nothing but its subject stands before the cue.

    ``فرمانده سپاه | پاسداران انقلاب گفت``, ``صفار | هرندی همچنین گفت``, but ``همتی | توییتی دیگر نوشت``. A name takes
    up given names and words that no list has.
    """
    opens = end < n and toks[end].word[0].isalpha() and not toks[end].is_silent
    if not opens or toks[end].classes & _NOT_OF_SPEAKER or any(t.word == OBJECT for t in toks[end:n]):
        return end
    whole = noun_phrase_end(toks, i, n)
    rest = toks[end:whole]
    closed = whole == n or toks[whole].classes & CLOSES or toks[whole].word in _ALSO
    named = toks[i].is_strange or toks[i].classes & NAMES
    family = len(rest) <= NAME and all(t.is_strange or t.classes <= NAMES for t in rest)
    return whole if rest and closed and (family or not named) else end


def _after_heading(toks: Sequence[Token], n: int) -> int:
    """Where the next clause begins after a clause without a verb (``زلزله در هرات؛ | مقام‌ها می‌گویند``); else 0.

    A name is none, since a post may follow it.
    """
    mark = next((k for k in range(n - 2, 0, -1) if toks[k].word == "؛"), 0)
    before = toks[:mark]
    other = any(t.classes & (NAMED | {"pronoun", "verb"}) or t.word in OPEN for t in before)
    return mark + 1 if mark and not other else 0


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
    return without_taken(toks, personal(toks[:that]) or _before_document(toks, that) or subject(toks)[0])


def _before_document(toks: Sequence[Token], that: int) -> Span | None:
    """The subject before an object that is a document (``دولت | آیین‌نامه تازه را تصویب کرد``)."""
    object_ = next((k for k, token in enumerate(toks[:that]) if token.word == OBJECT), 0)
    who, end = subject(toks[:object_], object_follows=True) if object_ else (None, 0)
    return who if end < object_ and "document" in toks[end].classes else None


def _after_comma(toks: Sequence[Token], i: int, end: int, n: int) -> int:
    """Returns where a person is named after a comma that closes an adverbial of which a body was taken for the subject.

    ``پس از حملات دیروز ایران به این بندر، | علی نوری در پیامی گفت``; 0 if nobody is.
    """
    led = "preposition" in toks[0].classes and "preposition" in toks[min(end, n - 1)].classes
    if not led or not i or toks[i].classes & NAMED or not toks[i].classes & SEATS:
        return 0
    comma = next((k for k in range(end, n - 1) if toks[k].word == "،" or "verb" in toks[k].classes), 0)
    person = comma and toks[comma].word == "،" and toks[comma + 1].classes & NAMED
    return comma + 1 if person and comma - end <= _ADVERBIAL else 0


def _after_body(toks: Sequence[Token], first: int, end: int, n: int) -> int:
    """Returns where a family name stands alone between the name of a body and the cue; 0 if none does.

    ``اداره آب ساوه، کاویانی گفت``.
    """
    rest = toks[end + 1 : n]
    alone = 0 < len(rest) <= SURNAME and all(t.is_word and t.is_strange for t in rest)
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
    if governed and toks[0].classes & (NAMED | {"organization"}):
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
    clear = bool(k) and ("approximate" in toks[k].classes or toks[k - 1].is_participle)
    return k if clear and k < len(toks) - 1 and "preposition" not in toks[k - 1].classes else 0


def _in_predicate(toks: Sequence[Token]) -> bool:
    """Whether the last pronoun belongs to what is said of an object (``رضایی این نهاد را مسئول جان او | دانست``)."""
    return all(token.word != OBJECT for token in toks[-2:])


def _first_of_speaker(toks: Sequence[Token], i: int, end: int, n: int, known: Known) -> int:
    """Returns where the speaker begins in the noun phrase ``toks[i:end]``; an index from ``end`` on if it is none.

    A dateline is none (``تهران - خبرگزاری …``), nor is a phrase whose head cannot speak, unless a name closes it.
    """
    token = toks[i]
    alone = end == i + 1 and token.word in POINTS  # این را, but این مقام
    if alone or _measures(toks, i, end):
        return end
    if end < n and toks[end].word == "؛" and not token.classes & NAMED:  # گیلان؛ علی نوری گفت
        return end + 1
    if end < n and toks[end].word == ":" and token.classes & _HEADED:  # رادیو موج: شورا گفت, فوری: توانیر …
        return end + 1
    outlet = bool(token.classes & {"media", "document", "agency"})
    dashed = end < n and toks[end].word in DASHES and not any(t.word in DASHES for t in toks[i:end])
    if dashed and end - i <= (_LONG_DATELINE if outlet else _DATELINE):
        return after_desk(toks, end, n) if "agency" in token.classes and toks[end].word == _SLASH else end + 1
    another = end < n and toks[end].classes & STARTERS
    if another and all(t.is_latin for t in toks[i:end]):  # Aa Aa | نمایندگان بریتانیا
        return end
    if "media" in token.classes and (named := named_after(toks, end, n) or named_within(toks, i, end)):
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
    """Whether a phrase is an amount of things, and counts nobody (``۸ میلیارد تومان``, ``یک فروند هواپیما``)."""
    number = toks[i].word.isdigit() or toks[i].classes & {"numeral", "quantifier"}
    if not number or end <= i + 1 or "counter" not in toks[i + 1].classes or toks[i + 1].word in PERSONS:
        return False
    things = all("counter" in t.classes or t.is_silent for t in toks[i + 2 : end])
    return things and toks[end - 1].word not in PERSONS | {PERCENT}


def _has_post(toks: Sequence[Token], i: int, end: int) -> bool:
    """Whether a short phrase with a strange word has a post in apposition: a name (``شان پارنل، سخنگوی …``)."""
    comma = next((k for k in range(i + 2, min(end - 1, i + NAME + 1)) if toks[k].word == "،"), 0)
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
        if token.word in OPEN and (close := closing(toks, k, len(toks))) is not None and close > k + QUOTED_NAME:
            quoted = close  # «قصاص خون علی نوری»
        if k < quoted:
            continue
        governed = k > 0 and (toks[k - 1].word == "و" or bool(toks[k - 1].classes & _GOVERNING))
        if token.classes & {"given", "honorific"} and not governed and not in_date(toks, k):
            end = noun_phrase_end(toks, k, min(len(toks), k + 20))
            if end - k >= 2:
                return Span(token.start, toks[end - 1].end)
    return None


def _late_name(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns where the name begins that closes a phrase of classless words (``… خراسان شمالی حسین قنبرزاده``)."""
    if not (toks[i].is_plain or toks[i].is_silent) or toks[i].word in OPEN or end - i < 4:
        return i
    for k in range(i + (1 if toks[i].is_silent else 2), end - 1):  # one strange word is a given name
        if "relational" in toks[k - 1].classes or toks[k - 1].word == "،":  # X نماینده Y; an apposition
            return i
        given = "given" in toks[k].classes and not in_date(toks, k)
        if given and not any(t.word in {"،", "و"} for t in toks[k:end]):
            return k
    return i


def _adjacent(toks: Sequence[Token], low: int, n: int) -> Span | None:
    """Returns a personal noun phrase that reaches right up to the cue, where nothing else was found."""
    for last in range(n - 1, max(low, n - _NEAR) - 1, -1):
        token = toks[last]
        if "preposition" in token.classes or token.word in {"،", OBJECT, "که"}:
            return None
        if not token.classes & PERSONAL or (last and "preposition" in toks[last - 1].classes):
            continue
        if in_date(toks, last):  # به مناسبت ۲۲ بهمن | گفت
            return None
        j = last
        while j > low and toks[j - 1].classes & {"given", "honorific"}:
            j -= 1
        describes = "describing" in toks[j].classes and j > 0 and toks[j - 1].is_word
        if j and (describes or "preposition" in toks[j - 1].classes or toks[j - 1].word == "و"):
            return None
        end = noun_phrase_end(toks, j, n)
        if any("blessing" in t.classes for t in toks[last + 1 : n]):
            return None  # روز عزای حضرت عباس (ع) می‌دانند
        reaches = all("adverb" in token.classes for token in toks[end:n])
        return Span(toks[j].start, toks[end - 1].end) if reaches else None
    return None
