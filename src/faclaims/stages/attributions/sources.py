"""Reads sources named by a preposition or a noun: ``به گفته X، S``, ``اظهارات X مبنی بر اینکه S``, ``گفته می‌شود S``."""

import re
from collections.abc import Sequence

from faclaims.records import Span
from faclaims.stages.attributions.clauses import (
    clause_start,
    count_words,
    first_word,
    has_verb,
    last_verb,
    trimmed,
)
from faclaims.stages.attributions.content import answers_before, awaits_main, content_stop
from faclaims.stages.attributions.cues import FIRST, Cue
from faclaims.stages.attributions.model import PRESENTED, RELAYING, SOURCE, SPEAKERS, Found, Sentence
from faclaims.stages.attributions.participles import clause_stop, main_cue
from faclaims.stages.phrases import (
    OPEN,
    OUTLETS,
    PRINTED,
    SUPERLATIVE,
    Token,
    after_relative,
    after_town,
    after_unmarked,
    closing,
    listed,
    noun_phrase_end,
    only_adverbs,
    open_end,
    portfolio_end,
    speaker_end,
    states_end,
)

_LONGEST_SOURCE = 240  # code points
_MOST_TOKENS = 24
_BASED = 160  # code points after a noun of speech in which its complement must begin
_IN = frozenset({"از", "در", "طی"})
_COMMA = 2  # code points of a comma and a space
_DATELINE = "به گزارش "
_NAMED_BEFORE = 20_000  # code points before a source in which its name would stand
_OWN_DATELINE = 3  # sentences in which an article may name its own agency
_OPENING = 300  # code points in which an article names its own outlet
_STRANGE = 2  # words of the name of an outlet that no list has
_CLAUSE = 4  # words of a quotation that says something
_HEAD = 2  # tokens of a phrase in which a person is named (از نظر وزیر, but از نظر نظامی توسط مردم)
_PLURALS = ("ان", "ها", "های", "ین")
_NOTE = re.compile(r"\s*\([^()\n]{1,40}\)")  # a date after a source
_COMPARATIVE = "\u200cتر"
_OWN = "خود"
_OBJECT = "را"
_OCCASIONS = ("گفت", "مصاحبه", "سفارش", "نشست")
_SUCH_AS = frozenset({"مانند", "همچون", "نظیر", "مثل"})
_TOPICAL = frozenset({"از", "درباره", "پیرامون", "در مورد", "در خصوص", "درخصوص"})
_COPULA = frozenset({"است", "بود", "نیست", "باشد"})
_VERB = 12  # code points before که in which a verb makes it the complement of that verb
_PASSED_ON = OUTLETS | {"demonstrative"}  # بر اساس این گزارش: what an outlet relays
_RELAYERS = OUTLETS | {"organization"}
_TO = "به"
_SAID = "گفته"
_SHOWN = "نشان"
"""What follows findings: ``مطالعات اخیر | نشان داده شده است که``."""
_FROM = frozenset({"از", "در", PRINTED})
_BARE_NAME = 2  # tokens of a name
_RELAYING = frozenset({"relay", "outlet"})
_BEFORE = 24  # code points before a source in which the word stands that its preposition may belong to
_RELATIVE = " که "
_CONJUNCTIONS = frozenset({"که", "و", "اما", "ولی"})


def read_source(sent: Sentence, index: int, here: int) -> tuple[Found | None, int]:
    """Returns the attribution of a source preposition, and where to go on reading."""
    cue = sent.cues[index]
    if cue.row.content != "relay" and _complement(sent, index) is not None:  # به ادعای X مبنی بر اینکه …
        return read_noun(sent, index, here)
    answers = sent.patterns.answering.search(sent.text, max(here, cue.start - _BEFORE), cue.start)
    if answers is not None and sent.text.startswith(_TO, cue.start):
        return None, here  # در پاسخ به ادعای وزیر, نسبت به گزارش تازه آژانس
    toks, stop = _phrase(sent, index)
    if stop == 0 or _relays(sent, index, toks[stop - 1].end):
        return None, here
    placed = _after_place(toks, stop)
    if _names_next(sent, index, toks[placed - 1].end):
        return None, toks[placed - 1].end
    first = int("document" in toks[0].classes and stop > 1 and not toks[1].classes.isdisjoint(SPEAKERS))
    stop = _unmarked_end(sent, toks, first, stop)
    named = _told(sent, toks, stop) or _named(sent, toks, stop)
    if named is None:
        return None, here
    found, end = _told_by(sent, index, here, *named)
    if found is not None and _speaks_first(sent, index, named[1]):
        return found._replace(rule=RELAYING), toks[stop - 1].end
    return found, end


def _phrase(sent: Sentence, index: int) -> tuple[Sequence[Token], int]:
    """The tokens after a source preposition, and where the phrase ends that names a source; 0 if none does."""
    cue = sent.cues[index]
    limit = next((c.start for c in sent.later(index) if c.row.kind == "verb"), sent.end)
    toks = sent.tokens(cue.end, min(limit, cue.end + _LONGEST_SOURCE))
    toks = after_adjectives(toks[1:] if toks and toks[0].word == "ی" else toks)  # ezafe written apart
    stop = sent.phrase_end(toks, 0, min(len(toks), _MOST_TOKENS))
    stop = next((k for k in range(1, stop) if toks[k].word == _SHOWN or "rounding" in toks[k].classes), stop)
    if cue.row.content == "outlet":
        stop = _one_outlet(toks, stop)
    if _known_again(sent, toks, stop):
        stop = 1
    copula = cue.row.content != "any" and 0 < stop < len(toks) and toks[stop].word in _COPULA
    tied = copula and sent.text[max(sent.start, cue.start - 2) : cue.start].strip().isalnum()  # no comma before it
    predicate = tied and _lead(sent, sent.start, cue.start)  # این رقم‌ها بر اساس داده‌های شهرداری است
    return toks, stop if stop and not predicate and _fits(sent, cue, toks, stop) else 0


def _known_again(sent: Sentence, toks: Sequence[Token], stop: int) -> bool:
    """Whether the family name of somebody known is the source and a post after its comma opens what is told.

    ``به گفته نوری، | وزیر کار در جلسه وعده داده است``; who is known by a family name needs no post, unless a comma
    closes it.
    """
    posted = stop > 2 and toks[1].word == "،" and "role" in toks[2].classes
    return posted and not (stop < len(toks) and toks[stop].word == "،") and sent.knows(toks[:1])


def _names_next(sent: Sentence, index: int, end: int) -> bool:
    """Whether a source names its own source at once (``به گزارش رسانه‌ها به نقل از وکلا، …``).

    One that relays may do so with another source too (``به نقل از رویترز، به گفته وزیر، …``,
    ``به گزارش موج طبق گفته وزیر …``).
    """
    for number, cue in enumerate(sent.later(index), start=index + 1):
        between = sent.text[end : cue.start].strip() if cue.start >= end else None
        if between in {"", "و"} and cue.row.content == "relay":
            return True
        if between in {"", "،"} and cue.row.kind == "source" and sent.cues[index].row.content in _RELAYING:
            toks, stop = _phrase(sent, number)
            return stop > 0 and not toks[0].classes & {"demonstrative", "finding"}
    return False


def _one_outlet(toks: Sequence[Token], stop: int) -> int:
    """Where the first outlet of a phrase ends, if what a comma sets after it is none (``یورونیوز، | مکرون و …``)."""
    comma = next((k for k in range(1, min(stop, _STRANGE + 1)) if toks[k].word == "،"), 0)
    if not comma or comma + 1 >= stop or toks[comma + 1].classes & OUTLETS:
        return stop
    return comma if toks[comma - 1].is_plain or toks[comma - 1].classes & OUTLETS else stop


def after_adjectives(toks: tuple[Token, ...]) -> tuple[Token, ...]:
    """Returns what follows the adjectives of a noun of speech: who said it (``اعلام قبلی | شهرداری``)."""
    adjectives = {"time_adjective", "report_adjective", "adverb"}
    first = next((k for k, t in enumerate(toks) if not t.classes & adjectives or t.classes & SPEAKERS), 0)
    return toks[first:]


def _told_by(sent: Sentence, index: int, here: int, who: Span, begin: int) -> tuple[Found | None, int]:
    """The attribution of a source whose content begins at ``begin``, and where to go on reading."""
    cue, text = sent.cues[index], sent.text
    relayed_on = here > sent.start and text[here : cue.start].strip() in {"", "،"}
    via = relays(sent, index) if relayed_on else ()
    found = Found(
        "clause", Span(cue.start, cue.end), cue.row.id, who, cue.start, (), SOURCE, running=True, via=via
    )
    presented = sent.patterns.presents.match(text, begin, sent.end)
    span = trimmed(text, presented.end() if presented else begin, sent.end)
    if presented:
        return found._replace(form="colon", content=(span,) if span else (), rule=PRESENTED), sent.end
    if span is None and ":" in text[who.end : begin]:  # رویترز به نقل از سه مقام:, then lines below
        return found._replace(form="colon", rule="headline"), sent.end
    if span is None or count_words(text, *span) < 2 or first_word(text, span.start) == _OBJECT:
        return None, here
    if any(c.start == span.start and c.end >= span.end for c in sent.later(index)):
        return None, here  # به گزارش تازه آژانس | اعتراض کرد
    closed = _relative_stop(sent, cue, begin)
    if closed is not None and (inner := trimmed(text, begin, closed)) is not None:
        return found._replace(content=(inner,), running=False), closed
    lead = _lead(sent, here, cue.start)
    if _completes(sent, cue, who, span):
        return None, here
    if lead is not None and cue.row.content == "relay" and any(t.classes & _RELAYERS for t in sent.tokens(*lead)):
        own = any(c.row.kind == "source" and c.start >= lead.start for c in sent.earlier(index))
        via = () if own else (lead,)  # رویترز به نقل از یک مقام، …, but اخبار - به گزارش موج به نقل از …
        found, lead = found._replace(via=via), None
    return _shaped(sent, found._replace(content=(span,)), begin, lead), sent.end


def _completes(sent: Sentence, cue: Cue, who: Span, span: Span) -> bool:
    """Whether a phrase with به completes the verb of its clause (``مجلس به ادعای وزیر درباره آب پاسخ داد``)."""
    text = sent.text[cue.start : cue.end]
    if not text.startswith(_TO) or _SAID in text:  # به گفته وی نیمی از آن پرداخته شده است: was paid
        return False
    if any(t.word in {_TO, "،"} for t in sent.tokens(who.end, span.end)):
        return False
    before = sent.text[sent.start : cue.start].rstrip()
    return before[-1:].isalnum() and sent.patterns.takes_to.search(sent.text, span.start, span.end) is not None


def _relative_stop(sent: Sentence, cue: Cue, begin: int) -> int | None:
    """Where the relative clause ends that a source opens.

    ``طرحی که به گفته X، S، …``, ``کاری که به گفته X بد است | انجام شد``.
    """
    text = sent.text
    that = sent.patterns.relative.search(text, max(sent.start, cue.start - 4), cue.start)
    if that is None or has_verb(sent, max(sent.start, that.start() - _VERB), that.start()):
        return None
    comma = text.find("،", begin, sent.end)
    while comma >= 0 and not has_verb(sent, begin, comma):
        comma = text.find("،", comma + 1, sent.end)
    if comma >= 0:
        return comma
    verbs = sent.patterns.verb.finditer(text, begin, sent.end)
    end = next((verb.end() for verb in verbs if sent.patterns.over.search(text, begin, verb.end())), sent.end)
    goes_on = " که " in text[begin:end] or text.startswith((" و ", " که ", " ولی ", " اما ", "»"), end)
    return end if not goes_on and count_words(text, end, sent.end) else None


def _named(sent: Sentence, toks: Sequence[Token], stop: int) -> tuple[Span, int] | None:
    """The source that a noun phrase names, and where the content begins after it."""
    who = _issued(sent, toks)
    if who is None and "issued" in toks[0].classes:  # به گزارش رسیده، …: nobody is named
        return None
    name = _named_last(toks[:stop])  # به نقل از روابط عمومی شورای استان | احسان نوری
    who = who or (Span(toks[name].start, toks[stop - 1].end) if name else issuer(toks, stop))
    told = _about(toks, stop)
    note = _NOTE.match(sent.text, who.end)
    over = told or (note.end() if note is not None else who.end)
    after = sent.patterns.after_source.match(sent.text, over, sent.end)
    return who, after.end() if after else over


def _about(toks: Sequence[Token], stop: int) -> int | None:
    """Where that ends which a document is about, or where it was said, if a comma closes it.

    ``بر اساس آمار گمرک از تجارت پارسال، …``, ``به گفته کاویانی در گفت‌وگو با دریا، …``, ``به گفته مقامی به دریا، …``,
    and who is meant (``به گزارش رسانه‌هایی مانند دریا و موج، …``).
    """
    if stop + 1 >= len(toks) or "preposition" not in toks[stop].classes:
        return None
    if toks[stop].word in _SUCH_AS:
        commas = (k for k in range(stop + 1, len(toks)) if toks[k].word == "،" or "verb" in toks[k].classes)
        comma = next((k for k in commas if not listed(toks, stop, k, len(toks))), stop)
        return toks[comma - 1].end if toks[comma].word == "،" else None
    placed = _after_place(toks, stop)
    if placed > stop and placed < len(toks) and toks[placed].word == "،":
        return toks[placed - 1].end
    outlet = any(t.classes & OUTLETS for t in toks[:stop])
    if outlet and after_town(toks, 0, len(toks)) == stop + 2:  # رویترز از مسکو | وزارت خارجه روسیه
        return toks[stop + 1].end
    told = toks[stop].word == _TO and bool(toks[stop + 1].classes & OUTLETS)
    spoken = told or toks[stop + 1].word.startswith(_OCCASIONS)
    if not spoken and ("document" not in toks[0].classes or toks[stop].word not in _TOPICAL):
        return None
    comma = next((k for k in range(stop, len(toks)) if not toks[k].is_word or "verb" in toks[k].classes), stop)
    return toks[comma - 1].end if comma > stop + 1 and toks[comma].word == "،" else None


def _after_place(toks: Sequence[Token], stop: int) -> int:
    """The index after the place from which an outlet reports (``خبرگزاری دریا از رشت``, ``روزنامه موج چاپ رشت``)."""
    if stop + 1 >= len(toks) or toks[stop].word not in _FROM or not any(t.classes & OUTLETS for t in toks[:stop]):
        return stop
    ends = range(stop + 2, min(len(toks), stop + 2 + _BARE_NAME))
    end = next((k for k in ends if not toks[k].is_word or "preposition" in toks[k].classes), stop)
    return end if all(t.is_plain or "complete" in t.classes for t in toks[stop + 1 : end]) else stop


def _shaped(sent: Sentence, found: Found, begin: int, lead: Span | None) -> Found:
    """The attribution with the piece before its source, or with the form that marks give it."""
    if lead is not None:
        return found._replace(content=(lead, *found.content))
    text, quote = sent.text, sent.quote_at(begin)
    if quote and trimmed(text, quote.end, sent.end) is None:
        inner = trimmed(text, *quote.inner)
        return found._replace(form="quoted", content=(inner,)) if inner else found
    marked = found.mention is not None and ":" in text[found.mention.end : begin]
    return found._replace(form="colon") if marked else found


def _fits(sent: Sentence, cue: Cue, toks: Sequence[Token], stop: int) -> bool:
    """Whether a noun phrase can be the source that this preposition wants: see ``CueRow.content``."""
    kind, head = cue.row.content, toks[0]
    if head.word.endswith(_COMPARATIVE):
        return False  # به تعبیر دقیق‌تر
    thing = "event" in head.classes and not head.classes & SPEAKERS
    if thing or head.classes & {"participant", "preposition"}:
        return False  # طبق برآورد | افزایش قیمت نان …, مجبور به اعتراف | علیه خود
    relayed = sent.signed()
    early = sent.number < _OWN_DATELINE and not relayed
    if kind == "person":
        plural = (
            head.word.endswith(_PLURALS)
            and len(head.word) > 4
            and not (head.is_silent or "agency" in head.classes)
        )
        within = (t.classes & (SPEAKERS - {"country"}) for t in toks[: min(stop, _HEAD)])
        known = head.is_strange and sent.known_length(toks[:stop]) > 0
        return plural or "country" in head.classes or any(within) or known
    if kind == "document":
        if early and any(t.classes & {"media", "agency"} and not t.word.endswith(_PLURALS) for t in toks[:stop]):
            return False
        if "issued" in head.classes:  # بنا بر گزارش‌های | منتشرشده در رسانه‌ها
            return _issued(sent, toks) is not None
        before = bool(head.classes & {"demonstrative", "quantifier"}) or head.word.endswith(SUPERLATIVE)
        first = toks[1] if before and stop > 1 else head
        in_force = "demonstrative" in head.classes and "law" in first.classes  # طبق این مصوبه: it says nothing
        return not in_force and bool(first.classes & {"document", "organization", "unnamed"})
    if kind == "outlet":
        other = "channel" in head.classes or any(
            "foreign_outlet" in t.classes or t.word == PRINTED for t in toks[: stop + 1]
        )
        strange = stop <= _STRANGE and all(t.is_plain for t in toks[:stop]) and not sent.knows(toks[:stop])
        outlet = strange or "media" in head.classes or "outlet" in toks[stop - 1].classes
        if "adverb" in head.classes or (early and outlet and not other) or _publishes(sent, toks, stop):
            return False
        own = "desk" if relayed or _of_another_agency(sent, toks[:stop]) else "agency"
        return not any(own in t.classes for t in toks[:stop])
    return True


def _of_another_agency(sent: Sentence, toks: Sequence[Token]) -> bool:
    """Whether a source names an agency that the page names here first, after the dateline of its own."""
    names = [t.word for t in toks if "agency" in t.classes and not t.classes & {"desk", "media"}]
    before = sent.text[max(0, sent.start - _NAMED_BEFORE) : sent.start]
    return bool(names) and _DATELINE in before and not any(name in before for name in names)


def _publishes(sent: Sentence, toks: Sequence[Token], stop: int) -> bool:
    """Whether an outlet opens the text or its second line with a dash or colon: it is the article's own."""
    name = re.escape(sent.text[toks[0].start : toks[stop - 1].end])
    return re.match(rf"(?:.*\n)?{name} ?[-–—:]", sent.text[:_OPENING]) is not None


def _unmarked_end(sent: Sentence, toks: Sequence[Token], first: int, stop: int) -> int:
    """Where a source ends that no mark closes (``به گفته کارشناسان | باران …``); ``stop`` where that is plain.

    A comma in it closes a person or body (``به گفته نوری، | دریا و جنگل …``), unless a post follows; a group may be a
    list.
    """
    known = sent.known_length(toks[first:]) == stop - first
    marked = stop < len(toks) and not (toks[stop].is_word and toks[stop].word != "که")
    close = closing(toks, first, stop) if toks[first].word in OPEN else None
    after = toks[close + 1 : close + 2] if close is not None else ()
    if close is not None and any(t.is_word and not t.classes & {"role", "honorific", "kin"} for t in after):
        return close + 1  # به گزارش «موج نو» | باران …
    if known or marked or "pronoun" in toks[first].classes or any(t.word == PRINTED for t in toks[:stop]):
        return stop
    if (states := states_end(toks, first, stop)) > first:  # به ادعای الوند، دماوند و سهند | این کشتی
        return states
    commas = (k for k in range(first + 1, stop) if toks[k].word == "،" and not portfolio_end(toks, k, stop))
    comma = next(commas, first - 1)
    counted = "quantifier" in toks[first].classes  # چند نماینده، | وزیر نیرو …
    several = "demonstrative" in toks[first].classes and toks[min(comma + 1, stop - 1)].word.endswith(_PLURALS)
    apposed = "role" in toks[comma + 1].classes and not (several or counted)  # این منبع، | مدیران نیروگاه‌ها
    if comma > first and "group" not in toks[first].classes and not apposed:
        return comma
    least = first + 2 if toks[first].word.endswith(SUPERLATIVE) else 0  # تازه‌ترین گزارش‌ها | باران …
    return max(open_end(toks, comma + 1), min(least, stop))


def _relays(sent: Sentence, index: int, start: int) -> bool:
    """Whether a reporting verb later in the sentence takes the content, so that the source only relays it."""
    row = sent.cues[index].row
    cited = row.kind == "source" and (row.content in {"any", "person"} or _is_document(sent, index, start))
    for cue in sent.later(index):
        if cue.row.kind != "verb" or cue.tense in FIRST or cue.start < start or sent.quoted(cue):
            continue
        if cited and not sent.colon(cue) and (has_verb(sent, start, cue.start) or sent.subject(start, cue.start)):
            return False  # به گفته یک منبع، او به مادرش گفته است که …
        if (sent.marked(cue) and not answers_before(sent, cue)) or (
            cue.row.content == "free" and count_words(sent.text, cue.end, sent.reach(cue.end)) >= 3
        ):
            return True
        governed = first_word(sent.text, start + 1) in cue.row.objects and sent.cues[index].row.content == "relay"
        if governed and not has_verb(sent, start, cue.start):  # رویترز به نقل از وکیلان از بازداشت او خبر داد
            return True
    return False


def _is_document(sent: Sentence, index: int, end: int) -> bool:
    """Whether a document opens the sentence, of its own and no outlet's (``بر اساس بیانیه وزارت دفاع، …``)."""
    cue = sent.cues[index]
    if cue.row.content != "document" or _lead(sent, sent.start, cue.start) is not None:
        return False
    return not any(token.classes & _PASSED_ON for token in sent.tokens(cue.end, end))


def _speaks_first(sent: Sentence, index: int, start: int) -> bool:
    """Whether a person or post opens what an outlet or press office is the source of, before a reporting verb.

    ``به نقل از روابط عمومی شرکت، علی نوری مدیر شرکت بازار را پررونق دانست``.
    """
    if sent.cues[index].row.content not in _RELAYING:
        return False
    verbs = (c for c in sent.later(index) if c.row.kind == "verb" and c.tense not in FIRST and c.start > start)
    for cue in verbs:
        first = next((t for t in sent.tokens(start, cue.start) if t.is_word), None)
        body = first is not None and "organization" in first.classes and "،" in sent.text[start - 2 : first.start]
        if first is None or not (body or first.classes & {"role", "given", "honorific"}):
            return False
        who = sent.subject(start, cue.start)
        if who is not None and who.start <= first.start:
            return True
    return False


def _lead(sent: Sentence, here: int, end: int) -> Span | None:
    """The first part of the clause before an inserted source (``هدف آن، به گفته منتقدان، …``), if it is one."""
    lead = trimmed(sent.text, here, end)
    if lead is None or (has_verb(sent, *lead) and not awaits_main(sent, *lead)):
        return None
    toks = sent.tokens(*lead)
    if not toks or toks[-1].word in _CONJUNCTIONS or "preposition" in toks[0].classes:
        return None
    said = [t for t in toks if t.is_word and not t.word.isdigit()]  # a number in brackets is a note
    return lead if any(not t.classes & {"adverb", "connective", "preposition"} for t in said) else None


def _told(sent: Sentence, toks: Sequence[Token], stop: int) -> tuple[Span, int] | None:
    """The source that a relative clause describes, or that of a document in it, and where the content begins.

    ``به گفته کارگرانی که آنجا بودند، S``, ``بر اساس آماری که وزارت بهداشت داده، S``, ``طرحی که توسط شهرداری تهیه شده
    است، S``; without a source it is the document.
    """
    if stop >= len(toks) or toks[stop].word != "که":
        return None
    after = after_relative(toks, stop, len(toks))
    comma = after - 1 if after > stop + 1 else 0
    if not comma:
        return None
    if "document" not in toks[0].classes:
        return Span(toks[0].start, toks[stop - 1].end), toks[comma].end
    rest = toks[stop + 1 : comma]
    if rest[0].word == _TO and "issued" in rest[-1].classes:  # اطلاعاتی که به سازمان حقوق بشر دریا رسیده، …
        return Span(rest[1].start, rest[-2].end), toks[comma].end
    source = put_out_by(sent, rest) or Span(toks[0].start, toks[comma - 1].end)
    shown = sent.patterns.after_source.match(sent.text, toks[comma].start, sent.end)
    return source, shown.end() if shown else toks[comma].end


def put_out_by(sent: Sentence, toks: Sequence[Token]) -> Span | None:
    """Returns who put out the document that a relative clause tells of (``که از سوی وزارت نیرو منتشر شده``)."""
    by = next((k + 1 for k, t in enumerate(toks) if "agent" in t.classes), 0)
    who, _ = sent.subject_among(toks[by:])
    mine = [t for t in toks if who is not None and who.start <= t.start < who.end]
    end = speaker_end(mine, 0, len(mine)) if mine and mine[0].classes & SPEAKERS else 0
    return Span(mine[0].start, mine[end - 1].end) if end else None


def _issued(sent: Sentence, toks: Sequence[Token]) -> Span | None:
    """The source that a participle ties to a document (``طبق اخبار منتشرشده در شبکه‌های اجتماعی، …``)."""
    comma = next((k for k, t in enumerate(toks[:_MOST_TOKENS]) if t.word == "،"), 0)
    k = next((k for k, t in enumerate(toks[: comma or _MOST_TOKENS]) if "issued" in t.classes), len(toks))
    k += 2 if k + 1 < len(toks) and toks[k + 1].word == "شده" else 1
    if k + 1 >= len(toks) or "preposition" not in toks[k].classes:
        return None
    end = sent.phrase_end(toks, k + 1)
    closed = end >= comma > k + 1 or "agent" in toks[k].classes
    note = next((m for m in range(k + 1, end) if toks[m].word == "("), end)  # توسط وزارت نیرو (خرداد ۱۴۰۰)
    end = min(note, comma or note)
    return Span(toks[k + 1].start, toks[end - 1].end) if closed and end > k + 1 else None


def issuer(toks: Sequence[Token], stop: int) -> Span:
    """Returns the source in a noun phrase: of a document, the body that issued it (``آمار رسمی وزارت بهداشت``)."""
    first = 0
    if "document" in toks[0].classes or toks[0].word.endswith(SUPERLATIVE):
        by = next((k + 1 for k in range(1, stop - 1) if "agent" in toks[k].classes), 0)
        bodies = {"organization", "role", "group", "given", "honorific", "agency", "foreign_outlet"}
        first = by or next((k for k in range(1, stop) if toks[k].classes & bodies or toks[k].word in OPEN), 0)
        first -= first > 1 and "demonstrative" in toks[first - 1].classes  # متن بیانیه | این انجمن
    return Span(toks[first].start, toks[stop - 1].end)


def speaker_opens(sent: Sentence, start: int, end: int) -> bool:
    """Returns whether a speaker opens what stands before a verb at ``end`` (``وزیر نیرو دیروز | گفت``)."""
    toks = sent.tokens(start, end)
    who, _ = sent.subject_among(toks)
    if who is None or who.start > start + 1:
        return False
    verb = last_verb(sent, who.end, end)
    related = verb is not None and _RELATIVE in sent.text[who.end : verb.start()]
    if verb is not None and not (related and sent.text[verb.end() : end].strip() == "،"):
        return False  # but وزیر نیرو درباره سدی که پر شده است، | گفت
    alone = toks[0].is_strange and who.end + 1 >= end  # کاویانی | گفت
    return alone or toks[0].word in OPEN or bool(toks[0].classes & (SPEAKERS | {"demonstrative"}))


def document(toks: Sequence[Token]) -> Span | None:
    """Returns the document that a phrase of place names (``در بخشی از این بیانیه آمده است``), or its issuer."""
    for k in range(len(toks) - 1, -1, -1):
        dateline = k > 0 and "reporting" in toks[k].classes and toks[k - 1].word == _TO  # به گزارش ایسنا، …
        if toks[k].classes & {"document", "site"} and not dateline:
            if k and "demonstrative" in toks[k - 1].classes:
                return Span(toks[k - 1].start, toks[k].end)
            rest = toks[k:]
            stop = max(1, noun_phrase_end(rest, 0, len(rest)))
            return issuer(rest, stop) if "document" in toks[k].classes else _owner(rest, stop)
    return None


def _agent(sent: Sentence, toks: Sequence[Token]) -> Span | None:
    """The agent of a passive verb (``از سوی وزارت نیرو اعلام شد که …``), if it can speak."""
    k = next((k for k in range(len(toks) - 1, 0, -1) if "agent" in toks[k - 1].classes), 0)
    stop = sent.phrase_end(toks, k) if k and toks[k].classes & SPEAKERS else 0
    return Span(toks[k].start, toks[stop - 1].end) if stop > k else None


def _owner(toks: Sequence[Token], stop: int) -> Span:
    """The one whose site this is (``وب‌سایت رسمی این نهاد``, ``سایت وزارت نیرو``), or the site itself."""
    owner = {"organization", "demonstrative", "role"}
    first = next((k for k in range(1, stop) if toks[k].classes & owner), 0)
    return Span(toks[first].start, toks[stop - 1].end)


def relayed(sent: Sentence, index: int, here: int) -> Span | None:
    """Returns the source that a relaying subject names (``رویترز به نقل از یک مقام گزارش داد که …``)."""
    cue = sent.cues[index]
    relays = (c for c in reversed(sent.earlier(index)) if c.row.content == "relay" and c.start >= here)
    source = next(relays, None)  # the last: به نقل از آفتاب، رسانه‌ها به نقل از وزیر می‌گویند
    if source is None:
        return None
    if _in_relative(sent.tokens(here, cue.start), source.start):
        return None
    toks = sent.tokens(source.end, cue.start)
    toks = toks[int(bool(toks) and "speech" in toks[0].classes) :]  # به نقل از سخنان | نوری
    limit = len(toks)
    if sent.subject(here, source.start) is None:  # after a comma may come the subject, else only an apposition
        limit = next((k for k, t in enumerate(toks) if t.word == "،"), limit)
    close = closing(toks, 0, len(toks)) if toks and toks[0].word in OPEN else None  # به نقل از «مقامی که …»
    stop = sent.phrase_end(toks, 0, limit) if close is None else close + 1
    if _own_desk(sent, toks[:stop], here, source.start):
        return None
    after = after_relative(toks, stop, len(toks)) if stop < len(toks) and toks[stop].word == "که" else stop
    if stop == 0 or sent.subject_among(toks[after:])[0] is not None:
        return None
    return Span(toks[after_unmarked(toks, 0, len(toks)) or _named_last(toks[:stop])].start, toks[stop - 1].end)


def _in_relative(toks: Sequence[Token], at: int) -> bool:
    """Whether a place stands in a relative clause that a comma closes (``که به نقل از نوری خبر داده بود، | گفت``)."""
    that = max((k for k, t in enumerate(toks) if t.word == "که" and t.start < at), default=None)
    if that is None:
        return False
    after = after_relative(toks, that, len(toks))
    return after > that + 1 and toks[after - 1].start > at


def _named_last(source: Sequence[Token]) -> int:
    """Where a name begins that closes that of a body without a comma (``ستاد خبری جشنواره | رضا نوری``), or 0."""
    at = len(source) - _BARE_NAME
    if at < _BARE_NAME or "organization" not in source[0].classes | source[1].classes:
        return 0
    before = source[at - 1].classes
    name = "given" in source[at].classes and source[at + 1].is_plain
    return at if name and not before & {"eponym", "relational", "honorific", "given", "preposition"} else 0


def _own_desk(sent: Sentence, source: Sequence[Token], here: int, end: int) -> bool:
    """Whether an outlet relays its own reporter (``به نقل از خبرنگار خود``, ``فارس به نقل از خبرنگار فارس``)."""
    if not any("desk" in t.classes for t in source):
        return False
    words = [t.word for t in source if t.is_word]
    who = sent.subject(here, end)
    return words[-1] == _OWN or (who is not None and sent.text[who.start : who.end].split()[-1] == words[-1])


def relays(sent: Sentence, index: int) -> tuple[Span, ...]:
    """Returns the outlets that relay what the verb of that index reports (``به گزارش رویترز، دادستان … گفت``)."""
    out = []
    for source in sent.earlier(index):
        if source.row.content not in {"outlet", "relay"} or sent.quoted(source):
            continue
        toks = sent.tokens(source.end, min(sent.cues[index].start, source.end + _LONGEST_SOURCE))
        comma = next((k for k, t in enumerate(toks) if t.word == "،"), len(toks))
        stop = sent.phrase_end(toks, 0, comma)
        if stop and not toks[0].classes & {"desk", "demonstrative", "adverb"}:
            out.append(Span(toks[0].start, toks[stop - 1].end))
    return tuple(out)


def _complement(sent: Sentence, index: int) -> re.Match[str] | None:
    """What joins a noun of speech to what was said, in its own clause (``مبنی بر اینکه``, ``این است که``)."""
    cue = sent.cues[index]
    limit = min(sent.end, cue.end + _BASED)
    colon = sent.text.find(":", cue.end, limit)
    based = sent.patterns.based.search(sent.text, cue.end, limit if colon < 0 else colon)
    if based is None:
        return None
    other = any(c.start < based.start() for c in sent.later(index)[:1])
    if other or (based["copula"] and "،" in sent.text[cue.end : based.start()]):
        return None
    return None if has_verb(sent, cue.end, based.start()) else based


def read_noun(sent: Sentence, index: int, here: int) -> tuple[Found | None, int]:
    """Returns the attribution of a noun of speech before its speaker, and where to go on reading."""
    cue, text = sent.cues[index], sent.text
    based = _complement(sent, index)
    if based is None:
        return None, here
    toks = sent.tokens(cue.end, based.start())
    toks = after_adjectives(toks)
    stop = sent.phrase_end(toks)
    end = _judged_stop(sent, index, toks, based.end())
    if end is None:
        end = clause_stop(sent, based.end(), main_cue(sent, index, based.end()))
    span = trimmed(text, based.end(), end)
    if stop == 0 or span is None:
        return None, here
    if "asker" in toks[0].classes:  # در پاسخ به گفته خبرنگاری مبنی بر اینکه …: a question
        return None, here
    who = Span(toks[0].start, toks[stop - 1].end)
    return Found("clause", Span(cue.start, cue.end), cue.row.id, who, cue.start, (span,), "noun"), end


def _judged_stop(sent: Sentence, index: int, toks: Sequence[Token], start: int) -> int | None:
    """Where what was said ends before the verb of which it is the object (``گزارش X را مبنی بر اینکه S رد کرد``)."""
    if not toks or toks[-1].word != _OBJECT:
        return None
    main = next((c for c in sent.later(index) if c.start > start and _OBJECT in c.row.objects), None)
    verb = last_verb(sent, start, main.start) if main is not None else None
    return verb.end() if verb is not None else None


def _told_first(sent: Sentence, cue: Cue, span: Span) -> bool:
    """Whether a verb has no subject, and a clause after it: at most adverbs and one place stand before it.

    ``دیروز اعلام شد | آب …``, ``در این جلسه اعلام شد، | آب …``.
    """
    near = max(sent.start, cue.start - _LONGEST_SOURCE)
    toks = sent.tokens(clause_start(sent, near, cue.start), cue.start)
    first = next((k for k, t in enumerate(toks) if not t.classes & {"adverb", "connective"}), len(toks))
    placed = first + 1 < len(toks) and toks[first].word in _IN
    place = open_end(toks, first + 1) if placed else first
    return only_adverbs(toks[place:]) and has_verb(sent, *span) and span.start - cue.end <= _COMMA


def read_impersonal(sent: Sentence, index: int, here: int) -> tuple[Found | None, int]:
    """Returns the attribution of ``گفته می‌شود``, whose speaker nobody names, and where to go on reading."""
    cue, text = sent.cues[index], sent.text
    after = sent.patterns.after.match(text, cue.end, sent.end)
    span = trimmed(text, after.end() if after else cue.end, sent.end)
    marked = after is not None and after["mark"] in {":", "که"}
    if span is None or count_words(text, *span) < 3:
        return None, here
    if cue.row.content == "marked" and not (marked or _told_first(sent, cue, span)):
        return None, here
    if _lead(sent, here, cue.start) and _relays(sent, index, span.start):  # دولت بر اساس برخی گزارش‌ها … و می‌گوید
        return None, here
    closed = _relative_stop(sent, cue, span.start)
    if closed is None:
        stop = content_stop(sent, index, span.start, colon=False)
        closed = stop if stop < sent.end else None
    if closed is not None:  # حمله‌ای که گفته می‌شود S، …
        span = trimmed(text, span.start, closed) or span
    quote = sent.quote_at(span.start)
    inner = trimmed(text, *quote.inner) if quote is not None else None
    if quote is not None and inner is not None and count_words(text, *inner) >= _CLAUSE and has_verb(sent, *inner):
        span, closed = inner, quote.end
    toks = sent.tokens(clause_start(sent, here, cue.start), cue.start)
    agent = _agent(sent, toks)
    place = next((k for k, t in enumerate(toks) if t.classes & {"preposition", "adverb"}), len(toks))
    put_in = None if agent is not None else document(toks[place:])  # در این بیانیه گفته شده …
    who = put_in or agent
    found = Found(
        "quoted" if span == inner else "clause",
        Span(cue.start, cue.end),
        cue.row.id,
        who,
        cue.start,
        (span,),
        "document" if put_in else "agent" if who else "impersonal",
        running=closed is None,
    )
    return found, closed or sent.end
