"""Stage 4: finds out who speaks in each attribution, in the whole article."""

from faclaims.stages.speakers.documents import PAGE_ITSELF
from faclaims.stages.speakers.reading import Narration, Said
from faclaims.stages.speakers.registry import Source
from faclaims.stages.speakers.resolve import Resolved, resolve

__all__ = ["PAGE_ITSELF", "Narration", "Resolved", "Said", "Source", "resolve"]
