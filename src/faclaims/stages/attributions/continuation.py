"""Decides whether a sentence without a cue goes on with the content before it, or is narration.

A content that a colon introduced goes on to the end of its paragraph; past a line break it goes on from bullet to
bullet, and where a first person speaks on both sides. Words of narration, site furniture, and a ``وی`` that speaks
of the speaker end it. The reasons are those of the annotation guideline: first person, deixis, argument.
"""

import re
from typing import NamedTuple

from faclaims.stages.attributions.grammar import Found, Sentence
from faclaims.stages.phrases import subject, tokens

_LEAD = re.compile(r"[^\w«]*")
_BULLET = re.compile(r"(?:^|\n)[^\w«\n]*[•●▪■◾🔹🔸🔷🔶🔻🔺✅▫*\-–—][^\w«]*$")
_FURNITURE = re.compile(r"@\w|https?:|www\.|#\w|انتهای پیام|کد خبر|لینک کوتاه|برچسب|بیشتر بخوانید|(?:تلگرام|اینستاگرام) دنبال")
_FIRST_PERSON = re.compile(
    r"(?<![\w\u200c])(?:من|ما|بنده|اینجانب|خودم|خودمان|(?:ن?می\u200c)?\w{2,12}(?:یم|ه\u200cام|ه\u200cایم|\u200cایم)|"
    r"ن?(?:می\u200c\w{1,12}|خواه|دار|هست|بود|کرد|گفت|شد|داشت)م)(?![\w\u200c])"
)


class Step(NamedTuple):
    """A sentence that may go on with a content: the content's attribution, the sentence and what lies between."""

    found: Found
    sentence: Sentence
    gap: str


def goes_on(step: Step) -> bool:
    """Whether the sentence of a step goes on with its content."""
    found, sent = step.found, step.sentence
    text = sent.text
    lead = _LEAD.match(text, sent.start, sent.end)
    start = lead.end() if lead else sent.start
    if text.startswith(sent.words.narration, start) or _FURNITURE.search(text, sent.start, sent.end):
        return False
    if not found.content:
        return True  # the colon stood at the end of its line
    if found.form != "colon" or _about_speaker(sent):
        return False
    if "\n" not in step.gap:
        return True
    first = found.content[0].start
    if _BULLET.search(step.gap):
        return found.rule == "headline" or bool(_BULLET.search(text, max(0, first - 8), first))
    return _speaks(text, first, found.content[-1].end) and _speaks(text, sent.start, sent.end)


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether a first person speaks."""
    return _FIRST_PERSON.search(text, start, end) is not None


def _about_speaker(sent: Sentence) -> bool:
    """Whether a pronoun is the subject: who speaks of the speaker is the narrator."""
    toks = tokens(sent.text, sent.start, min(sent.end, sent.start + 60), sent.words)
    who, _ = subject(toks, sent.known)
    return who is not None and sent.text[who.start : who.end] == "وی"
