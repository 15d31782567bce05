"""Form fields of the coach."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cv.models import Cv
from cv.tailoring import lock


class CvField(forms.ModelChoiceField[Cv]):
    """A CV that proves facts. One with proposals that nothing proves yet can't: they would count
    as the person's own words."""

    def clean(self, value: Any) -> Cv | None:
        cv: Cv | None = super().clean(value)
        if cv is not None and lock.open_facts(cv.current()):
            raise forms.ValidationError(
                _("This CV says things that nothing proves yet. Settle them on its page first.")
            )
        return cv
