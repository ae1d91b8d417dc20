"""How good are claims? The measures of the documentation, against annotated articles.

A word is a maximal run of letters, digits and half-spaces. Over all articles:

========================  ============================================================================
``tokens``                P, R, F1 of the words inside any attribution
``attributed``            the same, and the speaker must be right
``quotes@.5``             attributions paired one to one at a Jaccard overlap of words of at least 0.5
``exact``                 the same words exactly
``end-to-end``            ``quotes@.5`` whose speaker is right: the headline figure
``speaker accuracy``      right speakers among the pairs
``subjects``              micro F1 of subject ids on gold sentences; an unclaimed sentence is missed
``stance``, ``assertion`` macro F1 over the labels in gold, on the same sentences
========================  ============================================================================
"""

from faclaims.evaluate.gold import (
    GoldArticle,
    GoldAttribution,
    GoldSpeaker,
    Predicted,
    predicted,
    read_claims,
    read_gold,
)
from faclaims.evaluate.measures import Mistake, Tally, Verdict, judge
from faclaims.evaluate.report import SCORED, By, Part, Report, evaluate

__all__ = [
    "SCORED",
    "By",
    "GoldArticle",
    "GoldAttribution",
    "GoldSpeaker",
    "Mistake",
    "Part",
    "Predicted",
    "Report",
    "Tally",
    "Verdict",
    "evaluate",
    "judge",
    "predicted",
    "read_claims",
    "read_gold",
]
