"""Forms about what comes next: done, put off, left out; the goal; silent applications; a month."""

import datetime
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.agenda import silent
from applications.forms.bulk import ChosenField
from applications.next_action import QuietBecause
from trackr.fields import PlainDateField

HIGHEST_GOAL = 50
FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
LATEST_PUT_OFF = datetime.timedelta(days=366)


class CarriedDayField(forms.DateField):
    """A day that the page brings along. Nobody types it, so it is never wrong: only unset.

    So is a day that no page of ours brings: years on, the next day of a reminder would overflow.
    """

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> datetime.date | None:
        try:
            day: datetime.date | None = super().clean(value)
        except forms.ValidationError:
            return None
        return day if day and FIRST_DAY <= day <= LAST_DAY else None


class DeedForm(forms.Form):
    """Which day's deed is meant, and which page it was done on."""

    due_on = CarriedDayField()
    back = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def due(self) -> datetime.date | None:
        self.is_valid()
        return self.cleaned_data.get("due_on")

    @property
    def page(self) -> str:
        self.is_valid()
        said = self.cleaned_data if self.is_bound else self.initial
        return said.get("back") or ""


class UndoForm(DeedForm):
    """What the address of an undo says: when the thing was due, and what the deed made of that."""

    until = CarriedDayField()

    @property
    def left(self) -> datetime.date | None:
        self.is_valid()
        return self.cleaned_data.get("until")


class SnoozeForm(DeedForm):
    until = PlainDateField(label=_("Until"))

    def __init__(self, *args: Any, last: datetime.date | None = None, **kwargs: Any) -> None:
        """`last` is the last day on which it still makes sense: the interview's own."""
        super().__init__(*args, **kwargs)
        self.last = last

    def clean_until(self) -> datetime.date:
        until: datetime.date = self.cleaned_data["until"]
        today = timezone.localdate()
        if until <= today:
            raise forms.ValidationError(_("Choose a day after today."))
        if until > today + LATEST_PUT_OFF:
            raise forms.ValidationError(_("Choose a day within a year."))
        if self.last and until > self.last:
            raise forms.ValidationError(_("The interview is before that."))
        return until


class RetireForm(DeedForm):
    because = forms.ChoiceField(
        label=_("Why"), choices=QuietBecause, widget=forms.RadioSelect, initial=QuietBecause.OTHER
    )


class GoalForm(forms.Form):
    weekly_goal = forms.IntegerField(
        label=_("Applications a week"),
        min_value=0,
        max_value=HIGHEST_GOAL,
        help_text=_("0 means: no goal."),
    )


class TodayQueryForm(forms.Form):
    all = forms.BooleanField(required=False)

    def wants_all(self) -> bool:
        self.is_valid()
        return bool(self.cleaned_data.get("all"))


class SilentQueryForm(forms.Form):
    """For how long nobody has said anything; what is not offered is read as the usual."""

    days = forms.TypedChoiceField(
        label=_("No news for"),
        choices=[(days, days) for days in silent.DAYS_CHOICES],
        coerce=int,
        required=False,
    )

    def read(self) -> int:
        self.is_valid()
        return self.cleaned_data.get("days") or silent.SILENT_DAYS


class ChosenForm(SilentQueryForm):
    chosen = ChosenField(required=False)

    def ids(self) -> list[uuid.UUID]:
        self.is_valid()
        return self.cleaned_data.get("chosen") or []


class MonthQueryForm(forms.Form):
    """2026-11; whatever else is read as the month of today."""

    month = forms.RegexField(r"^[0-9]{4}-[0-9]{2}$", required=False)

    def read(self, today: datetime.date) -> datetime.date:
        self.is_valid()
        try:
            first = datetime.date.fromisoformat(f"{self.cleaned_data.get('month')}-01")
        except ValueError:
            return today.replace(day=1)
        return first if FIRST_DAY <= first <= LAST_DAY else today.replace(day=1)
