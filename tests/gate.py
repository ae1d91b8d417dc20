"""What the evaluation gate measures, and the file of its floors."""

import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.commas import damaged as without_commas
from benchmarks.renamed import renamed

from faclaims import Extraction, Extractor
from faclaims.evaluate import Report, evaluate, read_gold

FLOORS = Path(__file__).with_name("gate.toml")
SAMPLES = Path(__file__).parents[1] / "data" / "samples" / "gold.jsonl"
OURS: dict[str, Callable[[Iterable[str]], Iterator[str]]] = {
    "commas": partial(without_commas, share=1.0),
    "renamed": partial(renamed, known=False),
}
"""What we do to the lines of a gold file beside what ``noise.py`` does."""
NOISES = ("zwnj-lost", "zwnj-space", "flat", "arabic", "tight", "all", *OURS)
# The models of labels have seen dev: there the last three tell whether they still fit the code, on the samples, which
# they have not seen, how good they are.
WATCHED = (
    "end-to-end",
    "tokens",
    "attributed",
    "quotes@.5",
    "exact",
    "speaker accuracy",
    "phrase/nested recall",
    "subjects",
    "stance macro F1",
    "assertion macro F1",
)


def floors() -> dict[str, dict[str, float]]:
    """The floors of each set: by measure, between 0 and 1."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def measured(gold: Path) -> Report:
    """Extracts the articles of a gold file and measures what comes out."""
    articles = read_gold(gold)
    inputs = ({"id": a.id, "text": a.text, "publisher": a.publisher} for a in articles)
    results = [r for r in Extractor().pipe(inputs) if isinstance(r, Extraction)]
    assert len(results) == len(articles)
    return evaluate(articles, {r.article.id: r.claims for r in results})


def watched(report: Report, *, groups: bool = False) -> dict[str, float]:
    """The figures that have floors; with ``groups`` also end-to-end F1 of the worst kind of outlet."""
    figures = {name: report.figures[name] for name in WATCHED}
    if groups:
        figures["worst group end-to-end"] = min(g.figures["end-to-end"] for g in report.groups().values())
    return figures


def damaged(shared: Path, mode: str, folder: Path) -> Path:
    """A copy of the annotated articles that is damaged or has other names, its offsets moved along."""
    out, dev = folder / f"{mode}.jsonl", shared / "gold" / "dev.jsonl"
    if mode in OURS:
        lines = OURS[mode](dev.read_text(encoding="utf-8").splitlines())
        out.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return out
    command = [sys.executable, shared / "eval" / "noise.py", mode, dev]
    out.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
    return out


def every_set(shared: Path, folder: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """The figures of every set that has floors."""
    yield "samples", watched(measured(SAMPLES))
    yield "dev", watched(measured(shared / "gold" / "dev.jsonl"), groups=True)
    for mode in NOISES:
        yield mode, {"end-to-end": measured(damaged(shared, mode, folder)).figures["end-to-end"]}
