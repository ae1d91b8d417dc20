"""Claims for the eyes: a page of charts, speakers and marked articles, and the view of a result in a notebook."""

from faclaims.report.language import Lang
from faclaims.report.page import report

__all__ = ["Lang", "report"]
