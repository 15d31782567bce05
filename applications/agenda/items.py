"""One thing to do, whatever it comes from: a next action, a round, a reminder of one's own."""

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Application, Reminder, Round
from applications.next_action import Deed
from applications.stages import Stage

REMIND = "remind"
BY_FORM = frozenset({Deed.APPLY, Deed.FOLLOW_UP, Deed.PREPARE, Deed.THANK, REMIND})
RANKS = (Deed.PREPARE, Deed.THANK, REMIND, Deed.DECIDE, Deed.FOLLOW_UP, Deed.APPLY)
PREFIXES = {Deed.PREPARE: "prepare", Deed.THANK: "thank", REMIND: "reminder"}  # of addresses
ICONS = {
    Deed.APPLY: "arrow-right",
    Deed.FOLLOW_UP: "mail",
    Deed.DECIDE: "flag",
    Deed.PREPARE: "note",
    Deed.THANK: "user",
    REMIND: "clock",
}
TITLES: dict[str, Promise] = {
    Deed.APPLY: gettext_lazy("Apply to %(company)s"),
    Deed.FOLLOW_UP: gettext_lazy("Follow up with %(company)s"),
    Deed.DECIDE: gettext_lazy("Decide about %(company)s"),
    Deed.PREPARE: gettext_lazy("Prepare for %(company)s: %(text)s"),
    Deed.THANK: gettext_lazy("Thank %(company)s: %(text)s"),
}


@dataclass(frozen=True)
class Item:
    deed: str
    subject_id: uuid.UUID  # of the application, the round or the reminder
    due_on: datetime.date
    days_late: int  # negative: still so many days to go
    text: str = ""  # the round's or the reminder's own words
    application_id: uuid.UUID | None = None
    company: str = ""
    role: str = ""
    stage: str = ""
    at: datetime.time | None = None
    repeats: str = ""

    @property
    def key(self) -> str:
        return f"{self.deed}-{self.subject_id}"

    @property
    def place(self) -> tuple[Any, ...]:
        """Where it stands in a list of items."""
        midnight = datetime.time()
        return self.due_on, RANKS.index(self.deed), self.at or midnight, self.company, self.key

    @property
    def title(self) -> str:
        if self.deed == REMIND:
            return self.text
        if self.deed == Deed.DECIDE and self.stage == Stage.OFFER:
            return _("Decide about the offer of %(company)s") % {"company": self.company}
        return str(TITLES[self.deed]) % {"company": self.company, "text": self.text}

    @property
    def icon(self) -> str:
        return ICONS[self.deed]

    @property
    def stage_label(self) -> str:
        return str(Stage(self.stage).label) if self.stage else ""

    @property
    def is_own(self) -> bool:
        """A reminder of one's own: it is edited, not retired."""
        return self.deed == REMIND

    @property
    def is_next_action(self) -> bool:
        return self.deed not in PREFIXES

    @property
    def done_url(self) -> str:
        """Empty for a decision: it is made in the form about how it ended."""
        return self._url("done") if self.deed in BY_FORM else ""

    @property
    def snooze_url(self) -> str:
        return self._url("snooze")

    @property
    def retire_url(self) -> str:
        return "" if self.is_own else self._url("retire")

    @property
    def url(self) -> str:
        if self.deed in {Deed.PREPARE, Deed.THANK}:
            return reverse("applications:round", args=[self.subject_id])
        if self.application_id is None:
            return reverse("applications:reminder_edit", args=[self.subject_id])
        return reverse("applications:page", args=[self.application_id])

    def _url(self, deed: str) -> str:
        prefix = PREFIXES.get(self.deed, "next")
        return reverse(f"applications:{prefix}_{deed}", args=[self.subject_id])


def of_application(one: Any, today: datetime.date) -> Item:
    """The next action of an application, be it the row or a few columns of it, that has one."""
    return Item(
        deed=one.next_kind,
        subject_id=one.public_id,
        due_on=one.next_on,
        days_late=(today - one.next_on).days,
        **_about(one),
    )


def of_round(one: Round, today: datetime.date) -> Iterator[Item]:
    """What is open before and after a round. Nothing can be prepared once it is over."""
    open_now = Round.State.OPEN
    wanted = (
        (Deed.PREPARE, one.prepare_on, one.prepare_state == open_now and one.day >= today),
        (Deed.THANK, one.thank_on, one.thank_state == open_now),
    )
    for deed, due_on, is_wanted in wanted:
        if is_wanted:
            late = (today - due_on).days
            about = _about(one.application)
            yield Item(deed, one.public_id, due_on, late, text=str(one), **about)


def of_reminder(one: Reminder, today: datetime.date) -> Item:
    return Item(
        deed=REMIND,
        subject_id=one.public_id,
        due_on=one.due_on,
        days_late=(today - one.due_on).days,
        text=one.text,
        at=one.at,
        repeats=one.get_repeat_display() if one.repeat else "",
        **(_about(one.application) if one.application else {}),
    )


def _about(application: Application | Any) -> dict[str, Any]:
    return {
        "application_id": application.public_id,
        "company": application.company,
        "role": application.role,
        "stage": application.stage,
    }
