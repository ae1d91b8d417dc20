"""How much of the annotated articles is still found when their commas are gone, as many pages leave them out.

    python -m benchmarks.commas [GOLD.jsonl]

Takes half of the commas out at random, then all, moves the offsets of gold along, and prints the measures of each.
"""

import json
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from benchmarks.ablation import MEASURES, SHARED, measured

from faclaims import Options
from faclaims.evaluate import read_gold

SHARES = (0.0, 0.5, 1.0)
_COMMA = "،"
_SEED = 1


def without_commas(article: dict[str, Any], gone: Iterable[bool]) -> dict[str, Any]:
    """Returns an annotated article without those code points that are gone, its offsets moved along."""
    out = [*gone]
    moved = [0, *accumulate(not each for each in out)]

    def place(span: list[int] | None) -> list[int] | None:
        return [moved[offset] for offset in span] if span else span

    said = [
        each
        | {"content": [place(piece) for piece in each["content"]]}
        | {name: place(each.get(name)) for name in ("cue", "mention")}
        | {"sentences": [sentence | {"span": place(sentence["span"])} for sentence in each["sentences"]]}
        for each in article["attributions"]
    ]
    kept = (char for char, lost in zip(article["text"], out, strict=True) if not lost)
    return article | {"text": "".join(kept), "attributions": said}


def damaged(lines: Iterable[str], share: float) -> Iterator[str]:
    """Yields the lines of a gold file with a share of the commas taken out."""
    draw = random.Random(_SEED)  # noqa: S311 - for no secret
    for line in lines:
        article = json.loads(line)
        gone = [char == _COMMA and draw.random() < share for char in article["text"]]
        yield json.dumps(without_commas(article, gone), ensure_ascii=False)


def main() -> None:
    """Prints the table."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "gold" / "dev.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    print(f"| commas gone | {' | '.join(MEASURES)} | speaker accuracy |")
    print("| --- | --- | --- | --- | --- |")
    for share in SHARES:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "gold.jsonl"
            copy.write_text("\n".join(damaged(lines, share)) + "\n", encoding="utf-8")
            figures = measured(read_gold(copy), Options())
        print(f"| {share:.0%} | {' | '.join(f'{value:.3f}' for value in figures)} |", flush=True)


if __name__ == "__main__":
    main()
