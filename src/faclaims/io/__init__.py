"""Reading articles and writing records; the only layer that knows file formats.

Example:
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("پل تازه باز شد.", encoding="utf-8")
    ...     [article.id for article in read(find([folder]))]
    ['a']
"""

from faclaims.io.decode import decode, encoding_of
from faclaims.io.fields import Fields
from faclaims.io.readers import read
from faclaims.io.results import read_results
from faclaims.io.sources import STDIN, SUFFIXES, Source, find, spare
from faclaims.io.writers import STDOUT, replacing, writing

__all__ = [
    "STDIN",
    "STDOUT",
    "SUFFIXES",
    "Fields",
    "Source",
    "decode",
    "encoding_of",
    "find",
    "read",
    "read_results",
    "replacing",
    "spare",
    "writing",
]
