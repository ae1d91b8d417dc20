"""Phrases that are known: speakers that the article names elsewhere, bodies and persons of the lexicon."""

from collections.abc import Sequence
from functools import cache, lru_cache

from faclaims.lexicon import fold, load
from faclaims.lexicon.rows import NameRow, OfficialRow
from faclaims.stages.phrases.tokenizer import Token

type Known = frozenset[str]
"""Phrases that name a speaker of the article, in the form that `joined` gives."""
_LONGEST_KNOWN = 9
_BEFORE_COMMA = 3  # words of a portfolio before its comma
_PLACES = frozenset({"country", "town"})


def known_length(toks: Sequence[Token], i: int, n: int, known: Known) -> int:
    """Returns how many tokens at ``i`` make the longest known phrase, titles before it included."""
    k = i
    while k < n and "honorific" in toks[k].classes:
        k += 1
    heads = first_words(known)
    longest = 0
    for start in {i, k}:
        if start >= n or _barred(toks[start].word).partition("|")[0] not in heads:
            continue
        words = [_barred(token.word) for token in toks[start : min(n, start + _LONGEST_KNOWN)]]
        for length in range(len(words), 0, -1):
            if "|".join(words[:length]) in known:
                longest = max(longest, start + length - i)
                break
    return longest


def place_follows(toks: Sequence[Token], k: int, n: int) -> bool:
    """Whether a place that a comma closes completes a known phrase that ends at ``k`` (``وزارت بهداشت | ایران، …``)."""
    return k + 1 < n and bool(toks[k].classes & _PLACES) and toks[k + 1].word == "،"


def is_known(toks: Sequence[Token], known: Known) -> bool:
    """Returns whether tokens are a known phrase."""
    return joined(toks) in known


@lru_cache(maxsize=16)
def first_words(known: Known) -> frozenset[str]:
    """Returns the first words of phrases: most places hold none of them, so that no phrase need be looked for."""
    return frozenset(phrase.partition("|")[0] for phrase in known)


@cache
def _bodies() -> Known:
    """The names of bodies in more than one word, in the form that `joined` gives."""
    rows = load("organizations", NameRow)
    names = (_words_of(form) for row in rows for form in (row.name, *row.forms))
    return frozenset("|".join(name) for name in names if len(name) > 1)


@cache
def _portfolios() -> Known:
    """What bodies whose names hold a comma deal with (``میراث فرهنگی، گردشگری و صنایع دستی``)."""
    names = (name.split("|") for name in _bodies())
    return frozenset("|".join(name[1:]) for name in names if "،" in name)


def portfolio(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns how many tokens at ``i`` make a portfolio that a comma divides; 0 if none does."""
    return known_length(toks, i, n, _portfolios())


def portfolio_end(toks: Sequence[Token], comma: int, n: int) -> int:
    """Returns where a portfolio ends that a comma divides (``معاون وزارت علوم، تحقیقات و فناوری | …``), or 0."""
    ends = (k + portfolio(toks, k, n) for k in range(max(0, comma - _BEFORE_COMMA), comma))
    return next((end for end in ends if end > comma), 0)


def _words_of(name: str) -> list[str]:
    return fold(name).replace("\u200c", " ").replace("،", " ،").split()


def person_rows() -> tuple[NameRow, ...]:
    """Returns the persons whom the lexicon knows, holders of offices among them."""
    return *load("persons", NameRow), *load("officials", OfficialRow)


@cache
def _persons() -> Known:
    """The names of persons in more than one word that the lexicon knows, in the form that `joined` gives."""
    names = (_words_of(form) for row in person_rows() for form in (row.name, *row.forms))
    return frozenset("|".join(name) for name in names if len(name) > 1)


def known_person(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns how many tokens at ``i`` make the longest name of a person that the lexicon knows; 0 if none does."""
    return known_length(toks, i, n, _persons())


def known_body(toks: Sequence[Token], i: int, n: int) -> int:
    """Returns how many tokens at ``i`` make the longest name of a body that the lexicon knows; 0 if none does."""
    heads = toks[i].is_plain or toks[i].classes & {"organization", "group"}
    return known_length(toks, i, n, _bodies()) if heads else 0


def ends_body(toks: Sequence[Token], i: int, k: int) -> bool:
    """Returns whether a name of a body that the lexicon knows ends before token ``k`` of a phrase that begins at ``i``.

    ``روابط عمومی وزارت نیرو | کاویانی``.
    """
    return any(j + known_body(toks, j, len(toks)) == k for j in range(i, k - 1))


def joined(toks: Sequence[Token]) -> str:
    """Returns the words of tokens joined by bars, half-spaces too: the form in which phrases are compared."""
    return _barred("|".join([t.word for t in toks]))


def _barred(words: str) -> str:
    return words.replace("\u200c", "|").replace(" ", "|")
