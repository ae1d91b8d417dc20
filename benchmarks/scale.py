"""Whether speed and memory hold: more workers, more articles, longer articles, hostile text.

    python benchmarks/scale.py [--articles N] [--write]

Figures of different runs do not compare; the ratios of one run do. The text is that of ``bench.py``, with a number
added to each article so that none is a duplicate. ``--write`` puts the tables into docs/explanation/speed.md.
"""

import argparse
import cProfile
import json
import os
import pstats
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import ROOT, corpus, take_turns

from faclaims import Article, Extractor
from faclaims.batch import Plan, run
from faclaims.batch.plan import Mark
from faclaims.batch.stream import Known, Portion
from faclaims.batch.work import Job, work

PAGE = ROOT / "docs" / "explanation" / "speed.md"
HOSTILE = {
    "«": "«",
    "spaces": " ",
    "گفت:": "گفت: ",
    "one word, over and over": "کتاب ",
    "one word of a million letters": "آب",
    "nested brackets": "«(",
    "unpaired quotations": "گفت: «آب ",
    "promises joined by و": "وعده داد که آب هست و ",
    "promises after commas": "وعده داد که آب هست، ",
    "line ends": "\n",
    "full stops": ".",
}
TABLES: list[str] = []


def table(title: str, heads: list[str], rows: list[list[str]]) -> None:
    """Prints a table and keeps it for the page."""
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *(f"| {' | '.join(row)} |" for row in rows)]
    TABLES.append("\n".join([f"**{title}**", "", *lines]))
    print(f"{TABLES[-1]}\n", flush=True)


def archive(folder: Path, texts: list[str], articles: int) -> Path:
    """Writes an archive of so many different articles."""
    path = folder / f"{articles}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            row = {"id": str(number), "text": f"{texts[number % len(texts)]}\n{number}"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def beside_hazm(texts: list[str]) -> None:
    """How quick the whole extraction is on one core, beside hazm's Normalizer alone, in turns."""
    # Imported here: worker processes load this file too, and must not hold what they do not use.
    from hazm import Normalizer

    extract = Extractor().extract
    rates = take_turns(
        {"hazm Normalizer alone": Normalizer().normalize, "faclaims, everything": extract}, texts, 20
    )
    base, rows = rates["hazm Normalizer alone"], []
    for name, values in rates.items():
        ratio = statistics.median(v / b for v, b in zip(values, base, strict=True))
        rows.append([name, f"{statistics.median(values) / 1000:.0f}", f"{ratio:.2f}"])
    table("One core, the same text", ["", "1000 characters a second", "of hazm (goal 0.70)"], rows)


def where_time_goes(texts: list[str], folder: Path) -> None:
    """Which steps take what share of a worker's time, as the profiler of Python sees it."""
    known = Known()
    found = tuple(known.tell("", Article(id=str(n), text=text)) for n, text in enumerate(texts[:300]))
    job = Job(folder, Plan(), Portion(0, found, Mark(0, 0), 0))
    for name in ("ledger", "articles", "attributions", "claims", "duplicates", "failures"):
        (folder / name).mkdir(parents=True)
    work(job)
    profile = cProfile.Profile()
    profile.runcall(work, job)
    shares: dict[str, float] = {}
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # the types of pstats leave it out
    total = max(entry[3] for entry in stats.values())
    for (file, _, function), entry in stats.items():
        for (caller, _, by), times in entry[4].items():
            if caller.endswith("faclaims/pipeline.py") and "faclaims" in file and not file.endswith("pipeline.py"):
                module = file.partition("faclaims/")[2].removesuffix(".py").removesuffix("/__init__")
                shares[module] = shares.get(module, 0) + times[3]
            elif (
                caller.endswith("batch/work.py") and by == "work" and function not in ("_outcome", "extractor_for")
            ):
                shares["batch/work (writing, with waiting for the disk)"] = (
                    shares.get("batch/work (writing, with waiting for the disk)", 0) + times[3]
                )
    rows = [[name, f"{share / total:.0%}"] for name, share in sorted(shares.items(), key=lambda s: -s[1])]
    table("Where a worker's time goes", ["", "share"], [row for row in rows if row[1] != "0%"])


def starting() -> None:
    """How long a script waits for its first claims."""
    code = (
        "import time; a = time.perf_counter(); from faclaims import Extractor; b = time.perf_counter();"
        "Extractor().extract('وزیر نیرو گفت: سدها پر شده\u200cاند.'); print(b - a, time.perf_counter() - b)"
    )
    # As installed: with compiled modules, which the first run makes.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", code]
    printed = [subprocess.run(command, capture_output=True, check=True, env=environment).stdout for _ in range(8)]
    times = [[float(x) for x in line.split()] for line in printed[1:]]
    rows = [
        [name, f"{statistics.median(t[n] for t in times):.2f} s", f"{min(t[n] for t in times):.2f} s", goal]
        for n, (name, goal) in enumerate((("import faclaims", "0.30 s"), ("first article after it", "1.00 s")))
    ]
    table("Start, seven processes", ["", "median", "best", "goal"], rows)


def workers(path: Path, articles: int, folder: Path) -> None:
    """How much two workers do beside one, in turns; on a busy machine the processor time tells more than the clock."""
    clock: dict[int, list[float]] = {1: [], 2: []}
    processor: dict[int, list[float]] = {1: [], 2: []}
    own = 0.0
    for turn in range(3):
        for count in (1, 2):
            start, before, reading = time.perf_counter(), spent(), time.process_time()
            run([path], folder / f"{turn}-{count}", Plan(shard_size=100), workers=count, database=False)
            clock[count].append(time.perf_counter() - start)
            processor[count].append(spent() - before)
            own += time.process_time() - reading
    rates = {count: articles / statistics.median(taken) for count, taken in clock.items()}
    rows = [
        [
            str(count),
            f"{rate:.0f}",
            f"{rate / rates[1]:.2f}",
            f"{articles / statistics.median(processor[count]):.0f}",
            f"{statistics.median(p / c for p, c in zip(processor[count], clock[count], strict=True)):.2f}",
        ]
        for count, rate in rates.items()
    ]
    share = own / sum(map(sum, processor.values()))
    table(
        f"Workers, {articles} articles, starting included; the process that reads takes {share:.1%} of the work",
        [
            "workers",
            "articles a second",
            "of one (goal 1.80)",
            "articles a second of processor time",
            "processors had",
        ],
        rows,
    )


def spent() -> float:
    """Seconds of processor time of this process and of those that it started and that have ended."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def memory(path: Path, articles: int, folder: Path) -> None:
    """What the processes of a run hold while it goes on."""
    seen: list[tuple[int, int, int]] = []
    stop = threading.Event()
    finished = 0

    def watch() -> None:
        while not stop.wait(0.2):
            held = [size for child in children() if (size := resident(child))]
            seen.append((finished, resident("self"), max(held, default=0)))

    def note(progress: object) -> None:
        nonlocal finished
        finished = progress.counts.articles  # type: ignore[attr-defined]

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        run([path], folder / "memory", Plan(), workers=1, database=False, report=note)
    finally:
        stop.set()
        watcher.join()
    rows = []
    for tenth in (1, 2, 5, 10):
        until = [s for s in seen if s[0] <= articles * tenth / 10]
        most = [max((s[n] for s in until), default=0) / 2**20 for n in (1, 2)]
        rows.append([f"{articles * tenth // 10}", *(f"{size:.0f} MiB" for size in most)])
    table("Most memory so far (resident)", ["articles done", "reading process", "worker (goal 250 MiB)"], rows)


def children() -> Iterator[str]:
    """Process ids of the children of this process."""
    for tasks in Path("/proc/self/task").glob("*/children"):
        yield from tasks.read_text().split()


def resident(process: str) -> int:
    """Bytes that a process holds in memory; 0 if it has gone."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def lengths(texts: list[str]) -> None:
    """Whether time grows with length, and no faster."""
    extractor = Extractor()
    rates: list[tuple[str, float]] = []
    joined = "\n".join(texts)
    joined *= 1 + 10**7 // len(joined)
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        pieces = [joined[at : at + size] for at in range(0, min(size * 20, 10**6), size)] or [joined[:size]]
        rates.append((f"news, one article of {size:,} characters", rate_of(extractor.extract, pieces)))
    rates += [
        (f"1,000,000 characters of {name}", rate_of(extractor.extract, [(text * 10**6)[: 10**6]]))
        for name, text in HOSTILE.items()
    ]
    base = rates[0][1]
    rows = [[name, f"{rate / 1000:.0f}", f"{base / rate:.2f}"] for name, rate in rates]
    table("Length and hostile text", ["", "1000 characters a second", "time a character, of the first"], rows)


def rate_of(function: Callable[[str], object], pieces: list[str]) -> float:
    """Characters a second, the best of three where it is quick."""
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        for piece in pieces:
            function(piece)
        taken = time.perf_counter() - start
        best = max(best, sum(map(len, pieces)) / taken)
        if taken > 2:
            break
    return best


def write() -> None:
    """Puts the tables between the marks of the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition("<!-- scale -->\n")
    _, _, after = rest.partition("<!-- end of scale -->")
    tables = "\n\n".join(TABLES)
    PAGE.write_text(f"{before}<!-- scale -->\n{tables}\n<!-- end of scale -->{after}", encoding="utf-8")


def main() -> None:
    """Measures everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000, help="for the measure of memory (default: 2000)")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/explanation/speed.md")
    options = parser.parse_args()
    kind, texts = corpus()
    print(f"{kind}: {len(texts)} articles of {statistics.mean(map(len, texts)):.0f} characters\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # First, while this process holds nothing else.
        memory(archive(folder, texts, options.articles), options.articles, folder)
        workers(archive(folder, texts, 3000), 3000, folder)
        starting()
        beside_hazm(texts)
        where_time_goes(texts, folder / "profile")
    lengths(texts)
    if options.write:
        write()


if __name__ == "__main__":
    main()
