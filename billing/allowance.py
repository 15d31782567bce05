"""The one gate before every call to the AI: reserve, then settle or refund, each exactly once."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from billing import cycle
from billing.models import AiCall, AllowanceUse, Feature, Plan
from trackr import sweeping

if TYPE_CHECKING:
    from accounts.models import User
    from trackr.claude import Usage

__all__ = [
    "AiCall",
    "AllowanceSpent",
    "Feature",
    "Left",
    "begin",
    "left",
    "record",
    "refund",
    "reserve",
    "settle",
    "sweep",
]

FREE_PLAN = "free"
LEASE = datetime.timedelta(minutes=5)  # longer than any call may take


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
    plan = _plan_of(user)
    start, following = _cycle_of(user)
    counter = AllowanceUse.objects.filter(
        user=user, plan=plan, feature=feature, cycle_start=start
    ).first()
    return Left(counter.used if counter else 0, _granted(plan, feature), following)


def reserve(user: "User", feature: Feature, data_kinds: Sequence[str]) -> AiCall:
    """Take one unit and open a call. Raises AllowanceSpent; two at once never share a unit."""
    plan = _plan_of(user)
    start, following = _cycle_of(user)
    with transaction.atomic():
        counter, _ = AllowanceUse.objects.get_or_create(
            user=user, plan=plan, feature=feature, cycle_start=start
        )
        free = AllowanceUse.objects.filter(pk=counter.pk, used__lt=_granted(plan, feature))
        if not free.update(used=F("used") + 1):
            raise AllowanceSpent(following)
        return AiCall.objects.create(
            user=user,
            counter=counter,
            feature=feature,
            data_kinds=list(data_kinds),
            lease_until=timezone.now() + LEASE,
        )


def begin(call: AiCall) -> bool:
    """The call starts now: its lease runs from here. False when its unit was given back before."""
    held = AiCall.objects.filter(pk=call.pk, state=AiCall.State.HELD)
    return bool(held.update(lease_until=timezone.now() + LEASE))


def record(call: AiCall, usage: "Usage | None") -> None:
    """What the provider counted, whatever becomes of the call: the cost is ours in any case."""
    if usage is not None:
        AiCall.objects.filter(pk=call.pk).update(
            model=usage.model,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            cache_read_tokens=usage.cache_read_tokens,
            cache_write_tokens=usage.cache_write_tokens,
            request_id=usage.request_id,
        )


def settle(call: AiCall) -> bool:
    """The call was worth its unit. False when it had been closed before."""
    return _close(call, AiCall.State.SETTLED, "done")


def refund(call: AiCall, outcome: str) -> bool:
    """The call failed: give the unit back, once. False when it had been closed before."""
    with transaction.atomic():
        if not _close(call, AiCall.State.REFUNDED, outcome):
            return False
        if call.counter_id is not None:
            counter = AllowanceUse.objects.filter(pk=call.counter_id, used__gt=0)
            counter.update(used=F("used") - 1)
        return True


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Refund calls whose process died before it could close them."""
    stale = AiCall.objects.filter(state=AiCall.State.HELD, lease_until__lt=now)
    return sweeping.each(stale, until, lambda call: refund(call, "lost"))


def _close(call: AiCall, state: str, outcome: str) -> bool:
    held = AiCall.objects.filter(pk=call.pk, state=AiCall.State.HELD)
    return bool(held.update(state=state, outcome=outcome, finished_at=timezone.now()))


def _cycle_of(user: "User") -> tuple[datetime.date, datetime.date]:
    """First days of this cycle and of the next. Free's is anchored to the sign-up day."""
    anchor, today = cycle.local_date(user.date_joined), cycle.local_date(timezone.now())
    return cycle.cycle_start(anchor, today), cycle.next_cycle_start(anchor, today)


def _plan_of(user: "User") -> Plan:
    return Plan.objects.get(key=FREE_PLAN)


def _granted(plan: Plan, feature: Feature) -> int:
    row = plan.allowances.filter(feature=feature).first()
    return row.per_cycle if row else 0
