"""Arguments in, exit codes out; the work is done by the library."""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.table import Table

from faclaims import records
from faclaims.commands import batch, export, gold, report
from faclaims.commands.options import (
    FIELDS,
    Confidence,
    DateField,
    Forms,
    IdField,
    Lexicons,
    PublisherField,
    RulesOnly,
    TextField,
    TitleField,
    UrlField,
    names,
    options,
)
from faclaims.errors import InputError
from faclaims.evaluate import SCORED, By, Report, evaluate, read_claims, read_gold
from faclaims.io import STDOUT, find, read, writing
from faclaims.pipeline import Extractor
from faclaims.records import Article, Failure
from faclaims.show import show as show_extraction
from faclaims.terminal import ALL_DONE, NOTHING_DONE, SOME_FAILED, progress, reporting, say, say_failure, streams

_log = logging.getLogger(__name__)

app = typer.Typer(
    name="faclaims",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)

RecordName = Literal["claim", "extraction", "attribution", "article", "failure"]


def main() -> None:
    """Runs the command line of this process."""
    with streams():
        app()


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"faclaims {version('faclaims')}")
        raise typer.Exit


@app.callback()
def _faclaims(
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Typed claim records from Persian news: who said what, about what, with what stance, and exactly where.

    Exit codes: 0 everything was done, 1 some articles failed, 2 nothing could be done, 130 stopped by Ctrl-C.
    """


@app.command()
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files (.txt, .html, .json, .jsonl, .csv, .parquet; .gz too), folders of them, or - for stdin.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("-o", "--out", help="File of claims: .jsonl, .csv or .parquet; - is JSONL to stdout."),
    ] = STDOUT,
    text_field: TextField = FIELDS.text,
    id_field: IdField = FIELDS.id,
    title_field: TitleField = FIELDS.title,
    date_field: DateField = FIELDS.date,
    url_field: UrlField = FIELDS.url,
    publisher_field: PublisherField = FIELDS.publisher,
    lexicon: Lexicons = None,
    form: Forms = None,
    min_confidence: Confidence = 0.0,
    rules_only: RulesOnly = False,
) -> None:
    """Write the claims of articles to a file, one claim a row.

    Offsets count the code points of the article as it stands in the file. The file is written whole or not at all.

    **Examples**

        faclaims extract news/ -o claims.parquet
        faclaims extract articles.jsonl -o claims.csv --form quoted --min-confidence 0.5
        cat article.txt | faclaims extract - | jq .speaker.name
    """
    console = Console(stderr=True)
    some = "the claims written so far are those of some of the articles"
    left = some if out == STDOUT else f"nothing was written to {out}"
    with reporting(console, stopped=f"Stopped; {left}."):
        extractor = Extractor(options(lexicon, form, min_confidence, rules_only))
        fields = names(text_field, id_field, title_field, date_field, url_field, publisher_field)
        sources = find(paths, exclude=None if out == STDOUT else out)
        done: Counter[str] = Counter()

        def fail(failure: Failure) -> None:
            done["failed"] += 1
            say_failure(console, failure)

        with writing(out) as write, progress(console, sum(s.size for s in sources)) as (advance, count):
            for result in extractor.pipe(_articles(read(sources, fields, progress=advance), fail)):
                if isinstance(result, Failure):
                    fail(result)
                    continue
                write(result.claims)
                done.update(articles=1, claims=len(result.claims))
                count(done["articles"], done["failed"])
            if done["failed"] and not done["articles"]:
                say(console, f"No article could be read ({done['failed']} failed); nothing was written.")
                raise typer.Exit(NOTHING_DONE)
        where = "" if out == STDOUT else f" in {out}"
        say(console, f"{done['articles']} articles, {done['claims']} claims, {done['failed']} failed{where}")
        raise typer.Exit(SOME_FAILED if done["failed"] else ALL_DONE)


app.command("batch")(batch.command)


@app.command()
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file of one or more articles, or - for stdin.")],
    article_id: Annotated[
        list[str] | None, typer.Option("--id", metavar="ID", help="Only the article with this id; repeatable.")
    ] = None,
    text_field: TextField = FIELDS.text,
    id_field: IdField = FIELDS.id,
    title_field: TitleField = FIELDS.title,
    date_field: DateField = FIELDS.date,
    url_field: UrlField = FIELDS.url,
    publisher_field: PublisherField = FIELDS.publisher,
    lexicon: Lexicons = None,
    form: Forms = None,
    min_confidence: Confidence = 0.0,
    rules_only: RulesOnly = False,
) -> None:
    """Print an article with its speakers, cues and contents in colour, and a table of its claims.

    **Examples**

        faclaims show article.txt
        faclaims show articles.jsonl --id 1399-12-14-7
    """
    console, errors = Console(highlight=False), Console(stderr=True)
    with reporting(errors, stopped="Stopped."):
        extractor = Extractor(options(lexicon, form, min_confidence, rules_only))
        fields = names(text_field, id_field, title_field, date_field, url_field, publisher_field)
        failures: list[Failure] = []
        missing = dict.fromkeys(article_id or ())
        shown = 0
        for result in extractor.pipe(_articles(read(find([file]), fields), failures.append)):
            if isinstance(result, Failure):
                failures.append(result)
            elif not article_id or result.article.id in missing:
                missing.pop(result.article.id, None)
                show_extraction(result, console)
                shown += 1
        for failure in failures:
            say_failure(errors, failure)
        if missing:
            raise InputError(f"{file}: no article has the id {', '.join(missing)}")
        raise typer.Exit(SOME_FAILED if failures and shown else NOTHING_DONE if failures else ALL_DONE)


@app.command("evaluate")
def evaluate_command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated articles, JSONL.")],
    claims: Annotated[Path, typer.Argument(metavar="CLAIMS", help="Claim records, JSONL.")],
    by: Annotated[By | None, typer.Option("--by", help="Also by form, mention, or group of outlets.")] = None,
    errors: Annotated[int, typer.Option("--errors", min=0, metavar="N", help="Also the first N mistakes.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Figures as one JSON object.")] = False,
) -> None:
    """Measure claims against annotated articles.

    **Examples**

        faclaims evaluate gold.jsonl claims.jsonl --by mention
        faclaims evaluate gold.jsonl claims.jsonl --json | jq '."end-to-end".F'
    """
    with reporting(Console(stderr=True), stopped="Stopped."):
        annotated, found = read_gold(gold), read_claims(claims)
        if not any(article.id in found for article in annotated):
            _log.warning(
                "%s: holds no claims of the articles of %s; claims are matched by article_id", claims, gold
            )
        report = evaluate(annotated, found)
        if as_json:
            typer.echo(json.dumps(report.as_dict(), ensure_ascii=False))
        else:
            _print_report(report, by, Console(highlight=False))
        for _, mistake in zip(range(errors), report.mistakes(), strict=False):
            typer.echo(" | ".join(mistake).replace("\n", " "))


@app.command()
def schema(
    record: Annotated[RecordName, typer.Option("--record", help="Which record.")] = "claim",
) -> None:
    """Print the JSON Schema of a record.

    **Example**

        faclaims schema --record extraction > extraction.schema.json
    """
    model = getattr(records, record.capitalize())
    typer.echo(json.dumps(model.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2))


gold_app = typer.Typer(no_args_is_help=True, help="Annotated articles from and for Label Studio.")
gold_app.command("from-label-studio")(gold.from_label_studio_command)
gold_app.command("label-config")(gold.label_config_command)
app.add_typer(gold_app, name="gold")
app.command("report")(report.command)
app.command("export")(export.command)


def _articles(items: Iterator[Article | Failure], fail: Any) -> Iterator[Article]:
    for item in items:
        if isinstance(item, Failure):
            fail(item)
        else:
            yield item


def _print_report(report: Report, by: By | None, console: Console) -> None:
    low, high = report.interval()
    console.print(f"{len(report.articles)} articles, {report.attributions} attributions")
    table = Table("", "P", "R", "F1")
    for name in SCORED:
        tally = report.tally(name)
        table.add_row(name, *(f"{x:.3f}" for x in (tally.precision, tally.recall, tally.f1)))
    console.print(table)
    console.print(f"end-to-end F1, 95 % interval: {low:.3f} to {high:.3f}")
    for name, value in report.figures.items():
        if name not in SCORED:
            console.print(f"{name:22} {value:.3f}")
    if by == "group":
        table = Table("group", "articles", "tokens", "quotes@.5", "end-to-end")
        for name, part in report.groups().items():
            figures = (f"{part.figures[m]:.3f}" for m in ("tokens", "quotes@.5", "end-to-end"))
            table.add_row(name, str(len(part.articles)), *figures)
        console.print(table)
    elif by:
        table = Table(by, "gold", "found", "found with right speaker")
        for name, share in report.parts(by).items():
            table.add_row(name, str(share.gold), f"{share.found:.3f}", f"{share.right:.3f}")
        console.print(table)
