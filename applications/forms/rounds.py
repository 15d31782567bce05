"""Forms about interview rounds."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.forms.history import EARLIEST_DATE
from applications.forms.once import OnceMixin
from applications.models import Contact, Round
from applications.people import address_book, rounds
from applications.stale import VersionedForm
from trackr.fields import PlainDateField, TextField
from trackr.preferences import time_zones

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_TEXT = 20_000
LONGEST_NAME = 120
MOST_NEW_PEOPLE = 10
LATEST_DATE = datetime.date(2100, 1, 1)


class NamesField(forms.CharField):
    """Names parted by commas, as a list."""

    def clean(self, value: Any) -> list[str]:
        said = str(super().clean(value))
        names = list(dict.fromkeys(name for part in said.split(",") if (name := part.strip())))
        if len(names) > MOST_NEW_PEOPLE or any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("At most ten names, each of at most 120 letters."))
        return names


class RoundForm(VersionedForm[Round]):
    """Of a round whose `instance` knows its application."""

    day = PlainDateField(label=_("Day"))
    starts = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    people = forms.ModelMultipleChoiceField(
        Contact.objects.none(),
        label=_("Who takes part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    names = NamesField(
        label=_("Someone else"),
        required=False,
        max_length=2000,
        help_text=_("Names, parted by commas. Whoever is new becomes a contact."),
    )
    preparation = TextField(
        label=_("Preparation"),
        required=False,
        max_length=LONGEST_TEXT,
        rows=6,
        help_text=_("Questions to ask, stories to tell, what to read before."),
    )

    class Meta:
        model = Round
        fields = ["title", "day", "starts", "minutes", "zone", "medium", "place", "preparation"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = [(zone, zone.replace("_", " ")) for zone in sorted(time_zones())]
        self.fields["zone"] = forms.ChoiceField(label=_("Time zone"), choices=zones)
        one = self.instance
        self.fields["people"].queryset = address_book.likely(one)  # type: ignore[attr-defined]
        self.initial["people"] = one.people.all() if one.pk else []

    def clean_day(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["day"]
        if not EARLIEST_DATE <= day <= LATEST_DATE:
            raise forms.ValidationError(_("Choose a day between 2000 and 2100."))
        return day

    def save_rest(self, changed: Iterable[str]) -> None:
        said = self.cleaned_data
        if "day" in changed:
            rounds.put_off(self.instance, said["day"], timezone.localdate())
        rounds.meet(self.instance, said["people"], said["names"])


class PlanForm(OnceMixin, RoundForm):
    """A new round; before Interview it may take the application there."""

    version = None  # type: ignore[assignment]  # there is no other tab yet
    moves = forms.BooleanField(label=_("Move to Interview too"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rounds.may_move(self.instance.application):
            del self.fields["moves"]

    def plan_for(self, user: "User") -> Round:
        said = self.cleaned_data
        self.instance.public_id = self.public_id_for(user)
        return rounds.plan(
            self.instance,
            said["people"],
            said["names"],
            today=timezone.localdate(),
            moves=said.get("moves", False),
        )


class DebriefForm(VersionedForm[Round]):
    debrief = TextField(
        label=_("How it went"),
        required=False,
        max_length=LONGEST_TEXT,
        rows=6,
        help_text=_("What they asked, what you said, what comes next. Best on the same day."),
    )

    class Meta:
        model = Round
        fields = ["debrief"]
