"""What calls cost, and whether a day's budget is used up."""

import datetime
import logging
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from billing import cycle
from billing.models import AiBudget, AiModel, AiSpend, ModelPrice

if TYPE_CHECKING:
    from accounts.models import User
    from trackr.claude import Usage

A_MILLION = 1_000_000

logger = logging.getLogger(__name__)


def model_for(use: str) -> str:
    """The model that answers today for a use, a Feature or SUMMARY; the newest row counts."""
    today = cycle.local_date(timezone.now())
    return AiModel.objects.filter(use=use, effective_from__lte=today).latest("effective_from").name


def cost_of(usage: "Usage", day: datetime.date) -> int | None:
    """Millionths of a US dollar, rounded up.

    A model without a price counts as the dearest one would, and we are told: a budget that did not
    see it would hold nobody back. None where there is no price at all.
    """
    whole_input = usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens
    prices = list(
        ModelPrice.objects.filter(effective_from__lte=day, from_input_tokens__lte=whole_input)
    )
    fitting = [price for price in prices if usage.model.startswith(price.name)]
    if fitting:
        return _at(max(fitting, key=_closeness), usage)
    logger.error("No price is known for the model %s: it counts as the dearest", usage.model)
    return max((_at(price, usage) for price in prices), default=None)


def _closeness(price: ModelPrice) -> tuple[int, datetime.date, int]:
    return len(price.name), price.effective_from, price.from_input_tokens


def _at(price: ModelPrice, usage: "Usage") -> int:
    product = (
        usage.input_tokens * price.input
        + usage.output_tokens * price.output
        + usage.cache_read_tokens * price.cache_read
        + usage.cache_write_tokens * price.cache_write
    )
    return -(-product // A_MILLION)


def add(user_id: int | None, micros: int) -> None:
    """Count a cost for the day: of everybody, and of the person where there still is one."""
    day = cycle.local_date(timezone.now())
    rows = [AiSpend(user_id=owner, day=day) for owner in {None, user_id}]
    AiSpend.objects.bulk_create(rows, ignore_conflicts=True)
    AiSpend.objects.filter(_of(user_id), day=day).update(micros=F("micros") + micros)


def is_used_up(user: "User") -> bool:
    """Whether the budget of the day is spent, of this person or of everybody.

    What is spent is known when a call is over, so the last call of a day may go beyond it.
    """
    limits = dict(AiBudget.objects.values_list("scope", "micros_per_day"))
    day = cycle.local_date(timezone.now())
    for row in AiSpend.objects.filter(_of(user.pk), day=day):
        scope = AiBudget.Scope.PERSON if row.user_id else AiBudget.Scope.EVERYBODY
        if row.micros >= limits.get(scope, row.micros + 1):
            return True
    return not all(limits.values())  # a budget of nothing closes the door


def _of(user_id: int | None) -> Q:
    """The row of everybody, and the person's."""
    return Q(user=None) | Q(user=user_id) if user_id else Q(user=None)
