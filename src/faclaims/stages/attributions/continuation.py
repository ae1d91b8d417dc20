"""Decides whether a sentence without a cue goes on with the content before it, or is narration.

A content that a colon introduced goes on to the end of its paragraph; past a line break it goes on from bullet to
bullet, and where a first person speaks. Words of narration, site furniture, what nobody has answered
yet, somebody who is brought in with a post, and a sentence about the speaker end it. The reasons are those of the
annotation guideline: first person, deixis, argument.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from faclaims.lexicon.marks import BULLETS
from faclaims.stages.attributions.model import PEOPLE, PRESENTED, SOURCE, Found, Sentence

_LEAD = re.compile(r"[^\w«]*")
_DASHES = frozenset("-–—")  # which list links to other pages, where a sign heads the parts of a post
BULLET = re.compile(rf"(?:^|\n)[^\w«\n]*(?P<mark>[{BULLETS}*\-–—])[^\w«]*$")

_STOPS = frozenset(".!؟")
_CLOSING = '»”" '
_MARKED = 8  # code points before a content in which its bullet stands
_ASKER = 40  # code points at the head of a sentence in which who asks stands
_POST = 120  # code points of a name and the post after it
_NAME = 3  # words of a name
_TITLED = 5  # words of a name and the titles before it
_PARAGRAPH = re.compile(r"[\n:«]")
"""What ends a paragraph, or the part of it before somebody is reported."""
_PAGE = 1000  # code points on either side of a place in which a page with breaks has one


class Step(NamedTuple):
    """A sentence that may go on with a content: the content's attribution, the sentence and what lies between.

    Attributes:
        found: The attribution whose content is open.
        sentence: The sentence.
        gap: What lies between them.
        family: Tells the family name of who spoke last; empty if nobody did who is named.
    """

    found: Found
    sentence: Sentence
    gap: str
    family: Callable[[], str] = str

    @property
    def broken(self) -> bool:
        """Whether a paragraph ends between, which a page that lost its breaks tells by a stop without a space."""
        if "\n" in self.gap or any(char.isspace() for char in self.gap):
            return "\n" in self.gap
        text, start, end = self.sentence[:3]
        # On the heels of a stop, what is a line of its own heads the next one.
        heading = text.startswith("\n", end) and text[end - 1] not in _STOPS
        return heading or text.find("\n", max(0, start - _PAGE), start + _PAGE) < 0


def goes_on(step: Step) -> bool:
    """Whether the sentence of a step goes on with its content."""
    found, sent = step.found, step.sentence
    told = found.rule == SOURCE and not step.broken
    if found.content and found.form != "colon" and not told:
        return False  # the commonest case, before the text is looked at
    text = sent.text
    speaks = sent.patterns.first_person.search
    mine = speaks(text, sent.start, sent.end) is not None
    if _is_narrated(sent, found, mine=mine):
        return False
    if not found.content:
        return True  # the colon stood at the end of its line
    if not told and _about_speaker(sent, step.family):
        return False
    if not told and (found.rule == PRESENTED or (not step.broken and step.gap.strip())):
        return True
    both = mine and speaks(text, found.content[0].start, found.content[-1].end) is not None
    if told:
        return both
    return _goes_on_below(step, mine=both or (mine if _is_below(text, found) else _is_mine(step)))


def _is_narrated(sent: Sentence, found: Found, *, mine: bool) -> bool:
    """Whether the reporter speaks, asks, or heads something else; ``mine`` tells of a first person."""
    text = sent.text
    lead = _LEAD.match(text, sent.start, sent.end)
    start = lead.end() if lead else sent.start
    if text.startswith(sent.words.narration, start) or sent.patterns.furniture.search(text, sent.start, sent.end):
        return True
    if not found.content:
        return False
    if sent.patterns.presents.match(text, start, sent.end):  # بخش‌هایی از سخنان او را در ادامه می‌خوانید: …
        return True
    if not mine and (sent.patterns.no_comment.search(text, start, sent.end) or _introduces(sent, start)):
        return True
    if not mine and sent.patterns.held.match(text, start, sent.end):
        return True
    asks = any("asker" in token.classes for token in sent.tokens(start, min(sent.end, start + _ASKER))[:1])
    return asks or (text.endswith(":", sent.start, sent.end) and not mine)


def _introduces(sent: Sentence, start: int) -> bool:
    """Whether a sentence opens with a person and a post between commas (``ریچارد بنت، گزارشگر ویژه …، …``)."""
    toks = sent.tokens(start, min(sent.end, start + _POST))
    comma = next((k for k, token in enumerate(toks[: _NAME + 1]) if token.word == "،"), 0)
    named = comma > 1 and bool(toks[0].classes & {"given", "honorific"}) and all(t.is_word for t in toks[:comma])
    if not named or comma + 1 >= len(toks) or "role" not in toks[comma + 1].classes:
        return False
    return any(token.word == "،" for token in toks[comma + 1 :])


def _goes_on_below(step: Step, *, mine: bool) -> bool:
    """Whether a content goes on past a line break; ``mine`` tells of a first person behind it."""
    found, text = step.found, step.sentence.text
    first = found.content[0].start
    below = _is_below(text, found)
    heads = found.rule == "headline" or not text[: found.at].strip()  # or the report that opens the text
    if heads and below and "\n\n" not in step.gap:
        return mine or not _title_is_over(step)
    bullet = BULLET.search(step.gap)
    if bullet is None:
        return mine
    opened = BULLET.search(text, max(0, first - _MARKED), first)  # 🔹 S
    if opened is not None and opened["mark"] != bullet["mark"]:
        return False  # an item of another list
    own = BULLET.search(text, max(0, found.at - _MARKED), found.at)
    if opened is None and own is None and found.rule != "headline":  # X گفت: S, then bullets
        end = found.content[-1].end
        return found.form == "colon" and not _STOPS.intersection(text[end - 1 : end + 1])
    if opened is None and own is not None and (own["mark"] in _DASHES or _later_item(text, found.at, own["mark"])):
        return False  # one of several items, each of which tells something else
    return found.rule != "message"


def _is_below(text: str, found: Found) -> bool:
    """Whether a content stands in the lines below its colon (``وزیر نیرو:``, ``در این نامه آمده است:``)."""
    return found.cue is not None and "\n" in text[found.cue.end : found.content[0].start]


def _later_item(text: str, at: int, mark: str) -> bool:
    """Whether another item of the same list stands before the one at ``at``."""
    line = text.rfind("\n", 0, at)
    return (
        line > 0
        and re.search(rf"(?:^|\n)[^\w«\n]*{re.escape(mark)}", text[max(0, line - _PAGE) : line]) is not None
    )


def _title_is_over(step: Step) -> bool:
    """Whether a sentence with a stop comes after a title of two lines, which has none."""
    found, sent = step.found, step.sentence
    text, titled = sent.text, not sent.text[: found.at].strip() and len(found.content) == 1
    unclosed = text[found.content[0].end - 1] not in _STOPS and step.gap.startswith("\n")
    return (
        titled
        and unclosed
        and text[: sent.end].rstrip(_CLOSING)[-1:] in _STOPS
        and BULLET.search(step.gap) is None
    )


def _is_mine(step: Step) -> bool:
    """Whether a first person who is not the reporter speaks in the paragraph that a sentence opens, before any report.

    The reporter asks (``از نوری می‌پرسیم``), tells of the work (``با او گفت‌وگو کردیم``), and of the person who opens a
    sentence (``فرمانده سپاه … پرداخت``).
    """
    sent, text, start = step.sentence, step.sentence.text, step.sentence.start
    reach = min(len(text), start + _PAGE) if "\n" in step.gap else sent.end
    stop = _PARAGRAPH.search(text, start, reach)
    end = stop.start() if stop is not None else reach
    if sent.patterns.first_person.search(text, start, end) is None:
        return False
    if sent.patterns.we_ask.search(text, start, end) or sent.patterns.we_report.search(text, start, end):
        return False
    return not sent.tokens(start, min(sent.end, start + _ASKER))[0].classes & PEOPLE


def _about_speaker(sent: Sentence, family: Callable[[], str]) -> bool:
    """Whether a pronoun or who spoke last is the subject: who speaks of the speaker is the narrator."""
    who = sent.subject(sent.start, min(sent.end, sent.start + 60))
    if who is None:
        return False
    name = sent.text[who.start : who.end].split()
    heads = who.start <= sent.start + 1
    titled = bool(sent.tokens(*who)[0].classes & {"honorific", "given"})  # سردار رضا نوری فرمانده سپاه …
    named = name[-1:] if len(name) <= _NAME else name[:_TITLED] if titled else []
    return name == ["وی"] or (heads and family() in named)
