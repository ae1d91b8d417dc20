"""`faclaims report`."""

from pathlib import Path
from typing import Annotated

import typer

from faclaims.commands.common import Articles, Claims, guarded, results_of, tell
from faclaims.io import replacing
from faclaims.report import Lang, report


@guarded
def command(
    claims: Claims,
    out: Annotated[Path, typer.Option("-o", "--out", help="The page to write.")] = Path("report.html"),
    articles: Articles = None,
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
    results = results_of(claims, articles)
    page = report(results, lang=lang, title=title, lexicons=tuple(lexicon or ()))
    with replacing(out) as file:
        file.write(page.encode())
    count = sum(len(result.claims) for result in results)
    tell(f"{len(results)} articles, {count} claims in {out}")
