"""Reads lexicon files: the built-in ones, and a user's folders laid over them."""

import csv
import tomllib
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cache, lru_cache, wraps
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from faclaims.errors import LexiconError
from faclaims.lexicon.rows import SCHEMAS, Row

_FOLDERS = 2  # folders of users whose lexicons are kept compiled


def load[R: Row](name: str, schema: type[R], extra: Iterable[Path] = ()) -> tuple[R, ...]:
    """Returns the rows of one lexicon, in file order, with the rows of ``extra`` folders laid over them.

    A row of an extra folder replaces the row with the same id, or comes after the others.

    Args:
        name: Stem of the file, as in ``SCHEMAS``.
        schema: The model of its rows.
        extra: Folders that may hold a file of the same name.

    Raises:
        LexiconError: A file or row is wrong; the message names file, row and fix.
    """
    rows = dict(_builtin(name, schema))
    for folder in extra:
        for file in _files(folder, name):
            rows.update((row.id, row) for row in _read(file, schema))
    return tuple(rows.values())


def check_folder(folder: Path) -> None:
    """Raises LexiconError when ``folder`` is no folder of lexicon files.

    Every ``.toml`` and ``.csv`` file in it must have the name of a lexicon, so that a misspelt name is an error
    and not a file that is silently never read, and hold rows of that lexicon.
    """
    if not folder.is_dir():
        raise LexiconError(f"{folder}: no such folder; give a folder that holds files such as subjects.toml")
    for file in sorted(folder.iterdir()):
        if file.suffix in {".toml", ".csv"} and file.stem not in SCHEMAS:
            known = ", ".join(sorted(SCHEMAS))
            raise LexiconError(f"{file}: no lexicon has this name; rename it to one of: {known}")
    for name, schema in SCHEMAS.items():
        load(name, schema, [folder])


def compiled_once[**P, R](build: Callable[P, R]) -> Callable[P, R]:
    """Keeps what a function makes of lexicons: of the built-in ones for good, of a user's until a file changes.

    Args:
        build: Its first argument, ``extra``, are the user's folders. What it made of the last few is kept.
    """
    anew: Callable[..., R] = build
    of_built_in = cache(anew)

    @lru_cache(maxsize=_FOLDERS)
    def of_folders(_state: Hashable, *args: Any, **options: Any) -> R:
        return anew(*args, **options)

    @wraps(build)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        options: dict[str, Any] = dict(kwargs)
        folders: Any = args or (options.pop("extra", ()),)
        extra, *others = folders
        if not extra:
            return of_built_in((), *others, **options)
        return of_folders(_state(extra), extra, *others, **options)

    return kept


def _state(folders: Iterable[Path]) -> tuple[tuple[Path, int, int], ...]:
    """Returns what changes when a lexicon file of the folders does: time and size of each."""
    files = [Path(str(file)) for folder in folders for name in SCHEMAS for file in _files(folder, name)]
    return tuple((file, (stat := file.stat()).st_mtime_ns, stat.st_size) for file in files)


@cache
def _builtin[R: Row](name: str, schema: type[R]) -> tuple[tuple[str, R], ...]:
    data = resources.files("faclaims.lexicon") / "data"
    return tuple((row.id, row) for file in _files(data, name) for row in _read(file, schema))


def _files(folder: Traversable, name: str) -> Iterator[Traversable]:
    for suffix in (".toml", ".csv"):
        file = folder / f"{name}{suffix}"
        if file.is_file():
            yield file


def _read[R: Row](file: Traversable, schema: type[R]) -> Iterator[R]:
    seen: dict[str, int] = {}
    for number, fields in enumerate(_tables(file), start=1):
        if not isinstance(fields, dict):
            raise LexiconError(f"{file}: row {number} is no table; write each row under a [[row]] of its own")
        label = f"{file}: row {number}" + (f" (id {fields['id']!r})" if fields.get("id") else "")
        try:
            row = schema.model_validate(fields)
        except ValidationError as error:
            problems = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'row'}: {e['msg']}" for e in error.errors())
            allowed = ", ".join(schema.model_fields)
            raise LexiconError(f"{label}: {problems}. A row of {file.name} takes: {allowed}") from None
        if row.id in seen:
            raise LexiconError(f"{label}: row {seen[row.id]} has the same id; give each row an id of its own")
        seen[row.id] = number
        yield row


def _tables(file: Traversable) -> list[Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file}: not UTF-8 ({error.reason}); save it as UTF-8") from None
    if file.name.endswith(".csv"):
        return [{k: v for k, v in row.items() if v} for row in csv.DictReader(text.splitlines())]
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{file}: not valid TOML: {error}") from None
    if set(tables) - {"row"} or not isinstance(tables.get("row", []), list):
        raise LexiconError(f"{file}: only [[row]] tables are allowed; found {', '.join(sorted(tables))}")
    return list(tables.get("row", []))
