"""Files to articles, one at a time; what cannot be read becomes a failure and the reading goes on."""

import gzip
import hashlib
import io
import json
import logging
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from faclaims.errors import FaclaimsError, InputError
from faclaims.io.content import kind_of
from faclaims.io.csvrows import Broken, csv_rows
from faclaims.io.decode import decode, encoding_of
from faclaims.io.fields import Fields, article_from
from faclaims.io.html import article_of, looks_like_html
from faclaims.io.jsonarray import records
from faclaims.io.lines import MAX_ARTICLE, Unread, lines
from faclaims.io.opening import HEAD, File, opened
from faclaims.io.sources import STDIN, Source, suffix_of
from faclaims.records import Article, Failure

_log = logging.getLogger(__name__)

_MAX_CHARACTERS = 2**23
"""Characters of the longest article in a format in which it is not a line; Persian has two bytes a character."""

_TAG = re.compile("<[A-Za-z!/]")
_PERSIAN = re.compile("[\u0621-\u06cc]")

type _Items = Iterator[Article | Failure]
type _Reader = Callable[[File, Source, Fields], _Items]


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
    count = 0
    try:
        with opened(source, progress) as file:
            if not file.peek(1):
                raise InputError("the file is empty; there is nothing to read")
            for item in _reader(file, source, fields)(file, source, fields):
                count += 1
                yield item
        if not count:
            raise InputError("the file holds no article; there is nothing to read")
    except InputError as error:
        yield Failure(path=source.label, stage="read", reason=str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        rest = "what stands before the damage was read" if count else "nothing of it was read"
        yield Failure(path=source.label, stage="read", reason=f"damaged gzip file ({error}); {rest}")
    except OSError as error:
        reason = f"{error.strerror or error}; make the file readable or leave it out"
        yield Failure(path=source.label, stage="read", reason=reason)
    except FaclaimsError:
        raise
    except Exception as error:  # Whatever happens to one file, the others are read.
        reason = f"{type(error).__name__}: {error}; this is a fault of faclaims: please report it with the file"
        yield Failure(path=source.label, stage="read", reason=reason)


def _reader(file: File, source: Source, fields: Fields) -> _Reader:
    """Returns what reads a file: what its suffix says, unless that is of one text and the file holds records."""
    suffix = ".txt" if source.path == STDIN else suffix_of(source.path)
    if suffix in (".csv", ".json", ".parquet"):
        return _READERS[suffix]
    kind = kind_of(file.peek(HEAD), fields.text)
    if kind is None or kind == suffix or (suffix in _LINES and kind != ".json"):
        return _READERS[suffix]
    if source.path != STDIN:
        _log.warning("%s: holds records and is read as %s", source.label, kind)
    elif kind == ".parquet":
        raise InputError("Parquet cannot be read from standard input; give the name of the file")
    return _READERS[kind]


def _whole(file: File) -> str:
    data = file.read(MAX_ARTICLE + 1)
    if len(data) > MAX_ARTICLE:
        raise InputError(
            f"larger than {MAX_ARTICLE / 2**20:.0f} MiB, as no article is; split it, "
            "or give JSONL with one article a line"
        )
    return decode(data)[0]


def _text(file: File, source: Source, _: Fields) -> _Items:
    text = _whole(file)
    if looks_like_html(text):
        _log.warning("%s: is a web page; offsets count the article taken out of it", source.label)
        yield _only(article_of(text)._asdict(), source)
    else:
        yield _only({"text": text}, source)


def _html(file: File, source: Source, _: Fields) -> _Items:
    text = _whole(file)
    yield _only(article_of(text)._asdict() if _TAG.search(text) else {"text": text}, source)


def _only(parts: dict[str, str | None], source: Source) -> Article | Failure:
    return _legible(article_from(parts, Fields(), source.id), source, None)


def _json(file: File, source: Source, fields: Fields) -> _Items:
    text = io.TextIOWrapper(file, encoding_of(file.peek(HEAD)), "replace")
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
    for number, line in enumerate(lines(file), start=1):
        if isinstance(line, Unread):
            yield _failure(source, number, "read", line)
        elif line.strip():
            try:
                record = json.loads(line)
            except RecursionError:
                yield _failure(source, number, "parse", "not valid JSON: nested too deeply")
            except ValueError as error:
                yield _failure(source, number, "parse", f"not valid JSON: {error}")
            else:
                yield _item(record, source, fields, number, f"{source.id}:{number}")


def _csv(file: File, source: Source, fields: Fields) -> _Items:
    for number, row in enumerate(csv_rows(lines(file), fields.text), start=1):
        if isinstance(row, Broken):
            yield _failure(source, number, "parse", row)
        else:
            yield _item(row, source, fields, number, f"{source.id}:{number}")


def _parquet(file: File, source: Source, fields: Fields) -> _Items:
    # Imported here: pyarrow takes time to load, and only Parquet needs it.
    from faclaims.io.parquet import parquet_rows

    for number, row in enumerate(parquet_rows(file, fields), start=1):
        yield _item(row, source, fields, number, f"{source.id}:{number}")


def _item(record: object, source: Source, fields: Fields, number: int, default_id: str) -> Article | Failure:
    try:
        article = article_from(record, fields, default_id)
    except InputError as error:
        return _failure(source, number, "parse", str(error))
    if len(article.text) > _MAX_CHARACTERS:
        return _failure(source, number, "read", f"an article of {len(article.text)} characters; split it")
    return _legible(article, source, number)


def _legible(article: Article, source: Source, number: int | None) -> Article | Failure:
    """Notes what of an article could not be read; it is a failure if there is more of that than of letters."""
    unreadable = article.text.count("\ufffd") + (article.title or "").count("\ufffd")
    if not unreadable:
        return article
    if unreadable > sum(map(str.isalpha, article.text)):
        reason = f"{unreadable} characters could not be read, more than could; save the file as UTF-8"
        return _failure(source, number, "decode", reason)
    _log.warning(
        "%s: article %r: %d characters could not be read and stand as \ufffd", source.label, article.id, unreadable
    )
    return article


def _failure(source: Source, number: int | None, stage: str, reason: str) -> Failure:
    record = None if number is None else str(number)
    return Failure(path=source.label, record=record, stage=stage, reason=str(reason))


_LINES = (".jsonl", ".ndjson")
_READERS: dict[str, _Reader] = {
    ".txt": _text,
    ".html": _html,
    ".htm": _html,
    ".json": _json,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".csv": _csv,
    ".parquet": _parquet,
}
