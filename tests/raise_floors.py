"""Raises the floors of the evaluation gate to what is measured now, less a small slack; never lowers one.

PYTHONPATH=. python tests/raise_floors.py        (needs the annotated articles; see FACLAIMS_SHARED in conftest.py)
"""

import math
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import shared_folder
from gate import FLOORS, every_set, floors

SLACK = 0.005
HEAD = """\
# Floors of the evaluation gate, raised by `make raise-floors`. They rise when the extractor gets better; to lower
# one by hand, say why in the commit.
"""


def main() -> int:
    shared = shared_folder()
    if shared is None:
        print("no annotated articles; set FACLAIMS_SHARED", file=sys.stderr)
        return 2
    new = floors()
    with TemporaryDirectory() as folder:
        for name, figures in every_set(shared, Path(folder)):
            old = new.setdefault(name, {})
            for measure, value in figures.items():
                floor = max(0.0, math.floor((value - SLACK) * 1000) / 1000)
                if floor > old.get(measure, -1.0):
                    print(
                        f"{name:12} {measure:24} {old.get(measure, 0.0):.3f} -> {floor:.3f} (measured {value:.3f})"
                    )
                    old[measure] = floor
    parts = (f"\n[{name}]\n" + "".join(f'"{m}" = {f:.3f}\n' for m, f in fs.items()) for name, fs in new.items())
    FLOORS.write_text(HEAD + "".join(parts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
