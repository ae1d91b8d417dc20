"""Who speaks in a document, and which outlet a mention takes up: statements, letters and reports have issuers."""

import re
from bisect import bisect_left

from faclaims.records import Span
from faclaims.stages.phrases import CLOSES, OUTLETS, noun_phrase_end, open_end, tokens, without_object
from faclaims.stages.speakers.by_name import by_name
from faclaims.stages.speakers.mentions import MentionParts, country_names
from faclaims.stages.speakers.narrated import body_named, introduced, told_body
from faclaims.stages.speakers.reading import PHRASE, STOP, TOLD, Link, Reading, Said, back
from faclaims.stages.speakers.registry import Source

PAGE_ITSELF = "page-itself"
"""The rule of ``این گزارش`` where that is the page which one reads: nobody else reports it."""
_THIS = "این "
_BY = "به "
_CLOSING = frozenset({"،", "هم", "نیز", "که"})
_PLURAL = "\u200cها"
_DONE = "شده"
_SHORT_TITLE = 2  # words of a document that is not described further
_OWNERS = frozenset({"organization", "group", "quantifier", "numeral"})
_OPENS = re.compile(r"(?:^|[\n.؟!] ?)[^\w\n]*به گزارش ")
"""A dateline that opens a sentence, whether a mark closes it or not."""
_RELAY = "به نقل از "
_IN = "در "
_OF_NEWS = "منبع خبری"
_TO = re.compile(r"\b(?:به|با) ")
_TITLES = 2  # lines
_HEAD = 2_000  # code points at the head of a page in which its own dateline stands
_LAST = 3  # sources among which the outlet of a report is looked for


def this_document(reading: Reading, item: Said, mention: Span, parts: MentionParts) -> Link:
    """``این گزارش``, ``این بیانیه``: the outlet that reports, who put it out, or who spoke last."""
    if (outlet := _reporting(reading, mention)) is not None:
        return back(outlet, "role", "outlet")
    if (by := _put_out_by(reading, item, mention)) is not None:
        return back(by, "role", "issuer")
    if (by := _issuer_before(reading, mention)) is not None:
        return back(by, "role", "issuer")
    if (by := _reporter(reading, mention)) is not None:
        return back(by, "role", "issuer")
    spoke = reading.current if reading.current is not None and reading.current.name is not None else None
    reports = bool(_report(reading, mention))
    apart = reports or _is_finding(reading, mention)
    if spoke is not None and not (spoke.kind in {"person", "unnamed"} and apart):
        return back(spoke, "role", "last-speaker")
    if spoke is not None and reports and reading.may_be_body(spoke):
        spoke.be_body()  # حالوش گزارش داد … این گزارش
        return back(spoke, "role", "outlet")
    issuer = told_body(reading, item) if reports else introduced(reading, item, bodies=True)
    if issuer is None and _put_out_noun(reading, mention):
        issuer = _of_dateline(reading, mention.start, statement=True)
    if issuer is not None:
        return back(issuer, "role", "last-subject")
    if reports and _is_page(reading, mention):
        return Link(None, "role", PAGE_ITSELF, None)
    return Link(reading.registry.described(parts, mention), "role", "new", None)


def issuer_of(reading: Reading, item: Said, mention: Span, parts: MentionParts) -> Source | None:
    """Who speaks in a document of a short title (``متن بیانیه``): its author, who issued it, or who spoke last."""
    dated = any(char.isdigit() for char in parts.name or "")
    if dated or not _is_short(reading, mention) or _is_finding(reading, mention):
        return None
    by = _author(reading, parts.name or "") or _issuer_before(reading, mention) or reading.current
    return by or _put_out_by(reading, item, mention)


def _author(reading: Reading, document: str) -> Source | None:
    """Who is named after the noun of a document (``نامه نوری``), if the article named them before."""
    _, _, name = document.partition(" ")
    return next(iter(reading.bearers(name)), None) if name else None


def _is_finding(reading: Reading, mention: Span) -> bool:
    """Whether a document is a finding, which the one who spoke before did not put out."""
    return any("finding" in token.classes for token in reading.tokens(mention))


def _is_short(reading: Reading, document: Span) -> bool:
    """Whether a document has a title of few words, besides those by which it is one that was put out."""
    toks = reading.tokens(document)
    told = [t for t in toks if t.is_word and not t.classes & {"issued", "demonstrative"} and t.word != _DONE]
    return len(told) <= _SHORT_TITLE


def _put_out_noun(reading: Reading, mention: Span) -> str:
    """The noun of a document that somebody puts out, without its plural; empty if a mention has none."""
    noun = next((t for t in reading.tokens(mention) if "document" in t.classes), None)
    return "" if noun is None or noun.classes & {"label", "finding"} else noun.word.removesuffix(_PLURAL)


def issued_by(reading: Reading, link: Link, mention: Span) -> Link:
    """A link of a document, which is remembered where it tells who put it out."""
    noun = _put_out_noun(reading, mention)
    if noun and link.source is not None and link.source.kind != "document":
        reading.issued[noun] = link.source, mention.end
    return link


def _last_told(reading: Reading, noun: str, at: int) -> int:
    """Where a noun stands last before a place, but for where it points itself (``این نامه``); -1 if nowhere."""
    told = reading.text.rfind(noun, max(0, at - TOLD), at)
    while told > 0 and reading.text.endswith(_THIS, 0, told):
        told = reading.text.rfind(noun, max(0, at - TOLD), told)
    return told


def _issuer_before(reading: Reading, mention: Span) -> Source | None:
    """Who put out the document that was named before, if no other one is told of since.

    ``در این بیانیه آمده است: … به گفته نوری … این بیانیه می‌افزاید: …``
    """
    noun = _put_out_noun(reading, mention)
    source, since = reading.issued.get(noun, (None, 0))
    another = re.compile(rf"(?<!این ){re.escape(noun)}")
    return None if another.search(reading.text, since, mention.start) else source


def _put_out_by(reading: Reading, item: Said, mention: Span) -> Source | None:
    """Who put a document out, where narration tells it: ``شماری از حقوقدانان با انتشار بیانیه‌ای مخالفت کردند``."""
    noun = _put_out_noun(reading, mention)
    if not noun:
        return None
    told = _last_told(reading, noun, mention.start)
    if told >= 0 and (owner := _owner(reading, told + len(noun))) is not None:
        return owner
    near = reading.since < told and STOP.search(reading.text, reading.since, told) is None
    if near and reading.current is not None and reading.current is reading.steady:
        return reading.current  # شورا در نامه‌ای از … انتقاد کرد. در این نامه …
    span = next(reading.told(told, told - TOLD), None) if told >= 0 else None
    if span is None or STOP.search(reading.text, span.start, told):
        return None
    parts = reading.parts(span)
    if parts.kind in {"organization", "group"}:
        return reading.registry.described(parts, span)
    sure = parts.kind == "person" and parts.type == "named" and reading.sure_person(span)
    return by_name(reading, item._replace(plain=False), span, parts, merge=False).source if sure else None


def _reporter(reading: Reading, mention: Span) -> Source | None:
    """The body whose report was told of last (``گزارش مرکز پژوهش‌ها مؤید این نکته است؛ در این گزارش …``)."""
    noun = _report(reading, mention)
    told = _last_told(reading, noun, mention.start) if noun else -1
    if told < 0 or reading.text.endswith(_BY, 0, told):  # به گزارش خبرگزاری …: a dateline
        return None
    return _owner(reading, told + len(noun), closed=True)


def _owner(reading: Reading, after: int, *, closed: bool = False) -> Source | None:
    """The body or group that a document is named with (``نامه اداره محیط زیست …؛ در این نامه آمده است``).

    With ``closed`` something must follow that is no part of its name.
    """
    toks = tokens(reading.text, after, min(len(reading.text), after + PHRASE), reading.words)
    if not toks or toks[0].start > after + 1 or not (toks[0].classes & _OWNERS or toks[0].word.isdigit()):
        return None
    stop = noun_phrase_end(toks, 0, len(toks))
    if closed and (stop == len(toks) or (toks[stop].word not in _CLOSING and not toks[stop].classes & CLOSES)):
        return None
    span = without_object(toks, Span(toks[0].start, toks[stop - 1].end)) if stop else None
    return body_named(reading, span) if span is not None else None


def _reporting(reading: Reading, mention: Span) -> Source | None:
    """The outlet whose report this is (``این گزارش``), if one of the last sources was an outlet."""
    if not _report(reading, mention):
        return None
    if reading.relayed is not None:
        return reading.relaying(reading.relayed)
    return _last_outlet(reading) or _of_dateline(reading, mention.start)


def _last_outlet(reading: Reading) -> Source | None:
    """The outlet among the last sources that spoke."""
    last = [s for s in reading.registry.recent("organization", "person") if s.last >= 0][:_LAST]
    return next((s for s in last if reading.is_outlet(s)), None)


def _of_dateline(reading: Reading, at: int, *, statement: bool = False) -> Source | None:
    """The body whose report, or statement, the last dateline tells (``به گزارش روابط عمومی شهرداری، …``).

    An outlet in the dateline at the head is the one that publishes the article, unless it relays another
    (``به گزارش موج به نقل از رویترز``), and none puts out statements.
    """
    before = bisect_left(reading.datelines, (at,))
    if not before:
        return None
    span = reading.datelines[before - 1]
    parts = reading.parts(span)
    own = before == 1 and _heads(reading, span) and not reading.text.endswith(_RELAY, 0, span.start)
    publisher = {"media", "agency", "desk"} if own else {"desk"}
    publisher |= OUTLETS if statement else set()
    publishes = any(t.classes & publisher for t in reading.tokens(span))
    if parts.kind == "person" and reading.strange_words(span):  # به گزارش هوراد، …
        parts = parts._replace(kind="organization")
    return None if publishes or parts.kind != "organization" else reading.registry.described(parts, span)


def _heads(reading: Reading, dateline: Span) -> bool:
    """Whether a dateline stands at the head of the page, below its title or two."""
    return reading.text.count("\n", 0, dateline.start) <= _TITLES


def _is_page(reading: Reading, report: Span) -> bool:
    """Whether ``این گزارش`` is the page itself: it opens with the dateline of its outlet, and no other is told of."""
    first = _OPENS.search(reading.text, 0, min(report.start, _HEAD))
    within = reading.text.endswith(_IN, 0, report.start)  # در این گزارش آمده است
    if within or first is None or not _heads(reading, Span(*first.span())):
        return False
    return _last_told(reading, _report(reading, report), report.start) < first.end()


def _report(reading: Reading, mention: Span) -> str:
    """The noun by which a mention names a report, which an outlet or a body puts out; empty if it names none."""
    return next((token.word for token in reading.tokens(mention) if "label" in token.classes), "")


def outlet_meant(reading: Reading, head: str, mention: Span, *, known: bool) -> Source | None:
    """The outlet that ``این سایت`` takes up: whom somebody spoke to, or, if no other is known, who relayed last.

    ``این منبع خبری`` takes up the last outlet that spoke.
    """
    if reading.text[slice(*mention)].endswith(_OF_NEWS) and (outlet := _last_outlet(reading)) is not None:
        return outlet
    if "media" not in reading.words.classes(head):
        return None
    begin = reading.since if known else mention.start - TOLD
    relayed = reading.relayed if not known else None
    spoken = _spoken_to(reading, head, max(begin, relayed.end if relayed else 0), mention.start)
    return spoken or (reading.relaying(relayed) if relayed else None)


def _spoken_to(reading: Reading, head: str, begin: int, at: int) -> Source | None:
    """The outlet that somebody spoke to last (``به خبرگزاری موج گفت``, ``در گفت‌وگو با رویترز``)."""
    for match in reversed(list(_TO.finditer(reading.text, begin, at))):
        toks = tokens(reading.text, match.end(), min(at, match.end() + PHRASE), reading.words)
        headed = len(toks) > 1 and toks[0].word == head
        outlet = bool(toks) and "foreign_outlet" in toks[0].classes and toks[0].word not in country_names()
        if headed or outlet:  # but not به فرانسه
            stop = max(open_end(toks, 0), 1 + headed)  # رادیو فردا
            span = Span(toks[0].start, toks[stop - 1].end)
            return reading.registry.described(reading.parts(span), span)
    return None


def outlet_called(reading: Reading, parts: MentionParts) -> Source | None:
    """The outlet that spoke by its name alone before (``موج: …``, then ``روزنامه موج نوشت``)."""
    head, _, name = (parts.name or "").partition(" ")
    if not name or parts.kind != "organization" or "media" not in reading.words.classes(head):
        return None
    called = (s for s in reading.registry.recent("person", "organization") if s.name == name)
    outlet = next((s for s in called if s.kind == "organization" or reading.may_be_body(s)), None)
    if outlet is not None:
        outlet.be_body()
    return outlet
