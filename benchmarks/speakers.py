"""Whether labelled claims of the corpus are given to the right speaker.

    python -m benchmarks.speakers CORPUS.jsonl… [--errors N]

CORPUS.jsonl holds articles of which ``training/labels.csv`` labels claims. Prints the share of the claims found within
labelled bounds that somebody says and that have the right name, for each file and each way to mention a speaker.
What the extractor missed, and where content ends, these labels don't tell. ``--errors`` lists N claims, spread over
the files, that have the wrong name or that nobody says.
"""

import argparse
from collections import defaultdict
from pathlib import Path

from training.speakers import judge_speakers

SHOWN = 120
"""Code points of a claim that ``--errors`` shows."""


def main() -> None:
    """Prints the table, and errors if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    options = parser.parse_args()
    verdicts: defaultdict[str, list[bool]] = defaultdict(list)
    wrong: list[str] = []
    nobody = 0
    for corpus in options.corpora:
        for text, result, judged in judge_speakers([corpus]):
            for claim, row, right in judged:
                mention = claim.speaker.mention
                for name in ("all", corpus.stem, mention.type):
                    verdicts[name].append(right)
                nobody += not row["stance"]
                if not right:
                    place = f"{result.article.id} {claim.start}-{claim.end}"
                    said = text[claim.start : claim.end][:SHOWN].replace("\n", " ")
                    names = f"said by {row['speaker'] or 'nobody'}, found {claim.speaker.name}"
                    wrong.append(f"{place} {claim.form} {mention.type} {mention.text!r}\n  {names}\n  {said}")
    print(f"{'':12}{'claims':>8}{'right':>8}")
    for name, rights in verdicts.items():
        print(f"{name:12}{len(rights):8}{sum(rights) / len(rights):8.3f}")
    print(f"said by nobody: {nobody}")
    if options.errors:
        print(*wrong[:: max(1, len(wrong) // options.errors)][: options.errors], sep="\n")


if __name__ == "__main__":
    main()
