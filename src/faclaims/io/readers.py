"""Files to articles, one at a time; what cannot be read becomes a failure and the reading goes on."""

import csv
import gzip
import hashlib
import io
import json
import logging
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Protocol, Self

from faclaims.errors import InputError
from faclaims.io.decode import decode, encoding_of
from faclaims.io.fields import Fields, article_from, listed
from faclaims.io.html import article_of, looks_like_html
from faclaims.io.jsonarray import records
from faclaims.io.opening import HEAD, File, opened
from faclaims.io.sources import STDIN, Source, suffix_of
from faclaims.records import Article, Failure

_log = logging.getLogger(__name__)

MAX_ARTICLE = 2**24
"""Bytes of the longest article or line: what is longer is no news but a broken or hostile file."""
_MAX_CHARACTERS = 2**23
"""The same in characters, for formats in which an article is not a line: Persian has two bytes a character."""
_MAX_SKIP = 2**30
"""Bytes of a line that are skipped before the rest of its file is given up."""

_JSON_LINE = re.compile(rb"""(?:\xef\xbb\xbf)?[ \t\r\n]{0,99}\{[ \t]{0,9}"[\w-]{1,99}"[ \t]{0,9}:""")
_TAG = re.compile("<[A-Za-z!/]")
_PERSIAN = re.compile("[\u0621-\u06cc]")

type _Items = Iterator[Article | Failure]


class _Lines[T](Protocol):
    def readline(self, size: int, /) -> T:
        """Returns a line, or as much of it as ``size`` allows."""


def read(
    sources: Iterable[Source], fields: Fields | None = None, progress: Callable[[int], object] | None = None
) -> _Items:
    """Yields the articles of all sources in order, and a failure for each file or record that holds none.

    An article that comes again with the same id and text is yielded once, with a warning; another text under a
    used id is a failure, since claims refer to articles by their ids.

    Args:
        sources: What ``find`` returned.
        fields: Names of the fields of JSON, CSV and Parquet records.
        progress: Called with the number of bytes read since the last call.
    """
    seen: dict[str, bytes] = {}
    for source in sources:
        for item in read_source(source, fields, progress):
            if isinstance(item, Failure):
                yield item
                continue
            digest = digest_of(item.text)
            known = seen.get(item.id)
            if known is None:
                seen[item.id] = digest
                yield item
            elif known == digest:
                _log.warning("%s: article %r came before with the same text; done once", source.label, item.id)
            else:
                reason = "another article has the same id; give each article an id of its own"
                yield Failure(path=source.label, record=item.id, stage="read", reason=reason)


def digest_of(text: str) -> bytes:
    """Returns 16 bytes that are equal for equal texts, and for no others in practice."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def read_source(
    source: Source, fields: Fields | None = None, progress: Callable[[int], object] | None = None
) -> _Items:
    """Yields the articles of one source in order, and a failure for each record that holds none.

    Args:
        source: One of what ``find`` returned.
        fields: Names of the fields of JSON, CSV and Parquet records.
        progress: Called with the number of bytes read since the last call.
    """
    for item in _items(source, fields or Fields(), progress or (lambda _: None)):
        if isinstance(item, Article) and not _PERSIAN.search(item.text):
            _log.warning("%s: article %r has no Persian text, so no claims are found", source.label, item.id)
        yield item


def _items(source: Source, fields: Fields, progress: Callable[[int], object]) -> _Items:
    try:
        with opened(source, progress) as file:
            if not file.peek(1):
                raise InputError("the file is empty; there is nothing to read")
            reader = _stdin if source.path == STDIN else _READERS[suffix_of(source.path)]
            yield from reader(file, source, fields)
    except InputError as error:
        yield Failure(path=source.label, stage="read", reason=str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        reason = f"damaged gzip file ({error}); what stands before the damage was read"
        yield Failure(path=source.label, stage="read", reason=reason)
    except OSError as error:
        reason = f"{error.strerror or error}; make the file readable or leave it out"
        yield Failure(path=source.label, stage="read", reason=reason)


def _whole(file: File, source: Source) -> str:
    data = file.read(MAX_ARTICLE + 1)
    if len(data) > MAX_ARTICLE:
        raise InputError(
            f"larger than {MAX_ARTICLE / 2**20:.0f} MiB, as no article is; split it, "
            "or give JSONL with one article a line"
        )
    text, unreadable = decode(data)
    if unreadable:
        _log.warning("%s: %d characters could not be read and became \ufffd", source.label, unreadable)
    return text


def _text(file: File, source: Source, fields: Fields) -> _Items:
    if _JSON_LINE.match(file.peek(HEAD)):
        _log.warning("%s: holds JSON; read as one article a line", source.label)
        yield from _jsonl(file, source, fields)
        return
    text = _whole(file, source)
    if looks_like_html(text):
        _log.warning("%s: is a web page; offsets count the article taken out of it", source.label)
        yield _page(text, source)
    else:
        yield article_from({"text": text}, Fields(), source.id)


def _html(file: File, source: Source, fields: Fields) -> _Items:
    text = _whole(file, source)
    yield _page(text, source) if _TAG.search(text) else article_from({"text": text}, Fields(), source.id)


def _page(text: str, source: Source) -> Article:
    return article_from(article_of(text)._asdict(), Fields(), source.id)


def _json(file: File, source: Source, fields: Fields) -> _Items:
    text = io.TextIOWrapper(file, encoding_of(_head(file)), "replace")
    found = enumerate(records(text, _MAX_CHARACTERS), start=1)
    first = next(found, None)
    if first is None:
        return
    # The record of a file that holds only one is named by the file.
    try:
        second = next(found, None)
    except InputError:
        yield _item(first[1], source, fields, 1, f"{source.id}:1")
        raise
    yield _item(first[1], source, fields, 1, f"{source.id}:1" if second else source.id)
    for number, record in chain([second] if second else (), found):
        yield _item(record, source, fields, number, f"{source.id}:{number}")


def _jsonl(file: File, source: Source, fields: Fields) -> _Items:
    for number, line in enumerate(_lines(file, source), start=1):
        match line:
            case Failure():
                yield line.model_copy(update={"record": str(number)})
            case str() if line.strip():
                try:
                    record = json.loads(line)
                except RecursionError:
                    yield _failure(source, number, "parse", "not valid JSON: nested too deeply")
                except ValueError as error:
                    yield _failure(source, number, "parse", f"not valid JSON: {error}")
                else:
                    yield _item(record, source, fields, number, f"{source.id}:{number}")


def _csv(file: File, source: Source, fields: Fields) -> _Items:
    # The limit is one number for the whole process; the standard one is too small for a long article.
    csv.field_size_limit(MAX_ARTICLE)
    encoding = encoding_of(_head(file))
    rows = csv.DictReader(_CsvLines(io.TextIOWrapper(file, encoding, "replace", newline=""), source))
    number = 1
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield _failure(source, number, "parse", f"not valid CSV: {error}")
        else:
            if row is None:
                return
            if fields.text not in row:
                raise InputError(f"no column {fields.text!r}, which holds the article; columns: {listed(row)}")
            yield _item(row, source, fields, number, f"{source.id}:{number}")
        number += 1


class _CsvLines:
    """Lines for the CSV reader, which goes on after an error where a generator would have ended."""

    def __init__(self, text: io.TextIOBase, source: Source) -> None:
        self._text, self._source = text, source

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_ARTICLE)
        if not line:
            raise StopIteration
        if _rest_skipped(self._text, line, "\n", self._source):
            raise csv.Error(_too_long("a line"))
        return line


def _parquet(file: File, source: Source, fields: Fields) -> _Items:
    # Imported here: pyarrow takes time to load, and only Parquet needs it.
    from faclaims.io.parquet import parquet_rows

    for number, row in enumerate(parquet_rows(file, fields), start=1):
        yield _item(row, source, fields, number, f"{source.id}:{number}")


def _stdin(file: File, source: Source, fields: Fields) -> _Items:
    yield from (_jsonl if _JSON_LINE.match(file.peek(HEAD)) else _text)(file, source, fields)


def _lines(file: File, source: Source) -> Iterator[str | Failure]:
    encoding = encoding_of(_head(file))
    if encoding.lower().startswith(("utf-16", "utf-32", "utf_16", "utf_32")):
        # A line end is not one byte here.
        text = io.TextIOWrapper(file, encoding, "replace")
        for wide in iter(partial(text.readline, MAX_ARTICLE), ""):
            yield _rest_skipped(text, wide, "\n", source) or wide
        return
    for line in iter(partial(file.readline, MAX_ARTICLE), b""):
        if line == b"\n":
            yield ""
            continue
        if failure := _rest_skipped(file, line, b"\n", source):
            yield failure
            continue
        decoded, unreadable = decode(line, encoding)
        if unreadable:
            yield _failure(
                source, 0, "decode", f"{unreadable} characters are not {encoding}; save the file as UTF-8"
            )
        else:
            yield decoded


def _rest_skipped[T: (str, bytes)](lines: _Lines[T], line: T, end: T, source: Source) -> Failure | None:
    """Goes to the end of a line that is too long, and returns the failure."""
    if len(line) < MAX_ARTICLE or line.endswith(end):
        return None
    skipped = len(line)
    while (rest := lines.readline(MAX_ARTICLE)) and not rest.endswith(end):
        skipped += len(rest)
        if skipped > _MAX_SKIP:
            raise InputError(f"{_too_long('a line')} without end; what stands before it was read")
    return _failure(source, 0, "read", f"{_too_long('a line')}; one article a line is expected")


def _too_long(what: str) -> str:
    return f"{what} of more than {MAX_ARTICLE / 2**20:.0f} MiB"


def _head(file: File) -> bytes:
    return file.peek(HEAD)


def _item(record: object, source: Source, fields: Fields, number: int, default_id: str) -> Article | Failure:
    try:
        article = article_from(record, fields, default_id)
    except InputError as error:
        return _failure(source, number, "parse", str(error))
    if len(article.text) > _MAX_CHARACTERS:
        return _failure(source, number, "read", f"an article of {len(article.text)} characters; split it")
    return article


def _failure(source: Source, number: int, stage: str, reason: str) -> Failure:
    return Failure(path=source.label, record=str(number), stage=stage, reason=reason)


_READERS: dict[str, Callable[[File, Source, Fields], _Items]] = {
    ".txt": _text,
    ".html": _html,
    ".htm": _html,
    ".json": _json,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".csv": _csv,
    ".parquet": _parquet,
}
