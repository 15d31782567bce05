"""Payments: what we asked of the bank, and what it said. Money is in kopiykas."""

import datetime
import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.prices import HRYVNIA, Price
from billing.models.subscriptions import Card, Subscription
from trackr.privacy import BILLING, CONTENT, NONE, SECRET, Kind


class AttemptKind(models.TextChoices):
    CHECKOUT = "checkout", _("payment on the bank's page")
    RENEWAL = "renewal", _("renewal")
    VERIFICATION = "verification", _("new card")


class AttemptState(models.TextChoices):
    SENDING = "sending", _("being sent")
    UNKNOWN = "unknown", _("sent, no answer")
    NOT_SENT = "not_sent", _("never reached the bank")
    REJECTED = "rejected", _("rejected by the bank")
    PENDING = "pending", _("waiting")
    PAID = "paid", _("paid")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("expired")
    REFUNDED = "refunded", _("refunded")
    REVIEW = "review", _("to be looked at")


OPEN = (AttemptState.SENDING, AttemptState.UNKNOWN, AttemptState.PENDING)


class AttemptQuerySet(models.QuerySet["PaymentAttempt"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def of_period(self, starts_at: datetime.datetime) -> Self:
        return self.filter(period_start=starts_at)


class PaymentAttempt(models.Model):
    """One try to get one payment. Its state follows from the snapshots (billing/reducer.py), but
    for what only we know: whether it was sent at all.

    `period_start` is set where the payment is for a period that is known beforehand: a renewal, or
    a payment by hand when one has failed. At most one such attempt is open at a time.
    """

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "reference": BILLING, "kind": BILLING, "subscription": NONE, "price": BILLING,
        "period_start": BILLING, "amount": BILLING, "ccy": NONE, "card": NONE, "saves_card": NONE,
        "by_person": NONE, "state": BILLING, "invoice_id": BILLING, "page_url": SECRET,
        "valid_until": NONE, "needs_payer": NONE, "err_code": BILLING, "final_amount": BILLING,
        "bank_created": BILLING, "bank_modified": BILLING, "created_at": BILLING, "sent_at": NONE,
        "polls": NONE, "due_at": NONE, "asked_at": NONE,
    }  # fmt: skip

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=AttemptKind)
    subscription = models.ForeignKey(Subscription, models.DB_CASCADE, related_name="attempts")
    price = models.ForeignKey(Price, models.DO_NOTHING, null=True, related_name="+")
    period_start = models.DateTimeField(null=True)
    amount = models.PositiveIntegerField()
    ccy = models.PositiveSmallIntegerField(default=HRYVNIA)
    card = models.ForeignKey(Card, models.DB_SET_NULL, null=True, related_name="charges")
    saves_card = models.BooleanField(default=False)
    by_person = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=AttemptState, default=AttemptState.SENDING)
    invoice_id = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 (unknown)
    page_url = models.URLField(max_length=500, blank=True)
    valid_until = models.DateTimeField(null=True)  # of the bank's page
    needs_payer = models.BooleanField(default=False)  # 3-D Secure, and nobody is there
    err_code = models.CharField(max_length=20, blank=True)
    final_amount = models.PositiveIntegerField(default=0)
    bank_created = models.DateTimeField(null=True)
    bank_modified = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    polls = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)  # when to ask the bank next; none: no more
    asked_at = models.DateTimeField(null=True)  # when a page last asked the bank

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "period_start"],
                condition=models.Q(state__in=OPEN, period_start__isnull=False),
                name="one_open_attempt_per_period",
            ),
            models.UniqueConstraint(
                fields=["subscription", "kind"],
                condition=models.Q(state__in=OPEN),
                name="one_open_attempt_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(final_amount__lte=models.F("amount")),
                name="nobody_keeps_more_than_was_asked",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="due"),
        ]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"

    @property
    def is_hosted(self) -> bool:
        """Paid on the bank's page, where a payer may try again while it is valid."""
        return self.kind != AttemptKind.RENEWAL


class Snapshot(models.Model):
    """What the bank said of an invoice once, with no card data in it. Rows are only added."""

    class Source(models.TextChoices):
        RESPONSE = "response", _("answer")
        WEBHOOK = "webhook", _("message")
        POLL = "poll", _("asked")
        STATEMENT = "statement", _("statement")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "attempt": NONE, "invoice_id": BILLING, "status": BILLING, "amount": BILLING,
        "ccy": NONE, "final_amount": BILLING, "bank_created": BILLING, "bank_modified": BILLING,
        "err_code": BILLING, "source": NONE, "body_sha256": NONE, "body": BILLING,
        "received_at": BILLING,
    }  # fmt: skip

    attempt = models.ForeignKey(PaymentAttempt, models.DB_CASCADE, related_name="snapshots")
    invoice_id = models.CharField(max_length=64)
    status = models.CharField(max_length=12)
    amount = models.BigIntegerField()
    ccy = models.IntegerField()
    final_amount = models.BigIntegerField()
    bank_created = models.DateTimeField()
    bank_modified = models.DateTimeField()
    err_code = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=9, choices=Source)
    body_sha256 = models.CharField(max_length=64)
    body = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "invoice_id", "body_sha256"], name="each_message_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.status}"


class Refund(models.Model):
    """Money on its way back. The row stands before the bank is asked; `ext_ref` finds it there."""

    class Reason(models.TextChoices):
        WITHDRAWAL = "withdrawal", _("withdrawal within 14 days")
        DUPLICATE = "duplicate", _("paid twice")
        SUPPORT = "support", _("by support")

    class State(models.TextChoices):
        WAITING = "waiting", _("to be sent")
        SENDING = "sending", _("being sent")
        UNKNOWN = "unknown", _("sent, no answer")
        PROCESSING = "processing", _("at the bank")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused by the bank")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "attempt": NONE, "ext_ref": BILLING, "amount": BILLING, "reason": BILLING,
        "note": CONTENT, "state": BILLING, "asked_by": NONE, "created_at": BILLING, "sent_at": NONE,
        "due_at": NONE, "tries": NONE,
    }  # fmt: skip

    attempt = models.ForeignKey(PaymentAttempt, models.DB_CASCADE, related_name="refunds")
    ext_ref = models.CharField(max_length=60, unique=True)
    amount = models.PositiveIntegerField()
    reason = models.CharField(max_length=10, choices=Reason)
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="refund_of_something"),
        ]
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")

    def __str__(self) -> str:
        return f"{self.ext_ref}: {self.amount}"


class EntryKind(models.TextChoices):
    CHARGE = "charge", _("charge")
    REFUND = "refund", _("refund")
    FEE = "fee", _("fee of the bank")


class LedgerEntry(models.Model):
    """Our book: what came (+) and what went back (−), in kopiykas. Rows are only added.

    Charges and refunds of an attempt add up to what the bank says we keep of it; fees stand beside.
    """

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "kind": BILLING, "attempt": NONE, "amount": BILLING, "source_id": BILLING,
        "happened_at": BILLING,
    }  # fmt: skip

    kind = models.CharField(max_length=6, choices=EntryKind)
    attempt = models.ForeignKey(PaymentAttempt, models.DB_CASCADE, related_name="entries")
    amount = models.IntegerField()
    source_id = models.CharField(max_length=120)
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "source_id"], name="each_entry_once"),
        ]
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
