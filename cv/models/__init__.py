"""The rows of the CV room, by noun: CVs and their versions, what Claude is asked about them."""

from cv.models.cvs import Cv, CvQuerySet, CvVersion
from cv.models.jobs import (
    JOB_PRIVACY,
    OPEN,
    Analysis,
    AnalysisQuerySet,
    Change,
    Job,
    State,
    Tailoring,
)

__all__ = [
    "JOB_PRIVACY",
    "OPEN",
    "Analysis",
    "AnalysisQuerySet",
    "Change",
    "Cv",
    "CvQuerySet",
    "CvVersion",
    "Job",
    "State",
    "Tailoring",
]
