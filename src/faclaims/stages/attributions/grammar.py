"""The grammar of Persian reporting: from the cues of one sentence to its attributions.

A reporting sentence is read from left to right. Each cue takes its subject from the words before it and its content
from the words after it (or, for phrases, before it); what a content covers is not read again, save for attributions
nested in it.
"""

from collections.abc import Sequence

from faclaims.records import Span
from faclaims.stages.attributions.clauses import count_words, has_verb, is_clause, trimmed
from faclaims.stages.attributions.cues import FIRST, Cue, is_plural
from faclaims.stages.attributions.headlines import read_headline
from faclaims.stages.attributions.model import LONGEST_CLAUSE, RELAYING, SOURCE, SPEAKERS, Found, Sentence
from faclaims.stages.attributions.participles import read_participle, read_saying
from faclaims.stages.attributions.sources import read_impersonal, read_noun, read_source
from faclaims.stages.attributions.verbs import read_plain, read_taken_up, read_verb

_BEFORE = 60  # code points before a cue in which what opens its clause is looked for
_QUESTION = 160  # code points before a cue in which the question must begin that it belongs to
_MODAL = 110  # code points before a cue in which می‌توان makes it the writer's own remark
_FEWEST = 4  # words of a clause that says something
_STOPS = (".", "!", "؟")
_NEAR = 24  # attributions of a sentence among which the one that holds a nested cue is looked for


def parse(sent: Sentence) -> list[Found]:
    """Returns the attributions of one sentence in text order."""
    headline, here = read_headline(sent)
    out = [found for found in (headline or read_saying(sent),) if found is not None]
    relaying: Found | None = None
    for index, cue in enumerate(sent.cues):
        if cue.start < here or sent.quoted(cue):
            nested = _nested(sent, cue, out)
            if nested is not None:
                out.append(nested)
            continue
        if cue.tense in FIRST or _is_noun(sent, cue) or _in_relative(sent, index):
            continue
        found, here = _read(sent, index, max(here, cue.start - LONGEST_CLAUSE), out)
        if found is not None and found.rule == RELAYING:
            relaying = found
        elif found is not None:
            if out and out[-1].rule.startswith("participle") and out[-1].mention is None:
                out[-1] = out[-1]._replace(mention=found.mention)  # با بیان اینکه …، وزیر گفت
            out.extend(_divided(sent, found))
    if (plain := read_plain(sent, here, out)) is not None:
        out.append(plain)
    if relaying is not None and all(found.at < relaying.at for found in out):
        out.append(relaying._replace(rule=SOURCE))
    return out


def _divided(sent: Sentence, found: Found) -> list[Found]:
    """A report in two where a colon and a quotation close its clause (``می‌گوید آب کم است: «شیر را باز کردم …»``)."""
    if found.form != "clause" or not found.content:
        return [found]
    start, end = found.content[-1]
    colon = sent.text.rfind(":", start, end)
    quote = sent.quote_at(colon + 1) if colon >= 0 else None
    said = trimmed(sent.text, start, colon) if quote is not None else None
    inner = trimmed(sent.text, *quote.inner) if quote is not None else None
    if quote is None or said is None or inner is None or trimmed(sent.text, quote.end, end) is not None:
        return [found]
    spoken = any(cue.row.kind == "verb" and 0 <= colon - cue.end <= 1 for cue in sent.cues)  # … و مردم گفتند: «…»
    if spoken or not (has_verb(sent, *said) and is_clause(sent, *inner)):
        return [found]
    clause = found._replace(content=(*found.content[:-1], said), running=False)
    return [clause, Found("quoted", None, "", None, colon, (inner,), "quote-after")]


def _read(sent: Sentence, index: int, here: int, before: Sequence[Found]) -> tuple[Found | None, int]:
    match sent.cues[index].row.kind:
        case "verb":
            return read_taken_up(sent, index, here) or read_verb(sent, index, here, before)
        case "participle":
            return read_participle(sent, index, here)
        case "source":
            return read_source(sent, index, here)
        case "noun":
            return read_noun(sent, index, here)
        case _:
            return read_impersonal(sent, index, here)


def _is_noun(sent: Sentence, cue: Cue) -> bool:
    """Whether a preposition or a demonstrative governs what looks like a verb (``مطابق خواست مردم``, ``این گفته``)."""
    named = bool(cue.row.stems) or (cue.row.kind == "verb" and cue.tense == "none")
    before = sent.tokens(max(sent.start, cue.start - _BEFORE), cue.start)[-1:] if named else ()
    classes = before[0].classes if before else frozenset[str]()
    pointed = cue.tense in {"bare", "none"} and "demonstrative" in classes
    return pointed or ("preposition" in classes and "adverb" not in classes)


def _in_relative(sent: Sentence, index: int) -> bool:
    """Whether a cue stands in a clause of nobody, or in one about the speaker (``کارمندی که خواست نامش …، گفت: …``)."""
    cue = sent.cues[index]
    if cue.row.kind != "verb":
        return False
    quote = sent.quote_before(sent.start, cue.start)
    begin = quote.end if quote is not None else sent.start  # what is quoted decides nothing outside
    near = max(begin, cue.start - _BEFORE), cue.start
    that = " که " in sent.text[slice(*near)]  # the patterns below want it, and it is looked for faster
    if that and sent.patterns.whose_words.search(sent.text, max(begin, cue.start - _QUESTION), cue.start):
        return False  # در پاسخ به پرسشی درباره اظهارات رئیس کمیسیون که گفته بود …
    if _of_nobody(sent, cue, near):
        return True
    which = sent.patterns.restricts.search(sent.text, *near) if that and not sent.marked(cue) else None
    if which is not None and not has_verb(sent, *which.span("told")):  # استادی که سالی ده مقاله می‌نویسد، …
        return sent.text.startswith("،", cue.end) or any(t.word == "را" for t in sent.tokens(*which.span("told")))
    if not sent.patterns.relative.search(sent.text, max(sent.start, cue.start - 24), cue.start):
        return False
    before = sent.tokens(*near)
    if len(before) > 1 and before[-1].word == "که" and "asker" in before[-2].classes:
        return True  # در پاسخ به خبرنگاری که پرسید …
    asking = cue.row.content in {"asking", "addressed"}
    return any(c.row.kind == "verb" and (asking or sent.colon(c)) for c in sent.later(index))


def _of_nobody(sent: Sentence, cue: Cue, near: tuple[int, int]) -> bool:
    """Whether a cue stands in a question, in what can or must be said, or in what whoever likes says."""
    question = sent.patterns.question.search(sent.text, max(sent.start, cue.start - _QUESTION), cue.start)
    if question is not None and not has_verb(sent, *question.span("asked")) and not sent.colon(cue):
        return True
    if sent.patterns.modal.search(sent.text, max(sent.start, cue.start - _MODAL), cue.start):
        return True
    past = cue.tense == "past" and not is_plural(sent.text, Span(cue.start, cue.end))
    must = sent.patterns.must.search(sent.text, *near) if past else None
    if must is not None and not is_clause(sent, must.end("word"), cue.start):
        return True
    whoever = sent.patterns.whoever.search(sent.text, *near)
    if whoever is None or sent.colon(cue) or sent.is_so(cue):
        return False
    asks = cue.row.content in {"asking", "addressed"}  # وزیر از همه کسانی که باغ دارند | خواست …
    return not (asks and has_verb(sent, whoever.start(), cue.start))


def _nested(sent: Sentence, cue: Cue, out: Sequence[Found]) -> Found | None:
    """An attribution inside the content of another.

    A clause of its content is one main clause, since after it the outer speaker goes on; all else runs to the end of
    the piece that holds it, if that is near. A verb without a mark must have a subject that is surely a speaker.
    """
    if cue.row.kind not in {"verb", "source", "impersonal"} or cue.row.content == "estimate":
        return None
    if cue.tense in {"elided", "performative"}:  # می‌گویم که … reports nothing but what is being said
        return None
    holders = [f for f in out[-_NEAR:] if any(s.start <= cue.start < s.end for s in f.content)]
    if not holders or any(f.nested for f in holders):
        return None
    piece = next(s for s in holders[-1].content if s.start <= cue.start < s.end)
    start, end = max(piece.start, cue.start - LONGEST_CLAUSE), min(piece.end, cue.end + LONGEST_CLAUSE)
    inner = sent._replace(start=start, end=end, cues=[cue])
    if _is_noun(inner, cue) or _in_relative(inner, 0):
        return None
    found, _ = _read(inner, 0, start, [])
    if found is None or not found.content:
        return None
    if found.rule == RELAYING:
        found = found._replace(rule=SOURCE)
    if cue.row.kind == "verb" and not inner.marked(cue) and not _names_speaker(inner, found):
        return None
    if found.form == "clause":
        found = found._replace(content=tuple(_first_clause(inner, *span) for span in found.content))
    if cue.tense in FIRST:  # … گفتیم: the speaker that holds it
        found = found._replace(mention=None)
    return found._replace(nested=True, running=False)


def _first_clause(sent: Sentence, start: int, end: int) -> Span:
    """The main clause at the head of a stretch, with what is subordinate to it: after it the outer speaker goes on."""
    here = start
    for verb in sent.patterns.verb.finditer(sent.text, start, end):
        if sent.patterns.subordinate.search(sent.text, here, verb.start()):
            here = verb.end()
            continue
        if count_words(sent.text, start, verb.end()) < _FEWEST:  # به نظر می‌رسد، …
            continue
        link = sent.patterns.closed.match(sent.text, verb.end(), end)
        if sent.text.startswith(_STOPS, verb.end(), end) or (link is not None and not link[0].endswith("که")):
            return Span(start, verb.end())
    return Span(start, end)


def _names_speaker(sent: Sentence, found: Found) -> bool:
    """Whether the subject of an attribution surely is a speaker."""
    head = next(iter(sent.tokens(*found.mention)), None) if found.mention else None
    return head is not None and bool(head.classes & SPEAKERS)
