"""What a file holds, told by its beginning, where its name does not tell or misleads."""

import json
import re

from faclaims.errors import InputError
from faclaims.io.csvrows import delimiter_of
from faclaims.io.decode import decode

_OBJECT = re.compile(r'\{\s*"[^"\n]{1,99}"\s*:')
_ARRAY = re.compile(r'\[\s*(?:\{\s*(?:"|\})|\])')
_PARQUET = b"PAR1"


def kind_of(head: bytes, text_field: str) -> str | None:
    r"""Returns the suffix of the format that a file holds, if it holds records; None for texts, pages and the unknown.

    Args:
        head: The beginning of the file.
        text_field: Name of the field that holds the articles, by which CSV is told.

    Example:
        >>> kind_of(b'[{"id": 1}]', "text"), kind_of(b"{\n \"id\": 1\n}", "text"), kind_of(b"id;text\n1;x", "text")
        ('.json', '.json', '.csv')
        >>> kind_of(b'{"id": 1}\n{"id": 2}', "text"), kind_of(b"[1] some text", "text")
        ('.jsonl', None)
    """
    if head.startswith(_PARQUET):
        return ".parquet"
    try:
        text = decode(head)[0].lstrip("\ufeff \t\r\n")
    except InputError:
        return None
    if _ARRAY.match(text):
        return ".json"
    first, _, rest = text.partition("\n")
    if _OBJECT.match(text):
        return ".jsonl" if _is_line(first, rest.lstrip()) else ".json"
    if first.lower().startswith("sep="):
        first = rest.lstrip().partition("\n")[0]
    delimiter = delimiter_of(first, text_field) if len(first) < _LONGEST_HEADER else None
    return ".csv" if delimiter and delimiter in first else None


_LONGEST_HEADER = 2000


def _is_line(first: str, rest: str) -> bool:
    """Whether an object is a line of JSONL rather than a file of JSON."""
    if not rest or rest.startswith("{"):
        return True
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True
