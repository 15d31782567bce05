"""Forms about CVs."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.history import HappenedOnField
from applications.models import Application
from cv.export import pdf
from cv.extract import WARNINGS, CvText, UnreadableCv, read_cv
from cv.models import Change, Cv, CvVersion
from cv.reader.limits import MAX_BYTES
from cv.tailoring import proposals
from cv.text.structure import markdown_of_text
from trackr import connection
from trackr.fields import TextField

LONGEST_CV = 200_000
LONGEST_ANSWERS = 10_000
LONGEST_LINE = 1_000
ACCEPTED = ".pdf,.docx,.odt,.rtf,.txt,.md,.json"


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


class CheckForm(CvForm):
    """A CV as it was read, with what is known of the file that it was read from."""

    is_imported = forms.BooleanField(required=False, widget=forms.HiddenInput)
    warnings = forms.MultipleChoiceField(
        choices=[(code, code) for code in WARNINGS],
        required=False,
        widget=forms.MultipleHiddenInput,
    )

    def origin(self) -> CvVersion.Origin:
        if self.cleaned_data["is_imported"]:
            return CvVersion.Origin.IMPORTED
        is_from_file = self.cleaned_data["is_from_file"]
        return CvVersion.Origin.UPLOADED if is_from_file else CvVersion.Origin.TYPED


class LayoutForm(forms.Form):
    """How the pages look. A choice that is none counts as the first."""

    design = forms.ChoiceField(
        label=_("Design"), choices=pdf.DESIGNS, required=False, widget=forms.RadioSelect
    )
    pages = forms.ChoiceField(
        label=_("Length"), choices=pdf.LENGTHS, required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any) -> None:
        super().__init__({"design": "modern", "pages": "1"} | data.dict())

    def layout(self) -> pdf.Layout:
        self.is_valid()
        chosen = pdf.Layout()
        return pdf.Layout(
            design=self.cleaned_data.get("design") or chosen.design,
            most_pages=int(self.cleaned_data.get("pages") or chosen.most_pages),
        )


class StartForm(forms.Form):
    """The start of one call: the digest names exactly what was shown, and the tick is the consent
    to the feature, asked for once."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    agrees = forms.BooleanField(required=False)


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


class AnswersForm(forms.Form):
    """What the person adds about themselves before a CV is tailored."""

    answers = TextField(
        label=_("What your CV doesn't say"),
        required=False,
        max_length=LONGEST_ANSWERS,
        rows=5,
        help_text=_(
            "Facts that fit this posting: numbers, tools, results. Proposals may use them, and"
            " they count as proven."
        ),
    )


class TailorForm(AnswersForm, StartForm):
    """The start of one tailoring; the digest names the answers, too."""


class ChangeForm(forms.Form):
    """Another wording for a proposed change: one line of the same kind."""

    text = forms.CharField(label=_("Your wording"), max_length=LONGEST_LINE)

    def __init__(self, *args: Any, change: Change, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.change = change

    def clean_text(self) -> str:
        text = proposals.worded_like(self.change.text, self.cleaned_data["text"])
        if text is None:
            raise forms.ValidationError(_("Write one line of text, without marks of headings."))
        return text


class FactForm(forms.Form):
    """Which of a change's facts is true."""

    fact = forms.CharField(max_length=LONGEST_LINE, strip=False)


class ScoredForm(forms.Form):
    """From which of the person's scores the formula was opened. Anything else counts as none."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Cv.objects.of(user), Application.objects.of(user)
        for name, rows in zip(("cv", "for"), own, strict=True):
            self.fields[name] = forms.ModelChoiceField(
                rows, required=False, to_field_name="public_id"
            )


class ScoreForm(forms.Form):
    """With which posting a CV is compared: one that the person has kept."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        applications = Application.objects.of(user).kept().filter(postings__isnull=False)
        self.fields["for"] = forms.ModelChoiceField(
            applications.distinct().order_by("-moved_at"),
            label=_("Posting of"),
            required=False,
            empty_label=_("No posting"),
            to_field_name="public_id",
        )
