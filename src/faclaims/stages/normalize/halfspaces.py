"""Puts back the half-spaces that a text has lost, word by word, where the words allow only one reading."""

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

from faclaims.stages.normalize.alignment import Edit, Normalized

_WORDS = re.compile(r"([\w\u200c]+)")
_PLURALS = frozenset(["ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان"])
_AFTER_HEH = frozenset(["ای", "اند", "ام", "ایم", "اید"])
_PLURAL = re.compile(r"(?P<stem>\w{2,30}?)(?P<suffix>ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان)?)")
_HEH = re.compile(r"(?P<stem>\w{2,30}ه)(?P<suffix>ای|اند)")
_MI = re.compile(r"(?P<prefix>ن?می)(?P<verb>\w{2,20})")


def restore_halfspaces(draft: Normalized) -> Normalized:
    r"""Returns the draft with the half-spaces put back that were deleted or replaced by a space.

    Example:
        >>> restore_halfspaces(Normalized.identity("شبکههای ما تنها نمی روند")).text
        'شبکه\u200cهای ما تنها نمی\u200cروند'
    """
    parts = _WORDS.split(draft.text)
    places = list(accumulate(map(len, parts), initial=0))
    changed = {word: cuts for word in set(parts[1::2]) if (cuts := _cuts(word))}
    edits = [
        Edit(places[i] + c, places[i] + c, "\u200c")
        for i, word in enumerate(parts)
        if word in changed
        for c in changed[word]
    ]
    edits += [
        Edit(places[i], places[i] + 1, "\u200c")
        for i in range(2, len(parts) - 1, 2)
        if parts[i] == " " and _joins(parts[i - 1], parts[i + 1])
    ]
    return draft.edited(sorted(edits))


def _joins(first: str, second: str) -> bool:
    if first in ("می", "نمی"):
        return second in _lexicon().mi_forms
    if second in _PLURALS:
        return first in _lexicon().words and first[-1].isalpha()
    if second in _AFTER_HEH:
        return first.endswith("ه") and first in _lexicon().words
    return False


@lru_cache(maxsize=65536)
def _cuts(word: str) -> tuple[int, ...]:
    lexicon = _lexicon()
    if word in lexicon.words or not word.isalpha():
        return ()
    if (match := _MI.fullmatch(word)) and match["verb"] in lexicon.mi_forms:
        return (match.end("prefix"),)
    if ((match := _PLURAL.fullmatch(word)) or (match := _HEH.fullmatch(word))) and match["stem"] in lexicon.words:
        return (match.end("stem"),)
    return lexicon.compounds.get(word, ())


class _Lexicon:
    def __init__(self) -> None:
        spec = find_spec("hazm")
        folder = Path(spec.origin).parent / "data" if spec and spec.origin else Path()
        entries = [line.partition("\t")[0] for line in (folder / "words.dat").read_text("utf-8").splitlines()]
        self.words = frozenset(e for e in entries if "\u200c" not in e)
        self.compounds = {e.replace("\u200c", ""): (e.index("\u200c"),) for e in entries if e.count("\u200c") == 1}
        verbs = [
            line.split("#") for line in (folder / "verbs.dat").read_text("utf-8").splitlines() if line[0] != "#"
        ]
        past = {v[0] for v in verbs}
        present = {v[-1] for v in verbs} | {v[-1] + "ی" for v in verbs if v[-1][-1:] in "او"}
        self.mi_forms = frozenset(
            {p + e for p in past for e in ("", "م", "ی", "یم", "ید", "ند")}
            | {p + e for p in present for e in ("م", "ی", "د", "یم", "ید", "ند")}
        )


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon()
