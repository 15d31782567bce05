"""Forms about applications. Every list view reads its address through one of them, too."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.capture.proposal import SOURCE_LABELS
from applications.ledger import Entry, Kind
from applications.models import Application, Posting
from applications.stages import Ending, Stage

LONGEST_POSTING = 100_000
LONGEST_NOTE = 10_000
LONGEST_PASTE = 400_000
EARLIEST_DATE = datetime.date(2000, 1, 1)


def today() -> datetime.date:
    return timezone.localdate()


class HappenedOnField(forms.DateField):
    """A day that has come: the ledger holds what happened, not what is planned."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("When"))
        kwargs.setdefault("initial", today)
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> datetime.date | None:
        day: datetime.date | None = super().clean(value)
        if day and day > today():
            raise forms.ValidationError(_("This day has not come yet."))
        if day and day < EARLIEST_DATE:
            raise forms.ValidationError(_("Choose a day after 1 January 2000."))
        return day


class QuickAddForm(forms.ModelForm[Application]):
    """Company and role are enough to begin with."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Stage, initial=Stage.SAVED, required=False)

    class Meta:
        model = Application
        fields = ["company", "role"]

    def clean_stage(self) -> str:
        return self.cleaned_data["stage"] or Stage.SAVED


class ApplicationForm(forms.ModelForm[Application]):
    class Meta:
        model = Application
        fields = [
            "company",
            "role",
            "url",
            "location",
            "work_mode",
            "salary_min",
            "salary_max",
            "salary_currency",
            "salary_period",
            "source",
        ]
        widgets = {"salary_currency": forms.TextInput(attrs={"list": "currencies"})}

    def clean_salary_currency(self) -> str:
        currency: str = self.cleaned_data["salary_currency"].upper()
        if currency and not (currency.isascii() and currency.isalpha() and len(currency) == 3):
            raise forms.ValidationError(_("Use three letters, such as UAH, EUR or USD."))
        return currency

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        low, high = cleaned.get("salary_min"), cleaned.get("salary_max")
        if low is not None and high is not None and low > high:
            self.add_error("salary_max", _("The upper end is below the lower one."))
        return cleaned


class CapturedForm(ApplicationForm):
    """An application as a capture proposes it: every field can still be changed."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Stage, initial=Stage.SAVED)
    happened_on = HappenedOnField()
    posting_text = forms.CharField(
        label=_("Text of the posting"),
        required=False,
        max_length=LONGEST_POSTING,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Kept as it is today, so that it is still here when the page is gone."),
    )
    posting_source = forms.ChoiceField(
        choices=[("", ""), *SOURCE_LABELS.items()], required=False, widget=forms.HiddenInput
    )

    def save_captured(self, user: Any) -> Application:
        """Save the application, its first event and the snapshot of the posting, or nothing."""
        application = self.save(commit=False)
        application.user = user
        application.begin(self.cleaned_data["stage"], self.cleaned_data["happened_on"])
        if text := self.cleaned_data["posting_text"].strip():
            Posting.objects.create(
                application=application,
                text=text,
                url=self.cleaned_data["url"],
                source=self.cleaned_data["posting_source"],
            )
        return application


class CaptureForm(forms.Form):
    """A link, or what was copied from the page."""

    url = forms.CharField(
        label=_("Link to the posting"),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the posting"),
        required=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Its text, or the whole page's HTML. Useful where a link needs a sign-in."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("url") and not cleaned.get("pasted"):
            raise forms.ValidationError(_("Give a link, or paste the posting."))
        return cleaned


class PostingForm(forms.ModelForm[Posting]):
    text = forms.CharField(
        label=_("Text of the posting"),
        max_length=LONGEST_POSTING,
        widget=forms.Textarea(attrs={"rows": 18}),
    )

    class Meta:
        model = Posting
        fields = ["text"]


class StepForm(forms.Form):
    """A step on a day that is not before the latest one; without a day, today."""

    happened_on = HappenedOnField(required=False)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application

    def clean_happened_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["happened_on"] or today()
        if day < self.application.since:
            raise forms.ValidationError(
                _("The latest step is of a later day. Add an earlier step in the history instead.")
            )
        return day


class MoveForm(StepForm):
    """Dragging sends this form, too."""

    stage = forms.ChoiceField(label=_("Move to"), choices=Stage, widget=forms.RadioSelect)
    field_order = ["stage", "happened_on"]


class EndForm(StepForm):
    ending = forms.ChoiceField(label=_("How it ended"), choices=Ending, widget=forms.RadioSelect)
    field_order = ["ending", "happened_on"]


class PastStepForm(forms.Form):
    """A step that happened earlier and was not recorded then."""

    stage = forms.ChoiceField(label=_("Step"), choices=Stage)
    happened_on = HappenedOnField()


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )


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


class TableQueryForm(forms.Form):
    """What the table's address may say; anything else is read as unset."""

    SORTS: ClassVar[dict[str, str | Lower]] = {
        "moved": "-moved_at",
        "company": Lower("company"),
        "role": Lower("role"),
        "stage": "stage",
        "since": "since",
    }

    q = forms.CharField(required=False, max_length=200, strip=True)
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in SORTS])
    show = forms.ChoiceField(
        required=False, choices=[("live", _("Live")), ("ended", _("Ended")), ("all", _("All"))]
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def read(self) -> dict[str, Any]:
        self.is_valid()
        said = self.cleaned_data
        return {
            "q": said.get("q") or "",
            "sort": said.get("sort") or "moved",
            "show": said.get("show") or "live",
            "page": said.get("page") or 1,
        }
