"""A CV once more, as one of its own: for another language, or to go another way."""

from django.db import transaction
from django.utils.translation import gettext as _

from cv.models import Cv, CvVersion

LONGEST_TITLE = 120


@transaction.atomic
def copy_of(version: CvVersion) -> Cv:
    version.pin()
    original = version.cv
    copy = Cv(user=original.user, title=_title(original.title), language=original.language)
    copy.begin(version.markdown, CvVersion.Origin.COPIED)
    return copy


def _title(title: str) -> str:
    longest = LONGEST_TITLE - len(_("%(title)s (copy)") % {"title": ""})
    return _("%(title)s (copy)") % {"title": title[:longest].rstrip()}
