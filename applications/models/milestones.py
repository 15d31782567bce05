"""What was reached, each thing once."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackr.privacy import CONTENT, NONE
from trackr.privacy import Kind as Privacy


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)


class Milestone(models.Model):
    class Kind(models.TextChoices):
        FIRST_APPLICATION = "application_1", _("First application")
        TEN_APPLICATIONS = "application_10", _("10 applications")
        TWENTY_FIVE_APPLICATIONS = "application_25", _("25 applications")
        FIFTY_APPLICATIONS = "application_50", _("50 applications")
        HUNDRED_APPLICATIONS = "application_100", _("100 applications")
        FIRST_REPLY = "reply", _("First reply")
        FIRST_INTERVIEW = "interview", _("First interview")
        FIRST_OFFER = "offer", _("First offer")
        ACCEPTED = "accepted", _("Accepted")
        WEEKLY_GOAL = "weekly_goal", _("Weekly goal reached")

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "user": NONE, "kind": CONTENT, "week": CONTENT, "reached_on": CONTENT,
        "recorded_at": NONE,
    }  # fmt: skip

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="milestones")
    kind = models.CharField(max_length=15, choices=Kind)
    week = models.DateField(null=True, blank=True)  # its Monday, for a weekly goal
    reached_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["-reached_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "week"], name="milestone_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
