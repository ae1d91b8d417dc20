"""Links the mention of every attribution to a source: by name, by post, by pronoun, by the dropped subject."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from faclaims.lexicon.words import Words
from faclaims.records import MentionType, Span
from faclaims.stages.phrases import Token, noun_phrase_end, tokens
from faclaims.stages.speakers.mentions import MentionParts, read_mention
from faclaims.stages.speakers.registry import Source, heads_clash, name_words, role_words

_TITLES = frozenset({"honorific"})
_QUOTED = re.compile(r"[«\"“]([^«»\"“”\n]{3,40})[»\"”]$")
_GENERIC = frozenset({"مقام", "مسئول", "مسوول", "مسؤول", "شخص", "فرد", "منبع"})


class Said(NamedTuple):
    """What the speaker stage needs of an attribution, in normalized offsets."""

    mention: Span | None
    at: int
    nested: bool
    first_person: bool
    impersonal: bool
    content: Span
    shared: Span | None = None
    plain: bool = True


class Resolved(NamedTuple):
    """The source of one attribution: its index, the type of the mention, the rule and the words linked to."""

    source: int | None
    type: MentionType
    rule: str
    linked: Span | None


class _State:
    def __init__(self, text: str, words: Words) -> None:
        self.text = text
        self.words = words
        self.sources: list[Source] = []
        self.where: list[Span | None] = []

    def new(self, parts: MentionParts, span: Span | None) -> int:
        personal = parts.type == "named" and parts.kind == "person"
        name = parts.name
        if name is None and parts.roles:
            name = (
                " ".join(self.text[span.start : span.end].split())
                if span and not parts.anaphoric
                else parts.roles[0]
            )
        source = Source(parts.kind, name, personal, [parts.name] if parts.name else [], list(parts.roles))
        self.sources.append(source)
        self.where.append(span)
        return len(self.sources) - 1


def resolve(
    text: str, said: Sequence[Said], subjects: Sequence[Span], words: Words
) -> tuple[list[Source], list[Resolved]]:
    """Returns the sources of an article and, for every attribution, the one that speaks.

    Args:
        text: The normalized article.
        said: Its attributions in text order.
        subjects: Subjects of sentences that report nothing, in text order: antecedents of pronouns.
        words: The word classes of the lexicon.
    """
    state = _State(text, words)
    out: list[Resolved] = []
    current: int | None = None
    for number, item in enumerate(said):
        resolved = _one(state, item, current, out, subjects, said)
        out.append(resolved)
        if resolved.source is not None and not item.nested and not item.impersonal:
            state.sources[resolved.source].last = number
            current = resolved.source
    return state.sources, out


def _one(
    state: _State,
    item: Said,
    current: int | None,
    done: Sequence[Resolved],
    subjects: Sequence[Span],
    said: Sequence[Said],
) -> Resolved:
    if item.nested and item.first_person and current is not None:
        return Resolved(current, "dropped", "first-person", state.where[current])
    if item.impersonal:
        index = _named(state, MentionParts("dropped", "unnamed", "نامشخص"), None)
        return Resolved(index, "dropped", "impersonal", None)
    if item.mention is None:
        return _dropped(state, item, current, subjects)
    parts = read_mention(state.text, *item.mention, state.words)
    if parts.type == "pronoun":
        return _pronoun(state, item, current, parts, subjects)
    if parts.anaphoric:
        return _anaphoric(state, item, parts, current, subjects)
    if parts.kind == "document" and current is not None and parts.name and len(role_words(parts.name)) <= 2:
        return Resolved(current, parts.type, "last-speaker", state.where[current])
    if parts.kind != "person":
        index = _named(state, parts, item.mention)
        return Resolved(
            index, parts.type, "name" if state.where[index] != item.mention else "new", state.where[index]
        )
    if parts.type == "named":
        return _by_name(state, item, parts, current)
    return _by_role(state, item, parts, current)


def _dropped(state: _State, item: Said, current: int | None, subjects: Sequence[Span]) -> Resolved:
    if item.shared is not None:
        parts = read_mention(state.text, *item.shared, state.words)
        if parts.type == "named" and (parts.kind != "person" or _plausible(state, item.shared)):
            found = _one(state, item._replace(mention=item.shared, shared=None), current, (), subjects, ())
            return found._replace(type="dropped", rule="shared-subject", linked=item.shared)
    if current is None:
        return _antecedent(state, item, subjects, "dropped")
    return Resolved(current, "dropped", "last-speaker", state.where[current])


def _pronoun(
    state: _State, item: Said, current: int | None, parts: MentionParts, subjects: Sequence[Span]
) -> Resolved:
    wanted = (
        (lambda s: s.kind in {"group", "organization"})
        if parts.plural
        else (lambda s: s.kind in {"person", "unnamed"})
    )
    recent = sorted((i for i, s in enumerate(state.sources) if wanted(s)), key=lambda i: -state.sources[i].last)
    introduced = _introduced(state, item, subjects)
    if introduced is not None and not parts.plural:
        return Resolved(introduced, "pronoun", "last-subject", state.where[introduced])
    if recent:
        return Resolved(recent[0], "pronoun", "last-speaker", state.where[recent[0]])
    if current is not None:
        return Resolved(current, "pronoun", "last-speaker", state.where[current])
    return _antecedent(state, item, subjects, "pronoun")


def _introduced(state: _State, item: Said, subjects: Sequence[Span], *, document: bool = False) -> int | None:
    """A person who became the subject of narration after the last attribution, nearest first."""
    last = max((i for i in range(len(state.where))), key=lambda i: state.sources[i].last, default=None)
    since = max((w.end for w in state.where if w is not None), default=0)
    del last
    for span in reversed(subjects):
        if span.end > item.at or span.start < since:
            continue
        parts = read_mention(state.text, *span, state.words)
        if item.mention is not None and document and parts.kind in {"organization", "group"}:
            return _named(state, parts, span)
        if parts.kind == "person" and parts.type == "named" and parts.name and _plausible(state, span):
            return _by_name(state, item._replace(mention=span), parts, None).source
    return None


def _plausible(state: _State, span: Span) -> bool:
    """Whether a narration subject is surely a person: it holds a given name, a title or a post."""
    toks = tokens(state.text, *span, state.words)
    return any(t.classes & {"given", "honorific", "role"} for t in toks[:6])


def _antecedent(state: _State, item: Said, subjects: Sequence[Span], kind: MentionType) -> Resolved:
    found = _introduced(state, item, subjects)
    if found is None:
        return Resolved(None, kind, "no-antecedent", None)
    return Resolved(found, kind, "last-subject", state.where[found])


def _anaphoric(
    state: _State, item: Said, parts: MentionParts, current: int | None, subjects: Sequence[Span]
) -> Resolved:
    """``این مقام``, ``این کارشناس مسائل هسته‌ای``: whoever spoke last and can be that."""
    role = parts.roles[0] if parts.roles else (parts.name or "")
    head = role.split()[0] if role else ""
    order = sorted(range(len(state.sources)), key=lambda i: -state.sources[i].last)
    same = [
        i
        for i in order
        if state.sources[i].kind == parts.kind or (parts.kind == "person" and state.sources[i].kind == "unnamed")
    ]
    for index in same:
        source = state.sources[index]
        held = " ".join((*source.roles, source.name or ""))
        if head and _alike(head, held):
            return Resolved(index, "role", "anaphoric-role", state.where[index])
    if same and parts.kind != "document":
        chosen = current if current in same else same[0]
        if parts.kind == "person" and head not in _GENERIC:
            state.sources[chosen].add_roles(parts.roles)
        return Resolved(chosen, "role", "last-speaker", state.where[chosen])
    if (
        parts.kind in {"person", "document"}
        and current is not None
        and (parts.kind == "document" or state.sources[current].kind == "organization")
    ):
        return Resolved(current, "role", "last-speaker", state.where[current])
    if parts.kind == "document" and (found := _introduced(state, item, subjects, document=True)) is not None:
        return Resolved(found, "role", "last-subject", state.where[found])
    index = _named(state, parts._replace(name=parts.name or role), item.mention)
    return Resolved(index, "role", "new", None)


def _alike(head: str, held: str) -> bool:
    """Whether a noun is one of the words held, its plural and ezafe endings apart (``وکلا``, ``وکلای``)."""
    wanted = role_words(head)
    have = role_words(held)
    return bool(wanted & have) or any(
        len(w) >= 4 and h.startswith(w[:-1]) for w in wanted for h in have if abs(len(h) - len(w)) <= 2
    )


def _named(state: _State, parts: MentionParts, span: Span | None) -> int:
    """Finds or makes a source that is no person, by its description."""
    wanted = role_words(parts.name or "")
    best, score = None, 0.0
    for index, source in enumerate(state.sources):
        if source.kind != parts.kind:
            continue
        for form in source.forms:
            have = role_words(form)
            dice = 2 * len(have & wanted) / (len(have) + len(wanted)) if have and wanted else 0.0
            inside = bool(wanted and have and (wanted <= have or have <= wanted)) and parts.kind == "organization"
            if dice >= 0.75 or inside:
                value = max(dice, 0.9 if inside else 0.0)
                if value > score:
                    best, score = index, value
    if best is not None:
        source = state.sources[best]
        if parts.name and parts.name not in source.forms:
            source.forms.append(parts.name)
        return best
    return state.new(parts, span)


def _by_name(state: _State, item: Said, parts: MentionParts, current: int | None) -> Resolved:
    assert parts.name is not None  # a named mention has a name
    words = name_words(parts.name)
    matches = [i for i, s in enumerate(state.sources) if s.personal and s.called(words)]
    if matches:
        index = max(matches, key=lambda i: state.sources[i].last)
        linked = state.where[index]
        rule = "name"
    else:
        found = None if item.nested else _nameless(state, parts, current)
        if found is not None:
            index, rule, linked = found, "name-after-role", state.where[found]
        else:
            index, rule, linked = state.new(parts, item.mention), "new", None
    source = state.sources[index]
    source.add_form(parts.name)
    source.add_roles(parts.roles)
    _enrich(state, source)
    return Resolved(index, "named", rule, linked)


def _nameless(state: _State, parts: MentionParts, current: int | None) -> int | None:
    """A source known only by a post so far that this name can belong to."""
    posts = [r for r in parts.roles if role_words(r)]
    for index in sorted(range(len(state.sources)), key=lambda i: -state.sources[i].last):
        source = state.sources[index]
        if source.kind != "person" or source.personal:
            continue
        if any(source.role_score(r) >= 0.5 for r in posts):
            return index
        titles_only = all(len(role_words(r)) <= 2 for r in posts)
        if index == current and (not posts or titles_only):
            return index
    return None


def _enrich(state: _State, source: Source) -> None:
    """Takes the full name and the posts that the article gives elsewhere beside the name."""
    if source.name is None:
        return
    text = state.text
    surname = source.name.split()[-1] if " " in source.name else source.name
    for match in re.finditer(re.escape(surname), text):
        if match.end() < len(text) and (text[match.end()].isalnum() or text[match.end()] == "\u200c"):
            continue
        quoted = _QUOTED.search(text, max(0, match.start() - 40), match.end() + 1)
        if quoted and source.called(name_words(quoted[1])) and len(name_words(quoted[1])) <= 5:
            source.add_form(" ".join(quoted[1].split()))
        before = tokens(text, max(0, match.start() - 40), match.start(), state.words)
        k = len(before)
        if before and (before[-1].end < match.start() - 1 or before[-1].word == "،"):
            continue
        while (
            k > 0 and ("given" in before[k - 1].classes or (before[k - 1].word == "سید")) and len(before) - k < 3
        ):
            k -= 1
        # the given name may belong to the name already
        name = " ".join(text[before[k].start : match.end()].split()) if k < len(before) else surname
        if len(name_words(name)) > len(name_words(source.name)) and source.called(name_words(name)):
            source.add_form(name)


def _by_role(state: _State, item: Said, parts: MentionParts, current: int | None) -> Resolved:
    role = parts.roles[-1] if parts.roles else ""
    order = sorted(
        range(len(state.sources)), key=lambda i: (-state.sources[i].role_score(role), -state.sources[i].last)
    )
    for index in order:
        if state.sources[index].kind == "person" and state.sources[index].role_score(role) >= 0.5:
            state.sources[index].add_roles(parts.roles)
            return Resolved(index, "role", "role", state.where[index])
        break
    holder = _holder(state, role, item)
    if holder is not None:
        return holder
    if current is not None and _may_hold(state, current, role, item):
        state.sources[current].add_roles(parts.roles)
        return Resolved(current, "role", "role-of-last-speaker", state.where[current])
    index = state.new(parts, item.mention)
    return Resolved(index, "role", "new", None)


def _may_hold(state: _State, index: int, role: str, item: Said) -> bool:
    """Whether a post named for the first time can be that of the one who spoke last."""
    source = state.sources[index]
    if source.kind != "person" or not source.personal or heads_clash(source.roles, role):
        return False
    if not item.plain and any("honorific" not in state.words.classes(held) for held in source.roles):
        return False
    following = state.text[item.mention.end : item.mention.end + 6] if item.mention else ""
    return not re.match(r"[ ]?(?:نیز|هم)\b", following)


def _holder(state: _State, role: str, item: Said) -> Resolved | None:
    """A person whom the article names together with this post, anywhere."""
    text = state.text
    for match in re.finditer(re.escape(role), text):
        if item.mention is not None and match.start() == item.mention.start:
            continue
        span, parts = _around(state, match.start(), match.end())
        if parts is not None and parts.name:
            found = _by_name(state, item._replace(mention=span), parts._replace(roles=(role,)), None)
            return Resolved(found.source, "role", "role-beside-name", span)
    return None


def _around(state: _State, start: int, end: int) -> tuple[Span | None, MentionParts | None]:
    """The name beside a post: after it (``وزیر علوم منصور غلامی``) or before it (``منصور غلامی، وزیر علوم``)."""
    text = state.text
    after = tokens(text, end, min(len(text), end + 50), state.words)
    if after and after[0].start <= end + 2 and (after[0].classes & {"given", "honorific"} or after[0].word == "«"):
        stop = noun_phrase_end(after, 0, min(len(after), 6))
        if stop:
            span = Span(after[0].start, after[stop - 1].end)
            return span, read_mention(text, *span, state.words)
    before = tokens(text, max(0, start - 50), start, state.words)
    while before and before[-1].word in {"،", "»", "(", "-"}:
        before.pop()
    k = _given_back(before)
    if k is None and 0 < len(before) <= 3 and not any(t.classes or not t.word[0].isalnum() for t in before):
        k = 0  # nothing but a name between the head of the text and the post
    if k is not None:
        span = Span(before[k].start, before[-1].end)
        parts = read_mention(text, *span, state.words)
        return span, parts if parts.type == "named" and parts.kind == "person" else None
    return None, None


def _given_back(toks: Sequence[Token]) -> int | None:
    """Returns where a name that ends with the last token begins: at a given name two to four words back."""
    best = None
    for k in range(len(toks) - 1, max(-1, len(toks) - 5), -1):
        token = toks[k]
        if not token.word[0].isalnum() or token.classes & {
            "preposition",
            "role",
            "adverb",
            "organization",
            "connective",
        } - token.classes & {"given"}:
            break
        if "given" in token.classes and k < len(toks) - 1:
            best = k
    return best
