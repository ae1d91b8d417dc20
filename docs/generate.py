"""Writes the reference pages that follow from the code.

python docs/generate.py            writes docs/reference/cli.md, record.md and lexicon.md
python docs/generate.py --check    fails when they are not those of this code
"""

import re
import subprocess
import sys
import tempfile
import types
import typing
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from faclaims import records
from faclaims.lexicon import SCHEMAS, Row, load
from faclaims.lexicon.rows import SubjectRow

REFERENCE = Path(__file__).parent / "reference"
RECORDS = (
    records.Claim,
    records.Cue,
    records.Speaker,
    records.Mention,
    records.SpeakerEvidence,
    records.TextSpan,
    records.Entity,
    records.Subject,
    records.Evidence,
    records.Quantity,
    records.DateMention,
    records.Extraction,
    records.Article,
    records.Attribution,
    records.Source,
    records.Failure,
)
HEAD = """\
# The records

Every record is an immutable pydantic model that takes no other fields than these. Offsets are code points of the
raw article text, end-exclusive: `text[record.start:record.end] == record.text`. JSONL, CSV and Parquet have the
same fields in the same order; CSV holds nested ones as JSON, Parquet as structs and lists. `faclaims schema`
prints the JSON Schema.
"""
LEXICON_HEAD = """\
# The lexicons

What faclaims knows of words stands in data files, `src/faclaims/lexicon/data/NAME.toml` or `.csv`; each `[[row]]`
has an `id`, a source or reason, and sentences in which it must or must not be found, which the tests run. Files of
the same names in a folder of your own (`--lexicon DIR`, `Options(lexicons=…)`) are laid over them: a row with a
known `id` replaces it, others are added. How to: [your own subjects](../how-to/subjects.md),
[your own speakers](../how-to/speakers.md).
"""


def command_line() -> str:
    """The page of the command line, from the help texts of the commands."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "cli.md"
        command = [sys.executable, "-m", "typer", "faclaims.cli", "utils", "docs", "--name", "faclaims"]
        subprocess.run([*command, "--output", page], check=True, capture_output=True)
        return page.read_text(encoding="utf-8").rstrip() + "\n"


def record_page() -> str:
    """The page of the records, from the models."""
    return "\n".join([HEAD, *(_section(model) for model in RECORDS)])


def lexicon_page() -> str:
    """The page of the lexicons, from the schemas of their rows and the rows."""
    return "\n".join([LEXICON_HEAD, *(_lexicon(name, schema) for name, schema in SCHEMAS.items()), _subjects()])


def _lexicon(name: str, schema: type[Row]) -> str:
    text = (schema.__doc__ or "").replace("``", "`")
    summary = text.partition("Attributes:")[0]
    models = [model for model in reversed(schema.__mro__) if issubclass(model, Row)]
    described = {k: v for model in models for k, v in _described((model.__doc__ or "").replace("``", "`"))}
    fields = [f"| `{field}` | {described.get(field, '')} |" for field in schema.model_fields]
    about = re.sub(r"\n +", "\n", summary).strip()
    return "\n".join([f"## {name}", "", about, "", "| field | meaning |", "|---|---|", *fields, ""])


def _subjects() -> str:
    rows = load("subjects", SubjectRow)
    table = [
        f"| `{row.id}` | {row.label_en} | {row.label_fa} | {f'`{row.parent}`' if row.parent else ''} |"
        for row in rows
    ]
    return "\n".join(
        ["## The subjects", "", "| id | English | Persian | part of |", "|---|---|---|---|", *table, ""]
    )


def _section(model: type[BaseModel]) -> str:
    text = (model.__doc__ or "").replace("``", "`")
    summary, _, attributes = text.partition("Attributes:")
    described = dict(_described(attributes))
    rows = [
        f"| `{name}` | {_type(info.annotation)} | {described.get(name) or info.description or ''} |"
        for name, info in model.model_fields.items()
    ]
    about = re.sub(r"\n +", "\n", summary).strip()
    return "\n".join(
        [f"## {model.__name__}", "", about, "", "| field | type | meaning |", "|---|---|---|", *rows, ""]
    )


def _described(attributes: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"^        (\w+): (.*(?:\n            .*)*)", attributes, re.M):
        yield found[1], re.sub(r"\s+", " ", found[2])


def _type(annotation: object) -> str:
    arguments = typing.get_args(annotation)
    if isinstance(annotation, types.UnionType):
        return " or ".join(_type(a) for a in arguments)
    if typing.get_origin(annotation) is tuple:
        return f"list of {_type(arguments[0])}"
    if typing.get_origin(annotation) is typing.Literal:
        return ", ".join(f"`{a}`" for a in arguments)
    if annotation is types.NoneType:
        return "null"
    name = getattr(annotation, "__name__", str(annotation))
    is_record = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return f"[{name}](#{name.lower()})" if is_record else name


PAGES = {"cli.md": command_line, "record.md": record_page, "lexicon.md": lexicon_page}


def main() -> int:
    """Writes the pages, or checks them."""
    stale = []
    for name, text_of in PAGES.items():
        page, text = REFERENCE / name, text_of()
        if "--check" in sys.argv[1:]:
            if not page.exists() or page.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            page.parent.mkdir(exist_ok=True)
            page.write_text(text, encoding="utf-8")
    if stale:
        print(f"not those of this code: {', '.join(stale)}; run `make docs`", file=sys.stderr)
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
