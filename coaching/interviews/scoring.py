"""What Claude may say of one answer in a mock interview, and whether all of it is there."""

from typing import Annotated, Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from pydantic import Field

from coaching.interviews.prepared import Show, line
from cv.analysis.findings import Answer

BEST = 5
LONGEST_REASON = 500
LONGEST_BETTER = 800

CRITERIA: dict[str, Promise] = {
    "structure": pgettext_lazy("of an answer", "Structure"),
    "evidence": pgettext_lazy("of an answer", "Evidence"),
    "relevance": pgettext_lazy("of an answer", "Relevance"),
    "concision": pgettext_lazy("of an answer", "Concision"),
}


class Score(Answer):
    score: Annotated[int, Field(ge=1, le=BEST)]
    reason: str


class AnswerScores(Answer):
    structure: Score
    evidence: Score
    relevance: Score
    concision: Score
    better: str


def kept(given: AnswerScores, show: Show) -> dict[str, Any] | None:
    """As the row keeps it, contact data put back; None where a reason is missing."""
    scores = {
        name: {"score": one.score, "reason": line(one.reason, LONGEST_REASON, show)}
        for name in CRITERIA
        for one in [getattr(given, name)]
    }
    if not all(one["reason"] for one in scores.values()):
        return None
    return {"scores": scores, "better": line(given.better, LONGEST_BETTER, show)}
