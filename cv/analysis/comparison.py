"""The offline score's words beside Claude's. Two readings of one CV, never one number."""

import datetime
from dataclasses import dataclass

from cv import score
from cv.analysis.findings import CvAnalysis
from cv.analysis.same_term import key_of
from cv.models import Analysis
from cv.score import Score


@dataclass(frozen=True)
class Comparison:
    """What each finds missing in the CV: in Claude's words, or by the lexicon's names."""

    score: Score
    both: list[str]
    only_score: list[str]
    only_claude: list[str]


def of(analysis: Analysis, today: datetime.date) -> Comparison:
    """Of a finished analysis: the score is of the same version against the same posting."""
    version, posting = analysis.version, analysis.posting.text
    scored = score.of(version.markdown, posting=posting, warnings=version.warnings, today=today)
    return between(scored, CvAnalysis.model_validate(analysis.result))


def between(scored: Score, read: CvAnalysis) -> Comparison:
    by_score = [term.name for term in scored.coverage.missing] if scored.coverage else []
    by_claude = [word.term for word in read.keywords if word.status == "absent"]
    scores, claudes = _keys(by_score), _keys(by_claude)
    return Comparison(
        score=scored,
        both=[term for term in by_claude if not scores.isdisjoint(key_of(term))],
        only_score=[name for name in by_score if claudes.isdisjoint(key_of(name))],
        only_claude=[term for term in by_claude if scores.isdisjoint(key_of(term))],
    )


def _keys(terms: list[str]) -> frozenset[str]:
    return frozenset().union(*map(key_of, terms))
