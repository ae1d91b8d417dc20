"""What each part is worth: the measures on annotated articles with the part taken out.

``python benchmarks/ablation.py [GOLD.jsonl]`` prints a table; a part that changes nothing when it is taken out has not
earned its place.
"""

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import faclaims.pipeline
from faclaims import Extractor, Options
from faclaims.evaluate import GoldArticle, evaluate, predicted, read_gold
from faclaims.stages.normalize import Normalized
from faclaims.stages.phrases import Token

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("FACLAIMS_SHARED", ROOT.parent / "shared"))
MEASURES = ("tokens", "quotes@.5", "end-to-end")
# By name, since each package gives out a function of the same name as its module.
find = sys.modules["faclaims.stages.attributions.find"]
by_role = sys.modules["faclaims.stages.speakers.by_role"]
ends = sys.modules["faclaims.stages.phrases.ends"]
tokenizer = sys.modules["faclaims.stages.phrases.tokenizer"]


def measured(articles: tuple[GoldArticle, ...], options: Options) -> list[float]:
    """Returns F1 of the measures and the accuracy of speakers."""
    extractor = Extractor(options)
    claims = {
        article.id: tuple(
            predicted(claim) for claim in extractor.extract(article.text, article_id=article.id).claims
        )
        for article in articles
    }
    figures = evaluate(articles, claims).figures
    return [figures[name] for name in (*MEASURES, "speaker accuracy")]


def parts() -> Iterator[tuple[str, contextlib.AbstractContextManager[object], Options]]:
    """Yields the name of a part, a context in which it is taken out, and the options to run with."""
    whole = Options()
    yield "everything", contextlib.nullcontext(), whole
    yield "without learned models", contextlib.nullcontext(), Options(learned=False)
    yield "without continuation", patch.object(find, "goes_on", lambda step: not step.found.content), whole
    yield "without the phrases that the article knows", patch.object(find, "_known", lambda *_: frozenset()), whole
    yield "without words that cannot speak", patch.object(tokenizer, "_SILENT", frozenset()), whole
    yield "without speech within speech", patch.object(find, "_within_speech", lambda *_: False), whole
    yield "without names and posts found beside", patch.object(by_role, "holder", lambda *_: None), whole
    yield "without learned ends of phrases", patch.object(ends.PhraseEnds, "end", _by_rules), whole
    yield (
        "without subjects of narration",
        patch.object(faclaims.pipeline, "narration", lambda *_: []),
        whole,
    )
    yield "without posts of who spoke last", patch.object(by_role, "_may_hold", lambda *_: False), whole
    yield "without normalization", patch.object(faclaims.pipeline, "normalize", _as_it_is), whole


def _by_rules(_: object, toks: Sequence[Token], i: int, n: int) -> int:
    """The end of a phrase by the rules alone."""
    return ends.Ruled.of(toks, i, n).speaker


def _as_it_is(raw: str) -> Normalized:
    """The raw text with letters exchanged one for one, and nothing else."""
    return Normalized.identity(raw).with_text(raw.replace("ي", "ی").replace("ك", "ک"))


def main() -> None:
    """Prints the table."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "gold" / "dev.jsonl"
    articles = read_gold(path)
    print(f"| part taken out | {' | '.join(MEASURES)} | speaker accuracy |")
    print("| --- | --- | --- | --- | --- |")
    for name, out, options in parts():
        with out:
            print(
                f"| {name} | {' | '.join(f'{value:.3f}' for value in measured(articles, options))} |", flush=True
            )


if __name__ == "__main__":
    main()
