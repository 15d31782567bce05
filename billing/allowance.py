"""The one gate before every call to the AI: reserve, then settle or refund, each exactly once."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from billing import consent, cycle, spending, standing
from billing.consent import agree
from billing.models import AiCall, AllowanceUse, Feature, Plan
from billing.refusals import (
    AllowanceSpent,
    BudgetUsedUp,
    NotAgreed,
    Refused,
    StillBusy,
    SwitchedOff,
)
from billing.spending import model_for
from trackr import claude, sweeping

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from trackr.claude import Usage

__all__ = [
    "AiCall",
    "AllowanceSpent",
    "BudgetUsedUp",
    "Door",
    "Feature",
    "Left",
    "NotAgreed",
    "Refused",
    "StillBusy",
    "SwitchedOff",
    "agree",
    "begin",
    "door",
    "fresh_calls",
    "further",
    "left",
    "left_of_each",
    "model_for",
    "record",
    "refund",
    "reserve",
    "settle",
    "sweep",
]

LEASE = datetime.timedelta(minutes=5)  # longer than any call may take
FRESH = datetime.timedelta(seconds=30)


@dataclass(frozen=True)
class Left:
    """What is left of a feature in units (calls), and the day when it is full again."""

    used: int
    granted: int
    resets_on: datetime.date

    @property
    def units(self) -> int:
        return self.granted - self.used


@dataclass(frozen=True)
class Door:
    """What stands between a person and a call, for the page that begins one."""

    feature: Feature
    left: Left
    is_set_up: bool
    is_wanted: bool
    is_agreed: bool
    is_within_budget: bool

    @property
    def is_open(self) -> bool:
        """But for the consent, which the page asks for."""
        return self.is_set_up and self.is_wanted and self.is_within_budget and self.left.units > 0


def door(user: "User", feature: Feature) -> Door:
    """What a page has to know before it offers a call: the units that are left in this cycle, and
    whatever stands in the way. Takes nothing; only `reserve` decides."""
    return Door(
        feature=feature,
        left=left(user, feature),
        is_set_up=claude.is_on(),
        is_wanted=_wants_ai(user),
        is_agreed=consent.is_given(user, feature),
        is_within_budget=not spending.is_used_up(user),
    )


def left(user: "User", feature: Feature) -> Left:
    """Units (calls) of one feature in the current billing cycle."""
    return left_of_each(user)[feature]


def left_of_each(user: "User") -> dict[Feature, Left]:
    """Units (calls) of every feature in the current billing cycle, by the plan that counts now:
    used, granted, and the day (of Kyiv) on which all are full again."""
    plan, start, following = _plan_and_cycle(user)
    counters = AllowanceUse.objects.filter(user=user, plan=plan, cycle_start=start)
    used = dict(counters.values_list("feature", "used"))
    granted = dict(plan.allowances.values_list("feature", "per_cycle"))
    return {
        feature: Left(used.get(feature, 0), granted.get(feature, 0), following)
        for feature in Feature
    }


def reserve(user: "User", feature: Feature, data_kinds: Sequence[str]) -> AiCall:
    """Take one unit and open a call. Two at once never share a unit, nor run for one person.

    Raises a Refused, whose sentence is for the person; then nothing was taken.
    """
    _check_wanted(user, feature)
    _give_up_lost(user)
    plan, start, following = _plan_and_cycle(user)
    with transaction.atomic():
        counter, _ = AllowanceUse.objects.get_or_create(
            user=user, plan=plan, feature=feature, cycle_start=start
        )
        free = AllowanceUse.objects.filter(pk=counter.pk, used__lt=_granted(plan, feature))
        if not free.update(used=F("used") + 1):
            raise AllowanceSpent(following)
        try:
            with transaction.atomic():
                return _open(user, feature, data_kinds, counter)
        except IntegrityError:  # one_ai_call_in_flight
            raise StillBusy from None


def further(user: "User", feature: Feature, data_kinds: Sequence[str]) -> AiCall:
    """Open a call that takes no unit, such as a summary within one. Raises a Refused, too."""
    _check_wanted(user, feature)
    return _open(user, feature, data_kinds, None)


def fresh_calls() -> "QuerySet[AiCall]":
    """Those that may start now as they are: their lease has hardly begun to run."""
    hardly_begun = timezone.now() + LEASE - FRESH
    return AiCall.objects.filter(
        consent.may_call(), state=AiCall.State.HELD, lease_until__gte=hardly_begun
    )


def begin(call: AiCall) -> bool:
    """The call starts now: its lease runs from here. False when its unit was given back before, or
    when the person has switched AI off or taken the consent back since."""
    held = AiCall.objects.filter(consent.may_call(), pk=call.pk, state=AiCall.State.HELD)
    return bool(held.update(lease_until=timezone.now() + LEASE))


def record(call: AiCall, usage: "Usage | None") -> None:
    """What the provider counted, once, whatever becomes of the call: it costs us in any case."""
    if usage is None:
        return
    cost = spending.cost_of(usage, cycle.local_date(timezone.now()))
    with transaction.atomic():
        unrecorded = AiCall.objects.filter(pk=call.pk, model="")
        is_new = unrecorded.update(
            model=usage.model,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            cache_read_tokens=usage.cache_read_tokens,
            cache_write_tokens=usage.cache_write_tokens,
            request_id=usage.request_id,
            cost_micros=cost,
        )
        if cost and is_new:
            spending.add(call.user_id, cost)
        elif cost and not AiCall.objects.filter(pk=call.pk).exists():
            spending.add(None, cost)  # the person is gone, the bill is not


def settle(call: AiCall, outcome: str = "done") -> bool:
    """The call was worth its unit. False when it had been closed before."""
    return _close(call, AiCall.State.SETTLED, outcome)


def refund(call: AiCall, outcome: str) -> bool:
    """The call failed: give the unit back, once. False when it had been closed before."""
    with transaction.atomic():
        # The counter first, as `reserve` does: in another order the two would lock each other out.
        list(AllowanceUse.objects.select_for_update().filter(pk=call.counter_id or 0).values("pk"))
        if not _close(call, AiCall.State.REFUNDED, outcome):
            return False
        counter = AllowanceUse.objects.filter(pk=call.counter_id or 0, used__gt=0)
        counter.update(used=F("used") - 1)
        return True


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Refund calls whose process died before it could close them."""
    stale = AiCall.objects.filter(state=AiCall.State.HELD, lease_until__lt=now)
    # Not locked here: `refund` locks the counter before the call.
    return sweeping.each(stale, until, lambda call: refund(call, "lost"), locks=False)


def _check_wanted(user: "User", feature: Feature) -> None:
    if not _wants_ai(user):
        raise SwitchedOff
    if not consent.is_given(user, feature):
        raise NotAgreed
    if spending.is_used_up(user):
        raise BudgetUsedUp


def _wants_ai(user: "User") -> bool:
    """Asked anew: the object may be older than the switch."""
    return get_user_model().objects.filter(pk=user.pk, uses_ai=True).exists()


def _give_up_lost(user: "User") -> None:
    """A call whose process died keeps nobody waiting until the sweep comes by."""
    lost = AiCall.objects.filter(user=user, state=AiCall.State.HELD, lease_until__lt=timezone.now())
    for call in lost:
        refund(call, "lost")


def _open(
    user: "User", feature: Feature, data_kinds: Sequence[str], counter: AllowanceUse | None
) -> AiCall:
    return AiCall.objects.create(
        user=user,
        counter=counter,
        feature=feature,
        data_kinds=list(data_kinds),
        lease_until=timezone.now() + LEASE,
    )


def _close(call: AiCall, state: str, outcome: str) -> bool:
    held = AiCall.objects.filter(pk=call.pk, state=AiCall.State.HELD)
    return bool(held.update(state=state, outcome=outcome, finished_at=timezone.now()))


def _plan_and_cycle(user: "User") -> tuple[Plan, datetime.date, datetime.date]:
    """The plan, and the first days of this cycle and of the next."""
    now = timezone.now()
    where = standing.of(user, now)
    start, following = cycle.bounds(where.anchor_at, now)
    return where.plan, cycle.local_date(start), cycle.local_date(following)


def _granted(plan: Plan, feature: Feature) -> int:
    row = plan.allowances.filter(feature=feature).first()
    return row.per_cycle if row else 0
