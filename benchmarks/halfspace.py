"""Measures half-space restoration and speed beside hazm's and parsivar's normalizers.

    .venv/bin/python benchmarks/halfspace.py CORPUS.jsonl [--since YEAR] [--errors N]

Every half-space (ZWNJ) of the articles is deleted, or replaced by a space, and each system restores them from the
damaged text. What counts are the gaps between neighbouring letters or digits: a gap holds nothing, a half-space or
something else. Precision is the share of the half-spaces put into damaged gaps that the article has there, recall
the share of the article's half-spaces that came back. The article is taken at its word: where it writes شرکتها itself,
restoring شرکت‌ها counts as an error. "Other" counts the gaps outside words that a system closed or opened besides.

Only articles on which the word file was not tuned are used (see tools/build_halfspaces.py), with at least one
half-space, dated YEAR or later, or undated.
"""

import argparse
import contextlib
import io
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from faclaims.stages.normalize import normalize

sys.path.append(str(Path(__file__).parent.parent / "tools"))
from build_halfspaces import folded, is_tuning

System = Callable[[str], str]
ZWNJ = "\u200c"
SYMBOL = re.compile(r"[^\W_]")
DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def systems() -> dict[str, System]:
    """Returns the normalizers by name; hazm and parsivar as they come."""
    from hazm import Normalizer as Hazm
    from parsivar import Normalizer as Parsivar

    return {
        "faclaims": lambda text: normalize(text).text,
        "hazm": Hazm().normalize,
        "parsivar": Parsivar().normalize,
    }


def gaps(text: str) -> tuple[str, list[str]]:
    """Returns the letters and digits of a text, and what stands after each of them: '', ZWNJ, ' ' or '.'."""
    places = [m.start() for m in SYMBOL.finditer(text)]
    symbols = "".join(text[i] for i in places).translate(DIGITS)
    between = [text[a + 1 : b] for a, b in zip(places, places[1:], strict=False)]
    return symbols, [gap if gap in ("", ZWNJ, " ") else "." for gap in between]


def compare(original: str, damaged: str, restored: str) -> Counter[str] | None:
    """Returns the counts of one article; None where the system changed its letters."""
    symbols, want = gaps(original)
    _, before = gaps(damaged)
    got_symbols, got = gaps(restored)
    if symbols != got_symbols:
        return None
    counts: Counter[str] = Counter()
    for w, b, g in zip(want, before, got, strict=True):
        counts["want"] += w == ZWNJ
        counts["hit"] += w == g == ZWNJ
        counts["put in word"] += b == "" and g == ZWNJ
        counts["put at space"] += b == " " and g == ZWNJ
        counts["other"] += b != g and g != ZWNJ
    return counts


def errors(original: str, damaged: str, restored: str) -> Iterator[tuple[str, str]]:
    """Yields (kind, article's spelling and the system's) of the words restored wrongly."""
    symbols, want = gaps(original)
    _, got = gaps(restored)
    if len(want) != len(got):
        return
    start = 0
    for i, gap in enumerate([*want, "."], start=1):
        if gap in (" ", ".") and not (i <= len(got) and got[i - 1] == ZWNJ):
            w, g = (
                "".join(s + x for s, x in zip(symbols[start:i], gaps_[start:i], strict=False))
                for gaps_ in (want, got)
            )
            if w != g:
                kind = "put" if g.count(ZWNJ) > w.count(ZWNJ) else "missed"
                yield kind, f"{w.strip()} > {g.strip()}".replace(ZWNJ, "|")
            start = i


def articles(corpus: Path, since: str) -> list[str]:
    """Returns the folded texts to measure on."""
    with corpus.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    texts = [folded(r["text"]) for r in rows if not is_tuning(r["id"]) and (r["date"] or "9999") >= since]
    return [text for text in texts if ZWNJ in text]


def measure(name: str, system: System, texts: list[str], stand_in: str, show: int) -> str:
    """Returns a row of the table: precision, recall and the rest of one system for one kind of damage."""
    total: Counter[str] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for text in texts:
        damaged = text.replace(ZWNJ, stand_in)
        with contextlib.redirect_stdout(io.StringIO()):
            restored = system(damaged)
        counts = compare(text, damaged, restored)
        if counts is None:
            total["skipped"] += 1
            continue
        total += counts
        if show and name == "faclaims":
            wrong.update(errors(text, damaged, restored))
    put = total["put at space"] if stand_in else total["put in word"]
    for kind in ("put", "missed"):
        found = Counter({text: n for (k, text), n in wrong.items() if k == kind})
        if found:
            print(kind, found.total(), found.most_common(show))
    hits = total["hit"]
    besides = total["put in word"] if stand_in else total["put at space"]
    return f"| {name} | {hits / put:.3f} | {hits / total['want']:.3f} | {besides} | {total['other']} | {total['skipped']} |"


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description="Measures half-space restoration.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--since", default="1390", help="first year of publication (Jalali)")
    parser.add_argument("--errors", type=int, default=0, help="print so many of the commonest errors of faclaims")
    parser.add_argument("--only", default="", help="measure this system only")
    options = parser.parse_args()
    texts = articles(options.corpus, options.since)
    print(
        f"{len(texts)} articles, {sum(map(len, texts))} characters, {sum(t.count(ZWNJ) for t in texts)} half-spaces"
    )
    found = {n: s for n, s in systems().items() if options.only in ("", n)}
    for stand_in, title in (("", "deleted"), (" ", "replaced by a space")):
        print(
            f"\n| half-space {title} | precision | recall | put elsewhere | other gaps changed | articles with other letters |"
        )
        print("|---|---|---|---|---|---|")
        for name, system in found.items():
            print(measure(name, system, texts, stand_in, options.errors))
    print("\n| characters a second | M |\n|---|---|")
    for name, system in found.items():
        begin = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            for text in texts:
                system(text)
        print(f"| {name} | {sum(map(len, texts)) / (time.perf_counter() - begin) / 1e6:.2f} |")


if __name__ == "__main__":
    main()
