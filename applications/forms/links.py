"""Forms of the page that reads many links."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications.capture import links
from applications.capture.proposal import LONGEST_FIELD, LONGEST_URL
from applications.forms.capturing import IdsField
from trackr.fields import TextField

LONGEST_TEXT = 100_000


class LinksForm(forms.Form):
    """The text that was pasted; `found` is what it holds."""

    text = TextField(
        label=_("Links"),
        rows=10,
        max_length=LONGEST_TEXT,
        help_text=_("Up to 30, each on its own line. Words around a link do no harm."),
        widget=forms.Textarea(attrs={"rows": 10, "placeholder": "https://", "spellcheck": "false"}),
    )
    found: links.Found

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        self.found = links.find(text)
        if not self.found.links:
            raise forms.ValidationError(_("There is no link in this text."))
        if len(self.found.links) > links.MOST_LINKS:
            raise forms.ValidationError(
                ngettext(
                    "This is %(count)s link. Up to %(most)s can be read at a time.",
                    "These are %(count)s links. Up to %(most)s can be read at a time.",
                    len(self.found.links),
                )
                % {"count": len(self.found.links), "most": links.MOST_LINKS}
            )
        return text


class TextsField(forms.Field):
    """Hidden texts of one name, none longer than `longest` and no more than there are links."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, longest: int) -> None:
        super().__init__(required=False)
        self.longest = longest

    def to_python(self, value: list[str] | None) -> list[str]:
        texts = (text for text in value or [] if 0 < len(text) <= self.longest)
        return list(texts)[: links.MOST_LINKS]


class ReadingsForm(forms.Form):
    """How far the reading of a list has come: links not read yet, and sealed readings."""

    waiting = TextsField(longest=LONGEST_URL)
    read = TextsField(longest=1_000_000)


class NextLinkForm(forms.Form):
    """The one link that the page asks for by itself, and its place in the list."""

    link = forms.CharField(max_length=LONGEST_URL)
    place = forms.IntegerField(min_value=1, max_value=links.MOST_LINKS)
    of = forms.IntegerField(min_value=1, max_value=links.MOST_LINKS)


class ReadingForm(forms.Form):
    """A reading, to be taken or left; what the page did not name can be added."""

    chosen = forms.BooleanField(label=_("Save this one"), required=False)
    company = forms.CharField(label=_("Company"), max_length=LONGEST_FIELD, required=False)
    role = forms.CharField(label=_("Role"), max_length=LONGEST_FIELD, required=False)
    warned_of = IdsField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("chosen"):
            for name in ("company", "role"):
                if name not in self.errors and not cleaned[name]:
                    self.add_error(name, _("This field is required."))
        return cleaned
