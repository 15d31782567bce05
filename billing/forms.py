"""What a person says about paying."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.models import Price


class CheckoutForm(forms.Form):
    """Two separate consents: to the terms, without which nothing is sold, and to saving the card,
    without which nothing renews by itself."""

    terms = forms.BooleanField(
        error_messages={"required": _("Please agree to the terms to go on.")},
    )
    save_card = forms.BooleanField(required=False)


class ChangeForm(forms.Form):
    """Plan and interval of the next period."""

    price = forms.ModelChoiceField(
        queryset=Price.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": _("Please choose one of the plans.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["price"].queryset = Price.objects.offered(timezone.now())  # type: ignore[attr-defined]
