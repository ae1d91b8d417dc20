"""Compile the marked sample articles into raw texts and gold.

``source/NN-slug.toml`` holds one article with its attributions marked in place; this script writes beside it
``NN-slug.txt`` (the raw article) and one line of ``gold.jsonl``. Run it after every change of a source::

    python data/samples/build.py            # write
    python data/samples/build.py --check    # only tell whether the files are up to date

The markup, inside ``text``; ``N`` is the number of the attribution, or several (``1,2``) that share the words::

    ⟦N …⟧   content (twice or more for content in pieces; may hold other marks: a nested attribution)
    {N …}   cue
    <N …>   mention of the speaker

``[attributions]`` then says what each one is, and labels the sentences of its content in order::

    1 = "colon karimi; telecom internet favor demanded; telecom neutral asserted"

Form and speaker first, then for each sentence one or two subjects, the stance and the assertion. A ``phrase`` has
no labels. ``nested`` is not written down: it follows from where the content stands.
"""

import argparse
import itertools
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent

FORMS = ("quoted", "colon", "clause", "phrase")
KINDS = ("person", "organization", "group", "unnamed", "document")
GROUPS = ("agency", "web", "diaspora", "telegram", "print")
STANCES = ("favor", "against", "neutral")
ASSERTIONS = ("asserted", "denied", "demanded", "promised", "predicted", "conditional", "possible", "asked")
SUBJECTS = frozenset(
    [
        "macroeconomics",
        "civil_rights",
        "privacy",
        "filtering",
        "health",
        "agriculture",
        "labor",
        "education",
        "environment",
        "energy",
        "immigration",
        "transportation",
        "law_crime",
        "social_welfare",
        "housing",
        "domestic_commerce",
        "defense",
        "technology",
        "internet",
        "cdn",
        "server_relocation",
        "messengers",
        "cybersecurity",
        "telecom",
        "foreign_trade",
        "international_affairs",
        "government_operations",
        "public_lands",
        "culture",
        "disaster",
        "sports",
        "religion",
        "rumour",
        "other",
    ]
)

Offsets = tuple[int, int]

_MARK = re.compile(r"(?P<open>[⟦{<])(?P<ids>[0-9]+(?:,[0-9]+)*) |(?P<close>[⟧}>])")
_CLOSES = {"⟧": "⟦", "}": "{", ">": "<"}
_SENTENCE_END = re.compile(r"[.!؟?؛…]+(?=[\s»\"”)\]]|$)|\n+")


class MarkupError(ValueError):
    """A source that does not follow the markup; the message names the place."""


class Marked(NamedTuple):
    """A text without its marks, and for each attribution number the spans that were marked."""

    text: str
    content: dict[int, list[Offsets]]
    cue: dict[int, Offsets]
    mention: dict[int, Offsets]


def read_marks(marked: str) -> Marked:
    """Take the marks out of a text.

    Args:
        marked: Text with the marks that the module describes.

    Returns:
        The bare text and the spans, offsets in its code points, end-exclusive.

    Raises:
        MarkupError: If marks do not pair, or an attribution has two cues or two mentions.
    """
    out: list[str] = []
    length = position = 0
    stack: list[tuple[str, list[int], int]] = []
    result = Marked("", {}, {}, {})
    for mark in _MARK.finditer(marked):
        piece = marked[position : mark.start()]
        out.append(piece)
        length += len(piece)
        position = mark.end()
        if mark["open"]:
            stack.append((mark["open"], [int(n) for n in mark["ids"].split(",")], length))
            continue
        if not stack or stack[-1][0] != _CLOSES[mark["close"]]:
            raise MarkupError(f"{mark['close']} closes nothing: …{marked[max(0, position - 40) : position]}")
        opened, numbers, start = stack.pop()
        for number in numbers:
            _keep(result, opened, number, (start, length))
    if stack:
        raise MarkupError(f"{stack[-1][0]}{stack[-1][1][0]} is never closed")
    out.append(marked[position:])
    return result._replace(text="".join(out))


def _keep(result: Marked, opened: str, number: int, span: Offsets) -> None:
    if opened == "⟦":
        result.content.setdefault(number, []).append(span)
        return
    place = result.cue if opened == "{" else result.mention
    if number in place:
        raise MarkupError(f"attribution {number} has {'two cues' if opened == '{' else 'two mentions'}")
    place[number] = span


def sentences(text: str, start: int, end: int) -> list[Offsets]:
    """Cut a stretch of text into its sentences, as the gold data does (marks ``. ! ؟ ? ؛ …`` and line ends)."""
    bounds = [start, *(m.end() for m in _SENTENCE_END.finditer(text, start, end)), end]
    found = []
    for left, right in itertools.pairwise(bounds):
        letters = [i for i in range(left, right) if text[i].isalnum()]
        if letters and letters[-1] > letters[0]:
            found.append((letters[0], letters[-1] + 1))
    return found


def is_nested(number: int, marked: Marked) -> bool:
    """Whether an attribution's content stands inside the content of another one."""
    return any(
        other != number and any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans)
        for start, end in marked.content[number]
        for other, spans in marked.content.items()
    )


def _sentence_records(number: int, form: str, labels: list[str], marked: Marked) -> list[dict[str, Any]]:
    if form == "phrase":
        if labels:
            raise MarkupError(f"attribution {number}: a phrase has no labels")
        return []
    spans = [cut for start, end in marked.content[number] for cut in sentences(marked.text, start, end)]
    if len(spans) != len(labels):
        cut = " | ".join(marked.text[s:e][:25] for s, e in spans)
        raise MarkupError(f"attribution {number}: {len(labels)} labels for {len(spans)} sentences: {cut}")
    records = []
    for span, label in zip(spans, labels, strict=True):
        *subjects, stance, assertion = label.split()
        legal = 1 <= len(subjects) <= 2 and SUBJECTS.issuperset(subjects) and stance in STANCES
        if not legal or assertion not in ASSERTIONS:
            raise MarkupError(f"attribution {number}: not a label: {label!r}")
        records.append({"span": list(span), "subjects": subjects, "stance": stance, "assertion": assertion})
    return records


def _attribution(number: int, line: str, marked: Marked) -> dict[str, Any]:
    head, *labels = [part.strip() for part in line.split(";")]
    form, _, speaker = head.partition(" ")
    if form not in FORMS:
        raise MarkupError(f"attribution {number}: no such form: {form!r}")
    return {
        "form": form,
        "nested": is_nested(number, marked),
        "speaker": speaker,
        "content": [list(s) for s in marked.content[number]],
        "cue": list(marked.cue[number]) if number in marked.cue else None,
        "mention": list(marked.mention[number]) if number in marked.mention else None,
        "sentences": _sentence_records(number, form, labels, marked),
    }


def _speakers(source: dict[str, Any], text: str) -> list[dict[str, Any]]:
    speakers = []
    for key, fields in source.get("speakers", {}).items():
        speaker = {"key": key, "name": "", "aliases": [], "kind": "person", "roles": [], **fields}
        if speaker["kind"] not in KINDS:
            raise MarkupError(f"speaker {key}: no such kind: {speaker['kind']!r}")
        names = [] if speaker["name"] == "نامشخص" else [speaker["name"]]
        lost = [w for w in [*names, *speaker["aliases"], *speaker["roles"]] if w not in text]
        if lost:
            raise MarkupError(f"speaker {key}: not in the text: {', '.join(lost)}")
        speakers.append(speaker)
    return speakers


def compile_source(path: Path) -> dict[str, Any]:
    """Read one marked article.

    Args:
        path: A file ``NN-slug.toml``.

    Returns:
        Its gold record.

    Raises:
        MarkupError: If the source breaks a rule; the message names file and attribution.
    """
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        marked = read_marks(source["text"])
        numbers = {int(n): line for n, line in source.get("attributions", {}).items()}
        stray = sorted(set(numbers) ^ set(marked.content) | (set(marked.cue) | set(marked.mention)) - set(numbers))
        if stray:
            raise MarkupError(f"marked but not described, or described but not marked: {stray}")
        if source["group"] not in GROUPS:
            raise MarkupError(f"no such group: {source['group']!r}")
        speakers = _speakers(source, marked.text)
        attributions = [_attribution(n, line, marked) for n, line in numbers.items()]
        if {a["speaker"] for a in attributions} != {s["key"] for s in speakers}:
            raise MarkupError("speakers described and speakers used differ")
    except MarkupError as error:
        raise MarkupError(f"{path.name}: {error}") from None
    return {
        "id": path.stem,
        "publisher": source["publisher"],
        "group": source["group"],
        "date": source["date"].isoformat(),
        "title": marked.text.partition("\n")[0],
        "text": marked.text,
        "speakers": speakers,
        "attributions": sorted(attributions, key=lambda a: a["content"][0]),
    }


def outputs(folder: Path | None = None) -> Iterator[tuple[Path, str]]:
    """Each file that the sources of a folder (by default this one) compile to, with its text."""
    folder = folder or HERE
    records = [compile_source(path) for path in sorted((folder / "source").glob("*.toml"))]
    for record in records:
        yield folder / f"{record['id']}.txt", record["text"]
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    yield folder / "gold.jsonl", lines


def main(arguments: list[str] | None = None) -> int:
    """Write the compiled files, or with ``--check`` tell which of them are stale (exit code 1)."""
    parser = argparse.ArgumentParser(description="Compile the marked sample articles into raw texts and gold.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is stale")
    check = parser.parse_args(arguments).check
    try:
        compiled = list(outputs())
    except MarkupError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    stale = [(path, text) for path, text in compiled if not path.exists() or path.read_bytes() != text.encode()]
    for path, text in stale:
        if not check:
            path.write_bytes(text.encode())
        sys.stdout.write(f"{'stale' if check else 'wrote'}: {path.name}\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
