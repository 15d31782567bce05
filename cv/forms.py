"""Forms about CVs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cv.extract import CvText, UnreadableCv, read_cv
from cv.models import Cv
from cv.reader.limits import MAX_BYTES
from cv.structure import markdown_of_text

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
    pasted = forms.CharField(
        label=_("Or paste its text"),
        required=False,
        max_length=LONGEST_CV,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_file(self) -> CvText | None:
        file = self.cleaned_data["file"]
        if file is None:
            return None
        try:
            if file.size > MAX_BYTES:
                raise UnreadableCv("too_big")
            return read_cv(file.read())
        except UnreadableCv as failure:
            raise forms.ValidationError(str(failure.sentence)) from None

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("pasted"):
            raise forms.ValidationError(_("Choose a file, or paste the text of your CV."))
        return cleaned

    def markdown(self) -> str:
        read: CvText | None = self.cleaned_data["file"]
        return read.markdown if read else markdown_of_text(self.cleaned_data["pasted"])


class CvForm(forms.ModelForm[Cv]):
    """A CV with its text, as the user checked it."""

    markdown = forms.CharField(
        label=_("Text of the CV"),
        max_length=LONGEST_CV,
        widget=forms.Textarea(attrs={"rows": 28, "class": "input input--document"}),
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
