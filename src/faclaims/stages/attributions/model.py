"""What the readers of this stage share: the sentence they read, and what they find in it."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from faclaims.lexicon.patterns import Patterns
from faclaims.lexicon.words import Words
from faclaims.records import Form, Span
from faclaims.stages.attributions.cues import Cue, Tense
from faclaims.stages.attributions.quotes import Quote
from faclaims.stages.phrases import (
    Cut,
    Known,
    Token,
    is_common,
    is_known,
    known_length,
    noun_phrase_end,
    personal,
    subject,
    subject_ends,
)

LONGEST_CLAUSE = 1500
"""Code points of a clause at most."""
_SIGNATURE = 120  # code points at the end of a post in which its handle stands
PEOPLE = frozenset({"role", "honorific", "given", "group", "unnamed"})
"""Classes of words that open the description of a person or of several."""
SPEAKERS = PEOPLE | {"organization", "country", "foreign_outlet", "pronoun", "quantifier"}
"""Classes of words that open the description of a speaker of any kind."""


PRESENTED = "presented"
"""The rule of a content that the reader was told to read as a whole."""
RELAYING = "relaying"
"""The rule of a source that only passes on what follows if that reports somebody's words itself."""
BLOCK = "block-quote"
"""The rule of a quotation that nothing introduces."""
SOURCE = "source"
"""The rule of a source."""
_BEARING = 12
"""Cues of one sentence that can bear on each other; more are found only in text that is no sentence."""
_MOST_ASKED = 300
"""Questions about one sentence whose answers are kept: only text that is no sentence has more, and is read again."""
_opening = attrgetter("start")
_NAME = 2  # words of a name that no list has


class Found(NamedTuple):
    """An attribution in normalized offsets, before its speaker is known.

    Attributes:
        form: How the content is introduced.
        cue: The reporting words; null where there are none.
        row: Id of the cue's lexicon row.
        mention: The noun phrase of the speaker; null where the subject is dropped.
        at: Where a dropped subject is understood.
        content: The pieces of what was said.
        rule: The rule of the grammar that found it.
        tense: Tense of the cue's verb.
        nested: Whether it stands in the content of another.
        running: Whether the content reaches the end of its sentence, so that the next may go on with it.
        shared: For a dropped subject, the subject of the coordinate clause before it, if there is one.
        via: Who relayed it, the nearest to the reader first.
    """

    form: Form
    cue: Span | None
    row: str
    mention: Span | None
    at: int
    content: tuple[Span, ...]
    rule: str
    tense: Tense = "none"
    nested: bool = False
    running: bool = False
    shared: Span | None = None
    via: tuple[Span, ...] = ()


class Sentence(NamedTuple):
    """One sentence with the cues and quotations in it, its tokens, and the lexicon to read it by.

    ``number`` counts the sentences of the article from 0; ``known`` are the phrases that name its speakers. What they
    decide is asked for through `ask`, which keeps the question and its answer in ``asked``.
    """

    text: str
    start: int
    end: int
    cues: Sequence[Cue]
    quotes: Sequence[Quote]
    words: Words
    patterns: Patterns
    number: int
    cut: Cut
    asked: list[tuple[Callable[[Known], object], object]]
    known: Known = frozenset()

    def ask[T](self, question: Callable[[Known], T]) -> T:
        """Returns the answer to a question that the known phrases decide, and keeps both."""
        answer = question(self.known)
        if len(self.asked) < _MOST_ASKED:
            self.asked.append((question, answer))
        return answer

    def reads_alike(self, known: Known) -> bool:
        """Whether other known phrases make no difference: they change no answer, so that all goes the same way."""
        few = len(self.asked) < _MOST_ASKED
        return few and all(question(known) == answer for question, answer in self.asked)

    def reach(self, start: int) -> int:
        """Returns where a clause that begins at ``start`` must end: none is longer, but a sentence may be endless."""
        return min(self.end, start + LONGEST_CLAUSE)

    def tokens(self, start: int, end: int) -> tuple[Token, ...]:
        """Returns the tokens of a stretch of the sentence."""
        return self.cut.between(start, end)

    def holds(self, heads: frozenset[str]) -> bool:
        """Whether one of the tokens that were read begins with one of these words."""
        words = [token.word for token in self.cut.tokens]
        return not heads.isdisjoint(words) or any(
            word.partition("\u200c")[0] in heads for word in words if "\u200c" in word
        )

    def signed(self) -> bool:
        """Returns whether the text ends with the handle of a channel, which names other outlets as its sources."""
        end = len(self.text)
        return self.patterns.handle.search(self.text, max(0, end - _SIGNATURE)) is not None

    def subject(self, start: int, end: int) -> Span | None:
        """Returns the subject noun phrase in a stretch of the text, up to a cue at ``end``."""
        toks = self.tokens(start, end)
        return self.below_headline(toks, self.subject_among(toks)[0])

    def subject_among(self, toks: Sequence[Token], *, object_follows: bool = False) -> tuple[Span | None, int]:
        """Returns the subject noun phrase among the tokens before a cue, and the index after it."""
        return self.ask(partial(subject, toks, object_follows=object_follows))

    def below_headline(self, toks: Sequence[Token], who: Span | None) -> Span | None:
        """Returns the person named after a subject that is no speaker, where the headline lost its line break.

        Then the first sentence of the article opens with the headline: ``هوای ایلام خنک می‌شود احسان نوری گفت``.
        """
        silent = bool(toks) and toks[0].is_silent
        if self.number or not (silent or (who is not None and who.start <= self.start + 1)):
            return who
        phrase = [token for token in toks if who is not None and who.start <= token.start < who.end]
        after = [token for token in toks if who is None or token.start >= who.end]
        if phrase and (_speaks(phrase, after) or self.knows(phrase)):
            return who
        return personal(toks if silent else after) or who

    def phrase_end(self, toks: Sequence[Token], first: int = 0, stop: int | None = None) -> int:
        """Returns the index after the noun phrase that begins at token ``first``."""
        return self.ask(partial(noun_phrase_end, toks, first, len(toks) if stop is None else stop))

    def knows(self, toks: Sequence[Token]) -> bool:
        """Whether tokens are one of the phrases that name a speaker."""
        return self.ask(partial(is_known, toks))

    def known_length(self, toks: Sequence[Token]) -> int:
        """Returns how many tokens make the longest known phrase that the first of them begins."""
        return self.ask(partial(known_length, toks, 0, len(toks)))

    def quote_at(self, start: int) -> Quote | None:
        """Returns the quotation that opens at ``start`` or after one space."""
        at = bisect_left(self.quotes, start, key=_opening)
        quote = self.quotes[at] if at < len(self.quotes) else None
        near = quote is not None and quote.start <= start + 1
        return quote if quote is not None and near and not self.text[start : quote.start].strip() else None

    def quote_before(self, here: int, end: int) -> Quote | None:
        """Returns the last quotation that stands between ``here`` and ``end``."""
        at = bisect_left(self.quotes, end, key=_opening) - 1
        quote = self.quotes[at] if at >= 0 else None
        return quote if quote is not None and here <= quote.start and quote.end <= end else None

    def quoted(self, cue: Cue) -> bool:
        """Whether a cue stands inside a quotation."""
        at = bisect_left(self.quotes, cue.start, key=_opening) - 1
        return at >= 0 and cue.end < self.quotes[at].end

    def later(self, index: int) -> Sequence[Cue]:
        """Returns the cues after the one of that index, as many as can bear on it."""
        return self.cues[index + 1 : index + 1 + _BEARING]

    def earlier(self, index: int) -> Sequence[Cue]:
        """Returns the cues before the one of that index, as many as can bear on it."""
        return self.cues[max(0, index - _BEARING) : index]

    def marked(self, cue: Cue) -> bool:
        """Whether a colon, ``که`` or a quotation follows a cue, so that it surely takes content."""
        after = self.patterns.after.match(self.text, cue.end, self.end)
        return after is not None and bool(
            after["mark"] in {":", "که"} or after["that"] or self.quote_at(after.end())
        )

    def is_so(self, cue: Cue) -> bool:
        """Whether what was said is told to be so (``آنچه وزیر گفت | این بود که …``)."""
        after = self.patterns.after.match(self.text, cue.end, self.end)
        return after is not None and " " in (after["that"] or "")

    def colon(self, cue: Cue) -> bool:
        """Whether a colon follows a cue."""
        after = self.patterns.after.match(self.text, cue.end, self.end)
        return after is not None and after["mark"] == ":"


def _speaks(phrase: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether the words of a phrase, or what follows them, tell that it is a speaker.

    ``وزیر نیرو``, ``این نماینده | با اشاره به زندگی حضرت مریم``, ``کاویانی | درباره قرارداد بشار رسن``.
    """
    pointed = "demonstrative" in phrase[0].classes
    if any(token.classes & SPEAKERS for token in phrase[: 1 + pointed]):
        return True
    named = len(phrase) <= _NAME and all(token.is_strange and not is_common(token.word) for token in phrase)
    return named and bool(after) and subject_ends(after, 0, len(after))
