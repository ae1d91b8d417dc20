"""How much of the annotated articles is still found when their commas are gone, as many pages leave them out.

    python -m benchmarks.commas [GOLD.jsonl]

Takes half of the commas out at random, then all, moves the offsets of gold along, and prints the measures of each.
"""

import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.ablation import SHARED
from benchmarks.edited import Edit, edited, print_header, print_row

SHARES = (0.0, 0.5, 1.0)
_COMMA = re.compile("،")
_SEED = 1


def damaged(lines: Iterable[str], share: float) -> Iterator[str]:
    """Yields the lines of a gold file with a share of the commas taken out."""
    draw = random.Random(_SEED)  # noqa: S311 - for no secret
    for line in lines:
        article = json.loads(line)
        commas = _COMMA.finditer(article["text"])
        gone = [Edit(*comma.span(), "") for comma in commas if draw.random() < share]
        yield json.dumps(edited(article, gone), ensure_ascii=False)


def main() -> None:
    """Prints the table."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "gold" / "dev.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    print_header("commas gone")
    for share in SHARES:
        print_row(f"{share:.0%}", damaged(lines, share))


if __name__ == "__main__":
    main()
