"""The plans side by side, as the pricing page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from billing.models import Feature, Interval, Plan, Price


@dataclass(frozen=True)
class Column:
    plan: Plan
    monthly: Price | None
    yearly: Price | None
    allowances: Sequence[tuple[str, int]]  # what, how many in a cycle

    @property
    def is_free(self) -> bool:
        return self.monthly is None and self.yearly is None

    @property
    def saved(self) -> int:
        """Kopiykas that a year costs less than twelve months."""
        if self.monthly is None or self.yearly is None:
            return 0
        return max(0, 12 * self.monthly.amount - self.yearly.amount)


def columns() -> list[Column]:
    """Every plan that is sold, and the free one."""
    prices = list(Price.objects.offered(timezone.now()))
    return [
        _column(plan, [one for one in prices if one.plan_id == plan.pk])
        for plan in Plan.objects.prefetch_related("allowances")
    ]


def _column(plan: Plan, prices: list[Price]) -> Column:
    of_interval = {price.interval: price for price in prices}
    granted = {row.feature: row.per_cycle for row in plan.allowances.all()}
    return Column(
        plan=plan,
        monthly=of_interval.get(Interval.MONTH),
        yearly=of_interval.get(Interval.YEAR),
        allowances=[(str(one.label), granted.get(one.value, 0)) for one in Feature],
    )
