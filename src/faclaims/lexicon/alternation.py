"""Turns a list of terms into one regular expression."""

import re
from collections.abc import Iterable
from itertools import product
from typing import Any

_SEPARATOR = " "
_VARIANTS = {"\u200c": ("", _SEPARATOR), "ئ": ("ئ", "ی"), "ؤ": ("ؤ", "و"), "أ": ("أ", "ا")}


def alternation(terms: Iterable[str]) -> str:
    """Returns a pattern that matches any of the terms, written as a trie so that few branches are tried.

    A space in a term matches a space or half-space, a half-space either of them or nothing; a letter with hamza
    matches the letter without it too. At each place the longest term is tried first. The pattern has no groups and
    no word boundaries; add those that are needed.

    Raises:
        ValueError: There are no terms, for which no pattern stands.

    Example:
        >>> import re
        >>> pattern = alternation(["کیلو", "کیلو\u200cمتر", "متر"])
        >>> [m.group() for m in re.finditer(pattern, "کیلومتر، متر، کیلو")]
        ['کیلومتر', 'متر', 'کیلو']
    """
    root: dict[str, Any] = {}
    for variant in (variant for term in terms for variant in product(*(_VARIANTS.get(c, (c,)) for c in term))):
        node = root
        for char in "".join(variant):
            node = node.setdefault(char, {})
        node[""] = {}
    if not root:
        raise ValueError("no terms to match")
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    branches = [_piece(char) + _pattern(child) for char, child in node.items() if char]
    if not branches:
        return ""
    inner = branches[0] if len(branches) == 1 else "|".join(branches)
    if "" in node:
        return f"(?:{inner})?"
    return inner if len(branches) == 1 else f"(?:{inner})"


def _piece(char: str) -> str:
    return "\u0654?[ \u200c]" if char == _SEPARATOR else re.escape(char)
