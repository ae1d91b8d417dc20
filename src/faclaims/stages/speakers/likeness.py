"""Whether two names, or two posts, can be the same."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from faclaims.lexicon import fold, load
from faclaims.lexicon.rows import NameRow
from faclaims.lexicon.words import SEYYED, Words, words

FORMER = frozenset({"سابق", "پیشین", "اسبق", "وقت"})
"""Words by which a post is one that somebody held before."""
_NEW = frozenset({"جدید", "کنونی", "فعلی"})
_STOP = frozenset({"و", "در", "از", "به", "کل", "امور", "ها", "های", "این", "آن"} | FORMER)
_SPELLINGS = {
    "رییس": "رئیس",
    "مسوول": "مسئول",
    "مسؤول": "مسئول",
    "سخنگو": "سخنگوی",
    "وزیرخارجه": "وزیر خارجه",
    "وزارتخانه": "وزارت",
}
_GLUED = 5  # letters: سیدی is a family name
_HAMZA = "ء"  # طباء
_MARKS = re.compile(r"[،«»\"“”]")
_MANY_HOLD = "عضو"
"""The one head of a post that a person can hold of many bodies at once."""
_MEMBERS = frozenset({_MANY_HOLD, "نماینده"})
"""The heads of posts by which who belongs to a part of a body belongs to the whole."""
_EZAFE = "ای"  # شورای شهر
_SHORTEST_EZAFE = 4  # letters: but رای


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """Returns the words of a name in comparable form: half-spaces split, letter variants folded, ``سید`` off."""
    words = fold(name).replace("آ", "ا").replace(_HAMZA, "").split()
    return tuple(w.removeprefix(SEYYED) if len(w) > _GLUED else w for w in words)


def same_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two names can be one person's: equal, one the tail of the other, or first and last word alike.

    Example:
        >>> same_name(("اذری", "جهرمی"), ("محمدجواد", "اذری", "جهرمی"))
        True
    """
    if not a or not b or a[-1][-1:] != b[-1][-1:]:
        return False  # in whatever way they agree, they end alike
    short, long = sorted((tuple(a), tuple(b)), key=len)
    if "".join(long) == "".join(short) or long[-len(short) :] == short:
        return True
    tail = "".join(short)
    if len(tail) >= 4 and len(long) > len(short) and "".join(long).endswith(tail):
        return True
    return len(short) >= 2 and short[0] == long[0] and short[-1] == long[-1]


@lru_cache(maxsize=4096)
def role_words(role: str) -> frozenset[str]:
    """Returns the content words of a post in comparable form, countries and bodies by one name each.

    Who holds an office counts as the office in the rest of a post: the deputy of the mayor is one of the mayor's
    office (``معاون شهردار``, ``معاون شهرداری``).
    """
    head, *rest = _by_one_name(role).replace("آ", "ا").split() or [""]
    words = (head, *(_offices().get(word, word) for word in rest))
    return frozenset(v for w in words for v in _spelt(w).split()) - _STOP


def _by_one_name(role: str) -> str:
    """A post in comparable form, with countries and posts that have many names called by one."""
    pattern, names = _other_names()
    return pattern.sub(lambda match: names[match[0]], _MARKS.sub(" ", fold(role)))


@cache
def _offices() -> Mapping[str, str]:
    """Offices by what their holders are called."""
    return {fold(form): fold(row.name) for row in load("offices", NameRow) for form in row.forms}


@cache
def _other_names() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What else countries (``ایالات متحده``) and posts (``خطیب جمعه``) are called, and acronyms, with their names."""
    places = (row for row in load("places", NameRow) if row.type == "country")
    acronyms = (
        row.model_copy(
            update={"forms": tuple(form for form in row.forms if " " not in form and form not in row.name)}
        )
        for row in load("organizations", NameRow)
    )
    names = {
        fold(form): fold(row.name) for row in (*places, *load("posts", NameRow), *acronyms) for form in row.forms
    }
    longest = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)"), names


@cache
def _places() -> frozenset[str]:
    rows = load("places", NameRow)
    forms = (form for row in rows for form in (row.name, *row.forms))
    return frozenset(_spelt(fold(form).replace("آ", "ا")) for form in forms)


@lru_cache(maxsize=4096)
def role_places(role: str) -> frozenset[str]:
    """Returns the places whose names are words of a post."""
    return role_words(role) & _places()


def of_place(adjective: str, role: str) -> bool:
    """Whether an adjective is made of a place that a post is tied to (``ونزوئلایی``, ``سفیر ونزوئلا``)."""
    return any(word.startswith(place) for word in role_words(adjective) for place in role_places(role))


def short_for(short: str, long: str, words: Words) -> bool:
    """Whether a name can be short for that of a body: ``رویترز`` for ``خبرگزاری رویترز``.

    The whole that a body belongs to is not the body: neither its country (``اسرائیل``, ``ارتش اسرائیل``) nor the
    body above it (``سازمان ملل``, ``کمیسیون حقوق بشر سازمان ملل``) nor who rules (``طالبان``, ``وزارت معارف طالبان``).
    """
    x, y = role_words(short), role_words(long)
    if not x <= y or f" و {short}" in long:  # one of two bodies that spoke together
        return False
    head = _head(long)
    if len(x) == len(y) or _head(short) == head:
        return True
    above = len(x) > 1 and "organization" in words.classes(short.split(maxsplit=1)[0])
    rules = "group" in words.classes(short) and "nameless" in words.classes(head)
    return not above and not rules and not x <= _places()


def apart(a: str, b: str) -> bool:
    """Whether two posts are tied to different places (``سفیر بریتانیا``, ``نماینده ایران``)."""
    x, y = role_places(a), role_places(b)
    return bool(x and y) and not x & y


def below(held: str, role: str) -> bool:
    """Whether a post held is one under another (``معاون رئیس‌جمهور``, ``رئیس‌جمهور``), whose holder is someone else.

    Example:
        >>> below("معاون حقوقی رئیس جمهور", "رئیس جمهور")
        True
    """
    above, whole = f" {_by_one_name(role)}", _by_one_name(held)
    return whole.endswith(above) and _head(held) != _head(role) and not whole.endswith(f" و{above}")


def _of_part(held: str, role: str) -> bool:
    """Whether a post is that of a part of the body of another with the same head.

    ``رئیس کمیسیون سلامت شورا`` is no ``رئیس شورا``, but who is a member of the part is one of the whole.
    """
    (head, *whole), (_, *body) = _by_one_name(held).split() or [""], _by_one_name(role).split() or [""]
    same = _head(held) == _head(role) and head not in _MEMBERS and 0 < len(body) < len(whole)
    within = same and role_words(" ".join(whole[-len(body) :])) == role_words(" ".join(body))
    return within and all("organization" in words().classes(noun) for noun in (whole[0], body[0]))


def _succeeds(a: str, b: str) -> bool:
    """Whether one post is a new holder's and the other a former one's (``مدیر جدید``, ``مدیر سابق``)."""
    return not _NEW.isdisjoint(a.split()) and not FORMER.isdisjoint(b.split())


def role_match(a: str, b: str) -> float:
    """Returns how well two posts agree, 0 to 1: 1 for one that holds the words of the other, 0 for other places.

    Example:
        >>> role_match("وزیر علوم", "وزیر علوم، تحقیقات و فناوری")
        1.0
    """
    x, y = role_words(a), role_words(b)
    if _succeeds(a, b) or _succeeds(b, a):
        return 0.0
    if not x or not y or apart(a, b) or below(a, b) or below(b, a):
        return 0.0
    if x <= y or y <= x:
        if _of_part(a, b) or _of_part(b, a):
            return 0.0
        return 1.0 if min(len(x), len(y)) > 1 else 0.8
    common = len(x & y) / len(x | y)
    return common if _head(a) == _head(b) else 0.5 * common


def same_head(a: str, b: str) -> bool:
    """Whether two posts begin with the same word (``وزیر کشور``, ``وزیر نفت``)."""
    return _head(a) == _head(b)


def heads_clash(roles: Iterable[str], role: str) -> bool:
    """Whether a post has the head of one already held but names another office (``وزیر کشور``, ``وزیر نفت``)."""
    head = _head(role)
    return head != _MANY_HOLD and any(_head(r) == head and role_match(r, role) < 0.5 for r in roles)


def alike_noun(noun: str, held: str) -> bool:
    """Whether a noun is one of the words held, its plural and ezafe endings apart (``وکلا``, ``وکلای``)."""
    wanted, have = role_words(noun), role_words(held)
    if len(wanted) > 1:
        return wanted <= have  # سرمایه‌گذار is no بنیان‌گذار
    return bool(wanted & have) or any(
        len(w) >= 4 and h.startswith(w[:-1]) for w in wanted for h in have if abs(len(h) - len(w)) <= 2
    )


def _spelt(word: str) -> str:
    word = _SPELLINGS.get(word, word)
    return word[:-1] if len(word) >= _SHORTEST_EZAFE and word.endswith(_EZAFE) else word


@lru_cache(maxsize=4096)
def _head(role: str) -> str:
    words = fold(role).replace("آ", "ا").split()
    return _spelt(words[0]) if words else ""
