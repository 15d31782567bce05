"""The offline score of a CV: free, without AI, by a published formula."""

from cv.score.shapes import Coverage, Finding, Part, Score, Term
from cv.score.total import of

__all__ = ["Coverage", "Finding", "Part", "Score", "Term", "of"]
