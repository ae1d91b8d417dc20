"""Stage 3: finds attributions, that is, places where an article reports what a source said."""

from faclaims.stages.attributions.find import find_attributions
from faclaims.stages.attributions.grammar import Found

__all__ = ["Found", "find_attributions"]
