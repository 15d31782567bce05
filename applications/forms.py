"""Forms about applications. Every list view reads its address through one of them, too."""

from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.db import transaction
from django.db.models import Case, Expression, F, IntegerField, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from applications.capture.proposal import LONGEST_POSTING, REASONS, SOURCE_LABELS
from applications.capture.read import LONGEST_PASTE
from applications.history_forms import HappenedOnField
from applications.models import Application, Posting
from applications.stages import ORDER, Stage
from trackr.fields import PlainDateField, TextField


class QuickAddForm(forms.ModelForm[Application]):
    """Company and role are enough to begin with."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Stage, initial=Stage.SAVED, required=False)

    class Meta:
        model = Application
        fields = ["company", "role"]

    def clean_stage(self) -> str:
        return self.cleaned_data["stage"] or Stage.SAVED


class AddQueryForm(forms.Form):
    """What the address of the add page may say: the column that it was opened from."""

    stage = forms.ChoiceField(choices=Stage, required=False)

    def read(self) -> dict[str, str]:
        self.is_valid()
        return {"stage": self.cleaned_data.get("stage") or Stage.SAVED}


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


class ReadFromField(forms.Field):
    """Where each proposed field was read, and why so little was; what is unknown is left out."""

    widget = forms.HiddenInput
    KNOWN: ClassVar[dict[str, Any]] = {
        **dict.fromkeys((*ApplicationForm.base_fields, "posted_on", "closes_on"), SOURCE_LABELS),
        "reason": REASONS,
    }

    def prepare_value(self, value: Any) -> Any:
        return urlencode(value) if isinstance(value, dict) else value

    def to_python(self, value: str | None) -> dict[str, str]:
        said = parse_qsl(value or "")
        return {name: source for name, source in said if source in self.KNOWN.get(name, ())}


class CapturedForm(ApplicationForm):
    """An application as a capture proposes it: every field can still be changed."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Stage, initial=Stage.SAVED)
    happened_on = HappenedOnField()
    posting_text = TextField(
        label=_("Text of the posting"),
        required=False,
        max_length=LONGEST_POSTING,
        rows=14,
        help_text=_("Kept as it is today, so that it is still here when the page is gone."),
    )
    posting_source = forms.ChoiceField(
        choices=[("", ""), *SOURCE_LABELS.items()], required=False, widget=forms.HiddenInput
    )
    posted_on = PlainDateField(label=_("Posted on"), required=False)
    closes_on = PlainDateField(label=_("Closes on"), required=False)
    read_from = ReadFromField(required=False)

    @property
    def sources(self) -> dict[str, str]:
        """What to say beside a field: where its value was read."""
        read = self._read_from.items()
        return {name: str(SOURCE_LABELS[source]) for name, source in read if name != "reason"}

    @property
    def reason_sentence(self) -> str:
        return str(REASONS.get(self._read_from.get("reason", ""), ""))

    @property
    def _read_from(self) -> dict[str, str]:
        """Of a proposal, or of the form that came back with a field to put right."""
        found: dict[str, str] = (
            self.cleaned_data["read_from"] if self.is_bound else self.initial["read_from"]
        )
        return found

    @transaction.atomic
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
                posted_on=self.cleaned_data["posted_on"],
                closes_on=self.cleaned_data["closes_on"],
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
    pasted = TextField(
        label=_("Or paste the posting"),
        required=False,
        max_length=LONGEST_PASTE,
        rows=8,
        help_text=_("Its text, or the whole page's HTML. Useful where a link needs a sign-in."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("url") and not cleaned.get("pasted"):
            raise forms.ValidationError(_("Give a link, or paste the posting."))
        return cleaned


class PostingForm(forms.ModelForm[Posting]):
    text = TextField(label=_("Text of the posting"), max_length=LONGEST_POSTING, rows=18)
    posted_on = PlainDateField(label=_("Posted on"), required=False)
    closes_on = PlainDateField(label=_("Closes on"), required=False)

    class Meta:
        model = Posting
        fields = ["text", "posted_on", "closes_on"]


class PageForm(forms.Form):
    """Which page of a list the address asks for; anything else is read as the first."""

    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def number(self) -> int:
        self.is_valid()
        return self.cleaned_data.get("page") or 1


class TableQueryForm(PageForm):
    """What the table's address may say; anything else is read as unset."""

    SORTS: ClassVar[dict[str, Expression | F]] = {
        "role": Lower("role"),
        "company": Lower("company"),
        "stage": Case(
            *(When(stage=stage, then=Value(place)) for stage, place in ORDER.items()),
            output_field=IntegerField(),
        ),
        "since": F("since"),
        "moved": F("moved_at"),
    }

    q = forms.CharField(required=False, max_length=200, strip=True)
    sort = forms.ChoiceField(
        required=False, choices=[(sign + name, name) for name in SORTS for sign in ("", "-")]
    )
    show = forms.ChoiceField(
        required=False, choices=[("live", _("Live")), ("ended", _("Ended")), ("all", _("All"))]
    )

    def read(self) -> dict[str, Any]:
        self.is_valid()
        said = self.cleaned_data
        return {
            "q": said.get("q") or "",
            "sort": said.get("sort") or "-moved",
            "show": said.get("show") or "live",
            "page": self.number(),
        }
