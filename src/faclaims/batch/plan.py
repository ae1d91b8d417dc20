"""What a batch run is asked to do, and what it says of itself."""

from collections.abc import Sequence
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from faclaims.errors import LexiconError
from faclaims.io import STDIN, Fields, Source, find
from faclaims.lexica import Lexica
from faclaims.pipeline import Options
from faclaims.records import Record

Format = Literal["parquet", "jsonl", "csv"]


class Plan(Record):
    """What decides the content of the output; workers, progress and resuming do not.

    Attributes:
        options: What to look for.
        fields: Names of the fields of JSON, CSV and Parquet records.
        format: Of the shards.
        shard_size: Articles in a shard, if they are not unusually long.
    """

    options: Options = Options()
    fields: Fields = Fields()
    format: Format = "parquet"
    shard_size: int = Field(default=500, ge=1)


class Counts(Record):
    """How many of each came out; a failure is a file, a record or an article."""

    articles: int = Field(default=0, ge=0)
    attributions: int = Field(default=0, ge=0)
    claims: int = Field(default=0, ge=0)
    duplicates: int = Field(default=0, ge=0)
    failures: int = Field(default=0, ge=0)

    def __add__(self, other: "Counts") -> "Counts":
        mine, theirs = self.model_dump(), other.model_dump()
        return Counts(**{name: mine[name] + theirs[name] for name in mine})


class Mark(NamedTuple):
    """A place in the input: ``items`` articles and failures of source number ``source`` are behind it."""

    source: int
    items: int


class Identity(Record):
    """What must be the same when a run is resumed.

    Attributes:
        faclaims: Version of this package.
        plan: What was asked for.
        lexicons: Fingerprint of the lexicon folders of the user.
        files: Number of input files.
        inputs: Fingerprint of their ids, sizes and times.
        paths: Fingerprint of their paths, which stand in the output as they were given.
    """

    faclaims: str
    plan: Plan
    lexicons: str
    files: int
    inputs: str
    paths: str


def canonical(paths: Sequence[str | Path], out: Path) -> tuple[Source, ...]:
    """Returns the sources under ``paths`` in an order that does not depend on the order of ``paths``.

    What stands in ``out`` is left out, so that a run can write into the folder that it reads.

    Raises:
        InputError: As ``find`` does.
    """
    return tuple(sorted(find(sorted(map(str, paths)), exclude=out), key=lambda s: (s.id, str(s.path))))


def identity(plan: Plan, sources: Sequence[Source]) -> Identity:
    """Returns what a run with this plan over these sources is known by.

    Raises:
        LexiconError: A lexicon folder is wrong or cannot be read.
    """
    inputs, paths = blake2b(digest_size=16), blake2b(digest_size=16)
    for source in sources:
        inputs.update(repr((source.id, *_state(source.path))).encode("utf-8", "surrogatepass"))
        paths.update(repr(source.label).encode("utf-8", "surrogatepass"))
    return Identity(
        faclaims=version("faclaims"),
        plan=plan,
        lexicons=_fingerprint(plan.options),
        files=len(sources),
        inputs=inputs.hexdigest(),
        paths=paths.hexdigest(),
    )


def _fingerprint(options: Options) -> str:
    content = blake2b(digest_size=16)
    if not options.lexicons:
        return content.hexdigest()
    try:
        # A worker that finds out what is wrong with them would find it in every article.
        Lexica(options.lexicons, learned=options.learned)
        for folder in options.lexicons:
            for file in sorted(p for p in folder.rglob("*") if p.is_file()):
                content.update(repr((file.relative_to(folder).as_posix(), file.read_bytes())).encode())
    except OSError as error:
        raise LexiconError(f"{error.filename}: cannot be read ({error.strerror}); make it readable") from None
    return content.hexdigest()


def _state(path: Path) -> tuple[int, int]:
    if path == STDIN:
        return 0, 0
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns
