"""What to believe of all that the bank has said about one payment.

Messages come late, twice, in any order, or not at all. The answer is a maximum over all of them, so
none of that matters. Rules: the bank's documentation of invoice statuses (a greater modifiedDate is
the truth) and, where it is silent, the policy that a payment once seen is not unseen.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from billing.models.payments import AttemptState

PAID = frozenset({"success", "reversed"})
RANKS = ("created", "processing", "hold", "expired", "failure", "success", "reversed")


@dataclass(frozen=True)
class Seen:
    """One message, as far as it decides. Amounts are in kopiykas."""

    status: str
    amount: int
    ccy: int
    final_amount: int
    created: datetime.datetime
    modified: datetime.datetime
    err_code: str = ""


@dataclass(frozen=True)
class Asked:
    """What we asked for."""

    amount: int
    ccy: int
    pays_until: datetime.datetime | None = None  # of a page where the payer may try again
    needs_payer: bool = False  # 3-D Secure was wanted, and nobody was there


def best(messages: Iterable[Seen]) -> Seen | None:
    """The one that counts: paid before unpaid, then the newest, then the furthest, then the one
    that leaves less. The same for any order and number of the same messages."""
    return max(messages, key=_weight, default=None)


def state(seen: Seen, asked: Asked, now: datetime.datetime) -> AttemptState:
    """What follows for the attempt. Money is judged by the final amount, never by a word alone."""
    is_paid = seen.status in PAID
    if (seen.amount, seen.ccy) != (asked.amount, asked.ccy):
        return AttemptState.REVIEW
    if is_paid:
        kept = seen.final_amount > 0 or asked.amount == 0
        return AttemptState.PAID if kept else AttemptState.REFUNDED
    may_pay_yet = asked.pays_until is not None and now < asked.pays_until
    if seen.status == "expired":
        return AttemptState.EXPIRED
    if seen.status == "failure" and not may_pay_yet:
        return AttemptState.FAILED
    if seen.status == "processing" and asked.needs_payer:
        return AttemptState.FAILED
    if seen.status == "created" and asked.pays_until is not None and not may_pay_yet:
        return AttemptState.EXPIRED
    return AttemptState.PENDING


def goes_back(messages: Iterable[Seen], believed: Seen) -> bool:
    """Something newer says that a paid one is not: worth a look, changes nothing."""
    return believed.status in PAID and any(
        one.status not in PAID and one.modified > believed.modified for one in messages
    )


def _weight(seen: Seen) -> tuple[bool, datetime.datetime, int, int, bool, datetime.datetime]:
    """The answer to a charge has no code, the message of the same second has."""
    rank = RANKS.index(seen.status) if seen.status in RANKS else -1
    has_code = bool(seen.err_code)
    return seen.status in PAID, seen.modified, rank, -seen.final_amount, has_code, seen.created
