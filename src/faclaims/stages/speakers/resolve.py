"""Links the mention of every attribution to a source: by name, by post, by pronoun, by the dropped subject.

The attributions are read in text order. A mention that names is looked up among the sources so far; one that points
back (``وی``, ``این مقام``, a dropped subject) takes who spoke last and fits, or who became the subject of the
narration in between. A post without a name belongs to whom the article gives it, to whom it stands beside elsewhere,
or, where nothing speaks against it, to who spoke last: agency style names a speaker first and gives the post later.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from faclaims.lexicon.patterns import Patterns
from faclaims.lexicon.words import Words
from faclaims.records import MentionType, Span, SpeakerKind
from faclaims.stages.phrases import ALONE, CLOSES, known_body, noun_phrase_end, open_end, tokens, without_object
from faclaims.stages.speakers.beside import full_names, holder
from faclaims.stages.speakers.likeness import (
    alike_noun,
    apart,
    below,
    heads_clash,
    name_words,
    of_place,
    role_words,
    same_head,
)
from faclaims.stages.speakers.mentions import (
    MentionParts,
    country_names,
    plain_words,
    read_mention,
    small_number,
    with_country,
)
from faclaims.stages.speakers.officials import abroad, official
from faclaims.stages.speakers.registry import Registry, Source

NO_ANTECEDENT = "no-antecedent"
"""The rule of a pronoun or dropped subject of somebody whom the article does not name before or after."""
NOBODY = "نامشخص"
"""The name of the source of ``گفته می‌شود``, as the annotation guideline has it."""

_WHO = re.compile(r"،? که\b")
_BEFORE = 40  # code points before a mention in which stands what sets it apart
_CAN_BE: Mapping[SpeakerKind, tuple[SpeakerKind, ...]] = {
    "person": ("person", "unnamed"),
    "unnamed": ("unnamed",),
    "group": ("group",),
    "organization": ("organization",),
    "document": ("document",),
}
"""The kinds of source that a noun after ``این`` can take up, by the kind of the noun."""
_TAKEN_UP: Mapping[str, tuple[SpeakerKind, ...]] = {"گروه": ("organization", "group")}
"""The nouns that can take up sources of another kind too."""
_SAME_POST = 0.5
_PLURAL = "\u200cها"
_PLURALS = ("ان", _PLURAL)
_HIS = ("\u200cاش", "ش")
"""The pronoun that is written on to a relation (``مادرش``, ``خانواده\u200cاش``)."""
_NUMBER_WITHIN = 3  # words
_DONE = "شده"
_SHORT_TITLE = 2  # words of a document that is not described further
_HEADLINE = 40  # code points before the first words of a headline
_TOLD = 1500  # code points before a mention in which narration tells whom it takes up
_SENTENCE = 600  # code points
_STOP = re.compile(r"[.!؟\n]")
_CUT_OFF = re.compile(r" (?:\.\.\.|…) ")
_DATELINE = re.compile(r"به گزارش (?:[^،:.\n]{3,40} به نقل از )?(?P<who>[^،:.\n]{5,80})،")
_WORDS = re.compile(r"\w{3,}")
_NAME = 2  # words of a name
_FEWEST = 4  # words of a headline that can be told again
_REPEATED = 0.5
_ONE = "یک"
_THIS = " این "
_ONE_OF = "یکی از "
_NO_NAME = CLOSES | {"verb"}
"""What follows a noun of a body that has no name there."""
_ANOTHER = (" دیگر", " دیگری")
_PEOPLE = frozenset({"given", "honorific", "role"})
_GIVEN = frozenset({"given"})
_SEVERAL = frozenset({"group"})
_OUTLETS = frozenset({"foreign_outlet", "agency", "media", "outlet"})
_OWNERS = frozenset({"organization", "group", "quantifier", "numeral"})
_PHRASE = 80  # code points in which the owner of a document, or an outlet, must end
_TO = re.compile(r"\b(?:به|با) ")
_HEAD = 6  # words of a phrase that tell what it is
_SOON = 4  # attributions after one among which the next name is looked for
_OFTEN = 2  # the attribution from which on somebody has spoken more than once or twice
_LAST = 3  # sources among which the outlet of a report is looked for


class Said(NamedTuple):
    """What this stage needs of an attribution, in normalized offsets.

    Attributes:
        mention: The noun phrase of the speaker; null where the subject is dropped.
        at: Where a dropped subject is understood.
        nested: Whether it stands in the content of another.
        first_person: Whether the cue's verb is in the first person.
        impersonal: Whether nobody is said to speak.
        answers: Whether it is an answer of an interview, all of which one person gives.
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
    shared: Span | None = None
    plural: bool = False
    via: Span | None = None
    plain: bool = True
    aside: bool = False
    content: Span | None = None
    sourced: bool = False


class Resolved(NamedTuple):
    """The source of one attribution: its index, the type of the mention, the rule and the words linked to."""

    source: int | None
    type: MentionType
    rule: str
    linked: Span | None


class Narration(NamedTuple):
    """What an article reports of nobody, whose subjects are antecedents of pronouns.

    Attributes:
        sentences: Such sentences, in text order.
        subject_of: Returns the subject of one; few are asked for.
    """

    sentences: Sequence[Span]
    subject_of: Callable[[Span], Span | None]


class _Link(NamedTuple):
    """A source found for a mention, and the rule that found it."""

    source: Source | None
    type: MentionType
    rule: str
    linked: Span | None


def resolve(
    text: str,
    said: Sequence[Said],
    narration: Narration,
    words: Words,
    patterns: Patterns,
) -> tuple[list[Source], list[Resolved]]:
    """Returns the sources of an article and, for every attribution, the one that speaks.

    Args:
        text: The normalized article.
        said: Its attributions in text order.
        narration: Its sentences that report nothing.
        words: The word classes of the lexicon.
        patterns: The patterns of the lexicon.

    Example:
        >>> from faclaims.lexicon.patterns import patterns
        >>> from faclaims.lexicon.words import words
        >>> text = "علی رضایی گفت: آب کم است. وی افزود: باید صرفه‌جویی کرد."
        >>> said = [Said(Span(0, 9), 0), Said(Span(26, 28), 26)]
        >>> sources, links = resolve(text, said, Narration([], lambda sentence: None), words(), patterns())
        >>> [(sources[link.source].name, link.rule) for link in links]
        [('علی رضایی', 'new'), ('علی رضایی', 'last-speaker')]
    """
    reader = _Reader(text, narration, words, patterns)
    links: list[_Link] = []
    for number, item in enumerate(said):
        reader.following = said[number + 1 : number + 1 + _SOON]
        link = reader.read(item)
        links.append(link)
        if not item.nested:
            reader.since = max(reader.since, item.mention.end if item.mention else item.at)
        if link.source is None or item.nested or item.impersonal:
            continue
        if item.mention is not None and reader.answered(item.mention):
            link.source.last = max(link.source.last, 0)  # who answers speaks next
        else:
            link.source.last = number
            reader.current, reader.relayed = link.source, item.via
            if not (item.aside or (item.sourced and not reader.names_person(item))):
                reader.steady = link.source
            if number == 0 and item.content is not None:
                reader.headline = item.content
    sources = [source for source in reader.registry.sources if source.name is not None]
    index = {id(source): number for number, source in enumerate(sources)}
    resolved = [
        Resolved(index.get(id(x.source)), x.type, x.rule if id(x.source) in index else NO_ANTECEDENT, x.linked)
        for x in links
    ]
    return sources, resolved


class _Reader:
    """Reads the mentions of one article: ``current`` spoke last, ``since`` is where, ``relayed`` who passed it on.

    ``steady`` spoke last but for asides, ``headline`` is what was said first, ``asked`` gives an interview, and
    ``issued`` tells of the noun of a document who put it out, and where it was named last.
    """

    def __init__(self, text: str, narration: Narration, words: Words, patterns: Patterns) -> None:
        self.text = text
        self.narration = narration.sentences
        self.subject_of = cache(narration.subject_of)
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

    def names_person(self, item: Said) -> bool:
        """Whether a mention surely names a person."""
        return item.mention is not None and self._sure_person(item.mention)

    def answered(self, mention: Span) -> bool:
        """Whether somebody is named as the one whom a speaker answers (``در واکنش به سخنان نوری``)."""
        start = max(0, mention.start - _BEFORE)
        return self.patterns.answered.search(self.text, start, mention.start) is not None

    def read(self, item: Said) -> _Link:
        """Returns who speaks in an attribution."""
        if item.nested and item.first_person and self.current is not None:
            return self._back(self.current, "dropped", "first-person")
        if item.impersonal:
            nobody = self.registry.described(MentionParts("dropped", "unnamed", NOBODY), None)
            return _Link(nobody, "dropped", "impersonal", None)
        if item.mention is None:
            return self._answer(item) if item.answers else self._dropped(item)
        parts = self._parts(item.mention)
        if parts.type == "pronoun":
            return self._pronoun(item, parts)
        counted = self._counted(item.mention) if parts.kind == "group" else None
        if counted is not None:
            return self._back(counted, "role", "counted")
        if parts.kind == "person" and not parts.anaphoric:
            named = parts.type == "named" and parts.name is not None
            return self._by_name(item, item.mention, parts) if named else self._by_role(item, item.mention, parts)
        link = (self._anaphoric if parts.anaphoric else self._described)(item, item.mention, parts)
        return self._issued_by(link, item.mention) if parts.kind == "document" else link

    def _described(self, item: Said, mention: Span, parts: MentionParts) -> _Link:
        """A body, a group or a document, by its description."""
        if (
            parts.kind in {"group", "organization"} and (bearer := self._bearer(parts.name or "")) is not None
        ):  # راضیه تجار … تجار گفت
            return self._back(bearer, "named", "name")
        dated = any(char.isdigit() for char in parts.name or "")
        short = self._short(mention)
        if parts.kind == "document" and not dated and short and not self._finding(mention):
            by = self._author(parts.name or "") or self._issuer(mention) or self.current
            by = by or self._put_out(item, mention)
            if by is not None:
                return self._back(by, parts.type, "last-speaker")  # متن بیانیه: who issued it speaks
        again = self._part_of_this(parts) or self._group_again(parts, mention)
        if again is not None:
            return self._back(again, "role", "anaphoric-role")
        if (outlet := self._outlet_called(parts)) is not None:
            return self._back(outlet, "named", "name")
        source = self.registry.described(parts, mention)
        return _Link(source, parts.type, "new" if source.where == mention else "name", source.where)

    def _outlet_called(self, parts: MentionParts) -> Source | None:
        """The outlet that spoke by its name alone before (``موج: …``, then ``روزنامه موج نوشت``)."""
        head, _, name = (parts.name or "").partition(" ")
        if not name or parts.kind != "organization" or "media" not in self.words.classes(head):
            return None
        called = (s for s in self.registry.recent("person", "organization") if s.name == name)
        outlet = next((s for s in called if s.kind == "organization" or self._may_be_body(s)), None)
        if outlet is not None:
            outlet.kind, outlet.personal = "organization", False
        return outlet

    def _short(self, document: Span) -> bool:
        """Whether a document has a title of few words, besides those by which it is one that was put out."""
        toks = tokens(self.text, *document, self.words)
        told = [t for t in toks if t.is_word and not t.classes & {"issued", "demonstrative"} and t.word != _DONE]
        return len(told) <= _SHORT_TITLE

    def _bearer(self, word: str) -> Source | None:
        """The person whose family name a single word is that also is a post or a group."""
        return next(iter(self._bearers(word)), None) if " " not in word else None

    def _bearers(self, name: str) -> list[Source]:
        """The persons who were named before and have this name, who spoke last first."""
        return [source for source in self.registry.recent("person") if source.personal and source.called(name)]

    def _called_by_first_name(self, name: str) -> list[Source]:
        """The only person who was named before with this first name (``چیس دکر`` … ``چیس گفت``)."""
        persons = self.registry.recent("person") if " " not in name else []
        bearers = [s for s in persons if s.personal and (s.name or "").startswith(f"{name} ")]
        bearers = [s for s in bearers if s.where is not None and not self.text.startswith(":", s.where.end)]
        return bearers if len(bearers) == 1 else []

    def _group_again(self, parts: MentionParts, mention: Span) -> Source | None:
        """The group of which a bare plural takes up the head (``پژوهشگران`` after ``پژوهشگران دانشگاه الوند``)."""
        if parts.kind != "group" or " " in (parts.name or " "):
            return None
        head = {parts.name, f"{parts.name}ی"}  # مقام‌ها, مقام‌های سوریه
        heads = [s for s in self.registry.recent("group") if (s.name or "").partition(" ")[0] in head]
        if heads:
            return heads[0] if len(heads) == 1 else None
        return self._told_group(parts.name or "", mention.start)

    def _told_group(self, noun: str, at: int) -> Source | None:
        """The group that narration told of and a bare plural takes up (``معلمان`` after ``صدها نفر از معلمان``).

        Without ``این`` only the same word does.
        """
        for span in self._told(at, at - _TOLD):
            parts = read_mention(self.text, *span, self.words)
            if parts.kind == "group" and noun in (parts.name or "").split():
                return self.registry.described(parts, span)
        return None

    def _part_of_this(self, parts: MentionParts) -> Source | None:
        """The body that ``دبیرخانه این نهاد`` takes up: the last one with this head."""
        head, this, _ = (parts.name or "").partition(" این ")
        if not this or parts.kind != "organization":
            return None
        bodies = self.registry.recent("organization")
        return next((s for s in bodies if (s.name or "").startswith(f"{head} ")), None)

    def _parts(self, mention: Span) -> MentionParts:
        """The parts of a mention, with the country that ``این کشور`` takes up and who ``او`` in ``وکیل او`` is."""
        parts = read_mention(self.text, *mention, self.words)
        name, *roles = (self._filled(each, mention) for each in (parts.name or "", *parts.roles))
        return parts._replace(name=name or parts.name, roles=tuple(roles))

    def _filled(self, described: str, mention: Span) -> str:
        """A description with the country that it takes up, or who its last pronoun is (``دفتر او``, ``مادرش``)."""
        described = with_country(self.text, described, mention.start, self.words)
        described = self._with_body(described, mention.start)
        head, _, last = described.rpartition(" ")
        kin = next((described.removesuffix(his) for his in _HIS if described.endswith(his)), "")
        if not head and kin and "kin" in self.words.classes(kin):
            head = kin
        elif last not in ALONE:
            return described
        persons = (source for source in self.registry.recent("person") if source.personal)
        owner = self._introduced(Said(mention, mention.start)) or next(persons, None)
        return f"{head} {owner.name}" if head and owner is not None else described

    def _with_body(self, described: str, at: int) -> str:
        """A description with the body that it takes up (``سخنگوی این شورا``), where its name was told before."""
        head, this, rest = described.partition(_THIS)
        noun = rest.split(" ")[0]
        if not (head and this) or "organization" not in self.words.classes(noun):
            return described
        named = re.compile(rf"(?<![\w\u200c])(?<!این ){re.escape(noun)}ی? (?=\w)")
        for match in reversed(list(named.finditer(self.text, max(0, at - _TOLD), at))):
            toks = tokens(self.text, match.start(), min(at, match.end() + _PHRASE), self.words)
            stop = open_end(toks, 0)
            if stop > 1 and not toks[1].classes & _NO_NAME:
                name = self.text[toks[0].start : toks[stop - 1].end]
                return f"{head} {name}{rest.removeprefix(noun)}"
        return described

    def _author(self, document: str) -> Source | None:
        """Who is named after the noun of a document (``نامه نوری``), if the article named them before."""
        _, _, name = document.partition(" ")
        persons = self.registry.recent("person") if name else []
        return next((s for s in persons if s.personal and s.called(name)), None)

    def _finding(self, mention: Span) -> bool:
        """Whether a document is a finding, which the one who spoke before did not put out."""
        return any("finding" in token.classes for token in tokens(self.text, *mention, self.words))

    @staticmethod
    def _back(source: Source, kind: MentionType, rule: str) -> _Link:
        return _Link(source, kind, rule, source.where)

    def _answer(self, item: Said) -> _Link:
        """Who answers: the person whose words head the page, else whoever spoke or was told of before that."""
        first = self.registry.sources[0] if self.registry.sources else None
        heads = first is not None and first.personal and first.where is not None and first.where.start <= _HEADLINE
        asked = self.asked or (first if heads else None) or self._introduced(item)
        link = self._back(asked, "dropped", "last-speaker") if asked is not None else self._dropped(item)
        self.asked = link.source
        return link

    def _dropped(self, item: Said) -> _Link:
        if item.shared is not None:
            parts = read_mention(self.text, *item.shared, self.words)
            if parts.type == "pronoun":  # او … را رد کرد و گفت
                return self._pronoun(item, parts)._replace(type="dropped")
            several = item.plural and parts.kind == "group"
            nameless = self.current is not None and self.current.kind == "person" and not self.current.personal
            called = parts.name is not None and bool(self._bearers(parts.name))
            sure = parts.kind != "person" or nameless or called or self._sure_person(item.shared)
            post = parts.type == "role" and parts.kind == "person" and not parts.anaphoric and bool(parts.roles)
            if several or parts.kind == "unnamed" or ((parts.type == "named" or post) and sure):
                link = self.read(item._replace(mention=item.shared, shared=None))
                return link._replace(type="dropped", rule="shared-subject", linked=item.shared)
        if self.current is not None:
            return self._back(self.current, "dropped", "last-speaker")
        return self._antecedent(item, "dropped", posts=True)

    def _pronoun(self, item: Said, parts: MentionParts) -> _Link:
        if parts.plural:
            several = self._several_told(item.at)
            if several is not None:
                return self._back(several, "pronoun", "last-subject")
            recent = self.registry.recent("group", "organization")
        else:
            introduced = self._introduced(item, posts=True)
            if introduced is not None:
                return self._back(introduced, "pronoun", "last-subject")
            recent = self.registry.recent("person", "unnamed")
            if not recent:
                return self._antecedent(item, "pronoun", posts=True)
        source = recent[0] if recent else self.current
        source = source or self._before_in_sentence(item)
        return self._back(source, "pronoun", "last-speaker") if source else self._antecedent(item, "pronoun")

    def _before_in_sentence(self, item: Said) -> Source | None:
        """The group or body that is the subject of the sentence before a plural pronoun in it."""
        at = item.mention.start if item.mention is not None else item.at
        start = max((stop.end() for stop in _STOP.finditer(self.text, max(0, at - _SENTENCE), at)), default=0)
        span = self.subject_of(Span(start, at)) if start < at else None
        return self._body(span) if span is not None else None

    def _body(self, span: Span) -> Source | None:
        """The body or group that a phrase names, if it names one."""
        parts = read_mention(self.text, *span, self.words)
        return self.registry.described(parts, span) if parts.kind in {"organization", "group"} else None

    def _named_later(self, kind: MentionType) -> _Link:
        """Someone whom only a later mention may name (``وی گفت: … جعفری افزود: …``)."""
        return _Link(self.registry.add(MentionParts("role", "person", None), None), kind, "named-later", None)

    def _antecedent(self, item: Said, kind: MentionType, *, posts: bool = False) -> _Link:
        found = self._introduced(item, posts=posts)
        return self._back(found, kind, "last-subject") if found else self._named_later(kind)

    def _introduced(
        self, item: Said, *, bodies: bool = False, posts: bool = False, strange: bool = False
    ) -> Source | None:
        """A person (or a body, or somebody without a name) that narration told of since the last speaker was named.

        The nearest comes first. With ``strange`` two words that no list holds are the name of one.
        """
        for span in self._told(item.at, self.since):
            if span.start < self.since:
                return None
            parts = read_mention(self.text, *span, self.words)
            if bodies and parts.kind in {"organization", "group"}:
                return self.registry.described(parts, span)
            named = parts.kind == "person" and parts.type == "named" and parts.name
            sure = self._sure_person(span) or (strange and self._strange_words(span) == _NAME)
            if named and sure and not self._saint(span):
                return self._by_name(item._replace(plain=False), span, parts, merge=False).source
            if posts and (unnamed := self._unnamed_told(item, span, parts)) is not None:
                return unnamed
        return None

    def _unnamed_told(self, item: Said, span: Span, parts: MentionParts) -> Source | None:
        """The one person without a name whom a subject tells of (``یکی از همسایه‌ها``, ``متهم``), not ``مدیران``."""
        toks = tokens(self.text, *span, self.words)
        if parts.anaphoric or toks[0].word.endswith(_PLURALS):
            return None
        if parts.kind == "unnamed":
            body = any("organization" in token.classes for token in toks[:_NAME])  # یک هیئت
            return None if body else self.registry.described(parts, span)
        post = parts.kind == "person" and parts.type == "role" and bool(parts.roles)
        return self._by_role(item._replace(plain=False), span, parts).source if post else None

    def _several_told(self, at: int) -> Source | None:
        """The group that narration told of since the last speaker was named, nearest first."""
        for span in self._told(at, self.since):
            if span.start < self.since:
                return None
            parts = read_mention(self.text, *span, self.words)
            if parts.kind == "group" and not parts.anaphoric and self._has(span, _SEVERAL):
                return self.registry.described(parts, span)
        return None

    def _saint(self, span: Span) -> bool:
        """Whether a name is that of a saint, told of but not speaking (``قیام امام حسین``)."""
        first, *rest = tokens(self.text, *span, self.words)
        return "saint" in first.classes and any("given" in token.classes for token in rest[:1])

    def _told(self, at: int, since: int) -> Iterator[Span]:
        """Yields the subjects of the narration between two places, the last first, each looked for when asked for."""
        for number in range(bisect_left(self.narration, (at,)) - 1, -1, -1):
            if self.narration[number].end <= since:
                return
            span = self.subject_of(self.narration[number])
            if span is not None and span.end <= at:
                yield span

    def _strange_words(self, span: Span) -> int:
        """How many words a phrase has, if no list holds any of them (``گوهر قبادی``, ``سبدینو``); else 0."""
        toks = tokens(self.text, *span, self.words)
        return len(toks) * all(t.is_word and t.is_strange and "country" not in t.classes for t in toks)

    def _is_person_noun(self, noun: str) -> bool:
        """Whether a noun after ``این`` takes up a person."""
        return "role" in self._post(noun) or self.words.takes_up(noun) == "person"

    def _sure_person(self, span: Span) -> bool:
        """Whether a subject is surely a person: it holds a given name, a title or a post."""
        return self._has(span, _PEOPLE)

    def _has(self, span: Span, classes: frozenset[str]) -> bool:
        """Whether one of the first words of a phrase is of these classes."""
        return any(t.classes & classes for t in tokens(self.text, *span, self.words)[:_HEAD])

    def _anaphoric(self, item: Said, mention: Span, parts: MentionParts) -> _Link:
        """``این مقام``, ``این کارشناس مسائل هسته‌ای``: whoever spoke last and can be that."""
        role = parts.roles[0] if parts.roles else (parts.name or "")
        head = role.split()[0] if role else ""
        same = self.registry.recent(*_TAKEN_UP.get(head, _CAN_BE[parts.kind]))
        bearers = [s for s in same if head and alike_noun(head, " ".join((*s.roles, s.name or "")))]
        shared = len(bearers) > 1 and self.current in same  # این نامزد: every speaker of a debate is one
        if (outlet := self._outlet_meant(head, mention, known=bool(bearers) and not shared)) is not None:
            return self._back(outlet, "role", "outlet")
        if bearers and not shared:
            spoke = self._named_since(bearers[0], role) if parts.kind == "person" else None
            return self._back(spoke or bearers[0], "role", "anaphoric-role")
        if parts.kind == "document":
            return self._document(item, mention, parts)
        if (source := self._told_of(item, parts, head, same, known=bool(bearers))) is not None:
            return self._back(source, "role", "last-subject")
        if same:
            chosen = self.current if self.current in same else same[0]
            if chosen is not None and parts.kind == "person" and "generic" not in self.words.classes(head):
                chosen.add_roles(parts.roles)
            return self._back(chosen or same[0], "role", "last-speaker")
        if parts.kind == "organization" and self.current is not None and self._may_be_body(self.current):
            self.current.kind, self.current.personal = "organization", False  # the noun tells what a bare name is
            return self._back(self.current, "role", "anaphoric-role")
        if parts.kind == "person" and self.current is not None and self.current.kind == "organization":
            return self._back(self.current, "role", "last-speaker")
        if "unnamed" in self.words.classes(head):
            parts = parts._replace(kind="unnamed")
        return _Link(self.registry.described(parts._replace(name=role), mention), "role", "new", None)

    def _told_of(
        self, item: Said, parts: MentionParts, head: str, same: Sequence[Source], *, known: bool
    ) -> Source | None:
        """Whom narration told of and a noun after ``این`` takes up, if nobody who spoke bears it (``known``)."""
        if parts.kind == "group" or (parts.kind in {"organization", "person"} and not same):
            alike = self._narrated(parts.kind, head, item.mention.start if item.mention else item.at)
            if alike is not None:
                return alike
        if self._is_person_noun(head) and not known:  # سامان نوری از فوتبال خداحافظی کرد. این بازیکن گفت …
            person = self._introduced(item, strange=True)
            if person is not None:
                person.add_roles(parts.roles)
            return person
        body = parts.kind == "organization" or not self._post(head)  # این خودروساز
        others = any(not self._is_outlet(source) for source in same)  # متا … . این شرکت, after بلومبرگ
        return self._narrated_body(item, head) if body and not others else None

    def _outlet_meant(self, head: str, mention: Span, *, known: bool) -> Source | None:
        """The outlet that ``این سایت`` takes up: whom somebody spoke to, or, if no other is known, who relayed last."""
        if "media" not in self.words.classes(head):
            return None
        begin = self.since if known else mention.start - _TOLD
        relayed = self.relayed if not known else None
        spoken = self._spoken_to(head, max(begin, relayed.end if relayed else 0), mention.start)
        return spoken or (self._relaying(relayed) if relayed else None)

    def _spoken_to(self, head: str, begin: int, at: int) -> Source | None:
        """The outlet that somebody spoke to last (``به خبرگزاری موج گفت``, ``در گفت‌وگو با رویترز``)."""
        for match in reversed(list(_TO.finditer(self.text, begin, at))):
            toks = tokens(self.text, match.end(), min(at, match.end() + _PHRASE), self.words)
            headed = len(toks) > 1 and toks[0].word == head
            outlet = bool(toks) and "foreign_outlet" in toks[0].classes and toks[0].word not in country_names()
            if headed or outlet:  # but not به فرانسه
                stop = max(open_end(toks, 0), 1 + headed)  # رادیو فردا
                span = Span(toks[0].start, toks[stop - 1].end)
                return self.registry.described(read_mention(self.text, *span, self.words), span)
        return None

    def _named_since(self, bearer: Source, role: str) -> Source | None:
        """Who spoke last by a name without a post, after somebody with a post and no name (``عضو شورا … نوری …``)."""
        last = self.current
        if bearer.personal or last is None or not last.personal or last.last <= bearer.last:
            return None
        family = (last.name or "").split()[-1:]  # این مقام نزدیک به نوری
        return None if self._held(last.roles) or family == role.split()[-1:] else last

    def _document(self, item: Said, mention: Span, parts: MentionParts) -> _Link:
        """``این گزارش``, ``این بیانیه``: the outlet that reports, who put it out, or who spoke last."""
        if (outlet := self._outlet(mention)) is not None:
            return self._back(outlet, "role", "outlet")
        if (by := self._put_out(item, mention)) is not None:
            return self._back(by, "role", "issuer")
        if (by := self._issuer(mention)) is not None:
            return self._back(by, "role", "issuer")
        spoke = self.current if self.current is not None and self.current.name is not None else None
        apart = self._reports(mention) or self._finding(mention)
        if spoke is not None and not (spoke.kind in {"person", "unnamed"} and apart):
            return self._back(spoke, "role", "last-speaker")
        if spoke is not None and self._reports(mention) and self._may_be_body(spoke):
            spoke.kind, spoke.personal = "organization", False  # حالوش گزارش داد … این گزارش
            return self._back(spoke, "role", "outlet")
        reports = self._reports(mention)
        issuer = self._narrated_body(item) if reports else self._introduced(item, bodies=True)
        if issuer is None and self._put_out_noun(mention):
            issuer = self._of_dateline(mention.start, statement=True)
        if issuer is not None:
            return self._back(issuer, "role", "last-subject")
        return _Link(self.registry.described(parts, mention), "role", "new", None)

    def _narrated_body(self, item: Said, noun: str = "") -> Source | None:
        """The body that narration told of last since somebody spoke, and that a noun can take up, if one is given.

        A report can be its own, but no person's. ``این خودروساز`` can be ``ایران‌خودرو``, but ``این شرکت`` no ``دولت``.
        """
        for span in self._told(item.at, self.since):
            if span.start < self.since:
                continue
            parts = read_mention(self.text, *span, self.words)
            brand = bool(noun) and self._is_brand(span, parts)
            if brand or self._is_body(span):
                parts = parts._replace(kind="organization") if brand else parts
                bound = bool(noun) and self.words.takes_up(noun) != "any_body"
                other = bound and self._is_body_of_kind(parts.name or "")
                return self.registry.described(parts, span) if parts.kind == "organization" and not other else None
        return None

    def _is_brand(self, span: Span, parts: MentionParts) -> bool:
        """Whether a phrase is a name that no list holds and nobody in the article has (``سبدینو … . این شرکت``)."""
        named = parts.type == "named" and 0 < self._strange_words(span) <= _NAME
        return named and not self._bearers(parts.name or "")

    def _is_body(self, span: Span) -> bool:
        """Whether a phrase names a body, or opens with a name that the lexicon knows (``برنامه جهانی غذا``)."""
        toks = tokens(self.text, *span, self.words)
        return any("organization" in t.classes for t in toks[:_HEAD]) or known_body(toks, 0, len(toks)) > 0

    def _is_body_of_kind(self, name: str) -> bool:
        """Whether a noun that tells its kind heads the name of a body (``شرکت دریا``, but not ``حماس``)."""
        head = self._post(name)
        return "organization" in head and "complete" not in head

    def _relaying(self, outlet: Span) -> Source:
        """The outlet that relayed the last report, as a source."""
        source = self.registry.described(read_mention(self.text, *outlet, self.words), outlet)
        self.outlets.append(source)
        return source

    def _narrated(self, kind: SpeakerKind, head: str, at: int) -> Source | None:
        """Who narration named, nearest first: ``جمعی از پرستاران شهر`` for ``این پرستاران``."""
        for span in self._told(at, at - _TOLD):
            parts = read_mention(self.text, *span, self.words)
            outlet = "media" in self.words.classes(head) and self._has(span, _OUTLETS)  # این خبرگزاری: رویترز
            if parts.kind in _TAKEN_UP.get(head, ()):  # طالبان … این گروه
                return self.registry.described(parts, span)
            if parts.kind == kind and (outlet or alike_noun(head, " ".join((*parts.roles, parts.name or "")))):
                return self.registry.described(parts, span)
        return None

    def _put_out_noun(self, mention: Span) -> str:
        """The noun of a document that somebody puts out, without its plural; empty if a mention has none."""
        noun = next((t for t in tokens(self.text, *mention, self.words) if "document" in t.classes), None)
        return "" if noun is None or noun.classes & {"label", "finding"} else noun.word.removesuffix(_PLURAL)

    def _issued_by(self, link: _Link, mention: Span) -> _Link:
        """A link of a document, which is remembered where it tells who put it out."""
        noun = self._put_out_noun(mention)
        if noun and link.source is not None and link.source.kind != "document":
            self.issued[noun] = link.source, mention.end
        return link

    def _last_told(self, noun: str, at: int) -> int:
        """Where a noun stands last before a place, but for where it points itself (``این نامه``); -1 if nowhere."""
        told = self.text.rfind(noun, max(0, at - _TOLD), at)
        while told > 0 and self.text.endswith(_THIS.lstrip(), 0, told):
            told = self.text.rfind(noun, max(0, at - _TOLD), told)
        return told

    def _issuer(self, mention: Span) -> Source | None:
        """Who put out the document that was named before, if no other one is told of since.

        ``در این بیانیه آمده است: … به گفته نوری … این بیانیه می‌افزاید: …``
        """
        noun = self._put_out_noun(mention)
        source, since = self.issued.get(noun, (None, 0))
        another = re.compile(rf"(?<!این ){re.escape(noun)}")
        return None if another.search(self.text, since, mention.start) else source

    def _put_out(self, item: Said, mention: Span) -> Source | None:
        """Who put a document out, where narration tells it: ``شماری از حقوقدانان با انتشار بیانیه‌ای مخالفت کردند``."""
        noun = self._put_out_noun(mention)
        if not noun:
            return None
        told = self._last_told(noun, mention.start)
        if told >= 0 and (owner := self._owner(told + len(noun))) is not None:
            return owner
        near = self.since < told and _STOP.search(self.text, self.since, told) is None
        if near and self.current is not None and self.current is self.steady:
            return self.current  # شورا در نامه‌ای از … انتقاد کرد. در این نامه …
        span = next(self._told(told, told - _TOLD), None) if told >= 0 else None
        if span is None or _STOP.search(self.text, span.start, told):
            return None
        parts = read_mention(self.text, *span, self.words)
        if parts.kind in {"organization", "group"}:
            return self.registry.described(parts, span)
        sure = parts.kind == "person" and parts.type == "named" and self._sure_person(span)
        return self._by_name(item._replace(plain=False), span, parts, merge=False).source if sure else None

    def _owner(self, after: int) -> Source | None:
        """The body or group that a document is named with (``نامه اداره محیط زیست …؛ در این نامه آمده است``)."""
        toks = tokens(self.text, after, min(len(self.text), after + _PHRASE), self.words)
        if not toks or toks[0].start > after + 1 or not (toks[0].classes & _OWNERS or toks[0].word.isdigit()):
            return None
        stop = noun_phrase_end(toks, 0, len(toks))
        span = without_object(toks, Span(toks[0].start, toks[stop - 1].end)) if stop else None
        return self._body(span) if span is not None else None

    def _outlet(self, mention: Span) -> Source | None:
        """The outlet whose report this is (``این گزارش``), if one of the last sources was an outlet."""
        if not self._reports(mention):
            return None
        if self.relayed is not None:
            return self._relaying(self.relayed)
        last = [s for s in self.registry.recent("organization", "person") if s.last >= 0][:_LAST]
        return next((s for s in last if self._is_outlet(s)), None) or self._of_dateline(mention.start)

    @cached_property
    def _datelines(self) -> list[Span]:
        return [Span(*match.span("who")) for match in _DATELINE.finditer(self.text)]

    def _of_dateline(self, at: int, *, statement: bool = False) -> Source | None:
        """The body whose report, or statement, the last dateline tells (``به گزارش روابط عمومی شهرداری، …``).

        An outlet in the first dateline is the one that publishes the article, and none puts out statements.
        """
        before = bisect_left(self._datelines, (at,))
        if not before:
            return None
        span = self._datelines[before - 1]
        parts = read_mention(self.text, *span, self.words)
        publisher = {"media", "agency", "desk"} if before == 1 else {"desk"}
        publisher |= _OUTLETS if statement else set()
        own = any(t.classes & publisher for t in tokens(self.text, *span, self.words))
        return None if own or parts.kind != "organization" else self.registry.described(parts, span)

    def _reports(self, mention: Span) -> bool:
        """Whether a mention names a report, which no person puts out but an outlet or a body."""
        return any("label" in token.classes for token in tokens(self.text, *mention, self.words))

    def _is_outlet(self, source: Source) -> bool:
        """Whether a source is an outlet: it relayed, or its name or what introduced it says so (``سایت «موج»``)."""
        if any(source is outlet for outlet in self.outlets):
            return True
        heads = [(source.name or "?").split()[0]]
        if source.where is not None:
            heads.extend(self.text[source.where.start : source.where.end].split()[:1])
        return any(self.words.classes(head) & {"media", "foreign_outlet", "outlet"} for head in heads)

    def _counted(self, mention: Span) -> Source | None:
        """The sources named together that a number takes up: ``هر سه کشور`` after ``بریتانیا، رومانی و لیبریا``."""
        number = 0
        for token in tokens(self.text, *mention, self.words)[:_NUMBER_WITHIN]:
            if (number := small_number(token.word)) > 1 or not token.classes & {"quantifier", "demonstrative"}:
                break  # but مقام‌های دو کشور are others
        return next((s for s in self.registry.recent("group") if number > 1 and s.members == number), None)

    def _may_be_body(self, source: Source) -> bool:
        """Whether a name taken for a person's may be that of a body: no title, post or given name came with it."""
        if source.kind != "person" or source.roles or source.name is None:
            return False
        return not any(self.words.classes(word) & {"given", "honorific"} for word in source.name.split())

    def _by_name(self, item: Said, mention: Span, parts: MentionParts, *, merge: bool = True) -> _Link:
        name = parts.name or ""
        matches = self._bearers(name) or self._called_by_first_name(name)
        if not matches and (body := self._body_called(mention, parts)) is not None:
            return self._back(body, "named", "name")
        nameless = None if matches or item.nested else self._not_named_yet(item, mention, parts, merge=merge)
        if matches:
            source, rule, linked = matches[0], "name", matches[0].where
        elif nameless is not None:
            source, rule, linked = nameless, "name-after-role", nameless.where
        else:
            source, rule, linked = self.registry.add(parts, mention), "new", None
        if source.add_form(name) or rule == "new":
            for longer in full_names(self.text, name, mention.start, self.words):
                if len(name_words(source.name or "")) < len(name_words(longer)) <= 5 and source.called(longer):
                    source.add_form(longer)
        source.add_roles(parts.roles)
        return _Link(source, "named", rule, linked)

    def _body_called(self, mention: Span, parts: MentionParts) -> Source | None:
        """The body whose proper name this is (``شرکت داده‌پردازی الوند`` … ``الوند گفت``)."""
        if parts.roles or self._has(mention, _PEOPLE):
            return None
        bodies = self.registry.recent("organization")
        return next((s for s in bodies if parts.name and (s.name or "").endswith(f" {parts.name}")), None)

    def _not_named_yet(self, item: Said, mention: Span, parts: MentionParts, *, merge: bool) -> Source | None:
        """A source that spoke before without a name and whose name this can be."""
        lead = self._repeated(item) or self._unnamed_so_far(parts, mention) or self._holder_of_last(mention)
        another = self._set_apart(mention) or self._introduces(parts, mention)
        return lead or self._nameless(parts, merge=merge and not another)

    def _introduces(self, parts: MentionParts, mention: Span) -> bool:
        """Whether a mention tells of a person what is not told of one who was named by a post.

        ``یکی از شاکیان، نوری``, ``مادرش، نوری``, ``کامیار، که راننده است``.
        """
        described = _ONE_OF in self.text[slice(*mention)]
        given = "given" in self.words.classes(parts.name or "") and _WHO.match(self.text, mention.end) is not None
        return described or given or any("kin" in self._post(role) for role in parts.roles)

    def _holder_of_last(self, mention: Span) -> Source | None:
        """Who spoke last by a post, if the name is said to hold it (``نوری که این سمت را بر عهده دارد``)."""
        last = self.current
        told = last is not None and last.kind == "person" and not last.personal
        return last if told and self.patterns.holds.match(self.text, mention.end) else None

    def _nameless(self, parts: MentionParts, *, merge: bool) -> Source | None:
        """A source known only by a post so far that this name can belong to."""
        posts = [role for role in parts.roles if role_words(role)]
        titles_only = all(len(role_words(role)) <= 1 for role in self._held(posts))
        persons = self.registry.recent("person")
        headed = self._headed(posts)
        if headed is not None:
            return headed
        for source in persons:
            if source.personal:
                continue
            if any(source.role_score(role) >= _SAME_POST for role in posts):
                return source
            if self._heads_page(source, posts, merge=merge):
                return source
            last = source is persons[0] and not (self._is_kin(source) and not self._only_kin(source, parts))
            other = any(self._party(source.roles, post) for post in posts)
            if merge and titles_only and last and not other and self._speaks_for_current(source):
                return source
        return None

    def _is_kin(self, source: Source) -> bool:
        """Whether a source was named by whose relative it is (``پسر او``), whose own name comes with the relation."""
        heads = (self._post(role.partition(" ")[0]) for role in source.roles)
        return any("kin" in head and "employed" not in head for head in heads)

    def _only_kin(self, source: Source, parts: MentionParts) -> bool:
        """Whether a relative is the only source so far and a full name is told now (``مادر نوری: …``, ``زهرا …``)."""
        return self.registry.sources == [source] and len(name_words(parts.name or "")) > 1

    def _heads_page(self, source: Source, posts: Sequence[str], *, merge: bool) -> bool:
        """Whether a source is named by a post in the headline only, and somebody with these posts can be meant.

        One of the posts has the same head, or nobody else has spoken and no post is another's.
        """
        if not self._only_headed(source):
            return False
        pairs = [(held, post) for held in source.roles for post in posts]
        alike = any(same_head(held, post) and not apart(held, post) for held, post in pairs)
        return alike or (merge and bool(posts) and self.current is source and not self._clash(source.roles, posts))

    def _only_headed(self, source: Source) -> bool:
        """Whether a source spoke in the headline and not since."""
        where = source.where
        heads = source is self.registry.sources[0] and where is not None and where.start <= _HEADLINE
        return heads and source.last == 0

    def _clash(self, held: Sequence[str], posts: Sequence[str]) -> bool:
        """Whether one of several posts cannot be that of who holds the others: a chief's is told again."""
        pairs = [(mine, post) for mine in held for post in posts]
        if any("chief" in self._post(post) for post in (*held, *posts)):
            return True
        if any(self._party(held, post) for post in posts):
            return True
        other = any(apart(mine, post) or below(mine, post) or below(post, mine) for mine, post in pairs)
        return other or any(heads_clash(held, post) for post in posts)

    def _headed(self, posts: Sequence[str]) -> Source | None:
        """Someone whom the headline leaves unnamed (``یک نماینده پیشین مجلس: …``) and whose post this is."""
        first = self.registry.sources[0] if self.registry.sources else None
        if first is None or first.kind != "unnamed" or first.where is None or first.where.start > _HEADLINE:
            return None
        wanted = role_words(first.name or "") - {"یک"}
        if len(wanted) < _SHORT_TITLE or not any(wanted <= role_words(post) for post in posts):
            return None
        first.kind = "person"
        return first

    def _repeated(self, item: Said) -> Source | None:
        """Someone whom the headline names by a post only and whose words this sentence repeats."""
        first = self.registry.sources[0] if self.registry.sources else None
        if first is None or self.headline is None or item.content is None or first.where is None:
            return None
        if first.personal or first.kind not in {"person", "unnamed"} or first.where.start > _HEADLINE:
            return None
        said, again = (set(_WORDS.findall(self.text, *span)) for span in (self.headline, item.content))
        if len(said) < _FEWEST or len(said & again) < _REPEATED * len(said):
            return None
        first.kind = "person"
        return first

    def _unnamed_so_far(self, parts: MentionParts, mention: Span) -> Source | None:
        """The one whom a lead leaves unnamed (``یک نماینده مجلس گفت …``), where a bare new name speaks right after."""
        last = self.current
        if last is None or last.kind != "unnamed" or last is not self._latest() or not parts.name:
            return None
        posts = self._held(parts.roles)
        leads = self._only_headed(last) and not self._clash([(last.name or "").removeprefix(_ONE).strip()], posts)
        if (posts and not leads) or (parts.roles and not self._has(mention, _GIVEN)):
            return None
        one, _, post = (last.name or "").partition(" ")
        named_before = self.text.find(parts.name.split()[-1], 0, mention.start) >= 0
        if one != _ONE or "role" not in self._post(post) or named_before:
            return None
        last.kind = "person"
        return last

    def _latest(self) -> Source | None:
        return self.registry.sources[-1] if self.registry.sources else None

    def _speaks_for_current(self, source: Source) -> bool:
        """Whether a source spoke last, or the body whose post it holds (``وزارت نیرو`` after ``سخنگوی وزارت نیرو``)."""
        last = self.current
        if last is None or last.kind != "organization" or "country" in self.words.classes(last.name or ""):
            return source is last
        body = role_words(last.name or "")
        return bool(body) and body <= role_words(source.name or "")

    def _by_role(self, item: Said, mention: Span, parts: MentionParts) -> _Link:
        role = parts.roles[-1] if parts.roles else ""
        if role.endswith(_ANOTHER):  # شهروند دیگری گفت
            return _Link(self.registry.add(parts, mention, plain_words(self.text, *mention)), "role", "new", None)
        if (bearer := self._bearer(role)) is not None:  # روحانی is a post and a family name
            return self._back(bearer, "named", "name")
        also = self._set_apart(mention)
        others = (
            s for s in self.registry.recent("person") if not also or s is not self.current or role in s.roles
        )
        best = max(
            (s for s in others if s.last >= 0 or item.nested), key=lambda s: s.role_score(role), default=None
        )
        if best is not None and best.role_score(role) >= _SAME_POST:
            best.add_roles(parts.roles)
            return self._back(best, "role", "role")
        beside = holder(self.text, role, mention.start, self.words, self.patterns) if role else None
        if beside is not None:
            span, named = beside
            source = self._by_name(item, span, named._replace(roles=(role,)), merge=False).source
            return _Link(source, "role", "role-beside-name", span)
        known = self._known_holder(item, role, mention)
        if known is not None and abroad(role):
            return known
        spoke = self.steady
        if spoke is None or not self._may_hold(spoke, role, item, mention):
            spoke = self._only_person(role, item, mention)
        if spoke is not None and not self._names_another(spoke):
            spoke.add_roles(parts.roles)
            return self._back(spoke, "role", "role-of-last-speaker")
        if known is not None:
            return known
        of_country = self._official(role)
        if of_country is not None:
            return self._back(of_country, "role", "role-of-last-speaker")
        description = self._filled(plain_words(self.text, *mention), mention)
        return _Link(self.registry.add(parts, mention, description), "role", "new", None)

    def _known_holder(self, item: Said, role: str, mention: Span) -> _Link | None:
        """Who holds a post that the lexicon knows, where the article names them."""
        span = official(self.text, role, mention.start) if role else None
        if span is None:
            return None
        parts = read_mention(self.text, *span, self.words)._replace(roles=(role,))
        if parts.type != "named" or parts.kind != "person":
            return None
        return _Link(self._by_name(item, span, parts, merge=False).source, "role", "official", span)

    def _official(self, role: str) -> Source | None:
        """Whom ``مقام ونزوئلایی`` takes up: the last person who holds a post of that country."""
        head, *rest = role.split() or [""]
        if len(rest) != 1 or "generic" not in self.words.classes(head):
            return None
        named = (s for s in self.registry.recent("person") if s.personal)
        return next((s for s in named if any(of_place(rest[0], held) for held in s.roles)), None)

    def _may_hold(self, source: Source, role: str, item: Said, mention: Span) -> bool:
        """Whether a post named for the first time can be that of the one who spoke last."""
        if source.kind != "person" or not source.personal or heads_clash(source.roles, role):
            return False
        if role.endswith(f" {source.name}") or "kin" in self._post(role):  # وکیل او, خواهر خانم نوری
            return False
        if source.where is not None and (
            source.where.start > mention.start or self._in_one_sentence(source.where, mention)
        ):
            return False  # وزیر درباره اظهارات نوری گفت, نوری که گفته بود …، وزیر گفت: the subject is another
        if self._of_another(source, mention) or any(
            apart(held, role) or below(held, role) for held in source.roles
        ):
            return False
        if self._may_be_body(source) and role_words(source.name or "") < role_words(role):
            source.kind, source.personal = "organization", False  # the post is one of that body
            return False
        if not item.plain and self._held(source.roles):
            return False
        if self._above(source, role) or self._lesser(source.roles, role) or self._party(source.roles, role):
            return False
        return not (self._set_apart(mention) or self._cut_off(mention))

    def _of_another(self, source: Source, mention: Span) -> bool:
        """Whether a post belongs to a body that was told of, and who spoke last has none of such a body.

        ``دبیر این انجمن`` after a minister and a society that answered him.
        """
        _, this, rest = self.text[slice(*mention)].partition(_THIS)
        noun = rest.split(" ")[0] if this else ""
        told = "organization" in self.words.classes(noun) and self._held(source.roles)
        return bool(told) and not any(alike_noun(noun, role) for role in source.roles)

    def _cut_off(self, mention: Span) -> bool:
        """Whether a page that strings the beginnings of articles together has cut one off since somebody spoke."""
        return _CUT_OFF.search(self.text, self.since, mention.start) is not None

    def _set_apart(self, mention: Span) -> bool:
        """Whether the words around a mention tell that it is not who spoke last."""
        elsewhere = self.patterns.elsewhere.search(self.text, max(0, mention.start - _BEFORE), mention.start)
        also = self.patterns.also.match(self.text, mention.end)
        return elsewhere is not None or also is not None or self.answered(mention)

    def _in_one_sentence(self, where: Span, mention: Span) -> bool:
        """Whether two mentions stand in one sentence of common length."""
        near = mention.start - where.end < _SENTENCE
        return near and _STOP.search(self.text, where.end, mention.start) is None

    def _only_person(self, role: str, item: Said, mention: Span) -> Source | None:
        """The only person of the article so far, who may hold a second post if nobody else is named with it."""
        persons = self.registry.recent("person")
        if len(persons) != 1 or not persons[0].personal or persons[0].last < _OFTEN or not item.plain:
            return None
        if any("country" in self.words.classes(word) for word in role.split()):
            return None
        lower = self._above(persons[0], role) or self._lesser(persons[0].roles, role)
        other = lower or self._set_apart(mention) or self._of_another(persons[0], mention)
        return None if other else persons[0]

    def _above(self, source: Source, role: str) -> bool:
        """Whether a source is a chief and the post is one below a chief: a president is no deputy."""
        return "subordinate" in self._post(role) and any("chief" in self._post(held) for held in source.roles)

    def _party(self, held: Sequence[str], role: str) -> bool:
        """Whether either a post or one held is that of a party to a case (``متهم``), and the other none (``قاضی``)."""
        party = "party" in self._post(role)
        return any(party != ("party" in self._post(mine)) for mine in held)

    def _names_another(self, source: Source) -> bool:
        """Whether the next mention that names is a new person without a post, whose post was just told then.

        ``علی نوری مدیرکل آب گفت … فرماندار ساوه افزود … رضا کالویان ادامه داد …``. After somebody without a post only
        the very next mention tells.
        """
        for item in self.following if self._held(source.roles) else self.following[:1]:
            if item.nested or item.impersonal or item.mention is None:
                continue
            parts = self._parts(item.mention)
            if parts.kind == "person" and (parts.type != "named" or parts.anaphoric):
                continue
            name = parts.name or ""
            full = parts.kind == "person" and len(name_words(name)) > 1 and not self._held(parts.roles)
            return full and not any(s.called(name) for s in self.registry.recent("person") if s.personal)
        return False

    def _held(self, roles: Sequence[str]) -> list[str]:
        """The posts among posts and titles: ``استاد`` is a title, ``استاد دانشگاه`` a post."""
        return [role for role in roles if not self._is_title(role)]

    def _is_title(self, role: str) -> bool:
        first, _, field = role.partition(" ")
        classes = self.words.classes(first)
        return "honorific" in classes and not (field and "role" in classes)

    def _lesser(self, posts: Sequence[str], role: str) -> bool:
        """Whether a chief is named after somebody of other posts only (``وزیر اقتصاد`` after ``مدیرعامل بورس``)."""
        held = self._held(posts)
        alike = any("chief" in self._post(post) and same_head(post, role) for post in held)
        return "chief" in self._post(role) and bool(held) and not alike

    def _post(self, role: str) -> frozenset[str]:
        """The classes of the head of a post, of two words where they are one (``رئیس جمهور``)."""
        words = role.split()
        return self.words.classes(" ".join(words[:2])) | self.words.classes(words[0] if words else "")
