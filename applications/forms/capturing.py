"""Forms of capturing: what to read, and what was read, to be checked."""

import contextlib
import uuid
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applications.capture.proposal import LONGEST_POSTING, REASONS, SOURCE_LABELS
from applications.capture.read import LONGEST_PASTE
from applications.forms.application import ApplicationForm
from applications.forms.history import HappenedOnField
from applications.models import Application, Posting
from applications.stages import Stage
from trackr.fields import PlainDateField, TextField


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
        self.save_rest(["tags"])
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


class IdsField(forms.Field):
    """Public ids; what is none is left out."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[uuid.UUID]:
        found = []
        for text in value or []:
            with contextlib.suppress(ValueError):
                found.append(uuid.UUID(text))
        return found


class WarnedForm(forms.Form):
    """What the person has been told when they press "Add anyway": which applications look alike."""

    warned_of = IdsField(required=False)

    def read(self) -> list[uuid.UUID]:
        self.is_valid()
        return self.cleaned_data.get("warned_of") or []


class ClippingForm(forms.Form):
    """Which page of the bookmarklet a proposal was read from, so that it need not be kept on."""

    clipping = forms.UUIDField(required=False)

    def read(self) -> uuid.UUID | None:
        self.is_valid()
        return self.cleaned_data.get("clipping")


class ClipForm(forms.Form):
    """What the bookmarklet sends."""

    token = forms.CharField(max_length=100)
    url = forms.URLField(max_length=2000, required=False, assume_scheme="https")
    page = TextField(max_length=LONGEST_PASTE, rows=1, strip=False)
