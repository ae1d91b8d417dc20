"""Stage 3: finds attributions, that is, places where an article reports what a source said."""

from faclaims.stages.attributions.cues import is_plural
from faclaims.stages.attributions.find import (
    Grammar,
    divide_headline,
    find_attributions,
    grammar,
    narration,
    narration_subject,
)
from faclaims.stages.attributions.model import BLOCK, Found

__all__ = [
    "BLOCK",
    "Found",
    "Grammar",
    "divide_headline",
    "find_attributions",
    "grammar",
    "is_plural",
    "narration",
    "narration_subject",
]
