"""Salaries in words: whole units of a currency, with the grouping of the reader's language."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def describe(low: int | None, high: int | None, currency: str, period: str) -> str:
    """As in 40,000 – 60,000 UAH per month; an empty string when nothing is known."""
    amount = _amount(low, high)
    return " ".join(part for part in (amount, currency, period) if part) if amount else ""


def _amount(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return _grouped(low) if low == high else f"{_grouped(low)} – {_grouped(high)}"
    if low is not None:
        return _("from %(amount)s") % {"amount": _grouped(low)}
    if high is not None:
        return _("up to %(amount)s") % {"amount": _grouped(high)}
    return ""


def _grouped(amount: int) -> str:
    return number_format(amount, use_l10n=True, force_grouping=True)
