"""Sentence splitting beside hazm's and parsivar's, all three in one run.

    python benchmarks/sentences.py CORPUS.jsonl [--seed ARTICLE.txt]

CORPUS.jsonl holds one article a line, its ``text`` with one paragraph a line. Measured are

clean     F1 of inner boundaries on running text whose boundaries are sure: paragraphs that hold one sentence mark
          (stops inside numbers and Latin words apart), at their end, joined five at a time with a space
tight     the same text after every third ``". "`` before a letter has lost its space
hard      F1 on ``sentences.txt`` (abbreviations, decimals, addresses, ellipses, quotations, bullets)
cut       quotations («…» in one paragraph) cut from within, in the whole corpus
seed      pieces found in the article given with ``--seed``
speed     code points a second over the corpus, article by article
"""

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import hazm
import parsivar

from faclaims.stages.sentences import sentence_words, sentences

HARD = Path(__file__).parent / "sentences.txt"
ONE_MARK = re.compile(r"[^.!?؟…\n]*(?:(?<=[0-9۰-۹A-Za-z])[.](?=[0-9۰-۹A-Za-z])[^.!?؟…\n]*)*[.؟!]")
QUOTATION = re.compile(r"«[^«»\n]*»")
FOLD = str.maketrans("يك\xa0", "یک ", "\r\ufeff\u200e\u200f")
Splitter = Callable[[str], list[str]]


def splitters() -> dict[str, Splitter]:
    """Returns the three splitters as functions from a text to its sentences."""
    words = sentence_words()
    return {
        "faclaims": lambda text: [text[s:e] for s, e in sentences(text, words)],
        "hazm": hazm.SentenceTokenizer().tokenize,
        "parsivar": parsivar.Tokenizer().tokenize_sentences,
    }


def ends(pieces: Iterable[str]) -> set[int]:
    """Returns the inner boundaries as counts of letters and digits before them, so that spaces do not matter."""
    found, count = set(), 0
    for piece in pieces:
        count += sum(map(str.isalnum, piece))
        found.add(count)
    found.discard(count)
    found.discard(0)
    return found


def f1(split: Splitter, reference: list[list[str]]) -> float:
    """Returns the micro F1 of inner boundaries on texts given as lists of pieces."""
    right = wanted = given = 0
    for pieces in reference:
        want, got = ends(pieces), ends(split("".join(pieces)))
        right, wanted, given = right + len(want & got), wanted + len(want), given + len(got)
    return 2 * right / (wanted + given)


def clean(texts: list[str]) -> list[list[str]]:
    """Returns running texts of five one-sentence paragraphs each."""
    lines = [line.strip() for text in texts for line in text.split("\n")]
    sure = [line + " " for line in lines if len(line) > 40 and ONE_MARK.fullmatch(line)]
    return [sure[i : i + 5] for i in range(0, len(sure) - 4, 5)]


def tight(reference: list[list[str]]) -> list[list[str]]:
    """Returns the texts with every third space between a full stop and a letter taken out."""
    stops, out = 0, []
    for pieces in reference:
        kept = []
        for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
            loses = piece.endswith(". ") and following[:1].isalpha()
            stops += loses
            kept.append(piece[:-1] if loses and stops % 3 == 1 else piece)
        out.append(kept)
    return out


def hard() -> list[list[str]]:
    """Returns the texts of ``sentences.txt``."""
    lines = HARD.read_text(encoding="utf-8").splitlines()
    return [line.replace("⏎", "\n").split("‖") for line in lines if line and not line.startswith("#")]


def cut(split: Splitter, texts: list[str]) -> int:
    """Returns how many quotations of the texts have a boundary strictly inside."""
    total = 0
    for text in texts:
        letters = [0]
        for char in text:
            letters.append(letters[-1] + char.isalnum())
        found = ends(split(text))
        total += sum(
            any(letters[m.start()] < end < letters[m.end()] for end in found) for m in QUOTATION.finditer(text)
        )
    return total


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--seed", type=Path)
    args = parser.parse_args()
    with args.corpus.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"].translate(FOLD) for line in lines]
    seed = args.seed.read_text(encoding="utf-8").translate(FOLD) if args.seed else ""
    sure, difficult = clean(texts), hard()
    quotations = sum(len(QUOTATION.findall(text)) for text in texts)
    print(f"{len(sure)} clean texts, {len(difficult)} hard texts, {quotations} quotations")
    print("| | clean | tight | hard | quotations cut | seed | M code points/s |\n|---|---|---|---|---|---|---|")
    for name, split in splitters().items():
        start = time.perf_counter()
        for text in texts:
            split(text)
        speed = sum(map(len, texts)) / (time.perf_counter() - start) / 1e6
        figures = (f1(split, sure), f1(split, tight(sure)), f1(split, difficult))
        shown = " | ".join(f"{figure:.4f}" for figure in figures)
        print(f"| {name} | {shown} | {cut(split, texts)} | {len(split(seed)) if seed else '–'} | {speed:.1f} |")


if __name__ == "__main__":
    main()
