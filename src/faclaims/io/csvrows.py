"""Rows of CSV, by whatever program it was written; a broken row costs itself and no other."""

import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from faclaims.errors import InputError
from faclaims.io.fields import listed
from faclaims.io.lines import MAX_ARTICLE, Unread

DELIMITERS = ",;\t|"
_GIVEN = re.compile(f"sep=([{DELIMITERS}])", re.I)
_MAX_LINES = 100_000
"""Lines of the longest row."""
_AGAIN = 4
"""How often, on average, a character may be read again behind broken rows: hostile files take linear time too."""


class Broken(str):
    """What is wrong with a row, or with several that cannot be told apart."""

    __slots__ = ()


def csv_rows(lines: Iterator[str], text: str) -> Iterator[Mapping[str, str | None] | Broken]:
    """Yields the rows of CSV, and what is wrong where there is none.

    The fields may be parted by a comma, semicolon, tab or bar, whichever gives a column of texts; blank lines and the
    line ``sep=;`` of Excel may stand before the names of the columns. A row ends where it has to: after an opening
    quotation mark that nothing closes, the reading begins again behind the line it stands in.

    Args:
        lines: The file.
        text: Name of the column that holds the articles.

    Raises:
        InputError: There is no such column.
    """
    # The limit is one number for the whole process; the standard one is too small for a long article.
    csv.field_size_limit(MAX_ARTICLE)
    source = _Lines(lines)
    columns, delimiter = _header(source, text)
    rows = csv.reader(source, delimiter=delimiter, strict=True)
    lost = False
    while True:
        source.begin_row()
        line = source.number + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            source.go_back()
            if not lost:
                yield Broken(
                    f"not valid CSV in line {line}: {error}; what follows is read from the next whole row on"
                )
            lost = True
            continue
        if row is None:
            return
        # What is left of a broken row is no row either.
        if not row or (lost and len(row) != len(columns)):
            continue
        lost = False
        if any(row[len(columns) :]):
            yield Broken(
                f"not valid CSV in line {line}: {len(row)} fields for {len(columns)} columns; "
                "put a text that holds the separator in quotation marks"
            )
        else:
            yield dict(zip_longest(columns, row[: len(columns)]))


def delimiter_of(line: str, text: str) -> str | None:
    """Returns the character that parts a line of names among which that of the column of texts is.

    Example:
        >>> delimiter_of("id;text", "text"), delimiter_of("a text, a line", "text")
        (';', None)
    """
    return next((d for d in DELIMITERS if text in _names(line, d)), None)


def _names(line: str, delimiter: str) -> list[str]:
    return [name.strip() for name in next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])]


def _header(source: "_Lines", text: str) -> tuple[list[str], str]:
    """Returns the names of the columns and the delimiter."""
    try:
        line = next((line for line in source if line.strip()), "")
        given = _GIVEN.match(line)
        if given:
            line = next(source, "")
        delimiter = (given and given[1]) or delimiter_of(line, text) or max(DELIMITERS, key=line.count)
        columns = _names(line, delimiter)
    except csv.Error as error:
        raise InputError(f"not valid CSV: {error}") from None
    if text not in columns:
        raise InputError(
            f"no column {text!r}, which holds the article; columns: {listed(columns)}; "
            "say which it is with --text-field"
        )
    return columns, delimiter


class _Lines:
    """Lines for the CSV reader, which goes on after an error where a generator would have ended."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = (part for line in lines for part in _parts(line))
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._length = 0
        self._budget = 0
        self.number = 0
        """Of the last line that was taken, from 1."""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        else:
            line = next(self._lines)
            self._budget += _AGAIN * len(line)
        self.number += 1
        if isinstance(line, Unread):
            raise csv.Error(line)
        self._row.append(line)
        self._length += len(line)
        if self._length > MAX_ARTICLE or len(self._row) > _MAX_LINES:
            raise csv.Error(f"a row of more than {MAX_ARTICLE} characters or {_MAX_LINES} lines")
        return line

    def begin_row(self) -> None:
        """Forgets the lines of the last row."""
        self._row.clear()
        self._length = 0

    def go_back(self) -> None:
        """Goes back behind the first line of the row that was begun last."""
        if len(self._row) > 1 and self._length <= self._budget:
            self._budget -= self._length
            self.number -= len(self._row) - 1
            self._again.extendleft(reversed(self._row[1:]))


def _parts(line: str) -> Iterable[str]:
    # Some programs end lines with a carriage return alone.
    return io.StringIO(line, newline="") if "\r" in line and not isinstance(line, Unread) else (line,)
