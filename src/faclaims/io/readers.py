"""Files to articles, one at a time; what cannot be read becomes a failure and the reading goes on."""

import csv
import gzip
import hashlib
import io
import json
import logging
import re
import sys
import zlib
from collections.abc import Buffer, Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from faclaims.errors import InputError
from faclaims.io.decode import decode, encoding_of
from faclaims.io.fields import Fields, article_from
from faclaims.io.html import article_of, looks_like_html
from faclaims.io.sources import STDIN, Source, suffix_of
from faclaims.records import Article, Failure

_log = logging.getLogger(__name__)

MAX_ARTICLE = 64 * 2**20
"""Bytes of the longest article, or line of JSONL: what is longer is no news but a broken or hostile file."""
MAX_FILE = 512 * 2**20
"""Bytes of the largest file that is read whole (.json, and any file in UTF-16)."""

_HEAD = 2**16
_PERSIAN = re.compile("[\u0621-\u06cc]")
_GZIP = b"\x1f\x8b"

type _Items = Iterator[Article | Failure]
type _File = io.BufferedReader[Any]


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
        for item in _read_source(source, fields or Fields(), progress or (lambda _: None)):
            if isinstance(item, Failure):
                yield item
                continue
            digest = hashlib.blake2b(item.text.encode(), digest_size=16).digest()
            known = seen.get(item.id)
            if known is None:
                seen[item.id] = digest
                if not _PERSIAN.search(item.text):
                    _log.warning(
                        "%s: article %r has no Persian text, so no claims are found", source.label, item.id
                    )
                yield item
            elif known == digest:
                _log.warning("%s: article %r came before with the same text; done once", source.label, item.id)
            else:
                reason = "another article has the same id; give each article an id of its own"
                yield Failure(path=source.label, record=item.id, stage="read", reason=reason)


def _read_source(source: Source, fields: Fields, progress: Callable[[int], object]) -> _Items:
    try:
        with _opened(source, progress) as file:
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


class _Counted(io.FileIO):
    """A file that tells how much of it was read."""

    def __init__(self, path: Path, progress: Callable[[int], object]) -> None:
        super().__init__(path)
        self._progress = progress

    def readinto(self, buffer: Buffer) -> int:
        """Reads, and reports the number of bytes."""
        count = super().readinto(buffer) or 0
        self._progress(count)
        return count


@contextmanager
def _opened(source: Source, progress: Callable[[int], object]) -> Iterator[_File]:
    if source.path == STDIN:
        stdin = sys.stdin.buffer
        yield _unpacked(stdin if isinstance(stdin, io.BufferedReader) else io.BufferedReader(cast("Any", stdin)))
        return
    with io.BufferedReader(_Counted(source.path, progress), _HEAD) as file:
        yield _unpacked(file)


def _unpacked(file: _File) -> _File:
    # By content, not by name: a wrong suffix must not lose a file. A GzipFile has the methods that are used here.
    return cast("_File", gzip.GzipFile(fileobj=file)) if file.peek(2)[:2] == _GZIP else file


def _whole(file: _File, source: Source, limit: int) -> str:
    data = file.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"larger than {limit // 2**20} MiB; split it, or give JSONL with one article a line")
    text, unreadable = decode(data)
    if unreadable:
        _log.warning("%s: %d characters could not be read and became \ufffd", source.label, unreadable)
    return text


def _text(file: _File, source: Source, fields: Fields) -> _Items:
    text = _whole(file, source, MAX_ARTICLE)
    if looks_like_html(text):
        _log.warning("%s: is a web page; offsets count the article taken out of it", source.label)
        yield _page(text, source)
    else:
        yield article_from({"text": text}, Fields(), source.id)


def _html(file: _File, source: Source, fields: Fields) -> _Items:
    yield _page(_whole(file, source, MAX_ARTICLE), source)


def _page(text: str, source: Source) -> Article:
    return article_from(article_of(text)._asdict(), Fields(), source.id)


def _json(file: _File, source: Source, fields: Fields) -> _Items:
    try:
        content = json.loads(_whole(file, source, MAX_FILE))
    except (ValueError, RecursionError) as error:
        raise InputError(f"not valid JSON ({error}); one article a line is .jsonl") from None
    records = content if isinstance(content, list) else [content]
    names = [f"{source.id}:{n}" for n in range(1, len(records) + 1)] if len(records) > 1 else [source.id]
    for number, (record, name) in enumerate(zip(records, names, strict=True), start=1):
        yield _item(record, source, fields, number, name)


def _jsonl(file: _File, source: Source, fields: Fields) -> _Items:
    for number, line in enumerate(_lines(file, source), start=1):
        match line:
            case Failure():
                yield line.model_copy(update={"record": str(number)})
            case str() if line.strip():
                try:
                    record = json.loads(line)
                except (ValueError, RecursionError) as error:
                    yield _failure(source, number, "parse", f"not valid JSON: {error}")
                else:
                    yield _item(record, source, fields, number, f"{source.id}:{number}")


def _csv(file: _File, source: Source, fields: Fields) -> _Items:
    # The limit is one number for the whole process; the standard one is too small for a long article.
    csv.field_size_limit(MAX_ARTICLE)
    encoding = encoding_of(_head(file))
    rows = csv.DictReader(io.TextIOWrapper(file, encoding, "replace", newline=""))
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
                raise InputError(
                    f"no column {fields.text!r}, which holds the article; columns: {', '.join(map(str, row))}"
                )
            yield _item(row, source, fields, number, f"{source.id}:{number}")
        number += 1


def _parquet(file: _File, source: Source, fields: Fields) -> _Items:
    # Imported here: pyarrow takes time to load, and only Parquet needs it.
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        table = pq.ParquetFile(pa.PythonFile(file, mode="r"))
        if fields.text not in table.schema_arrow.names:
            columns = ", ".join(table.schema_arrow.names)
            raise InputError(f"no column {fields.text!r}, which holds the article; columns: {columns}")
        wanted = [name for name in fields.model_dump().values() if name in table.schema_arrow.names]
        for batch in table.iter_batches(batch_size=256, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield _item(row, source, fields, number, f"{source.id}:{number}")
    except pa.ArrowException as error:
        raise InputError(f"damaged Parquet file ({error}); {number} records before the damage were read") from None


def _stdin(file: _File, source: Source, fields: Fields) -> _Items:
    starts_object = file.peek(_HEAD).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    yield from (_jsonl if starts_object else _text)(file, source, fields)


def _lines(file: _File, source: Source) -> Iterator[str | Failure]:
    encoding = encoding_of(_head(file))
    if encoding.lower().startswith(("utf-16", "utf-32", "utf_16", "utf_32")):
        # A line end is not one byte here.
        yield from io.StringIO(_whole(file, source, MAX_FILE))
        return
    while line := file.readline(MAX_ARTICLE):
        if len(line) == MAX_ARTICLE and not line.endswith(b"\n"):
            while (rest := file.readline(MAX_ARTICLE)) and not rest.endswith(b"\n"):
                pass
            yield _failure(source, 0, "read", f"line of more than {MAX_ARTICLE // 2**20} MiB")
            continue
        text, unreadable = decode(line, encoding)
        if unreadable:
            yield _failure(
                source, 0, "decode", f"{unreadable} characters are not {encoding}; save the file as UTF-8"
            )
        else:
            yield text


def _head(file: _File) -> bytes:
    return file.peek(_HEAD)


def _item(record: object, source: Source, fields: Fields, number: int, default_id: str) -> Article | Failure:
    try:
        return article_from(record, fields, default_id)
    except InputError as error:
        return _failure(source, number, "parse", str(error))


def _failure(source: Source, number: int, stage: str, reason: str) -> Failure:
    return Failure(path=source.label, record=str(number), stage=stage, reason=reason)


_READERS: dict[str, Callable[[_File, Source, Fields], _Items]] = {
    ".txt": _text,
    ".html": _html,
    ".htm": _html,
    ".json": _json,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".csv": _csv,
    ".parquet": _parquet,
}
