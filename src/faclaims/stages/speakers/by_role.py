"""Links a mention that gives a post and no name."""

from collections.abc import Sequence

from faclaims.records import Span
from faclaims.stages.speakers.beside import holder
from faclaims.stages.speakers.by_name import by_name
from faclaims.stages.speakers.likeness import (
    alike_noun,
    apart,
    below,
    heads_clash,
    name_words,
    of_place,
    role_words,
)
from faclaims.stages.speakers.mentions import MentionParts, plain_words
from faclaims.stages.speakers.narrated import HIS, filled, just_told, parts_of
from faclaims.stages.speakers.officials import abroad, official
from faclaims.stages.speakers.posts import above_post, lesser, one_is_party, post_classes, posts_held
from faclaims.stages.speakers.reading import NAME, Link, Reading, Said, back
from faclaims.stages.speakers.registry import SAME_POST, Source

_ANOTHER = (" دیگر", " دیگری")
_THIS = " این "
_ONE_OF = " یکی از "
_PLURALS = ("ان", "\u200cها")
_BLESSED = 8  # code points of the letters of a blessing
_OFTEN = 2  # the attribution from which on somebody has spoken more than once or twice


def by_role(reading: Reading, item: Said, mention: Span, parts: MentionParts) -> Link:
    """Returns who holds a post: whom the article gives it, who stands beside it, or who spoke last if that can be."""
    role = parts.roles[-1] if parts.roles else ""
    if role.endswith(_ANOTHER):  # شهروند دیگری گفت
        return Link(reading.registry.add(parts, mention, plain_words(reading.text, *mention)), "role", "new", None)
    if (bearer := _by_family_name(reading, item, mention, parts)) is not None:
        return bearer
    also = reading.set_apart(mention)
    others = (
        s for s in reading.registry.recent("person") if not also or s is not reading.current or role in s.roles
    )
    best = max((s for s in others if s.last >= 0 or item.nested), key=lambda s: s.role_score(role), default=None)
    if best is not None and best.role_score(role) >= SAME_POST:
        best.add_roles(parts.roles)
        return back(best, "role", "role")
    beside = holder(reading.text, role, mention.start, reading.words, reading.patterns) if role else None
    if beside is not None:
        span, named = beside
        source = by_name(reading, item, span, named._replace(roles=(role,)), merge=False).source
        return Link(source, "role", "role-beside-name", span)
    known = _known_holder(reading, item, role, mention)
    if known is not None and abroad(role):
        return known
    told = _brought_in(reading, item, role, mention)
    spoke = told or reading.steady
    if spoke is None or not _may_hold(reading, spoke, role, item, mention):
        spoke = _only_person(reading, role, item, mention)
    if spoke is not None and not _names_another(reading, spoke):
        spoke.add_roles(parts.roles)
        return back(spoke, "role", "role-of-last-subject" if spoke is told else "role-of-last-speaker")
    if known is not None:
        return known
    of_country = _official(reading, role)
    if of_country is not None:
        return back(of_country, "role", "role-of-last-speaker")
    description = filled(reading, plain_words(reading.text, *mention), mention)
    return Link(reading.registry.add(parts, mention, description), "role", "new", None)


def _by_family_name(reading: Reading, item: Said, mention: Span, parts: MentionParts) -> Link | None:
    """Who bears a post as a family name, before or after this mention (``روحانی گفت``, then ``حسن روحانی``)."""
    post = parts.roles[-1] if parts.roles else ""
    if (bearer := reading.bearer(post)) is not None:
        return back(bearer, "named", "name")
    named = reading.is_family(post, mention)
    return by_name(reading, item, mention, parts._replace(type="named", name=post, roles=())) if named else None


def _brought_in(reading: Reading, item: Said, role: str, mention: Span) -> Source | None:
    """Whom the sentence right before names first, without a post (``پورکاظم نظر دیگری دارد. | عضو شورا گفت …``)."""
    told = just_told(reading, item, reading.sentence_start(mention.start))
    if told is None or told.where is None or posts_held(told.roles, reading.words):
        return None
    named = Span(told.where.start, min(len(reading.text), told.where.end + _BLESSED))
    if any("blessing" in token.classes for token in reading.tokens(named)):  # امام خمینی (ره) … مقام معظم رهبری
        return None
    family = (told.name or "").split()[-1]
    first = reading.text.find(family, 0, told.where.end) >= told.where.start
    return told if first and _may_hold(reading, told, role, item, mention) else None


def _known_holder(reading: Reading, item: Said, role: str, mention: Span) -> Link | None:
    """Who holds a post that the lexicon knows, where the article names them."""
    span = official(reading.text, role, mention.start) if role else None
    if span is None:
        return None
    parts = reading.parts(span)._replace(roles=(role,))
    if parts.type != "named" or parts.kind != "person":
        return None
    return Link(by_name(reading, item, span, parts, merge=False).source, "role", "official", span)


def _official(reading: Reading, role: str) -> Source | None:
    """Whom ``مقام ونزوئلایی`` takes up: the last person who holds a post of that country."""
    head, *rest = role.split() or [""]
    if len(rest) != 1 or "generic" not in reading.words.classes(head):
        return None
    named = (s for s in reading.registry.recent("person") if s.personal)
    return next((s for s in named if any(of_place(rest[0], held) for held in s.roles)), None)


def _may_hold(reading: Reading, source: Source, role: str, item: Said, mention: Span) -> bool:
    """Whether a post named for the first time can be that of the one who spoke last."""
    if source.kind != "person" or not source.personal or item.aside or item.nested:
        return False
    if (
        _left_open(reading, source, role)
        or _tells_of(reading, source, mention)
        or _of_another(reading, source, mention)
    ):
        return False
    if reading.may_be_body(source) and role_words(source.name or "") < role_words(role):
        source.be_body()  # the post is one of that body
        return False
    if _clashes(reading, source.roles, role) or (not item.plain and posts_held(source.roles, reading.words)):
        return False
    return not (reading.set_apart(mention) or reading.cut_off(mention))


def _left_open(reading: Reading, source: Source, role: str) -> bool:
    """Whether it is left open whose post it is, or the post is somebody's who is told of by the one who spoke.

    ``رئیس هیئت یکی از استان‌ها``; ``وکیل او``, ``خواهر خانم نوری``. Who is told of by first name (``لیلا``) holds none.
    """
    first_name = not reading.in_title(source) and "given" in reading.words.classes(source.name or "")
    theirs = role.endswith(f" {source.name}") or "kin" in post_classes(role, reading.words)
    return _ONE_OF in role or first_name or theirs


def _tells_of(reading: Reading, source: Source, mention: Span) -> bool:
    """Whether somebody else tells of a source in its sentence.

    ``وزیر درباره اظهارات نوری گفت``, ``نوری که گفته بود …، وزیر گفت``.
    """
    where = source.where
    return where is not None and (where.start > mention.start or reading.in_one_sentence(where, mention))


def _clashes(reading: Reading, held: Sequence[str], role: str) -> bool:
    """Whether who holds some posts cannot hold another: one of like head, of another place or party, above or below."""
    if heads_clash(held, role) or any(apart(post, role) or below(post, role) for post in held):
        return True
    words = reading.words
    return above_post(held, role, words) or lesser(held, role, words) or one_is_party(held, role, words)


def _of_another(reading: Reading, source: Source, mention: Span) -> bool:
    """Whether a post belongs to a body that was told of, and who spoke last has none of such a body.

    ``دبیر این انجمن`` after a minister and a society that answered him.
    """
    _, this, rest = reading.text[slice(*mention)].partition(_THIS)
    noun = rest.split(" ")[0] if this else ""
    told = "organization" in reading.words.classes(noun) and posts_held(source.roles, reading.words)
    return bool(told) and not any(alike_noun(noun, role) for role in source.roles)


def _only_person(reading: Reading, role: str, item: Said, mention: Span) -> Source | None:
    """The only person of the article so far, who may hold a second post if nobody else is named with it."""
    persons = reading.registry.recent("person")
    if len(persons) != 1 or not persons[0].personal or persons[0].last < _OFTEN or not item.plain:
        return None
    if any("country" in reading.words.classes(word) for word in role.split()):
        return None
    lower = above_post(persons[0].roles, role, reading.words) or lesser(persons[0].roles, role, reading.words)
    other = lower or reading.set_apart(mention) or _of_another(reading, persons[0], mention)
    return None if other else persons[0]


def _names_another(reading: Reading, source: Source) -> bool:
    """Whether the next mention that names is a new person without a post, whose post was just told then.

    ``علی نوری مدیرکل آب گفت … فرماندار ساوه افزود … رضا کالویان ادامه داد …``. After somebody without a post only
    the very next mention tells.
    """
    for item in reading.following if posts_held(source.roles, reading.words) else reading.following[:1]:
        if item.nested or item.impersonal or item.mention is None:
            continue
        parts = parts_of(reading, item.mention)
        if parts.kind == "person" and (parts.type != "named" or parts.anaphoric):
            continue
        name = parts.name or ""
        full = parts.kind == "person" and len(name_words(name)) > 1 and not posts_held(parts.roles, reading.words)
        return full and not reading.bearers(name)
    return False


def unnamed_told(reading: Reading, item: Said, span: Span, parts: MentionParts) -> Source | None:
    """The one person without a name whom a subject tells of (``یکی از همسایه‌ها``, ``متهم``), not ``مدیران``."""
    toks = reading.tokens(span)
    if parts.anaphoric or toks[0].word.endswith(_PLURALS):
        return None
    if toks[0].word.endswith(HIS) and reading.names_owner(span):  # شوهرش کشته شد و او نان‌آور است
        return None
    if parts.kind == "unnamed":
        body = any("organization" in token.classes for token in toks[:NAME])  # یک هیئت
        return None if body else reading.registry.described(parts, span)
    post = parts.kind == "person" and parts.type == "role" and bool(parts.roles)
    return by_role(reading, item._replace(plain=False), span, parts).source if post else None
