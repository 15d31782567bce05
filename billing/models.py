"""Plans and what they grant, and the ledger of calls to the AI that draws on it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
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


class AiCall(models.Model):
    """One call to the AI: what was reserved for it, what came of it. Never its content."""

    class State(models.TextChoices):
        HELD = "held", _("in progress")
        SETTLED = "settled", _("charged")
        REFUNDED = "refunded", _("not charged")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "counter": NONE, "feature": BILLING,
        "state": BILLING, "data_kinds": BILLING, "model": BILLING, "outcome": BILLING,
        "input_tokens": BILLING, "output_tokens": BILLING, "cache_read_tokens": BILLING,
        "cache_write_tokens": BILLING, "request_id": BILLING, "created_at": BILLING,
        "finished_at": BILLING, "lease_until": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="ai_calls")
    # Empty for a call that takes no unit, such as a further try within one.
    counter = models.ForeignKey(
        AllowanceUse, models.DB_CASCADE, null=True, blank=True, related_name="+"
    )
    feature = models.CharField(max_length=20, choices=Feature)
    state = models.CharField(max_length=8, choices=State, default=State.HELD)
    data_kinds = models.JSONField(default=list)
    model = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    input_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    cache_read_tokens = models.PositiveIntegerField(default=0)
    cache_write_tokens = models.PositiveIntegerField(default=0)
    request_id = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="ai_call_of_user"),
            models.Index(
                fields=["lease_until"], name="ai_call_held", condition=models.Q(state="held")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.created_at:%Y-%m-%d} {self.state}"
