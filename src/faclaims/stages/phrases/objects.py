"""Where a subject ends and an object begins, which no ezafe tells."""

from collections.abc import Sequence

from faclaims.records import Span
from faclaims.stages.phrases.adverbials import after_adverbials, topic_after
from faclaims.stages.phrases.ends import first_end, is_common, open_end, speaker_end
from faclaims.stages.phrases.heads import HEADS, adjective, run
from faclaims.stages.phrases.joints import closing, opens_age
from faclaims.stages.phrases.known import (
    Known,
    known_body,
    known_length,
    known_person,
    place_follows,
    portfolio_end,
)
from faclaims.stages.phrases.signs import (
    AGENCIES,
    ALONE,
    NAMES,
    OBJECT,
    OF,
    OPEN,
    PERSONAL,
    PERSONS,
    SEATS,
    STARTERS,
    SURNAME,
)
from faclaims.stages.phrases.tokenizer import Token

_APPOSED = frozenset({"role", "kin"})
_WHOLE = frozenset({"country", "complete", "foreign_outlet"})
CLOSES = frozenset({"preposition", "adverb", "demonstrative", "quantifier", "connective"})
"""What surely opens something else after a phrase, which therefore was cut where it ends."""


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


def without_taken(toks: Sequence[Token], who: Span | None) -> Span | None:
    """Cuts from the end of a person or body what it takes, makes or is, as its words and those of other texts tell.

    ``نیکی کریمی | جایزه گرفت``, ``اتحادیه اروپا | تحریم تازه‌ای وضع کرد``, ``شهرام ناظری | بیمار است``.
    """
    who = without_object(toks, who)
    mine = [k for k, t in enumerate(toks) if who is not None and who.start <= t.start < who.end]
    if who is None or not mine or not toks[mine[0]].classes & (PERSONAL | {"organization"}):
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
    return Span(who.start, toks[end - 1].end) if end < n and is_common(toks[end].word) else who


def before_object(toks: Sequence[Token], i: int, end: int, n: int, known: Known) -> int:
    """Returns the index after the subject in a phrase that may hold subject and object; ``i`` if there is none."""
    if toks[i].word in OPEN and (close := closing(toks, i, end)) is not None:
        return _after_quoted(toks, close + 1, end)
    if toks[i].is_plain and i + 1 < end and "given" in toks[i + 1].classes:  # a strange given name before another
        after = before_object(toks, i + 1, end, n, known)
        return after if after > i + 1 else i
    if counted := _counted_end(toks, i, end):
        return counted
    listed = states_end(toks, i, n)
    if i < listed < n and toks[listed].word != OBJECT:
        return listed
    length = _known_before(toks, i, end, n, known)
    if length or toks[i].word in ALONE:
        return i + max(length, 1)
    if _names_all(toks, i, end):
        return i + 1
    if "demonstrative" in toks[i].classes and not (end < n and toks[end].word == "،"):
        return _pointed_end(toks, i, end, n)
    if end < n and "demonstrative" in toks[end].classes and toks[i].classes & (STARTERS | AGENCIES):
        return _before_this(toks, i, end)
    whole = end < n and toks[end].word != OBJECT and _is_whole(toks, i, end, n)
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
    if not governed or end - i <= SURNAME or spoken or _closed_before_object(toks, i, end, n):
        return True
    object_ = next((k for k in range(end, n) if toks[k].word == OBJECT), end)
    if toks[i].classes & {"role", "given"} and topic_after(toks, end, object_):
        return True  # معاون فنی شهرداری در دفاع از گزارش | علت تأخیر را
    after = after_adverbials(toks[end:object_])  # شورای شهر ساوه در نشست دیروز | این طرح را
    return after > 0 and "adverb" in toks[end + after - 1].classes | toks[end].classes


def _before_object_within(toks: Sequence[Token], i: int, end: int, n: int) -> int:
    """Returns the index after the subject in a phrase that holds the head of the object too."""
    this = next((k for k in range(i + 1, end) if "demonstrative" in toks[k].classes), None)
    if this is not None and toks[i].classes & STARTERS:
        return _before_this(toks, i, this)
    commas = (k for k in range(end - 1, i, -1) if toks[k].word == "،")
    comma = next((k for k in commas if not portfolio_end(toks, k, n)), None)
    states = states_end(toks, comma - 1, end) if comma else i  # نمایندگان بریتانیا، رومانی و لیبریا | این طرح را
    if comma and comma < states < end:
        return states
    listing = any(toks[k].word == "،" and toks[k + 1].word == "و" for k in range(i, end - 1))
    if comma is not None and toks[i].classes & STARTERS and not listing:
        return comma
    nameless = "unnamed" in toks[i].classes and end < n and toks[end].word == OBJECT  # فردی ناشناس | پاکتی را
    stop = speaker_end(toks, i, end - 1 if nameless else end)
    topic = next((k for k in range(i + 1, end - 1) if "topic" in toks[k].classes), 0)
    body = (
        stop < topic
        and toks[i].classes & (SEATS | {"role"})
        and not ("group" in toks[i].classes and any(t.is_silent for t in toks[stop:topic]))
    )
    return topic if body else _with_post(toks, i, stop, end)  # دیوان عدالت اداری | علت این تأخیر را


def states_end(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns the index after several countries that speak together (``روسیه، چین و کوبا | این طرح را``), or ``i``.

    Capitals and bodies that one word names may be among them (``تهران، مسقط و دوحه``).
    """
    k, last = i, False
    while k < n and (length := _state(toks, k, n)):
        k += length
        if last:
            return k
        while k < n and toks[k].word in {"،", "و"}:
            last = last or toks[k].word == "و"
            k += 1
    return i


def _state(toks: Sequence[Token], k: int, n: int) -> int:
    """Returns how many tokens at ``k`` name a country, or a body that is known by its name; 0 if none do."""
    one = "country" in toks[k].classes or toks[k].classes >= {"organization", "complete"}
    return int(one) or known_body(toks, k, n)


def _known_before(toks: Sequence[Token], i: int, end: int, n: int, known: Known) -> int:
    """Returns how many tokens of a phrase that may hold an object name a known person or body, with the post."""
    body = 0 if "organization" in toks[i].classes else known_body(toks, i, end)
    length = (known_length(toks, i, end, known) if known else 0) or known_person(toks, i, end) or body
    if not length:
        return 0
    posted = length < end - i and end < n and "role" in toks[i + length].classes
    if posted and toks[end].word == OBJECT:
        return _with_post(toks, i, i + length, end) - i
    if place_follows(toks, i + length, n):
        return length + 1
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


def _counted_end(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns the index after people who are counted in figures (``۶۴ نفر از شهروندان | درخواست خود را``), or 0."""
    k = i + 2
    if k >= end or not toks[i].word.isdigit() or toks[i + 1].word not in PERSONS:
        return 0
    return speaker_end(toks, k + 1, end) if toks[k].word == OF and k + 1 < end else k


def _after_quoted(toks: Sequence[Token], k: int, end: int) -> int:
    """Returns the index after the post that follows a name in marks (``«زهرا نوری» سخنگوی شورا، | خبر را``), or ``k``.

    A comma closes the last of several (``«رضا»، راننده کامیون، | سرقت را``).
    """
    comma = k < end and toks[k].word == "،"
    if k + comma >= end or "role" not in toks[k + comma].classes:
        return k
    last = next((j for j in range(end - 1, k, -1) if toks[j].word == "،"), 0)
    return last or speaker_end(toks, k + comma, end)


def after_age(toks: Sequence[Token], k: int, n: int) -> int:
    """Returns the index after the age of a person and a post beside it (``رضا | ۳۱ ساله، راننده کامیون، سرقت را``)."""
    if not opens_age(toks, k, n):
        return k
    k += 2
    post = k + 1 < n and toks[k].word == "،" and "role" in toks[k + 1].classes
    return next((j for j in range(k + 1, n) if toks[j].word == "،"), k) if post else k


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
    stop = next((k for k in range(end, n) if toks[k].word in {"،", OBJECT}), n)
    return stop < n and toks[stop].word == "،"


def _apposed(toks: Sequence[Token], comma: int, end: int, n: int) -> bool:
    """Whether a comma after a known phrase opens an apposition (``علی نوری، وزیر نیرو، | این توافق را``).

    What opens with no post is one only where a comma closes it too (``وزیر نیرو، علی نوری، | این توافق را``).
    """
    if comma + 1 >= end or toks[comma].word != "،":
        return False
    told = end + 1 < n and bool(toks[end + 1].classes & {"preposition", "adverb", "connective"})
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
