"""A reminder of one's own: what, when, how often."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.agenda import FIRST_DAY, LAST_DAY
from applications.forms.history import today
from applications.forms.once import OnceMixin
from applications.models import Reminder
from applications.recurrence import WEEKEND, Repeat
from applications.stale import VersionedForm
from trackr.fields import PlainDateField


class ReminderForm(VersionedForm[Reminder]):
    starts_on = PlainDateField(label=_("Day"), initial=today)
    at = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    repeat = forms.ChoiceField(
        label=_("Repeat"), choices=[("", _("Never")), *Repeat.choices], required=False
    )

    class Meta:
        model = Reminder
        fields = ["text", "starts_on", "at", "repeat"]

    def clean_starts_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["starts_on"]
        if not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(_("Choose a day between 2000 and 2100."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, repeat = cleaned.get("starts_on"), cleaned.get("repeat")
        if day and repeat == Repeat.WORKING_DAYS and day.weekday() >= WEEKEND:
            self.add_error("starts_on", _("That is a weekend. Choose a working day."))
        return cleaned

    def save_rest(self, changed: Iterable[str]) -> None:
        """Another day or another rhythm begins anew; other words change nothing else."""
        if {"starts_on", "repeat"} & set(changed):
            self.instance.take_back(self.instance.starts_on)


class NewReminderForm(OnceMixin, ReminderForm):
    """Perhaps about an application, which the page that leads here names."""

    version = None  # type: ignore[assignment]  # there is no other tab yet
    application = forms.UUIDField(required=False, widget=forms.HiddenInput)
    back = forms.CharField(required=False, widget=forms.HiddenInput)


class ReminderQueryForm(forms.Form):
    """Which application the address of the form names, and where to go afterwards."""

    application = forms.UUIDField(required=False)
    back = forms.CharField(required=False)

    def read(self) -> dict[str, Any]:
        self.is_valid()
        said = self.cleaned_data
        return {"application": said.get("application"), "back": said.get("back") or ""}
