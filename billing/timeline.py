"""Which time was paid for: a pure function of all purchases, so that it can't depend on the order
in which we heard of them.

Purchases are laid one after the other in the order of the bank's dates. A period begins when the
one before ends, or with the payment, whichever is later; it is counted in months from the anchor of
its chain. A refund in full voids a period and moves no other; who buys after it begins anew.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from billing.cycle import after_months

GRACE = datetime.timedelta(days=7)  # how long access lasts while a renewal is tried


@dataclass(frozen=True)
class Purchase:
    key: str  # tells two of the same second apart, the same way each time
    months: int
    bought_at: datetime.datetime
    period_start: datetime.datetime | None = None  # for a renewal: the end that it follows
    voided_at: datetime.datetime | None = None  # since when nothing is kept of its money


@dataclass(frozen=True)
class Slot:
    purchase: Purchase
    anchor_at: datetime.datetime
    months_before: int  # from the anchor to the start

    @property
    def starts_at(self) -> datetime.datetime:
        return after_months(self.anchor_at, self.months_before)

    @property
    def ends_at(self) -> datetime.datetime:
        return after_months(self.anchor_at, self.months_before + self.purchase.months)


def lay_out(purchases: Iterable[Purchase]) -> tuple[list[Slot], list[Purchase]]:
    """The periods in the order of the payments, and what was paid a second time for one of them."""
    in_order = sorted(purchases, key=lambda one: (one.bought_at, one.key))
    slots: list[Slot] = []
    duplicates: list[Purchase] = []
    for purchase in in_order:
        if purchase is _winner(purchase, in_order):
            slots.append(_placed(purchase, slots))
        elif purchase.voided_at is None:
            duplicates.append(purchase)
    return slots, duplicates


def _winner(purchase: Purchase, rivals: list[Purchase]) -> Purchase:
    """Of several payments for one period the first that is kept, or just the first."""
    if purchase.period_start is None:
        return purchase
    same = [one for one in rivals if one.period_start == purchase.period_start]
    return next((one for one in same if one.voided_at is None), same[0])


def _placed(purchase: Purchase, slots: list[Slot]) -> Slot:
    def counts(slot: Slot) -> bool:
        voided_at = slot.purchase.voided_at
        return voided_at is None or voided_at > purchase.bought_at

    earliest = _earliest(purchase)
    last = max(filter(counts, slots), key=lambda slot: slot.ends_at, default=None)
    if last is None or last.ends_at < earliest:
        return Slot(purchase, earliest, 0)
    return Slot(purchase, last.anchor_at, last.months_before + last.purchase.months)


def _earliest(purchase: Purchase) -> datetime.datetime:
    """A renewal follows the end of its period as long as access lasted: days of grace are not
    free. Paid later than that, it begins anew."""
    start = purchase.period_start
    if start is None or purchase.bought_at >= start + GRACE:
        return purchase.bought_at
    return start
