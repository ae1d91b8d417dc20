"""Which files hold articles, and what to call the articles."""

import difflib
import errno
import glob
import logging
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from faclaims.errors import InputError
from faclaims.io.own import holds_claims, is_run, may_be_output

_log = logging.getLogger(__name__)

_OTHERS = 5
"""Formats that are named when files are left out."""
SUFFIXES = (".txt", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".csv", ".parquet")
"""The formats that are read; each also compressed, with ``.gz`` after it."""
STDIN = Path("-")
_SHOWN = 60
"""Characters that errors show of a path that is no path at all but a text."""
_WORDS, _LONGEST = 3, 255
"""Words of a path, and bytes of a name in it, that are more than those of any file."""
_OWN, _WRITTEN = "claims", "output"
"""Reasons to leave a file out, beside its suffix."""


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


class _Found(NamedTuple):
    """A file or folder; one that is ``sure`` is read whatever its name, and is a failure where it cannot be."""

    path: Path
    sure: bool


def find(paths: Sequence[str | Path], exclude: Path | None = None) -> tuple[Source, ...]:
    """Returns the files of articles under ``paths``, sorted in each folder, each file once.

    A folder is searched with all its subfolders; hidden files, files of annotations (``gold.jsonl``,
    ``*.gold.jsonl``), files of claims and folders of batch runs in it are left out. What may not be looked at is
    given on, so that reading it says why. The id of an article that has no other is its path below the common
    folder of all paths, without suffix.

    Args:
        paths: Files, folders, patterns such as ``news/*.txt``, or ``-`` for standard input.
        exclude: A file or folder that is to be written, and so must not be read.

    Raises:
        InputError: A path does not exist, is of no format that is read, is ``exclude``, or no file is found.
    """
    given = [found for p in paths for found in _expanded(str(p))]
    for path, sure in given:
        if sure:
            _check(path, exclude)
    written = None if exclude is None else _real(exclude)
    files: dict[Path, Path] = {}
    left_out: Counter[str] = Counter()
    for file, sure in (found for each in given for found in _files(each, written)):
        reason = None if sure else _reason(file, written)
        if reason is None:
            files.setdefault(_real(file), file)
        else:
            left_out[reason] += 1
    _note(left_out)
    if not files:
        raise InputError(f"{', '.join(map(str, paths))}: no articles found; files that are read: {_readable()}")
    base = _base([path for path, _ in given])
    ids = {file: _id(file, base) for file in files.values()}
    # Files that differ only in their suffix keep it.
    used = Counter(ids.values())
    return tuple(Source(f, n if used[n] == 1 else _id(f, base, suffix=True)) for f, n in ids.items())


def spare(inputs: Sequence[Path], out: Path) -> None:
    """Raises an error where a command would overwrite what it reads.

    Args:
        inputs: Files and folders that are read.
        out: The file or folder that is to be written.

    Raises:
        InputError: It is one of them.
    """
    for path in inputs:
        if path != STDIN and _real(path) == _real(out):
            raise InputError(f"{path}: is both input and output; write to another place")


def _expanded(path: str) -> list[_Found]:
    # Of a path that is no path at all (a text, in place of its file) only os.path says no more than that it is not.
    if not os.path.lexists(path) and glob.has_magic(path):
        found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        if not found:
            raise InputError(f"{_shortened(path)}: no file matches this pattern{_hint(path)}")
        return [_Found(Path(p), sure=False) for p in found]
    return [_Found(Path(path), sure=True)]


def _check(path: Path, exclude: Path | None) -> None:
    if path == STDIN:
        if sys.stdin is None:
            raise InputError("-: standard input is closed; give a file, or pipe articles in")
        return
    try:
        path.stat()
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP}:
            raise InputError(_missing(path)) from None
        # Reading it says what is wrong.
        return
    if exclude is not None:
        spare([path], exclude)
    if not path.is_dir() and suffix_of(path) not in SUFFIXES:
        raise InputError(
            f"{path}: {path.suffix or 'a file without suffix'} is not read; files that are: {_readable()}"
        )


def _missing(path: Path) -> str:
    if os.path.islink(path):  # noqa: PTH114 (a path can be too long to ask)
        return f"{path}: leads to {os.readlink(path)}, which is not there"  # noqa: PTH115
    near = difflib.get_close_matches(path.name, _names(path.parent), n=1)
    fix = f"; did you mean {path.parent / near[0]}?" if near else _hint(str(path))
    return f"{_shortened(str(path))}: no such file or folder{fix}"


def _hint(path: str) -> str:
    return (
        "; a text itself is read from standard input: pipe it in, and give - as the path" if _is_text(path) else ""
    )


def _shortened(path: str) -> str:
    return f"{path[:_SHOWN]}…" if _is_text(path) and len(path) > 2 * _SHOWN else path


def _is_text(path: str) -> bool:
    return len(path.split()) > _WORDS or any(len(os.fsencode(name)) > _LONGEST for name in Path(path).parts)


def _files(given: _Found, written: Path | None) -> Iterator[_Found]:
    path = given.path
    if path == STDIN or not _is_folder(path):
        yield given
        return
    seen: set[tuple[int, int]] = set()
    refused: list[Path] = []
    for folder, folders, names in os.walk(
        path, followlinks=True, onerror=lambda error: refused.append(Path(error.filename))
    ):
        yield from (_Found(p, sure=True) for p in refused)
        refused.clear()
        status = Path(folder).stat()
        # A link back to a folder above would make an endless walk.
        if (status.st_dev, status.st_ino) in seen or (written is not None and _real(Path(folder)) == written):
            folders.clear()
            continue
        if is_run(folders, names):
            folders.clear()
            yield _Found(Path(folder), sure=False)
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (_Found(Path(folder, n), sure=False) for n in sorted(names) if _may_hold_articles(n))
    # A folder that cannot be searched is given on as if it were a file: reading it says why.
    yield from (_Found(p, sure=True) for p in refused)


def _reason(file: Path, written: Path | None) -> str | None:
    """Returns why a file of a folder or pattern is left out, if it is."""
    try:
        folder = stat.S_ISDIR(file.stat().st_mode)
    except FileNotFoundError:
        folder = False
    except OSError:
        # Reading it says why.
        return None
    if not folder and suffix_of(file) not in SUFFIXES:
        return suffix_of(file) or "without suffix"
    if not folder and _real(file) == written:
        if not may_be_output(file):
            spare([file], written)
        return _WRITTEN
    return _OWN if folder or holds_claims(file) else None


def _note(left_out: Counter[str]) -> None:
    own = left_out.pop(_OWN, 0)
    left_out.pop(_WRITTEN, 0)
    if own:
        _log.warning("%d files of claims and folders of batch runs were left out; they hold no news", own)
    if left_out:
        named = ", ".join(f"{count} {suffix}" for suffix, count in left_out.most_common(_OTHERS))
        _log.warning("%d files of formats that are not read were left out: %s", left_out.total(), named)


def _is_folder(path: Path) -> bool:
    # Path.is_dir raises an error where the folder above may not be searched.
    return os.path.isdir(path)  # noqa: PTH112


def _may_hold_articles(name: str) -> bool:
    gold = f".{name.lower().removesuffix('.gz')}".endswith((".gold.jsonl", ".gold.json"))
    return not name.startswith(".") and not gold


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir() if os.path.exists(path)]  # noqa: PTH110 (a link may be shut)
    except OSError:
        return []


def _real(path: Path) -> Path:
    return path if path == STDIN else Path(os.path.realpath(path))


def _absolute(path: Path) -> Path:
    # Path.resolve would name an article by where a link leads.
    return Path(os.path.abspath(path))  # noqa: PTH100


def _base(given: Sequence[Path]) -> Path:
    folders = [_absolute(p if _is_folder(p) else p.parent) for p in given if p != STDIN]
    return Path(os.path.commonpath(folders)) if folders else Path()


def _id(file: Path, base: Path, *, suffix: bool = False) -> str:
    if file == STDIN:
        return "stdin"
    relative = Path(os.path.relpath(_absolute(file), base))
    if not relative.name:
        # The common folder itself, which may not be searched.
        relative = Path(base.name)
    name = relative.name
    if not suffix:
        name = Path(name[:-3] if name.lower().endswith(".gz") else name).stem
    return _printable(relative.with_name(name))


def _printable(path: Path) -> str:
    # A name in an old encoding holds bytes that no text can hold.
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _readable() -> str:
    return ", ".join(SUFFIXES) + " (also with .gz)"
