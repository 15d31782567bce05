"""A form that makes one row, however often it is sent."""

import uuid
from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    from accounts.models import User


class OnceMixin(forms.Form):
    """Carries a `key` that was made with the form and names the row that it will make."""

    key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def public_id_for(self, user: "User") -> uuid.UUID:
        """It hangs on the user, too, so that nobody can ask for the id of another's row."""
        return uuid.uuid5(self.cleaned_data["key"], str(user.pk))
