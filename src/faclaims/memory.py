"""What was worked out for a word, kept for the next time."""

from collections.abc import Callable

_MOST = 1 << 14  # words: all common ones, in memory that stays small over any archive
_LONGEST = 64  # letters of a word that is kept; longer ones are none, and do not come again


class Memory[V](dict[str, V]):
    """The results of a function of a word; when there are too many, all are forgotten.

    It is quicker than `functools.lru_cache`, which notes at every look what was looked at last.

    Args:
        function: What to work out; the same for a word each time.

    Example:
        >>> lengths = Memory(len)
        >>> lengths["آب"], dict(lengths)
        (2, {'آب': 2})
    """

    def __init__(self, function: Callable[[str], V]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> V:
        if len(self) >= _MOST:
            self.clear()
        value = self._function(word)
        if len(word) <= _LONGEST:
            self[word] = value
        return value
