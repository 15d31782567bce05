"""What the address of the job-search record may say."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.record import BEGINNING, Period
from trackr.fields import PlainDateField

THIS_MONTH, LAST_MONTH, ALL = "this_month", "last_month", "all"
PRESETS = [(THIS_MONTH, _("This month")), (LAST_MONTH, _("Last month")), (ALL, _("All"))]


class RecordForm(forms.Form):
    """A period, by name or by its days. Days win; a day that has not come is read as today."""

    period = forms.ChoiceField(choices=PRESETS, required=False)
    since = PlainDateField(label=_("First day"), required=False)
    until = PlainDateField(label=_("Last day"), required=False)
    named = forms.BooleanField(label=_("With my name"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day is before the first one."))
        return cleaned

    def read(self) -> Period | None:
        """The period; None when its days can't be one."""
        self.is_valid()
        if "since" in self.errors or "until" in self.errors:
            return None
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        today = timezone.localdate()
        if since or until:
            return Period(since or BEGINNING, min(until or today, today))
        return _named(self.cleaned_data.get("period") or THIS_MONTH, today)

    def preset(self) -> str:
        """Which of the named periods is shown, if it is one."""
        said = self.cleaned_data
        has_days = said.get("since") or said.get("until") or self.errors
        return "" if has_days else said.get("period") or THIS_MONTH

    def is_named(self) -> bool:
        return bool(self.cleaned_data.get("named"))

    def shown(self, period: Period | None) -> "RecordForm":
        """The form to go on from: the days that are shown, or what is wrong with those given."""
        if period is None:
            return self
        since = period.since if period.has_start else None
        return RecordForm(initial={"since": since, "until": period.until, "named": self.is_named()})


def _named(preset: str, today: datetime.date) -> Period:
    first = today.replace(day=1)
    if preset == ALL:
        return Period(BEGINNING, today)
    if preset == LAST_MONTH:
        last = first - datetime.timedelta(days=1)
        return Period(last.replace(day=1), last)
    return Period(first, today)
