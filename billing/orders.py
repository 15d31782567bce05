"""What the bank is told that a payment is for."""

from billing.models import Interval, PaymentAttempt, Price
from billing.monobank import Order

# The payer reads it in the bank's app, which speaks Ukrainian.
SPANS = {Interval.MONTH: "1 місяць", Interval.YEAR: "1 рік"}


def order_of(attempt: PaymentAttempt, amount: int | None = None) -> Order:
    """The order of an attempt; with `amount` (kopiykas), of that part of it."""
    price = attempt.price
    return Order(
        reference=str(attempt.reference),
        amount=attempt.amount if amount is None else amount,
        ccy=attempt.ccy,
        title=_title(price) if price else "Trackr: нова картка",
        code=price.code if price else "card",
    )


def _title(price: Price) -> str:
    return f"Trackr {price.plan.name}, {SPANS[Interval(price.interval)]}"
