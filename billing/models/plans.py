"""Plans and what they grant per billing cycle."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trackr.privacy import BILLING, NONE, Kind


class Feature(models.TextChoices):
    """What an allowance is counted in."""

    CV_ANALYSIS = "cv_analysis", _("CV analyses")
    TAILORED_CV = "tailored_cv", _("Tailored CVs")
    DRAFT = "draft", _("Drafts")
    COACH_MESSAGE = "coach_message", _("Coach messages")
    INTERVIEW = "interview", _("Interview sets and mock turns")


class Plan(models.Model):
    PRIVACY: ClassVar[dict[str, Kind]] = {"id": NONE, "key": NONE, "name": NONE, "rank": NONE}

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ["rank"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self) -> str:
        return self.name


class PlanAllowance(models.Model):
    """How many of a feature a plan grants per billing cycle."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "plan": NONE, "feature": NONE, "per_cycle": NONE,
    }  # fmt: skip

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="allowances")
    feature = models.CharField(max_length=20, choices=Feature)
    per_cycle = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "feature"], name="one_allowance_per_feature"),
        ]
        verbose_name = _("allowance of a plan")
        verbose_name_plural = _("allowances of plans")

    def __str__(self) -> str:
        return f"{self.plan} {self.feature}: {self.per_cycle}"


class AllowanceUse(models.Model):
    """One person's counter for one feature in one billing cycle of one plan.

    What the plan grants is asked when a unit is taken, so that a change of it counts at once.
    """

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "user": NONE, "plan": BILLING, "feature": NONE, "cycle_start": BILLING,
        "used": BILLING,
    }  # fmt: skip

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, models.DO_NOTHING, related_name="+")  # PostgreSQL refuses
    feature = models.CharField(max_length=20, choices=Feature)
    cycle_start = models.DateField()
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "plan", "feature", "cycle_start"], name="one_counter_per_cycle"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.cycle_start}: {self.used}"
