"""Cuts normalized text into sentences, and the content of an attribution into claim sentences.

One pass of a regex finds the marks; whether a mark ends a sentence is decided from the few characters around it
and from the quotation or bracket it stands in. The marks are those of the punctuation chapter of the Academy of
Persian Language's *Dastur-e Khatt-e Farsi*; the claim sentences are those of the annotation guideline.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import NamedTuple

from faclaims.lexicon import compiled_once, fold, load
from faclaims.lexicon.marks import BULLETS
from faclaims.lexicon.rows import SentenceWord
from faclaims.records import Span

LONGEST_QUOTATION = 1500
"""A quotation mark whose partner is further away than this (code points) is taken for a stray one."""
_LONGEST_BRACKET = 300
_REACH = 12  # code points looked at before a mark; no word of the lexicon is longer

_STOPS = ".!?؟…"
_CLOSERS = r"(?: ?[»”›)\]]|[\"'])*+"
_MARK = re.compile(rf"[{_STOPS}\n{BULLETS}][{_STOPS}]*+{_CLOSERS}")
_CLAIM_MARK = re.compile(rf"[{_STOPS}؛\n{BULLETS}][{_STOPS}]*+{_CLOSERS}")
_LEAD = re.compile(rf"(?:[\s\u200b-\u200f\ufe0f\ufeff{BULLETS}]|[-–—*·](?=\s))*+")
# The stamp of a page that lost its line breaks: ۱۴ شهریور ۱۴۰۰ ۰۹:۱۴, Sep 27, 1400 07:29 Asia/Tehran
# (\d\d{3}, since a pattern that begins with a repetition is tried at every place)
_STAMP = re.compile(r"\d\d{3}[ |,،–-]{1,3}\d{1,2}:\d{2}(?::\d{2})?(?: Asia/\w+)?")
_STAMP_DATE = re.compile(r"(?:\d{1,2} \w{2,9} |\w{2,9} \d{1,2}, ?)$")
_STAMP_REACH = 16  # code points before the year of a stamp in which its day stands
# The next of several headings in one line: رضایی: … / کاویانی: …
_HEADING = re.compile(r"[|/] ?(?=[^\n:|/«»\d]{2,40}: )")
_HEADING_REACH = 160  # code points before it in which the colon of the first must stand
# What tells that somebody was asked, in the sentence that the question mark would end.
_QUESTION = re.compile(r"(?:پرسش|سؤال|سوال)[^.!؟\n]*$")
_LONGEST_QUESTION = 400
# Two initials before a family name: جی.دی. | ونس
_INITIALS = re.compile(r"(?:^|\s)(\w+)\. ?(\w+)$")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[\w\u200c]+")
_WORD_MARKED = re.compile(r"[\w\u200c\u064b-\u065f\u0670]+")  # vowel signs are no word characters
_UNFINISHED = frozenset(":،؛,;«“„‹([-–")  # no sentence ends right after one of these
_NEXT = re.compile(r"(?P<space> ?+)(?P<goes_on>[،؛,;:])?+(?P<word>[\w\u200c]*+)(?P<stop>\.?)")

_ENCLOSERS = re.compile(r"[«»“”„‹›\"()\[\]\n]")
_PARTNERS = {"»": "«", "”": "“„", "“": "„", "›": "‹", ")": "(", "]": "["}
_OPENERS = frozenset("«“„‹([")
_PAIRS = (("«", "»"), ("“", "”"), ("„", "“"), ("‹", "›"), ("(", ")"), ("[", "]"), ('"', '"'))
_GOES_ON = frozenset("»”›،):")
_STARTS_PIECE = frozenset("«“#")
_PIECE_ENDS = frozenset(":" + _STOPS)
_LONGEST_PIECE = 60  # code points of a link, a tag or bold words on a line of their own
_GO_ON = ("را ", "و ")  # which open no line
_SYMBOLS = re.compile(r"(?:[^\w\s]|\d\ufe0f?\u20e3|[ \ufe0f])+")  # a bullet on a line of its own
_SIGNS = frozenset("٪%")  # part of the number before them
_WIDTHS = range(40, 121)
"""Widths (code points) at which texts are wrapped: a newspaper's column, a mail, a page of print."""
_FEWEST_BREAKS = 6  # in fewer lines a width shows by chance
_WRAPPED = 0.6  # share of the breaks that a width must explain
_SLACK = 0.95  # of the width, since some set the width in points and not in letters
_FULL = 0.75  # of the width, below which a line ends because its paragraph does
_TOO_LONG = 0.1  # share of the lines that may be longer than the width: headlines


class SentenceWords(NamedTuple):
    """The words of ``sentence_words.toml`` by what they do; build it with `sentence_words`."""

    abbreviation: frozenset[str]
    letter: frozenset[str]
    domain: frozenset[str]
    open: frozenset[str]
    resume: frozenset[str]
    unfinished: frozenset[str]


@compiled_once
def sentence_words(extra: tuple[Path, ...] = ()) -> SentenceWords:
    """Returns the words of this stage, with those of the ``extra`` lexicon folders laid over the built-in ones.

    Raises:
        LexiconError: A file or row is wrong.
    """
    forms: dict[str, set[str]] = {kind: set() for kind in SentenceWords._fields}
    for row in load("sentence_words", SentenceWord, extra):
        forms[row.kind].update(map(_key, row.forms))
    return SentenceWords(**{kind: frozenset(words) for kind, words in forms.items()})


def join_lines(text: str, words: SentenceWords) -> str:
    r"""Puts a space for each line break that stands inside a sentence.

    Dumps of channels set links, tags, bold words and bullets on lines of their own. A line goes on in the next one
    after a bullet, a preposition, a conjunction, a comma or an opening quotation mark, and before a mark that closes
    or goes on. The piece that such a line goes on with goes on itself unless it ends its sentence. Where all lines
    were wrapped at one width, a full line that does not end its sentence goes on too.

    Args:
        text: Normalized text.
        words: What `sentence_words` returns.

    Returns:
        A text of the same length.

    Example:
        >>> join_lines("وزیر در\n#گفتگو\nبا ما گفت:\nآب کم است.", sentence_words())
        'وزیر در #گفتگو با ما گفت:\nآب کم است.'
    """
    lines = _unwrapped(text.split("\n"))
    out = lines[:1]
    joined = False
    for line, following in pairwise(lines):
        piece = joined and len(line) <= _LONGEST_PIECE and line[-1:] not in _PIECE_ENDS
        open_ = line[-1:] in _OPENERS or line[-1:] == "،" or _last_word(line[-_REACH:]) in words.unfinished
        bullet = _SYMBOLS.fullmatch(line) is not None
        joined = bool(line and following and not bullet) and (
            following[0] in _GOES_ON
            or following in words.unfinished
            or following.startswith(_GO_ON)
            or ((open_ or piece) and (following[0].isalnum() or following[0] in _STARTS_PIECE))
        )
        out += " " if joined or (bullet and following) else "\n", following
    return "".join(out)


def _unwrapped(lines: list[str]) -> list[str]:
    """Returns the lines of a text that was wrapped at one width as they were before, if it was."""
    width = _width(lines)
    if not width:
        return lines
    out = lines[:2]
    for line, following in pairwise(lines[1:]):  # the first is the headline
        full = _FULL * width <= len(line) <= width / _SLACK
        word = following[:1].isalnum() or following[:1] in _OPENERS or following[:1] == '"'
        if full and word and line.rstrip()[-1:] not in _STOPS:
            out[-1] += " " + following
        else:
            out.append(following)
    return out


def _width(lines: Sequence[str]) -> int:
    """Returns the width at which a text was wrapped; 0 if it was not.

    A break shows that a line is full where the first word of the next would not have fitted, which says between which
    bounds the width lies. The width is the one that most breaks agree with.
    """
    short = [len(line) for line in lines if len(line) < _WIDTHS.stop]
    if len(short) <= _FEWEST_BREAKS or len(lines) - len(short) > _most_long(lines):
        return 0
    agree = [0] * (_WIDTHS.stop + 1)  # by width: one more from here on, one less
    for line, following in pairwise(lines):
        first = following.partition(" ")[0]
        low = max(len(line), _WIDTHS.start)
        high = min(int((len(line) + 1 + len(first)) / _SLACK) + 1, _WIDTHS.stop)
        if first and low < high:
            agree[low] += 1
            agree[high] -= 1
    counts = list(accumulate(agree))
    lengths = sorted(map(len, lines), reverse=True)
    least = lengths[min(len(lengths) - 1, _most_long(lines))]
    best = max(_WIDTHS, key=lambda width: (width >= least, counts[width]))
    return best if counts[best] >= _WRAPPED * (len(lines) - 1) else 0


def _most_long(lines: Sequence[str]) -> int:
    return max(2, int(_TOO_LONG * len(lines)))


def sentences(text: str, words: SentenceWords) -> tuple[Span, ...]:
    """Cuts a whole text into sentences.

    A line break always ends a sentence, and so do a bullet sign inside a line, the date and time of a page, and what
    divides a heading with a colon from the next (``رضایی: … / کاویانی: …``). A bracket or a quotation of at most
    `LONGEST_QUOTATION` code points that closes in its line is never cut; `clauses` cuts it where that is wanted.

    Args:
        text: Normalized text.
        words: What `sentence_words` returns.

    Returns:
        Spans in code points, in text order, without overlap, trimmed of spaces and bullets. Every word of the text
        is in one of them; pieces without a word are left out.

    Example:
        >>> text = "وزیر رفت.معاون ۲.۵ ساعت ماند. «چرا؟ کی؟» را دکتر م. ر. پرسید"
        >>> [text[s:e] for s, e in sentences(text, sentence_words())]
        ['وزیر رفت.', 'معاون ۲.۵ ساعت ماند.', '«چرا؟ کی؟» را دکتر م. ر. پرسید']
    """
    whole = Span(0, len(text))
    kept = _enclosed(text)
    cuts = sorted({*_cuts(text, whole, _MARK, words, kept), *_stamps(text, kept), *_headings(text, kept)})
    return tuple(span for piece in _pieces(whole, cuts) if (span := _sentence(text, piece)))


def clauses(text: str, span: Span, words: SentenceWords) -> tuple[Span, ...]:
    """Cuts the content of an attribution into claim sentences, also inside its quotations and at ``؛``.

    Args:
        text: Normalized text.
        span: The content.
        words: What `sentence_words` returns.

    Returns:
        Spans of at least two code points inside ``span``, in text order, that begin and end with a letter or
        digit, or with the mark of a quotation or bracket of which they hold both ends.

    Example:
        >>> text = "«کار تمام شد؛ فردا (شنبه) می\u200cرویم.»"
        >>> [text[s:e] for s, e in clauses(text, Span(0, len(text)), sentence_words())]
        ['کار تمام شد', 'فردا (شنبه) می\u200cرویم']
    """
    pieces = _pieces(span, _cuts(text, span, _CLAIM_MARK, words, []))
    return tuple(claim for piece in pieces if (claim := _claim(text, piece)))


@lru_cache(maxsize=1 << 14)
def _key(word: str) -> str:
    """Returns a word in the form in which the word lists hold it: variants folded, half-spaces dropped."""
    return fold(word).replace(" ", "")


def _pieces(span: Span, cuts: Iterable[int]) -> Iterator[Span]:
    return (Span(start, end) for start, end in pairwise(chain([span.start], cuts, [span.end])))


def _sentence(text: str, piece: Span) -> Span | None:
    """Returns the piece without the spaces and bullets around it, or None when it holds no word."""
    lead = _LEAD.match(text, piece.start, piece.end)
    start = lead.end() if lead else piece.start
    if not _WORD.search(text, start, piece.end):
        return None
    return Span(start, start + len(text[start : piece.end].rstrip()))


def _claim(text: str, piece: Span) -> Span | None:
    """Returns the piece from its first to its last letter or digit, marks with one end inside completed."""
    first = _WORD.search(text, *piece)
    if not first:
        return None
    start, end = first.start(), piece.end
    while not _WORD.match(text, end - 1, end):
        end -= 1
    if text[end : end + 1] in _SIGNS and end < piece.end:
        end += 1
    within = text[start:end]
    for opener, closer in _PAIRS if _ENCLOSERS.search(within) else ():
        same = opener == closer
        open_within = within.count(opener) % 2 if same else within.count(opener) - within.count(closer)
        if (open_within > 0) and end < piece.end and text[end] == closer:
            end += 1
        elif (open_within < 0 or (same and open_within)) and start > piece.start and text[start - 1] == opener:
            start -= 1
    return Span(start, end) if end - start > 1 else None


def _cuts(text: str, span: Span, mark: re.Pattern[str], words: SentenceWords, kept: list[Span]) -> Iterator[int]:
    """Yields the places at which a sentence ends, in text order."""
    lettered = span.start  # the sentence has no letter before this place
    for match in mark.finditer(text, *span):
        at, end = match.span()
        if text[at] == "\n":
            yield at
            lettered = at
            continue
        bullet = text[at] not in _STOPS and text[at] != "؛"
        around = _around(kept, at if bullet else end)
        if bullet:
            if not around:
                yield at
                lettered = at
            continue
        last = at + len(match.group().rstrip(" »”›)]\"'"))
        if around:
            if around.start < last:
                continue
            end = around.start  # what looked like a closing mark opens the next quotation
        letter = _LETTER.search(text, lettered, at)
        lettered = letter.start() if letter else at
        if letter and _ends(text, at, last, end, words):
            yield end
            lettered = end


def _stamps(text: str, kept: list[Span]) -> Iterator[int]:
    """Yields the places where the date and time of a page begin and end."""
    for stamp in _STAMP.finditer(text):
        date = _STAMP_DATE.search(text, max(0, stamp.start() - _STAMP_REACH), stamp.start())
        if date is not None and not _around(kept, stamp.end()):
            yield date.start()
            yield stamp.end()


def _headings(text: str, kept: list[Span]) -> Iterator[int]:
    """Yields the ends of headings after which another speaker and a colon follow in the same line."""
    for heading in _HEADING.finditer(text):
        at = heading.start() - text.endswith(" ", 0, heading.start())
        line = text[max(0, at - _HEADING_REACH) : at].rpartition("\n")[2]
        if ": " in line and not _around(kept, at):
            yield heading.end()


def _around(kept: list[Span], at: int) -> Span | None:
    """Returns the one of ``kept`` (ordered, without overlap) that has ``at`` strictly inside, if there is one."""
    before = bisect_left(kept, (at, 0)) - 1
    return kept[before] if before >= 0 and kept[before].start < at < kept[before].end else None


def _ends(text: str, at: int, last: int, end: int, words: SentenceWords) -> bool:
    """Whether the mark at ``at:last``, followed by closing marks up to ``end``, ends a sentence."""
    after = _NEXT.match(text, end)
    if text[at] == "؛" or not after or end == len(text):
        return True
    before = text[max(0, at - _REACH) : at]
    if after["goes_on"] or before.rstrip()[-1:] in _UNFINISHED:
        return False
    if (end > last or _asked(text, at)) and _key(after["word"]) in words.resume:
        return False
    if text[at] == "…" or (last - at > 1 and text[at] == "."):
        tight = bool(after["word"]) and not after["space"] and end == last
        return not tight and _key(_last_word(before.rstrip())) not in words.open
    if end == last and after["word"] and not after["space"] and _joins(text[at - 1], after["word"], words):
        return False
    return text[at] != "." or not _abbreviated(before, after, words)


def _asked(text: str, at: int) -> bool:
    """Whether a question mark closes a question told before the answer (``در پاسخ به این پرسش که چه شد؟ | گفت``)."""
    return text[at] == "؟" and _QUESTION.search(text, max(0, at - _LONGEST_QUESTION), at) is not None


def _joins(before: str, word: str, words: SentenceWords) -> bool:
    """Whether a mark without a space after it stands inside a number, an address or a file name."""
    latin = before.isascii() and (before.isalnum() or before in "/-_=&#@%")
    if word[0].isdigit():
        return latin or before.isdigit()
    if latin:
        return word[0].isascii()
    return word.lower() in words.domain


def _abbreviated(before: str, after: re.Match[str], words: SentenceWords) -> bool:
    """Whether the full stop after ``before`` belongs to an initial, an abbreviation or a spelt-out Latin name."""
    word = _last_word(before)
    if len(word) == 1 and word.isalpha():
        return True
    key = _key(word)
    if key in words.abbreviation or word in words.abbreviation:
        return True
    if key not in words.letter:
        return False
    if _key(after["word"]) not in words.letter:
        initials = _INITIALS.search(before)
        return initials is not None and all(_key(letter) in words.letter for letter in initials.groups())
    return not after["space"] or bool(after["stop"]) or before[: -len(word)].rstrip()[-1:] == "."


def _last_word(before: str) -> str:
    """Returns the word that ends a short stretch of text, or nothing."""
    found = _WORD_MARKED.match(before[::-1])
    return found.group()[::-1] if found else ""


def _enclosed(text: str) -> list[Span]:
    """Returns the outermost quotations and brackets that close in their line, marks included, in text order."""
    found: list[Span] = []
    opened: dict[str, list[int]] = {opener: [] for opener in _OPENERS}
    straight = -1
    for match in _ENCLOSERS.finditer(text):
        at, char = match.start(), match.group()
        if char == "\n":
            straight = -1
            for places in opened.values():
                places.clear()
        elif char == '"':
            opens, closes = _side(text, at)
            if straight >= 0 and at - straight <= LONGEST_QUOTATION and not opens:
                found.append(Span(straight, at + 1))
                straight = -1
            else:
                straight = -1 if closes else at
        elif start := next((opened[o].pop() + 1 for o in _PARTNERS.get(char, "") if opened[o]), 0):
            if at - start < (_LONGEST_BRACKET if char in ")]" else LONGEST_QUOTATION):
                found.append(Span(start - 1, at + 1))
        elif char in _OPENERS:
            opened[char].append(at)
    return _outermost(found)


def _side(text: str, at: int) -> tuple[bool, bool]:
    """Whether a straight quotation mark can only open, and whether it can only close."""
    free_before = at == 0 or text[at - 1].isspace() or text[at - 1] in _UNFINISHED
    free_after = at + 1 == len(text) or not (text[at + 1].isalnum() or text[at + 1] in _OPENERS)
    return free_before and not free_after, free_after and not free_before


def _outermost(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out
