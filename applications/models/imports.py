"""A table that is being read in, or was."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackr.privacy import CONTENT, NONE, Kind


class ImportQuerySet(models.QuerySet["Import"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)


class Import(models.Model):
    class State(models.TextChoices):
        UPLOADED = "uploaded", _("not started")
        RUNNING = "running", _("in progress")
        DONE = "done", _("done")
        UNDONE = "undone", _("taken back")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "file_name": CONTENT, "text": CONTENT,
        "mapping": CONTENT, "total": NONE, "done": NONE, "added": NONE, "known": NONE,
        "errors": CONTENT, "state": NONE, "created_at": NONE, "finished_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)  # emptied once all rows are read
    mapping = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.UPLOADED)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="import_unfinished",
                condition=models.Q(state__in=["uploaded", "running"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.created_at:%Y-%m-%d}"
