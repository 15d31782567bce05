"""Forms of the coach."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from coaching.models import Conversation
from coaching.models.conversations import in_order
from cv.models import Cv
from trackr.fields import LineField, TextField

LONGEST_MESSAGE = 8_000
MOST_APPLICATIONS = 60  # to choose from, the latest


class ChoiceForm(forms.ModelForm[Conversation]):
    """What goes along with each message of a conversation."""

    class Meta:
        model = Conversation
        fields = ["cv", "applications", "has_postings", "has_rounds", "has_notes"]
        labels = {"applications": _("Applications")}
        widgets = {"applications": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = Application.objects.of(user).kept().order_by("ending", "-moved_at")
        newest = list(kept.values_list("pk", flat=True)[:MOST_APPLICATIONS])
        chosen = self.instance.applications.values_list("pk") if self.instance.pk else []
        mine = Application.objects.of(user).kept()
        self._field("applications").queryset = (
            (mine.filter(pk__in=newest) | mine.filter(pk__in=chosen))
            .distinct()
            .order_by("ending", "-moved_at")
        )
        self._field("cv").queryset = Cv.objects.of(user)
        self._field("cv").empty_label = _("No CV")

    def keep(self) -> None:
        """Only what was chosen: the rest of the row may have changed since."""
        self.save(commit=False)
        self.instance.save(update_fields=["cv", "has_postings", "has_rounds", "has_notes"])
        self.save_m2m()

    def chosen(self) -> list[Application]:
        """Of a conversation that is not kept yet, in the order of one that is."""
        return in_order(self.cleaned_data["applications"])

    def _field(self, name: str) -> Any:
        return self.fields[name]


class MessageForm(forms.Form):
    """A message; the digest names exactly what was shown to go along with it."""

    message = TextField(label=_("Your message"), max_length=LONGEST_MESSAGE, rows=2)
    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    agrees = forms.BooleanField(required=False)


class WordsForm(forms.Form):
    """A message that is written and not sent: it goes along from page to page."""

    message = forms.CharField(required=False, max_length=LONGEST_MESSAGE, widget=forms.Textarea)

    def words(self) -> str:
        return self.cleaned_data["message"] if self.is_valid() else ""


class AgainForm(forms.Form):
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)


class TitleForm(forms.ModelForm[Conversation]):
    class Meta:
        model = Conversation
        fields = ["title"]
        field_classes = {"title": LineField}


class SearchForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)

    def words(self) -> str:
        return self.cleaned_data["q"] if self.is_valid() else ""


class SeenForm(forms.Form):
    """The state of a turn that a page shows already."""

    seen = forms.CharField(required=False, max_length=7)

    def is_still(self, state: str) -> bool:
        return self.is_valid() and self.cleaned_data["seen"] == state


class EarlierForm(forms.Form):
    earlier = forms.BooleanField(required=False)

    def is_asked(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["earlier"])
