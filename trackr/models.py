"""What the platform remembers of itself."""

import datetime
from typing import ClassVar

from django.db import models

from trackr.privacy import NONE, Kind


class SweepRunQuerySet(models.QuerySet["SweepRun"]):
    def record(self, name: str, count: int | None, at: datetime.datetime) -> None:
        """How a sweep went: the rows it handled, None when it broke. One statement."""
        told = {"last_failure_at": at} if count is None else {
            "last_success_at": at, "last_count": count,
        }  # fmt: skip
        self.bulk_create(
            [SweepRun(name=name, **told)],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=list(told),
        )


class SweepRun(models.Model):
    """When a sweep last went well, when it last broke, and how many rows it handled."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "name": NONE, "last_success_at": NONE, "last_failure_at": NONE,
        "last_count": NONE,
    }  # fmt: skip

    name = models.CharField(max_length=40, unique=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_failure_at = models.DateTimeField(null=True, blank=True)
    last_count = models.PositiveIntegerField(default=0)

    objects = SweepRunQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
