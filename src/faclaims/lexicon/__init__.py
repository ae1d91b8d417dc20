"""What faclaims knows of the Persian language and of the world, as data files with a loader and a matcher."""

from faclaims.lexicon.alternation import alternation
from faclaims.lexicon.loader import check_folder, compiled_once, load
from faclaims.lexicon.matcher import Hit, Matcher, fold
from faclaims.lexicon.rows import SCHEMAS, Row

__all__ = ["SCHEMAS", "Hit", "Matcher", "Row", "alternation", "check_folder", "compiled_once", "fold", "load"]
