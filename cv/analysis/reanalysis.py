"""An analysis beside the one before it, of the same CV for the same application."""

import datetime
from dataclasses import dataclass

from cv import score
from cv.analysis import progress
from cv.analysis.findings import CvAnalysis
from cv.analysis.progress import Progress
from cv.models import Analysis, CvVersion


@dataclass(frozen=True)
class Changed:
    earlier: Analysis
    is_same_text: bool
    score_before: int
    score_after: int
    progress: Progress | None  # None until the later one is finished


def since_the_one_before(analysis: Analysis, today: datetime.date) -> Changed | None:
    """What changed; None when there is none before it."""
    earlier = Analysis.objects.before(analysis).select_related("version").first()
    if earlier is None:
        return None
    before, after, posting = earlier.version, analysis.version, analysis.posting.text
    return Changed(
        earlier=earlier,
        is_same_text=before.markdown == after.markdown,
        score_before=_total(before, posting, today),
        score_after=_total(after, posting, today),
        progress=_progress(earlier, analysis) if analysis.state == Analysis.State.DONE else None,
    )


def _total(version: CvVersion, posting: str, today: datetime.date) -> int:
    """Both against the later posting, on the same day: only the CV makes the difference."""
    warnings = version.warnings
    return score.of(version.markdown, posting=posting, warnings=warnings, today=today).total


def _progress(earlier: Analysis, later: Analysis) -> Progress:
    before, after = (CvAnalysis.model_validate(one.result) for one in (earlier, later))
    return progress.between(before, after, later.version.markdown)
