"""Looks in the article for the full form of a name, and for the name that stands beside a post."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice, takewhile

from faclaims.lexicon.patterns import Patterns
from faclaims.lexicon.words import Words
from faclaims.records import Span
from faclaims.stages.phrases import Token, noun_phrase_end, tells_given, tokens
from faclaims.stages.speakers.likeness import role_words
from faclaims.stages.speakers.mentions import MentionParts, read_mention

_QUOTED = re.compile(r"[«\"“]([^«»\"“”\n]{3,40})[»\"”]$")
_REACH = 20_000
"""How far from a mention its other mentions are looked for (code points): the length of a very long article."""
_NAME = 40
_AROUND = 50
_WORD = re.compile(r"[\w\u200c]+")
_STOP = re.compile(r"[.:؛!؟\n]|«(?![^«»\n]{1,15}»)")
_WORDS_OF_POST = 3
_POST = 70
"""In how many code points a longer wording of a post must end."""
_BEFORE_NAME = frozenset({"،", "؛", ".", ":"})
_OPENING = frozenset({"«", '"', "“"})
_AFTER_NAME = frozenset({"،", "»", '"', "”", "(", "-"})
_IN_NAME = frozenset({"given", "honorific"})
_SURNAME = 2  # words of a name without a given name
_MOST_PLACES = 40
"""Longer wordings that are looked at for one post: a glued archive has thousands."""
_NO_NAME = frozenset({"preposition", "role", "adverb", "organization", "connective", "verb"})


def full_names(text: str, name: str, at: int, words: Words) -> Iterator[str]:
    """Yields longer forms of a name: with the given names before its family name, or inside quotation marks.

    Last those with a given name that no list has, before a name of a single word that none has either.
    """
    first, _, _ = name.partition(" ")
    surname = name.rsplit(maxsplit=1)[-1] if "given" in words.classes(first) else name
    strange = " " not in name and not words.classes(name)
    told: list[str] = []
    for start in _places(text, surname, at):
        end = start + len(surname)
        if text[end : end + 1].isalnum() or text[end : end + 1] == "\u200c":
            continue
        quoted = _QUOTED.search(text, max(0, start - _NAME), end + 1)
        if quoted is not None:
            yield " ".join(quoted[1].split())
        before = tokens(text, max(0, start - _NAME), start, words)
        if not before or before[-1].end < start - 1:
            continue
        k = len(before)
        while k > 0 and "given" in before[k - 1].classes and len(before) - k < 3:
            k -= 1
        if k < len(before):
            yield " ".join(text[before[k].start : end].split())
        elif strange and tells_given(text, before[-1].start, words):
            told.append(f"{before[-1].word} {name}")
    yield from told


def holder(text: str, role: str, at: int, words: Words, patterns: Patterns) -> tuple[Span, MentionParts] | None:
    """Returns the name that the article gives beside a post, elsewhere than at ``at``."""
    for start, end in chain(_exactly(text, role, at, patterns), _longer(text, role, at)):
        title = "honorific" in words.classes(text[start:end])  # قاضی مرتضایی
        span = _after(text, end, words, title=title) or _before(text, _first_post(text, start, end, words), words)
        if span is None:
            continue
        parts = read_mention(text, *span, words)
        if parts.name and parts.type == "named" and parts.kind == "person":
            return span, parts
    return None


def _exactly(text: str, role: str, at: int, patterns: Patterns) -> Iterator[Span]:
    """Yields where a post stands word for word, elsewhere than at ``at``."""
    spans = (Span(start, start + len(role)) for start in _places(text, role, at) if start != at)
    return (span for span in spans if not patterns.verbal.match(text, span.end))  # متهم شد


def _longer(text: str, role: str, at: int) -> Iterator[Span]:
    """Yields where a longer post stands with all words of this one (``نامزد سیزدهمین دوره انتخابات``)."""
    wanted = role_words(role)
    head = role.split(maxsplit=1)[0]
    if len(wanted) < _WORDS_OF_POST:
        return
    for start in islice(_places(text, head, at), _MOST_PLACES):
        stop = _STOP.search(text, start, start + _POST)
        found = list(_WORD.finditer(text, start, stop.start() if stop else start + _POST))
        last = next((k for k in range(len(found), 0, -1) if found[k - 1][0] in role), 0)
        if start != at and last and wanted <= role_words(text[start : found[last - 1].end()]):
            yield Span(start, found[last - 1].end())


def _places(text: str, words: str, at: int) -> Iterator[int]:
    """Yields where words stand within reach of a place."""
    start, end = max(0, at - _REACH), at + _REACH
    while words and (found := text.find(words, start, end)) >= 0:
        yield found
        start = found + len(words)


def _after(text: str, end: int, words: Words, *, title: bool) -> Span | None:
    """The name after a post: ``وزیر علوم منصور غلامی``; after a title also one that no list has."""
    toks = tokens(text, end, min(len(text), end + _AROUND), words)
    if not toks or toks[0].start > end + 2:
        return None
    if title and toks[0].is_word and toks[0].is_strange:
        return Span(toks[0].start, toks[0].end)
    if not (toks[0].classes & {"given", "honorific"} or toks[0].word == "«"):
        return None
    stop = noun_phrase_end(toks, 0, min(len(toks), 6))
    return Span(toks[0].start, toks[stop - 1].end) if stop else None


def _first_post(text: str, start: int, end: int, words: Words) -> int:
    """Where the posts begin of which this one is the last: ``منصور غلامی وزیر علوم و رئیس هیئت امنا، …``."""
    if not text.startswith("،", end) or not text.startswith("و ", start - 2):
        return start
    toks = tokens(text, max(0, start - _AROUND), start - 2, words)
    same = [*takewhile(lambda token: token.is_word, reversed(toks))]
    return next((token.start for token in reversed(same) if "role" in token.classes), start)


def _before(text: str, start: int, words: Words) -> Span | None:
    """The name before a post: ``منصور غلامی، وزیر علوم``, but not ``منصور غلامی جانشین | وزیر علوم``."""
    toks = tokens(text, max(0, start - _AROUND), start, words)
    while toks and toks[-1].word in _AFTER_NAME:
        toks.pop()
    if toks and toks[-1].is_silent:
        return None
    k = _given_back(toks)
    if k is None and 0 < len(toks) <= 3 and all(t.is_word and t.is_strange for t in toks):
        k = 0  # nothing but a name between the head of the text and the post
    if k is None:
        k = _quoted(toks)
    if k is None:  # …، کاویانی دبیر ستاد
        mark = next((k for k in range(len(toks) - 1, -1, -1) if not toks[k].is_word), None)
        alone = mark is not None and toks[mark].word in _BEFORE_NAME and 0 < len(toks) - 1 - mark <= _SURNAME
        k = mark + 1 if mark is not None and alone and all(t.is_strange for t in toks[mark + 1 :]) else None
    return Span(toks[k].start, toks[-1].end) if k is not None else None


def _quoted(toks: Sequence[Token]) -> int | None:
    """Returns where the name in quotation marks begins that ends with the last token, unless a thing bears it.

    ``روز گذشته "هنری فالکون"، فرماندار``, but ``نفتکش «مرسر استریت»``.
    """
    k = next((k for k in range(len(toks) - 1, max(-1, len(toks) - 6), -1) if toks[k].word in _OPENING), None)
    if k is None or k == len(toks) - 1 or not all(t.is_word and t.classes <= _IN_NAME for t in toks[k + 1 :]):
        return None
    named = k > 0 and (toks[k - 1].is_plain or toks[k - 1].is_silent)
    return None if named else k + 1


def _given_back(toks: Sequence[Token]) -> int | None:
    """Returns where a name that ends with the last token begins: at a given name two to four words back."""
    best = None
    for k in range(len(toks) - 1, max(-1, len(toks) - 5), -1):
        classes = toks[k].classes
        if not toks[k].is_word or classes & (_NO_NAME - (classes & {"given"})):
            break
        if "given" in classes and k < len(toks) - 1:
            best = k
    return best
