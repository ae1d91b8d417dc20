"""A shallow parse of noun phrases, which several stages share: tokens, phrases, the subject of a clause.

Persian does not write ezafe, the vowel that ties the words of a noun phrase. Where a phrase ends must therefore be
told from the classes of its words, from marks, and from phrases that the article uses elsewhere.
"""

from faclaims.stages.phrases.adverbials import after_adverbials, after_relative, only_adverbs
from faclaims.stages.phrases.datelines import after_town, after_unmarked, subject_ends
from faclaims.stages.phrases.ends import is_common, open_end, speaker_end
from faclaims.stages.phrases.given_names import given_names, tells_given
from faclaims.stages.phrases.heads import adjective
from faclaims.stages.phrases.joints import closing, is_alone, listed
from faclaims.stages.phrases.known import (
    Known,
    first_words,
    is_known,
    joined,
    known_body,
    known_length,
    person_rows,
    portfolio_end,
)
from faclaims.stages.phrases.nouns import noun_phrase_end
from faclaims.stages.phrases.objects import CLOSES, states_end, without_object, without_taken
from faclaims.stages.phrases.signs import ALONE, OPEN, OUTLETS, PRINTED, SUPERLATIVE
from faclaims.stages.phrases.subjects import narrated, personal, subject
from faclaims.stages.phrases.tokenizer import Cut, Token, tokens

__all__ = [
    "ALONE",
    "CLOSES",
    "OPEN",
    "OUTLETS",
    "PRINTED",
    "SUPERLATIVE",
    "Cut",
    "Known",
    "Token",
    "adjective",
    "after_adverbials",
    "after_relative",
    "after_town",
    "after_unmarked",
    "closing",
    "first_words",
    "given_names",
    "is_alone",
    "is_common",
    "is_known",
    "joined",
    "known_body",
    "known_length",
    "listed",
    "narrated",
    "noun_phrase_end",
    "only_adverbs",
    "open_end",
    "person_rows",
    "personal",
    "portfolio_end",
    "speaker_end",
    "states_end",
    "subject",
    "subject_ends",
    "tells_given",
    "tokens",
    "without_object",
    "without_taken",
]
