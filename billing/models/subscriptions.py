"""Who subscribes, with which card, and the time that is paid."""

import datetime
import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.plans import Plan
from billing.models.prices import Price
from trackr.privacy import BILLING, CONTENT, NONE, SECRET, Kind


class Subscription(models.Model):
    """One per person, from their first checkout on. Whether it is active is derived from the
    periods (billing/standing.py); kept here is only what the person decided."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "user": NONE, "wallet_id": SECRET, "renews": BILLING, "cancelled_at": BILLING,
        "next_price": BILLING, "terms_version": NONE, "terms_accepted_at": BILLING,
        "card_consent_at": BILLING, "created_at": NONE,
    }  # fmt: skip

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.DB_CASCADE)
    wallet_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    renews = models.BooleanField(default=False)
    cancelled_at = models.DateTimeField(null=True)
    next_price = models.ForeignKey(Price, models.DO_NOTHING, null=True, related_name="+")
    terms_version = models.CharField(max_length=20, blank=True)
    terms_accepted_at = models.DateTimeField(null=True)
    card_consent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")

    def __str__(self) -> str:
        return f"subscription {self.pk}"

    def current_card(self) -> "Card | None":
        """The one that was given last, however its messages were ordered."""
        return self.cards.filter(state=Card.State.ACTIVE).order_by("-given_at", "-pk").first()

    def stop_renewing(self, at: datetime.datetime) -> bool:
        """No charge begins after this, by a card that is still on its way neither. False when none
        would have."""
        row = Subscription.objects.filter(pk=self.pk)
        did_renew = row.filter(renews=True).exists()
        row.update(renews=False, cancelled_at=at)
        return did_renew


class Card(models.Model):
    """A card that the bank keeps for us. No digit of it is here: pages ask there for the mask."""

    class State(models.TextChoices):
        ACTIVE = "active", _("in use")
        DEAD = "dead", _("refused by the bank")
        LEAVING = "leaving", _("to be deleted at the bank")
        DELETED = "deleted", _("deleted at the bank")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "subscription": NONE, "attempt": NONE, "token": SECRET, "state": BILLING,
        "given_at": BILLING, "due_at": NONE, "checked_at": NONE,
    }  # fmt: skip

    subscription = models.ForeignKey(Subscription, models.DB_CASCADE, related_name="cards")
    attempt = models.OneToOneField("PaymentAttempt", models.DB_CASCADE, related_name="given_card")
    token = models.TextField()  # encrypted; empty once it is deleted at the bank
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    given_at = models.DateTimeField()  # when the attempt that gave it began
    due_at = models.DateTimeField(null=True)  # when to try the deletion
    checked_at = models.DateTimeField(null=True)  # when the bank was last seen to list it

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")

    def __str__(self) -> str:
        return f"card {self.pk}"


class Extension(models.Model):
    """Whole months that support gives, with the reason."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "subscription": NONE, "plan": BILLING, "months": BILLING, "reason": CONTENT,
        "given_by": NONE, "created_at": BILLING,
    }  # fmt: skip

    subscription = models.ForeignKey(Subscription, models.DB_CASCADE, related_name="extensions")
    plan = models.ForeignKey(Plan, models.DO_NOTHING, related_name="+")
    months = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(months__range=(1, 24)), name="extension_of_some_months"
            ),
        ]
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")

    def __str__(self) -> str:
        return f"{self.plan}: {self.months}"


class PaidPeriodQuerySet(models.QuerySet["PaidPeriod"]):
    def counting(self) -> Self:
        return self.filter(voided_at=None)


class PaidPeriod(models.Model):
    """Time that somebody has paid for, or was given: what billing/timeline.py makes of it all.

    A refund in full voids it, and moves no other.
    """

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "subscription": NONE, "attempt": NONE, "extension": NONE, "plan": BILLING,
        "starts_at": BILLING, "ends_at": BILLING, "anchor_at": BILLING, "voided_at": BILLING,
        "closed_at": NONE,
    }  # fmt: skip

    subscription = models.ForeignKey(Subscription, models.DB_CASCADE, related_name="periods")
    attempt = models.OneToOneField(
        "PaymentAttempt", models.DB_CASCADE, null=True, related_name="period"
    )
    extension = models.OneToOneField(Extension, models.DB_CASCADE, null=True, related_name="period")
    plan = models.ForeignKey(Plan, models.DO_NOTHING, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    anchor_at = models.DateTimeField()  # cycles are counted in months from here
    voided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # that it ended was said

    objects = PaidPeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(attempt=None) ^ models.Q(extension=None),
                name="period_paid_or_given",
            ),
            models.UniqueConstraint(
                fields=["subscription", "starts_at"],
                condition=models.Q(voided_at=None),
                name="one_period_at_a_time",
            ),
        ]
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return f"{self.plan} {self.starts_at:%Y-%m-%d} – {self.ends_at:%Y-%m-%d}"


class PriceNotice(models.Model):
    """That a subscriber was told of a new price, and when: it binds from 30 days later on."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "subscription": NONE, "price": NONE, "told_at": BILLING,
    }  # fmt: skip

    subscription = models.ForeignKey(Subscription, models.DB_CASCADE, related_name="price_notices")
    price = models.ForeignKey(Price, models.DO_NOTHING, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "price"], name="told_once_of_a_price"),
        ]

    def __str__(self) -> str:
        return f"{self.price}: {self.told_at:%Y-%m-%d}"
