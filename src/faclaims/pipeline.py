"""The whole flow on one screen: an article in, its attributions and claims out."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, get_args

from pydantic import Field, ValidationError

from faclaims.building import NOTHING, Draft, Hits, Labelled, Named, as_said, build
from faclaims.errors import FaclaimsError
from faclaims.lexica import Lexica
from faclaims.records import Article, Extraction, Failure, Form, Record, Span
from faclaims.stages.assertion import assertion
from faclaims.stages.attributions import (
    Found,
    divide_headline,
    find_attributions,
    narration,
    narration_subject,
)
from faclaims.stages.dates import dates
from faclaims.stages.entities import entities
from faclaims.stages.normalize import normalize
from faclaims.stages.sentences import clauses, join_lines, sentences
from faclaims.stages.speakers import PAGE_ITSELF, Narration, Source, resolve
from faclaims.stages.stance import stance
from faclaims.stages.subjects import SubjectHit, subjects
from faclaims.stages.values import quantities


class Options(Record):
    """What an `Extractor` looks for and gives out.

    Attributes:
        lexicons: Folders of lexicon files of your own, laid over the built-in ones in this order.
        forms: The forms of attribution to give out.
        min_confidence: Attributions with a lower confidence (0 to 1) are left out.
        learned: Whether models fitted to annotations help the rules. Counts of words in plain text, which tell where
            a phrase ends, always do.
    """

    lexicons: tuple[Path, ...] = ()
    forms: tuple[Form, ...] = get_args(Form)
    min_confidence: float = Field(default=0.0, ge=0, le=1)
    learned: bool = True


class Extractor:
    """Reads Persian news articles and returns what they report others to have said.

    Args:
        options: What to look for; all by default.

    Raises:
        LexiconError: A lexicon folder of the options is wrong; the message names file, row and fix.

    Example:
        >>> result = Extractor().extract("وزیر نیرو گفت: سدها پر شده است.")
        >>> [(claim.speaker.name, claim.text) for claim in result.claims]
        [('وزیر نیرو', 'سدها پر شده است')]
    """

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()
        self._lexica = Lexica(self.options.lexicons, learned=self.options.learned)

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
        """Yields one result an article, in order; an item that is no article or cannot be done yields a `Failure`.

        Args:
            articles: Articles, mappings with their fields (``id``, ``text``, …), or bare texts, which get numbers.

        Raises:
            LexiconError: A lexicon of the options is wrong, which is no fault of an article.

        Example:
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
                yield outcome_of(self, article, "<memory>")

    def _read(self, article: Article) -> Extraction:
        lexica = self._lexica
        page = normalize(article.text)
        page = page.with_text(join_lines(page.text, lexica.sentence_words))
        text = page.text
        grammar = lexica.grammar.knowing(text)
        cuts = divide_headline(text, sentences(text, lexica.sentence_words), grammar)
        found = find_attributions(text, cuts, grammar)
        told = Narration(narration(text, cuts, found), partial(narration_subject, text, grammar))
        said = [as_said(text, f) for f in found]
        sources, resolved = resolve(text, said, told, grammar.words, grammar.patterns)
        reported = [(f, who) for f, who in zip(found, resolved, strict=True) if who.rule != PAGE_ITSELF]
        pieces = [self._pieces(text, attribution) for attribution, _ in reported]
        title = cuts[0] if cuts else None
        about = iter(subjects(text, title, [p for ps in pieces for p in ps], lexica.subjects))
        drafts = [
            Draft(f, who, [self._label(text, f, piece, next(about)) for piece in ps])
            for (f, who), ps in zip(reported, pieces, strict=True)
        ]
        return build(
            page, article, drafts, sources, self._named(text, sources) if found else NOTHING, self.options
        )

    def _named(self, text: str, sources: Sequence[Source]) -> Named:
        """What the article names: its dates, its numbers, persons, organisations, places and products."""
        lexica = self._lexica
        days = dates(text, lexica.date_words)
        persons = [form for source in sources if source.personal for form in source.forms]
        numbers = quantities(text, lexica.value_words, days)
        return Named(Hits(days), Hits(numbers), Hits(entities(text, lexica.gazetteer, persons)))

    def _pieces(self, text: str, found: Found) -> list[Span]:
        """The claims of an attribution: its sentences, or the phrase as it is."""
        if found.form == "phrase":
            return list(found.content)
        return [piece for span in found.content for piece in clauses(text, span, self._lexica.sentence_words)]

    def _label(self, text: str, found: Found, piece: Span, about: tuple[SubjectHit, ...]) -> Labelled:
        lexica = self._lexica
        cue = text[found.cue.start : found.cue.end] if found.cue else None
        said = assertion(text, piece, cue, lexica.assertion)
        side = stance(text, piece, cue, about[0].id, said.label, lexica.stance)
        return Labelled(piece, about, side, said)


def outcome_of(extractor: Extractor, article: Article, path: str) -> Extraction | Failure:
    """Returns what was found in an article, or a failure in place of whatever is raised.

    Args:
        extractor: What looks.
        article: Where.
        path: File of the article, for the failure.

    Raises:
        FaclaimsError: Something is wrong that every article would run into, such as a lexicon of the user.
    """
    try:
        return extractor.extract(
            article.text,
            article_id=article.id,
            title=article.title,
            published=article.published,
            publisher=article.publisher,
            url=article.url,
        )
    except FaclaimsError:
        raise
    except Exception as error:  # Whatever happens to one article, the others are done.
        reason = f"{type(error).__name__}: {error}; this is a fault of faclaims: please report it with the article"
        return Failure(path=path, record=article.id, stage="extract", reason=reason)
