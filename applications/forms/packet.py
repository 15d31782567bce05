"""Forms about what was sent with an application."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.history import HappenedOnField
from applications.models import SentDocument
from trackr.fields import TextField

LONGEST_TEXT = 200_000


class SentDocumentForm(forms.ModelForm[SentDocument]):
    kind = forms.ChoiceField(
        label=_("What it is"), choices=SentDocument.Kind, initial=SentDocument.Kind.LETTER
    )
    text = TextField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        rows=14,
        help_text=_("As you sent it. It is kept as it is and can’t be changed afterwards."),
    )
    sent_on = HappenedOnField(label=_("Sent on"))

    class Meta:
        model = SentDocument
        fields = ["kind", "title", "text", "sent_on"]
