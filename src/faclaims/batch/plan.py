"""What a batch run is asked to do, and what it says of itself."""

from collections.abc import Sequence
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from faclaims.io import Fields, Source, find
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
        inputs: Fingerprint of their names, sizes and times.
    """

    faclaims: str
    plan: Plan
    lexicons: str
    files: int
    inputs: str


def canonical(paths: Sequence[str | Path], out: Path) -> tuple[Source, ...]:
    """Returns the sources under ``paths`` in an order that does not depend on the order of ``paths``.

    What stands in ``out`` is left out, so that a run can write into the folder that it reads.

    Raises:
        InputError: As ``find`` does.
    """
    return tuple(sorted(find(sorted(map(str, paths)), exclude=out), key=lambda s: (s.id, str(s.path))))


def identity(plan: Plan, sources: Sequence[Source]) -> Identity:
    """Returns what a run with this plan over these sources is known by."""
    inputs = blake2b(digest_size=16)
    for source in sources:
        inputs.update(repr((source.label, source.id, *_state(source.path))).encode("utf-8", "surrogatepass"))
    lexicons = blake2b(digest_size=16)
    for folder in plan.options.lexicons:
        for file in sorted(p for p in folder.rglob("*") if p.is_file()):
            lexicons.update(repr((file.relative_to(folder).as_posix(), file.read_bytes())).encode())
    return Identity(
        faclaims=version("faclaims"),
        plan=plan,
        lexicons=lexicons.hexdigest(),
        files=len(sources),
        inputs=inputs.hexdigest(),
    )


def _state(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns
