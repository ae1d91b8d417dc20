"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from faclaims.io import Fields
from faclaims.pipeline import Options
from faclaims.records import Form

FIELDS = Fields()
"""The names of fields where the user gives none."""

_FORMS = "|".join(get_args(Form))


def _form(name: str) -> str:
    if name not in get_args(Form):
        raise typer.BadParameter(f"{name!r} is no form; give one of {', '.join(get_args(Form))}")
    return name


Lexicons = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon", metavar="DIR", help="Folder of lexicon files, laid over the built-in ones; repeatable."
    ),
]
Forms = Annotated[
    list[str] | None,
    typer.Option("--form", parser=_form, metavar=_FORMS, help="Only claims of this form; repeatable."),
]
Confidence = Annotated[
    float, typer.Option("--min-confidence", min=0.0, max=1.0, help="Only claims that are at least this sure.")
]
RulesOnly = Annotated[bool, typer.Option("--rules-only", help="Without the learned models.")]

_NAMES = "Name of the field of JSON, CSV and Parquet records that holds the"
TextField = Annotated[str, typer.Option("--text-field", metavar="NAME", help=f"{_NAMES} text.")]
IdField = Annotated[str, typer.Option("--id-field", metavar="NAME", help=f"{_NAMES} identifier.")]
TitleField = Annotated[str, typer.Option("--title-field", metavar="NAME", help=f"{_NAMES} headline.")]
DateField = Annotated[str, typer.Option("--date-field", metavar="NAME", help=f"{_NAMES} day of publication.")]
UrlField = Annotated[str, typer.Option("--url-field", metavar="NAME", help=f"{_NAMES} address.")]
PublisherField = Annotated[str, typer.Option("--publisher-field", metavar="NAME", help=f"{_NAMES} publisher.")]


def options(
    lexicon: list[Path] | None, form: list[str] | None, min_confidence: float, rules_only: bool
) -> Options:
    """Returns what to look for."""
    given: dict[str, Any] = {"forms": tuple(form)} if form else {}
    return Options(lexicons=tuple(lexicon or ()), min_confidence=min_confidence, learned=not rules_only, **given)


def names(text: str, article_id: str, title: str, date: str, url: str, publisher: str) -> Fields:
    """Returns the names of the fields of records (one argument an option)."""
    return Fields(text=text, id=article_id, title=title, date=date, url=url, publisher=publisher)
