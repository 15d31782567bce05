"""Forms about CVs."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.history import HappenedOnField
from applications.models import Application
from cv.extract import CvText, UnreadableCv, read_cv
from cv.models import Cv, CvVersion
from cv.reader.limits import MAX_BYTES
from cv.structure import markdown_of_text
from trackr import connection
from trackr.fields import TextField

LONGEST_CV = 200_000
ACCEPTED = ".pdf,.docx,.odt,.rtf,.txt,.md"


class UploadForm(forms.Form):
    """A file, or pasted text. Reading it is the validation: what can't be read says why."""

    file = forms.FileField(
        label=_("Your CV"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    pasted = TextField(label=_("Or paste its text"), required=False, max_length=LONGEST_CV, rows=8)

    def __init__(self, *args: Any, may_read: bool = True, **kwargs: Any) -> None:
        """Without `may_read` nothing is read, and the form says to wait."""
        super().__init__(*args, **kwargs)
        self.may_read = may_read

    def clean_file(self) -> CvText | None:
        file = self.cleaned_data["file"]
        if file is None or not self.may_read:
            return None
        try:
            if file.size > MAX_BYTES:
                raise UnreadableCv("too_big")
            connection.give_back()  # reading takes up to 15 s
            return read_cv(file.read())
        except UnreadableCv as failure:
            raise forms.ValidationError(str(failure.sentence)) from None

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if not self.may_read:
            sentence = _(
                "You have read in a lot of CVs in a short time. Please wait a few minutes."
            )
            raise forms.ValidationError(sentence)
        if not self.errors and not cleaned.get("file") and not cleaned.get("pasted"):
            raise forms.ValidationError(_("Choose a file, or paste the text of your CV."))
        return cleaned

    def markdown(self) -> str:
        read: CvText | None = self.cleaned_data["file"]
        return read.markdown if read else markdown_of_text(self.cleaned_data["pasted"])


class CvForm(forms.ModelForm[Cv]):
    """A CV with its text, as the user checked it."""

    markdown = TextField(
        label=_("Text of the CV"),
        max_length=LONGEST_CV,
        rows=28,
        help_text=_(
            "“# ” begins the name, “## ” a section, “- ” a point. Everything else is plain text."
        ),
    )
    is_from_file = forms.BooleanField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Cv
        fields = ["title", "language"]


class StartForm(forms.Form):
    """The consent to one call: the digest names exactly what was shown."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)


class VersionField(forms.ModelChoiceField[CvVersion]):
    def label_from_instance(self, version: CvVersion) -> str:
        return gettext("%(title)s, version %(number)s of %(day)s") % {
            "title": version.cv.title,
            "number": version.number,
            "day": date_format(version.created_at.date(), "SHORT_DATE_FORMAT"),
        }


class SentForm(forms.Form):
    """When a CV went out."""

    sent_on = HappenedOnField(label=_("Sent on"))


class SentVersionForm(SentForm):
    """Which version of which CV went out with an application; the newest is proposed."""

    version = VersionField(CvVersion.objects.none(), label=_("CV"), empty_label=None)
    field_order = ["version", "sent_on"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = CvVersion.objects.filter(cv__user=user).select_related("cv")
        self.fields["version"].queryset = versions.order_by("-created_at", "-pk")  # type: ignore[attr-defined]


class SentToForm(SentForm):
    """With which application a version of a CV went out."""

    application = forms.ModelChoiceField(
        Application.objects.none(), label=_("With which application"), empty_label=_("Choose…")
    )
    field_order = ["application", "sent_on"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        applications = Application.objects.of(user).kept().order_by("-moved_at")
        self.fields["application"].queryset = applications  # type: ignore[attr-defined]
