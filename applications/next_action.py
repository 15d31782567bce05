"""Next actions that set themselves: what to do about an application, and on which day.

Plain values in, plain values out; no clock. A day is a day of the person's own calendar, so no time
zone and no change of clocks can move it; it is due when that day has come where the person is.
Working days are Monday to Friday.
"""

import datetime
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.ledger import Standing
from applications.stages import INTERVIEWING, Stage

APPLY_AFTER = 2  # working days, as all of these
FOLLOW_UP_AFTER_APPLYING = 7
FOLLOW_UP_WHILE_INTERVIEWING = 4
DECIDE_AFTER_OFFER = 2
DECIDE_AFTER_SILENCE = 7
THANK_AFTER_ROUND = 1
PREPARE_BEFORE_ROUND = 1
MOST_FOLLOW_UPS = 2
WEEKEND = 5  # of date.weekday(): Saturday, and what follows


class Deed(models.TextChoices):
    APPLY = "apply", _("Apply")
    FOLLOW_UP = "follow_up", _("Follow up")
    DECIDE = "decide", _("Decide")
    PREPARE = "prepare", _("Prepare")
    THANK = "thank", _("Thank")


class QuietBecause(models.TextChoices):
    """Why a person wants to hear no more about an application."""

    NO_CHANNEL = "no_channel", _("There is nobody to write to")
    NOT_WORTH_IT = "not_worth_it", _("It is not worth it")
    OTHER = "other", _("Another reason")


@dataclass(frozen=True)
class NextAction:
    deed: str
    due_on: datetime.date


def after(standing: Standing, *, last_round_on: datetime.date | None = None) -> NextAction | None:
    """What comes next by itself; None after an ending.

    A planned round counts as news from the company: nothing is to be asked before it is over, and
    then it may be asked anew.
    """
    if standing.ending:
        return None
    if standing.stage == Stage.SAVED:
        return NextAction(Deed.APPLY, working_day(standing.since, APPLY_AFTER))
    if standing.stage == Stage.OFFER:
        return NextAction(Deed.DECIDE, working_day(standing.since, DECIDE_AFTER_OFFER))
    is_interviewing = standing.stage in INTERVIEWING
    days = [standing.since, standing.chased_on, last_round_on]
    heard_on = max(day for day in days if day)
    has_met_since = last_round_on and (not standing.chased_on or last_round_on > standing.chased_on)
    if standing.chases >= MOST_FOLLOW_UPS and not has_met_since:
        return NextAction(Deed.DECIDE, working_day(heard_on, DECIDE_AFTER_SILENCE))
    wait = FOLLOW_UP_WHILE_INTERVIEWING if is_interviewing else FOLLOW_UP_AFTER_APPLYING
    return NextAction(Deed.FOLLOW_UP, working_day(heard_on, wait))


def thanks_on(round_on: datetime.date) -> datetime.date:
    return working_day(round_on, THANK_AFTER_ROUND)


def preparation_on(round_on: datetime.date, planned_on: datetime.date) -> datetime.date:
    """The working day before the round; at once for one that was planned later than that."""
    due = working_day(round_on, -PREPARE_BEFORE_ROUND)
    return min(max(due, planned_on), round_on)


def working_day(day: datetime.date, count: int) -> datetime.date:
    """The `count`-th working day after `day`, or before it if negative; no weekend is one."""
    step = datetime.timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= day.weekday() < WEEKEND
    return day
