"""Reads headlines: ``رئیسی: …``, a speaker and a colon at the head of a line; and where one lost its line break."""

import re
from collections.abc import Sequence

from faclaims.lexicon.marks import BULLETS
from faclaims.records import Span
from faclaims.stages.attributions.clauses import count_words, has_verb, opens_sentence, trimmed
from faclaims.stages.attributions.content import content_stop
from faclaims.stages.attributions.model import PEOPLE, SPEAKERS, Found, Sentence
from faclaims.stages.attributions.sources import after_adjectives, issuer, speaker_opens
from faclaims.stages.phrases import OUTLETS, Token, known_body, noun_phrase_end

_HEAD = re.compile(r"[^\w«]*(?:\d{1,2}:\d\d\W{1,3})?(?P<who>[^\n:]{2,120}?)[ \u200c]?:(?![\d۰-۹/])[ \u200c*\n]*")
_ASKED = re.compile(r"؟[^\w؟]*$")
_CLOSERS = ' »”"'
_LINE_BREAK = 8  # code points between a question and who answers it
_BULLET = re.compile(rf"\s*[{BULLETS}*\-–—]")
_FROM = "از"
_TO = "به"
_OUR = "ما"
_ONE = "یکی"  # محمد نوری یکی از عکاسان: …
_PLACE = 3  # words
_PLACES = frozenset({"area", "eponym", "organization", "given", "town", "compound"})
_EXTRACTS = frozenset({"extract", "extract_adjective"})
_PLURAL = ("های", "\u200cها")
_BELOW = 200  # code points below a body and a colon in which a verb must stand
_TOPIC = frozenset({"؛", "|", "/"})
_LONGEST = 18  # tokens before the colon
_LINE_HEAD = 60  # code points of bullets that may stand before the first sentence of a line
_BARE = 2  # words of a name, or of a noun of speech and who spoke
_STRANGE = 3  # words of a name that no list has
_HEADLINE = 3  # words that a headline has at least
_BODY = 6  # words that the sentence below it has at least


def read_headline(sent: Sentence) -> tuple[Found | None, int]:
    """Returns the attribution of a headline colon, if the sentence opens with one, and where to go on reading."""
    text, head = sent.text, _heading(sent)
    if head is None:
        return None, sent.start
    toks = _after_topic(sent.tokens(*head.span("who")))
    told, cue = _presented(sent, toks)
    who = told or _speaker(sent, toks)
    if who is None or has_verb(sent, min(who.start, toks[0].start), head.end("who")):
        return None, sent.start
    if _is_dateline(toks) or _passes_on(sent, toks, head.end()):
        return None, head.end()
    colon = text.index(":", head.end("who"))
    rule = "message" if toks[0].start == who.start and toks[0].word == _FROM else "headline"
    found = Found("colon", cue or Span(colon, colon + 1), "colon", who, who.start, (), rule)
    end = content_stop(sent, -1, head.end(), colon=True)
    body = trimmed(text, head.end(), end)
    person = bool(toks[0].classes & PEOPLE)
    answers = _ASKED.search(text, max(0, sent.start - _LINE_BREAK), sent.start) is not None
    if body is None:
        occasion = sent.patterns.occasion.search(text, who.end, head.end("who")) is not None
        below = bool(told) or person or occasion or answers or _stands_below(sent, toks)
        return (found._replace(running=True), sent.end) if below else (None, sent.start)
    sure = person or "foreign_outlet" in toks[0].classes or sent.knows(toks) or answers
    opening = sent.tokens(*body)[:1]
    bare = len(toks) == 1 and "role" in toks[0].classes
    value = {"role", "given", "honorific"} if bare else {"role"}
    post = person and any(t.classes & value for t in opening)  # حسن نوری: دانشیار دانشگاه, رئیس: حسن نوری
    says = _says(sent, *body)
    few = count_words(text, *body) < (2 if says or answers else 3)
    doubtful = few or not ((sure and not post) or says)
    if _asks(sent, toks, head.end(), end) or (doubtful and not (end == sent.end and _line_says(sent))):
        return None, sent.start
    quote = sent.quote_at(head.end())
    inner = trimmed(text, *quote.inner) if quote and trimmed(text, quote.end, end) is None else None
    if inner is not None:
        return found._replace(form="quoted", content=(inner,)), end
    return found._replace(content=(body,), running=end == sent.end), end


def _heading(sent: Sentence) -> re.Match[str] | None:
    """The head of a line up to its colon, if no reporting words but a noun of speech stand in it.

    A source may, where the line tells who reacts to it (``واکنش وزیر به گزارش رویترز: …``).
    """
    text = sent.text
    head = _HEAD.match(text, sent.start, sent.end) if text.find(":", sent.start, sent.end) >= 0 else None
    if head is not None and any("label" in t.classes for t in sent.tokens(*head.span("who"))):
        head = _HEAD.match(text, head.end(), sent.end) or head  # بیشتر ببینید: رضایی: …
    if head is None:
        return None
    toks = _after_topic(sent.tokens(*head.span("who")))
    reacts = len(toks) > _BARE and "speech" in toks[0].classes
    topic = max((text.rfind(mark, head.start("who"), head.end("who")) for mark in _TOPIC), default=-1)
    before = (c for c in sent.cues if topic < c.start < head.end("who") and c.row.kind != "noun")
    other = any(c.row.kind != "source" or not (reacts and text.startswith(_TO, c.start)) for c in before)
    return None if other else head


def _stands_below(sent: Sentence, toks: Sequence[Token]) -> bool:
    """Whether what a name or body and a colon head stands in the lines below."""
    posted = any("role" in t.classes for t in toks)
    known = "speech" in toks[0].classes or sent.known_length(toks) > 0
    return posted or known or _listed(sent, toks) or _heads(sent, toks) or _speaks_below(sent, toks)


def _line_says(sent: Sentence) -> bool:
    """Whether a line that opens with a label goes on after its first words (``نوری: دیدم. آن شب آنجا بودم.``)."""
    stop = sent.text.find("\n", sent.end)
    return _opens_line(sent) and has_verb(sent, sent.end, stop if stop >= 0 else len(sent.text))


def _asks(sent: Sentence, toks: Sequence[Token], start: int, end: int) -> bool:
    """Whether a host puts a question, which is nobody's claim (``مجری: چرا …؟``)."""
    return "asker" in toks[0].classes and sent.text[start:end].rstrip(_CLOSERS).endswith("؟")


def _says(sent: Sentence, start: int, end: int) -> bool:
    """Whether a stretch holds a finite verb, or an imperative at its end or at that of a clause (``بگذارید``)."""
    if has_verb(sent, start, end):
        return True
    text, closed = sent.text, sent.patterns.closed
    verbs = sent.patterns.subjunctive.finditer(text, start, end)  # imperatives look alike
    return any(verb.end() == end or closed.match(text, verb.end(), end) for verb in verbs)


def _after_topic(toks: Sequence[Token]) -> Sequence[Token]:
    """The words before a colon without their topic (``کرونا؛ وزیر بهداشت: …``) or a post (``نوری؛ مدیر باشگاه: …``)."""
    mark = max((k for k, t in enumerate(toks[:-1]) if t.word in _TOPIC), default=0)
    if not mark:
        return toks
    name = all((t.is_word and t.is_plain) or t.classes & PEOPLE for t in toks[:mark]) and mark <= _STRANGE
    return toks[:mark] if name and "role" in toks[mark + 1].classes else toks[mark + 1 :]


def _passes_on(sent: Sentence, toks: Sequence[Token], start: int) -> bool:
    """Whether an outlet only passes on what another tells (``رویترز: به گفته منابع، …``, ``موج: مدیر سد گفت: …``)."""
    first = next((c for c in sent.cues if c.start >= start), None)
    if first is None or toks[0].classes & PEOPLE:
        return False
    if first.row.kind == "source" and first.start <= start + 1:
        return bool(toks[0].classes & {"foreign_outlet", "media"})
    outlet = any(t.classes & OUTLETS for t in toks)
    told = first.row.kind == "verb" and (sent.colon(first) or outlet) and not sent.quoted(first)
    return told and speaker_opens(sent, start, first.start)


def _is_dateline(toks: Sequence[Token]) -> bool:
    """Whether the words before a colon tell where an outlet reports from, its address, or its own reporter.

    ``۸صبح، بلخ: …``, ``هلمند (موج، ۱۱ سرطان): …``, ``پایگاه خبری موج (moj.ir): …``, ``اطلاعات خبرنگار ما: …``.
    """
    if toks[-1].word == _OUR and any("desk" in t.classes for t in toks):
        return True
    if len(toks) < _BARE or toks[0].classes & PEOPLE:
        return False
    bracket = next((k for k, t in enumerate(toks) if t.word == "("), 0)
    closed = bracket > 0 and toks[-1].word == ")"
    dated = closed and any(t.word.isdigit() or t.is_latin for t in toks[bracket:]) and len(toks) > bracket + _BARE
    addressed = dated and any(t.word in {".", "،"} for t in toks[bracket:])
    return addressed or (toks[-2].word == "،" and "town" in toks[-1].classes)


def _listed(sent: Sentence, toks: Sequence[Token]) -> bool:
    """Whether a name that no list has, a source without a name or an outlet abroad heads bullets (``کاویانی:``)."""
    other = any(t.classes & {"unnamed", "foreign_outlet"} for t in toks)
    named = other or (len(toks) <= _BARE and all(map(_strange, toks)))
    return named and _BULLET.match(sent.text, sent.end) is not None


def _speaks_below(sent: Sentence, toks: Sequence[Token]) -> bool:
    """Whether a name that no list has heads lines in the first person (``کاویانی:``, then ``ما آماده‌ایم``)."""
    name = len(toks) <= _BARE and all(map(_strange, toks)) and (sent.number == 0 or _opens_line(sent))
    return name and sent.patterns.first_person.search(sent.text, sent.end, sent.end + _BELOW) is not None


def _heads(sent: Sentence, toks: Sequence[Token]) -> bool:
    """Whether a body and a colon head lines that say something (``سازمان هواشناسی:``, then bullets)."""
    body = "organization" in toks[0].classes and not toks[0].word.endswith(_PLURAL)
    return (body or (len(toks) == 1 and toks[0].is_acronym)) and has_verb(
        sent, sent.end, min(len(sent.text), sent.end + _BELOW)
    )


def _speaker(sent: Sentence, toks: Sequence[Token]) -> Span | None:
    """The speaker that the words before the colon name, if they name one."""
    if not toks or len(toks) > _LONGEST:
        return None
    if toks[0].word == _FROM:
        return _messenger(sent, toks)
    head = toks[0].classes
    if ("media" in head and sent.cues) or ("agency" in head and not sent.signed()):
        return None  # the dateline of an outlet or of a desk (گروه اقتصادی: …)
    speech = "speech" in head and len(toks) > 1
    if speech and _described(toks):
        toks = (toks[0], *toks[2:])  # ادعای عجیب وزیر …
    if "document" in head and ("label" not in head or _by_body(toks)) and _made(sent, toks):
        return _issuer(toks)
    title = sent.number == 0 or _opens_line(sent)
    named = _names(sent, toks, title=title) or _posted(toks) or (title and _on_occasion(toks))
    if not named and not (toks[0].is_strange and len(toks) <= _BARE):
        return None
    first = int(speech)  # واکنش وزیر به …
    stop = noun_phrase_end(toks, first, len(toks))
    if stop < len(toks):  # else a shorter form that the article knows would cut it
        stop = sent.phrase_end(toks, first)
    if stop < len(toks) and not (title and stop > first and _goes_on(toks, first, stop)):
        return None
    labels = toks[:1] if head & (PEOPLE - {"group"}) else toks[:stop]  # وزیر ورزش: …
    if any("label" in t.classes and not (stop > 1 and "unnamed" in t.classes) for t in labels):
        return None  # منبع: روزنامه صبح, but منبع آگاه: …
    return Span(toks[first].start, toks[stop - 1].end)


def _presented(sent: Sentence, toks: Sequence[Token]) -> tuple[Span | None, Span | None]:
    """Whose words a heading presents, and the noun of speech.

    ``بخش‌هایی از سخنان وزیر نیرو:``, ``متن کامل نامه انجمن به رئیس‌جمهور:``.
    """
    noun = next((k for k, t in enumerate(toks) if not t.classes & _EXTRACTS), len(toks))
    head = toks[noun].classes if noun < len(toks) else frozenset[str]()
    alone = "statement" in head or head >= {"document", "speech"}  # بیانیه شورای شهر:
    if not head & {"speech", "document", "address"} or not (noun or alone):
        return None, None
    stop = sent.phrase_end(toks, noun + 1)
    named = stop > noun + 1 and toks[noun + 1].classes & (SPEAKERS - {"demonstrative", "quantifier"})
    closed = stop == len(toks) or toks[stop].word == "،" or toks[stop].classes & {"preposition", "adverb"}
    if not named or not closed:
        return None, None
    return Span(toks[noun + 1].start, toks[stop - 1].end), Span(toks[noun].start, toks[noun].end)


def _messenger(sent: Sentence, toks: Sequence[Token]) -> Span | None:
    """Who sends a message: a place (``از مشهد: …``), or a person with a post (``از نوری رئیس اتحادیه: …``)."""
    place = 2 <= len(toks) <= _PLACE and all(t.is_word and t.classes <= _PLACES for t in toks[1:])
    posted = any("role" in t.classes for t in toks[1:]) and sent.phrase_end(toks, 1) == len(toks)
    return Span(toks[1 if posted else 0].start, toks[-1].end) if place or posted else None


def _issuer(toks: Sequence[Token]) -> Span:
    """Who made a document that heads a line: the body it names, or the last of two words (``نظرسنجی ایسپا: …``)."""
    by = issuer(toks, len(toks))
    return Span(toks[1].start, toks[-1].end) if by.start == toks[0].start and len(toks) == _BARE else by


def _described(toks: Sequence[Token]) -> bool:
    """Whether an adjective stands between a noun of speech and the speaker (``ادعای عجیب وزیر``)."""
    if len(toks) <= _BARE or not toks[1].is_word or toks[1].classes & (SPEAKERS | {"preposition"}):
        return False
    named = bool(toks[1].classes) and _strange(toks[2])  # تهدید دوباره کاویانی
    return named or bool(toks[2].classes & (SPEAKERS | {"media"}))


def _names(sent: Sentence, toks: Sequence[Token], *, title: bool) -> bool:
    """Whether the words before a colon name a speaker that is known, by themselves or after a noun of speech."""
    head = toks[0].classes
    if head & (SPEAKERS | {"agency"}) or sent.knows(toks) or known_body(toks, 0, len(toks)):
        return True
    if len(toks) == 1 and toks[0].is_acronym:
        return True
    if title and sent.known_length(toks) > 0:  # کاویانی درباره بودجه: …
        return True
    if "speech" not in head or len(toks) < _BARE:
        return False
    alone = len(toks) == _BARE or "preposition" in toks[2].classes
    return (alone and _strange(toks[1])) or bool(toks[1].classes & (SPEAKERS | {"media"})) or sent.knows(toks[1:2])


def _goes_on(toks: Sequence[Token], first: int, stop: int) -> bool:
    """Whether what follows the speaker tells more of the occasion (``نوری در مجلس: …``, ``نوری یکی از عکاسان: …``)."""
    after = stop + 1 if stop > first and stop + 1 < len(toks) and toks[stop].word == "،" else stop
    return bool(toks[after].classes & {"preposition", "adverb"}) or toks[after].word == _ONE


def _by_body(toks: Sequence[Token]) -> bool:
    """Whether a report is that of a body (``گزارش نهایی سازمان ملل:``), not of an outlet or reporter."""
    maker = after_adjectives(tuple(toks[1:]))[:1]
    return any("organization" in token.classes and not token.classes & (OUTLETS | {"desk"}) for token in maker)


def _made(sent: Sentence, toks: Sequence[Token]) -> bool:
    """Whether the words before a colon are a document and who made it, and nothing more (not ``نامه سرگشاده: …``)."""
    whole = len(toks) > 1 and all(t.is_word for t in toks) and sent.phrase_end(toks) == len(toks)
    return whole and not (len(toks) == _BARE and (toks[1].is_silent or "report_adjective" in toks[1].classes))


def _posted(toks: Sequence[Token]) -> bool:
    """Whether the words before a colon are one or two that no list knows, and a post: a name."""
    stop = next((k for k, t in enumerate(toks[: _STRANGE + 1]) if t.word == "،" or "role" in t.classes), 0)
    if not stop or any(
        not t.is_word or not (t.is_strange or t.classes <= {"month"}) for t in toks[:stop]
    ):  # جی دی ونس
        return False
    post = stop + 1 if toks[stop].word == "،" else stop
    return post < len(toks) and "role" in toks[post].classes


def _on_occasion(toks: Sequence[Token]) -> bool:
    """Whether the words before a colon are one or two that no list knows, and an adverbial: a name."""
    stop = next((k for k, t in enumerate(toks[: _STRANGE + 1]) if t.classes & {"preposition", "adverb"}), 0)
    return stop > 0 and all(map(_strange, toks[:stop]))


def _strange(token: Token) -> bool:
    """Whether a word can be a name that no list holds (``هشدار کاویانی: …``, but not ``شرط اول: …``)."""
    return token.is_word and token.is_strange and not token.word.endswith(_PLURAL)


def _opens_line(sent: Sentence) -> bool:
    """Whether nothing but bullets stands before a sentence in its line."""
    reach = max(0, sent.start - _LINE_HEAD)
    line = sent.text.rfind("\n", reach, sent.start)
    return (line >= 0 or not reach) and not count_words(sent.text, max(reach, line), sent.start)


def body_start(first: Sentence) -> int | None:
    """Returns where the body begins in the first sentence of a page that lost its line breaks; null if nowhere.

    Nothing marks the end of the headline then. Persian is verb-final, so a person or post right after the verb of
    a main clause opens a new sentence; so does a dateline.
    """
    text, start, end = first.text, first.start, first.end
    dateline = first.patterns.reported.search(text, start, end)
    stops = [dateline.start()] if dateline else []
    that = first.patterns.subordinate.search(text, start, end)
    for verb in first.patterns.verb.finditer(text, start, end):
        if that and that.end() <= verb.start():
            break
        if not first.patterns.closed.match(text, verb.end(), end) and opens_sentence(first, verb.end(), end):
            stops.append(verb.end())
            break
    stop = min(stops, default=start)
    headline = count_words(text, start, stop) >= _HEADLINE and count_words(text, stop, end) >= _BODY
    return stop if headline and not any(cue.end > stop - 2 and cue.start < stop for cue in first.cues) else None
