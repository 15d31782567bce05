"""Our ledger: what came and what went back, so that it adds up to what the bank says."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Max, Sum

from billing.models import EntryKind, LedgerEntry, PaymentAttempt, Snapshot


def write(attempt: PaymentAttempt, messages: Iterable[Snapshot]) -> None:
    """Add the entries that are missing. Each has an id of its own, so each is there once."""
    messages = list(messages)
    reference = str(attempt.reference)
    paid_at = attempt.bank_created or attempt.created_at
    if attempt.amount:
        _add(attempt, EntryKind.CHARGE, reference, attempt.amount, paid_at)
    fee = max((_fee(message.body) for message in messages), default=0)
    if fee:
        _add(attempt, EntryKind.FEE, reference, -fee, paid_at)
    newest = max(messages, key=lambda one: (one.bank_modified, -one.final_amount))
    for source_id, amount, at in _cancels(newest.body):
        _add(attempt, EntryKind.REFUND, f"{reference}:{source_id}", -amount, at)
    unexplained = attempt.final_amount - kept(attempt)
    if unexplained:
        source_id = f"{reference}:to:{attempt.final_amount}:{unexplained}"
        _add(attempt, EntryKind.REFUND, source_id, unexplained, newest.bank_modified)


def kept(attempt: PaymentAttempt) -> int:
    """Kopiykas that are left of an attempt by our book: its charge less its refunds."""
    entries = attempt.entries.exclude(kind=EntryKind.FEE)
    return entries.aggregate(total=Sum("amount"))["total"] or 0


def emptied_at(attempt: PaymentAttempt) -> datetime.datetime | None:
    """When the last of its money went back, by the date of that refund: a later message about the
    payment does not move it."""
    back = attempt.entries.filter(kind=EntryKind.REFUND)
    return back.aggregate(last=Max("happened_at"))["last"] or attempt.bank_modified


def _add(
    attempt: PaymentAttempt, kind: EntryKind, source_id: str, amount: int, at: datetime.datetime
) -> None:
    LedgerEntry.objects.get_or_create(
        kind=kind,
        source_id=source_id,
        defaults={"attempt": attempt, "amount": amount, "happened_at": at},
    )


def _fee(body: Mapping[str, Any]) -> int:
    return int((body.get("paymentInfo") or {}).get("fee") or 0)


def _cancels(body: Mapping[str, Any]) -> Iterator[tuple[str, int, datetime.datetime]]:
    """Refunds that are done, each with a name that it has in every message."""
    for number, row in enumerate(body.get("cancelList") or (), start=1):
        if row.get("status") == "success" and row.get("amount"):
            name = str(row.get("extRef") or "") or f"{number}:{row['createdDate']}"
            yield name, int(row["amount"]), datetime.datetime.fromisoformat(row["createdDate"])
