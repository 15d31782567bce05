"""The rows of the CV room, by noun: CVs and their versions, what Claude is asked about them."""

from cv.models.cvs import Cv, CvQuerySet, CvVersion
from cv.models.jobs import (
    CHANGE_PRIVACY,
    JOB_PRIVACY,
    OPEN,
    Analysis,
    AnalysisQuerySet,
    Change,
    Job,
    LineChange,
    State,
    Tailoring,
)

__all__ = [
    "CHANGE_PRIVACY",
    "JOB_PRIVACY",
    "OPEN",
    "Analysis",
    "AnalysisQuerySet",
    "Change",
    "Cv",
    "CvQuerySet",
    "CvVersion",
    "Job",
    "LineChange",
    "State",
    "Tailoring",
]
