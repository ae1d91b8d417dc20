"""Words, verbs and clause boundaries in a stretch of text."""

import re
from itertools import islice

from faclaims.records import Span
from faclaims.stages.attributions.model import Sentence
from faclaims.stages.phrases import OPEN

_WORD = re.compile(r"[\w\u200c]+")
_FIRST = re.compile(r"[\[(«“\"]?(?P<word>[\w\u200c]+)")
_MANY = 10  # words: more than any rule asks for
_KIND = 3  # tokens of an outlet before its name in quotation marks
_QUESTION = 160  # code points before a verb in which the question must begin that it belongs to
_CLOSING = 12  # code points before a place in which the verb that ends there begins
_TRIM = " \u200c\n\t،؛:.!؟?…-–*•▪/|"


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Returns the span without marks and spaces at its ends; null when no word is left."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return Span(start, end) if end > start else None


def count_words(text: str, start: int, end: int) -> int:
    """Returns the number of words in a stretch of text, counted up to `_MANY`."""
    return len(list(islice(_WORD.finditer(text, start, end), _MANY)))


def first_word(text: str, start: int) -> str:
    """Returns the word that begins at ``start``, after an opening mark or at once; empty if none does."""
    match = _FIRST.match(text, start)
    return match["word"] if match else ""


def has_verb(sent: Sentence, start: int, end: int) -> bool:
    """Whether a stretch of text holds a finite verb, or a participle that stands for one."""
    return sent.patterns.verb.search(sent.text, start, end) is not None


def is_clause(sent: Sentence, start: int, end: int) -> bool:
    """Whether a stretch holds a verb, in the subjunctive or imperative too, which look alike (``بگذارید``)."""
    return has_verb(sent, start, end) or sent.patterns.subjunctive.search(sent.text, start, end) is not None


def last_verb(sent: Sentence, start: int, end: int) -> re.Match[str] | None:
    """Returns the last finite verb in a stretch of text."""
    last = None
    for last in sent.patterns.verb.finditer(sent.text, start, end):  # noqa: B007 (the last one is wanted)
        pass
    return last


def clause_start(sent: Sentence, here: int, end: int) -> int:
    """Returns where the clause of a cue begins: after the last main clause that was closed before it.

    A verb closes a main clause when a conjunction or a mark follows it and no ``که`` came before it in its clause
    (``X که در تهران بود، گفت`` is one clause, its subject in front of the relative clause). A colon closes one too,
    and the dateline of an agency opens one.
    """
    text = sent.text
    colon = max(text.rfind(": ", here, end), text.rfind(":\n", here, end))
    start = here = colon + 1 if colon >= here else here
    dateline = sent.patterns.dateline.search(text, here, end)
    if dateline is not None:
        start = here = dateline.start()
    quote = sent.quote_before(here, end)
    if quote is not None and has_verb(sent, *quote.inner):
        start = here = quote.end
    for verb in sent.patterns.verb.finditer(text, here, end):
        link = sent.patterns.closed.match(text, verb.end(), end)
        if link is None:
            asked = sent.patterns.question.search(text, max(here, verb.start() - _QUESTION), verb.start())
            if asked is None and opens_sentence(sent, verb.end(), end):
                start = verb.end()
            continue
        that = sent.patterns.subordinate.search(text, start, verb.start())
        if (
            that is None
            or not count_words(text, start, that.start())
            or ("،" in link[0] and _concedes(sent, start, verb.start()))
        ):
            start = link.end()
    contrast = next(sent.patterns.against.finditer(text, start, end), None)
    if contrast is not None and has_verb(sent, start, contrast.start()) and _speaks(sent, contrast.end(), end):
        start = contrast.end()  # نوری که …، واکنشی نشان نداده، اما | یک منبع گفت
    return max((manner.end() for manner in sent.patterns.manner.finditer(text, start, end)), default=start)


def _speaks(sent: Sentence, start: int, end: int) -> bool:
    """Whether the description of a person without a name opens a clause."""
    toks = sent.tokens(start, end)
    return len(toks) > 1 and toks[0].word == "یک" and bool(toks[1].classes & {"unnamed", "role"})


def _concedes(sent: Sentence, start: int, end: int) -> bool:
    """Whether a clause opens with a conjunction of concession."""
    conceded = sent.patterns.concession.search(sent.text, start, end)
    return conceded is not None and not count_words(sent.text, start, conceded.start())


def opens_sentence(sent: Sentence, start: int, end: int) -> bool:
    """Whether a speaker's phrase follows a verb with no mark between: a page that lost its line breaks or stops."""
    toks = sent.tokens(start, min(end, start + 60))
    if not toks or toks[0].start > start + 1:
        return False
    if toks[0].classes & {"pronoun", "given", "honorific"}:
        return True
    if sent.known_length(toks):
        return True
    if "media" in toks[0].classes and any(t.word in OPEN for t in toks[1:_KIND]):
        return True  # … است | سایت اینترنتی «دریا»
    if "quantifier" in toks[0].classes and len(toks) > 1 and toks[1].classes & {"role", "group", "unnamed"}:
        return True  # … مواجه می‌شود | چند مقام رسمی
    body = "organization" in toks[0].classes and _is_over(sent, start)  # … تولید شده است | ستاد ارتش
    return (body or "role" in toks[0].classes) and sent.phrase_end(toks) >= 2


def _is_over(sent: Sentence, end: int) -> bool:
    """Whether a verb that takes no clause without ``که`` stands right before a place."""
    return sent.patterns.over.search(sent.text, max(sent.start, end - _CLOSING), end) is not None
