"""Walks through the sentences of an article: attributions of each, headline colons, and what goes on without a cue."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from faclaims.lexicon import Matcher
from faclaims.lexicon.rows import CueRow
from faclaims.lexicon.words import Words, words
from faclaims.records import Span
from faclaims.stages.attributions.continuation import Step, goes_on
from faclaims.stages.attributions.cues import Cue, Tense, cue_matcher, find_cues
from faclaims.stages.attributions.grammar import Found, Sentence, count_words, parse, trimmed
from faclaims.stages.attributions.quotes import Quote, find_quotes
from faclaims.stages.phrases import Known, Token, joined, noun_phrase_end, subject, tokens

_TO_ME = re.compile(r"(?<![\w\u200c])(?:به|از|با|برای) (?:من|ما|بنده|اینجانب)(?![\w\u200c])")


class Grammar(NamedTuple):
    """The compiled lexicon of the attribution stage."""

    cues: Matcher[tuple[CueRow, Tense]]
    words: Words


@cache
def grammar(extra: tuple[Path, ...] = ()) -> Grammar:
    """Returns the compiled lexicon of this stage, with the rows of ``extra`` folders laid over the built-in ones."""
    return Grammar(cue_matcher(extra), words(extra))


def find_attributions(text: str, sentences: Sequence[Span], lexicon: Grammar) -> list[Found]:
    """Returns the attributions of an article in text order.

    Args:
        text: The normalized article.
        sentences: Its sentences, in order.
        lexicon: The compiled lexicon, from ``grammar``.
    """
    cues = find_cues(text, lexicon.cues)
    quotes = find_quotes(text)
    adverbials = [(h.start, h.end) for h in lexicon.words.adverbials.find(text)]
    sents = [
        Sentence(
            text,
            start,
            end,
            _within(cues, start, end),
            _within(quotes, start, end),
            _within(adverbials, start, end),
            lexicon.words,
            number,
        )
        for number, (start, end) in enumerate(sentences)
    ]
    first = [parse(sent) for sent in sents]
    known = _known(text, [f for found in first for f in found], lexicon.words)
    out: list[Found] = []
    current: int | None = None
    for plain in sents:
        sent = plain._replace(known=known)
        found = parse(sent)
        if found and current is not None and _within_speech(sent, out[current], found):
            span = trimmed(text, sent.start, sent.end)
            out[current] = out[current]._replace(content=(*out[current].content, span)) if span else out[current]
            out.extend(f._replace(nested=True, running=False) for f in found if f.form != "phrase")
        elif found:
            out.extend(found)
            top = [i for i in range(len(out) - len(found), len(out)) if not out[i].nested]
            current = next((i for i in reversed(top) if out[i].running), None)
        else:
            current = _go_on(sent, out, current)
    return [f for f in out if f.content]


def _within_speech(sent: Sentence, current: Found, found: Sequence[Found]) -> bool:
    """Whether a sentence that reports goes on with the open content, so that what it reports is nested in it.

    It does when its own reporting opens in the middle of it (``این آثار … و به گفته وزیر …``), or when what is
    reported was said to the one who speaks (``به من گفت``).
    """
    if not current.content or any(f.form == "colon" or f.rule in {"participle", "headline"} for f in found):
        return False
    first = found[0]
    begin = min(x for x in (first.mention.start if first.mention else None, first.cue.start if first.cue else None, first.at) if x is not None)
    to_me = first.cue is not None and _TO_ME.search(sent.text, sent.start, first.cue.start) is not None
    if not to_me and count_words(sent.text, sent.start, begin) < 4:
        return False
    return goes_on(Step(current, sent, sent.text[current.content[-1].end : sent.start]))


def _go_on(sent: Sentence, out: list[Found], current: int | None) -> int | None:
    """Lets a sentence without a cue go on with the open content, if it does; returns the content still open."""
    block = _block_quote(sent, out[current] if current is not None else (out[-1] if out else None))
    if block is not None:
        if current is not None and not out[current].content:
            out[current] = out[current]._replace(form="quoted", content=block.content, running=False)
        else:
            out.append(block)
        return None
    if current is None:
        return None
    found = out[current]
    before = found.content[-1].end if found.content else (found.cue or Span(found.at, found.at)).end
    span = trimmed(sent.text, sent.start, sent.end)
    if span is not None and goes_on(Step(found, sent, sent.text[before : sent.start])):
        out[current] = found._replace(content=(*found.content, span))
        return current
    return current if span is None else None


def _known(text: str, found: Sequence[Found], words: Words) -> Known:
    """Returns the phrases that name a speaker where the text marks their end, with the last words of names."""
    out: set[str] = set()
    for item in found:
        if item.mention is None:
            continue
        toks = tokens(text, *item.mention, words)
        following = tokens(text, item.mention.end, min(len(text), item.mention.end + 30), words)
        if item.cue and item.mention.end < item.cue.start <= item.mention.end + 2:
            clean = True
        else:
            clean = bool(following) and bool(
                following[0].classes & {"preposition", "adverb"}
                or following[0].word in {"،", "که", "نیز", "هم", ":"}
            )
        if not clean or not toks or toks[0].classes & {"demonstrative", "pronoun"}:
            continue
        k = 0
        while k < len(toks) and "honorific" in toks[k].classes:
            k += 1
        stop = next((j for j in range(k, len(toks)) if toks[j].word in {"،", "("}), len(toks))
        out.add(joined(toks[k:stop]))
        if k < len(toks) and "role" not in toks[k].classes:
            stop = next((j for j in range(k, stop) if toks[j].classes & {"role"} and j > k), stop)
            name = [t for t in toks[k:stop] if t.word[0].isalnum()]
            if 1 <= len(name) <= 4:
                out.add(joined(name))
                if len(name) > 1 and len(name[-1].word) >= 3 and not name[-1].classes:
                    out.add(joined(name[-1:]))
                if len(name) > 2:
                    out.add(joined(name[-2:]))
    out.discard("")
    # a phrase that begins with a shorter known one has taken up more than the speaker
    return frozenset(p for p in out if not any(p.startswith(f"{q}|") for q in out))


def _within[T: tuple[int, ...] | Cue | Quote](items: Sequence[T], start: int, end: int) -> Sequence[T]:
    low = bisect_left(items, start, key=lambda item: item[0])
    high = bisect_left(items, end, key=lambda item: item[0])
    return items[low:high]


def _block_quote(sent: Sentence, last: Found | None) -> Found | None:
    """A sentence that is one quotation, with no cue: its speaker is the one who spoke last."""
    if last is None or len(sent.quotes) != 1:
        return None
    quote = sent.quotes[0]
    inner = trimmed(sent.text, *quote.inner)
    if inner is None or count_words(sent.text, *inner) < 5:
        return None
    if trimmed(sent.text, sent.start, quote.start) or trimmed(sent.text, quote.end, sent.end):
        return None
    return Found("quoted", None, "", "none", None, sent.start, (inner,), False, False, "block-quote")


def narration_subjects(
    text: str, sentences: Sequence[Span], found: Sequence[Found], lexicon: Grammar
) -> list[Span]:
    """Returns the subjects of the sentences that report nothing, in text order."""
    covered = [span for f in found for span in f.content]
    starts = [span.start for span in covered]
    out: list[Span] = []
    for start, end in sentences:
        low = bisect_left(starts, start)
        if low < len(covered) and covered[low].start < end and not _relayed(found, covered[low]):
            continue
        toks = tokens(text, start, min(end, start + 300), lexicon.words)
        who = _person(toks) or subject(toks)[0]
        if who is not None:
            out.append(who)
    return out


def _relayed(found: Sequence[Found], span: Span) -> bool:
    return any(f.rule == "source" and span in f.content for f in found)


def _person(toks: Sequence[Token]) -> Span | None:
    """The first personal name that no preposition governs."""
    for k, token in enumerate(toks[:40]):
        if token.classes & {"given", "honorific"} and not (k and toks[k - 1].classes & {"preposition"}):
            end = noun_phrase_end(toks, k, min(len(toks), k + 20))
            if end - k >= 2:
                return Span(token.start, toks[end - 1].end)
    return None
