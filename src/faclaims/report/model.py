"""What a report shows, computed from results: everything is counted here and only laid out by the template."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, get_args

from faclaims.records import Article, Claim, Extraction, SpeakerKind, Stance
from faclaims.report.highlight import Piece, pieces
from faclaims.report.language import Lang, Unit, date_name, parts

STANCES: tuple[Stance, ...] = ("favor", "neutral", "against")
"""In the order in which charts stack them."""
_LONGEST_HEADING = 160
_BARS = 15
_ROWS = 10
_COLUMNS = 8
_LONGEST_IN_DAYS = 60
_LONGEST_IN_MONTHS = 15 * 366
_MOST_PERIODS = 400

type Counts = tuple[int, int, int]


class Voice(NamedTuple):
    """One speaker over all articles: same name and kind, or unknown."""

    name: str | None
    kind: SpeakerKind
    roles: tuple[str, ...]
    claims: tuple[int, ...]
    stances: Counts


class Period(NamedTuple):
    """A day, month or year of the time line; keys sort as time does."""

    key: str
    name: str
    stances: Counts


class Row(NamedTuple):
    """A speaker of the matrix, with the stances of the claims on each of its subjects."""

    voice: int
    cells: tuple[Counts, ...]


class Story(NamedTuple):
    """One article: what it is called, its pieces, and the numbers of its claims."""

    article: Article
    heading: str
    pieces: tuple[Piece, ...]
    claims: tuple[int, ...]
    period: str


class Model(NamedTuple):
    """Everything that a report shows; claims, speakers and subjects are referred to by position."""

    claims: tuple[Claim, ...]
    stories: tuple[Story, ...]
    story_of: tuple[int, ...]
    voices: tuple[Voice, ...]
    voice_of: tuple[int, ...]
    subjects: tuple[str, ...]
    publishers: tuple[str, ...]
    assertions: tuple[str, ...]
    periods: tuple[Period, ...]
    bars: tuple[int, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def model_of(results: Iterable[Extraction], lang: Lang) -> Model:
    """Returns what a report on these results shows.

    Args:
        results: The results, one an article.
        lang: Decides the calendar of the time line.
    """
    ordered = sorted(results, key=lambda r: (r.article.published or dt.date.max, r.article.id))
    claims = tuple(c for r in ordered for c in r.claims)
    story_of = tuple(number for number, r in enumerate(ordered) for _ in r.claims)
    voices, voice_of = _voices(claims)
    days = [ordered[story].article.published for story in story_of]
    unit = _unit([day for day in days if day])
    keys = [_key(day, lang, unit) for day in days]
    bars = tuple(n for n, voice in enumerate(voices) if voice.name is not None)[:_BARS]
    columns = tuple(
        name
        for name, _ in _counted(s.id for v in bars[:_ROWS] for n in voices[v].claims for s in claims[n].subjects)[
            :_COLUMNS
        ]
    )
    return Model(
        claims=claims,
        stories=tuple(_stories(ordered, lang, unit)),
        story_of=story_of,
        voices=voices,
        voice_of=voice_of,
        subjects=tuple(name for name, _ in _counted(s.id for c in claims for s in c.subjects)),
        publishers=tuple(sorted({r.article.publisher for r in ordered if r.article.publisher})),
        assertions=tuple(name for name, _ in _counted(c.assertion for c in claims)),
        periods=_periods(claims, days, keys, lang, unit),
        bars=bars,
        columns=columns,
        rows=_rows(claims, voice_of, bars[:_ROWS], columns),
    )


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))


def _counts(stances: Mapping[str, int]) -> Counts:
    favor, neutral, against = (stances.get(stance, 0) for stance in STANCES)
    return favor, neutral, against


def _voices(claims: Sequence[Claim]) -> tuple[tuple[Voice, ...], tuple[int, ...]]:
    said: dict[tuple[str | None, SpeakerKind], list[int]] = {}
    for number, claim in enumerate(claims):
        # The kind of an unknown speaker is a guess that must not split them.
        kind = claim.speaker.kind if claim.speaker.name else get_args(SpeakerKind)[0]
        said.setdefault((claim.speaker.name, kind), []).append(number)
    ordered = sorted(said.items(), key=lambda item: (-len(item[1]), item[0][0] or ""))
    voices = tuple(_voice(name, kind, numbers, claims) for (name, kind), numbers in ordered)
    voice_of = {number: place for place, voice in enumerate(voices) for number in voice.claims}
    return voices, tuple(voice_of[number] for number in range(len(claims)))


def _voice(name: str | None, kind: SpeakerKind, numbers: list[int], claims: Sequence[Claim]) -> Voice:
    roles = tuple(role for role, _ in _counted(role for n in numbers for role in claims[n].speaker.roles))
    return Voice(name, kind, roles, tuple(numbers), _counts(Counter(claims[n].stance for n in numbers)))


def _stories(results: Iterable[Extraction], lang: Lang, unit: Unit) -> Iterable[Story]:
    first = 0
    for result in results:
        numbers = tuple(range(first, first + len(result.claims)))
        first += len(result.claims)
        cut = pieces(result.article.text, result.claims) if result.article.text else ()
        numbered = tuple(p if p.claim is None else p._replace(claim=numbers[p.claim]) for p in cut)
        yield Story(
            result.article, _heading(result.article), numbered, numbers, _key(result.article.published, lang, unit)
        )


def _heading(article: Article) -> str:
    # An article without a title of its own has it as its first line, if it has one.
    first = article.text.lstrip().partition("\n")[0].strip()
    return article.title or (first if 0 < len(first) <= _LONGEST_HEADING else article.id)


def _unit(days: Sequence[dt.date]) -> Unit:
    span = (max(days) - min(days)).days if days else 0
    return "day" if span <= _LONGEST_IN_DAYS else "month" if span <= _LONGEST_IN_MONTHS else "year"


def _key(day: dt.date | None, lang: Lang, unit: Unit) -> str:
    if day is None:
        return ""
    shown = parts(day, lang)[: {"day": 3, "month": 2, "year": 1}[unit]]
    return "-".join(f"{part:0{4 if place == 0 else 2}d}" for place, part in enumerate(shown))


def _periods(
    claims: Sequence[Claim], days: Sequence[dt.date | None], keys: Sequence[str], lang: Lang, unit: Unit
) -> tuple[Period, ...]:
    counted: dict[str, Counter[str]] = {}
    sample: dict[str, dt.date] = {}
    for claim, day, key in zip(claims, days, keys, strict=True):
        if day:
            counted.setdefault(key, Counter())[claim.stance] += 1
            sample[key] = day
    filled = _between(sorted(sample.values()), lang, unit) | sample
    if len(filled) > _MOST_PERIODS:
        # So long a time with so few articles: its empty years would only push the others together.
        filled = sample
    return tuple(
        Period(key, date_name(filled[key], lang, unit), _counts(counted.get(key, {}))) for key in sorted(filled)
    )


def _between(days: Sequence[dt.date], lang: Lang, unit: Unit) -> dict[str, dt.date]:
    """Returns a day of each period between the first and the last, also of those in which nobody spoke."""
    if not days:
        return {}
    step = {"day": 1, "month": 20, "year": 300}[unit]
    span = (days[-1] - days[0]).days
    every = (days[0] + dt.timedelta(days=passed) for passed in range(0, span + 1, step))
    return {_key(day, lang, unit): day for day in every}


def _rows(
    claims: Sequence[Claim], voice_of: Sequence[int], voices: Sequence[int], columns: Sequence[str]
) -> tuple[Row, ...]:
    table: dict[tuple[int, str], Counter[str]] = {}
    for number, claim in enumerate(claims):
        for subject in claim.subjects:
            table.setdefault((voice_of[number], subject.id), Counter())[subject.stance] += 1
    rows = (Row(v, tuple(_counts(table.get((v, column), {})) for column in columns)) for v in voices)
    return tuple(row for row in rows if any(map(any, row.cells)))
