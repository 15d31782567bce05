"""What a person says about paying."""

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing import money
from billing.models import Interval, Price


class CheckoutForm(forms.Form):
    """Two separate consents: to the terms, without which nothing is sold, and to saving the card,
    without which nothing renews by itself."""

    terms = forms.BooleanField(
        error_messages={"required": _("Please agree to the terms to go on.")},
    )
    save_card = forms.BooleanField(required=False)


class PriceField(forms.ModelChoiceField[Price]):
    def label_from_instance(self, obj: Price) -> str:
        words = {"plan": obj.plan.name, "sum": money.shown(obj.amount)}
        if obj.interval == Interval.YEAR:
            return _("%(plan)s, %(sum)s a year") % words
        return _("%(plan)s, %(sum)s a month") % words


class ChangeForm(forms.Form):
    """Plan and interval of the next period. Those that are `kept` or `planned` have the price that
    binds this person, which others may not be offered now."""

    price = PriceField(
        label=_("The next period"),
        queryset=Price.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose one of the plans."),
            "invalid_choice": _("Please choose one of the plans."),
        },
    )

    def __init__(self, data: QueryDict | None, kept: Price | None, planned: Price | None) -> None:
        super().__init__(data, initial={"price": planned})
        own = {(one.plan_id, one.interval): one.pk for one in (kept, planned) if one is not None}
        others = Price.objects.offered(timezone.now())
        keys = {(one.plan_id, one.interval): one.pk for one in others} | own
        both = Price.objects.filter(pk__in=keys.values()).select_related("plan")
        offered = both.order_by("plan__rank", "amount")
        self.fields["price"].queryset = offered  # type: ignore[attr-defined]


class LookForm(forms.Form):
    """How often a page has asked whether the payment is there."""

    look = forms.IntegerField(required=False, min_value=0, max_value=1000)

    @property
    def number(self) -> int:
        return (self.is_valid() and self.cleaned_data["look"]) or 0
