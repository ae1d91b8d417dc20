"""Edits of annotated articles that move the offsets of gold along, and the table of what is still found then."""

import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.ablation import MEASURES, measured

from faclaims import Options
from faclaims.evaluate import read_gold


class Edit(NamedTuple):
    """A stretch of a text (code points, end-exclusive) and what stands in its place."""

    start: int
    end: int
    new: str


def edited(article: dict[str, Any], edits: Sequence[Edit]) -> dict[str, Any]:
    """Returns an annotated article after edits, which are in text order and share no place.

    An offset inside of a stretch goes to the same place of what is new there, or to its end.
    """
    text: str = article["text"]
    ends = [edit.end for edit in edits]
    grown = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in edits)]

    def moved(offset: int) -> int:
        done = bisect_right(ends, offset)
        cut = offset - edits[done].start - len(edits[done].new) if done < len(edits) else 0
        return offset + grown[done] - max(0, cut)

    def place(span: list[int] | None) -> list[int] | None:
        return [moved(offset) for offset in span] if span else span

    said = [
        each
        | {"content": [place(piece) for piece in each["content"]]}
        | {name: place(each.get(name)) for name in ("cue", "mention")}
        | {"sentences": [sentence | {"span": place(sentence["span"])} for sentence in each["sentences"]]}
        for each in article["attributions"]
    ]
    starts = (0, *ends)
    kept = [text[start : edit.start] + edit.new for start, edit in zip(starts, edits, strict=False)]
    return article | {"text": "".join(kept) + text[starts[-1] :], "attributions": said}


def print_header(what: str) -> None:
    """Prints the head of the table; ``what`` is done to the articles."""
    print(f"| {what} | {' | '.join(MEASURES)} | speaker accuracy |")
    print("| --- | --- | --- | --- | --- |")


def print_row(name: str, lines: Iterable[str]) -> None:
    """Prints what is found in the lines of a gold file."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "gold.jsonl"
        copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
        figures = measured(read_gold(copy), Options())
    print(f"| {name} | {' | '.join(f'{value:.3f}' for value in figures)} |", flush=True)
