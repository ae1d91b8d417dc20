"""Bytes to text: every encoding that Persian files come in."""

import codecs
import re

from faclaims.errors import InputError

_BOMS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^<>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", re.I
)
_NO_CHARSETS = ("unicode-escape", "raw-unicode-escape", "charmap")
"""Codecs of Python that read any bytes as characters of Latin-1, whatever the page is in."""
_HEAD = 4096
_DETECT = 200_000
"""Bytes that are enough to tell an encoding."""
_DAMAGE = 0.01
"""Share of unreadable characters up to which a file is damaged UTF-8 rather than something else."""


def encoding_of(data: bytes) -> str:
    """Returns the name of the codec that reads ``data``; the beginning of a file is enough.

    The order is: byte-order mark, strict UTF-8, the charset that an HTML page declares, detection. UTF-8 comes
    before the declaration because pages often declare windows-1256 wrongly, whereas Persian text in another
    encoding is never valid UTF-8 by chance.

    Raises:
        InputError: The bytes are no text.

    Example:
        >>> encoding_of("پل تازه".encode())
        'utf-8'
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    # A NUL is valid UTF-8, yet only binary files and UTF-16 have it.
    if b"\0" not in data and _is_utf8(data):
        return "utf-8"
    declared = _DECLARED.search(data, 0, _HEAD)
    if declared and _is_charset(declared[1]) and _reads(data, declared[1].decode("ascii")):
        return declared[1].decode("ascii")
    if b"\0" not in data[:_DETECT] and _damage(data[:_DETECT]) <= _DAMAGE:
        return "utf-8"
    return _detected(data)


def decode(data: bytes, encoding: str | None = None) -> tuple[str, int]:
    """Returns the text without its byte-order mark, and the number of characters that could not be read.

    Unreadable bytes become U+FFFD, so that one damaged byte does not lose an article.

    Args:
        data: The whole of a text.
        encoding: What ``encoding_of`` said of it; found out if not given.

    Raises:
        InputError: The bytes are no text.

    Example:
        >>> decode("پل".encode("utf-16"))
        ('پل', 0)
    """
    name = encoding or encoding_of(data)
    try:
        return data.decode(name), 0
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        return text, text.count("\ufffd")


def _is_utf8(data: bytes) -> bool:
    try:
        # The beginning of a file may end within a character.
        codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _is_charset(declared: bytes) -> bool:
    """Whether a name is that of a charset in which it can have been declared.

    Python's codecs also turn bytes into bytes (hex, zip), and a declaration that was found as ASCII is not in UTF-16.
    """
    name = declared.decode("ascii")
    try:
        return codecs.lookup(name).name not in _NO_CHARSETS and declared.decode(name) == name
    except (LookupError, UnicodeError):
        return False


def _reads(data: bytes, name: str) -> bool:
    try:
        codecs.lookup(name)
        codecs.getincrementaldecoder(name)().decode(data, final=False)
    except (LookupError, UnicodeError):
        return False
    return True


def _damage(data: bytes) -> float:
    text = data.decode("utf-8", "replace")
    foreign = sum(1 for c in text if c > "\x7f")
    return text.count("\ufffd") / max(1, foreign)


def _detected(data: bytes) -> str:
    # Imported here: its models take time to load and few files need them.
    import chardet

    found = chardet.detect(data[:_DETECT], max_bytes=_DETECT)
    name = found["encoding"]
    if name is None or not _reads(b"", name):
        kind = found.get("mime_type") or "binary data"
        raise InputError(f"no text but {kind}; give the article as text or HTML")
    return name
