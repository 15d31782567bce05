"""What the bookmarklet handed over, until its person looks at it."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from trackr.privacy import CONTENT, NONE, Kind


class ClippingQuerySet(models.QuerySet["Clipping"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)


class Clipping(models.Model):
    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "url": CONTENT, "html": CONTENT,
        "created_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="+")
    url = models.URLField(max_length=2000, blank=True)
    html = models.TextField()
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = ClippingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"
