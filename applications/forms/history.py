"""Forms about an application's history: the next step, an earlier one, a note, a correction."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.ledger import Entry, Kind
from applications.models import Application
from applications.stages import Ending, Stage
from trackr.fields import PlainDateField, TextField

LONGEST_NOTE = 10_000
EARLIEST_DATE = datetime.date(2000, 1, 1)


def today() -> datetime.date:
    return timezone.localdate()


class HappenedOnField(PlainDateField):
    """A day that has come: the ledger holds what happened, not what is planned."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("When"))
        kwargs.setdefault("initial", today)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> datetime.date | None:
        day: datetime.date | None = super().clean(value)
        if day and day > today():
            raise forms.ValidationError(_("This day has not come yet."))
        if day and day < EARLIEST_DATE:
            raise forms.ValidationError(_("Choose a day after 1 January 2000."))
        return day


class StepForm(forms.Form):
    """A step on a day not before the latest one. Dragging gives no day: as early as may be.

    A subclass names its field in `STEP`; the same step again is refused on another day only, so
    that a form sent twice does no harm.
    """

    STEP: ClassVar[str]

    happened_on = HappenedOnField(required=False)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application

    def clean_happened_on(self) -> datetime.date:
        latest = self.application.since
        # The latest day may be tomorrow for who has moved their time zone west since.
        day: datetime.date = self.cleaned_data["happened_on"] or max(today(), latest)
        if day < latest:
            raise forms.ValidationError(
                _("The latest step is of a later day. Add an earlier step in the history instead.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        now = self.application.ending or self.application.stage
        is_again = cleaned.get(self.STEP) == now
        if is_again and cleaned.get("happened_on") != self.application.since:
            self.add_error(
                self.STEP, _("It is there already. To change the day, correct it in the history.")
            )
        return cleaned


class MoveForm(StepForm):
    STEP = "stage"

    stage = forms.ChoiceField(label=_("Move to"), choices=Stage, widget=forms.RadioSelect)
    field_order = ["stage", "happened_on"]


class EndForm(StepForm):
    STEP = "ending"

    ending = forms.ChoiceField(label=_("How it ended"), choices=Ending, widget=forms.RadioSelect)
    field_order = ["ending", "happened_on"]


class EndQueryForm(forms.Form):
    """What the address of the ending's page may say: which one the button that led there named."""

    ending = forms.ChoiceField(choices=Ending, required=False)

    def read(self) -> dict[str, str]:
        self.is_valid()
        return {"ending": self.cleaned_data.get("ending", "")}


class PastStepForm(forms.Form):
    """A step that happened earlier and was not recorded then."""

    stage = forms.ChoiceField(label=_("Step"), choices=Stage)
    happened_on = HappenedOnField(initial=None)  # today can't be before the latest step

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application

    def clean_happened_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["happened_on"]
        if day >= self.application.since:
            raise forms.ValidationError(
                _("That is not before the latest step. Use “Move to…” for a newer one.")
            )
        return day


class NoteForm(forms.Form):
    text = TextField(label=_("Note"), max_length=LONGEST_NOTE, rows=2)


class CorrectionForm(forms.Form):
    """What an event should have said. Which fields there are follows from its kind."""

    happened_on = HappenedOnField()

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "happened_on": entry.happened_on,
            "stage": entry.stage,
            "ending": entry.ending,
            "text": entry.text,
        }
        if entry.kind == Kind.STAGE:
            self.fields["stage"] = forms.ChoiceField(label=_("Stage"), choices=Stage)
        elif entry.kind == Kind.ENDING:
            self.fields["ending"] = forms.ChoiceField(label=_("How it ended"), choices=Ending)
        else:
            self.fields["text"] = NoteForm.base_fields["text"]
