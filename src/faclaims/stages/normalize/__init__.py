"""Stage 1: raw text in, text fit for the later stages and a map back to the raw offsets out."""

from faclaims.stages.normalize.alignment import Normalized
from faclaims.stages.normalize.breaks import restore_breaks
from faclaims.stages.normalize.folding import fold_characters, tidy_spaces
from faclaims.stages.normalize.halfspaces import notable, part_words, restore_halfspaces

__all__ = ["Normalized", "normalize"]


def normalize(raw: str) -> Normalized:
    r"""Returns the text with one spelling for each character and its half-spaces restored.

    Letters and digits get their Persian code points, Latin commas beside Persian letters become Persian ones,
    characters that nobody sees are deleted, runs of spaces become one, and the zero-width non-joiners (ZWNJ, the
    Persian half-space) that the web loses are put back where the words allow only one reading. Other punctuation,
    quotation marks, numbers, dates, URLs, handles and tags keep their characters.

    Args:
        raw: Any text at all.

    Returns:
        The text and its alignment with ``raw``; offsets are code points, end-exclusive.

    Example:
        >>> result = normalize("وي  گفت: ما مي رويم.")
        >>> result.text
        'وی گفت: ما می\u200cرویم.'
        >>> result.to_raw(12, 19)
        Span(start=13, end=20)
    """
    draft = tidy_spaces(fold_characters(Normalized.identity(raw)))
    glued = any(word.glued for word in notable(draft.text).values())
    return restore_halfspaces(part_words(restore_breaks(draft, glued=glued)))
