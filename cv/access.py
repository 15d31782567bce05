"""The only way from an id to a CV and what belongs to it: the owner's, or 404."""

import uuid
from typing import TYPE_CHECKING

from django.http import Http404

from cv.models import Analysis, Change, Cv, CvVersion, Tailoring

if TYPE_CHECKING:
    from accounts.models import User


def cv_of(user: "User", public_id: uuid.UUID) -> Cv:
    try:
        return Cv.objects.of(user).get(public_id=public_id)
    except Cv.DoesNotExist:
        raise Http404 from None


def version_of(cv: Cv, number: int) -> CvVersion:
    try:
        return cv.versions.get(number=number)
    except CvVersion.DoesNotExist:
        raise Http404 from None


def analysis_of(user: "User", public_id: uuid.UUID) -> Analysis:
    rows = (
        Analysis.objects.of(user)
        .filter(posting__application__deleted_at=None)
        .select_related("version__cv", "posting__application", "call")
    )
    try:
        return rows.get(public_id=public_id)
    except Analysis.DoesNotExist:
        raise Http404 from None


def tailoring_of(user: "User", public_id: uuid.UUID) -> Tailoring:
    rows = Tailoring.objects.of(user).select_related(
        "version__cv", "posting__application", "call", "cv__application"
    )
    try:
        return rows.get(public_id=public_id)
    except Tailoring.DoesNotExist:
        raise Http404 from None


def change_of(user: "User", public_id: uuid.UUID) -> Change:
    """A proposed change of a tailoring that has its copy."""
    rows = Change.objects.filter(tailoring__user=user, tailoring__cv__isnull=False)
    try:
        return rows.select_related("tailoring__cv__application").get(public_id=public_id)
    except Change.DoesNotExist:
        raise Http404 from None
