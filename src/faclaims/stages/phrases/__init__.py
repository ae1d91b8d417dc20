"""A shallow parse of noun phrases, which several stages share: tokens, phrases, the subject of a clause.

Persian does not write ezafe, the vowel that ties the words of a noun phrase. Where a phrase ends must therefore be
told from the classes of its words, from marks, and from phrases that the article uses elsewhere.
"""

from faclaims.stages.phrases.ends import open_end, speaker_end
from faclaims.stages.phrases.nouns import (
    ALONE,
    OPEN,
    PRINTED,
    Known,
    closing,
    first_words,
    is_known,
    joined,
    known_body,
    known_length,
    listed,
    noun_phrase_end,
)
from faclaims.stages.phrases.subjects import (
    CLOSES,
    after_adverbials,
    after_relative,
    after_unmarked,
    narrated,
    only_adverbs,
    personal,
    subject,
    without_object,
    without_taken,
)
from faclaims.stages.phrases.tokenizer import Cut, Token, tokens

__all__ = [
    "ALONE",
    "CLOSES",
    "OPEN",
    "PRINTED",
    "Cut",
    "Known",
    "Token",
    "after_adverbials",
    "after_relative",
    "after_unmarked",
    "closing",
    "first_words",
    "is_known",
    "joined",
    "known_body",
    "known_length",
    "listed",
    "narrated",
    "noun_phrase_end",
    "only_adverbs",
    "open_end",
    "personal",
    "speaker_end",
    "subject",
    "tokens",
    "without_object",
    "without_taken",
]
