"""Words of a person's own by which they sort their applications."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from trackr.privacy import CONTENT, NONE, Kind


class TagQuerySet(models.QuerySet["Tag"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)


class Tag(models.Model):
    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "name": CONTENT,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="tags")
    name = models.CharField(_("tag"), max_length=40)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = [Lower("name"), "id"]
        constraints = [models.UniqueConstraint("user", Lower("name"), name="tag_once_per_user")]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    PRIVACY: ClassVar[dict[str, Kind]] = {"id": NONE, "application": NONE, "tag": NONE}

    application = models.ForeignKey("Application", models.DB_CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.DB_CASCADE, related_name="taggings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "tag"], name="tagged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.tag_id}"
