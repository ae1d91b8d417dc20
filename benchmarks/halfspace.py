"""Measures half-space restoration and speed beside hazm's and parsivar's normalizers.

    .venv/bin/python benchmarks/halfspace.py CORPUS.jsonl [--since YEAR]

Every half-space (ZWNJ) of the articles is deleted, or replaced by a space, and each system restores them from the
damaged text. What counts are the gaps between neighbouring letters or digits: a gap holds nothing, a half-space,
a space or something else. Precision is the share of the half-spaces put into gaps of the damaged kind that the
article has there, recall the share of the article's half-spaces that came back. The article is taken at its word:
where it writes شرکتها or می شود itself, restoring the half-space counts as an error. So that this can be told from
real errors the figures are given for all articles and for the careful ones, in which no می or ها stands alone.

"Put elsewhere" counts the half-spaces put into gaps of the other kind (which were not damaged), "other gaps" those
changed in any other way: a space put in or taken out. Only articles that the word file was not made from are used
(see tools/build_halfspaces.py), with at least one half-space, dated YEAR or later, or undated.
"""

import argparse
import contextlib
import io
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import hazm
import parsivar

from faclaims.stages.normalize import normalize

sys.path.append(str(Path(__file__).parent.parent / "tools"))
from build_halfspaces import LOOSE, folded, is_tuning

System = Callable[[str], str]
ZWNJ = "\u200c"
SYMBOL = re.compile(r"[^\W_]")
DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
HEAD = "system | precision | recall | put elsewhere | other gaps | articles whose letters it changed (left out)"


def gaps(text: str) -> tuple[str, list[str]]:
    """Returns the letters and digits of a text, and what stands after each of them: '', ZWNJ, ' ' or '.'."""
    places = [m.start() for m in SYMBOL.finditer(text)]
    symbols = "".join(text[i] for i in places).translate(DIGITS)
    between = [text[a + 1 : b] for a, b in pairwise(places)]
    return symbols, [gap if gap in ("", ZWNJ, " ") else "." for gap in between]


def compare(original: str, damaged: str, restored: str) -> Counter[str]:
    """Returns the counts of one article."""
    symbols, want = gaps(original)
    _, before = gaps(damaged)
    got_symbols, got = gaps(restored)
    if symbols != got_symbols:
        return Counter({"left out": 1})
    counts: Counter[str] = Counter()
    for w, b, g in zip(want, before, got, strict=True):
        counts["want"] += w == ZWNJ
        counts["hit"] += w == g == ZWNJ
        counts[f"put in {b!r}"] += g == ZWNJ
        counts["other"] += g not in (b, ZWNJ)
    return counts


def restored(system: System, texts: list[str]) -> list[str]:
    """Returns what the system makes of the texts, without what it prints."""
    with contextlib.redirect_stdout(io.StringIO()):
        return [system(text) for text in texts]


def row(name: str, system: System, texts: list[str], stand_in: str) -> str:
    """Returns a row of the table: one system, one kind of damage."""
    damaged = [text.replace(ZWNJ, stand_in) for text in texts]
    total: Counter[str] = Counter()
    for triple in zip(texts, damaged, restored(system, damaged), strict=True):
        total += compare(*triple)
    put = total[f"put in {stand_in!r}"]
    elsewhere = total["put in ''"] + total["put in ' '"] - put
    shares = f"{total['hit'] / put:.3f} | {total['hit'] / total['want']:.3f}"
    return f"| {name} | {shares} | {elsewhere} | {total['other']} | {total['left out']} |"


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description="Measures half-space restoration.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--since", default="1390", help="first year of publication (Jalali); %(default)s")
    options = parser.parse_args()
    with options.corpus.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows = [r for r in rows if not is_tuning(r["id"]) and (r["date"] or "9999") >= options.since]
    every = [text for text in (folded(r["text"]) for r in rows) if ZWNJ in text]
    systems: dict[str, System] = {
        "faclaims": lambda text: normalize(text).text,
        "hazm": hazm.Normalizer().normalize,
        "parsivar": parsivar.Normalizer().normalize,
    }
    for title, texts in (("all", every), ("careful", [t for t in every if not LOOSE.search(t)])):
        print(f"\n{title}: {len(texts)} articles with {sum(t.count(ZWNJ) for t in texts)} half-spaces")
        for stand_in, damage in (("", "deleted"), (" ", "replaced by a space")):
            print(f"\n| {damage}: {HEAD} |\n|---|---|---|---|---|---|")
            for name, system in systems.items():
                print(row(name, system, texts, stand_in))
    print("\n| system | million characters a second |\n|---|---|")
    for name, system in systems.items():
        begin = time.perf_counter()
        restored(system, every)
        print(f"| {name} | {sum(map(len, every)) / (time.perf_counter() - begin) / 1e6:.2f} |")


if __name__ == "__main__":
    main()
