"""Stages and endings, in the words of the field."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    SAVED = "saved", pgettext_lazy("stage", "Saved")
    APPLIED = "applied", pgettext_lazy("stage", "Applied")
    SCREENING = "screening", pgettext_lazy("stage", "Screening")
    TEST_TASK = "test_task", pgettext_lazy("stage", "Test task")
    INTERVIEW = "interview", pgettext_lazy("stage", "Interview")
    OFFER = "offer", pgettext_lazy("stage", "Offer")


class Ending(models.TextChoices):
    ACCEPTED = "accepted", pgettext_lazy("ending", "Accepted")
    REJECTED = "rejected", pgettext_lazy("ending", "Rejected")
    NO_RESPONSE = "no_response", pgettext_lazy("ending", "No response")
    WITHDREW = "withdrew", pgettext_lazy("ending", "Withdrew")
    DECLINED = "declined", pgettext_lazy("ending", "Declined")
    CLOSED = "closed", pgettext_lazy("ending", "Closed")


ORDER: dict[str, int] = {stage: place for place, stage in enumerate(Stage)}
EARLIEST = Stage.SAVED
INTERVIEWING = frozenset({Stage.SCREENING, Stage.TEST_TASK, Stage.INTERVIEW})
# Where the employer's word is waited for. Before it is one's own turn, and so it is at an offer.
WAITING = frozenset({Stage.APPLIED, *INTERVIEWING})
# What an employer says to an application: an invitation, an offer, a no. Silence and a vacancy that
# was closed are no answer to this person.
ANSWERS = frozenset({*INTERVIEWING, Stage.OFFER, Ending.ACCEPTED, Ending.REJECTED, Ending.DECLINED})
HIRED_FROM = Stage.OFFER  # who accepted had an offer, recorded or not


def further(one: str, other: str) -> str:
    return max(one, other, key=ORDER.__getitem__)
