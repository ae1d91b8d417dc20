"""Turns a list of terms into one regular expression."""

import re
from collections.abc import Iterable
from typing import Any

_SPACE = "[ \u200c]"


def alternation(terms: Iterable[str]) -> str:
    """Returns a pattern that matches any of the terms, written as a trie so that few branches are tried.

    A space in a term matches a space or half-space, and a half-space either of them or nothing. The longest term
    comes first at each place. The pattern has no groups and no word boundaries; add those that are needed.

    Raises:
        ValueError: There are no terms, for which no pattern stands.

    Example:
        >>> import re
        >>> pattern = alternation(["کیلو", "کیلو\u200cمتر", "متر"])
        >>> [m.group() for m in re.finditer(pattern, "کیلومتر، متر، کیلو")]
        ['کیلومتر', 'متر', 'کیلو']
    """
    root: dict[str, Any] = {}
    for term in terms:
        node = root
        for char in term:
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
    return {" ": _SPACE, "\u200c": _SPACE + "?"}.get(char) or re.escape(char)
