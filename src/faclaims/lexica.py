"""The compiled lexicons of all stages, for one set of options."""

from functools import cached_property
from pathlib import Path

from faclaims.lexicon import check_folder
from faclaims.stages.assertion import AssertionModel, assertion_model
from faclaims.stages.attributions import Grammar, grammar
from faclaims.stages.dates import DateWords, date_words
from faclaims.stages.entities import Gazetteer, gazetteer
from faclaims.stages.sentences import SentenceWords, sentence_words
from faclaims.stages.stance import StanceModel, stance_model
from faclaims.stages.subjects import SubjectModel, subject_model
from faclaims.stages.values import ValueWords, value_words


class Lexica:
    """What the stages know, each part compiled when it is first needed, all at once if rows are a user's.

    Args:
        extra: Folders laid over the built-in lexicon.
        learned: Whether learned models help the rules.

    Raises:
        LexiconError: A folder or a file in it is wrong.
    """

    def __init__(self, extra: tuple[Path, ...], *, learned: bool) -> None:
        for folder in extra:
            check_folder(folder)
        self.extra = extra
        self.learned = learned
        if extra:  # what is wrong in a user's rows is told here and now, not in the midst of an article
            for name, part in vars(Lexica).items():
                if isinstance(part, cached_property):
                    getattr(self, name)

    @cached_property
    def grammar(self) -> Grammar:
        """Cues and word classes."""
        return grammar(self.extra)

    @cached_property
    def sentence_words(self) -> SentenceWords:
        """Abbreviations and other words around stops."""
        return sentence_words(self.extra)

    @cached_property
    def subjects(self) -> SubjectModel:
        """Subjects and their terms."""
        return subject_model(self.extra, self.learned)

    @cached_property
    def stance(self) -> StanceModel:
        """Words that take sides."""
        return stance_model(self.extra, self.learned)

    @cached_property
    def assertion(self) -> AssertionModel:
        """Words that deny, demand, promise, predict, doubt or ask."""
        return assertion_model(self.extra, self.learned)

    @cached_property
    def date_words(self) -> DateWords:
        """Months and days."""
        return date_words(self.extra)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Persons, organisations, places and products."""
        return gazetteer(self.extra)

    @cached_property
    def value_words(self) -> ValueWords:
        """Numbers in words, and units."""
        return value_words(self.extra)
