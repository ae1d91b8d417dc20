"""Reads ``با بیان اینکه S1، گفت: S2``: a participle before the main reporting verb, and what it introduces."""

import re
from collections.abc import Sequence

from faclaims.records import Span
from faclaims.stages.attributions.clauses import clause_start, count_words, has_verb, is_clause, last_verb, trimmed
from faclaims.stages.attributions.cues import FIRST, Cue
from faclaims.stages.attributions.model import Found, Sentence
from faclaims.stages.phrases import Token

_QUOTED = 4  # words of a quotation that is a clause
_MARKS = ' »”"'
_TO = "به"
_TOLD = frozenset({"agency", "foreign_outlet", "media"})
_SHORT = 4  # tokens of a preposition and the name of an outlet
_GOVERNED = 60  # code points: a verb, and what the next one may govern
_ADDRESSED = {"asking": ("از", "به"), "addressed": ("از",)}
"""Prepositions of the addressee by the content of a cue."""
_MODAL = 60  # code points before a comma in which باید stands
_CLOSED = 30  # code points before a comma in which the verb of its clause stands


def read_participle(sent: Sentence, index: int, here: int) -> tuple[Found | None, int]:
    """Returns the attribution of a participle, and where to go on reading.

    The main verb shares the subject, so that its own reader finds none before it.
    """
    cue, text = sent.cues[index], sent.text
    clause = clause_start(sent, here, cue.start)
    base = Found(
        "clause", Span(cue.start, cue.end), cue.row.id, sent.subject(clause, cue.start), clause, (), "participle"
    )
    that = sent.patterns.that.match(text, cue.end, sent.end)
    main = main_cue(sent, index, that.end() if that else cue.end)
    base = base._replace(tense=main.tense) if main is not None else base
    if that is None:
        main = _next_verb(sent, index) or main
        limit = _chain_stop(sent, index, main) or (main.start if main else None)
        return _phrase(sent, cue, base, limit, here) if limit else (None, here)
    quote = sent.quote_at(that.end())
    if quote is not None and (inner := trimmed(text, *quote.inner)) and count_words(text, *inner) >= _QUOTED:
        words = trimmed(text, cue.start, that.end())
        return base._replace(form="quoted", cue=words, content=(inner,)), quote.end
    stop = _chain_stop(sent, index, main) or clause_stop(sent, that.end(), main)
    span = trimmed(text, that.end(), stop)
    if span is None or count_words(text, *span) < 2:
        return None, here
    words = trimmed(text, cue.start, that.end())
    return base._replace(cue=words, content=(span,), running=main is None), stop


def _chain_stop(sent: Sentence, index: int, main: Cue | None) -> int | None:
    """Where another participle follows (``با بیان اینکه S1 و با تأکید بر اینکه S2، گفت``)."""
    cue = sent.cues[index]
    chained = next((c for c in sent.later(index) if c.row.kind == "participle"), None)
    if chained is None or (main is not None and chained.start >= main.start):
        return None
    link = sent.patterns.chain.search(sent.text, max(cue.end, chained.start - 4), chained.start)
    return link.start() if link else None


def _addressee(toks: Sequence[Token]) -> int:
    """Where an outlet or reporters are addressed right before the main verb (``با تأیید این خبر | به ایسنا گفت``)."""
    if toks and "adverb" in toks[-1].classes:  # به خبرنگاران, دیروز
        return len(toks) - 1
    to = next((k for k in range(len(toks) - 2, 0, -1) if toks[k].word == _TO), None)
    return to if to is not None and toks[to + 1].classes & _TOLD and len(toks) - to <= _SHORT else len(toks)


def _phrase(sent: Sentence, cue: Cue, base: Found, limit: int, here: int) -> tuple[Found | None, int]:
    """``با اشاره به NP``: a phrase where the noun states an event, or where the participle itself takes a side."""
    comma = sent.text.find("،", cue.end, limit)
    after = sent.tokens(comma + 1, limit)[:1] if comma > 0 else ()
    if after and "role" in after[0].classes:  # با اشاره به دیدار با X، سفیر ایران، گفت
        comma = max(comma, sent.text.find("،", comma + 1, limit))
    elif comma > 0 and (last := _list_end(sent, comma, limit)) is not None:
        comma = last
    stop = comma if comma > 0 else limit
    toks = sent.tokens(cue.end, stop)
    toks = toks[: _addressee(toks)] if stop == limit else toks
    fewest = 2 if toks and "demonstrative" in toks[0].classes else 3  # با تکذیب این خبر
    if not fewest <= len(toks) <= 30 or ("event" not in toks[0].classes and cue.row.id != "participle_verdict"):
        return None, here
    span = trimmed(sent.text, toks[0].start, toks[-1].end)
    if span is None:
        return None, here
    return base._replace(form="phrase", content=(span,), rule="participle-phrase"), stop


def _list_end(sent: Sentence, comma: int, limit: int) -> int | None:
    """Where a list that a comma divides is closed by another right before the verb (``اتحاد شهر، ده و کوه، گفت``)."""
    last = sent.text.rfind("،", comma + 1, limit)
    closes = last > 0 and not count_words(sent.text, last, limit) and not has_verb(sent, comma, last)
    return last if closes and any(t.word == "و" for t in sent.tokens(comma, last)) else None


def _next_verb(sent: Sentence, index: int) -> Cue | None:
    """The reporting verb right after a phrase that a participle governs (``با انتقاد از بانک‌ها افزود آن‌ها …``)."""
    cue = next((c for c in sent.later(index) if c.row.kind == "verb"), None)
    if cue is None or cue.row.content != "free" or cue.tense in FIRST | {"bare", "elided"}:
        return None
    between = sent.cues[index].end, cue.start
    return None if "،" in sent.text[slice(*between)] or has_verb(sent, *between) else cue


def main_cue(sent: Sentence, index: int, start: int) -> Cue | None:
    """Returns the reporting verb that a participle leans on: the next one that takes content of its own."""
    candidates = [
        c
        for c in sent.later(index)
        if c.row.kind == "verb" and c.start >= start and c.tense not in FIRST and not sent.quoted(c)
    ]
    for cue in candidates:
        after = sent.patterns.after.match(sent.text, cue.end, sent.end)
        if after and (after["mark"] == ":" or sent.quote_at(after.end())):
            return cue
    for cue in candidates:
        verb = last_verb(sent, max(start, cue.start - _GOVERNED), cue.start)
        if verb is not None and _follows(sent, cue, verb.end()):
            return cue  # … می‌داند گفت …, "… کرده" افزود, … است از مدیران خواست
    for cue in candidates:
        comma = sent.text.rfind("،", start, cue.start)
        if comma >= 0 and (_led(sent, cue, comma + 1) or not has_verb(sent, comma, cue.start)):
            return cue
    # ضمن رد این خبر می‌گوید که …
    return next((c for c in candidates if sent.marked(c) and not has_verb(sent, start, c.start)), None)


def _follows(sent: Sentence, cue: Cue, verb: int) -> bool:
    """Whether a cue follows the verb that ends at ``verb``, with at most what it governs or an addressee between."""
    between = sent.text[verb : cue.start].strip(_MARKS)
    return _led(sent, cue, verb) or (not between and cue.row.content in {"free", "marked"})


def _led(sent: Sentence, cue: Cue, start: int) -> bool:
    """Whether what a cue governs, or who is asked, opens the stretch before it (``از همه کسانی که … | خواست``)."""
    between = sent.text[start : cue.start].strip(_MARKS)
    governed = _ADDRESSED.get(cue.row.content, cue.row.objects)
    return bool(between) and between.split(maxsplit=1)[0] in governed and "،" not in between


def _before_main(sent: Sentence, start: int) -> int:
    """Where a clause ends before a main verb that reports nothing (``با بیان اینکه …، | از مردم تشکر کرد``)."""
    comma = sent.text.rfind("،", start, sent.end)
    if comma < 0 or not has_verb(sent, max(start, comma - _CLOSED), comma) or not has_verb(sent, comma, sent.end):
        return sent.end
    toks = sent.tokens(comma + 1, sent.end)
    waits = sent.patterns.subordinate.search(sent.text, start, comma) is not None
    return comma if toks and "preposition" in toks[0].classes and not waits else sent.end


def clause_stop(sent: Sentence, start: int, main: Cue | None) -> int:
    """Returns where the clause at ``start`` ends before the main verb: at a comma, or after its own verb."""
    if main is None:
        return _before_main(sent, start)
    text = sent.text
    commas = [start + m.start() for m in re.finditer("،", text[start : main.start])]
    best = None
    for at in reversed(commas):
        if best is not None and has_verb(sent, at, main.start):
            break
        if has_verb(sent, max(start, at - _CLOSED), at) and not _awaits_verb(sent, start, at):
            best = at
            if count_words(text, at, main.start) > 3:
                break
    if best is not None:
        return best
    verb = last_verb(sent, start, main.start)
    if (
        verb is not None
        and count_words(text, verb.end(), main.start) <= 6
        and (not commas or verb.start() > commas[-1])
    ):
        return verb.end()
    if commas:
        return commas[-1]
    toks = sent.tokens(start, main.start)
    while toks and ("pronoun" in toks[-1].classes or toks[-1].classes == {"adverb"}):
        toks = toks[:-1]
    return toks[-1].end if toks else main.start


def _awaits_verb(sent: Sentence, start: int, at: int) -> bool:
    """Whether ``باید`` stands before a comma without the verb that it wants (``باید ارزان، | فراوان و سالم باشد``)."""
    must = sent.patterns.must.search(sent.text, max(start, at - _MODAL), at)
    return must is not None and not is_clause(sent, must.end("word"), at)


def read_saying(sent: Sentence, *, quoted_before: bool = False) -> Found | None:
    """Returns the attribution of a participle that takes up what is quoted before it.

    ``«…»؛ نوری با بیان این جمله خبر داد …``; without content where the sentence before is the quotation.
    """
    text = sent.text
    saying = sent.patterns.by_saying.search(text, sent.start, sent.end)
    if saying is None:
        return None
    quote = sent.quote_before(sent.start, saying.start())
    who = sent.subject(quote.end if quote is not None else sent.start, saying.start())
    inner = trimmed(text, *quote.inner) if quote is not None else None
    if who is None or (not has_verb(sent, *inner) if inner is not None else not quoted_before):
        return None
    cue = Span(*saying.span())
    return Found("quoted", cue, "", who, sent.start, (inner,) if inner is not None else (), "quote-before")
