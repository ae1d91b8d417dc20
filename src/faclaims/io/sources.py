"""Which files hold articles, and what to call the articles."""

import difflib
import glob
import logging
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from faclaims.errors import InputError

_log = logging.getLogger(__name__)

_OTHERS = 5
"""Formats that are named when files are left out."""
SUFFIXES = (".txt", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".csv", ".parquet")
"""The formats that are read; each also compressed, with ``.gz`` after it."""
STDIN = Path("-")


class Source(NamedTuple):
    """A file of articles: where it is, and the id of its article if it holds only one."""

    path: Path
    id: str

    @property
    def label(self) -> str:
        """The file as messages name it."""
        return "<stdin>" if self.path == STDIN else _printable(self.path)

    @property
    def size(self) -> int:
        """Size in bytes; 0 where it is not known."""
        try:
            return 0 if self.path == STDIN else self.path.stat().st_size
        except OSError:
            return 0


def suffix_of(path: Path) -> str:
    """Returns the suffix that tells the format, in lower case and without ``.gz``.

    Example:
        >>> suffix_of(Path("archive/1399.JSONL.gz"))
        '.jsonl'
    """
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def find(paths: Sequence[str | Path], exclude: Path | None = None) -> tuple[Source, ...]:
    """Returns the files of articles under ``paths``, sorted in each folder, each file once.

    A folder is searched with all its subfolders; hidden files and files of annotations (``gold.jsonl``,
    ``*.gold.jsonl``) in it are left out. The id of an article that has no other is its path below the common
    folder of all paths, without suffix.

    Args:
        paths: Files, folders, patterns such as ``news/*.txt``, or ``-`` for standard input.
        exclude: A file or folder that is to be written, and so must not be read.

    Raises:
        InputError: A path does not exist, is of no format that is read, is ``exclude``, or no file is found.
    """
    given = [q for p in paths for q in _expanded(str(p))]
    for path in given:
        _check(path, exclude)
    files: dict[Path, Path] = {}
    others: Counter[str] = Counter()
    written = None if exclude is None else _real(exclude)
    for path in given:
        for file in _files(path, written):
            if file.is_dir() or path == file or suffix_of(file) in SUFFIXES:
                files.setdefault(_real(file), file)
            else:
                others[suffix_of(file) or "without suffix"] += 1
    if written is not None:
        files.pop(written, None)
    if others:
        named = ", ".join(f"{count} {suffix}" for suffix, count in others.most_common(_OTHERS))
        _log.warning("%d files of formats that are not read were left out: %s", others.total(), named)
    if not files:
        raise InputError(f"{', '.join(map(str, paths))}: no articles found; files that are read: {_readable()}")
    base = _base(given)
    ids = {file: _id(file, base) for file in files.values()}
    # Files that differ only in their suffix keep it.
    used = Counter(ids.values())
    return tuple(Source(f, n if used[n] == 1 else _id(f, base, suffix=True)) for f, n in ids.items())


def _expanded(path: str) -> list[Path]:
    if not Path(path).exists() and glob.has_magic(path):
        found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        if not found:
            raise InputError(f"{path}: no file matches this pattern")
        return [Path(p) for p in found]
    return [Path(path)]


def _check(path: Path, exclude: Path | None) -> None:
    if path == STDIN or path.is_dir():
        return
    if not path.exists():
        near = difflib.get_close_matches(path.name, _names(path.parent), n=1)
        raise InputError(
            f"{path}: no such file or folder" + (f"; did you mean {path.parent / near[0]}?" if near else "")
        )
    if suffix_of(path) not in SUFFIXES:
        raise InputError(
            f"{path}: {path.suffix or 'a file without suffix'} is not read; files that are: {_readable()}"
        )
    if exclude is not None and _real(path) == _real(exclude):
        raise InputError(f"{path}: is both input and output; write to another file")


def _files(path: Path, written: Path | None) -> Iterator[Path]:
    if path == STDIN or not path.is_dir():
        yield path
        return
    seen: set[tuple[int, int]] = set()
    refused: list[Path] = []
    for folder, folders, names in os.walk(
        path, followlinks=True, onerror=lambda error: refused.append(Path(error.filename))
    ):
        yield from refused
        refused.clear()
        status = Path(folder).stat()
        # A link back to a folder above would make an endless walk.
        if (status.st_dev, status.st_ino) in seen or (written is not None and _real(Path(folder)) == written):
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(folder, n) for n in sorted(names) if _may_hold_articles(n))
    # A folder that cannot be searched is given on as if it were a file: reading it says why.
    yield from refused


def _may_hold_articles(name: str) -> bool:
    gold = f".{name.lower().removesuffix('.gz')}".endswith((".gold.jsonl", ".gold.json"))
    return not name.startswith(".") and not gold


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def _real(path: Path) -> Path:
    return path if path == STDIN else Path(os.path.realpath(path))


def _absolute(path: Path) -> Path:
    # Path.resolve would name an article by where a link leads.
    return Path(os.path.abspath(path))  # noqa: PTH100


def _base(given: Sequence[Path]) -> Path:
    folders = [_absolute(p if p.is_dir() else p.parent) for p in given if p != STDIN]
    return Path(os.path.commonpath(folders)) if folders else Path()


def _id(file: Path, base: Path, *, suffix: bool = False) -> str:
    if file == STDIN:
        return "stdin"
    relative = Path(os.path.relpath(_absolute(file), base))
    name = relative.name
    if not suffix:
        name = Path(name[:-3] if name.lower().endswith(".gz") else name).stem
    return _printable(relative.with_name(name))


def _printable(path: Path) -> str:
    # A name in an old encoding holds bytes that no text can hold.
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _readable() -> str:
    return ", ".join(SUFFIXES) + " (also with .gz)"
