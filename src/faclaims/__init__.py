"""faclaims: typed claim records from Persian news."""

from faclaims.errors import FaclaimsError, InputError, LexiconError, MissingExtraError, OutputError
from faclaims.pipeline import Extractor, Options
from faclaims.records import Article, Attribution, Claim, Extraction, Failure

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Attribution",
    "Claim",
    "Extraction",
    "Extractor",
    "FaclaimsError",
    "Failure",
    "InputError",
    "LexiconError",
    "MissingExtraError",
    "Options",
    "OutputError",
]
