"""Finds what a cue introduces: the content after it, and where that stops."""

import re
from typing import NamedTuple

from faclaims.records import Form, Span
from faclaims.stages.attributions.clauses import (
    clause_start,
    count_words,
    first_word,
    has_verb,
    is_clause,
    last_verb,
    trimmed,
)
from faclaims.stages.attributions.cues import FIRST, Cue, is_plural
from faclaims.stages.attributions.model import SPEAKERS, Sentence
from faclaims.stages.attributions.quotes import Quote
from faclaims.stages.phrases import ALONE, after_relative, only_adverbs

_OPENS_NO_CLAUSE = frozenset({"", "و", "تا", "را", "زیرا"})
_BUT_WORDS = frozenset({"اما", "ولی"})
_BUT_SOURCE = 20  # code points before a source in which the conjunction before it begins
_BEFORE_CUE = 50  # code points before a cue in which its conjunction must stand
_ADDRESSEE = 60
"""Code points before a cue in which the one who is asked must stand."""
_DESCRIBED = 200
"""Code points before a cue in which a speaker with posts or a relative clause must stand."""
_OPENS = frozenset({"را", "که"})
_AND = " و "
_OR = " یا "
_VERB = 2  # words of a verb
_LONGEST_WORD = 24  # code points
_LEADS = frozenset({"با", "در"})
_HAD = ("ه بود", "ه بودند")
_FROM = "از"
_OBJECT = "را"
_THAT = "که"
_LINKS = frozenset({"و", "اما", "ولی"})
_TO = "به"
_LINE_END = 3  # code points after a cue in which its line ends
_CONTRAST = 90
_MEANWHILE = 200
_CONCEDED = 600  # code points of a conceded report at most
_COMMENT = "comment"
_BUT = 5  # code points before a comma in which اما must begin
_UNMARKED = 160
_UNCLOSED = frozenset('«“„"')
"""Marks that open a quotation; the page closes none where it breaks off (``گفت: «باران بارید و …``)."""
_CLAUSE = 4  # words of a quotation that says something: after a colon the reporter goes on after it


class Content(NamedTuple):
    """A content after a cue: its form and pieces, where it ends, whether it reaches the sentence's end.

    ``presented`` tells that the reader was told to read the whole of it.
    """

    form: Form
    pieces: tuple[Span, ...]
    end: int
    running: bool
    presented: bool = False


def content_after(sent: Sentence, index: int, mark: str, start: int) -> Content | None:
    """Returns the content that begins at ``start``, after the cue of that index and the mark that follows it."""
    text, cue = sent.text, sent.cues[index]
    presented = sent.patterns.presents.match(text, start, sent.end)
    if presented is not None:
        mark, start = ":", presented.end()
    mark = _semicolon(sent, cue) if mark == "؛" else mark
    quote = sent.quote_at(start)
    if mark == ":" and quote is None and text[start : start + 1] in _UNCLOSED:
        start += 1
    if not mark and _breaks_off(sent, cue, start):
        return Content("clause", (), sent.end, running=True)
    if mark == _COMMENT or not _allowed(sent, index, mark, start, quoted=quote is not None):
        return None
    if quote is not None:
        inner = trimmed(text, *quote.inner)
        if inner is None or (_is_split(cue) and not has_verb(sent, *inner)):  # خواستار «حذف دلالان» شد
            return None
        if (quoted := _quoted(sent, index, mark, quote, inner)) is not None:
            return quoted
    colon = mark == ":"
    whole = presented is not None or (colon and cue.row.content == "presented")
    stop = content_stop(sent, index, start, colon=colon)
    span = trimmed(text, start, stop)
    if span is None and colon:
        return Content(
            "colon", (), sent.end, running=True, presented=whole
        )  # what follows stands in the next lines
    if span is None or (not colon and count_words(text, *span) < 2) or cue.tense == "elided":
        return None
    return Content("colon" if colon else "clause", (span,), stop, stop == sent.end, whole)


def _is_split(cue: Cue) -> bool:
    """Whether a cue stands apart from its verb, around what was said (``قول … داد``)."""
    return cue.tense == "none" and "ezafe" in cue.row.objects


def _quoted(sent: Sentence, index: int, mark: str, quote: Quote, inner: Span) -> Content | None:
    """The content that is a quotation and at most its verb; null if the clause goes on after it."""
    text = sent.text
    tail = trimmed(text, quote.end, sent.end)
    if tail is not None and mark != ":" and _closes_quote(sent, inner, tail):
        return Content("clause", (Span(quote.start, tail.end),), tail.end, running=False)
    whole_clause = count_words(text, *inner) >= _CLAUSE and has_verb(sent, *inner)
    added = mark == "که" and count_words(text, quote.end, sent.reach(quote.end)) > _CLAUSE  # که «S» و S
    further = text.startswith(_OR, quote.end) and sent.reach(quote.end) == sent.end
    if tail is not None and whole_clause and further and has_verb(sent, *tail):  # «S» یا S
        return Content("quoted", (inner, tail), tail.end, running=False)
    closed = whole_clause and (mark == ":" or (text.startswith(_AND, quote.end) and not added))
    over = tail is None or closed or not _clause_goes_on(sent, index, quote.end)
    return Content("quoted", (inner,), quote.end, tail is None) if over else None


def _closes_quote(sent: Sentence, inner: Span, tail: Span) -> bool:
    """Whether the verb of a quotation stands after its mark (``خواست «مردم را معاف» کند``)."""
    brief = tail.end - tail.start <= 2 * _LONGEST_WORD
    short = brief and count_words(sent.text, *tail) <= _VERB and not any(c.start >= tail.start for c in sent.cues)
    last = last_verb(sent, *inner)
    return short and has_verb(sent, *tail) and (last is None or count_words(sent.text, last.end(), inner.end) > 0)


def _semicolon(sent: Sentence, cue: Cue) -> str:
    """What a semicolon after a verb stands for: some newspapers set it for a colon (``وزیر نیرو گفت؛ …``).

    ``_COMMENT`` where the reporter comments on what was said (``… را اعلام کرد؛ رویدادی که …``).
    """
    if sent.patterns.comment.match(sent.text, cue.end, sent.end):
        return _COMMENT
    tells = cue.row.content in {"free", "marked"} and cue.tense == "past"
    return ":" if tells and _speaker_before(sent, cue) else "؛"


def _breaks_off(sent: Sentence, cue: Cue, start: int) -> bool:
    """Whether the line ends at a verb that must have content, so that it stands in the next one."""
    plain = cue.row.content == "free" and cue.tense == "past" and bool(cue.row.stems)
    return plain and start >= sent.end and "\n" in sent.text[cue.end : cue.end + _LINE_END]


def _allowed(sent: Sentence, index: int, mark: str, start: int, *, quoted: bool) -> bool:
    """Whether a cue takes content with this mark: see ``CueRow.content``."""
    cue = sent.cues[index]
    kind = cue.row.content
    if kind == "addressed":
        before = sent.tokens(max(sent.start, cue.start - _ADDRESSEE), cue.start)
        if cue.tense in {"present", "imperfect"} and not any(t.word == _FROM for t in before):
            return False
        kind = "asking"
    if kind == "marked" and mark != ":" and _continues(sent, cue):
        return False
    if mark == "که" and answers_before(sent, cue):
        return False
    if kind == "present" and cue.tense not in {"present", "performative"}:
        return False  # گمان کرد که …: the narrator's
    split = _is_split(cue)
    if (
        cue.tense == "elided"
        or (split and not mark and not quoted)
        or (mark == "تا" and kind not in {"asking", "docs"})
    ):
        return False
    if mark == ":":
        return True
    if kind == "docs":
        return mark in {"که", "،", "تا"} or quoted or _clause_follows(sent, index, start)
    if kind in {"free", "marked", "asking", "present"} and (mark in {"که", "تا"} or quoted):
        return True
    return _unmarked_allowed(sent, index, kind, mark) and _clause_follows(sent, index, start)


def answers_before(sent: Sentence, cue: Cue) -> bool:
    """Returns whether a ``که`` after a cue belongs to a word before it (``این سخنان را پس از آن گفت که …``)."""
    return (
        sent.patterns.meanwhile.search(sent.text, max(sent.start, cue.start - _MEANWHILE), cue.start) is not None
    )


def _unmarked_allowed(sent: Sentence, index: int, kind: str, mark: str) -> bool:
    """Whether a cue of this kind takes a clause that at most a comma or a semicolon marks."""
    cue = sent.cues[index]
    if kind == "free":
        told = cue.tense != "imperfect" or _speaker_before(sent, cue)  # مردم منطقه می‌گفتند …
        return told and mark in {"", "،", "؛"}
    if kind == "marked":
        noun = sent.patterns.verb.match(sent.text, cue.end + 1, sent.end)  # مشورت دریافت کرد
        claims = _speaker_before(sent, cue) or (not mark and _coordinate(sent, index))
        return mark in {"", "،"} and not noun and cue.tense in {"past", "present"} and claims
    told = cue.tense == "bare" and (
        _speaker_before(sent, cue) or _speaker_before(sent, cue, to=(_FROM, _TO)) or _asks_too(sent, index)
    )
    asked = cue.tense in {"past", "perfect", "present"} or told
    return kind == "asking" and mark in {"", "،"} and asked


def _coordinate(sent: Sentence, index: int) -> bool:
    """Whether a cue goes on after another with a conjunction alone (``… را رد کرد، اما تأیید کرد …``)."""
    cue = sent.cues[index]
    before = sent.text[max(sent.start, cue.start - _BEFORE_CUE) : cue.start].split()
    linked = bool(before) and before[-1] in _LINKS
    return linked and any(c.row.kind == "verb" for c in sent.earlier(index))


def _asks_too(sent: Sentence, index: int) -> bool:
    """Whether a cue goes on after another in the perfect and tells who is asked (``خبر داده و به او توصیه کرده …``)."""
    said = next((c for c in reversed(sent.earlier(index)) if c.row.kind == "verb"), None)
    if said is None or said.tense not in {"bare", "perfect"}:
        return False
    words = sent.text[said.end : sent.cues[index].start].split()
    return len(words) > 1 and words[0] == "و" and words[1] in {_TO, _FROM}


def _continues(sent: Sentence, cue: Cue) -> bool:
    """Whether a cue governs an act, and not an addressee (``به راکت‌پراکنی ادامه داد که …``)."""
    if cue.row.objects:
        return False
    toks = sent.tokens(max(sent.start, cue.start - _BEFORE_CUE), cue.start)
    return len(toks) > 1 and toks[-2].word == _TO and not toks[-1].classes & (SPEAKERS | {"demonstrative"})


def _speaker_before(sent: Sentence, cue: Cue, *, to: tuple[str, ...] = ()) -> bool:
    """Whether a speaker and at most adverbs or a relative clause stand before a cue, or a speaker, ``to`` and somebody.

    ``مدیر سد در پایان | ادامه داد آب …``, ``نوری که پارسال آزاد شد، | خبر داد پرونده‌ای …``.
    """
    near = max(sent.start, cue.start - _DESCRIBED)
    toks = sent.tokens(clause_start(sent, near, cue.start), cue.start)
    who, rest = sent.subject_among(toks)
    if rest < len(toks) and toks[rest].word == "که":
        rest = after_relative(toks, rest, len(toks))
    elif rest < len(toks) and toks[rest].word == "،":  # دونالد ترامپ، رئیس جمهور، | دیروز
        rest += 1
    mine = [t for t in toks if who is not None and who.start <= t.start < who.end]
    named = any(t.classes & SPEAKERS for t in mine) or sent.knows(mine)
    if to:  # این سازمان هم از طرف‌های درگیر | خواسته راه بدهند
        rest = next((k for k in range(rest, len(toks)) if not only_adverbs(toks[rest : k + 1])), len(toks))
        return named and len(toks) > rest + 1 and toks[rest].word in to
    led = toks[rest:]  # سرمربی هم در پاسخ به پرسشی درباره بودجه | توضیح داد باشگاه …
    inside = next((t.word in _LEADS for t in led if "adverb" not in t.classes), False)
    closed = not any(t.word in _OPENS for t in led) and sent.subject_among(led)[0] is None
    return named and (only_adverbs(led) or (inside and closed and bool(cue.row.nouns)))


def _clause_follows(sent: Sentence, index: int, start: int) -> bool:
    """Whether a clause with no mark follows: enough words, a verb, and no other cue at once."""
    text = sent.text
    cue, opening = sent.cues[index], first_word(text, start)
    but = opening in _BUT_WORDS and not (cue.row.content == "free" and _speaker_before(sent, cue))
    if but or opening in _OPENS_NO_CLAUSE:  # این را گفت | اما …, yet وزیر نیرو افزود اما …
        return False
    following = next((c for c in sent.later(index) if _reports(sent, c)), None)
    wants = following is not None and (  # گفت تهران می‌خواهد …, گفت تهران خواهان … است
        following.row.content in {"asking", "addressed"} or "ezafe" in following.row.objects
    )
    few = following is not None and count_words(text, start, following.start) < (1 if wants else 3)
    if few and not _says_of_another(sent, index, start, following):
        return False
    end = sent.reach(start)
    asked = cue.row.content in {"asking", "addressed"}  # از همه خواست | خویشتن‌داری کنند
    noun = cue.row.content == "addressed" and not sent.patterns.wanted.search(text, start, end)
    if noun:  # با همان خواست | بیست روز کار موافقت کرد
        return False
    return count_words(text, start, end) >= (2 if asked else 3) and is_clause(sent, start, end)


def _says_of_another(sent: Sentence, index: int, start: int, following: Cue | None) -> bool:
    """Whether what follows a cue at once is what somebody else thinks or says (``نوری گفت | مردم نگران‌اند که …``)."""
    cue = sent.cues[index]
    said = following is not None and cue.row.content == "free" and cue.tense in {"past", "perfect"}
    told = said and (_speaker_before(sent, cue) or _coordinate(sent, index))
    return bool(told and following and sent.subject(start, following.start))


def _reports(sent: Sentence, cue: Cue) -> bool:
    """Whether a verb says something where it stands, and is no noun or first person (``گفت دریافت اقامت …``)."""
    said = cue.row.kind == "verb" and cue.tense not in FIRST | {"elided"}
    return said and (cue.row.content != "marked" or bool(cue.row.objects) or sent.marked(cue))


def _clause_goes_on(sent: Sentence, index: int, start: int) -> bool:
    """Whether the clause goes on after a quotation that opens it (``«…»، اما …``)."""
    text = sent.text
    link = sent.patterns.quote_link.match(text, start, sent.end)
    begin = link.end() if link else start
    others = (c for c in sent.later(index) if c.row.kind != "noun" and c.tense not in FIRST)
    following = next((c for c in others if c.start >= begin), None)
    if following is not None and ((link and link[0].strip()) or count_words(text, begin, following.start) < 4):
        return False
    end = sent.reach(begin)
    return count_words(text, begin, end) >= 3 and has_verb(sent, begin, end)


def content_stop(sent: Sentence, index: int, start: int, *, colon: bool) -> int:
    """Returns where the content that begins at ``start`` stops: before a coordinate cue, or at the sentence's end.

    Args:
        sent: The sentence.
        index: Index of the cue that introduces the content; -1 for a headline.
        start: Where the content begins.
        colon: Whether a colon introduces it; then only a cue with a colon ends it.
    """
    told = _told_stop(sent, index, start, colon=colon)
    if told is not None:
        return told
    for cue in sent.later(index):
        if cue.tense in FIRST or cue.start < start + 2 or sent.quoted(cue):
            continue
        if cue.row.kind == "participle" and colon:
            stop = _unmarked_stop(sent, cue, start, marked=True)
        elif cue.row.kind in {"source", "impersonal"} and not colon:
            stop = _contrasted(sent, cue, start)
        elif cue.row.kind == "verb":
            stop = _stop_before(sent, index, cue, start, colon=colon)
        else:
            continue
        if stop is not None and not awaits_main(sent, start, stop):
            return stop
    return sent.end


def _told_stop(sent: Sentence, index: int, start: int, *, colon: bool) -> int | None:
    """Where a content ends because the reporter goes on: with a main clause, a dateline or a comment."""
    text = sent.text
    if not colon and index >= 0 and (conceded := _conceded(sent, index, start)) is not None:
        return conceded
    if not colon and (over := _object_of_main(sent, start)) is not None:
        return over
    near = sent.reach(start)
    dateline = sent.patterns.dateline.search(text, start, near)
    if dateline is not None and dateline.start() > start + 12:
        return dateline.start()
    comment = None if colon else sent.patterns.comment.search(text, start, near)
    return comment.start() if comment is not None and has_verb(sent, start, comment.start()) else None


def _object_of_main(sent: Sentence, start: int) -> int | None:
    """Where a clause ends that is part of the object of another (``کشتی که به نظر او آسیب دیده است | را بردند``)."""
    verb = sent.patterns.before_marker.search(sent.text, start, sent.reach(start))
    return verb.end() if verb is not None and _THAT not in sent.text[start : verb.end()] else None


def awaits_main(sent: Sentence, start: int, stop: int) -> bool:
    """Returns whether nothing but a subordinate clause has been said so far (``گفت وقتی باران بارید، …``)."""
    opening = sent.patterns.subordinate.search(sent.text, start, stop)
    if opening is None or has_verb(sent, start, opening.start()):
        return False
    verbs = sent.patterns.verb.finditer(sent.text, opening.end(), stop)
    return next(verbs, None) is not None and next(verbs, None) is None


def _stop_before(sent: Sentence, index: int, cue: Cue, start: int, *, colon: bool) -> int | None:
    """Where a content ends because of a later cue of its sentence; null if it goes on over it."""
    text = sent.text
    after = sent.patterns.after.match(text, cue.end, sent.end)
    link = sent.patterns.link.search(text, max(start, cue.start - _BEFORE_CUE), cue.start)
    stop = link.start() if link else None if colon else _contrast(sent, cue, start)
    if stop is None:
        marked = bool(after and (after["mark"] in {":", "که", "،"} or after["that"]))
        apart = _told_apart(sent, cue, start, colon=colon) or (None if colon else _judged_next(sent, cue, start))
        return apart or _unmarked_stop(sent, cue, start, marked=marked, headed=index < 0)
    if link is not None and _of_those_told_of(sent, index, cue, link):
        return None
    alike = cue.tense == "present" and index >= 0 and sent.cues[index].tense == "present"
    told = cue.tense == "past" or alike or text.endswith(_HAD, cue.start, cue.end)
    governed = link is not None and told and _governs(cue, link[0])
    wants = link is not None and _is_split(cue)  # و خواستار … شد
    against = governed or wants or (link is None and bool(cue.row.objects))  # اما وزیر … را رد کرد
    strong = against or sent.colon(cue) or (not colon and after and (after["mark"] or sent.marked(cue)))
    weak = (
        not colon
        and cue.row.content in {"free", "asking", "addressed", "docs"}
        and (cue.tense not in {"bare", "imperfect"} or (cue.tense == "bare" and _bare(sent, index)))
        and not (cue.tense == "present" and _inner_state(sent, index, cue, start))
    )
    if (strong or weak) and (link is None or colon or index < 0 or is_clause(sent, start, stop)):
        return stop + (1 if text[stop].isspace() else 0)
    return None


def _of_those_told_of(sent: Sentence, index: int, cue: Cue, link: re.Match[str]) -> bool:
    """Whether a verb without a subject goes on with what is told, since the speaker is one and it is of several.

    ``یک منبع گفت مأموران خانه را گشتند و به پدرش هشدار دادند …``, ``رسانه‌ها گفتند وزیر استعفا کرد و افزود …``.
    """
    outer = sent.cues[index]
    finite = index >= 0 and outer.row.kind == "verb" and outer.tense in {"past", "present", "perfect"}
    if not finite or cue.tense in {"bare", "elided", "none"} or not link[0].startswith("و"):
        return False
    several = is_plural(sent.text, Span(cue.start, cue.end))
    apart = several != is_plural(sent.text, Span(outer.start, outer.end))
    return apart and sent.subject(link.end(), cue.start) is None


def _bare(sent: Sentence, index: int) -> bool:
    """Whether the cue that opened a content is in the perfect, with auxiliary or without (``گفته … و خواسته …``)."""
    return index >= 0 and sent.cues[index].tense in {"bare", "perfect"}


def _contrasted(sent: Sentence, cue: Cue, start: int) -> int | None:
    """Where a content ends before a conjunction and a source (``گفت آب هست، | ولی به گفته وزیر …``)."""
    near = max(start, cue.start - _BUT_SOURCE)
    but = next(sent.patterns.contrast.finditer(sent.text, near, cue.start), None)
    if but is None or not is_clause(sent, start, but.start()):
        return None
    between = sent.tokens(but.end(), cue.start)
    if between and not (cue.row.kind == "impersonal" and only_adverbs(between)):  # اما سپس | اعلام شد …
        return None
    return but.start()


def _governs(cue: Cue, link: str) -> bool:
    """Whether a link holds the object of a cue (``گفت آب هست و از ساخت سد | خبر داد``)."""
    words = link.split()
    return len(words) > 1 and words[1] in cue.row.objects


def _judged_next(sent: Sentence, cue: Cue, start: int) -> int | None:
    """Where a comma ends a content before another speaker judges (``… مرده است، زندانبانان علت را … عنوان کردند``)."""
    comma = sent.text.rfind("،", start, cue.start) if _OBJECT in cue.row.objects else -1
    last = sent.tokens(max(start, comma - _LONGEST_WORD), comma)[-1:] if comma > start else ()
    if not last or not (has_verb(sent, start, comma) or last[0].is_participle):
        return None  # او مرده، … is closed too
    toks = sent.tokens(comma + 1, cue.start)
    speaks = bool(toks) and bool(toks[0].classes & (SPEAKERS - {"country", "quantifier"}))
    return comma if speaks and any(t.word == _OBJECT for t in toks) else None


def _told_apart(sent: Sentence, cue: Cue, start: int, *, colon: bool) -> int | None:
    """Where a semicolon ends a content before another speaker says something (``مجلس گفت …؛ دولت نیز گفت …``).

    After a colon only a pronoun shows that it is the reporter who goes on (``گفت: …؛ وی افزود که …``).
    """
    mark = sent.text.rfind("؛", start, cue.start)
    if (
        mark < 0
        or cue.row.content != "free"
        or cue.tense not in {"past", "perfect"}
        or not has_verb(sent, start, mark)
    ):
        return None
    toks = sent.tokens(mark + 1, cue.start)
    who, rest = sent.subject_among(toks)
    first = who is not None and bool(toks) and who.start == toks[0].start
    named = first and (toks[0].word in ALONE if colon else bool(toks[0].classes & SPEAKERS))
    return mark if named and only_adverbs(toks[rest:]) else None


def _inner_state(sent: Sentence, index: int, cue: Cue, start: int) -> bool:
    """Whether a verb in the present is what the subject of the content wants or hopes, and no report of its own.

    ``… کم است، اما می‌خواهد …``, ``وزیر گفت الوند آماده گفت‌وگوست و امیدوار است …``.
    """
    if cue.row.content == "addressed":
        return True
    toks = sent.tokens(start, cue.start)
    own = bool(toks) and bool(toks[0].classes & {"country", "organization", "pronoun"})
    return index >= 0 and sent.cues[index].tense == "past" and own


def _conceded(sent: Sentence, index: int, start: int) -> int | None:
    """Where a conceded report ends before the main clause (``در حالی که X گفته است S، Y می‌گوید که …``).

    If the conjunction opens the sentence, any clause may be the main one.
    """
    cue, text = sent.cues[index], sent.text
    begin = max(sent.start, cue.start - _CONTRAST)
    conceded = sent.patterns.concession.search(text, begin, cue.start)
    if conceded is None or ("،" in conceded[0] and has_verb(sent, conceded.start(), cue.start)):
        return None
    first = not has_verb(sent, sent.start, conceded.start()) and "،" not in text[sent.start : conceded.start()]
    following = next((c for c in sent.later(index) if c.row.kind == "verb" and sent.marked(c)), None)
    stop = sent.end if first else following.start if following is not None else start
    stop = min(stop, start + _CONCEDED)
    comma = text.find("،", start, stop)
    while comma >= 0:
        toks = sent.tokens(comma + 1, stop)
        main = first and has_verb(sent, comma, stop)
        if is_clause(sent, start, comma) and toks and (main or toks[0].classes & SPEAKERS):
            but = sent.patterns.contrast.search(text, comma - _BUT, comma)
            return but.start() if but else comma
        comma = text.find("،", comma + 1, stop)
    return None


def _contrast(sent: Sentence, cue: Cue, start: int) -> int | None:
    """Where ``ولی`` or ``اما`` sets another speaker or time against the first (``وزیر گفته … ولی نوری گفته …``)."""
    links = list(sent.patterns.contrast.finditer(sent.text, max(start, cue.start - _CONTRAST), cue.start))
    if not links or sent.patterns.concession.search(sent.text, start, links[0].start()):
        return None
    begin = links[-1].end()
    toks = sent.tokens(begin, cue.start)
    who, _ = sent.subject_among(toks)
    another = who is not None and who.start <= begin + 1 and bool(toks[0].classes & (SPEAKERS | {"document"}))
    again = bool(toks) and all("adverb" in t.classes for t in toks)  # گفته بود … اما اکنون | می‌گوید …
    return links[-1].start() if another or again else None


def _unmarked_stop(sent: Sentence, cue: Cue, start: int, *, marked: bool, headed: bool = False) -> int | None:
    """Where a content ends with no conjunction before the next reporting sentence (``… آغاز می‌شود وزیر نیرو گفت:``).

    Without a mark after its verb only a pronoun opens one (``… کم است، او گفت …``), but after a headline (``headed``)
    the report itself, which the page put into its line.
    """
    verb = last_verb(sent, max(start, cue.start - _UNMARKED), cue.start)
    if verb is None:
        return None
    toks = sent.tokens(verb.end(), cue.start)
    if toks and toks[0].word == "،":
        toks = toks[1:]
    if not toks or not (marked or headed or toks[0].word in ALONE):
        return None
    stop = sent.phrase_end(toks)
    speaker = toks[0].classes & {"role", "given", "honorific", "pronoun", "organization"} or sent.known_length(
        toks
    )
    alone = stop >= len(toks) - 1
    opens = headed or sent.colon(cue) or cue.row.kind == "participle"
    led = opens and stop < len(toks) and bool(toks[stop].classes & {"preposition", "adverb"})
    led = led or (headed and stop < len(toks) and toks[stop].word == "،")
    return verb.end() if speaker and (alone or led) else None
