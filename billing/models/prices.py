"""What a plan costs. Rows are never changed: a new price is a new row, with the day it begins."""

import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.plans import Plan
from trackr.privacy import NONE, Kind

HRYVNIA = 980  # ISO 4217


class Interval(models.TextChoices):
    MONTH = "month", _("Monthly")
    YEAR = "year", _("Yearly")

    @property
    def months(self) -> int:
        return 12 if self is Interval.YEAR else 1


class PriceQuerySet(models.QuerySet["Price"]):
    def offered(self, at: datetime.datetime) -> Self:
        """The one in effect of each plan and interval, for the plans that are sold."""
        begun = self.filter(valid_from__lte=at).order_by("plan_id", "interval", "-valid_from")
        newest = begun.distinct("plan_id", "interval").values("pk")
        return self.filter(pk__in=newest).select_related("plan").order_by("plan__rank", "amount")


class Price(models.Model):
    """`amount` is in kopiykas, for one period of the interval."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "plan": NONE, "interval": NONE, "amount": NONE, "ccy": NONE, "valid_from": NONE,
    }  # fmt: skip

    plan = models.ForeignKey(Plan, models.DO_NOTHING, related_name="prices")  # PostgreSQL refuses
    interval = models.CharField(max_length=5, choices=Interval)
    amount = models.PositiveIntegerField(help_text=_("In kopiykas."))
    ccy = models.PositiveSmallIntegerField(default=HRYVNIA, editable=False)
    valid_from = models.DateTimeField()

    objects = PriceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "interval", "valid_from"], name="one_price_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="price_is_no_gift"),
        ]
        verbose_name = _("price")
        verbose_name_plural = _("prices")

    def __str__(self) -> str:
        return f"{self.plan} {self.interval}: {self.amount}"

    @property
    def months(self) -> int:
        return Interval(self.interval).months

    @property
    def code(self) -> str:
        """What the fiscal receipt calls it, ever the same."""
        return f"{self.plan.key}-{self.interval}"
