"""What a worker does with a portion: it extracts, and writes the tables of one shard."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from faclaims.batch.ledger import Entry, finish, shard_path
from faclaims.batch.plan import Counts, Plan
from faclaims.batch.stream import Found, Portion, id_digest
from faclaims.io.rows import TABLES, ArticleRow, AttributionRow, DuplicateRow
from faclaims.io.writers import Write, writing
from faclaims.pipeline import Extractor, Options, outcome_of
from faclaims.records import Article, Extraction, Failure


class Job(NamedTuple):
    """One portion with all that a worker must know.

    Attributes:
        out: Folder of the run.
        plan: What to do.
        portion: With what.
        deadly: Articles, by position in the portion, that killed a worker and are not to be tried again.
    """

    out: Path
    plan: Plan
    portion: Portion
    deadly: frozenset[int] = frozenset()


def work(job: Job) -> Entry:
    """Writes the tables of a shard, then its line in the ledger, and returns that line.

    Raises:
        OutputError: A file cannot be written.
        LexiconError: A lexicon of the plan is wrong.
    """
    extractor = extractor_for(job.plan.options)
    counts: Counter[str] = Counter()
    known: list[str] = []
    with _tables(job) as tables:
        for number, found in enumerate(job.portion.found):
            if isinstance(found.item, Article) and not found.duplicate:
                known.append((id_digest(found.item.id) + found.digest).hex())
            outcome = _outcome(found, extractor, number in job.deadly)
            _write(tables, found, outcome)
            _count(counts, outcome)
    entry = Entry(shard=job.portion.shard, after=job.portion.after, counts=Counts(**counts), known="".join(known))
    finish(job.out, entry)
    return entry


class Trial(NamedTuple):
    """One article to be tried alone."""

    plan: Plan
    found: Found


def try_out(trial: Trial) -> None:
    """Does one article for nothing but to see whether the process outlives it."""
    _outcome(trial.found, extractor_for(trial.plan.options), deadly=False)


@cache
def extractor_for(options: Options) -> Extractor:
    """Returns the extractor of this process for these options, whose lexicons are compiled once."""
    return Extractor(options)


def _outcome(found: Found, extractor: Extractor, deadly: bool) -> Extraction | Failure | DuplicateRow:
    article = found.item
    if isinstance(article, Failure):
        return article
    if found.duplicate:
        fields = article.model_dump(exclude={"text"})
        return DuplicateRow(**fields, path=found.path, digest=found.digest.hex())
    if deadly:
        reason = "the process that worked on it was killed, for want of memory most often; leave the article out"
        return Failure(path=found.path, record=article.id, stage="extract", reason=reason)
    return outcome_of(extractor, article, found.path)


@contextmanager
def _tables(job: Job) -> Iterator[Mapping[str, Write]]:
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(
                writing(shard_path(job.out, name, job.portion.shard, job.plan.format), record)
            )
            for name, record in TABLES.items()
        }


def _write(tables: Mapping[str, Write], found: Found, outcome: Extraction | Failure | DuplicateRow) -> None:
    match outcome:
        case Failure():
            tables["failures"]([outcome])
        case DuplicateRow():
            tables["duplicates"]([outcome])
        case Extraction():
            article, attributions = outcome.article, outcome.attributions
            row = ArticleRow(
                **article.model_dump(),
                path=found.path,
                digest=found.digest.hex(),
                attributions=len(attributions),
                claims=len(outcome.claims),
            )
            tables["articles"]([row])
            tables["attributions"](
                AttributionRow.model_construct(article_id=article.id, **dict(a)) for a in attributions
            )
            tables["claims"](outcome.claims)


def _count(counts: Counter[str], outcome: Extraction | Failure | DuplicateRow) -> None:
    match outcome:
        case Failure():
            counts["failures"] += 1
        case DuplicateRow():
            counts["duplicates"] += 1
        case Extraction():
            counts.update(articles=1, attributions=len(outcome.attributions), claims=len(outcome.claims))
