"""The one gate before every call to the AI: reserve, then settle or refund, each exactly once."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from billing import cycle
from billing.models import AiCall, AllowanceUse, Feature, PlanAllowance

if TYPE_CHECKING:
    from accounts.models import User
    from trackr.claude import Usage

__all__ = ["AiCall", "AllowanceSpent", "Feature", "Left", "left", "refund", "reserve", "settle"]

FREE_PLAN = "free"
LEASE = datetime.timedelta(minutes=5)  # longer than any call may take
SWEEP_BATCH = 100


class AllowanceSpent(Exception):
    """Nothing is left of the feature in this billing cycle."""

    def __init__(self, resets_on: datetime.date) -> None:
        super().__init__("allowance spent")
        self.resets_on = resets_on


@dataclass(frozen=True)
class Left:
    """What is left of a feature in units (calls), and the day when it is full again."""

    used: int
    granted: int
    resets_on: datetime.date

    @property
    def units(self) -> int:
        return self.granted - self.used


def left(user: "User", feature: Feature) -> Left:
    anchor, today = _anchor_and_today(user)
    start = cycle.cycle_start(anchor, today)
    counter = AllowanceUse.objects.filter(user=user, feature=feature, cycle_start=start).first()
    resets_on = cycle.next_cycle_start(anchor, today)
    if counter is None:
        return Left(0, _granted(feature), resets_on)
    return Left(counter.used, counter.granted, resets_on)


def reserve(user: "User", feature: Feature, data_kinds: Sequence[str]) -> AiCall:
    """Take one unit and open a call. Raises AllowanceSpent; two at once never share a unit."""
    anchor, today = _anchor_and_today(user)
    with transaction.atomic():
        counter, _ = AllowanceUse.objects.get_or_create(
            user=user,
            feature=feature,
            cycle_start=cycle.cycle_start(anchor, today),
            defaults={"granted": _granted(feature)},
        )
        taken = AllowanceUse.objects.filter(pk=counter.pk, used__lt=F("granted"))
        if not taken.update(used=F("used") + 1):
            raise AllowanceSpent(cycle.next_cycle_start(anchor, today))
        return AiCall.objects.create(
            user=user,
            counter=counter,
            feature=feature,
            data_kinds=list(data_kinds),
            lease_until=timezone.now() + LEASE,
        )


def settle(call: AiCall, usage: "Usage") -> bool:
    """The call was worth its unit. False when it had been closed before."""
    return _close(call, AiCall.State.SETTLED, "done", usage)


def refund(call: AiCall, outcome: str, usage: "Usage | None" = None) -> bool:
    """The call failed: give the unit back, once. False when it had been closed before.

    What the provider counted is recorded all the same: the cost is ours.
    """
    with transaction.atomic():
        if not _close(call, AiCall.State.REFUNDED, outcome, usage):
            return False
        AllowanceUse.objects.filter(pk=call.counter_id, used__gt=0).update(used=F("used") - 1)
        return True


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Refund calls whose process died before it could close them."""
    stale = AiCall.objects.filter(state=AiCall.State.HELD, lease_until__lt=now)[:SWEEP_BATCH]
    return sum(refund(call, "lost") for call in stale if timezone.now() < until)


def _close(call: AiCall, state: str, outcome: str, usage: "Usage | None") -> bool:
    fields: dict[str, object] = {
        "state": state,
        "outcome": outcome,
        "finished_at": timezone.now(),
    }
    if usage is not None:
        fields |= {
            "model": usage.model,
            "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens,
            "cache_read_tokens": usage.cache_read_tokens,
            "cache_write_tokens": usage.cache_write_tokens,
            "request_id": usage.request_id or "",
        }
    held = AiCall.objects.filter(pk=call.pk, state=AiCall.State.HELD)
    return bool(held.update(**fields))


def _anchor_and_today(user: "User") -> tuple[datetime.date, datetime.date]:
    return cycle.local_date(user.date_joined), cycle.local_date(timezone.now())


def _granted(feature: Feature) -> int:
    row = PlanAllowance.objects.filter(plan__key=FREE_PLAN, feature=feature).first()
    return row.per_cycle if row else 0
