"""Annotated articles as the label stages see them: normalized text, with labelled claims in its offsets."""

import json
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from faclaims.records import Span
from faclaims.stages.normalize import Normalized, normalize

_HASHED = ("fars", "web")
_LONGEST_TITLE = 300


class Claim(NamedTuple):
    """An annotated sentence of content."""

    span: Span
    cue: str | None
    form: str
    core: bool
    subjects: tuple[str, ...]
    stance: str
    assertion: str


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


def _article(record: dict[str, Any]) -> Article:
    normalized = normalize(record["text"])
    end = normalized.text.find("\n", 0, _LONGEST_TITLE)
    claims = [
        _claim(normalized, attribution, sentence)
        for attribution in record["attributions"]
        if attribution["form"] != "phrase"
        for sentence in attribution["sentences"]
        if "stance" in sentence
    ]
    title = Span(0, end) if end > 0 else None
    return Article(record["id"], record["publisher"], record["group"], normalized.text, title, tuple(claims))


def _claim(normalized: Normalized, attribution: dict[str, Any], sentence: dict[str, Any]) -> Claim:
    cue = attribution["cue"]
    return Claim(
        normalized.to_text(*sentence["span"]),
        normalize(normalized.raw[cue[0] : cue[1]]).text if cue else None,
        attribution["form"],
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


def key(text: str) -> str:
    """Returns letters from the beginning of a text by which the same article is known elsewhere."""
    return re.sub(r"\W", "", text[:400])[60:160]
