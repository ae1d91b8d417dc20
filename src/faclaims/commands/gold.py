"""`faclaims gold`: annotated articles from and for Label Studio."""

import json
from pathlib import Path
from typing import Annotated

import typer

from faclaims.commands.common import guarded, tell, told
from faclaims.errors import InputError, OutputError
from faclaims.formats.label_studio import from_label_studio, label_config
from faclaims.io import STDOUT, replacing, spare
from faclaims.report.language import Lang, subject_names


@guarded
def from_label_studio_command(
    export: Annotated[
        Path, typer.Argument(metavar="EXPORT", help="What Label Studio exported, in its JSON format.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="The file of annotated articles, JSONL.")],
) -> None:
    """Turn corrected Label Studio tasks into annotated articles that `faclaims evaluate` reads.

    **Example**

        faclaims gold from-label-studio project-1.json -o gold.jsonl
    """
    if out != STDOUT and out.suffix not in {".jsonl", ""}:
        raise OutputError(f"{out}: annotated articles are written as JSONL; end the name in .gold.jsonl")
    spare([export], out)
    try:
        tasks = json.loads(export.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"{export}: {error.strerror}; give the file that Label Studio exported") from None
    except ValueError as error:
        raise InputError(f"{export}: not JSON ({error}); export as JSON in Label Studio") from None
    if not isinstance(tasks, list):
        raise InputError(f"{export}: not a list of tasks; export as JSON in Label Studio")
    articles = list(from_label_studio(tasks))
    if not articles:
        raise InputError(f"{export}: no task is annotated yet; submit some in Label Studio and export again")
    with replacing(out) as file:
        file.writelines(article.model_dump_json().encode() + b"\n" for article in articles)
    skipped = len(tasks) - len(articles)
    tell(f"{len(articles)} articles{told(out)}" + (f", {skipped} not annotated yet" if skipped else ""))


@guarded
def label_config_command(
    lang: Annotated[Lang, typer.Option("--lang", help="Language of the subjects' names.")] = "fa",
    lexicon: Annotated[
        list[Path] | None,
        typer.Option("--lexicon", metavar="DIR", help="Folder with subjects of your own; repeatable."),
    ] = None,
) -> None:
    """Print the labelling interface to paste into a Label Studio project.

    **Example**

        faclaims gold label-config > label-config.xml
    """
    typer.echo(label_config(subject_names(lang, tuple(lexicon or ()))), nl=False)
