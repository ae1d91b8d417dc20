"""Articles with labelled claims as the label stages see them: normalized text, with the claims in its offsets.

There are two kinds. Gold articles are annotated whole. Of the articles of the unannotated corpus, ``labels.csv`` holds
labels of claims that the extractor found: by article id and code points of the raw text, since the texts are their
publishers' and no part of the project. They were labelled by the guideline, each in its article, by one reader, who
saw annotated sentences for comparison and was a machine; nobody read them twice. What nobody says has no labels, and
a speaker who can't be told is left out.
"""

import argparse
import csv
import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from faclaims.records import Assertion, Span, Stance
from faclaims.stages.normalize import Normalized, normalize

LABELS = Path(__file__).parent / "labels.csv"
_HASHED = ("fars", "web")
_LONGEST_TITLE = 300


class Claim(NamedTuple):
    """An annotated sentence of content."""

    span: Span
    cue: str | None
    core: bool
    subjects: tuple[str, ...]
    stance: Stance
    assertion: Assertion


class Article(NamedTuple):
    """An annotated article; ``title`` is its first line, if that is short enough for one."""

    id: str
    publisher: str
    group: str
    text: str
    title: Span | None
    claims: tuple[Claim, ...]


def read(path: Path) -> list[Article]:
    """Returns the articles of a gold file."""
    return [_article(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_labels(corpora: Iterable[Path]) -> list[Article]:
    """Returns the articles of corpus files of which ``labels.csv`` labels claims."""
    labels = {article: [row for row in rows if row["stance"]] for article, rows in read_rows().items()}
    return [_labelled(record, labels[record["id"]]) for record in records(corpora) if labels.get(record["id"])]


def read_rows() -> dict[str, list[dict[str, str]]]:
    """Returns the rows of ``labels.csv`` by article."""
    rows = defaultdict(list)
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["article"]].append(row)
    return rows


def records(corpora: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yields the articles of corpus files."""
    for corpus in corpora:
        yield from map(json.loads, corpus.read_text(encoding="utf-8").splitlines())


def _labelled(record: dict[str, Any], rows: Sequence[dict[str, Any]]) -> Article:
    normalized = normalize(record["text"])
    claims = tuple(
        Claim(
            normalized.to_text(int(row["start"]), int(row["end"])),
            row["cue"] or None,
            True,
            tuple(row["subjects"].split("|")),
            row["stance"],
            row["assertion"],
        )
        for row in rows
    )
    return Article(record["id"], record["publisher"], "", normalized.text, _title(normalized.text), claims)


def _title(text: str) -> Span | None:
    end = text.find("\n", 0, _LONGEST_TITLE)
    return Span(0, end) if end > 0 else None


def _article(record: dict[str, Any]) -> Article:
    normalized = normalize(record["text"])
    claims = [
        _claim(normalized, attribution, sentence)
        for attribution in record["attributions"]
        if attribution["form"] != "phrase"
        for sentence in attribution["sentences"]
        if "stance" in sentence
    ]
    title = _title(normalized.text)
    return Article(record["id"], record["publisher"], record["group"], normalized.text, title, tuple(claims))


def _claim(normalized: Normalized, attribution: dict[str, Any], sentence: dict[str, Any]) -> Claim:
    cue = attribution["cue"]
    return Claim(
        normalized.to_text(*sentence["span"]),
        normalize(normalized.raw[cue[0] : cue[1]]).text if cue else None,
        not attribution["nested"],
        tuple(sentence["subjects"]),
        sentence["stance"],
        sentence["assertion"],
    )


def folds(articles: Sequence[Article], number: int = 5, salt: str = "") -> list[int]:
    """Returns the fold of each article: publishers stay together, but two that are many are spread by article.

    ``fars`` holds two articles in five, ``web`` is a collection of 130 sites. Another ``salt`` deals them anew.
    """
    names = [article.id if article.publisher in _HASHED else article.publisher for article in articles]
    return [zlib.crc32((salt + name).encode()) % number for name in names]


def main[M](about: str | None, train: Callable[[Sequence[Article]], M], write: Callable[[M, Path], str]) -> None:
    """Trains a model of labels on all that the command line names, and writes it."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    print(write(train([*read(options.gold), *read_labels(options.corpora)]), options.output))  # noqa: T201
