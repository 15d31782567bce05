"""What we keep of the bank itself: its key, what needs somebody to look, and payments of nobody."""

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from trackr.privacy import NONE, SECRET, Kind


class BankKey(models.Model):
    """The key that the bank signs its messages with, one row per merchant (our token's digest)."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "merchant": NONE, "pem": NONE, "fetched_at": NONE, "asked_at": NONE,
    }  # fmt: skip

    merchant = models.CharField(max_length=64, unique=True)
    pem = models.TextField(blank=True)
    fetched_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)  # also when the answer was none

    def __str__(self) -> str:
        return f"key of {self.fetched_at}"


class Alert(models.Model):
    """Something that a person of ours has to look at, once. No personal data."""

    class Subject(models.TextChoices):
        CHARGING_STOPPED = "charging_stopped", _("All charging is stopped: the bank refuses us")
        MISMATCH = "mismatch", _("Another amount or currency than we asked for")
        ANOMALY = "anomaly", _("A payment went back from paid")
        DUPLICATE = "duplicate", _("Paid twice; the second is refunded")
        UNKNOWN_INVOICE = "unknown_invoice", _("A payment at the bank that we do not know")
        MISSING_AT_BANK = "missing_at_bank", _("A payment of ours that the bank does not list")
        REFUND_REFUSED = "refund_refused", _("The bank refused a refund")
        REFUND_STUCK = "refund_stuck", _("A refund is not done after three days")
        OUR_SIDE = "our_side", _("A charge failed for a reason on our side")
        REJECTED = "rejected", _("The bank rejected a request")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "subject": NONE, "source_id": NONE, "detail": NONE, "raised_at": NONE,
        "resolved_at": NONE,
    }  # fmt: skip

    subject = models.CharField(max_length=20, choices=Subject)
    source_id = models.CharField(max_length=120)
    detail = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "source_id"],
                condition=models.Q(resolved_at=None),
                name="each_alert_once",
            ),
        ]
        ordering = ["-raised_at"]
        verbose_name = _("alert of billing")
        verbose_name_plural = _("alerts of billing")

    def __str__(self) -> str:
        return f"{self.subject} {self.source_id}"


class OrphanQuerySet(models.QuerySet["OrphanPayment"]):
    def due(self, now: datetime.datetime) -> Self:
        return self.filter(due_at__lte=now)


class OrphanPayment(models.Model):
    """A payment whose person has deleted the account. Should its money still come, it goes back.

    It names nobody. Kept for 40 days, longer than the bank may still surprise us with it.
    """

    class State(models.TextChoices):
        WATCHED = "watched", _("watched")
        REFUNDING = "refunding", _("refund on its way")
        REFUNDED = "refunded", _("refunded")
        REFUSED = "refused", _("refused by the bank")
        SETTLED = "settled", _("settled before the account was deleted")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "reference": NONE, "invoice_id": NONE, "amount": NONE, "state": NONE,
        "to_refund": NONE, "ext_ref": NONE, "code": NONE, "left_at": NONE, "refunding_at": NONE,
        "asked_at": NONE, "due_at": NONE, "polls": NONE,
    }  # fmt: skip

    reference = models.UUIDField(default=uuid.uuid4, unique=True)
    invoice_id = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 (unknown)
    amount = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.WATCHED)
    # How much of it has to be back in the end, the rest is kept; 0: all.
    to_refund = models.PositiveIntegerField(default=0)
    ext_ref = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=60)  # what the fiscal receipt knows it by
    left_at = models.DateTimeField()
    refunding_at = models.DateTimeField(null=True)  # when the refund was begun
    asked_at = models.DateTimeField(null=True)  # when the bank was last asked for it
    due_at = models.DateTimeField(null=True)
    polls = models.PositiveSmallIntegerField(default=0)

    objects = OrphanQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment of a deleted account")
        verbose_name_plural = _("payments of deleted accounts")

    def __str__(self) -> str:
        return f"orphan {self.reference}"


class ForgottenCard(models.Model):
    """The token of a card whose person is gone, until the bank has deleted it. Nothing else."""

    PRIVACY: ClassVar[dict[str, Kind]] = {"id": NONE, "token": SECRET, "due_at": NONE}

    token = models.TextField()  # encrypted
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"forgotten card {self.pk}"
