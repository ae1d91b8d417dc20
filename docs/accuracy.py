"""Writes docs/explanation/accuracy.md: the figures of this code on the annotated articles.

python docs/accuracy.py [GOLD]     GOLD is the annotated real articles beside the project, see FACLAIMS_SHARED

The articles are no part of the project, so this is not run in CI; where they are present, a test checks that the
page claims no more than is measured now.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from faclaims import Extraction, Extractor
from faclaims.evaluate import GoldArticle, Report, evaluate, read_gold

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "explanation" / "accuracy.md"
SHARED = Path(os.environ.get("FACLAIMS_SHARED", ROOT.parent / "shared"))
MEASURES = ("tokens", "quotes@.5", "exact", "end-to-end", "speaker accuracy")
COLUMNS = ("end-to-end", "quotes@.5", "speaker accuracy", "tokens")
FEW = 15
"""Attributions below which a publisher's figure says too little to stand alone."""

TEXT = """\
# How accurate it is

Figures of {articles} annotated real articles of {publishers} publishers ({attributions} attributions that had
to be found), by `python docs/accuracy.py`. What each figure means is on [its own page](measures.md). The rules
were made while looking at these articles: expect less on others, [web pages above all](unseen.md). Subjects, stance and
assertion are decided by models that have seen the labels of these articles, so that what counts is how they do
[without the article](labels.md#measured).

{overall}

End-to-end F1 lies between {low:.3f} and {high:.3f} in 95 % of the samples when the articles are drawn anew.

On the sample articles of the project, which show every construction that the guideline knows: end-to-end F1
{samples:.3f}.

## By publisher

Publishers with fewer than {few} attributions are one row. Few attributions make an uncertain figure: with 20,
one more mistake is three points.

{publishers_table}

## By kind of outlet

{groups}

## By form and by mention

How many of the attributions in gold are found, and found with the right speaker:

{forms}

## Ablation

The same figures with one part taken out (`python benchmarks/ablation.py`). What a learned model adds to the labels is
not in these four; what falls nowhere here shows on other measures or has yet to earn its place.

{ablation}

## Confidence

How often the attributions of a confidence are right, by models that did not see their publisher (fars and web: their
article): `python -m training.confidence GOLD.jsonl CORPUS.jsonl…`. The last table is of articles without annotation,
of which [a machine told](labels.md) who says each claim and whether anybody does; where a content ends was not judged.
In training a wrong attribution weighs 1.3 times a right one, so that more is right than the confidence says: with
equal weights the errors of calibration were 0.025 end to end and 0.005 on the corpus, and a threshold of 0.8 kept 0.928
of the recall at a precision of 0.967 end to end.

{confidence}

## Limits

- **A speaker never named nearby.** Someone who is called only by a post in the whole article keeps the post as
  name.
- **Free continuation.** Where a quotation without marks ends and narration resumes is a judgement on which
  readers differ too.
- **Phrases and nested reports** (`از افتتاح پروژه خبر داد`) are found less often, and are not asked for in the
  figures.
- **Stance** is the least sure label ([how sure](labels.md#measured)). [What it means](stance.md) says why.
- **Other genres.** Poetry, fiction, chats and legal texts were not looked at. Dari and Tajik news were looked
  at little.
- **Text from pictures** (OCR) was not looked at.

Measure on [your own articles](../how-to/gold.md) before you rely on a number.
"""


def measured(gold: tuple[GoldArticle, ...]) -> Report:
    """Extracts the articles and measures what comes out."""
    inputs = ({"id": a.id, "text": a.text, "publisher": a.publisher} for a in gold)
    results = (r for r in Extractor().pipe(inputs) if isinstance(r, Extraction))
    return evaluate(gold, {r.article.id: r.claims for r in results})


def by(report: Report, key: Callable[[GoldArticle], str]) -> dict[str, Report]:
    """Splits a report by a property of the articles, the largest part first."""
    counts = Counter(key(gold) for gold, _ in report.articles)
    return {
        name: Report(tuple(a for a in report.articles if key(a[0]) == name)) for name, _ in counts.most_common()
    }


def page(report: Report, samples: Report, ablation: str, confidence: str) -> str:
    """The page, from the figures on real articles and on the samples, and what the other programs print."""
    said = Counter[str]()
    for gold, _ in report.articles:
        said[gold.publisher or "?"] += sum(a.is_core for a in gold.attributions)
    publishers = by(report, lambda a: p if said[p := a.publisher or "?"] >= FEW else "others together")
    low, high = report.interval()
    rows = []
    for kind in ("form", "mention"):
        for name, part in report.parts(kind).items():  # type: ignore[arg-type]
            rows.append((f"{kind}: {name}", part.gold, part.found, part.right))
    return TEXT.format(
        articles=len(report.articles),
        publishers=len(said),
        attributions=report.attributions,
        overall=_table(("measure", "F1 or share"), [(m, report.figures[m]) for m in MEASURES]),
        low=low,
        high=high,
        samples=samples.figures["end-to-end"],
        few=FEW,
        publishers_table=_parts("publisher", publishers),
        groups=_parts("kind of outlet", by(report, lambda a: a.group or "?")),
        forms=_table(("", "in gold", "found", "with the right speaker"), rows),
        ablation=ablation.strip(),
        confidence=confidence.strip(),
    )


def _parts(name: str, parts: dict[str, Report]) -> str:
    rows = [
        (key, len(part.articles), part.attributions, *(part.figures[c] for c in COLUMNS))
        for key, part in parts.items()
    ]
    return _table((name, "articles", "attributions", *COLUMNS), rows)


def _table(head: tuple[str, ...], rows: list[tuple[str | float, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    shown = [[f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in shown)


if __name__ == "__main__":
    gold = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "gold" / "dev.jsonl"
    samples = ROOT / "data" / "samples" / "gold.jsonl"
    # Apart, since the one takes pieces out of the running program and the other is no library.
    corpora = [SHARED / "corpus" / name for name in ("fars.jsonl", "web.jsonl")]
    ablation, confidence = (
        subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, check=True, cwd=ROOT).stdout
        for words in (("benchmarks.ablation", gold), ("training.confidence", gold, *corpora))
    )
    text = page(measured(read_gold(gold)), measured(read_gold(samples)), ablation, confidence)
    PAGE.write_text(text, encoding="utf-8")
