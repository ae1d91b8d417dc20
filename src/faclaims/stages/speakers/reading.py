"""What is known of one article while its attributions are read, and what its words and sentences tell."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from faclaims.lexicon.patterns import Patterns
from faclaims.lexicon.words import Words
from faclaims.records import MentionType, Span
from faclaims.stages.phrases import Token, tokens
from faclaims.stages.speakers.beside import full_names
from faclaims.stages.speakers.mentions import MentionParts, read_mention
from faclaims.stages.speakers.registry import Registry, Source

TOLD = 1500
"""How far before a mention narration tells whom it takes up (code points)."""
PHRASE = 80
"""In how many code points the owner of a document, or an outlet, must end."""
HEAD = 6
"""Words of a phrase that tell what it is."""
NAME = 2
"""Words of a name."""
SENTENCE = 600
"""How long a sentence of common length is (code points)."""
STOP = re.compile(r"[.!؟\n]")
"""Where a sentence ends."""
PEOPLE = frozenset({"given", "honorific", "role"})
"""The classes of words by which a phrase surely is a person."""

_OWNER = re.compile(r" و (?:او|وی) (?!را )")
_ONE = "یک "
_TITLE = re.compile(r"[^.!؟\n]++\n")
_BEFORE = 40  # code points before a mention in which stands what sets it apart
_HEADLINE = 40  # code points before the first words of a headline
_CUT_OFF = re.compile(r" (?:\.\.\.|…) ")
_DATELINE = re.compile(r"به گزارش (?:[^،:.\n]{3,40} به نقل از )?(?P<who>[^،:.\n]{5,80})،")


class Said(NamedTuple):
    """What this stage needs of an attribution, in normalized offsets.

    Attributes:
        mention: The noun phrase of the speaker; null where the subject is dropped.
        at: Where a dropped subject is understood.
        nested: Whether it stands in the content of another.
        first_person: Whether the cue's verb is in the first person.
        impersonal: Whether nobody is said to speak.
        answers: Whether it is an answer of an interview, all of which one person gives.
        alone: Whether nothing introduces it, a quotation in a line of its own.
        shared: The subject of the coordinate clause before a dropped one.
        plural: Whether the cue's verb is in the third person plural.
        via: The outlet that relays it.
        plain: Whether it reports in the plain style of agencies, in which a new post is that of who spoke last.
        aside: Whether it tells what was said before what the article is about (``پیش‌تر نوری گفته بود …``).
        content: The first piece of what is said; null if there is none.
        sourced: Whether a preposition names the source (``بر اساس گزارش …``), which may be a thing.
    """

    mention: Span | None
    at: int
    nested: bool = False
    first_person: bool = False
    impersonal: bool = False
    answers: bool = False
    alone: bool = False
    shared: Span | None = None
    plural: bool = False
    via: Span | None = None
    plain: bool = True
    aside: bool = False
    content: Span | None = None
    sourced: bool = False


_PAGE = 10_000
"""Code points within which it is told once whether a family name is somebody's."""
_PERSONAL = re.compile(r"(?:،| \()? ?(?:نام مستعار|\d{1,2} ?سال)")
"""What is told of a person only, right after a name: that it is assumed, or an age."""


class Narration(NamedTuple):
    """What an article reports of nobody, whose subjects are antecedents of pronouns.

    Attributes:
        sentences: Such sentences, in text order.
        subject_of: Returns the subject of one; few are asked for.
    """

    sentences: Sequence[Span]
    subject_of: Callable[[Span], Span | None]


class Link(NamedTuple):
    """A source found for a mention, and the rule that found it."""

    source: Source | None
    type: MentionType
    rule: str
    linked: Span | None


def back(source: Source, kind: MentionType, rule: str) -> Link:
    """Returns the link to a source that is known already."""
    return Link(source, kind, rule, source.where)


class Reading:
    """One article and what its attributions told so far.

    Attributes:
        registry: The sources.
        current: Who spoke last.
        steady: Who spoke last but for asides.
        since: Where the last attribution names its speaker (code points).
        relayed: The outlet that passed the last one on.
        outlets: The outlets that passed something on.
        headline: What was said first.
        asked: Who gives an interview.
        issued: By the noun of a document, who put it out and where it was named last.
        following: The next attributions.
    """

    def __init__(self, text: str, narration: Narration, words: Words, patterns: Patterns) -> None:
        self.text = text
        self.narration = narration.sentences
        self.subject_of = cache(narration.subject_of)
        self._in_full = cache(self._named_in_full)
        self.words = words
        self.patterns = patterns
        self.registry = Registry(words)
        self.current: Source | None = None
        self.steady: Source | None = None
        self.headline: Span | None = None
        self.outlets: list[Source] = []
        self.relayed: Span | None = None
        self.following: Sequence[Said] = ()
        self.asked: Source | None = None
        self.issued: dict[str, tuple[Source, int]] = {}
        self.since = 0

    def parts(self, mention: Span) -> MentionParts:
        """Returns the name, the posts and the kind that a mention gives."""
        return read_mention(self.text, *mention, self.words)

    def tokens(self, phrase: Span) -> list[Token]:
        """Returns the tokens of a phrase."""
        return tokens(self.text, *phrase, self.words)

    @property
    def _first(self) -> Source | None:
        return self.registry.sources[0] if self.registry.sources else None

    @property
    def heading(self) -> Source | None:
        """The source that the headline names, or describes."""
        first = self._first
        heads = first is not None and first.where is not None and first.where.start <= _HEADLINE
        return first if heads else None

    @property
    def leading(self) -> Source | None:
        """The source that the headline names, or whom the text leaves without a name at first (``یک متخصص گفت``)."""
        first = self._first
        nameless = first is not None and first.kind == "unnamed" and (first.name or "").startswith(_ONE)
        return first if nameless else self.heading

    def note(self, number: int, item: Said, source: Source | None) -> None:
        """Takes down who speaks in the attribution of a number."""
        if not item.nested:
            self.since = max(self.since, item.mention.end if item.mention else item.at)
        if source is None or item.nested or item.impersonal:
            return
        if item.mention is not None and self.answered(item.mention):
            source.last = max(source.last, 0)  # who answers speaks next
            return
        source.last = number
        self.current, self.relayed = source, item.via
        person = item.mention is not None and self.sure_person(item.mention)
        if not (item.aside or (item.sourced and not person)):
            self.steady = source
        if number == 0 and item.content is not None:
            self.headline = item.content

    def answered(self, mention: Span) -> bool:
        """Whether somebody is named as the one whom a speaker answers (``در واکنش به سخنان نوری``)."""
        start = max(0, mention.start - _BEFORE)
        return self.patterns.answered.search(self.text, start, mention.start) is not None

    def told(self, at: int, since: int) -> Iterator[Span]:
        """Yields the subjects of the narration between two places, the last first, each looked for when asked for."""
        for number in range(bisect_left(self.narration, (at,)) - 1, -1, -1):
            if self.narration[number].end <= since:
                return
            span = self.subject_of(self.narration[number])
            if span is not None and span.end <= at:
                yield span

    def sure_person(self, span: Span) -> bool:
        """Whether a subject is surely a person: it holds a given name, a title or a post, or its age is told.

        So it is where it is the family name of somebody whom the article names in full.
        """
        if self.has(span, PEOPLE):
            return True
        first, *rest = self.tokens(span)
        if not first.is_word or not first.is_strange:
            return False
        return _PERSONAL.match(self.text, first.end) is not None or (
            not rest and self._in_full(first.word, first.start // _PAGE)
        )

    def _named_in_full(self, family: str, page: int) -> bool:
        """Whether somebody is named in full by a family name (``دیوید تیلور``, then ``تیلور او را شکست داد``)."""
        forms = full_names(self.text, family, page * _PAGE, self.words)
        return any(form.endswith(f" {family}") for form in forms)

    def has(self, span: Span, classes: frozenset[str]) -> bool:
        """Whether one of the first words of a phrase is of these classes."""
        return any(t.classes & classes for t in self.tokens(span)[:HEAD])

    def bearer(self, word: str) -> Source | None:
        """The person whose family name a single word is that also is a post or a group."""
        return next(iter(self.bearers(word)), None) if " " not in word else None

    def is_family(self, post: str, mention: Span) -> bool:
        """Whether a single word that is a post is a family name here: a given name alone stands before it elsewhere."""
        alone = bool(post) and " " not in post and mention.end - mention.start <= len(post)
        return alone and self._in_full(post, mention.start // _PAGE)

    def bearers(self, name: str) -> list[Source]:
        """The persons who were named before and have this name, who spoke last first."""
        persons = self.registry.recent("person")
        return [source for source in persons if source.personal and source.called(name, self.words)]

    def may_be_body(self, source: Source) -> bool:
        """Whether a name taken for a person's may be that of a body: no title, post or given name came with it."""
        if source.kind != "person" or source.roles or source.name is None:
            return False
        return not any(self.words.classes(word) & {"given", "honorific"} for word in source.name.split())

    def in_title(self, source: Source) -> bool:
        """Whether a source was introduced in a first line without a full stop."""
        title = _TITLE.match(self.text)
        return title is not None and source.where is not None and source.where.end <= title.end()

    def names_owner(self, kin: Span) -> bool:
        """Whether the sentence of a relative goes on with the one whose relative it is (``شوهرش …، و او …``)."""
        stop = STOP.search(self.text, kin.end, kin.end + SENTENCE)
        return _OWNER.search(self.text, kin.end, stop.start() if stop is not None else kin.end) is not None

    def set_apart(self, mention: Span) -> bool:
        """Whether the words around a mention tell that it is not who spoke last."""
        elsewhere = self.patterns.elsewhere.search(self.text, max(0, mention.start - _BEFORE), mention.start)
        also = self.patterns.also.match(self.text, mention.end)
        if self.patterns.one_of_several.match(self.text, mention.end) is not None:
            return True
        return elsewhere is not None or also is not None or self.answered(mention)

    def is_outlet(self, source: Source) -> bool:
        """Whether a source is an outlet: it relayed, or its name or what introduced it says so (``سایت «موج»``)."""
        if any(source is outlet for outlet in self.outlets):
            return True
        heads = [(source.name or "?").split()[0]]
        if source.where is not None:
            heads.extend(self.text[source.where.start : source.where.end].split()[:1])
        return any(self.words.classes(head) & {"media", "foreign_outlet", "outlet"} for head in heads)

    def relaying(self, outlet: Span) -> Source:
        """The outlet that relayed the last report, as a source."""
        source = self.registry.described(self.parts(outlet), outlet)
        self.outlets.append(source)
        return source

    def only_headed(self, source: Source) -> bool:
        """Whether a source spoke in the headline and not since."""
        return source is self.heading and source.last == 0

    def strange_words(self, span: Span) -> int:
        """How many words a phrase has, if no list holds any of them (``گوهر قبادی``, ``سبدینو``); else 0."""
        toks = self.tokens(span)
        return len(toks) * all(t.is_word and t.is_strange and "country" not in t.classes for t in toks)

    def sentence_start(self, at: int) -> int:
        """Returns where the sentence of common length begins that holds a place."""
        begin = max(0, at - SENTENCE)
        return max((stop.end() for stop in STOP.finditer(self.text, begin, at)), default=begin)

    def in_one_sentence(self, where: Span, mention: Span) -> bool:
        """Whether two mentions stand in one sentence of common length."""
        near = mention.start - where.end < SENTENCE
        return near and STOP.search(self.text, where.end, mention.start) is None

    def cut_off(self, mention: Span) -> bool:
        """Whether a page that strings the beginnings of articles together has cut one off since somebody spoke."""
        return _CUT_OFF.search(self.text, self.since, mention.start) is not None

    @cached_property
    def datelines(self) -> list[Span]:
        """The sources of the datelines (``به گزارش X، …``)."""
        return [Span(*match.span("who")) for match in _DATELINE.finditer(self.text)]
