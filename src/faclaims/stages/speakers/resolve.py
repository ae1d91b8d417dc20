"""Links the mention of every attribution to a source: by name, by post, by pronoun, by the dropped subject.

The attributions are read in text order. A mention that names is looked up among the sources so far; one that points
back (``وی``, ``این مقام``, a dropped subject) takes who spoke last and fits, or who became the subject of the
narration in between. A post without a name belongs to whom the article gives it, to whom it stands beside elsewhere,
or, where nothing speaks against it, to who spoke last: agency style names a speaker first and gives the post later.
"""

from collections.abc import Mapping, Sequence
from itertools import dropwhile
from typing import NamedTuple

from faclaims.lexicon.patterns import Patterns
from faclaims.lexicon.words import Words
from faclaims.records import MentionType, Span, SpeakerKind
from faclaims.stages.phrases import OPEN
from faclaims.stages.speakers.beside import full_names
from faclaims.stages.speakers.by_name import by_name, named_below
from faclaims.stages.speakers.by_role import by_role, unnamed_told
from faclaims.stages.speakers.documents import (
    PAGE_ITSELF,
    issued_by,
    issuer_of,
    outlet_called,
    outlet_meant,
    this_document,
)
from faclaims.stages.speakers.likeness import alike_noun
from faclaims.stages.speakers.mentions import MentionParts, small_number
from faclaims.stages.speakers.narrated import (
    TAKEN_UP,
    Unnamed,
    body_before,
    introduced,
    just_told,
    parts_of,
    several_named,
    several_told,
    told_alike,
    told_body,
    told_group,
)
from faclaims.stages.speakers.posts import post_classes, posts_held
from faclaims.stages.speakers.reading import Link, Narration, Reading, Said, back
from faclaims.stages.speakers.registry import Source, members

NO_ANTECEDENT = "no-antecedent"
"""The rule of a pronoun or dropped subject of somebody whom the article does not name before or after."""
NOBODY = "نامشخص"
"""The name of the source of ``گفته می‌شود``, as the annotation guideline has it."""

_CAN_BE: Mapping[SpeakerKind, tuple[SpeakerKind, ...]] = {
    "person": ("person", "unnamed"),
    "unnamed": ("unnamed",),
    "group": ("group",),
    "organization": ("organization",),
    "document": ("document",),
}
"""The kinds of source that a noun after ``این`` can take up, by the kind of the noun."""
_NUMBER_WITHIN = 3  # words
_POINTING = frozenset({"anaphoric-role", "last-speaker"})
"""The rules of mentions that point back."""
_SOON = 4  # attributions after one among which the next name is looked for


class Resolved(NamedTuple):
    """The source of one attribution: its index, the type of the mention, the rule and the words linked to."""

    source: int | None
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
    reading = Reading(text, narration, words, patterns)
    links: list[Link] = []
    for number, item in enumerate(said):
        reading.following = said[number + 1 : number + 1 + _SOON]
        link = _read(reading, item)
        links.append(link)
        reading.note(number, item, link.source)
    links = _with_leader(reading, said, links)
    sources = [source for source in reading.registry.sources if source.name is not None]
    index = {id(source): number for number, source in enumerate(sources)}
    resolved = [
        Resolved(
            index.get(id(x.source)),
            x.type,
            x.rule if id(x.source) in index or x.rule == PAGE_ITSELF else NO_ANTECEDENT,
            x.linked,
        )
        for x in links
    ]
    return sources, resolved


def _with_leader(reading: Reading, said: Sequence[Said], links: list[Link]) -> list[Link]:
    """The links with who is meant by a post in the headline or lead, where that is somebody who is named below."""
    leader = reading.leading
    top = [(link, item) for link, item in zip(links, said, strict=True) if not item.nested]
    below = list(dropwhile(lambda each: each[0].source is leader, top))
    again = any(link.source is leader and link.rule not in _POINTING for link, _ in below)
    named = None if leader is None or again else named_below(reading, leader, below)
    if named is None:
        return links
    reading.registry.sources = [source for source in reading.registry.sources if source is not leader]
    meant = back(named, "role", "named-below")
    return [meant._replace(type=link.type) if link.source is leader else link for link in links]


def _read(reading: Reading, item: Said) -> Link:
    """Returns who speaks in an attribution."""
    if item.nested and item.first_person and reading.current is not None:
        return back(reading.current, "dropped", "first-person")
    if item.impersonal or _they(reading, item):
        nobody = reading.registry.described(MentionParts("dropped", "unnamed", NOBODY), None)
        return Link(nobody, "dropped", "impersonal", None)
    if item.mention is None:
        return _answer(reading, item) if item.answers else _dropped(reading, item)
    parts = parts_of(reading, item.mention)
    if parts.type == "pronoun":
        return _pronoun(reading, item, parts)
    counted = _counted(reading, item.mention) if parts.kind == "group" else None
    if counted is not None:
        return back(counted, "role", "counted")
    if _is_no_name(reading, item.mention, parts):
        return _dropped(reading, item)
    if parts.kind == "person" and not parts.anaphoric:
        named = parts.type == "named" and parts.name is not None
        return (
            by_name(reading, item, item.mention, parts) if named else by_role(reading, item, item.mention, parts)
        )
    link = (_anaphoric if parts.anaphoric else _described)(reading, item, item.mention, parts)
    return issued_by(reading, link, item.mention) if parts.kind == "document" else link


def _they(reading: Reading, item: Said) -> bool:
    """Whether one who speaks tells of several without naming them (``من رفتم و گفتند فردا بیا``)."""
    alone = item.mention is None and item.shared is None and item.nested and item.plural
    return alone and reading.current is not None and reading.current.kind in {"person", "unnamed"}


def _is_no_name(reading: Reading, mention: Span, parts: MentionParts) -> bool:
    """Whether a single common word stands before a verb, and nobody bears it as a name (``کوتاه | جواب می‌دهد``)."""
    last = reading.current
    if last is None or not last.personal or parts.type != "named" or parts.kind != "person":
        return False  # it may be the name of who spoke by a post
    toks = reading.tokens(mention)
    if len(toks) != 1 or not toks[0].is_silent or reading.bearers(parts.name or ""):
        return False
    return next(full_names(reading.text, parts.name or "", mention.start, reading.words), None) is None


def _described(reading: Reading, item: Said, mention: Span, parts: MentionParts) -> Link:
    """A body, a group or a document, by its description."""
    if (
        parts.kind in {"group", "organization"} and (bearer := reading.bearer(parts.name or "")) is not None
    ):  # راضیه تجار … تجار گفت
        return back(bearer, "named", "name")
    if parts.kind == "document" and (issuer := issuer_of(reading, item, mention, parts)) is not None:
        return back(issuer, parts.type, "last-speaker")
    again = _part_of_this(reading, parts) or _group_again(reading, parts, mention)
    if again is not None:
        return back(again, "role", "anaphoric-role")
    if (outlet := outlet_called(reading, parts)) is not None:
        return back(outlet, "named", "name")
    source = reading.registry.described(parts, mention)
    return Link(source, parts.type, "new" if source.where == mention else "name", source.where)


def _group_again(reading: Reading, parts: MentionParts, mention: Span) -> Source | None:
    """The group of which a bare plural takes up the head (``پژوهشگران`` after ``پژوهشگران دانشگاه الوند``)."""
    if parts.kind != "group" or " " in (parts.name or " "):
        return None
    head = {parts.name, f"{parts.name}ی"}  # مقام‌ها, مقام‌های سوریه
    heads = [s for s in reading.registry.recent("group") if (s.name or "").partition(" ")[0] in head]
    if heads:
        return heads[0] if len(heads) == 1 else None
    return told_group(reading, parts.name or "", mention.start)


def _part_of_this(reading: Reading, parts: MentionParts) -> Source | None:
    """The body that ``دبیرخانه این نهاد`` takes up: the last one with this head."""
    head, this, _ = (parts.name or "").partition(" این ")
    if not this or parts.kind != "organization":
        return None
    bodies = reading.registry.recent("organization")
    return next((s for s in bodies if (s.name or "").startswith(f"{head} ")), None)


def _answer(reading: Reading, item: Said) -> Link:
    """Who answers: the person whose words head the page, else whoever spoke or was told of before that."""
    first = reading.heading
    asked = reading.asked or (first if first is not None and first.personal else None) or introduced(reading, item)
    link = back(asked, "dropped", "last-speaker") if asked is not None else _dropped(reading, item)
    reading.asked = link.source
    return link


def _dropped(reading: Reading, item: Said) -> Link:
    if item.shared is not None:
        parts = reading.parts(item.shared)
        if parts.type == "pronoun":  # او … را رد کرد و گفت
            return _pronoun(reading, item, parts)._replace(type="dropped")
        several = item.plural and parts.kind == "group"
        nameless = (
            reading.current is not None and reading.current.kind == "person" and not reading.current.personal
        )
        called = parts.name is not None and bool(reading.bearers(parts.name))
        sure = parts.kind != "person" or nameless or called or reading.sure_person(item.shared)
        post = parts.type == "role" and parts.kind == "person" and not parts.anaphoric and bool(parts.roles)
        if several or parts.kind == "unnamed" or ((parts.type == "named" or post) and sure):
            link = _read(reading, item._replace(mention=item.shared, shared=None))
            return link._replace(type="dropped", rule="shared-subject", linked=item.shared)
    if reading.current is not None:
        told = _told_before(reading, item)
        return back(told or reading.current, "dropped", "last-subject" if told else "last-speaker")
    return _antecedent(reading, item, "dropped", unnamed=unnamed_told)


def _told_before(reading: Reading, item: Said) -> Source | None:
    """Whom narration told of right before a quotation that nothing introduces, or a singular verb without a subject."""
    if item.alone:
        return introduced(reading, item)
    return None if item.plural else just_told(reading, item, item.at)


def _pronoun(reading: Reading, item: Said, parts: MentionParts) -> Link:
    if parts.plural:
        several = several_told(reading, item.at)
        if several is not None:
            return back(several, "pronoun", "last-subject")
        recent = reading.registry.recent("group", "organization")
    else:
        told = introduced(reading, item, unnamed=unnamed_told)
        if told is not None:
            return back(told, "pronoun", "last-subject")
        recent = reading.registry.recent("person", "unnamed")
        if not recent:
            return _antecedent(reading, item, "pronoun", unnamed=unnamed_told)
    source = recent[0] if recent else reading.current
    source = source or body_before(reading, item)
    return back(source, "pronoun", "last-speaker") if source else _antecedent(reading, item, "pronoun")


def _named_later(reading: Reading, kind: MentionType) -> Link:
    """Someone whom only a later mention may name (``وی گفت: … جعفری افزود: …``)."""
    return Link(reading.registry.add(MentionParts("role", "person", None), None), kind, "named-later", None)


def _antecedent(reading: Reading, item: Said, kind: MentionType, *, unnamed: Unnamed | None = None) -> Link:
    found = introduced(reading, item, unnamed=unnamed)
    return back(found, kind, "last-subject") if found else _named_later(reading, kind)


def _is_person_noun(reading: Reading, noun: str) -> bool:
    """Whether a noun after ``این`` takes up a person."""
    return "role" in post_classes(noun, reading.words) or reading.words.takes_up(noun) == "person"


def _anaphoric(reading: Reading, item: Said, mention: Span, parts: MentionParts) -> Link:
    """``این مقام``, ``این کارشناس مسائل هسته‌ای``: whoever spoke last and can be that."""
    role = parts.roles[0] if parts.roles else (parts.name or "")
    head = _head_noun(parts)
    same = reading.registry.recent(*TAKEN_UP.get(head, _CAN_BE[parts.kind]))
    bearers = _bearing(head, same)
    shared = len(bearers) > 1 and reading.current in same  # این نامزد: every speaker of a debate is one
    if (outlet := outlet_meant(reading, head, mention, known=bool(bearers) and not shared)) is not None:
        return back(outlet, "role", "outlet")
    if bearers and not shared:
        spoke = _named_since(reading, bearers[0], role) if parts.kind == "person" else None
        return back(spoke or bearers[0], "role", "anaphoric-role")
    if parts.kind == "document":
        return this_document(reading, item, mention, parts)
    return _by_noun(reading, item, mention, parts, same)


def _by_noun(reading: Reading, item: Said, mention: Span, parts: MentionParts, same: Sequence[Source]) -> Link:
    """Whom a noun after ``این`` takes up that nobody who spoke bears by name or post."""
    head, last = _head_noun(parts), reading.current
    body = parts.kind == "organization" and last is not None and last.kind == "person" and not last.roles
    if last is not None and body and last.where is not None and reading.text[last.where.start] in OPEN:
        last.be_body()  # «موج» نوشت … این روزنامه
        return back(last, "role", "anaphoric-role")
    if (source := _told_of(reading, item, parts, same)) is not None:
        return back(source, "role", "last-subject")
    if same:
        chosen = last if last is not None and last in same else same[0]
        if parts.kind == "person" and "generic" not in reading.words.classes(head):
            chosen.add_roles(parts.roles)
        return back(chosen, "role", "last-speaker")
    if last is not None and body and reading.may_be_body(last):
        last.be_body()  # the noun tells what a bare name is
        return back(last, "role", "anaphoric-role")
    if parts.kind == "person" and last is not None and last.kind == "organization":
        return back(last, "role", "last-speaker")
    if "unnamed" in reading.words.classes(head):
        parts = parts._replace(kind="unnamed")
    described = parts._replace(name=parts.roles[0] if parts.roles else (parts.name or ""))
    return Link(reading.registry.described(described, mention), "role", "new", None)


def _head_noun(parts: MentionParts) -> str:
    """The noun after ``این``; empty if there is none."""
    return next(iter((parts.roles[0] if parts.roles else parts.name or "").split()), "")


def _bearing(noun: str, sources: Sequence[Source]) -> list[Source]:
    """The sources that have a noun in their posts or name."""
    return [s for s in sources if noun and alike_noun(noun, " ".join((*s.roles, s.name or "")))]


def _told_of(reading: Reading, item: Said, parts: MentionParts, same: Sequence[Source]) -> Source | None:
    """Whom narration told of and a noun after ``این`` takes up."""
    head = _head_noun(parts)
    if parts.kind == "group" or (parts.kind in {"organization", "person"} and not same):
        alike = told_alike(reading, parts.kind, head, item.mention.start if item.mention else item.at)
        if alike is not None:
            return alike
    if _is_person_noun(reading, head) and not _bearing(
        head, same
    ):  # سامان نوری از فوتبال خداحافظی کرد. این بازیکن گفت …
        person = introduced(reading, item, strange=True)
        if person is not None:
            person.add_roles(parts.roles)
        return person
    body = parts.kind == "organization" or not post_classes(head, reading.words)  # این خودروساز
    others = any(not reading.is_outlet(source) for source in same)  # متا … . این شرکت, after بلومبرگ
    return told_body(reading, item, head) if body and not others else None


def _named_since(reading: Reading, bearer: Source, role: str) -> Source | None:
    """Who spoke last by a name without a post, after somebody with a post and no name (``عضو شورا … نوری …``)."""
    last = reading.current
    if bearer.personal or last is None or not last.personal or last.last <= bearer.last:
        return None
    family = (last.name or "").split()[-1:]  # این مقام نزدیک به نوری
    return None if posts_held(last.roles, reading.words) or family == role.split()[-1:] else last


def _counted(reading: Reading, mention: Span) -> Source | None:
    """The sources named together that a number takes up: ``هر سه کشور`` after ``بریتانیا، رومانی و لیبریا``."""
    number = 0
    for token in reading.tokens(mention)[:_NUMBER_WITHIN]:
        if (number := small_number(token.word)) > 1 or not token.classes & {"quantifier", "demonstrative"}:
            break  # but مقام‌های دو کشور are others
    if number <= 1:
        return None
    spoke = next((s for s in reading.registry.recent("group") if members(s.name or "") == number), None)
    return spoke or several_named(reading, number, mention.start)
