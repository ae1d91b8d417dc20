"""How much of the annotated articles is still found when nobody knows the names of those who speak.

    python -m benchmarks.renamed [GOLD.jsonl]

Gives each person who speaks another name, made of syllables and in no list: first a strange family name after a given
name that is known, then a strange name altogether, as those of people abroad often are. It moves the offsets of gold
along and prints the measures of each. Who has a name that ends otherwise than another form of it keeps it.
"""

import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.ablation import SHARED
from benchmarks.edited import Edit, edited, print_header, print_row

from faclaims.lexicon import load
from faclaims.lexicon.rows import NameRow, WordRow
from faclaims.lexicon.words import words

_SEED = 1
_FIRST, _LAST = "بتجدرزسشکگلمنوه", "لنرمسکزد"
_VOWELS = ("ا", "ی", "و", "")
_SYLLABLES = (2, 4)  # of a given name, and of a family name
_JOINT = "[ \u200c]+"
_SPACES = re.compile(_JOINT)
_KEPT = " و "  # two people in one name


class Names:
    """Draws names that no list has.

    Args:
        known: Whether given names are drawn from the lexicon instead.
    """

    def __init__(self, *, known: bool) -> None:
        self._draw = random.Random(_SEED)  # noqa: S311 - for no secret
        [persian] = (row.words for row in load("names", WordRow) if row.id == "given_persian")
        self._known = [name for name in persian if _SPACES.search(name) is None] if known else []

    def draw(self) -> tuple[str, str]:
        """Returns a given name and a family name."""
        given, family = map(self._strange, _SYLLABLES)
        return (self._draw.choice(self._known) if self._known else given), family

    def _strange(self, syllables: int) -> str:
        """A word of syllables that has no class."""
        pick = self._draw.choice
        while words().classes(
            word := "".join(pick(_FIRST) + pick(_VOWELS) for _ in range(syllables)) + pick(_LAST)
        ):
            pass
        return word


def renamed(lines: Iterable[str], *, known: bool) -> Iterator[str]:
    """Yields the lines of a gold file with other names of the persons who speak, with ``known`` given names or not."""
    names = Names(known=known)
    places = {row.name for row in load("places", NameRow)}
    for line in lines:
        article = json.loads(line)
        new: dict[str, str] = {}
        speakers = [_other(speaker, new, names, places) for speaker in article["speakers"]]
        yield json.dumps(
            edited(article, _edits(article["text"], new)) | {"speakers": speakers}, ensure_ascii=False
        )


def _other(speaker: dict[str, Any], new: dict[str, str], names: Names, places: set[str]) -> dict[str, Any]:
    """Returns a speaker by another name, and notes in ``new`` what stands for each form of the old one."""
    _, *rest = _SPACES.split(speaker["name"])
    forms = [speaker["name"], *speaker["aliases"]]
    alike = all(_SPACES.split(form)[-1:] == rest[-1:] for form in forms)
    if speaker["kind"] != "person" or not rest or not alike or _KEPT in speaker["name"] or rest[-1] in places:
        return speaker
    given, family = names.draw()
    new |= dict.fromkeys((" ".join(rest[k:]) for k in range(len(rest))), family)
    new |= {form: f"{given} {family}" for form in forms if " ".join(_SPACES.split(form)) not in new}
    return speaker | {"name": f"{given} {family}", "aliases": [family]}


def _edits(text: str, new: Mapping[str, str]) -> list[Edit]:
    """The places of the old names, whole words only and the longest form first."""
    if not new:
        return []
    by_form = {" ".join(_SPACES.split(form)): name for form, name in new.items()}
    longest = sorted(by_form, key=len, reverse=True)
    forms = "|".join(_JOINT.join(map(re.escape, form.split())) for form in longest)
    found = re.finditer(rf"(?<![\w\u200c])(?:{forms})(?![\w\u200c])", text)
    return [Edit(*match.span(), by_form[" ".join(_SPACES.split(match[0]))]) for match in found]


def main() -> None:
    """Prints the table."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "gold" / "dev.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    print_header("names")
    print_row("as they are", lines)
    print_row("known given names, strange family names", renamed(lines, known=True))
    print_row("strange names", renamed(lines, known=False))


if __name__ == "__main__":
    main()
