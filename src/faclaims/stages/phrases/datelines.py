"""Where a person begins after the source of a report (``به گزارش رادیو از قم علی نوری …``), with a mark or none."""

from collections.abc import Sequence

from faclaims.stages.phrases.ends import first_end, open_end
from faclaims.stages.phrases.heads import run
from faclaims.stages.phrases.joints import closing, listed
from faclaims.stages.phrases.known import ends_body
from faclaims.stages.phrases.nouns import noun_phrase_end
from faclaims.stages.phrases.signs import (
    AGENCIES,
    GATHERING,
    NAME,
    NAMED,
    OF,
    OPEN,
    QUOTED_NAME,
    STARTERS,
    SURNAME,
)
from faclaims.stages.phrases.times import in_date
from faclaims.stages.phrases.tokenizer import Token

TOWNS = frozenset({"town", "complete", "network"})
"""Classes of the names of places and bodies of one word, after which a dateline or an adverbial may be over."""
_DATELINE_MARKS = frozenset({"؛", "-", "–", "/", ":"})
_CLOSED_DATELINE = 4  # tokens to the comma after a source that holds nobody else
_DESK = 3  # tokens, سیستان و بلوچستان
_PLACED = frozenset({"از", "در"})
_QUOTING = frozenset({"reporting", "preposition"})


def after_source(toks: Sequence[Token], j: int, n: int) -> int:
    """Returns the index after the source whose noun is at ``j`` (``به گزارش رادیو، …``)."""
    commas = (k for k in range(j, min(n, j + 30)) if toks[k].word in {"،", "؛"})
    comma = next((k for k in commas if not _in_list(toks, j, k, n)), None)
    if placed := after_town(toks, j, n if comma is None else comma):
        return placed
    name = next((k for k in range(j + 1, comma or n) if opens_name(toks, k)), None)
    if name is not None and name > j + 1 and "honorific" in toks[name - 1].classes:  # سید | مسعود نوری
        name -= 1
    closed = comma is not None and comma - j <= _CLOSED_DATELINE
    if not closed and (speaker := after_unmarked(toks, j + 1, n)):
        return speaker
    if comma is None:
        after = _after_outlet(toks, j + 1, n)
        if after < n and toks[after].classes & STARTERS:  # به گزارش رویترز | وزیر نیرو گفت
            return after
        return min(after_likely(toks, j + 1, n), n if name is None else name)
    acts = name is not None and (_acts(toks, name, comma) or _told(toks, name, comma, n))
    return name if name is not None and (acts or _posted(toks, name, comma, n)) else comma + 1


def after_town(toks: Sequence[Token], j: int, n: int) -> int:
    """Returns where a speaker begins after the town that a source at ``j`` writes from, with no comma; 0 if none does.

    Example:
        >>> from faclaims.lexicon.words import words
        >>> from faclaims.stages.phrases import tokens
        >>> text = "رویترز از مسکو وزارت خارجه روسیه"
        >>> toks = tokens(text, 0, len(text), words())
        >>> toks[after_town(toks, 0, len(toks))].word
        'وزارت'
    """
    near = range(j + 3, min(n, j + GATHERING))
    town = next((k for k in near if toks[k - 2].word in _PLACED and toks[k - 1].classes & TOWNS), 0)
    return town if town and begins_speaker(toks, town, n) else 0


def _in_list(toks: Sequence[Token], j: int, comma: int, n: int) -> bool:
    """Whether a comma stands in the name of a body (``به نقل از سازمان صنعت، معدن و تجارت قم، …``)."""
    body = next((k for k in range(comma - 1, j, -1) if "organization" in toks[k].classes), None)
    return body is not None and listed(toks, body, comma, n)


def after_unmarked(toks: Sequence[Token], k: int, n: int) -> int:
    """Returns where a person is named after a source that begins at ``k`` and that no mark closes; 0 if nobody is.

    Example:
        >>> from faclaims.lexicon.words import words
        >>> from faclaims.stages.phrases import tokens
        >>> text = "خبرنگار فارس از ساوه برومند نوری که در نشستی"
        >>> toks = tokens(text, 0, len(text), words())
        >>> toks[after_unmarked(toks, 0, len(toks))].word
        'برومند'
    """
    start = k
    while k < n and toks[k].is_word:
        k = open_end(toks, k)
        quoting = k + 1 < n and "reporting" in toks[k + 1].classes  # … به نقل از وزارت نیرو
        if k == n or (toks[k].word not in _PLACED and not quoting):
            break
        k = run(toks, k + 1, n, _QUOTING)
    return k if k < n and (_acts_by_name(toks, k, n) or _alone_after_body(toks, start, k, n)) else 0


def _alone_after_body(toks: Sequence[Token], start: int, k: int, n: int) -> bool:
    """Whether an unknown word at ``k`` acts alone after a known body (``وزارت نیرو | کاویانی در نشستی گفت``)."""
    return _unknown(toks[k]) and ends_body(toks, start, k) and subject_ends(toks, k + 1, n)


def _acts_by_name(toks: Sequence[Token], k: int, n: int) -> bool:
    """Whether a name stands at ``k`` whose first word may be unknown, and something follows that a subject does.

    Names of months are given names too (``بهمن نوری``).
    """
    end = noun_phrase_end(toks, k, n)
    follows = subject_ends(toks, end, n)
    month = "month" in toks[k].classes and not in_date(toks, k)
    strange = end > k + 1 and _unknown(toks[k])
    if end == k or not follows or not (month or opens_name(toks, k) or strange):
        return False
    return all(_unknown(token) or token.classes == {"given"} for token in toks[k + 1 : min(end, k + SURNAME)])


def subject_ends(toks: Sequence[Token], end: int, n: int) -> bool:
    """Whether something follows a name that ends at ``end`` which follows a subject."""
    return end == n or bool(toks[end].classes & {"preposition", "adverb"}) or toks[end].word == "که"


def _unknown(token: Token) -> bool:
    """Whether a token is a word that no list has."""
    return token.is_word and token.is_strange and not token.word.isdigit()


def _after_outlet(toks: Sequence[Token], j: int, n: int) -> int:
    """Returns the index after the outlet that a source names at ``j`` (``خبرگزاری «رویترز» | وزیر``); ``n`` if none."""
    if j + 1 < n and "media" in toks[j].classes and toks[j + 1].word in OPEN:
        close = closing(toks, j + 1, n)
        return n if close is None else close + 1
    return next((k + 1 for k in range(j, min(n, j + 2)) if toks[k].classes & AGENCIES), n)


def _posted(toks: Sequence[Token], k: int, comma: int, n: int) -> bool:
    """Whether a post follows the comma after a name (``در آیین گشایش این کتابخانه | علی نوری، رئیس دانشگاه``)."""
    return SURNAME <= comma - k <= NAME and comma + 1 < n and "role" in toks[comma + 1].classes


def _told(toks: Sequence[Token], k: int, comma: int, n: int) -> bool:
    """Whether a name after a dateline reaches a comma that an adverbial follows (``از قم | علی نوری، امروز در …``)."""
    placed = any(t.word == OF for t in toks[max(0, k - NAME) : k])
    if not placed or noun_phrase_end(toks, k, n) != comma or comma - k < SURNAME:
        return False
    return comma + 1 < n and bool(toks[comma + 1].classes & {"adverb", "preposition"})


def _acts(toks: Sequence[Token], k: int, n: int) -> bool:
    """Whether a name at ``k`` goes on with a preposition: a subject (``از استانداری قم | علی نوری در نشست …``).

    A relative clause may follow it too.
    """
    end = noun_phrase_end(toks, k, n)
    return end - k >= 2 and end < n and ("preposition" in toks[end].classes or toks[end].word == "که")


def begins_speaker(toks: Sequence[Token], k: int, n: int) -> bool:
    """Whether who speaks begins at ``k``, after a phrase with ``این`` that is over (``در آغاز این دیدار | …``)."""
    if "demonstrative" in toks[k].classes:  # این نماینده
        return k + 1 < n and bool(toks[k + 1].classes & STARTERS)
    some = k + 2 < n and toks[k + 1].word == OF  # شماری از کارگران
    counted = "quantifier" in toks[k].classes and k + 1 < n and bool(toks[k + 1 + some].classes & STARTERS)
    adverbial = k + 1 == n or toks[k + 1].word == "،" or bool(toks[k + 1].classes & {"preposition", "adverb"})
    strange = toks[k].is_word and toks[k].is_strange and not toks[k].word.endswith("ی") and adverbial  # کالویان
    speaks = toks[k].classes & (STARTERS | AGENCIES | {"country", "kin"})
    return counted or strange or bool(speaks) or _quotes_name(toks, k, n)


def _quotes_name(toks: Sequence[Token], j: int, n: int) -> bool:
    """Whether a short quotation opens at ``j``, which may be a name."""
    close = closing(toks, j, n) if toks[j].word in OPEN else None
    return close is not None and close - j <= QUOTED_NAME


def opens_name(toks: Sequence[Token], k: int) -> bool:
    """Whether a name opens at ``k`` that belongs to nothing before it (``به گزارش فارس از قم | عباس محتاج``)."""
    before = toks[k - 1]
    free = "given" in toks[k].classes and not before.classes & {"preposition", "relational", "eponym", "given"}
    return free and before.word != "و" and not in_date(toks, k)


def after_likely(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns the index after what a preposition governs at ``i`` where a person likely begins; ``n`` if none does."""
    spoken = any(t.word in _PLACED for t in toks[max(0, i - 2) : i])  # در روایتی | امام باقر (ع)
    starts = (k for k in range(i + 1, min(n - 1, i + GATHERING)) if _opens_person(toks, k))
    return first_end(toks, i, n, (k for k in starts if spoken or not _is_blessed(toks, k)))


def _is_blessed(toks: Sequence[Token], k: int) -> bool:
    """Whether a saint is named at ``k``: one is commemorated, not quoted (``ضمن تبریک میلاد امام علی (ع)``)."""
    return any("blessing" in t.classes for t in toks[k + 1 : k + 1 + QUOTED_NAME])


def _opens_person(toks: Sequence[Token], k: int) -> bool:
    """Whether a title, a post or a given name with a family name stands at ``k`` and no preposition before it."""
    named = "given" in toks[k].classes and not toks[k + 1].is_silent and not in_date(toks, k)
    opens = named or toks[k].classes & {"honorific", "role"}
    return bool(opens) and "preposition" not in toks[k - 1].classes


def after_desk(toks: Sequence[Token], slash: int, n: int) -> int:
    """Returns the index after the desk of an agency (``ایسنا/بوشهر | کارگران``, ``ایسنا/خراسان رضوی | استاندار``)."""
    near = range(slash + 1, min(n, slash + 2 + _DESK))
    speaker = next((k for k in near if toks[k].classes & STARTERS), slash)
    if speaker > slash + 2 and all(token.is_word for token in toks[slash + 1 : speaker]):
        return speaker
    return slash + 1 + (slash + 2 < n and toks[slash + 1].is_plain)


def named_after(toks: Sequence[Token], end: int, n: int) -> int:
    """Returns where a person is named right after an outlet, which is a dateline then; 0 if nobody is.

    ``استانبول/خبرگزاری آناتولی سعید نوذری …``, ``خبرگزاری خانه ملت؛ سعید نوذری …``.
    """
    first = end + 1 if end < n and toks[end].word in _DATELINE_MARKS else end
    return first if first < n and toks[first].classes & NAMED else 0


def named_within(toks: Sequence[Token], i: int, end: int) -> int:
    """Returns where a name that no list holds begins after that of an agency (``خبرگزاری فارس | کاویانی``), or 0."""
    strange = 0 < end - i - SURNAME <= SURNAME and all(t.is_word and t.is_strange for t in toks[i + 2 : end])
    return i + SURNAME if strange and "agency" in toks[i + 1].classes else 0
