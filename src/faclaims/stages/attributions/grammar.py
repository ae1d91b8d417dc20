"""The grammar of Persian reporting: from the cues of one sentence to its attributions.

A reporting sentence is read from left to right. Each cue takes its subject from the words before it and its content
from the words after it (or, for phrases, before it); what a content covers is not read again, save for attributions
nested in it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from faclaims.lexicon.words import Words
from faclaims.records import Form, Span
from faclaims.stages.attributions.cues import Cue
from faclaims.stages.attributions.quotes import Quote
from faclaims.stages.phrases import Known, Token, joined, noun_phrase_end, subject, tokens

_AFTER = re.compile(r"[ \u200c]{0,3}(?P<mark>:|،|که\b|تا\b|؛)?[ \u200c\n]{0,3}(?P<that>که\b)?[ \u200c]{0,3}")
_THAT = re.compile(
    r"[ \u200c]{0,2}(?:(?:نسبت به|از|به|بر|در)[ \u200c]?)?(?:این[ \u200c]?که|آن[ \u200c]?که|این (?:مطلب|موضوع|نکته|پرسش|سوال|سؤال|توضیح|خبر|ادعا|شایعه|سخن|باور) که|که)\b[ \u200c،]{0,2}"
)
_VERB = re.compile(
    r"(?<![\w\u200c])(?:ن?می[\u200c ]\w+|(?:است|نیست|هست|باید|نباید)"
    r"|ن?(?:بود|شد|کرد|داشت|داد|گرفت|رسید|یافت|رفت|آمد|خورد|گذاشت|پرداخت|گردید|نمود|ماند|زد|دید)(?:م|ی|یم|ید|ند)?"
    r"|(?:هست|نیست)(?:م|ی|یم|ید|ند)|ن?(?:باش|شو|کن|ده|دار|توان|گیر|یاب|رو|رس|آی|گرد)(?:م|ی|د|یم|ید|ند)|(?:ن?خواه)(?:م|ی|د|یم|ید|ند)"
    r"|(?:شد|کرد|داد|گرفت|داشت|بود|رفت|رسید|یافت|آمد)ه|\w{2,20}ه\u200c(?:ام|ایم|اند))(?![\w\u200c])"
)
_HEAD = re.compile(r"[^\w«]*(?P<who>[^\n:]{2,80}?)[ \u200c]?:(?![\d۰-۹/])[ \u200c*\n]*")
_PEOPLE = frozenset({"role", "honorific", "given", "group", "unnamed"})
_SPEAKERS = frozenset({"role", "honorific", "given", "organization", "group", "unnamed", "pronoun", "quantifier"})
_SOURCE_AFTER = re.compile(r"[ \u200c]{0,3}(?P<mark>:|،)?[ \u200c\n]{0,3}(?:که |اما |نیز |هم )?")
_BUT = re.compile(r"(?<![\w\u200c])(?:ولی|اما|در حالی که|درحالی[ \u200c]?که)(?![\w\u200c])")
_SUBJUNCTIVE = re.compile(r"(?<![\w\u200c])ن?ب\w{1,12}(?:د|م|ند|یم|ید)(?![\w\u200c])")
_LIGHT = re.compile(r"(?<![\w\u200c])(?:شد|شدند|است|بود|بودند|شده|گردید|هستند|داد|دادند|داده)(?![\w\u200c])")
_WORD = re.compile(r"[\w\u200c]+")
_TRIM = " \u200c\n\t،؛:.!؟?…-–*•▪"
_DATELINE = re.compile(r"(?<![\w\u200c])به گزارش (?:خبرگزاری|خبرنگار|پایگاه|روز|گروه|سرویس|فارس|ایسنا|ایرنا|مهر|تسنیم|ایلنا)(?![\w\u200c])")
_RELATIVE = re.compile(r"(?<![\w\u200c])که (?:[\w\u200c]+ )?$")
_CLOSED = re.compile(r"[ ]?(?:[،؛)] ?)?(?:(?:و|که|اما|ولی)(?=\s|$)|(?<=[،؛)])|(?<=[،؛)] ))")
_SUBORDINATE = re.compile(r"(?<![\w\u200c])(?:که|آنچه|چون|وقتی|اگر)(?![\w\u200c])")
_LINK = re.compile(
    r"(?:^|(?<=[\s،؛]))(?:(?:و|،|؛|اما|ولی)[ ]?(?:همچنین |سپس |نیز |در ادامه |بعد )?|(?:و|،) (?:از|به) (?!من |ما )[^،؛.:]{2,40} )$"
)


class Found(NamedTuple):
    """An attribution in normalized offsets, before its speaker is known.

    ``at`` is where a dropped subject is understood, ``shared`` the subject of the coordinate clause before it, if the
    sentence has one; ``running`` says that the content reaches the end of its
    sentence, so that the next sentence may go on with it.
    """

    form: Form
    cue: Span | None
    row: str
    tense: str
    mention: Span | None
    at: int
    content: tuple[Span, ...]
    nested: bool
    running: bool
    rule: str
    shared: Span | None = None


class Sentence(NamedTuple):
    """All that the grammar knows of one sentence."""

    text: str
    start: int
    end: int
    cues: Sequence[Cue]
    quotes: Sequence[Quote]
    adverbials: Sequence[tuple[int, int]]
    words: Words
    number: int = 0
    known: Known = frozenset()


def parse(sent: Sentence) -> list[Found]:
    """Returns the attributions of one sentence in text order."""
    out, here = headline(sent)
    for index, cue in enumerate(sent.cues):
        if cue.start < here or _quoted_away(sent, cue):
            nested = _nested(sent, cue, out)
            if nested:
                out.append(nested)
            continue
        if cue.tense == "first" or _in_relative(sent, index):
            continue
        found, here = _READERS[cue.row.kind](sent, index, here, out)
        if found and found[0].mention is not None and out and out[-1].rule == "participle" and out[-1].mention is None:
            out[-1] = out[-1]._replace(mention=found[0].mention)
        out.extend(found)
    return out


def _in_relative(sent: Sentence, index: int) -> bool:
    """Whether a cue only opens a relative clause of the speaker (``کارمندی که خواست نامش فاش نشود، گفت: …``)."""
    cue = sent.cues[index]
    if cue.row.kind != "verb" or not _RELATIVE.search(sent.text, max(sent.start, cue.start - 24), cue.start):
        return False
    return any(
        c.row.kind == "verb" and (m := _AFTER.match(sent.text, c.end, sent.end)) and (m["mark"] == ":" or cue.row.content == "asking")
        for c in sent.cues[index + 1 :]
    )


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Returns the span without marks and spaces at its ends; null when no word is left."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return Span(start, end) if end > start else None


def count_words(text: str, start: int, end: int) -> int:
    """Returns the number of words in a stretch of text."""
    return sum(1 for _ in _WORD.finditer(text, start, end))


def has_verb(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text holds a finite verb (or a participle that stands for one)."""
    return _VERB.search(text, start, end) is not None


# --- headlines -----------------------------------------------------------------------------------------------------


def headline(sent: Sentence) -> tuple[list[Found], int]:
    """Reads ``رئیسی: …``, a speaker and a colon at the head of a line; returns what it found and where to go on."""
    text = sent.text
    match = _HEAD.match(text, sent.start, sent.end)
    if match is None or (sent.cues and sent.cues[0].start < match.end("who")):
        return [], sent.start
    start, stop = match.span("who")
    toks = tokens(text, start, stop, sent.words, sent.adverbials)
    if not toks or len(toks) > 12 or has_verb(text, start, stop) or any("label" in t.classes for t in toks):
        return [], sent.start
    if ("media" in toks[0].classes and sent.cues) or "agency" in toks[0].classes:
        return [], sent.start  # the dateline of an outlet or of a desk (گروه اقتصادی: …)
    named = bool(toks[0].classes & _SPEAKERS or (len(toks) > 1 and "speech" in toks[0].classes and toks[1].classes & _SPEAKERS)) or joined(toks) in sent.known
    if not named and not (sent.number < 2 and len(toks) <= 2 and not toks[0].classes):
        return [], sent.start
    first = 1 if "speech" in toks[0].classes and len(toks) > 1 and sent.number < 3 else 0
    stop_at = noun_phrase_end(toks, first, len(toks), sent.known)
    if stop_at < len(toks) and not (sent.number < 3 and stop_at > first and "preposition" in toks[stop_at].classes):
        return [], sent.start
    start, stop_who = toks[first].start, toks[stop_at - 1].end
    end = _content_stop(sent, -1, match.end(), colon=True)
    body = trimmed(text, match.end(), end)
    if body is None and sent.number and toks[0].classes & _PEOPLE:
        colon = text.index(":", stop)
        found = Found(
            "colon", Span(colon, colon + 1), "colon", "none", Span(start, stop_who), start, (), False, True, "headline"
        )
        return [found], sent.end
    if body is None or count_words(text, *body) < 3:
        return [], sent.start
    if not (toks[0].classes & _PEOPLE or joined(toks) in sent.known) and not has_verb(text, *body):
        return [], sent.start
    colon = text.index(":", stop)
    quote = next((q for q in sent.quotes if match.end() <= q.start <= match.end() + 1), None)
    whole = quote is not None and trimmed(text, quote.end, end) is None
    inner = trimmed(text, *quote.inner) if whole and quote else body
    found = Found(
        "quoted" if whole else "colon",
        Span(colon, colon + 1),
        "colon",
        "none",
        Span(start, stop),
        start,
        (inner or body,),
        False,
        not whole and end == sent.end,
        "headline",
    )
    return [found], end


# --- verbs -----------------------------------------------------------------------------------------------------------


def _read_verb(sent: Sentence, index: int, here: int, before: list[Found]) -> tuple[list[Found], int]:
    cue = sent.cues[index]
    text = sent.text
    clause = _clause_start(sent, here, cue.start)
    toks = tokens(text, clause, cue.start, sent.words, sent.adverbials)
    object_follows = "را" in cue.row.objects and any(t.word == "را" for t in toks)
    who, rest = subject(toks, sent.known, object_follows=object_follows)
    if cue.tense == "first":
        return [], here
    if (
        who is not None
        and text[who.end : cue.start].lstrip().startswith("که ")
        and not has_verb(text, who.end, cue.start)
    ):
        # the subject of a relative clause: آماری که کارشناسان معتقدند …
        who, rest = subject([t for t in toks if t.start > who.end], sent.known)
        rest += sum(1 for t in toks if t.start <= text.index("که", toks[0].start))
    if cue.row.content == "docs":
        who = _document(toks)
        if who is None:
            return [], here
    relayed = _relayed_source(sent, index, here)
    if relayed is not None:
        who = relayed
    if who is None and before and here > sent.start:
        who = _shared_subject(sent, before[-1])
    shared = None
    if who is None and clause > here and not _SUBORDINATE.search(text, here, clause):
        shared, _ = subject(tokens(text, here, clause, sent.words, sent.adverbials), sent.known)
    base = Found(
        "clause", Span(cue.start, cue.end), cue.row.id, cue.tense, who, clause, (), False, False, "verb", shared
    )
    after = _AFTER.match(text, cue.end, sent.end)
    if after is None:  # cannot be: every part of the pattern is optional
        return [], cue.end
    if cue.tense == "bare" and not cue.row.bare and relayed is None and (who is None or not _SPEAKERS & toks[_index(toks, who)].classes):
        return [], here
    mark = after["mark"] or ("که" if after["that"] else "")
    content = _content_after(sent, index, cue, mark, after.end())
    if content is not None and not (who is None and mark == "" and _inverted(sent, cue, base, here)):
        form, spans, end, running = content
        return [base._replace(form=form, content=spans, running=running, rule=f"verb{mark or '-free'}")], end
    inverted = _inverted(sent, cue, base, here) if who is None else None
    if inverted is not None:
        return [inverted], sent.end
    posed = _content_before(sent, cue, toks, here, base)
    if posed is not None:
        return [posed], cue.end
    phrase = _phrase(sent, cue, toks, rest)
    if phrase is not None:
        return [base._replace(form="phrase", content=phrase, rule="phrase")], cue.end
    return [], here


def _inverted(sent: Sentence, cue: Cue, base: Found, here: int) -> Found | None:
    """Verb first, then the subject: ``گفت سخنگوی دولت: …`` and ``«…»، می‌گوید اکرم خاتون.``"""
    text = sent.text
    stop = text.find(":", cue.end, min(sent.end, cue.end + 70))
    toks = tokens(text, cue.end, stop if stop > 0 else min(sent.end, cue.end + 70), sent.words, sent.adverbials)
    while toks and not toks[-1].word[0].isalnum():
        toks.pop()
    if not toks or noun_phrase_end(toks, 0, len(toks), sent.known) < len(toks) or not toks[0].word[0].isalnum():
        return None
    who = Span(toks[0].start, toks[-1].end)
    if stop > 0 and toks[0].classes & _SPEAKERS and (body := trimmed(text, stop + 1, sent.end)):
        return base._replace(form="colon", content=(body,), mention=who, running=True, rule="verb-first")
    quote = next((q for q in sent.quotes if here <= q.start and q.end <= cue.start), None)
    if stop < 0 and quote and count_words(text, who.end, sent.end) == 0 and not count_words(text, quote.end, cue.start):
        inner = trimmed(text, *quote.inner)
        return base._replace(form="quoted", content=(inner,), mention=who, rule="verb-first") if inner else None
    return None


def _index(toks: Sequence[Token], span: Span) -> int:
    return next(k for k, t in enumerate(toks) if t.start >= span.start)


def _document(toks: Sequence[Token]) -> Span | None:
    """The document that a phrase of place names (``در بخشی از این بیانیه آمده است``)."""
    for k in range(len(toks) - 1, -1, -1):
        if "document" in toks[k].classes:
            if k and "demonstrative" in toks[k - 1].classes:
                return Span(toks[k - 1].start, toks[k].end)
            return _issuer(toks[k:], max(1, noun_phrase_end(toks[k:], 0, len(toks) - k)))
    return None


def _relayed_source(sent: Sentence, index: int, here: int) -> Span | None:
    """The source that a relaying subject names (``رویترز به نقل از یک مقام گزارش داد که …``)."""
    cue = sent.cues[index]
    source = next((c for c in sent.cues[:index] if c.row.id == "be_naql" and c.start >= here), None)
    if source is None:
        return None
    toks = tokens(sent.text, source.end, cue.start, sent.words, sent.adverbials)
    comma = next((k for k, t in enumerate(toks) if t.word == "،"), len(toks))
    stop = noun_phrase_end(toks, 0, comma, sent.known)
    if stop == 0 or subject(toks[stop:], sent.known)[0] is not None:
        return None
    return Span(toks[0].start, toks[stop - 1].end)


def _shared_subject(sent: Sentence, last: Found) -> Span | None:
    """The subject of a verb whose clause was opened before a participle or a noun of speech that came between."""
    if last.rule.startswith("participle"):
        return last.mention
    if last.rule == "noun" and last.cue is not None:
        toks = tokens(sent.text, sent.start, last.cue.start, sent.words, sent.adverbials)
        return subject(toks, sent.known)[0]
    return None


def _content_after(
    sent: Sentence, index: int, cue: Cue, mark: str, start: int
) -> tuple[Form, tuple[Span, ...], int, bool] | None:
    """Returns form, content, end and whether it runs to the end of the sentence, for content after a cue."""
    text, kind = sent.text, cue.row.content
    quote = _quote_at(sent, start)
    allowed = (
        mark == ":"
        or (kind in {"free", "marked", "asking", "present"} and (mark in {"که", "تا"} or quote is not None))
        or (
            kind == "free"
            and cue.tense not in {"elided", "imperfect"}
            and mark in {"", "،"}
            and _clause_follows(sent, index, start)
        )
        or (
            kind == "asking"
            and cue.tense in {"past", "perfect", "present"}
            and mark == ""
            and _clause_follows(sent, index, start)
        )
        or (kind == "docs" and (mark in {"که", "،"} or quote is not None or _clause_follows(sent, index, start)))
    )
    if cue.tense == "elided" or not allowed or (mark == "تا" and kind != "asking"):
        return None
    if quote is not None:
        inner = trimmed(text, *quote.inner)
        tail = trimmed(text, quote.end, sent.end)
        if inner is None:
            return None
        if tail is None or not _goes_on(sent, index, quote.end):
            return ("quoted", (inner,), quote.end, tail is None)
    stop = _content_stop(sent, index, start, colon=mark == ":")
    span = trimmed(text, start, stop)
    if span is None and mark == ":":
        return ("colon", (), sent.end, True)  # what follows the colon stands in the next lines
    if span is None or (mark != ":" and count_words(text, *span) < 2):
        return None
    return ("colon" if mark == ":" else "clause", (span,), stop, stop == sent.end)


def _clause_follows(sent: Sentence, index: int, start: int) -> bool:
    """Whether a clause with no mark follows: enough words, a verb, and no other cue at once."""
    text = sent.text
    first = _WORD.match(text, start)
    if first is None or first[0] in {"و", "تا", "اما", "ولی"}:
        return False
    following = next((c for c in sent.cues[index + 1 :] if c.row.kind == "verb"), None)
    if following is not None and count_words(text, start, following.start) < 3:
        return False
    return count_words(text, start, sent.end) >= 3 and (
        has_verb(text, start, sent.end) or _SUBJUNCTIVE.search(text, start, sent.end) is not None
    )


def _goes_on(sent: Sentence, index: int, start: int) -> bool:
    """Whether the clause goes on after a quotation that opens it (``«…»، اما …``)."""
    text = sent.text
    link = re.compile(r"[ \u200c،]{0,3}(?:و\b|، و\b)?").match(text, start, sent.end)
    begin = link.end() if link else start
    following = next((c for c in sent.cues[index + 1 :] if c.start >= begin), None)
    if following is not None and ((link and link[0].strip()) or count_words(text, begin, following.start) < 4):
        return False
    return count_words(text, begin, sent.end) >= 3 and has_verb(text, begin, sent.end)


def _content_stop(sent: Sentence, index: int, start: int, *, colon: bool) -> int:
    """Returns where the content that begins at ``start`` stops: before a coordinate cue, or at the sentence's end."""
    text = sent.text
    dateline = _DATELINE.search(text, start, sent.end)
    if dateline is not None and dateline.start() > start + 12:
        return dateline.start()
    for cue in sent.cues[index + 1 :]:
        if cue.row.kind != "verb" or cue.tense == "first" or cue.start < start + 2 or _quoted_away(sent, cue):
            continue
        after = _AFTER.match(text, cue.end, sent.end)
        if after is None:
            continue
        link = _LINK.search(text, max(start, cue.start - 50), cue.start) or _contrast(sent, cue, start, colon=colon)
        if link is None:
            stop = _unmarked_stop(sent, cue, start) if after["mark"] in {":", "که"} or after["that"] else None
            if stop is not None:
                return stop
            continue
        strong = after["mark"] == ":" or (
            not colon and (after["mark"] or after["that"] or _quote_at(sent, after.end()))
        )
        weak = not colon and cue.row.content in {"free", "asking"} and cue.tense not in {"bare", "imperfect"}
        if strong or weak:
            return link.start() + (1 if text[link.start()].isspace() else 0)
    return sent.end


def _contrast(sent: Sentence, cue: Cue, start: int, *, colon: bool) -> re.Match[str] | None:
    """The ``ولی`` or ``اما`` that sets another speaker against the first (``وزیر گفته … ولی آقای رضایی گفته …``)."""
    if colon:
        return None
    link = None
    for link in _BUT.finditer(sent.text, max(start, cue.start - 90), cue.start):
        pass
    if link is None:
        return None
    toks = tokens(sent.text, link.end(), cue.start, sent.words, sent.adverbials)
    who, _ = subject(toks, sent.known)
    return link if who is not None and who.start <= link.end() + 1 and toks[0].classes & _SPEAKERS else None


def _unmarked_stop(sent: Sentence, cue: Cue, start: int) -> int | None:
    """Where a content ends with no mark before the next reporting sentence (``… آغاز می‌شود وزیر نیرو گفت:``)."""
    last = None
    for last in _VERB.finditer(sent.text, max(start, cue.start - 160), cue.start):
        pass
    if last is None:
        return None
    toks = tokens(sent.text, last.end(), cue.start, sent.words, sent.adverbials)
    if not toks or not (
        toks[0].classes & {"role", "given", "honorific", "pronoun", "organization"} or joined(toks) in sent.known
    ):
        return None
    return last.end() if noun_phrase_end(toks, 0, len(toks), sent.known) >= len(toks) - 1 else None


def _content_before(sent: Sentence, cue: Cue, toks: Sequence[Token], here: int, base: Found) -> Found | None:
    """Content before a cue that closes its sentence: ``«…» X گفت.`` and ``S، X گفت.``"""
    text = sent.text
    if (
        count_words(text, cue.end, sent.end) > 1
        or cue.row.content not in {"free", "marked"}
        or cue.tense == "elided"
    ):
        return None
    quote = next((q for q in reversed(sent.quotes) if here <= q.start and q.end <= cue.start), None)
    if quote is not None and count_words(text, quote.end, cue.start) <= 8 and count_words(text, *quote.inner) >= 4:
        between = [t for t in toks if t.start >= quote.end]
        if "را" in {t.word for t in between} and not any(t.classes & {"demonstrative"} for t in between[:3]):
            return None
        inner = trimmed(text, *quote.inner)
        if inner is None:
            return None
        who, _ = subject(tokens(text, quote.end, cue.start, sent.words, sent.adverbials), sent.known)
        if who is None:
            who, _ = subject(tokens(text, here, quote.start, sent.words, sent.adverbials), sent.known)
        said = next((t.end for t in between if t.word == "را"), None)
        if said is not None:
            who, _ = subject([t for t in between if t.start >= said], sent.known)
        return base._replace(form="quoted", content=(inner,), mention=who, rule="quote-before")
    comma = text.rfind("،", here, cue.start)
    if comma > here and cue.row.content == "free" and count_words(text, comma, cue.start) <= 8:
        who, _ = subject(tokens(text, comma, cue.start, sent.words, sent.adverbials), sent.known)
        span = trimmed(text, here, comma)
        if who is not None and span is not None and _VERB.search(text, max(here, comma - 14), comma):
            return base._replace(content=(span,), mention=who, rule="clause-before")
    return None


def _phrase(sent: Sentence, cue: Cue, toks: Sequence[Token], rest: int) -> tuple[Span, ...] | None:
    """The noun phrase, or object and predicate, that a cue governs: ``از … خبر داد``, ``… را … دانست``."""
    text = sent.text
    if "ezafe" in cue.row.objects:
        if cue.tense == "none":
            stop = _LIGHT.search(text, cue.end, min(sent.end, cue.end + 200))
            span = trimmed(text, cue.end, stop.start()) if stop else None
            return (span,) if span else None
    for marker in cue.row.objects:
        if marker == "را":
            if any(t.word == "را" for t in toks[rest:]):
                span = trimmed(text, toks[rest].start, cue.start)
                return (span,) if span else None
            continue
        for k in range(rest, len(toks)):
            if toks[k].word == marker.split()[0] and k + 1 < len(toks):
                span = (
                    trimmed(text, toks[k + 1 + marker.count(" ")].start, cue.start)
                    if k + 1 + marker.count(" ") < len(toks)
                    else None
                )
                return (span,) if span else None
    return None


# --- participles, sources, nouns, impersonals -----------------------------------------------------------------------


def _read_participle(sent: Sentence, index: int, here: int, before: list[Found]) -> tuple[list[Found], int]:
    cue, text = sent.cues[index], sent.text
    that = _THAT.match(text, cue.end, sent.end)
    clause = _clause_start(sent, here, cue.start)
    who, _ = subject(tokens(text, clause, cue.start, sent.words, sent.adverbials), sent.known)
    chained = next((c for c in sent.cues[index + 1 :] if c.row.kind == "participle"), None)
    main = _main_cue(sent, index, that.end() if that else cue.end)
    if chained is not None and (main is None or chained.start < main.start):
        link = re.compile(r"(?:،|و|، و)[ ]?$").search(text, max(cue.end, chained.start - 4), chained.start)
        if link and that is not None and (span := trimmed(text, that.end(), link.start())):
            found = Found(
                "clause", Span(cue.start, that.end()), cue.row.id, "none", who, clause, (span,), False, False, "participle"
            )
            return [found], link.start()
    limit = main.start if main else sent.end
    if that is None:
        return _participle_phrase(sent, cue, who, clause, limit, here)
    stop = _participle_stop(sent, that.end(), main)
    span = trimmed(text, that.end(), stop)
    if span is None or count_words(text, *span) < 2:
        return [], here
    found = Found(
        "clause",
        Span(cue.start, that.end() - len(text[: that.end()]) + len(text[: that.end()].rstrip(" ،\u200c"))),
        cue.row.id,
        "none",
        who,
        clause,
        (span,),
        False,
        main is None,
        "participle",
    )
    del limit
    if main is None:
        return [found], sent.end
    # the main clause shares the subject: let its reader see the words before the participle when it has none
    return [found], stop


def _participle_phrase(
    sent: Sentence, cue: Cue, who: Span | None, clause: int, limit: int, here: int
) -> tuple[list[Found], int]:
    """``با اشاره به NP``, where the noun phrase states an event (a verbal noun comes first)."""
    text = sent.text
    comma = text.find("،", cue.end, limit)
    stop = comma if comma > 0 else limit
    toks = tokens(text, cue.end, stop, sent.words, sent.adverbials)
    if limit == sent.end or len(toks) < 3 or len(toks) > 30:
        return [], here
    if "event" not in toks[0].classes and cue.row.id != "participle_verdict":
        return [], here
    span = trimmed(text, toks[0].start, stop)
    if span is None:
        return [], here
    found = Found(
        "phrase", Span(cue.start, cue.end), cue.row.id, "none", who, clause, (span,), False, False, "participle-phrase"
    )
    return [found], stop


def _main_cue(sent: Sentence, index: int, start: int) -> Cue | None:
    """The reporting verb that a participle leans on: the next one that takes content of its own."""
    candidates = [
        c
        for c in sent.cues[index + 1 :]
        if c.row.kind == "verb" and c.start >= start and c.tense != "first" and not _quoted_away(sent, c)
    ]
    for cue in candidates:
        after = _AFTER.match(sent.text, cue.end, sent.end)
        if after and (after["mark"] == ":" or _quote_at(sent, after.end())):
            return cue
    for cue in candidates:
        comma = sent.text.rfind("،", start, cue.start)
        if comma >= 0 and not has_verb(sent.text, comma, cue.start):
            return cue
    return None


def _participle_stop(sent: Sentence, start: int, main: Cue | None) -> int:
    if main is None:
        return sent.end
    text = sent.text
    commas = [m.start() for m in re.finditer("،", text[start : main.start])]
    best = None
    for offset in reversed(commas):
        at = start + offset
        if has_verb(text, at, main.start) and best is not None:
            break
        if has_verb(text, max(start, at - 30), at):
            best = at
            if count_words(text, at, main.start) > 3:
                break
    if best is not None:
        return best
    last = None
    for last in _VERB.finditer(text, start, main.start):
        pass
    if last is not None and count_words(text, last.end(), main.start) <= 6 and (
        not commas or last.start() > start + commas[-1]
    ):
        return last.end()
    if commas:
        return start + commas[-1]
    toks = tokens(text, start, main.start, sent.words, sent.adverbials)
    k = len(toks)
    while k and (toks[k - 1].word in {"وی", "او"} or toks[k - 1].classes == {"adverb"}):
        k -= 1
    return toks[k - 1].end if k else main.start


def _read_source(sent: Sentence, index: int, here: int, before: list[Found]) -> tuple[list[Found], int]:
    cue, text = sent.cues[index], sent.text
    limit = next((c.start for c in sent.cues[index + 1 :] if c.row.kind == "verb"), sent.end)
    toks = tokens(text, cue.end, min(limit, cue.end + 240), sent.words, sent.adverbials)
    if toks and toks[0].word == "ی":
        toks = toks[1:]
    stop = noun_phrase_end(toks, 0, min(len(toks), 24), sent.known)
    if stop == 0 or not _source_fits(sent, cue, toks, stop) or _governed_later(sent, index, toks[stop - 1].end):
        return [], here
    who = _issuer(toks, stop)
    start = who.end
    mark = _SOURCE_AFTER.match(text, start, sent.end)
    begin = mark.end() if mark else start
    tail = _source_end(sent, index, begin)
    span = trimmed(text, begin, tail)
    if span is None or count_words(text, *span) < 2:
        return [], here
    pieces = [span]
    lead = trimmed(text, here, cue.start)
    if lead is not None and not has_verb(text, *lead) and _is_lead(sent, lead):
        pieces.insert(0, lead)
    form: Form = "clause"
    quote = _quote_at(sent, begin)
    if quote is not None and len(pieces) == 1 and trimmed(text, quote.end, tail) is None:
        form = "quoted"
        inner = trimmed(text, *quote.inner)
        pieces = [inner] if inner else pieces
    elif mark is not None and mark["mark"] == ":":
        form = "colon"
    found = Found(
        form,
        Span(cue.start, cue.end),
        cue.row.id,
        "none",
        who,
        cue.start,
        tuple(pieces),
        False,
        tail == sent.end,
        "source",
    )
    return [found], tail


def _issuer(toks: Sequence[Token], stop: int) -> Span:
    """The source in a noun phrase: of a document, the body that issued it (``آمار رسمی وزارت بهداشت``)."""
    first = 0
    if "document" in toks[0].classes:
        by = next((k + 1 for k in range(1, stop - 1) if toks[k].word == "توسط"), 0)
        first = by or next(
            (k for k in range(1, stop) if toks[k].classes & {"organization", "role", "group", "given"}), 0
        )
    return Span(toks[first].start, toks[stop - 1].end)


def _source_fits(sent: Sentence, cue: Cue, toks: Sequence[Token], stop: int) -> bool:
    """Whether the noun phrase after a source preposition can be a source."""
    classes = set().union(*(t.classes for t in toks[: min(stop, 4)]))
    if cue.row.content == "person":
        plural = toks[0].word.endswith(("ان", "ها", "های", "ین")) and len(toks[0].word) > 4
        return plural or bool(classes & {"pronoun", "role", "honorific", "given", "group", "organization", "quantifier"})
    if cue.row.content == "document":
        if sent.number < 3 and any(t.classes & {"media", "agency"} for t in toks[:stop]):
            return False
        head = toks[1] if "demonstrative" in toks[0].classes and stop > 1 else toks[0]
        return bool(head.classes & {"document", "organization"})
    if cue.row.content == "outlet":
        if sent.number < 3 and "media" in toks[0].classes:
            return False  # the dateline of an article that names its own agency
        return "adverb" not in toks[0].classes and not any("agency" in t.classes for t in toks[:stop])
    return True


def _governed_later(sent: Sentence, index: int, start: int) -> bool:
    """Whether a reporting verb later in the sentence takes the content, so that the source only relays it."""
    for cue in sent.cues[index + 1 :]:
        if cue.row.kind != "verb" or cue.start < start or _quoted_away(sent, cue):
            continue
        after = _AFTER.match(sent.text, cue.end, sent.end)
        if after and (after["mark"] in {":", "که"} or after["that"] or _quote_at(sent, after.end())):
            return True
        if cue.row.content == "free" and after and count_words(sent.text, cue.end, sent.end) >= 3:
            return True
    return False


def _source_end(sent: Sentence, index: int, begin: int) -> int:
    return sent.end


def _is_lead(sent: Sentence, lead: Span) -> bool:
    """Whether the words before a source are the first part of its clause and no mere connective."""
    toks = tokens(sent.text, lead.start, lead.end, sent.words, sent.adverbials)
    if not toks or toks[-1].word in {"که", "و", "اما", "ولی"}:
        return False
    return (
        any(not (t.classes & {"adverb", "connective", "preposition"}) for t in toks)
        and "preposition" not in toks[0].classes
    )


def _read_noun(sent: Sentence, index: int, here: int, before: list[Found]) -> tuple[list[Found], int]:
    cue, text = sent.cues[index], sent.text
    based = re.compile(r"(?:مبنی بر|درباره|در مورد|حاکی از) (?:این[ \u200c]?که|آن[ \u200c]?که)\b").search(
        text, cue.end, min(sent.end, cue.end + 160)
    )
    if based is None:
        return [], here
    toks = tokens(text, cue.end, based.start(), sent.words, sent.adverbials)
    stop = noun_phrase_end(toks, 0, len(toks), sent.known)
    if stop == 0:
        return [], here
    main = _main_cue(sent, index, based.end())
    end = _participle_stop(sent, based.end(), main)
    span = trimmed(text, based.end(), end)
    if span is None:
        return [], here
    who = Span(toks[0].start, toks[stop - 1].end)
    found = Found(
        "clause", Span(cue.start, cue.end), cue.row.id, "none", who, cue.start, (span,), False, False, "noun"
    )
    return [found], end


def _read_impersonal(sent: Sentence, index: int, here: int, before: list[Found]) -> tuple[list[Found], int]:
    cue, text = sent.cues[index], sent.text
    after = _AFTER.match(text, cue.end, sent.end)
    begin = after.end() if after else cue.end
    span = trimmed(text, begin, sent.end)
    if span is None or count_words(text, *span) < 3:
        return [], here
    found = Found(
        "clause",
        Span(cue.start, cue.end),
        cue.row.id,
        "present",
        None,
        cue.start,
        (span,),
        False,
        True,
        "impersonal",
    )
    return [found], sent.end


_READERS = {
    "verb": _read_verb,
    "participle": _read_participle,
    "source": _read_source,
    "noun": _read_noun,
    "impersonal": _read_impersonal,
}


# --- nesting and clause boundaries -----------------------------------------------------------------------------------


def _nested(sent: Sentence, cue: Cue, out: list[Found]) -> Found | None:
    """An attribution inside the content of another: its content runs to the end of the piece that holds it."""
    outer = next(
        (f for f in reversed(out) if not f.nested and any(s.start <= cue.start < s.end for s in f.content)), None
    )
    if (
        outer is None
        or cue.row.kind not in {"verb", "source"}
        or cue.row.content == "none"
        or cue.tense == "elided"
    ):
        return None
    piece = next(s for s in outer.content if s.start <= cue.start < s.end)
    inner = sent._replace(start=piece.start, end=piece.end, cues=[cue])
    if any(f.nested and any(s.start <= cue.start < s.end for s in f.content) for f in out):
        return None
    if cue.row.kind == "verb":
        after = _AFTER.match(sent.text, cue.end, piece.end)
        if after is None or not (after["mark"] in {":", "که"} or after["that"] or _quote_at(sent, after.end())):
            return None
        found, _ = _read_verb(inner, 0, piece.start, [])
    elif cue.row.kind == "impersonal":
        found, _ = _read_impersonal(inner, 0, piece.start, [])
    else:
        found, _ = _read_source(inner, 0, piece.start, [])
    return found[0]._replace(nested=True, running=False) if found and found[0].content else None


def _clause_start(sent: Sentence, here: int, end: int) -> int:
    """Returns where the clause of a cue begins: after the last main clause that was closed before it.

    A verb closes a main clause when a conjunction or a mark follows it and no ``که`` came before it in its clause
    (``X که در تهران بود، گفت`` is one clause, its subject in front of the relative clause).
    """
    text = sent.text
    colon = max(text.rfind(": ", here, end), text.rfind(":\n", here, end))
    start = here = colon + 1 if colon >= here else here
    dateline = _DATELINE.search(text, here, end)
    if dateline is not None:
        start = here = dateline.start()
    for match in _VERB.finditer(text, here, end):
        link = _CLOSED.match(text, match.end(), end)
        if link is None:
            if _opens_sentence(sent, match.end(), end):
                start = match.end()
            continue
        that = _SUBORDINATE.search(text, start, match.start())
        if that is None or not count_words(text, start, that.start()):
            start = link.end()
    return start


def _opens_sentence(sent: Sentence, start: int, end: int) -> bool:
    """Whether a speaker's phrase follows a verb with no mark between: a page that lost its line breaks or stops."""
    toks = tokens(sent.text, start, min(end, start + 60), sent.words, sent.adverbials)
    if not toks or toks[0].start > start + 1:
        return False
    if toks[0].word in {"وی", "او"} or toks[0].classes & {"given", "honorific"}:
        return True
    return "role" in toks[0].classes and noun_phrase_end(toks, 0, len(toks), sent.known) >= 2


def _quoted_away(sent: Sentence, cue: Cue) -> bool:
    return any(q.start < cue.start and cue.end < q.end for q in sent.quotes)


def _quote_at(sent: Sentence, start: int) -> Quote | None:
    return next(
        (q for q in sent.quotes if start <= q.start <= start + 1 and not sent.text[start : q.start].strip()), None
    )
