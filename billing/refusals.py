"""Why a call to the AI may not begin, each with a sentence for the person."""

import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The call may not begin; nothing was taken."""

    sentence: Promise | str

    def __init__(self) -> None:
        super().__init__(type(self).__name__)


class SwitchedOff(Refused):
    sentence = _("You have switched AI off in Settings. Nothing is sent.")


class NotAgreed(Refused):
    sentence = _("Please look at what is sent, and agree to it first.")


class StillBusy(Refused):
    sentence = _("Claude is still at work on something else for you. Try again when it is done.")


class BudgetUsedUp(Refused):
    sentence = _("The AI has done all that it may in one day. Please try again tomorrow.")


class AllowanceSpent(Refused):
    """Nothing is left of the feature in this billing cycle."""

    def __init__(self, resets_on: datetime.date) -> None:
        super().__init__()
        self.resets_on = resets_on
        day = date_format(resets_on, "DATE_FORMAT")
        self.sentence = format_lazy(
            _("Nothing is left of this in the current cycle. It is full again on {day}."), day=day
        )
