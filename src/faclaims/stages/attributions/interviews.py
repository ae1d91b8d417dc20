"""Finds the answers of an interview: what stands between one question and the next, whether a name heads it or not.

``چرا کم کار می‌کنید؟ ⏎ فیلمنامه خوبی به دستم نرسید.`` Essays ask too, and so do reports of debates: only several
questions, each a line of its own, make an interview, where answers speak in the first person and report nobody first.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from faclaims.stages.attributions.model import Found, Sentence

_FEWEST = 3  # questions with an answer below
_MINE = 0.5  # share of the answers in the first person
_SIGNS = frozenset("*-–•")
_UNREPORTED = 0.7  # share of the answers that do not open with a report
_LONGEST = 600  # code points of a question


class Interview(NamedTuple):
    """The turns of an interview, by the numbers of sentences.

    Attributes:
        answers: For each sentence of an answer, the number of the first one of that answer.
        questions: The sentences of questions, whoever they are about.
    """

    answers: Mapping[int, int]
    questions: frozenset[int]


def find_interview(sentences: Sequence[Sentence], found: Sequence[Sequence[Found]]) -> Interview:
    """Returns the turns of an interview; none if the article is none.

    Args:
        sentences: The sentences of the article.
        found: What each reports, read by itself.

    Example:
        >>> find_interview([], [])
        Interview(answers={}, questions=frozenset())
    """
    asked, turns = _turns(sentences, found)
    plain = [turn for turn in turns if not _opens_with_report(sentences[turn[0]], found[turn[0]])]
    mine = sum(any(_speaks(sentences[number]) for number in turn) for turn in plain)
    marked = all(_sign(sentences[turn[0] - 1]) for turn in turns)  # an essay marks no question
    if len(plain) < max(_FEWEST, _UNREPORTED * len(turns)) or not (marked or mine >= _MINE * len(plain)):
        return Interview({}, frozenset())
    return Interview({number: turn[0] for turn in plain for number in turn}, asked)


def opens_turn(found: Sequence[Found]) -> bool:
    """Returns whether a name and a colon open a sentence (``مشایی: …``)."""
    return any(f.rule == "headline" for f in found)


def _turns(sentences: Sequence[Sentence], found: Sequence[Sequence[Found]]) -> tuple[frozenset[int], list[range]]:
    """The sentences of lines that ask, below the title, and those between one such line and the next.

    The last answer goes on below its first line where lines speak in the first person and report nobody.
    """
    lines = _lines(sentences)
    asking = [line for line in lines[1:] if _asks(sentences[line[0]], sentences[line[-1]])]
    if len(asking) > 1 and all(_sign(sentences[line[0]]) for line in asking):  # * وزیر می‌گوید آب کم است.
        sign = _sign(sentences[asking[0][0]])  # the answers may have another
        asking = [line for line in lines[1:] if _sign(sentences[line[0]]) == sign and _is_short(sentences, line)]
    below = [line for line in lines if asking and line.start >= asking[-1].stop]
    over = (
        line
        for line in below[1:]
        if not any(_speaks(sentences[k]) for k in line) or any(f.mention for k in line for f in found[k])
    )
    end = next(over, range(len(sentences), len(sentences)))
    turns = (range(line.stop, after.start) for line, after in pairwise([*asking, end]))
    kept = [turn for turn in (_before_narration(sentences, found, turn) for turn in turns) if turn]
    return frozenset(number for line in asking for number in line), kept


def _lines(sentences: Sequence[Sentence]) -> list[range]:
    """The sentences of each line."""
    starts = [
        k for k, sent in enumerate(sentences) if not k or "\n" in sent.text[sentences[k - 1].end : sent.start]
    ]
    return [range(start, end) for start, end in pairwise([*starts, len(sentences)])]


def _asks(first: Sentence, last: Sentence) -> bool:
    """Whether a line is a question."""
    return last.text.endswith("؟", last.start, last.end) and last.end - first.start <= _LONGEST


def _is_short(sentences: Sequence[Sentence], line: range) -> bool:
    """Whether a line is no longer than a question is."""
    return sentences[line[-1]].end - sentences[line[0]].start <= _LONGEST


def _sign(question: Sentence) -> str:
    """The sign that opens the line of a question (``* نظرتان درباره …؟``); empty if none does."""
    line = question.text.rfind("\n", 0, question.end) + 1
    return question.text[line] if question.text[line] in _SIGNS else ""


def _opens_with_report(sent: Sentence, found: Sequence[Found]) -> bool:
    """Whether somebody is named first who says something, as in no transcript (``وی تأکید کرد: …``)."""
    named = (f.mention for f in found if f.mention is not None)
    return not opens_turn(found) and any(not sent.text[sent.start : who.start].strip(" *-–") for who in named)


def _speaks(sent: Sentence) -> bool:
    return sent.patterns.first_person.search(sent.text, sent.start, sent.end) is not None


def _before_narration(sentences: Sequence[Sentence], found: Sequence[Sequence[Found]], turn: range) -> range:
    """An answer without what the page sets below it, and without what the reporter tells of in between.

    ``نوری در بخش دیگری به قیمت‌ها اشاره کرد و گفت: …``.
    """
    over = (k for k in turn if _is_furniture(sentences[k]) or (k > turn.start and _tells(sentences, found, k)))
    return range(turn.start, next(over, turn.stop))


def _tells(sentences: Sequence[Sentence], found: Sequence[Sequence[Found]], number: int) -> bool:
    """Whether a line opens with a report of somebody whose words a colon introduces."""
    sent = sentences[number]
    opens = "\n" in sent.text[sentences[number - 1].end : sent.start]
    said = any(f.form == "colon" and f.cue is not None for f in found[number])
    return opens and said and not opens_turn(found[number]) and _opens_with_report(sent, found[number])


def _is_furniture(sent: Sentence) -> bool:
    return sent.patterns.furniture.search(sent.text, sent.start, sent.end) is not None
