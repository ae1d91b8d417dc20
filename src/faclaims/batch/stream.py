"""Input files to portions of work, in one order, whoever reads them and wherever the reading begins."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from faclaims.batch.digests import Digests
from faclaims.batch.plan import Mark
from faclaims.batch.pool import Pool, Ticket, WorkerDiedError
from faclaims.io import Fields, Source
from faclaims.io.readers import digest_of, read_source
from faclaims.io.sources import STDIN, suffix_of
from faclaims.records import Article, Failure

type Item = Article | Failure

PORTION_CHARACTERS = 2_000_000
"""Where a shard ends however few its articles: little enough to have several of them in memory."""
_ONE_ARTICLE = (".txt", ".html", ".htm")
_GROUP_FILES = 32
_GROUP_BYTES = 2**22


class Found(NamedTuple):
    """An article or a failure with the file it came from; ``digest`` is of the text, empty for a failure."""

    path: str
    item: Item
    digest: bytes = b""
    duplicate: bool = False


class Portion(NamedTuple):
    """The input of one shard.

    Attributes:
        shard: Its number.
        found: What was read, in order.
        after: Where the next portion begins.
        size: Bytes of input that were read for it.
    """

    shard: int
    found: tuple[Found, ...]
    after: Mark
    size: int


class Known:
    """Texts and ids that came before.

    Args:
        digests: Of articles that were done: 16 bytes of the id and 16 of the text, one after the other.
    """

    def __init__(self, digests: Iterable[bytes] = ()) -> None:
        self._ids, self._texts = Digests(), Digests()
        for digest in digests:
            self._ids.add(digest[:16])
            self._texts.add(digest[16:])

    def tell(self, path: str, item: Item) -> Found:
        """Returns an item with what is to be done with it: an article, a duplicate or a failure."""
        if isinstance(item, Failure):
            return Found(path, item)
        digest = digest_of(item.text)
        if digest in self._texts:
            return Found(path, item, digest, duplicate=True)
        if not self._ids.add(id_digest(item.id)):
            reason = "another article has the same id; give each article an id of its own"
            return Found(path, Failure(path=path, record=item.id, stage="read", reason=reason))
        self._texts.add(digest)
        return Found(path, item, digest)


def id_digest(article_id: str) -> bytes:
    """Returns 16 bytes that tell an id from all others."""
    return blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Reader:
    """Reads sources from a mark on, with the help of workers.

    Files of one article, web pages above all, cost time to read: workers read them, some ahead of what is asked
    for. Files of many articles are streamed, so that the largest needs no more memory than the smallest.

    Args:
        sources: In the order of the run.
        fields: Names of the fields of JSON, CSV and Parquet records.
        pool: The workers.
    """

    def __init__(self, sources: Sequence[Source], fields: Fields, pool: Pool) -> None:
        self.sources, self._fields, self._pool = sources, fields, pool
        self.size = 0
        """Bytes that were read so far."""

    def items(self, start: Mark) -> Iterator[tuple[Mark, str, Item]]:
        """Yields what the sources hold from a mark on, each with the mark after it."""
        self.size = sum(source.size for source in self.sources[: start.source])
        for number, items in self._ahead(start.source):
            source, before = self.sources[number], self.size
            for count, item in enumerate(items, start=1):
                if number > start.source or count > start.items:
                    yield Mark(number, count), source.label, item
            self.size = before + source.size

    def _ahead(self, first: int) -> Iterator[tuple[int, Iterable[Item]]]:
        waiting: deque[tuple[range, Ticket[_Group, list[list[Item]]] | None]] = deque()
        for group in _groups(self.sources, first):
            sources = tuple(self.sources[n] for n in group)
            ticket = (
                self._pool.submit(_read_group, _Group(sources, self._fields)) if _is_small(sources[0]) else None
            )
            waiting.append((group, ticket))
            if len(waiting) > 2 * self._pool.workers:
                yield from self._taken(*waiting.popleft())
        while waiting:
            yield from self._taken(*waiting.popleft())

    def _taken(
        self, group: range, ticket: "Ticket[_Group, list[list[Item]]] | None"
    ) -> Iterator[tuple[int, Iterable[Item]]]:
        if ticket is None:
            yield group[0], read_source(self.sources[group[0]], self._fields, self._count)
        else:
            yield from zip(group, self._read(ticket), strict=True)

    def _read(self, ticket: "Ticket[_Group, list[list[Item]]]") -> Iterable[list[Item]]:
        try:
            return self._pool.result(ticket)
        except WorkerDiedError:
            singly = [_Group((source,), self._fields) for source in ticket.argument.sources]
            return (
                [_deadly(group.sources[0])] if isinstance(result, WorkerDiedError) else result[0]
                for group, result in zip(singly, self._pool.alone(_read_group, singly), strict=True)
            )

    def _count(self, size: int) -> None:
        self.size += size


def portions(reader: Reader, start: Mark, shard: int, known: Known, most: int) -> Iterator[Portion]:
    """Yields the input from a mark on, cut into portions.

    The cuts depend on the input alone: neither on how quickly it is read nor on where the reading began.

    Args:
        reader: Of the sources.
        start: Where the first portion begins.
        shard: Number of the first portion.
        known: What came before; what comes is added to it.
        most: Articles, duplicates and failures in a portion.
    """
    found: list[Found] = []
    after, characters = start, 0
    size = sum(source.size for source in reader.sources[: start.source])
    for after, path, item in reader.items(start):
        found.append(known.tell(path, item))
        characters += len(item.text) if isinstance(item, Article) else 0
        if len(found) >= most or characters >= PORTION_CHARACTERS:
            yield Portion(shard, tuple(found), after, reader.size - size)
            found, characters, shard, size = [], 0, shard + 1, reader.size
    if found:
        yield Portion(shard, tuple(found), after, reader.size - size)


class _Group(NamedTuple):
    sources: tuple[Source, ...]
    fields: Fields


def _read_group(group: _Group) -> list[list[Item]]:
    return [list(read_source(source, group.fields)) for source in group.sources]


def _groups(sources: Sequence[Source], first: int) -> Iterator[range]:
    begin, size = first, 0
    for number in range(first, len(sources)):
        small = _is_small(sources[number])
        if begin < number and (not small or number - begin >= _GROUP_FILES or size >= _GROUP_BYTES):
            yield range(begin, number)
            begin, size = number, 0
        size += sources[number].size
        if not small:
            yield range(number, number + 1)
            begin, size = number + 1, 0
    if begin < len(sources):
        yield range(begin, len(sources))


def _is_small(source: Source) -> bool:
    return source.path != STDIN and suffix_of(source.path) in _ONE_ARTICLE


def _deadly(source: Source) -> Failure:
    reason = "the process that read it was killed, for want of memory most often; leave the file out"
    return Failure(path=source.label, stage="read", reason=reason)
