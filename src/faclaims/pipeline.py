"""The whole flow on one screen."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from faclaims.records import (
    Article,
    Attribution,
    Claim,
    Cue,
    Extraction,
    Failure,
    Form,
    Mention,
    Record,
    Speaker,
    SpeakerEvidence,
    TextSpan,
)


class Options(Record):
    """What an Extractor takes."""

    lexicons: tuple[Path, ...] = ()
    forms: tuple[Form, ...] = get_args(Form)
    min_confidence: float = 0.0
    learned: bool = True


class Extractor:
    """Placeholder."""

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()

    def extract(  # noqa: PLR0913 (one argument a field of the article)
        self,
        text: str,
        *,
        article_id: str = "article",
        title: str | None = None,
        published: dt.date | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> Extraction:
        """Placeholder."""
        article = Article(id=article_id, text=text, title=title, published=published, publisher=publisher, url=url)
        return self._extract(article)

    def pipe(self, articles: Iterable[Article | Mapping[str, Any] | str]) -> Iterator[Extraction | Failure]:
        """Placeholder."""
        for number, item in enumerate(articles, start=1):
            try:
                match item:
                    case str():
                        article = Article(id=str(number), text=item)
                    case Article():
                        article = item
                    case _:
                        article = Article.model_validate(item)
            except ValidationError as error:
                yield Failure(path="<memory>", record=str(number), stage="parse", reason=str(error))
            else:
                yield self._extract(article)

    def _extract(self, article: Article) -> Extraction:
        attributions = []
        claims = []
        for n, m in enumerate(re.finditer(r"([\w\u200c ]{3,60}) (گفت): ([^\n.]+)", article.text)):
            (a, b), (c, d), (e, f) = m.span(1), m.span(2), m.span(3)
            speaker = Speaker(
                id="S1",
                name=m[1].strip(),
                kind="person",
                mention=Mention(start=a, end=b, text=m[1], type="named"),
                evidence=SpeakerEvidence(rule="placeholder"),
            )
            cue = Cue(start=c, end=d, text=m[2])
            attributions.append(
                Attribution(
                    attribution_id=f"{article.id}-{n}",
                    form="colon",
                    cue=cue,
                    speaker=speaker,
                    content=(TextSpan(start=e, end=f, text=m[3]),),
                    confidence=0.5,
                )
            )
            claims.append(
                Claim(
                    claim_id=f"{article.id}-{n}-0",
                    article_id=article.id,
                    title=article.title,
                    url=article.url,
                    publisher=article.publisher,
                    published=article.published,
                    attribution_id=f"{article.id}-{n}",
                    start=e,
                    end=f,
                    text=m[3],
                    normalized=m[3],
                    form="colon",
                    cue=cue,
                    speaker=speaker,
                    confidence=0.5,
                )
            )
        return Extraction(article=article, attributions=tuple(attributions), claims=tuple(claims))
