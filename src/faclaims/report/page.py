"""Results to one page of HTML that needs nothing else: no network, no files beside it."""

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from faclaims.records import Article, Claim, Extraction
from faclaims.report.facts import own_facts, said_facts, subject_name
from faclaims.report.language import Lang, date_name, number, subject_names, words
from faclaims.report.model import STANCES, Model, model_of

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HALF = re.compile("[\ud800-\udfff]")
_WEB = re.compile("https?://", re.IGNORECASE)
_OPEN_ARTICLES = 12
"""So many articles stand open at first; of more, a reader opens those that are of interest."""


def report(
    results: Iterable[Extraction],
    *,
    lang: Lang = "fa",
    title: str | None = None,
    lexicons: tuple[Path, ...] = (),
) -> str:
    """Returns a page of HTML: charts, an index of speakers, and the articles with their claims marked.

    Args:
        results: What was found, one an article.
        lang: Language of the interface; the articles stay as they are.
        title: Heading of the page.
        lexicons: Folders with subjects of your own, for their names.

    Example:
        >>> from faclaims import Extractor
        >>> page = report([Extractor().extract("وزیر نیرو گفت: سدها پر شد.")], lang="en")
        >>> page.startswith("<!doctype html>"), "src=" in page
        (True, False)
    """
    model = model_of(results, lang)
    subjects = subject_names(lang, lexicons)
    style, script = _asset("page.css"), _asset("page.js")
    page = (
        environment(lang)
        .get_template("page.html.jinja")
        .render(
            title=title or words(lang)["title"],
            m=model,
            data=_data(model, subjects, lang),
            names={subject: subject_name(subject, subjects) for subject in model.subjects},
            days=_span(model, lang),
            is_open=len(model.stories) <= _OPEN_ARTICLES,
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )
    return without_halves(page)


def without_halves(page: str) -> str:
    """Returns a page without halves of surrogate pairs, which a broken input can hold and no file can."""
    return _HALF.sub("\ufffd", page)


@cache
def environment(lang: Lang) -> Environment:
    """Returns the templates, with everything that they write escaped."""
    made = Environment(
        loader=PackageLoader("faclaims.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    made.filters |= {
        "number": lambda value: number(value, lang),
        "date": lambda date: date_name(date, lang),
        "urlencode": lambda text: quote(without_halves(_CONTROL.sub("\ufffd", text))),
    }
    made.globals |= {"w": words(lang), "lang": lang, "stances": STANCES, "link": _link}
    return made


def _clean(value: Any) -> Any:
    # What HTML cannot hold; one character for one. A Markup, which the templates made themselves, stays one.
    return _CONTROL.sub("\ufffd", value) if type(value) is str else value


def _link(article: Article) -> str | None:
    # An address such as javascript:… comes from the input and must not become a link.
    return article.url if article.url and _WEB.match(article.url) else None


@cache
def _asset(name: str) -> str:
    return (resources.files("faclaims.report") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _span(model: Model, lang: Lang) -> str:
    days: list[dt.date] = sorted(s.article.published for s in model.stories if s.article.published)
    if not days:
        return ""
    first, last = date_name(days[0], lang), date_name(days[-1], lang)
    return first if first == last else f"{first} – {last}"


def _data(model: Model, subjects: Mapping[str, str], lang: Lang) -> dict[str, Any]:
    """Returns what the script of the page needs to filter claims and to tell their fields."""
    labels: dict[str, int] = {}
    said: dict[str, int] = {}
    told: list[list[Any]] = []

    def coded(facts: Iterable[tuple[str, str]]) -> list[list[Any]]:
        return [[labels.setdefault(label, len(labels)), _CONTROL.sub("\ufffd", text)] for label, text in facts]

    def row(number: int, claim: Claim) -> list[Any]:
        story = model.stories[model.story_of[number]]
        attribution = f"{story.article.id}\n{claim.attribution_id}"
        if attribution not in said:
            said[attribution] = len(told)
            told.append(coded(said_facts(claim, lang)))
        return [
            model.story_of[number],
            model.voice_of[number],
            [[model.subjects.index(s.id), STANCES.index(s.stance)] for s in claim.subjects],
            STANCES.index(claim.stance),
            claim.assertion,
            said[attribution],
            coded(own_facts(claim, story.article.text, subjects, lang)),
        ]

    rows = [row(number, claim) for number, claim in enumerate(model.claims)]
    clean = [_CONTROL.sub("\ufffd", voice.name or words(lang)["unknown"]) for voice in model.voices]
    return {
        "claims": rows,
        "told": told,
        "labels": list(labels),
        "speakers": clean,
        "subjects": model.subjects,
        "stances": STANCES,
        "articles": [[story.article.publisher or "", story.period] for story in model.stories],
        "shown": words(lang)["shown"],
        "locale": "fa-IR" if lang == "fa" else "en",
    }
