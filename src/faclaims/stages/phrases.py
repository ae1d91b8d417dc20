"""Finds the noun phrase of a speaker: a shallow parse of the words around a cue.

Persian is verb-final with a free middle field: a reporting clause opens with adverbials, then comes the subject, then
further prepositional phrases, then the verb. The subject is therefore the first noun phrase that no preposition
governs (Lazard, *A Grammar of Contemporary Persian*, 1992, §§ 230-237).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from faclaims.lexicon.words import Words
from faclaims.records import Span

_TOKEN = re.compile(r"\d+|[^\W\d][^\W\d\u200c]*+(?:\u200c[\w\u200c]*+)?|[^\w\s]")
_OPEN = {"«": "»", "“": "”", '"': '"', "(": ")", "[": "]", "‹": "›", "„": "”"}
_STARTERS = frozenset({"role", "honorific", "given", "pronoun", "organization", "group", "unnamed"})
_PERSONAL = frozenset({"honorific", "given", "pronoun"})
_IN_ROLE = frozenset(
    {"استان", "شهرستان", "امور", "منطقه", "سازمان", "مجلس", "ناحیه", "حوزه", "شرق", "غرب", "شمال", "جنوب"}
)
_ALONE = frozenset({"وی", "او", "ایشان"})
_MAX_TOKENS = 60
_MAX_APPOSITION = 16


class Token(NamedTuple):
    """A word or a mark of the text with its classes."""

    start: int
    end: int
    word: str
    classes: frozenset[str]


_ADVERBIAL = frozenset({"adverb"})
_FINITE = frozenset({"verb"})
_PRESENT = ("می\u200c", "نمی\u200c")
type Known = frozenset[str]
"""Phrases that name a speaker of the article, in the form that `joined` gives."""


def tokens(
    text: str, start: int, end: int, words: Words, adverbials: Sequence[tuple[int, int]] = ()
) -> list[Token]:
    """Returns the tokens of a stretch of text; an adverbial phrase is one token of class ``adverb``."""
    out: list[Token] = []
    skip = 0
    queue = [a for a in adverbials if a[0] < end and a[1] > start]
    for match in _TOKEN.finditer(text, start, end):
        s, e = match.span()
        if s < skip:
            continue
        while queue and queue[0][0] < s:
            queue.pop(0)
        if queue and queue[0][0] == s and queue[0][1] <= end:
            skip = queue[0][1]
            out.append(Token(s, skip, text[s:skip], _ADVERBIAL))
            continue
        word = match[0].strip("\u200c")
        classes = words.classes(word)
        if not classes and word.startswith(_PRESENT) and len(word) > 5:
            classes = _FINITE
        if out and "compound" in out[-1].classes and (joint := words.classes(f"{out[-1].word} {word}")):
            out[-1] = Token(out[-1].start, e, f"{out[-1].word} {word}", joint)
            continue
        out.append(Token(s, e, word, classes))
    return out


def subject(
    toks: Sequence[Token], known: Known = frozenset(), *, object_follows: bool = False
) -> tuple[Span | None, int]:
    """Returns the span of the subject noun phrase among the tokens before a cue, and the index after it.

    The span is null when the subject is dropped; the index is then where the adverbials end.

    Args:
        toks: The tokens from the start of the clause to the cue.
        known: Phrases that name a speaker of this article elsewhere, as `joined` gives them: since ezafe is not written,
            only they tell where the subject ends and the object begins (``رضایی | ظرفیت تولید را … اعلام کرد``).
    """
    i, n = 0, min(len(toks), _MAX_TOKENS)
    after = 0
    while i < n:
        token = toks[i]
        if token.word == "که" and i:
            i = _after_relative(toks, i, n)
        elif _skippable(toks, i):
            i += 1
        elif "preposition" in token.classes:
            i = _after_prepositional(toks, i, n)
        else:
            end = noun_phrase_end(toks, i, n, known)
            if end < n and toks[end].word in {"-", "–", "|", "/"} and end - i <= 3:
                i = end + 1
                continue
            if object_follows or (end < n and toks[end].word == "را"):
                end = _before_object(toks, i, end, n, known)
                return (Span(toks[i].start, toks[end - 1].end), end) if end > i else (_adjacent(toks, i, n), i)
            if end > i:
                first = _late_name(toks, i, end)
                return Span(toks[first].start, toks[end - 1].end), end
            i += 1
        after = i
    return _adjacent(toks, 0, n), after


def noun_phrase_end(toks: Sequence[Token], i: int, n: int, known: Known = frozenset()) -> int:
    """Returns the index after the noun phrase that begins at token ``i``, appositions included."""
    if i < n and toks[i].word in _ALONE:
        return i + 1
    j = i
    role = False
    media = i < n and "media" in toks[i].classes
    if known:
        length = _known_length(toks, i, n, known)
        if length and (i + length >= n or not _extends(toks[i + length])):
            return i + length
        j = i + length
    while j < n:
        token = toks[j]
        if token.word in _OPEN:
            close = _closing(toks, j, n)
            if close is None:
                break
            j = close + 1
            continue
        if token.word == "،":
            end = _apposition_end(toks, j + 1, n, role=role)
            if end is not None:
                return end
            if not _listed(toks, i, j, n):
                break
            j += 1
            continue
        if not token.word[0].isalnum() and token.word != ".":
            break
        if token.word in {"که", "را", "نیز", "هم", "تا"} or "verb" in token.classes:
            break
        if token.word == "و":
            if j + 1 >= n or not _joins(toks, i, j):
                break
        elif (
            ("preposition" in token.classes and j > i and not _inside(toks, i, j, n, role=role))
            or (j > i and "adverb" in token.classes and not (token.classes & _STARTERS))
            or (j > i and ("demonstrative" in token.classes and not _this(toks, j, n)))
            or (
                j > i
                and ("approximate" in token.classes or (media and token.classes & {"role", "given", "honorific"}))
            )
            or (
                j > i
                and "quantifier" in token.classes
                and token.word not in {"یک", "دیگر"}
                and not toks[j - 1].classes
            )
            or (j > i and token.word in _ALONE)
        ):
            break
        role = role or "role" in token.classes
        j += 1
    return j if role else _cut_name(toks, i, j)


def _cut_name(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns where a personal name must end that seems to have more words than names have.

    After titles and given names come one or two words of family name; a third one belongs to the object.
    """
    k = i
    while k < end and toks[k].classes & {"honorific", "given"}:
        k += 1
    if k == i or end - k <= 2 or any(not t.word[0].isalnum() for t in toks[k:end]):
        return end
    if any(t.classes & {"organization", "role", "group"} or t.word == "و" for t in toks[k:end]):
        return end
    return k + 1


def _before_object(toks: Sequence[Token], i: int, end: int, n: int, known: Known) -> int:
    """Returns the index after the subject in a phrase that may hold subject and object; ``i`` if there is none.

    Ezafe is not written, so only the sort of the words tells: titles and given names take one family name, heads of
    posts and bodies one complement (``رئیس اتحادیه طلا | قیمت سکه را …``); a known phrase ends where it ends.
    """
    length = _known_length(toks, i, end, known) if known else 0
    if length:
        return i + length
    if toks[i].word in _ALONE:
        return i + 1
    if end < n and toks[end].word != "را" and ("preposition" not in toks[end].classes or end - i <= 2):
        return end
    if "demonstrative" in toks[i].classes:
        k = i + 1
        while k < end and toks[k].classes & _STARTERS:
            k += 1
        return min(k, end) if k > i + 1 else i
    comma = next((k for k in range(end - 1, i, -1) if toks[k].word == "،"), None)
    if comma is not None and toks[comma - 1].word != "،" and toks[i].classes & _STARTERS:
        return comma
    k = i
    while k < end and toks[k].classes & {"honorific", "given", "role", "organization", "group"}:
        k += 1
    if k == i:
        return i
    return min(k + (0 if "group" in toks[k - 1].classes else 1), end)


def _late_name(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns where the name begins that closes a phrase of words of no class (``… خراسان شمالی حسین قنبرزاده``)."""
    if toks[i].classes or end - i < 4:
        return i
    for k in range(i + 1, end - 1):
        if "given" in toks[k].classes and not any(toks[m].word in {"،", "و"} for m in range(k, end)):
            return k
    return i


def _known_length(toks: Sequence[Token], i: int, n: int, known: Known) -> int:
    """Returns how many tokens at ``i`` make the longest known phrase, after titles."""
    k = i
    while k < n and "honorific" in toks[k].classes:
        k += 1
    for start in {i, k}:
        for length in range(min(8, n - start), 0, -1):
            if joined(toks[start : start + length]) in known:
                return start + length - i
    return 0


def joined(toks: Sequence[Token]) -> str:
    """Returns the words of tokens joined by bars, half-spaces too: the form in which phrases are compared."""
    return "|".join(t.word for t in toks).replace("\u200c", "|")


def _extends(token: Token) -> bool:
    """Whether a token after a known name goes on with the phrase: an apposition, a post, a relative clause."""
    return token.word in {"،", "(", "و", ")"} or bool(token.classes & {"role", "given"})


def _this(toks: Sequence[Token], j: int, n: int) -> bool:
    """Whether ``این`` at ``j`` opens the last part of an ezafe chain (``منتقدان این طرح نیز``)."""
    if j + 1 >= n or toks[j + 1].classes & {"verb", "preposition", "adverb"}:
        return False
    after = toks[j + 2] if j + 2 < n else None
    return (
        after is None or after.word in {"،", "نیز", "هم", "که"} or bool(after.classes & {"preposition", "adverb"})
    )


def _listed(toks: Sequence[Token], i: int, j: int, n: int) -> bool:
    """Whether the comma at ``j`` divides a list of names (``بریتانیا، رومانی و لیبریا``)."""
    if j - i > 3 or toks[i].classes & {"demonstrative", "document", "group", "media"}:
        return False
    stop = {"preposition", "adverb", "verb", "demonstrative", "pronoun", "role", "honorific"}
    for k in range(j + 1, min(n - 1, j + 5)):
        if toks[k].word == "و":
            return k > j + 1
        if toks[k].classes & stop or not (toks[k].word[0].isalnum() or toks[k].word == "،"):
            return False
    return False


def _skippable(toks: Sequence[Token], i: int) -> bool:
    token = toks[i]
    if not token.word[0].isalnum():
        return token.word not in _OPEN
    if "adverb" in token.classes and not (token.classes & _STARTERS):
        return True
    if "connective" in token.classes or "verb" in token.classes or token.word in {"که", "را"}:
        return True
    if "time_adjective" in token.classes and i and "adverb" in toks[i - 1].classes:
        return True
    if "month" in token.classes and i and (toks[i - 1].word.isdigit() or toks[i - 1].word.endswith("م")):
        return True
    # ۱۲ خرداد, سال ۱۳۹۸: a number beside a word of time
    return token.word.isdigit() and (
        (i > 0 and "adverb" in toks[i - 1].classes)
        or (i + 1 < len(toks) and bool(toks[i + 1].classes & {"adverb", "month"}))
    )


def _after_relative(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns the index after a relative clause of an adverbial (``در این نشست که … برگزار شد، وزیر …``)."""
    verb = False
    for j in range(i + 1, n):
        if toks[j].word == "،" and verb:
            return j + 1
        verb = verb or "verb" in toks[j].classes
    return i + 1


def _after_prepositional(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns the index after the prepositional phrase at ``i``: at a comma, an adverb or a clear subject."""
    j = i + 1
    if j < n and "reporting" in toks[j].classes:
        comma = next((k for k in range(j, min(n, j + 30)) if toks[k].word == "،"), None)
        if comma is not None:
            return comma + 1
    if j < n and "demonstrative" in toks[j].classes:
        j += 2
        if j < n and toks[j].classes & _STARTERS:
            return j
    while j < n:
        token = toks[j]
        if token.word in _OPEN:
            close = _closing(toks, j, n)
            j = (close if close is not None else j) + 1
            continue
        if token.word in {"،", "؛"}:
            return j + 1
        if "adverb" in token.classes and not (token.classes & _STARTERS):
            return j
        if "pronoun" in token.classes and token.word in {"وی", "او"} and j == n - 1:
            return j
        j += 1
    return n


def _adjacent(toks: Sequence[Token], low: int, n: int) -> Span | None:
    """Returns a personal noun phrase that reaches right up to the cue, where nothing else was found."""
    for j in range(n - 1, max(low, n - 8) - 1, -1):
        token = toks[j]
        if "preposition" in token.classes or token.word in {"،", "را", "که"}:
            return None
        if token.classes & _PERSONAL and (j == 0 or "preposition" not in toks[j - 1].classes):
            while j > low and toks[j - 1].classes & {"given", "honorific"}:
                j -= 1
            if j and ("preposition" in toks[j - 1].classes or toks[j - 1].word == "و"):
                return None
            end = noun_phrase_end(toks, j, n)
            while end < n and "adverb" in toks[end].classes:
                end += 1
            return Span(token.start, toks[end - 1].end) if end == n else None
    return None


def _joins(toks: Sequence[Token], i: int, j: int) -> bool:
    """Whether ``و`` at ``j`` joins two parts of one noun phrase."""
    following = toks[j + 1].classes
    if "preposition" in following or "adverb" in following or "connective" in following:
        return False
    return toks[j + 1].word[0].isalnum()


def _inside(toks: Sequence[Token], i: int, j: int, n: int, *, role: bool) -> bool:
    """Whether the preposition at ``j`` belongs to the noun phrase (``نماینده ولی‌فقیه در استان …``)."""
    if j + 1 >= n:
        return False
    if "governor" in toks[j - 1].classes and j - 1 > i:
        return True
    word, following = toks[j].word, toks[j + 1]
    if word == "از":
        return bool(toks[j - 1].classes & {"quantifier", "unnamed"}) or "group" in following.classes
    return role and word in {"در", "برای"} and following.word in _IN_ROLE


def _apposition_end(toks: Sequence[Token], i: int, n: int, *, role: bool) -> int | None:
    """Returns the index after an apposition that begins at ``i``: it opens with a role and closes with a comma.

    After a role (``role``) the apposition is a name.
    """
    if i >= n:
        return None
    if role and toks[i].classes & {"given", "honorific"}:
        end = noun_phrase_end(toks, i, min(n, i + 8))
        return end if end > i else None
    if not toks[i].classes & {"role", "honorific", "organization"}:
        # a short phrase between two commas: نقاش پیشکسوت، هانیبال سرکیسیان، گفت
        for j in range(i, min(n, i + 4)):
            if toks[j].word == "،":
                return j if j > i else None
            if toks[j].classes & {"preposition", "adverb", "verb", "connective"} or not toks[j].word[0].isalnum():
                break
        return None
    for j in range(i, min(n, i + _MAX_APPOSITION)):
        if toks[j].word in {"،", ":"}:
            return j
        if toks[j].word in {"با", "طی", "که", "را"} or toks[j].classes & {"verb"}:
            break
    end = noun_phrase_end(toks, i, n)
    return end if end > i else None


def _closing(toks: Sequence[Token], i: int, n: int) -> int | None:
    close = _OPEN[toks[i].word]
    for j in range(i + 1, min(n, i + 12)):
        if toks[j].word == close:
            return j
    return None
