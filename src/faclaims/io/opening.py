"""Sources as streams of bytes: counted, unpacked, and guarded against files that are made to do harm."""

import gzip
import io
import os
import stat
import sys
from collections.abc import Buffer, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from faclaims.errors import InputError
from faclaims.io.sources import STDIN, Source

type File = io.BufferedReader[Any]

HEAD = 2**16
"""Bytes from the beginning of a file that are enough to tell what it is."""
_GZIP = b"\x1f\x8b"
_BOMB_SIZE = 2**22
_BOMB_RATIO = 200
"""News packs to a fifth; a file of zeros to a thousandth."""


@contextmanager
def opened(source: Source, progress: Callable[[int], object]) -> Iterator[File]:
    """Opens a source for reading, unpacked if it is a gzip file whatever its name.

    Args:
        source: What to open.
        progress: Called with the number of bytes read from the disk since the last call.

    Raises:
        InputError: It is nothing that can be read, such as a named pipe.
        OSError: The system refuses.
    """
    if source.path == STDIN:
        yield _unpacked(io.BufferedReader(_Filled(cast("Any", sys.stdin.buffer)), HEAD))
        return
    if source.path.is_dir():
        # A folder that ``find`` gave on because it may not be searched: this raises the error that says so.
        os.scandir(source.path).close()
    # A pipe without a writer would keep us waiting for ever.
    if not stat.S_ISREG(source.path.stat().st_mode):
        raise InputError("no regular file; leave it out")
    with io.BufferedReader(_Counted(source.path, progress), HEAD) as file:
        yield _unpacked(file)


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


class _Filled(io.RawIOBase):
    """A stream whose first piece is as long as asked for, so that what it holds does not depend on who is faster."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream = stream
        self._begun = False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Reads some bytes; the first time until there are no more or the buffer is full."""
        view = memoryview(buffer)
        if self._begun:
            return self._stream.readinto1(view)
        self._begun = True
        return self._stream.readinto(view)


def _unpacked(file: File) -> File:
    # By content, not by name: a wrong suffix must not lose a file.
    return io.BufferedReader(_Unpacked(file), HEAD) if file.peek(2)[:2] == _GZIP else file


class _Tally:
    """What a gzip reader needs of a file, with a count of the bytes it took."""

    def __init__(self, file: File) -> None:
        self._file = file
        self.count = 0
        self.seek = file.seek

    def read(self, size: int = -1) -> bytes:
        """Reads, and counts."""
        data = self._file.read(size)
        self.count += len(data)
        return data


class _Unpacked(io.RawIOBase):
    """The content of a gzip file, refused when there is no end to it."""

    def __init__(self, file: File) -> None:
        self._packed = _Tally(file)
        self._file = gzip.GzipFile(fileobj=cast("Any", self._packed))

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always, for the formats that are read from their end; a step back reads anew."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Reads some bytes."""
        data = self._file.read1(memoryview(buffer).nbytes)
        memoryview(buffer)[: len(data)] = data
        if self._file.tell() > max(_BOMB_SIZE, _BOMB_RATIO * self._packed.count):
            raise InputError(
                f"a gzip file that unpacks to more than {_BOMB_RATIO} times its size, as no news does; "
                "what stands before that was read; if it is sound, unpack it first"
            )
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes to a place."""
        if whence == io.SEEK_END:
            scratch = bytearray(HEAD)
            while self.readinto(scratch):
                pass
            offset, whence = offset + self._file.tell(), io.SEEK_SET
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Returns the place."""
        return self._file.tell()
