"""The whole flow on one screen: an article in, its attributions and claims out."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

from pydantic import Field, ValidationError

from faclaims.building import Draft, as_said, build
from faclaims.lexicon import check_folder
from faclaims.records import Article, Extraction, Failure, Form, Record
from faclaims.stages.attributions import Grammar, find_attributions, grammar, narration_subjects
from faclaims.stages.normalize import normalize
from faclaims.stages.sentences import SentenceWords, clauses, sentence_words, sentences
from faclaims.stages.speakers import resolve


class Options(Record):
    """What an `Extractor` looks for and gives out.

    Attributes:
        lexicons: Folders of lexicon files of your own, laid over the built-in ones in this order.
        forms: The forms of attribution to give out.
        min_confidence: Attributions with a lower confidence (0 to 1) are left out.
        learned: Whether learned models help the rules.
    """

    lexicons: tuple[Path, ...] = ()
    forms: tuple[Form, ...] = get_args(Form)
    min_confidence: float = Field(default=0.0, ge=0, le=1)
    learned: bool = True


class Lexica:
    """The compiled lexicons of all stages, each made when it is first needed.

    Args:
        extra: Folders laid over the built-in lexicon.

    Raises:
        LexiconError: A folder or a file in it is wrong.
    """

    def __init__(self, extra: tuple[Path, ...]) -> None:
        for folder in extra:
            check_folder(folder)
        self.extra = extra

    @cached_property
    def grammar(self) -> Grammar:
        """Cues and word classes."""
        return grammar(self.extra)

    @cached_property
    def sentence_words(self) -> SentenceWords:
        """Abbreviations and other words around stops."""
        return sentence_words(self.extra)


class Extractor:
    """Reads Persian news articles and returns what they report others to have said.

    Args:
        options: What to look for; all by default.

    Raises:
        LexiconError: A lexicon folder of the options is wrong; the message names file, row and fix.

    Example:
        >>> result = Extractor().extract("وزیر نیرو گفت: سدها پر شده‌اند.")
        >>> [(claim.speaker.name, claim.text) for claim in result.claims]
        [('وزیر نیرو', 'سدها پر شده\u200cاند')]
    """

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()
        self._lexica = Lexica(self.options.lexicons)

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
        """Returns what was found in one article; offsets count the code points of ``text``, end-exclusive.

        Args:
            text: The raw text of the article, as it came.
            article_id: Copied into every record.
            title: Headline, if it is not part of the text.
            published: Day of publication.
            publisher: Who published it.
            url: Where it stands.
        """
        return self._read(
            Article(id=article_id, text=text, title=title, published=published, publisher=publisher, url=url)
        )

    def pipe(self, articles: Iterable[Article | Mapping[str, Any] | str]) -> Iterator[Extraction | Failure]:
        """Yields one result an article, in order; an item that is no article yields a `Failure`.

        Args:
            articles: Articles, mappings with their fields (``id``, ``text``, …), or bare texts, which are numbered.

        Example:
            >>> from faclaims import Extractor
            >>> [len(result.claims) for result in Extractor().pipe(["علی رضایی گفت: آب کم است."])]
            [1]
        """
        for number, item in enumerate(articles, start=1):
            try:
                if isinstance(item, str):
                    article = Article(id=str(number), text=item)
                else:
                    article = item if isinstance(item, Article) else Article.model_validate(item)
            except ValidationError as error:
                reason = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
                yield Failure(path="<memory>", record=str(number), stage="parse", reason=reason)
            else:
                yield self._read(article)

    def _read(self, article: Article) -> Extraction:
        lexica = self._lexica
        text = normalize(article.text)
        cuts = sentences(text.text, lexica.sentence_words)
        found = find_attributions(text.text, cuts, lexica.grammar)
        said = [as_said(f) for f in found]
        narration = narration_subjects(text.text, cuts, found, lexica.grammar)
        sources, resolved = resolve(text.text, said, narration, lexica.grammar.words)
        pieces = [
            [f.content]
            if f.form == "phrase"
            else [clauses(text.text, span, lexica.sentence_words) for span in f.content]
            for f in found
        ]
        drafts = [
            Draft(f, tuple(span for piece in p for span in piece), r)
            for f, p, r in zip(found, pieces, resolved, strict=True)
        ]
        return build(article, text, drafts, sources, self.options)
