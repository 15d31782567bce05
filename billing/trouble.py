"""A renewal that failed: why, what helps, and how long access lasts."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing import declines
from billing.declines import Kind
from billing.models import (
    AttemptKind,
    AttemptState,
    Card,
    PaidPeriod,
    PaymentAttempt,
    Subscription,
)
from billing.timeline import GRACE

if TYPE_CHECKING:
    from accounts.models import User

NO_CARD = _("There is no card that could be charged.")
UNREACHED = _("The bank could not be reached. Nothing was charged.")
ACTIVE = Card.State.ACTIVE
FAILED = (AttemptState.FAILED, AttemptState.REJECTED, AttemptState.NOT_SENT)


class Remedy(StrEnum):
    CARD = "card"  # another card
    PAYER = "payer"  # a payment on the bank's page, where it can be confirmed
    WAIT = "wait"  # it is tried again by itself


@dataclass(frozen=True)
class Trouble:
    reason: Promise | str
    remedy: Remedy
    ends_at: datetime.datetime  # of access


def of(user: "User", now: datetime.datetime) -> Trouble | None:
    """What keeps the plan from going on, or None: nothing does, or it is not known yet."""
    row = _renewal_due(user, now)
    if row is None or row["is_open"] or (row["has_card"] and not row["state"]):
        return None
    reason = why(row["state"], row["err_code"]) if row["state"] else NO_CARD
    ends_at = row["ended_at"] + GRACE
    return Trouble(reason, _remedy(row["state"], row["err_code"], row["has_card"]), ends_at)


def why(state: str, err_code: str) -> Promise | str:
    """Why an attempt that is over brought no money, for the payer."""
    if state == AttemptState.NOT_SENT:
        return UNREACHED
    if state == AttemptState.REJECTED and declines.kind_of(err_code) is not Kind.HARD:
        return declines.OTHERWISE[Kind.OURS]  # the bank takes no such request: ours to mend
    return declines.sentence(err_code)


def _remedy(state: str | None, err_code: str | None, has_card: bool) -> Remedy:
    kind = declines.kind_of(err_code or "")
    if not has_card or kind is Kind.HARD:
        return Remedy.CARD
    if state == AttemptState.FAILED and kind in (Kind.PAYER, Kind.LEFT):
        return Remedy.PAYER
    return Remedy.WAIT


def _renewal_due(user: "User", now: datetime.datetime) -> Mapping[str, Any] | None:
    """Of the subscription that waits for its renewal: what came of the last try."""
    counting = PaidPeriod.objects.counting().filter(subscription=OuterRef("pk"))
    ended = counting.filter(ends_at__lte=now, ends_at__gt=now - GRACE).order_by("-ends_at")
    renewals = PaymentAttempt.objects.filter(
        subscription=OuterRef("pk"), kind=AttemptKind.RENEWAL, period_start=OuterRef("ended_at")
    )
    last = renewals.filter(state__in=FAILED).order_by("-created_at")
    return (
        Subscription.objects.filter(user=user, renews=True)
        .annotate(ended_at=Subquery(ended.values("ends_at")[:1]))
        .filter(~Exists(counting.filter(ends_at__gt=now)), ended_at__isnull=False)
        .annotate(
            state=Subquery(last.values("state")[:1]),
            err_code=Subquery(last.values("err_code")[:1]),
            is_open=Exists(renewals.open()),
            has_card=Exists(Card.objects.filter(subscription=OuterRef("pk"), state=ACTIVE)),
        )
        .values("ended_at", "state", "err_code", "is_open", "has_card")
        .first()
    )
