"""Forms about applications. Every list view reads its address through one of them, too."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.capture.proposal import LONGEST_POSTING
from applications.forms.tags import TagsField
from applications.models import Application, Posting
from applications.stages import Stage
from applications.stale import VersionedForm
from applications.table import tags
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


class ApplicationForm(VersionedForm[Application]):
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=Application.Priority,
        coerce=int,
        required=False,
        initial=Application.Priority.NORMAL,
    )
    tags = TagsField(required=False)

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
            "priority",
        ]
        widgets = {
            "salary_currency": forms.TextInput(attrs={"list": "currencies"}),
            "source": forms.TextInput(attrs={"list": "sources"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("tags", [tag.name for tag in self.instance.tags.all()])

    def save_rest(self, changed: Iterable[str]) -> None:
        """Call it for a new application, too, once it has its id."""
        if "tags" in changed:
            tags.replace(self.instance, self.cleaned_data["tags"])

    def clean_priority(self) -> int:
        return self.cleaned_data["priority"] or self.instance.priority

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


class PostingForm(forms.ModelForm[Posting]):
    text = TextField(label=_("Text of the posting"), max_length=LONGEST_POSTING, rows=18)
    posted_on = PlainDateField(label=_("Posted on"), required=False)
    closes_on = PlainDateField(label=_("Closes on"), required=False)

    class Meta:
        model = Posting
        fields = ["text", "posted_on", "closes_on"]
