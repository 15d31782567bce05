"""What support decides, as forms of admin."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from billing import refunds, standing
from billing.models import PaymentAttempt, Plan

if TYPE_CHECKING:
    from accounts.models import User

MOST_MONTHS = 24


class Hryvnias(forms.DecimalField):
    """Money as people write it, with a point or a comma; cleaned to whole kopiykas."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def clean(self, value: Any) -> int:
        return int(super().clean(value) * 100)


class RefundForm(forms.Form):
    """All or a part of a payment. `seen` is how many refunds there were when the page was shown, so
    that what is sent twice is given back once; it is held against the rows under their lock."""

    CHANGED = _("Another refund of this payment was begun meanwhile. Please look at it first.")

    amount = Hryvnias(
        label=_("Amount, UAH"), min_value=Decimal("0.01"), max_digits=9, decimal_places=2
    )
    note = forms.CharField(label=_("Note"), max_length=200)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, attempt: PaymentAttempt, *args: Any, **kwargs: Any) -> None:
        left = Decimal(refunds.refundable(attempt)) / 100
        kwargs["initial"] = {"amount": left, "seen": attempt.refunds.count()}
        super().__init__(*args, **kwargs)


class ExtendForm(forms.Form):
    """Whole months of a plan for somebody, whether or not they ever subscribed."""

    email = forms.EmailField(label=_("E-mail"))
    plan = forms.ModelChoiceField(label=_("Plan"), queryset=Plan.objects.none())
    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=MOST_MONTHS)
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = Plan.objects.exclude(key=standing.FREE_PLAN)
        self.fields["plan"].queryset = given  # type: ignore[attr-defined]

    def clean_email(self) -> "User":
        found = get_user_model().objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if found is None:
            raise forms.ValidationError(_("Nobody has this address."))
        return found
