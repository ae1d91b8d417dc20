"""Finds reporting expressions: conjugates the verbs of the cue lexicon and looks all forms up in one pass."""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple

from faclaims.errors import LexiconError
from faclaims.lexicon import Matcher, compiled_once, fold, load
from faclaims.lexicon.patterns import Patterns
from faclaims.lexicon.rows import CueRow, VerbRow
from faclaims.records import Span

Tense = Literal["past", "perfect", "bare", "imperfect", "present", "first", "performative", "elided", "none"]

FIRST = frozenset[Tense]({"first", "performative"})
"""The tenses of the first person."""

_GAVE = "داد"  # the light verb of promises, which can stand apart from its noun (وعده … داد)
_SPLIT = 200  # code points in which the parts of a split cue stand
_STOP = re.compile(r"[.؟!\n]")
_COLON = re.compile(r" ?:")
_PAST = ("", "ند")
_PERFECT = ("ه است", "ه\u200cاند", "ه اند", "ه بود", "ه بودند", "ه\u200cاست")
_IMPERFECT = ("", "ند")
_PLURAL = "ند"
_SINGULAR = re.compile(r"(?<!\w)(?:ن?می[\u200c ]?)?(?:ک|دا|خوا|رسا|ما|گردا|بی|ز)ند$")
"""Stems in ``ن``, whose singular ends like a plural (``می\u200cکند``, ``خواند``)."""
_PRESENT = ("د", "ند")


class Cue(NamedTuple):
    """A reporting expression in a text: code points, end-exclusive, its lexicon row and the tense of its verb.

    ``first`` marks the first person (``گفتم``), ``performative`` its present, which does what it says (``تأکید
    می‌کنم که``), ``bare`` a participle without auxiliary (``گفته``), ``elided`` a
    compound whose light verb follows a later noun (``اعلام و اظهار کرد``), ``none`` an expression without a verb.
    """

    start: int
    end: int
    row: CueRow
    tense: Tense


def is_plural(text: str, cue: Span) -> bool:
    """Returns whether the verb of a cue is in the third person plural.

    Example:
        >>> [is_plural(verb, Span(0, len(verb))) for verb in ("گفتند", "تأکید می\u200cکنند", "تأکید می\u200cکند")]
        [True, True, False]
    """
    return text.endswith(_PLURAL, *cue) and _SINGULAR.search(text, *cue) is None


def find_cues(text: str, matcher: Matcher[tuple[CueRow, Tense]], patterns: Patterns) -> list[Cue]:
    """Returns the reporting expressions of a text in text order, without overlaps.

    Args:
        text: Normalized text.
        matcher: The forms of all cues, from `cue_matcher`.
        patterns: What makes a participle before it a passive or a subjunctive, which reports nothing, and the verb that
            a noun of promise needs after it (``وعده … داد``).

    Example:
        >>> from faclaims.lexicon.patterns import patterns
        >>> found = [find_cues(text, cue_matcher(), patterns()) for text in ("گفت\u200cوگو", "وی گفت:")]
        >>> [len(cues) for cues in found]
        [0, 1]
    """
    cues: list[Cue] = []
    blocked = -1
    for hit in matcher.find(text):
        row, tense = hit.value
        if row.kind == "blocked":
            blocked = hit.end
            if row.content == "marked" and _COLON.match(text, hit.end):  # … محسوب می‌شود | گفت: …
                begin = hit.start + fold(text[hit.start : hit.end]).index(" ") + 1
                within = matcher.find(text[begin : hit.end])
                cues += (Cue(begin + inner.start, begin + inner.end, *inner.value) for inner in within)
            continue
        if hit.end == blocked or (cues and cues[-1].end == hit.end):
            continue
        if _glued(text, hit.start - 1, hit.start - 2) or _glued(text, hit.end, hit.end + 1):
            continue
        if (tense == "bare" and patterns.passive.match(text, hit.end)) or _alone(
            text, hit.end, row, tense, patterns
        ):
            continue
        cues.append(Cue(hit.start, hit.end, row, tense))
    return cues


def _alone(text: str, end: int, row: CueRow, tense: Tense, patterns: Patterns) -> bool:
    """Whether a noun of promise lacks the verb that makes it a cue (``وعده آب هم فراموش شد``)."""
    if tense != "none" or _GAVE not in row.light:
        return False
    stop = _STOP.search(text, end, end + _SPLIT)
    return light_verb(text, end, stop.start() if stop else len(text), row, patterns) is None


def light_verb(text: str, start: int, end: int, row: CueRow, patterns: Patterns) -> re.Match[str] | None:
    """Returns the verb that ends a compound split around its object (``قول … داد``, ``خواستار … شد``)."""
    given = _GAVE in row.light
    lights = patterns.light.finditer(text, start, min(end, start + _SPLIT))
    return next((light for light in lights if bool(light["given"]) == given), None)


@compiled_once
def cue_matcher(extra: tuple[Path, ...] = ()) -> Matcher[tuple[CueRow, Tense]]:
    """Returns the matcher of all cue forms, with the rows of ``extra`` folders laid over the built-in ones."""
    verbs = {row.id: row for row in load("verbs", VerbRow, extra)}
    rows = {row.id: row for row in load("cues", CueRow, extra)}
    readings: dict[tuple[str, Tense], tuple[CueRow, Tense]] = {}  # one object for all forms of a row in a tense
    return Matcher(
        (form, readings.setdefault((row.id, tense), (row, tense)))
        for row in rows.values()
        for form, tense in cue_forms(row, verbs, rows)
    )


def cue_forms(
    row: CueRow, verbs: Mapping[str, VerbRow], rows: Mapping[str, CueRow]
) -> Iterator[tuple[str, Tense]]:
    """Yields every surface form of a cue with its tense.

    Sources: the paradigm is that of Lazard, *A Grammar of Contemporary Persian* (1992), ch. 3; only the finite
    forms that report are made (third person, and the first person of speech inside speech).
    """
    for form in row.forms:
        yield form, "none"
    for preposition, noun in product(_prepositions(row, rows), row.nouns):
        yield f"{preposition} {noun}", "none"
    for stem in row.stems:
        past, _, present = stem.partition("/")
        yield from _conjugate(past, present, ())
    for noun, light in product(row.nouns, row.light):
        verb = _light(row, light, verbs)
        listed = bool(verb.forms) and not verb.present
        forms = _conjugate("" if listed else light, verb.present, verb.forms)
        for form, tense in (*forms, *((form, "past") for form in verb.past)):
            for gap in ("", " ", "\u200c"):
                yield f"{noun}{gap}{form}", tense
    if row.objects and set(row.light) & {"کرد", "داد"}:
        for noun in row.nouns:
            yield f"{noun} و", "elided"


def _light(row: CueRow, light: str, verbs: Mapping[str, VerbRow]) -> VerbRow:
    """Returns a light verb of a row."""
    if light not in verbs:
        raise LexiconError(f"cues: row {row.id!r}: no light verb {light!r}; add it to verbs.toml, or mend the row")
    return verbs[light]


def _prepositions(row: CueRow, rows: Mapping[str, CueRow]) -> tuple[str, ...]:
    """Returns the prepositions after which the nouns of a row stand."""
    if not row.after:
        return row.prepositions
    if row.after not in rows:
        raise LexiconError(f"cues: row {row.id!r}: no row {row.after!r} to stand after; name a row of cues.toml")
    return rows[row.after].forms


def _conjugate(past: str, present: str, forms: tuple[str, ...]) -> Iterator[tuple[str, Tense]]:
    for form in forms:
        yield form, "performative" if form.endswith(("م", "یم")) else "present"
    if past:
        for ending in _PAST:
            yield past + ending, "past"
        for ending in _PERFECT:
            yield past + ending, "perfect"
        yield past + "ه", "bare"
        for ending in _IMPERFECT:
            yield f"می\u200c{past}{ending}", "imperfect"
        for ending in ("م", "یم", "ه\u200cام", "ه\u200cایم"):
            yield past + ending, "first"
    if present:
        for ending in _PRESENT:
            yield f"می\u200c{present}{ending}", "present"
        for ending in ("م", "یم"):
            yield f"می\u200c{present}{ending}", "performative"


def _glued(text: str, index: int, beyond: int) -> bool:
    """Whether a half-space at ``index`` ties the hit to a letter at ``beyond``."""
    return (
        0 <= index < len(text) and text[index] == "\u200c" and 0 <= beyond < len(text) and text[beyond].isalpha()
    )
