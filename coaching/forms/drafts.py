"""Forms of letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.once import OnceMixin
from applications.models import Application
from applications.stages import Stage
from coaching.drafts import lettering
from coaching.drafts.proposals import LONGEST_LINE
from coaching.forms.fields import CvField
from coaching.models import Draft, DraftChange
from coaching.models.drafts import LONGEST_SUBJECT
from cv.models import Cv
from trackr.fields import TextField

LONGEST_WISH = 4_000
KIND_AT = {
    Stage.SAVED: Draft.Kind.COVER_LETTER,
    Stage.APPLIED: Draft.Kind.FOLLOW_UP,
    Stage.OFFER: Draft.Kind.NEGOTIATION,
}


class DraftForm(OnceMixin, forms.ModelForm[Draft]):
    """What kind of letter, and what it is written from. Sent twice, it makes one."""

    cv = CvField(Cv.objects.none(), label=_("CV"), required=False, empty_label=_("No CV"))
    wish = TextField(
        label=_("What it shall say"),
        required=False,
        max_length=LONGEST_WISH,
        rows=4,
        help_text=_(
            "In your words: what matters to you, facts that the CV doesn't tell, what you ask for."
            " They count as proven."
        ),
    )

    class Meta:
        model = Draft
        fields = [
            "kind", "language", "tone", "length", "to", "wish", "has_posting", "has_rounds",
            "has_notes",
        ]  # fmt: skip

    field_order = ["kind", "language", "tone", "length", "to", "cv", "wish"]

    def __init__(self, *args: Any, user: Any, application: Application, **kwargs: Any) -> None:
        draft: Draft | None = kwargs.setdefault("instance", None)
        kwargs["instance"] = draft or Draft(user=user, application=application)
        own = Cv.objects.of(user)
        tailored = own.filter(application=application).first()
        usual = {
            "kind": KIND_AT.get(Stage(application.stage), Draft.Kind.THANKS),
            "language": user.language,
            "cv": tailored or own.filter(parent=None).first() or own.first(),
        }
        if draft is not None:
            usual = {"cv": draft.version.cv if draft.version else None}
        kwargs["initial"] = usual | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self._field("cv").queryset = own
        self._field("to").queryset = application.contacts.all()
        self._field("to").empty_label = _("Nobody by name")

    def draft(self) -> Draft:
        """As it would be written now; not saved."""
        cv = self.cleaned_data["cv"]
        draft: Draft = self.instance
        draft.version = cv.current() if cv else None
        return draft

    def _field(self, name: str) -> Any:
        return self.fields[name]


class KindForm(forms.Form):
    """Which kind is asked for by a link; any other counts as none."""

    kind = forms.ChoiceField(choices=Draft.Kind, required=False)

    def initial_kind(self) -> dict[str, str]:
        kind = self.cleaned_data["kind"] if self.is_valid() else ""
        return {"kind": kind} if kind else {}


class WishForm(forms.Form):
    """What shall change in a letter."""

    wish = TextField(label=_("What shall change"), max_length=LONGEST_WISH, rows=2)


class LetterForm(forms.Form):
    """A letter edited by hand, on top of the version `base`."""

    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT, required=False)
    text = TextField(label=_("Letter"), max_length=lettering.LONGEST_LETTER, rows=18)
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_subject(self) -> str:
        return lettering.one_line(self.cleaned_data["subject"])

    def clean_text(self) -> str:
        text = lettering.tidy(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(_("Write something: a letter can't be empty."))
        return text


class LineForm(forms.Form):
    """The person's own wording of a proposed line."""

    text = forms.CharField(label=_("Your wording"), max_length=LONGEST_LINE)

    def __init__(self, *args: Any, change: DraftChange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.change = change

    def clean_text(self) -> str:
        text = lettering.one_line(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(_("Write one line of text."))
        return text


class VersionForm(forms.Form):
    """Which version of the letter was shown."""

    version = forms.IntegerField(min_value=1)


class FactForm(forms.Form):
    """Which fact of a line is true."""

    fact = forms.CharField(max_length=LONGEST_LINE, strip=False)
