"""Speed of the whole extraction beside hazm's Normalizer, on the same text in the same run.

``python benchmarks/bench.py [SECONDS]``: figures of different runs do not compare, the ratios of one run do.
The text is the corpus of real news beside the project where it is present (see FACLAIMS_SHARED), and the sample
articles over and over otherwise.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from faclaims import Extractor, Options
from faclaims.io import find, read
from faclaims.records import Article

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("FACLAIMS_SHARED", ROOT.parent / "shared"))
CHUNK = 60
"""Articles between two looks at the clock: long enough to time, short enough to take turns often."""


def corpus() -> tuple[str, list[str]]:
    """Real articles, every fifth so that all kinds are in, or the samples."""
    files = sorted((SHARED / "corpus").glob("*.jsonl"))
    texts = [json.loads(line)["text"] for f in files for line in f.read_text(encoding="utf-8").splitlines()]
    if texts:
        return "real news", texts[::5]
    samples = [a.text for a in read(find([ROOT / "data" / "samples"])) if isinstance(a, Article)]
    return "samples, repeated", samples * 20


type Systems = dict[str, Callable[[str], object]]


def take_turns(systems: Systems, texts: list[str], seconds: float) -> dict[str, list[float]]:
    """Characters a second of each system, chunk by chunk in turn, so that a busy machine slows all alike."""
    for run in systems.values():
        for text in texts[:20]:
            run(text)
    rates: dict[str, list[float]] = {name: [] for name in systems}
    begin = time.perf_counter()
    number = 0
    while time.perf_counter() - begin < seconds or number < 3:
        chunk = [texts[(number * CHUNK + n) % len(texts)] for n in range(CHUNK)]
        size = sum(map(len, chunk))
        for name, run in systems.items():
            start = time.perf_counter()
            for text in chunk:
                run(text)
            rates[name].append(size / (time.perf_counter() - start))
        number += 1
    return rates


def main() -> None:
    """Prints the table."""
    # Imported here, so that other benchmarks can import this one without holding it.
    from hazm import Normalizer

    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    kind, texts = corpus()
    start = time.perf_counter()
    extractor = Extractor()
    extractor.extract(texts[0])
    first = time.perf_counter() - start
    systems: Systems = {
        "hazm Normalizer alone": Normalizer().normalize,
        "faclaims, everything": extractor.extract,
        "faclaims, rules only": Extractor(Options(learned=False)).extract,
    }
    rates = take_turns(systems, texts, seconds)
    length = statistics.mean(map(len, texts))
    base = rates["hazm Normalizer alone"]
    print(f"{kind}: {len(texts)} articles of {length:.0f} characters; first article after {first:.2f} s")
    print(f"{'':24}{'articles/s':>12}{'chars/s':>12}{'of hazm':>10}")
    for name, values in rates.items():
        ratio = statistics.median(v / b for v, b in zip(values, base, strict=True))
        rate = statistics.median(values)
        print(f"{name:24}{rate / length:12.0f}{rate:12.0f}{ratio:10.2f}")


if __name__ == "__main__":
    main()
