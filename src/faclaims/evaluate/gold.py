"""What is compared: annotated articles, and the claims that a system gave for them."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from faclaims.errors import InputError
from faclaims.records import Claim


class _Gold(BaseModel):
    # A gold file may carry notes of its own beside what is measured.
    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldSpeaker(_Gold):
    """One source of an annotated article."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str
    roles: tuple[str, ...] = ()


class GoldSentence(_Gold):
    """One labelled sentence of what was said; sentences of a phrase carry no labels."""

    span: tuple[int, int]
    subjects: tuple[str, ...] = ()
    stance: str | None = None
    assertion: str | None = None


class GoldAttribution(_Gold):
    """One annotated attribution."""

    form: str
    nested: bool = False
    speaker: str
    content: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None = None
    mention: tuple[int, int] | None = None
    sentences: tuple[GoldSentence, ...] = ()

    @property
    def is_core(self) -> bool:
        """Whether a system must find it: phrases and nested attributions are welcome but not asked for."""
        return self.form != "phrase" and not self.nested


class GoldArticle(_Gold):
    """One annotated article; offsets are code points of ``text``, end-exclusive."""

    id: str
    text: str
    group: str | None = None
    title: str | None = None
    publisher: str | None = None
    speakers: tuple[GoldSpeaker, ...] = ()
    attributions: tuple[GoldAttribution, ...] = ()

    @model_validator(mode="after")
    def _known_speakers(self) -> Self:
        known = {s.key for s in self.speakers}
        unknown = sorted({a.speaker for a in self.attributions} - known)
        if unknown:
            raise ValueError(f"attributions name speakers that are not listed: {', '.join(unknown)}")
        return self


class Predicted(NamedTuple):
    """What is measured of one claim record."""

    attribution_id: str | None
    start: int
    end: int
    form: str | None
    nested: bool
    speaker: str | None
    kind: str | None
    subjects: frozenset[str]
    stance: str | None
    assertion: str | None


def predicted(claim: Claim | Mapping[str, Any]) -> Predicted:
    """Returns what is measured of a claim: a record, or the JSON object of one (of any system).

    Raises:
        KeyError: The object has no ``start`` or ``end``.
    """
    c: Mapping[str, Any] = claim.model_dump() if isinstance(claim, Claim) else claim
    speaker = c.get("speaker") or {}
    subjects = (s["id"] if isinstance(s, Mapping) else str(s) for s in c.get("subjects") or ())
    return Predicted(
        c.get("attribution_id"),
        int(c["start"]),
        int(c["end"]),
        c.get("form"),
        bool(c.get("nested")),
        speaker.get("name"),
        speaker.get("kind"),
        frozenset(s.rpartition(".")[2] for s in subjects),
        c.get("stance"),
        c.get("assertion"),
    )


def read_gold(path: Path) -> tuple[GoldArticle, ...]:
    """Returns the annotated articles of a JSONL file.

    Raises:
        InputError: The file cannot be read, holds nothing, or a line is no annotated article.
    """
    articles = tuple(_parse(path, _gold_line))
    if not articles:
        raise InputError(f"{path}: holds no annotated articles")
    return articles


def read_claims(path: Path) -> dict[str, tuple[Predicted, ...]]:
    """Returns the claims of a JSONL file by article id, in file order.

    Raises:
        InputError: The file cannot be read, or a line is no claim record.
    """
    claims: dict[str, list[Predicted]] = {}
    for article, claim in _parse(path, _claim_line):
        claims.setdefault(article, []).append(claim)
    return {article: tuple(found) for article, found in claims.items()}


def _gold_line(line: str) -> GoldArticle:
    article = GoldArticle.model_validate_json(line)
    if "attributions" not in article.model_fields_set:
        raise ValueError("without attributions; an annotated article in which nobody is quoted has an empty list")
    return article


def _claim_line(line: str) -> tuple[str, Predicted]:
    claim = json.loads(line)
    return claim["article_id"], predicted(claim)


def _parse[T](path: Path, parse: Callable[[str], T]) -> Iterator[T]:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.isspace():
                    try:
                        yield parse(line)
                    except (ValueError, KeyError, TypeError, AttributeError) as error:
                        raise InputError(f"{path}:{number}: {_reason(error)}") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; give a JSONL file") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 ({error.reason}); give a JSONL file") from None


def _reason(error: Exception) -> str:
    match error:
        case ValidationError():
            return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        case KeyError():
            return f"the record has no field {error.args[0]!r}"
        case json.JSONDecodeError():
            return f"not a JSON object ({error})"
        case _:
            return f"not the expected record ({error})"
