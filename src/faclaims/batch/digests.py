"""A set of digests that stays small."""

_PREFIX = 2
_REST = 14


class Digests:
    r"""A set of 16-byte digests in about 16 bytes each, where a Python set takes a hundred.

    Digests with the same first two bytes stand one after the other in one array, which is searched from its
    beginning: ten million of them make arrays of two kilobytes.

    Example:
        >>> seen = Digests()
        >>> seen.add(b"\\1" * 16), seen.add(b"\\1" * 16), len(seen)
        (True, False, 1)
    """

    def __init__(self) -> None:
        self._rests: dict[bytes, bytearray] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, digest: bytes) -> bool:
        rests, rest = self._rests.get(digest[:_PREFIX], b""), digest[_PREFIX:]
        at = rests.find(rest)
        # What is found across two neighbours is neither.
        while at >= 0 and at % _REST:
            at = rests.find(rest, at + 1)
        return at >= 0

    def add(self, digest: bytes) -> bool:
        """Adds a digest of 16 bytes; returns whether it is new."""
        if digest in self:
            return False
        self._rests.setdefault(digest[:_PREFIX], bytearray()).extend(digest[_PREFIX:])
        self._count += 1
        return True
