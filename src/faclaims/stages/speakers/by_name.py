"""Links a mention that names: to who was named so before, or to whom only a post or a description told of."""

import re
from collections.abc import Sequence

from faclaims.records import Span
from faclaims.stages.speakers.beside import full_names
from faclaims.stages.speakers.likeness import apart, name_words, role_words, same_head
from faclaims.stages.speakers.mentions import MentionParts
from faclaims.stages.speakers.posts import is_kin, one_is_party, post_classes, posts_clash, posts_held
from faclaims.stages.speakers.reading import PEOPLE, Link, Reading, Said, back
from faclaims.stages.speakers.registry import SAME_POST, Source

_WHO = re.compile(r"،? که\b")
_LATE_POST = re.compile(r" [\w\u200c]+(?: [\w\u200c]+)?، (?P<post>[\w\u200c]+) ")
_AGED = re.compile(r"\d ?ساله")
_AGE = 9  # code points after a name in which an age stands
_WORDS = re.compile(r"\w{3,}")
_ONE = "یک"
_HIS = "ش"
_ONE_OF = "یکی از "
_GIVEN = frozenset({"given"})
_SURE = 2  # words of a description by which one is known
_FEWEST = 4  # words of a headline that can be told again
_REPEATED = 0.5


def by_name(reading: Reading, item: Said, mention: Span, parts: MentionParts, *, merge: bool = True) -> Link:
    """Returns who bears a name: who was named before, or only described (with ``merge`` also loosely), or a new one."""
    name = parts.name or ""
    matches = reading.bearers(name) or _called_by_first_name(reading, name)
    if not matches and (body := _body_called(reading, mention, parts)) is not None:
        return back(body, "named", "name")
    nameless = None if matches or item.nested else _not_named_yet(reading, item, mention, parts, merge=merge)
    if matches:
        source, rule, linked = matches[0], "name", matches[0].where
    elif nameless is not None:
        source, rule, linked = nameless, "name-after-role", nameless.where
    else:
        source, rule, linked = reading.registry.add(parts, mention), "new", None
    if source.add_form(name) or rule == "new":
        for longer in full_names(reading.text, name, mention.start, reading.words):
            is_longer = len(name_words(source.name or "")) < len(name_words(longer)) <= 5
            if is_longer and source.called(longer, reading.words):
                source.add_form(longer)
    source.add_roles(parts.roles)
    return Link(source, "named", rule, linked)


def _called_by_first_name(reading: Reading, name: str) -> list[Source]:
    """The only person who was named before with this first name (``چیس دکر`` … ``چیس گفت``)."""
    persons = reading.registry.recent("person") if " " not in name else []
    bearers = [s for s in persons if s.personal and (s.name or "").startswith(f"{name} ")]
    bearers = [s for s in bearers if s.where is not None and not reading.text.startswith(":", s.where.end)]
    return bearers if len(bearers) == 1 else []


def _body_called(reading: Reading, mention: Span, parts: MentionParts) -> Source | None:
    """The body whose proper name this is (``شرکت داده‌پردازی الوند`` … ``الوند گفت``)."""
    if parts.roles or reading.has(mention, PEOPLE):
        return None
    bodies = reading.registry.recent("organization")
    return next((s for s in bodies if parts.name and (s.name or "").endswith(f" {parts.name}")), None)


def _not_named_yet(
    reading: Reading, item: Said, mention: Span, parts: MentionParts, *, merge: bool
) -> Source | None:
    """A source that spoke before without a name and whose name this can be."""
    lead = (
        _repeated(reading, item) or _unnamed_so_far(reading, parts, mention) or _holder_of_last(reading, mention)
    )
    another = reading.set_apart(mention) or _introduces(reading, item, parts, mention)
    return lead or _nameless(reading, parts, merge=merge and not another)


def _introduces(reading: Reading, item: Said, parts: MentionParts, mention: Span) -> bool:
    """Whether a mention tells of a person what is not told of one who was named by a post.

    ``یکی از شاکیان، نوری``, ``این را نوری می‌گوید، شهردار پیشین``, ``مادرش، نوری``, ``کامیار، که راننده است``,
    ``کامیار ۳۰ ساله``.
    """
    text, stop = reading.text, mention.end
    described = _ONE_OF in text[slice(*mention)] or _posted(reading, item, mention)
    told = _WHO.match(text, stop) or _AGED.search(text, mention.start, stop + _AGE) or text.startswith("،", stop)
    given = told and not parts.roles and "given" in reading.words.classes(parts.name or "")
    kin = any("kin" in post_classes(role, reading.words) for role in parts.roles)
    return bool(described or given or kin) or _post_told(reading, mention)


def _post_told(reading: Reading, mention: Span) -> bool:
    """Whether narration since somebody spoke tells of a post, whose holder is named now (``دبیر انجمن ساکت ماند.``)."""
    last = reading.current
    if last is None or reading.only_headed(last):
        return False
    for span in reading.told(mention.start, reading.since):
        told = reading.parts(span)
        if told.type == "role" and told.kind == "person" and not told.anaphoric:
            return span.start > reading.since and not any(
                last.role_score(role) >= SAME_POST for role in told.roles
            )
    return False


def _posted(reading: Reading, item: Said, mention: Span) -> bool:
    """Whether a post is told of somebody after the verb (``«…»؛ این را نوری می‌گوید، شهردار پیشین ساوه``).

    Where nothing was quoted before it, the post opens what is said (``نوری گفت، شهردار باید …``).
    """
    if item.content is None or item.content.start > mention.start:
        return False
    post = _LATE_POST.match(reading.text, mention.end)
    return post is not None and "role" in reading.words.classes(post["post"])


def _holder_of_last(reading: Reading, mention: Span) -> Source | None:
    """Who spoke last by a post, if the name is said to hold it (``نوری که این سمت را بر عهده دارد``)."""
    last = reading.current
    told = last is not None and last.kind == "person" and not last.personal
    return last if told and reading.patterns.holds.match(reading.text, mention.end) else None


def _nameless(reading: Reading, parts: MentionParts, *, merge: bool) -> Source | None:
    """A source known only by a post so far that this name can belong to."""
    posts = [role for role in parts.roles if role_words(role)]
    titles_only = all(len(role_words(role)) <= 1 for role in posts_held(posts, reading.words))
    persons = reading.registry.recent("person")
    headed = _headed(reading, posts)
    if headed is not None:
        return headed
    for source in persons:
        if source.personal:
            continue
        if any(source.role_score(role) >= SAME_POST for role in posts):
            return source
        if _heads_page(reading, source, posts, merge=merge):
            return source
        last = source is persons[0] and not (
            is_kin(source.roles, reading.words) and not _only_kin(reading, source, parts)
        )
        other = any(one_is_party(source.roles, post, reading.words) for post in posts)
        if merge and titles_only and last and not other and _speaks_for_current(reading, source):
            return source
    return None


def _only_kin(reading: Reading, source: Source, parts: MentionParts) -> bool:
    """Whether a relative is the only source so far and a full name is told now (``مادر نوری: …``, ``زهرا …``)."""
    return reading.registry.sources == [source] and len(name_words(parts.name or "")) > 1


def _heads_page(reading: Reading, source: Source, posts: Sequence[str], *, merge: bool) -> bool:
    """Whether a source is named by a post in the headline only, and somebody with these posts can be meant.

    One of the posts has the same head, or nobody else has spoken and no post is another's.
    """
    if not reading.only_headed(source):
        return False
    pairs = [(held, post) for held in source.roles for post in posts]
    alike = any(same_head(held, post) and not apart(held, post) for held, post in pairs)
    return alike or (
        merge and bool(posts) and reading.current is source and not posts_clash(source.roles, posts, reading.words)
    )


def _headed(reading: Reading, posts: Sequence[str]) -> Source | None:
    """Someone whom the headline leaves unnamed (``یک نماینده پیشین مجلس: …``) and whose post this is."""
    first = reading.heading
    if first is None or first.kind != "unnamed":
        return None
    wanted = role_words(first.name or "") - {_ONE}
    if len(wanted) < _SURE or not any(wanted <= role_words(post) for post in posts):
        return None
    first.kind = "person"
    return first


def _repeated(reading: Reading, item: Said) -> Source | None:
    """Someone whom the headline names by a post only and whose words this sentence repeats."""
    first = reading.heading
    if first is None or item.content is None:
        return None
    if first.personal or first.kind not in {"person", "unnamed"}:
        return None
    if not _repeats(reading, item.content):
        return None
    first.kind = "person"
    return first


def _unnamed_so_far(reading: Reading, parts: MentionParts, mention: Span) -> Source | None:
    """The one whom a lead leaves unnamed (``یک نماینده مجلس گفت …``), where a bare new name speaks right after."""
    last = reading.current
    if last is None or last.kind != "unnamed" or last is not _latest(reading) or not parts.name:
        return None
    posts = posts_held(parts.roles, reading.words)
    leads = reading.only_headed(last) and not posts_clash(
        [(last.name or "").removeprefix(_ONE).strip()], posts, reading.words
    )
    if (posts and not leads) or (parts.roles and not reading.has(mention, _GIVEN)):
        return None
    one, _, post = (last.name or "").partition(" ")
    named_before = reading.text.find(parts.name.split()[-1], 0, mention.start) >= 0
    if one != _ONE or "role" not in post_classes(post, reading.words) or named_before:
        return None
    last.kind = "person"
    return last


def _latest(reading: Reading) -> Source | None:
    return reading.registry.sources[-1] if reading.registry.sources else None


def _speaks_for_current(reading: Reading, source: Source) -> bool:
    """Whether a source spoke last, or the body whose post it holds (``وزارت نیرو`` after ``سخنگوی وزارت نیرو``)."""
    last = reading.current
    if last is None or last.kind != "organization" or "country" in reading.words.classes(last.name or ""):
        return source is last
    body = role_words(last.name or "")
    return bool(body) and body <= role_words(source.name or "")


def named_below(reading: Reading, leader: Source, below: Sequence[tuple[Link, Said]]) -> Source | None:
    """Returns who is meant by a post in the headline or lead that nobody takes up by name, if somebody is.

    That is whose words the headline repeats (``وزیر: آب کم است``), a relative of the same relation (``برادرش: …``), or
    the only one who speaks below (``یک متخصص تغذیه: …``, then ``دکتر نوری``).

    Args:
        reading: The article, after all its attributions were read.
        leader: The source of the headline or lead.
        below: The attributions after those of the leader.
    """
    hidden = leader.kind == "unnamed" and "role" not in post_classes(
        (leader.name or "").removeprefix(_ONE).strip(), reading.words
    )
    if leader.personal or hidden or leader.kind not in {"person", "unnamed"}:
        return None  # یک منبع آگاه is named nowhere
    others = [(link.source, item.content) for link, item in below if link.source is not leader]
    named = [(who, said) for who, said in others if who is not None and who.personal]
    repeating = _one([who for who, said in named if said is not None and _repeats(reading, said)])
    relative = repeating or _one([who for who, _ in named if _same_relation(reading, leader, who)])
    if relative is not None:
        return relative
    untitled = leader.kind == "person" and not reading.in_title(leader)
    only = _one([who for who, _ in named]) if len(named) == len(others) and not untitled else None
    posts = posts_held(only.roles, reading.words) if only is not None else []
    return None if posts_clash(leader.roles, posts, reading.words) else only


def _one(sources: Sequence[Source]) -> Source | None:
    """The source, if there is but one."""
    return sources[0] if sources and all(source is sources[0] for source in sources) else None


def _same_relation(reading: Reading, leader: Source, who: Source) -> bool:
    """Whether somebody is the relative whom a headline names by the relation alone (``برادرش: …``)."""
    if not is_kin(leader.roles, reading.words):
        return False
    relations = [role.removesuffix(_HIS) for role in leader.roles]
    return any(same_head(mine, post) for mine in relations for post in who.roles)


def _repeats(reading: Reading, said: Span) -> bool:
    """Whether a content holds the words of the headline."""
    if reading.headline is None:
        return False
    first, again = (set(_WORDS.findall(reading.text, *span)) for span in (reading.headline, said))
    return len(first) >= _FEWEST and len(first & again) >= _REPEATED * len(first)
