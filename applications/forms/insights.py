"""Which time the numbers are about."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PeriodForm(forms.Form):
    """What the address may say; anything else is read as all of it."""

    period = forms.ChoiceField(
        required=False,
        choices=[
            ("all", _("All time")),
            ("180", _("180 days")),
            ("90", _("90 days")),
            ("30", _("30 days")),
        ],
    )

    def read(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("period") or "all"

    def days(self) -> int | None:
        """How many days back; None is all time."""
        period = self.read()
        return None if period == "all" else int(period)
