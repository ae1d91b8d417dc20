"""Reads a reporting verb: its subject, and the content after it, before it, or in the phrase that it governs."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from faclaims.records import Span
from faclaims.stages.attributions.clauses import (
    clause_start,
    count_words,
    first_word,
    has_verb,
    last_verb,
    trimmed,
)
from faclaims.stages.attributions.content import Content, answers_before, content_after
from faclaims.stages.attributions.cues import Cue, is_plural, light_verb
from faclaims.stages.attributions.model import LONGEST_CLAUSE, PEOPLE, PRESENTED, SPEAKERS, Found, Sentence
from faclaims.stages.attributions.sources import document, issuer, put_out_by, relayed, relays, speaker_opens
from faclaims.stages.phrases import (
    ALONE,
    Token,
    adjective,
    after_adverbials,
    after_relative,
    is_alone,
    only_adverbs,
    open_end,
    tokens,
    without_taken,
)

_OBJECT = "را"
_TO = "به"
_NOUN = 3  # tokens before را and it
_NEWS = frozenset({"demonstrative", "document", "label", "pointing", "pronoun", "speech", "statement", "topic"})
"""Classes of the words for what is told, before ``را``."""
_ASKING = frozenset({"آیا", "چرا", "چگونه", "چطور"})
_WITH = "با"
_PLACES = frozenset({"در", "طی"})
_OWN = " خود"
_FROM = "از"
_CLEFT = 3  # tokens around who is set apart
_COPULA = frozenset({"است", "بود", "بودند"})
_IS = "است"
_begins = attrgetter("start")
_ONES = frozenset({"given", "honorific", "pronoun", "role"})
_THAT = " که"
_UNTIL = "تا"
_BEFORE = "پیش"
_THAT_ONE = "آن"
_OTHER_PERSONS = ("م", "ید", "ند")
"""How verbs of the first and second person and of the plural end."""
_CLAUSE = 4  # words of a quotation that says something
_SHORT = 8  # words that may stand between a content and the cue that follows it
_LAST_VERB = 24  # code points before a colon in which a verb must stand
_THIS = 3  # tokens of این جمله کوتاه
_POINTED = 20  # the same where the content is pointed to (``«…»؛ این جمله را X در … نوشت``)
_THESE_WORDS = frozenset({"اینها", "این\u200cها"})
_THESE = 2  # tokens of an object that is only pointed to
_NEAR = 24  # attributions of a sentence among which the last that is not nested is looked for
_INVERTED = 70  # code points after a verb in which its subject must end
_LONG_NAME = 12  # tokens of the longest name with posts before a relative clause


def read_verb(sent: Sentence, index: int, here: int, before: Sequence[Found]) -> tuple[Found | None, int]:
    """Returns the attribution of a reporting verb, and where to go on reading.

    Args:
        sent: The sentence.
        index: Index of the cue among those of the sentence.
        here: Where the unread part of the sentence begins.
        before: What was found before it in the sentence.
    """
    cue = sent.cues[index]
    clause = clause_start(sent, here, cue.start)
    toks = sent.tokens(clause, cue.start)
    who, rest = _subject(sent, cue, toks)
    who = _named_issuer(toks, who)
    who = _answering(sent, here, cue, toks, sent.below_headline(toks, who))
    source = relayed(sent, index, here)
    docs = cue.row.content == "docs" and not (sent.colon(cue) and cue.row.stems)
    if docs or cue.row.content == PRESENTED:
        who = _of_document(sent, index, clause, who) or _sent_in(sent, here, cue)
    told = (_before_participle(sent, before) or _put_out(sent, here, cue)) if docs and who is None else None
    who = who or told
    via = relays(sent, index) or _passed_on(sent, index, here)
    if source is not None:
        via, who = tuple(span for span in ((who,) if who else ()) + via if span != source), source
    last = next((found for found in reversed(before[-_NEAR:]) if not found.nested), None)
    if last is not None and here > sent.start and (who is None or not _sure(toks, who)):
        who = _carried(sent, last) or who
    coordinate = last is not None and sent.text[here : cue.start].strip() == "و"  # خبر داده و نوشته …
    marked = sent.marked(cue) or _opening(sent, cue)[0] == _UNTIL
    addressed = marked or any(t.word == _FROM for t in toks)  # … را بست و از مردم خواسته که …
    asked = cue.row.content in {"asking", "addressed"} and addressed
    written = who is not None and sent.colon(cue)  # کاویانی نوشته: …
    bare = cue.tense == "bare" and not (cue.row.bare or source or coordinate or asked or written)
    list_of_things = cue.row.content == PRESENTED and not _tells(toks)
    if list_of_things or ((docs or bare) and told is None and not _sure(toks, who)):
        return None, here
    base = Found(
        "clause",
        Span(cue.start, cue.end),
        cue.row.id,
        who,
        clause,
        (),
        "verb",
        cue.tense,
        shared=_shared(sent, _past_content(last, here), clause, who),
        via=via,
    )
    inverted = _inverted(sent, cue, base, here) if who is None else None
    mark, begin = _opening(sent, cue)
    aside = mark == "،" or first_word(sent.text, begin) == _UNTIL  # … را اعلام کرد تا …: what it is for
    judged = _OBJECT in cue.row.objects and _judged(toks[rest:], aside=aside, that=mark == "که")
    related = mark == "که" and (_relates(cue, toks[rest:]) or (not _sure(toks, who) and _defines(sent, cue, toks)))
    content = None if judged or related else _content(sent, index, who, mark, begin)  # راه را بسته اعلام کرد، …
    if content is not None and (go_on := _not_claimed(sent, index, toks, who, content)) is not None:
        return None, go_on
    if content is not None and not (inverted and mark == ""):
        rule = PRESENTED if content.presented else f"verb{mark or '-free'}"
        interrupted = content.form == "quoted" and mark != "که"  # but «علی نوری»، منتقد این طرح، گفت که «…»
        first = _first_piece(sent, cue, here) if interrupted else None
        if first is not None:
            base = base._replace(mention=sent.subject(first.end + 1, cue.start) or who)
            content, rule = content._replace(pieces=(first, *content.pieces)), "interrupted"
        return base._replace(
            form=content.form, content=content.pieces, running=content.running, rule=rule
        ), content.end
    if inverted is not None:
        return inverted, sent.end
    found = _quote_before(sent, cue, toks, base, here) or _clause_before(sent, cue, base, here)
    told_of = related and who is None  # این فیلم داستان سه خواهر را روایت می‌کند که …
    said = [t for t in toks[rest:] if not told_of and (source is None or t.start >= source.end)]
    if found is None and (phrase := _phrase(sent, cue, said)) is not None:
        found = base._replace(form="phrase", content=(phrase,), rule="phrase")
    return (found, cue.end) if found else (None, here)


def _judged(toks: Sequence[Token], *, aside: bool, that: bool) -> bool:
    """Whether a verb has an object and says something of it, so that what follows is no content.

    ``راه را بسته اعلام کرد، …``, ``رشد را ۵ درصد برآورد کرد که …``, but ``این خبر را اعلام کرد که …``.
    """
    object_ = max((k for k, token in enumerate(toks) if token.word == _OBJECT), default=None)
    if object_ is None or aside:
        return aside and object_ is not None
    said = toks[object_ + 1 :]
    if not that or any("verb" in token.classes for token in said):  # وزیر که آب را دوست دارد
        return False
    return bool(said) and not said[0].classes & {"preposition", "adverb", "demonstrative"}


def _relates(cue: Cue, toks: Sequence[Token]) -> bool:
    """Whether an object stands before a verb of speech that ``که`` tells more of, unless it is the news itself.

    ``داستان سه خواهر را روایت می‌کند که …``, but ``این خبر را اعلام کرد که …``.
    """
    object_ = cue.row.content == "free" and len(toks) > 1 and toks[-1].word == _OBJECT
    return object_ and not any(t.classes & _NEWS for t in toks[-_NOUN:])


def _defines(sent: Sentence, cue: Cue, toks: Sequence[Token]) -> bool:
    """Whether a verb tells what a word is used for (``توکن به دارایی‌ای می‌گویند که …``)."""
    called = (
        cue.tense == "present" and cue.row.content == "free" and is_plural(sent.text, Span(cue.start, cue.end))
    )
    of_sort = len(toks) > 1 and toks[-1].word.endswith("ی") and any(t.word == _TO for t in toks[-_NOUN:-1])
    return called and of_sort


def read_taken_up(sent: Sentence, index: int, here: int) -> tuple[Found, int] | None:
    """Returns the attribution of a verb whose object takes up a quotation (``«…»؛ این را X گفت``)."""
    cue = sent.cues[index]
    quote = sent.quote_before(here, cue.start)
    if quote is None or cue.row.content not in {"free", "marked"} or cue.tense == "elided" or sent.colon(cue):
        return None
    inner = trimmed(sent.text, *quote.inner)
    toks = sent.tokens(quote.end, cue.start)
    pointed = pointed_object(toks)
    if inner is None or pointed is None:
        return None
    if count_words(sent.text, *inner) < _CLAUSE and not has_verb(sent, *inner):
        return None
    if count_words(sent.text, quote.end, cue.start) > _POINTED:
        return None
    beside = sent.subject_among(toks[pointed[1] :])[0] or sent.subject_among(toks[: pointed[0]])[0]
    who = beside or sent.subject(here, quote.start)
    words = Span(cue.start, cue.end)
    return Found("quoted", words, cue.row.id, who, quote.end, (inner,), "quote-before", cue.tense), cue.end


def pointed_object(toks: Sequence[Token]) -> tuple[int, int] | None:
    """Returns where an object that points begins and the index after its ``را`` (``این جمله را``), if one is first."""
    object_ = next((k for k, token in enumerate(toks) if token.word == _OBJECT), 0)
    near = range(max(0, object_ - _THIS), object_)
    this = next((k for k in near if "demonstrative" in toks[k].classes or toks[k].word in _THESE_WORDS), None)
    return None if this is None else (this, object_ + 1)


def read_plain(sent: Sentence, here: int, before: Sequence[Found]) -> Found | None:
    """Returns the attribution of a verb that no list has before a colon and a quotation (``نوری نرم‌تر شد: «…»``).

    A speaker must be its subject, or be dropped in an act of the third person (``صدایش را بالا برد: «…»``), and what
    is quoted a clause.
    """
    after = (q for q in sent.quotes if q.start > here)
    quote = next((q for q in after if sent.text[max(here, q.start - 2) : q.start].strip() == ":"), None)
    inner = trimmed(sent.text, *quote.inner) if quote is not None else None
    if quote is None or inner is None or count_words(sent.text, *inner) < _CLAUSE or not has_verb(sent, *inner):
        return None
    colon = sent.text.rindex(":", here, quote.start)
    here = max(here, colon - LONGEST_CLAUSE)
    verb = last_verb(sent, max(here, colon - _LAST_VERB), colon)
    if verb is None or sent.text[verb.end() : colon].strip():
        return None
    toks = sent.tokens(clause_start(sent, here, verb.start()), verb.start())
    if sent.patterns.we_read.match(verb[0]) and (read := document(toks)) is not None:
        return Found("quoted", Span(verb.start(), verb.end()), "", read, here, (inner,), "plain-verb")
    who, _ = sent.subject_among(toks)
    if who is not None and before and toks[0].word == "و" and not _sure(toks, who):
        who = None  # نوری این را «…» خواند و | عکس نشان داد: «…»
    shared = _shared(sent, here, toks[0].start if toks else verb.start(), who)
    if not _may_speak(sent, verb[0], toks, who or shared, first=not before):
        return None
    noun = toks[-1] if toks and toks[-1].is_silent else None  # رد کرد, توضیح کوتاهی داد
    cue = Span(noun.start if noun and (who is None or noun.start >= who.end) else verb.start(), verb.end())
    return Found("quoted", cue, "", who, here, (inner,), "plain-verb", shared=shared)


def _may_speak(sent: Sentence, verb: str, toks: Sequence[Token], who: Span | None, *, first: bool) -> bool:
    """Whether who does what a verb that no list has tells of can be who says what is quoted then.

    ``first`` is set where nothing is reported before it in the sentence.
    """
    named = sent.tokens(*who) if who is not None else ()
    perfect = verb == _IS and bool(toks) and toks[-1].is_participle  # تیتر زده | است
    state = not perfect and sent.patterns.state.search(verb) is not None
    if not named:
        return not state and not verb.endswith(_OTHER_PERSONS) and (not first or _acts(toks))
    if sent.knows(named):
        return True
    return _sure(named, who) and (not state or bool(named[0].classes & _ONES))  # نوری از مأموران شاکی است: «…»


def _acts(toks: Sequence[Token]) -> bool:
    """Whether somebody who is not named does something with a thing, or just does it (``صدایش را بالا برد``)."""
    return not toks or any(token.word == _OBJECT for token in toks)


def _tells(toks: Sequence[Token]) -> bool:
    """Whether a phrase names what somebody said or wrote, which a list can present (but not ``نتایج بازی‌ها``)."""
    first = max((k for k, token in enumerate(toks) if token.word == "،"), default=-1) + 1  # به گزارش ما، …
    return any(
        ("document" in token.classes and "finding" not in token.classes)
        or token.classes & {"speech", "address", "statement"}
        or ("extract" in token.classes and "preposition" not in token.classes)
        for token in toks[first:]
    )


def _answering(sent: Sentence, here: int, cue: Cue, toks: Sequence[Token], who: Span | None) -> Span | None:
    """The subject, or who was asked in the clause before and answers now (``از سخنگو سؤال شد، گفت: …``)."""
    if who is not None and toks[0].word not in ALONE:
        return who
    put = sent.patterns.question_put.search(sent.text, here, cue.start)
    before = sent.tokens(here, put.start()) if put is not None else ()
    asked = next((k + 1 for k, t in enumerate(before) if t.word == _FROM), len(before))
    end = sent.phrase_end(before, asked) if asked < len(before) else asked
    named = any(t.classes & (SPEAKERS - {"quantifier"}) for t in before[asked:end])  # از جان کربی سخنگوی …
    return Span(before[asked].start, before[end - 1].end) if named else who


def _opening(sent: Sentence, cue: Cue) -> tuple[str, int]:
    """The mark that follows a cue, and where its content begins."""
    after = sent.patterns.after.match(sent.text, cue.end, sent.end)
    if after is None:
        return "", cue.end
    if after["mark"] == _UNTIL and cue.row.content == "free":  # می‌گویند تا فردا باران می‌بارد
        return "،" if "،" in after[0] else "که", after.start("mark")
    return after["mark"] or ("که" if after["that"] else ""), after.end()


def _not_claimed(
    sent: Sentence, index: int, toks: Sequence[Token], who: Span | None, content: Content
) -> int | None:
    """Where to go on after a content that its subject does not claim: another's words, or a question."""
    first = content.pieces[0].start if content.pieces else content.end
    own = (c for c in sent.later(index) if c.row.kind == "source" and c.start == first)
    objects = any(token.word == _OBJECT for token in toks)
    if objects and any(first_word(sent.text, c.end + 1) in ALONE for c in own):
        return first  # … را اعلام کرد که به گفته وی …, but نوری گفت به نظر او …
    told = content.pieces and content.form != "quoted"  # a quotation holds the outlet's words, whomever it reports
    if told and _passes_on(sent, index, toks, who, content.pieces[0]):
        return first
    head = next((t for t in toks if who is not None and t.start >= who.start), None)
    if head is None or "asker" not in head.classes:
        return None
    answered = any(c.start > first and c.row.kind == "verb" and sent.marked(c) for c in sent.later(index))
    if answered:
        return first  # خبرنگاری از او پرسید که نوری در جواب گفت: «…»
    return content.end if _asks(sent, content) else None


def _asks(sent: Sentence, content: Content) -> bool:
    """Whether a content is a question, which is nobody's claim if a reporter puts it (``خبرنگار پرسید: «چرا …؟»``)."""
    return any(
        "؟" in sent.text[piece.start : piece.end + 1] or first_word(sent.text, piece.start) in _ASKING
        for piece in content.pieces
    )


def _passes_on(sent: Sentence, index: int, toks: Sequence[Token], who: Span | None, content: Span) -> bool:
    """Whether an outlet only passes on what someone else says: ``روزنامه دریا نوشت: وزیر نیرو گفت که …``."""
    if not _is_outlet(toks, who):
        return False
    if any(c.row.kind == "source" and c.start == content.start for c in sent.later(index)):
        return True  # رویترز نوشت که بر اساس آمار سازمان ملل، …
    later = (c for c in sent.later(index) if c.start >= content.start)
    spoken = [c for c in later if c.row.kind == "participle" or (c.row.kind == "verb" and c.tense != "none")]
    inner = next(iter(spoken), None)
    main = next((c for c in spoken if c.row.kind == "verb"), None)
    if (
        inner is None
        or main is None
        or (inner is main and sent.text[content.end : main.start].strip(" ،"))
        or sent.quoted(main)
    ):
        return False
    plain = main.row.content == "free" and " که " not in sent.text[content.start : main.start]
    return (sent.marked(main) or plain) and speaker_opens(sent, content.start, inner.start)


def _is_outlet(toks: Sequence[Token], who: Span | None) -> bool:
    """Whether a subject is an outlet."""
    mine = [t for t in toks if who is not None and who.start <= t.start < who.end]
    if len(mine) > 1 and "demonstrative" in mine[0].classes and "label" in mine[1].classes:
        return "role" not in mine[1].classes  # این گزارش, but این نویسنده is a person
    return bool(mine) and bool(
        mine[0].classes & {"media", "foreign_outlet", "agency"} or "outlet" in mine[-1].classes
    )


def _passed_on(sent: Sentence, index: int, here: int) -> tuple[Span, ...]:
    """The outlet that only passes on what is read from ``here``."""
    said = next((c for c in reversed(sent.earlier(index)) if c.row.kind == "verb" and c.end <= here), None)
    if said is None or sent.text[said.end : here].strip() not in {":", "که", "،"}:
        return ()
    toks = sent.tokens(max(sent.start, said.start - LONGEST_CLAUSE), said.start)
    who, _ = sent.subject_among(toks)
    return (who,) if who is not None and _is_outlet(toks, who) else ()


def _subject(sent: Sentence, cue: Cue, toks: Sequence[Token]) -> tuple[Span | None, int]:
    """The subject among the tokens before a cue, and the index of the token after it.

    That is 0 where there is no subject: all that stands before the cue may be its phrase then.
    """
    follows = _OBJECT in cue.row.objects and any(t.word == _OBJECT for t in toks)
    who, rest = sent.subject_among(toks, object_follows=follows)
    that = next((k for k in range(rest, len(toks)) if toks[k].word == "که"), None)
    mute = who is None or ("demonstrative" not in toks[0].classes and _heads_object(toks[0]))
    if mute and that is None and (after := _after_object(sent, toks)) is not None:
        return after, len(toks)
    if who is None and cue.tense != "elided" and not any(t.word == "که" for t in toks):
        return None, 0
    if toks and toks[-1].word == "که" and (told := _told_of(sent, toks)) is not None:
        return told, len(toks)
    if who is None or that is None:
        return who, rest
    if that != rest:
        return _subordinate(sent, cue, toks) or (who, rest)
    past = after_relative(toks, that, len(toks))
    if past == that + 1 and follows:  # زنانی که خانه ندارند | دولت را مقصر دانستند
        object_ = max(k for k, t in enumerate(toks) if t.word == _OBJECT)
        past = next((k + 1 for k in range(object_, that, -1) if "verb" in toks[k].classes), past)
    closed = past > that + 1  # زنانی که خانه‌هایشان ویران شد، | دولت را مقصر دانستند
    acts = any("verb" in token.classes for token in toks[that + 1 :])  # او که خواست نامش نیاید | گفت
    if closed or acts or has_verb(sent, who.end, cue.start):
        return _described(sent, toks, who, rest), past if closed else rest
    # the subject of a relative clause: آماری که کارشناسان معتقدند …
    inner, index = sent.subject_among(toks[that + 1 :])
    told = _told_of(sent, toks[: that + 1]) if inner is None else None  # نوری که دیروز گفته بود …
    return inner or told, that + 1 + index


def _after_object(sent: Sentence, toks: Sequence[Token]) -> Span | None:
    """The subject after an object that is first (``این جمله را | علی نوری گفته است: …``, ``خبر مرگ را | همسرش …``)."""
    object_ = next((k for k, t in enumerate(toks) if t.word == _OBJECT), 0)
    if not object_ or not _heads_object(toks[0]):
        return None
    who, rest = sent.subject_among(toks[object_ + 1 :])
    after = toks[object_ + 1 + rest :]
    return who if only_adverbs(after) or after_adverbials(after) == len(after) else None


def _heads_object(token: Token) -> bool:
    """Whether a word before ``را`` opens the object: what points, or what cannot speak."""
    return bool(token.classes & {"demonstrative", "statement", "label", "speech"}) or token.is_silent


def _told_of(sent: Sentence, toks: Sequence[Token]) -> Span | None:
    """The speaker right before a ``که`` that opens a relative clause: ``در پاسخ به نوری که گفته بود …``."""
    stop = len(toks) - 1
    if stop and toks[stop - 1].word == "،":
        stop -= 1
    for first in range(max(0, stop - _LONG_NAME), stop):
        if toks[first].classes & PEOPLE and sent.phrase_end(toks, first) == stop:
            some = first > 1 and toks[first - 1].word == _FROM and "quantifier" in toks[first - 2].classes
            return Span(toks[first - 2 * some].start, toks[stop - 1].end)  # یکی از نمایندگان که …
    return None


def _subordinate(sent: Sentence, cue: Cue, toks: Sequence[Token]) -> tuple[Span, int] | None:
    """The subject inside the clause that the last ``که`` opens, if the cue is its verb, and the index after it.

    ``بازیکن در حالی به تیم پیوست که باشگاه مدعی بود …``.
    """
    that = max(k for k, t in enumerate(toks) if t.word == "که")
    if has_verb(sent, toks[that].end, cue.start):
        return None
    who, index = sent.subject_among(toks[that + 1 :])
    return (who, that + 1 + index) if who is not None and who.start <= toks[that].end + 1 else None


def _described(sent: Sentence, toks: Sequence[Token], who: Span, that: int) -> Span:
    """A subject with the relative clause that tells which document it is: ``بیانیه‌ای که دیروز منتشر شد، …``."""
    head = next(t for t in toks if t.start >= who.start)
    comma = next((k for k in range(that, len(toks)) if toks[k].word == "،"), 0)
    if "statement" not in head.classes or not comma or not has_verb(sent, who.end, toks[comma].start):
        return who
    return Span(who.start, toks[comma - 1].end)


def _issued(toks: Sequence[Token], who: Span | None) -> Span | None:
    """The source in a subject that is a document: the body that issued it, if it is named."""
    mine = [t for t in toks if who is not None and who.start <= t.start < who.end]
    if len(mine) > 1 and "quantifier" in mine[0].classes:  # یک بیانیه رسمی وزارت دادگستری
        mine = mine[1:]
    return issuer(mine, len(mine)) if mine and "document" in mine[0].classes else None


def _named_issuer(toks: Sequence[Token], who: Span | None) -> Span | None:
    """A subject, or the body that issued it if it is a document that names one (``آمار یونسکو | می‌گوید``)."""
    mine = [t for t in toks if who is not None and who.start <= t.start < who.end]
    points = any(t.word == "که" or "demonstrative" in t.classes for t in mine)  # متن این کارزار
    whole = bool(mine) and "document" in mine[0].classes and not points
    return issuer(mine, len(mine)) if whole else who


def _of_document(sent: Sentence, index: int, clause: int, who: Span | None) -> Span | None:
    """Whose words a document holds (``در بیانیه شورا آمده است``), or a list (``متن پیام وزیر به شرح زیر است``)."""
    toks = sent.tokens(clause, sent.cues[index].start)
    stands = sent.cues[index].row.light == (_IS,)  # آمده است: people come, documents say
    uttered = _uttered(sent, index, clause) if stands or sent.cues[index].row.content == PRESENTED else None
    if sent.cues[index].row.content == PRESENTED:
        told = document(toks)
        pointed = any("demonstrative" in token.classes for token in toks)  # متن این پیام
        own = told is not None and sent.text.endswith(_OWN, *told)  # شورا بیانیه خود را به شرح زیر صادر کرد
        return uttered or (None if pointed or own else told) or who
    return uttered or _issued(toks, who) or _body(toks, who, groups=not stands) or document(toks)


def _sent_in(sent: Sentence, here: int, cue: Cue) -> Span | None:
    """Who wrote a document that a relative clause describes (``در نامه‌ای که وزیر نیرو فرستاد، آمده است``)."""
    toks = sent.tokens(here, cue.start)
    that = next((k for k in range(1, len(toks)) if toks[k].word == "که"), 0)
    if not that or toks[-1].word != "،":
        return None
    head = tokens(sent.text, toks[that - 1].start, toks[that - 1].end, sent.words)[-1]  # no adverbial در نامه‌ای
    if head.classes.isdisjoint({"document", "statement"}):
        return None
    if (by := put_out_by(sent, toks[that + 1 :])) is not None:
        return by
    who, _ = sent.subject_among(toks[that + 1 :])
    return who if _sure(toks, who) else None


def _put_out(sent: Sentence, here: int, cue: Cue) -> Span | None:
    """Who put out the document that a relative clause tells of (``موج گزارشی منتشر کرد که | نشان می‌دهد …``)."""
    *toks, that = sent.tokens(here, cue.start) or (None,)
    if that is None or that.word != "که" or (told := document(toks)) is None:
        return None
    who, _ = sent.subject_among(toks, object_follows=any(t.word == _OBJECT for t in toks))
    head = next((t for t in toks if who is not None and t.start >= who.start), None)
    return who if head is not None and head.classes & SPEAKERS else told


def _before_participle(sent: Sentence, before: Sequence[Found]) -> Span | None:
    """The document named before a participle (``در این بیانیه با تأکید بر صلح آمده است: …``)."""
    last = before[-1] if before and before[-1].rule.startswith("participle") else None
    return document(sent.tokens(last.at, last.cue.start)) if last is not None and last.cue is not None else None


def _uttered(sent: Sentence, index: int, clause: int) -> Span | None:
    """The one whose words are quoted: ``بخش‌هایی از سخنان وزیر در زیر آمده است: …``."""
    noun = next((c for c in sent.earlier(index) if c.row.kind == "noun" and c.start >= clause), None)
    if noun is None:
        return None
    toks = sent.tokens(noun.end, sent.cues[index].start)
    stop = sent.phrase_end(toks)
    return Span(toks[0].start, toks[stop - 1].end) if stop and toks[0].classes & SPEAKERS else None


def _body(toks: Sequence[Token], who: Span | None, *, groups: bool) -> Span | None:
    """A subject that is an outlet, a body or a group, which writes itself (``محققان در پژوهشی نشان دادند``)."""
    mine = [t for t in toks if who is not None and t.start >= who.start and "demonstrative" not in t.classes]
    kinds = {"media", "organization"} | ({"group"} if groups else set[str]())
    return who if mine and mine[0].classes & kinds else None


def _sure(toks: Sequence[Token], who: Span | None) -> bool:
    """Whether a subject surely names a speaker or a document."""
    head = next((t for t in toks if who is not None and t.start >= who.start), None)
    return head is not None and bool(head.classes & (SPEAKERS | {"document", "demonstrative", "media"}))


def _carried(sent: Sentence, last: Found) -> Span | None:
    """The subject of a verb whose clause a participle, a noun of speech or a relative clause interrupted."""
    mention = last.mention
    if (
        mention is not None
        and last.cue is not None
        and sent.text[mention.end : last.cue.start].strip(" ،") == "که"
    ):
        return sent.subject(sent.start, mention.start)  # X با اشاره به سخنان نوری که گفته بود …، می‌گوید
    if last.rule == "impersonal" and last.cue is not None and sent.text.endswith(_THAT + " ", 0, last.cue.start):
        return sent.subject(sent.start, last.cue.start - len(_THAT) - 1)  # X که گفته شده …، می‌گوید
    if last.rule.startswith("participle"):
        return last.mention
    if last.rule == "noun" and last.cue is not None:
        return sent.subject(sent.start, last.cue.start)
    return None


def _content(sent: Sentence, index: int, who: Span | None, mark: str, begin: int) -> Content | None:
    """The content after a cue, without the main clause if the cue stands in a relative clause of its subject.

    ``نوری که دیروز گفته بود آب کم است، | امروز …``: that begins behind a comma after a verb.
    """
    content, text = content_after(sent, index, mark, begin), sent.text
    if content is None or content.form != "clause" or not content.pieces:
        return content
    if who is None or not text.startswith(_THAT, who.end):
        return content
    if has_verb(sent, who.end, sent.cues[index].start):
        return content
    piece = content.pieces[0]
    for verb in sent.patterns.verb.finditer(text, piece.start, piece.end):
        if text.startswith("،", verb.end()) and has_verb(sent, verb.end(), piece.end):
            return content._replace(pieces=(Span(piece.start, verb.end()),), end=verb.end(), running=False)
    return content


def _past_content(last: Found | None, here: int) -> int:
    """Where a phrase ends that goes on past ``here``, as what is demanded before the light verb does."""
    return max(here, last.content[-1].end) if last is not None and last.form == "phrase" else here


def _shared(sent: Sentence, here: int, clause: int, who: Span | None) -> Span | None:
    """The subject of the coordinate clause before a clause that has none of its own."""
    relative = sent.text.endswith(_THAT, here, clause)  # وزارت بیانیه‌ای داد که می‌گوید …
    main = clause - len(_THAT) if relative else clause
    if who is not None or clause <= here:
        return None
    if (nearest := _subject_of_last(sent, here, main)) is not None:
        return nearest
    toks = sent.tokens(here, clause)
    if sent.patterns.subordinate.search(sent.text, here, main):
        return _above(sent, toks)
    stop = next((k + 1 for k, t in enumerate(toks) if t.word == _OBJECT), 0)  # ارتش | مسئولیت آن را نپذیرفت و …
    if len(toks) > _CLEFT and "demonstrative" in toks[0].classes and toks[-2].word in _COPULA:
        return Span(toks[1].start, toks[-3].end) if relative else None  # این | وزیر خارجه | بود که گفت
    if stop and _heads_object(toks[0]):  # این مطلب را | وزیر نیرو اعلام کرد و گفت
        reported = next((c.start for c in sent.cues if toks[stop - 1].end <= c.start < clause), clause)
        who = sent.subject_among([t for t in toks[stop:] if t.start < reported])[0]
    elif stop:
        who = sent.subject_among(toks[:stop], object_follows=True)[0]
    return who or without_taken(toks, sent.subject(here, clause))


def _above(sent: Sentence, toks: Sequence[Token]) -> Span | None:
    """The person who opens a sentence whose first verb has a clause below it (``نوری دید که راه بسته است و گفت``)."""
    that = next((k for k, token in enumerate(toks) if token.word == "که"), 0)
    if not that or "verb" not in toks[that - 1].classes:
        return None
    who = without_taken(toks[:that], sent.subject_among(toks[:that])[0])
    opens = who is not None and who.start == toks[0].start and bool(toks[0].classes & PEOPLE)
    return who if opens else None


def _subject_of_last(sent: Sentence, here: int, end: int) -> Span | None:
    """The speaker who is the subject of the last clause of several (``خبر پخش شد، | وزیر به مجلس رفت و گفت …``)."""
    verb = last_verb(sent, here, end)
    begin = clause_start(sent, here, verb.start()) if verb is not None else here
    toks = sent.tokens(begin, end) if begin > here else ()
    who = without_taken(toks, sent.subject_among(toks)[0])
    head = next((t for t in toks if who is not None and t.start >= who.start), None)
    return who if head is not None and head.classes & SPEAKERS else None


def _first_piece(sent: Sentence, cue: Cue, here: int) -> Span | None:
    """The first piece of a quotation that its reporting words interrupt: ``«S1»، X گفت، «S2»``."""
    text = sent.text
    quote = sent.quote_before(here, cue.start)
    if quote is None or trimmed(text, here, quote.start) or count_words(text, quote.end, cue.start) > _SHORT:
        return None
    toks = sent.tokens(quote.end, cue.start)
    apart = bool(toks) and toks[0].word == "،" and not any("role" in t.classes for t in toks[1:2])
    names = not apart and count_words(text, *quote.inner) < _CLAUSE and not has_verb(sent, *quote.inner)
    return None if names else trimmed(text, *quote.inner)  # names: «علی نوری» وزیر نیرو گفت: «…»


def _inverted(sent: Sentence, cue: Cue, base: Found, here: int) -> Found | None:
    """Reads a verb that stands before its subject: ``گفت سخنگوی دولت: …``, ``«…»، می‌گوید اکرم خاتون``."""
    text = sent.text
    stop = text.find(":", cue.end, min(sent.end, cue.end + _INVERTED))
    toks = sent.tokens(cue.end, stop if stop > 0 else min(sent.end, cue.end + _INVERTED))
    while toks and not toks[-1].is_word:
        toks = toks[:-1]
    if not toks or not toks[0].is_word or sent.phrase_end(toks) < len(toks):
        return None
    who = Span(toks[0].start, toks[-1].end)
    if stop > 0 and toks[0].classes & SPEAKERS and (body := trimmed(text, stop + 1, sent.end)):
        return base._replace(form="colon", content=(body,), mention=who, running=True, rule="verb-first")
    quote = sent.quote_before(here, cue.start)
    if (
        stop > 0
        or quote is None
        or count_words(text, who.end, sent.reach(who.end))
        or count_words(text, quote.end, cue.start)
    ):
        return None
    inner = trimmed(text, *quote.inner)
    return base._replace(form="quoted", content=(inner,), mention=who, rule="verb-first") if inner else None


def _closes(sent: Sentence, cue: Cue, kinds: set[str]) -> bool:
    """Whether a cue of one of these kinds of content closes its sentence."""
    return (
        cue.row.content in kinds
        and cue.tense != "elided"
        and count_words(sent.text, cue.end, sent.reach(cue.end)) <= 1
    )


def _quote_before(sent: Sentence, cue: Cue, toks: Sequence[Token], base: Found, here: int) -> Found | None:
    """Reads a quotation before its cue: ``«…» X گفت``."""
    text = sent.text
    quote = sent.quote_before(here, cue.start)
    between = [t for t in toks if quote is not None and t.start >= quote.end]
    beside = cue.row.content == "free" and not sent.marked(cue) and not any(t.is_word for t in between)
    if quote is None or not (beside or _closes(sent, cue, {"free", "marked"})):
        return None
    inner = trimmed(text, *quote.inner)
    far = count_words(text, quote.end, cue.start) > _SHORT
    if inner is None or far or count_words(text, *inner) < _CLAUSE:
        return None
    if cue.row.content == "marked" and any("preposition" in t.classes for t in toks if t.end <= quote.start):
        return None  # به کارهایی چون «…» ادامه می‌دهد
    judged = _OBJECT in cue.row.objects and any(t.word == _OBJECT and t.end + 1 == quote.start for t in toks)
    if judged and not between:
        return None  # علت را «…» عنوان کرد
    if any(t.word == _OBJECT for t in between):
        return None
    who = sent.subject_among(between)[0] or sent.subject(here, quote.start)
    base = base if base.shared is None or base.shared.end <= quote.start else base._replace(shared=None)
    return base._replace(form="quoted", content=(inner,), mention=who, rule="quote-before")


def _clause_before(sent: Sentence, cue: Cue, base: Found, here: int) -> Found | None:
    """Reads a clause before its cue: ``S، X گفت``."""
    text = sent.text
    comma = text.rfind("،", here, cue.start)
    if comma <= here or not _closes(sent, cue, {"free"}) or count_words(text, comma, cue.start) > _SHORT:
        return None
    who, span = sent.subject(comma, cue.start), trimmed(text, here, comma)
    said = _OBJECT in cue.row.objects and any(t.word == _OBJECT for t in sent.tokens(comma, cue.start))
    if said or who is None or span is None or not has_verb(sent, max(here, comma - 14), comma):
        return None
    return base._replace(content=(span,), mention=who, rule="clause-before")


def _crossed(sent: Sentence, cue: Cue, light: re.Match[str]) -> bool:
    """Whether another report stands before the verb that seems to belong to a noun (``وعده‌ای … خواند: … است``)."""
    first, last = (bisect_left(sent.cues, at, key=_begins) for at in (cue.end + 1, light.start()))
    return any(sent.colon(c) for c in sent.cues[first:last] if c.row.kind == "verb")


def _between(sent: Sentence, cue: Cue) -> Span | None:
    """The noun phrase between the parts of a split cue, without the ``را`` that may close it (``نوید … را داد``)."""
    light = light_verb(sent.text, cue.end, sent.end, cue.row, sent.patterns)
    if light is None or _crossed(sent, cue, light):
        return None
    if sent.patterns.not_light.search(sent.text, cue.end, light.start()):
        return None  # کسی منکر آن نیست
    toks = sent.tokens(cue.end, light.start())
    marked = bool(toks) and toks[-1].word == _OBJECT
    return trimmed(sent.text, cue.end, toks[-1].start if marked else light.start())


def _after_clause(toks: Sequence[Token]) -> Sequence[Token]:
    """What follows a clause with an object of its own (``درگذشت او را تسلیت گفت و | او را هنرمندی بزرگ خواند``)."""
    words = [token.word for token in toks]
    main = words.index("که") if "که" in words else len(toks)  # مطالبی را که جوانان بیان کردند و …
    told = words.index(_OBJECT) if _OBJECT in words else main
    closed = (k for k in range(told + 1, main) if words[k] == "و" and "verb" in toks[k - 1].classes)
    return toks[max(closed, default=-1) + 1 :]


def _after_places(toks: Sequence[Token], first: int) -> int:
    """Where an object begins after where it was told of, which no mark closes (``در نشستی خبری | اوضاع شهر``).

    A bare noun tells of no place by itself: what follows completes it (``در مراسم افتتاح …``).
    """
    while first + 1 < len(toks) and toks[first].word in _PLACES:
        noun = toks[first + 1]
        end = open_end(toks, first + 1)
        while end < len(toks) and toks[end - 1].word.endswith("ی") and adjective(toks[end], strange=False):
            end += 1
        bare = end == first + 2 and not noun.word.endswith("ی") and not is_alone(noun)
        further = end < len(toks) and toks[end].is_word and not toks[end].classes & {"connective", "preposition"}
        if bare or not further or toks[end].word == "و":
            break
        first = end
    return first


def _phrase(sent: Sentence, cue: Cue, toks: Sequence[Token]) -> Span | None:
    """The noun phrase, or object and predicate, that a cue governs: ``از … خبر داد``, ``… را … دانست``."""
    text = sent.text
    for marker in cue.row.objects:
        if marker == "ezafe":
            if cue.tense == "none":  # خواستار … شد
                return _between(sent, cue)
        elif marker == _OBJECT:
            marks = [t for t in toks if t.word == _OBJECT]
            if marks:
                alone = not any(t.is_word for t in toks if t.start >= marks[-1].end)  # X را رد کرد
                if alone and cue.row.content == "none" and cue.row.stems:
                    return None  # کیفرخواست را خواند: read
                named = _after_clause([t for t in toks if t.end <= marks[-1].start])
                if len(named) > 1 and named[-1].word == _THAT_ONE and any(t.word == "که" for t in named):
                    return None  # ادعایی که تهران آن را رد می‌کند
                first = after_adverbials(named)
                these = len(named) - first == _THESE and "demonstrative" in named[first].classes
                if these and answers_before(sent, cue) and sent.text[marks[-1].end : cue.start].strip():
                    return None  # این سخنان را پس از آن گفت که …
                start = (named or toks)[_after_places(named, first) if named else first].start
                return trimmed(text, start, marks[-1].start if alone else cue.start)
        else:
            before = f"{_BEFORE} {marker}"  # دو هفته پیش از … خبر داد
            ends = [
                t.end
                for k, t in enumerate(toks)
                if t.word == marker or (t.word == before and k and "period" in toks[k - 1].classes)
            ]
            again = (t.end for mark, t in pairwise(toks) if mark.word == "،" and t.word == marker)
            ends = list(again) or ends  # در واکنش به این خبر، به … اشاره کرد
            at = (ends[-1] if marker == _WITH else ends[0]) if ends else None  # با بیانیه‌ای با طرح مخالفت کرد
            if at is not None:
                return trimmed(text, at, cue.start)
    return None
