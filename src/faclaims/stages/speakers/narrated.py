"""Whom narration told of between the attributions: persons, groups and bodies that mentions take up."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping

from faclaims.records import Span, SpeakerKind
from faclaims.stages.phrases import ALONE, CLOSES, OUTLETS, known_body, open_end, tokens
from faclaims.stages.speakers.by_name import by_name
from faclaims.stages.speakers.likeness import alike_noun
from faclaims.stages.speakers.mentions import MentionParts, with_country
from faclaims.stages.speakers.posts import post_classes
from faclaims.stages.speakers.reading import HEAD, NAME, PHRASE, TOLD, Reading, Said
from faclaims.stages.speakers.registry import Source, members

type Unnamed = Callable[[Reading, Said, Span, MentionParts], Source | None]
"""Returns the one person without a name whom a subject of the narration tells of."""

TAKEN_UP: Mapping[str, tuple[SpeakerKind, ...]] = {"گروه": ("organization", "group")}
"""The nouns that can take up sources of another kind too."""

HIS = ("\u200cاش", "ش")
"""The pronoun that is written on to a relation (``مادرش``, ``خانواده\u200cاش``)."""
_THIS = " این "
_PAIR = 2
_BETWEEN = " .!؟\n«»"
"""What stands between two sentences."""
_SEVERAL = frozenset({"group"})
_NO_NAME = CLOSES | {"verb"}
"""What follows a noun of a body that has no name there."""


def introduced(
    reading: Reading, item: Said, *, bodies: bool = False, strange: bool = False, unnamed: Unnamed | None = None
) -> Source | None:
    """A person (or a body) that narration told of since the last speaker was named, the nearest first.

    With ``strange`` two words that no list holds are the name of one; ``unnamed`` tells who a phrase without a name is.
    """
    for span in reading.told(item.at, reading.since):
        if span.start < reading.since:
            return None
        parts = reading.parts(span)
        if bodies and parts.kind in {"organization", "group"}:
            return reading.registry.described(parts, span)
        named = parts.kind == "person" and parts.type == "named" and parts.name
        sure = reading.sure_person(span) or (strange and reading.strange_words(span) == NAME)
        if named and sure and not _saint(reading, span):
            return by_name(reading, item._replace(plain=False), span, parts, merge=False).source
        if unnamed is not None and (somebody := unnamed(reading, item, span, parts)) is not None:
            return somebody
    return None


def just_told(reading: Reading, item: Said, at: int) -> Source | None:
    """The person of whom the sentence right before a place tells (``توکلیان پشت تریبون رفت. | گفت: …``)."""
    number = bisect_left(reading.narration, (at,)) - 1
    if number > 0 and _points_back(reading, reading.narration[number]):  # از او می‌پرسم آیا می‌رود؟ | می‌خندد: «…»
        at, number = reading.narration[number].start, number - 1
    before = reading.narration[number] if number >= 0 else None
    if before is None or before.end <= reading.since or reading.text[before.end : at].strip(_BETWEEN):
        return None
    span = reading.subject_of(before)
    if span is None or _saint(reading, span):
        return None
    parts = reading.parts(span)
    if not (reading.sure_person(span) or reading.bearers(parts.name or "")):
        return None
    named = parts.kind == "person" and parts.type == "named" and bool(parts.name)
    return by_name(reading, item._replace(plain=False), span, parts, merge=False).source if named else None


def _points_back(reading: Reading, sentence: Span) -> bool:
    """Whether the subject of a sentence is a pronoun."""
    span = reading.subject_of(sentence)
    return span is not None and reading.parts(span).type == "pronoun"


def several_told(reading: Reading, at: int) -> Source | None:
    """The group that narration told of since the last speaker was named, nearest first."""
    for span in reading.told(at, reading.since):
        if span.start < reading.since:
            return None
        parts = reading.parts(span)
        if parts.kind == "group" and not parts.anaphoric and reading.has(span, _SEVERAL):
            return reading.registry.described(parts, span)
    return None


def several_named(reading: Reading, number: int, at: int) -> Source | None:
    """So many countries or people that narration named together (``بریتانیا، رومانی و لیبریا شکایت کردند``).

    Three at least: the ``و`` between two may tie other things.
    """
    for span in reading.told(at, at - TOLD) if number > _PAIR else ():
        parts = reading.parts(span)
        if parts.kind == "group" and members(reading.text[slice(*span)]) == number:
            return reading.registry.described(parts, span)
    return None


def _saint(reading: Reading, span: Span) -> bool:
    """Whether a name is that of a saint, told of but not speaking (``قیام امام حسین``)."""
    first, *rest = reading.tokens(span)
    return "saint" in first.classes and any("given" in token.classes for token in rest[:1])


def told_group(reading: Reading, noun: str, at: int) -> Source | None:
    """The group that narration told of and a bare plural takes up (``معلمان`` after ``صدها نفر از معلمان``).

    Without ``این`` only the same word does.
    """
    for span in reading.told(at, at - TOLD):
        parts = reading.parts(span)
        if parts.kind == "group" and noun in (parts.name or "").split():
            return reading.registry.described(parts, span)
    return None


def told_alike(reading: Reading, kind: SpeakerKind, head: str, at: int) -> Source | None:
    """Who narration named, nearest first: ``جمعی از پرستاران شهر`` for ``این پرستاران``."""
    for span in reading.told(at, at - TOLD):
        parts = reading.parts(span)
        outlet = "media" in reading.words.classes(head) and reading.has(span, OUTLETS)  # این خبرگزاری: رویترز
        if parts.kind in TAKEN_UP.get(head, ()):  # طالبان … این گروه
            return reading.registry.described(parts, span)
        if parts.kind == kind and (outlet or alike_noun(head, " ".join((*parts.roles, parts.name or "")))):
            return reading.registry.described(parts, span)
    return None


def told_body(reading: Reading, item: Said, noun: str = "") -> Source | None:
    """The body that narration told of last since somebody spoke, and that a noun can take up, if one is given.

    A report can be its own, but no person's. ``این خودروساز`` can be ``ایران‌خودرو``, but ``این شرکت`` no ``دولت``.
    """
    for span in reading.told(item.at, reading.since):
        if span.start < reading.since:
            continue
        parts = reading.parts(span)
        brand = bool(noun) and _is_brand(reading, span, parts)
        if brand or _is_body(reading, span):
            parts = parts._replace(kind="organization") if brand else parts
            bound = bool(noun) and reading.words.takes_up(noun) != "any_body"
            other = bound and _is_body_of_kind(reading, parts.name or "")
            return reading.registry.described(parts, span) if parts.kind == "organization" and not other else None
    return None


def _is_brand(reading: Reading, span: Span, parts: MentionParts) -> bool:
    """Whether a phrase is a name that no list holds and nobody in the article has (``سبدینو … . این شرکت``)."""
    named = parts.type == "named" and 0 < reading.strange_words(span) <= NAME
    return named and not reading.bearers(parts.name or "")


def _is_body(reading: Reading, span: Span) -> bool:
    """Whether a phrase names a body, or opens with a name that the lexicon knows (``برنامه جهانی غذا``)."""
    toks = reading.tokens(span)
    return any("organization" in t.classes for t in toks[:HEAD]) or known_body(toks, 0, len(toks)) > 0


def _is_body_of_kind(reading: Reading, name: str) -> bool:
    """Whether a noun that tells its kind heads the name of a body (``شرکت دریا``, but not ``حماس``)."""
    head = post_classes(name, reading.words)
    return "organization" in head and "complete" not in head


def body_named(reading: Reading, span: Span) -> Source | None:
    """The body or group that a phrase names, if it names one."""
    parts = reading.parts(span)
    return reading.registry.described(parts, span) if parts.kind in {"organization", "group"} else None


def body_before(reading: Reading, item: Said) -> Source | None:
    """The group or body that is the subject of the sentence before a plural pronoun in it."""
    at = item.mention.start if item.mention is not None else item.at
    start = reading.sentence_start(at)
    span = reading.subject_of(Span(start, at)) if start < at else None
    return body_named(reading, span) if span is not None else None


def filled(reading: Reading, described: str, mention: Span) -> str:
    """A description with the country that it takes up, or who its last pronoun is (``دفتر او``, ``مادرش``)."""
    described = with_country(reading.text, described, mention.start, reading.words)
    described = _with_body(reading, described, mention.start)
    head, _, last = described.rpartition(" ")
    kin = next((described.removesuffix(his) for his in HIS if described.endswith(his)), "")
    if not head and kin and "kin" in reading.words.classes(kin):
        head = kin
    elif last not in ALONE:
        return described
    persons = (source for source in reading.registry.recent("person") if source.personal)
    owner = introduced(reading, Said(mention, mention.start)) or next(persons, None)
    return f"{head} {owner.name}" if head and owner is not None else described


def _with_body(reading: Reading, described: str, at: int) -> str:
    """A description with the body that it takes up (``سخنگوی این شورا``), where its name was told before."""
    head, this, rest = described.partition(_THIS)
    noun = rest.split(" ")[0]
    if not (head and this) or "organization" not in reading.words.classes(noun):
        return described
    named = re.compile(rf"(?<![\w\u200c])(?<!این ){re.escape(noun)}ی? (?=\w)")
    for match in reversed(list(named.finditer(reading.text, max(0, at - TOLD), at))):
        toks = tokens(reading.text, match.start(), min(at, match.end() + PHRASE), reading.words)
        stop = open_end(toks, 0)
        if stop > 1 and not toks[1].classes & _NO_NAME:
            name = reading.text[toks[0].start : toks[stop - 1].end]
            return f"{head} {name}{rest.removeprefix(noun)}"
    return described


def parts_of(reading: Reading, mention: Span) -> MentionParts:
    """The parts of a mention, with the country that ``این کشور`` takes up and who ``او`` in ``وکیل او`` is."""
    parts = reading.parts(mention)
    name, *roles = (filled(reading, each, mention) for each in (parts.name or "", *parts.roles))
    return parts._replace(name=name or parts.name, roles=tuple(roles))
