"""`faclaims report`."""

from pathlib import Path
from typing import Annotated

import typer

from faclaims.commands.common import Articles, Claims, guarded, results_of, tell, told
from faclaims.commands.options import (
    FIELDS,
    DateField,
    IdField,
    PublisherField,
    TextField,
    TitleField,
    UrlField,
    names,
)
from faclaims.io import replacing
from faclaims.report import Lang, report


@guarded
def command(
    claims: Claims,
    out: Annotated[Path, typer.Option("-o", "--out", help="The page to write.")] = Path("report.html"),
    articles: Articles = None,
    text_field: TextField = FIELDS.text,
    id_field: IdField = FIELDS.id,
    title_field: TitleField = FIELDS.title,
    date_field: DateField = FIELDS.date,
    url_field: UrlField = FIELDS.url,
    publisher_field: PublisherField = FIELDS.publisher,
    lang: Annotated[Lang, typer.Option("--lang", help="Language of the interface.")] = "fa",
    title: Annotated[str | None, typer.Option("--title", help="Heading of the page.")] = None,
    lexicon: Annotated[
        list[Path] | None,
        typer.Option(
            "--lexicon", metavar="DIR", help="Folder with subjects of your own, for their names; repeatable."
        ),
    ] = None,
) -> None:
    """Write one HTML page of charts, speakers and articles with their claims marked.

    The page needs no network and no other file. A folder that `faclaims batch` wrote holds the articles too; for a
    file of claims alone, name them with --articles. Without their texts the page shows the claims only.

    **Examples**

        faclaims report claims.jsonl --articles news/ -o report.html
        faclaims report results/ --lang en --title "Ministers on the internet"
    """
    fields = names(text_field, id_field, title_field, date_field, url_field, publisher_field)
    results = results_of(claims, articles, fields, out)
    page = report(results, lang=lang, title=title, lexicons=tuple(lexicon or ()))
    with replacing(out) as file:
        file.write(page.encode())
    count = sum(len(result.claims) for result in results)
    tell(f"{len(results)} articles, {count} claims{told(out)}")
