"""Where a noun phrase ends."""

from collections.abc import Sequence

from faclaims.stages.phrases.joints import (
    LONGEST_APPOSITION,
    LONGEST_STRANGE,
    breaks,
    closes_one,
    closing,
    ends_name,
    extends,
    hyphen,
    in_constituency,
    is_alone,
    is_number,
    listed,
    lists_sorts,
    names_people,
)
from faclaims.stages.phrases.known import Known, known_body, known_length, place_follows, portfolio_end
from faclaims.stages.phrases.signs import DASHES, NAMES, OBJECT, OF, OPEN
from faclaims.stages.phrases.tokenizer import Token

_AFTER_APPOSITION = frozenset({"با", "طی", "که", "را"})
_HOUSE = "آل"
_SON = frozenset({"ابن", "بن", "بنت"})
_ONE_OF = "یکی"
_FAMILY = 3  # one more than the words of a family name
_NAME = 5  # tokens of a personal name at most
_SHORT_CLOSED, _LONGEST_CLOSED = 4, 8  # tokens of an apposition without a post and the comma that closes it


def noun_phrase_end(toks: Sequence[Token], i: int, n: int, known: Known = frozenset()) -> int:
    """Returns the index after the noun phrase that begins at token ``i``, appositions included.

    Args:
        toks: The tokens.
        i: Index of the first token of the phrase.
        n: Index after the last token that may belong to it.
        known: Phrases that end where they end in the article elsewhere.
    """
    if i < n and is_alone(toks[i]):
        return i + 1
    j = i
    if known:
        length = known_length(toks, i, n, known)
        further = i + length < n and (
            extends(toks[i + length])
            or ends_name(toks, i, i + length, n)
            or _names_holder(toks, i, i + length, n)
            or place_follows(toks, i + length, n)
        )
        if length and not further:
            return i + length
        j = i + length
    if i < n:  # پزشکان بدون مرز, کمیته حمایت از روزنامه‌نگاران
        j = max(j, i + known_body(toks, i, n))
    role, done = j > i and any("role" in token.classes for token in toks[i:j]), False
    while j < n and not done:
        role = role or "role" in toks[j].classes
        j, done = _step(toks, i, j, n, role=role)
    return j if role else _cut_name(toks, i, j)


def _names_holder(toks: Sequence[Token], i: int, comma: int, n: int) -> bool:
    """Whether a name between commas follows a post (``سخنگوی شورا، ذبیح‌الرحمن مستنصر، اما …``)."""
    if toks[comma].word != "،" or not any("role" in t.classes for t in toks[i:comma]):
        return False
    close = next((k for k in range(comma + 1, min(n, comma + _FAMILY + 2)) if toks[k].word == "،"), 0)
    return close > comma + 2 and all(t.is_word and t.is_strange for t in toks[comma + 1 : close])


def _step(toks: Sequence[Token], i: int, j: int, n: int, *, role: bool) -> tuple[int, bool]:
    """Returns the index after token ``j`` and whether the phrase ends there."""
    token = toks[j]
    if token.word in OPEN:
        if j > i + 1 and "demonstrative" in toks[i].classes and "document" in toks[j - 1].classes:
            return j, True  # بر اساس این بیانیه | «آتش‌بس» پابرجاست
        close = closing(toks, j, n)
        if close is None or any("verb" in t.classes for t in toks[j:close]):  # a sentence is no part of a phrase
            return j, True
        quoted = "media" not in toks[j - 1].classes  # but شبکه «شش رنگ»
        if j > i and quoted and toks[j + 1].classes & {"quantifier", "approximate"}:  # عفو | «دست‌کم هشت نفر»
            return j, True
        after = toks[close + 1] if close + 1 < n else None  # روزنامه «دریا» | میل به …, «دریا» | گزارشی داد
        return close + 1, after is not None and (after.is_silent or "statement" in after.classes)
    if token.word == "،":
        return _at_comma(toks, i, j, n, role=role)
    if token.word in DASHES and j > i:
        return (j + 2, False) if hyphen(toks, j, n) else (_dashed_end(toks, j, n), True)
    return (j, True) if breaks(toks, i, j, n, role=role) else (j + 1, False)


def _at_comma(toks: Sequence[Token], i: int, j: int, n: int, *, role: bool) -> tuple[int, bool]:
    """Returns the index up to which the phrase goes on at the comma ``j``, and whether it ends there."""
    if portfolio := portfolio_end(toks, j, n):
        return portfolio, False
    counted = bool(toks[i].classes & {"quantifier", "approximate"})
    sorts = counted and j + 1 < n and ("group" in toks[j + 1].classes or lists_sorts(toks, j, n))
    if sorts or in_constituency(toks, i, j, n):
        return j + 1, False  # بیش از صد نفر از هنرمندان، روزنامه‌نگاران، فعالان مدنی و …
    head = toks[i + 1 if "demonstrative" in toks[i].classes else i].classes
    body = head & {"media", "foreign_outlet", "organization", "document"} and "role" not in head
    named = j + 1 < n and bool(toks[j + 1].classes & NAMES)
    pointed = "demonstrative" in toks[i].classes
    told = pointed and "role" in head and not named  # به گفته این مقام، سرکرده باند …
    if told or head & {"document"} or (body and (named or (j + 1 < n and "role" in toks[j + 1].classes))):
        return j, True  # به گزارش روزنامه دریا، احسان نوری …; طبق بیانیه شورا، سفیر الوند …
    several = "group" in head and "role" not in head  # به گفته مقامات، شهر الوند، مرکز استان، …
    end = None if several else _apposition_end(toks, j + 1, n, role=role)
    if end is not None:
        return _further_end(toks, end, n), True
    return (j + 1, False) if listed(toks, i, j, n) else (j, True)


def _dashed_end(toks: Sequence[Token], j: int, n: int) -> int:
    """Returns the index of the dash that closes a post after the dash at ``j`` (``نوری - کارشناس مسکن - گفت``).

    That of the first dash if none does.
    """
    if j + 1 >= n or "role" not in toks[j + 1].classes:
        return j
    for k in range(j + 2, min(n, j + LONGEST_APPOSITION)):
        if toks[k].word in DASHES:
            return k
        if "verb" in toks[k].classes or toks[k].word == ":":
            break
    return j


def _apposition_end(toks: Sequence[Token], i: int, n: int, *, role: bool) -> int | None:
    """Returns the index after an apposition that begins at ``i``: it opens with a role and closes with a comma.

    After a role (``role``) the apposition is a name.
    """
    if i >= n:
        return None
    if role and toks[i].classes & {"given", "honorific"}:
        return None if _opens_clause(toks, i, n) else _longer(noun_phrase_end(toks, i, min(n, i + 8)), i)
    if role and toks[i].classes & {"organization"} and "role" not in toks[i].classes:
        return None  # دادستان این کشور، بانک مرکزی …
    one = toks[i].word == _ONE_OF and i + 2 < n and toks[i + 1].word == OF
    if one and not role and names_people(toks[i + 2]):  # به گفته غلام‌سخی، یکی از موسفیدان منطقه، …
        stops = (j for j in range(i + 2, min(n, i + LONGEST_APPOSITION)) if closes_one(toks[j]))
        close = next(stops, i)
        return close if toks[close].word == "،" else None
    if not toks[i].classes & {"role", "honorific", "organization"}:
        return _short_apposition(toks, i, n)
    for j in range(i, min(n, i + LONGEST_APPOSITION)):
        if toks[j].word in {"،", ":"} and not in_constituency(toks, i, j, n):
            return j
        if toks[j].word in _AFTER_APPOSITION or "verb" in toks[j].classes:
            break
    if not toks[i].classes & {"role", "honorific"}:
        return None  # به گفته نوری، دولت ناچار …
    return _longer(noun_phrase_end(toks, i, n), i)


def _further_end(toks: Sequence[Token], end: int, n: int) -> int:
    """Returns the index after a second post that another comma closes (``نوری، جراح قلب، رئیس انجمن جراحان، گفت``)."""
    if end + 1 >= n or toks[end].word != "،" or "role" not in toks[end + 1].classes:
        return end
    close = next((k for k in range(end + 1, min(n, end + LONGEST_APPOSITION)) if not toks[k].is_word), None)
    if close is None or toks[close].word != "،" or any("verb" in t.classes for t in toks[end:close]):
        return end
    told = close + 1 == n or bool(toks[close + 1].classes & {"preposition", "adverb"})
    return close if told else end


def _opens_clause(toks: Sequence[Token], i: int, n: int) -> bool:
    """Whether a name after a post has a post of its own that no comma closes: it opens the next clause.

    ``به گفته وزیر علوم، | رضا کاویانی، رئیس شورا دستور این کار را داده است``.
    """
    comma = next((k for k in range(i, min(n, i + _NAME)) if toks[k].word == "،"), n)
    if comma + 1 >= n or "role" not in toks[comma + 1].classes:
        return False
    after = next((t for t in toks[comma + 2 : n] if t.word in {"،", OBJECT} or "verb" in t.classes), None)
    return after is not None and after.word != "،"


def _short_apposition(toks: Sequence[Token], i: int, n: int) -> int | None:
    """A short phrase between two commas: ``نقاش پیشکسوت، هانیبال سرکیسیان، گفت``.

    A longer one is none but after a name and before an adverbial (``نوری، برنده جایزه صلح نوبل، در گفتگو با …``).
    """
    if toks[i].classes & {"quantifier", "group"} or toks[i].word[0].isdigit():
        return None
    named = any(t.classes & NAMES for t in toks[max(0, i - _NAME) : i])
    for j in range(i, min(n, i + _LONGEST_CLOSED)):
        if toks[j].word == "،":
            if j + 1 < n and toks[j + 1].word == "و":  # وزارت فرهنگ، گردشگری، و آثار باستانی
                return None
            told = named and j + 1 < n and bool(toks[j + 1].classes & {"preposition", "adverb"})
            name = any("organization" in t.classes for t in toks[i:j]) and listed(
                toks, i, j, n
            )  # کمیسیون آموزش، …
            short = j < i + _SHORT_CLOSED and not toks[i].is_silent and not name
            return _longer(j, i) if told or short else None
        if not toks[j].is_word or toks[j].classes & {"preposition", "adverb", "verb", "connective"}:
            break
    return None


def _longer(end: int, i: int) -> int | None:
    return end if end > i else None


def _given_end(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns the index after the titles and given names at ``i``, fathers' with them (``تمیم بن حمد | آل ثانی``)."""
    k = i
    while k < end and toks[k].classes & NAMES:
        k += 1
        while k > i and k + 1 < end and toks[k].word in _SON:
            k += 2
    return k


def _cut_name(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns where a personal name must end that seems to have more words than names have.

    After titles and given names come one or two words of family name, or three strange ones; what names a thing
    belongs to the object.
    """
    k = _given_end(toks, i, end)
    if k > i:  # هیوا نوری | هفت سال پیش
        end = next((j for j in range(k + 1, min(end, k + _FAMILY)) if is_number(toks[j])), end)
    pair = k > i and end - k == 2 and toks[k].word != _HOUSE  # but عیسی آل کثیر
    if pair and (toks[end - 1].is_silent or "statement" in toks[end - 1].classes):
        return end - 1  # لیونل مسی | قصد
    if k == i or end - k <= 2 or not all(t.is_word for t in toks[k:end]):
        return end
    if any(t.classes & {"organization", "role", "group"} or t.word == "و" for t in toks[k:end]):
        return end
    strange = next((j for j in range(k, end) if toks[j].is_silent), end) - k
    return k + (strange if 0 < strange <= LONGEST_STRANGE else 1)
