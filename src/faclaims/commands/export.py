"""`faclaims export`."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

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
from faclaims.formats.frames import needed
from faclaims.formats.gold import gold_of
from faclaims.formats.label_studio import to_label_studio
from faclaims.formats.schema_org import to_schema_org
from faclaims.formats.spacy_doc import to_doc
from faclaims.formats.web_annotation import to_web_annotations
from faclaims.io import replacing
from faclaims.records import Extraction

Format = Literal["schema-org", "web-annotation", "label-studio", "spacy"]


@guarded
def command(
    claims: Claims,
    to: Annotated[Format, typer.Option("--to", help="The format.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write.")],
    articles: Articles = None,
    text_field: TextField = FIELDS.text,
    id_field: IdField = FIELDS.id,
    title_field: TitleField = FIELDS.title,
    date_field: DateField = FIELDS.date,
    url_field: UrlField = FIELDS.url,
    publisher_field: PublisherField = FIELDS.publisher,
) -> None:
    """Write claims in a format that other programs read.

    schema-org is JSON-LD; web-annotation is a W3C annotation page; label-studio is a list of tasks to import;
    spacy is a DocBin. All but schema-org need the articles.

    **Examples**

        faclaims export claims.jsonl --to schema-org -o claims.jsonld
        faclaims export claims.jsonl --articles news/ --to label-studio -o tasks.json
    """
    fields = names(text_field, id_field, title_field, date_field, url_field, publisher_field)
    results = results_of(claims, articles, fields, out)
    with replacing(out) as file:
        file.write(_WRITERS[to](results))
    tell(f"{sum(len(result.claims) for result in results)} claims{told(out)}")


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _spacy(results: Sequence[Extraction]) -> bytes:
    spacy: Any = needed("spacy", "spacy")
    nlp = spacy.blank("fa")
    docs = [to_doc(result, nlp) for result in results]
    binary: bytes = needed("spacy.tokens", "spacy").DocBin(store_user_data=True, docs=docs).to_bytes()
    return binary


_WRITERS: dict[Format, Callable[[Sequence[Extraction]], bytes]] = {
    "schema-org": lambda results: _json(to_schema_org(results)),
    "web-annotation": lambda results: _json(to_web_annotations(results)),
    "label-studio": lambda results: _json(to_label_studio(gold_of(result) for result in results)),
    "spacy": _spacy,
}
