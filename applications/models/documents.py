"""What was sent with an application, frozen as it was sent."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackr.privacy import CONTENT, NONE
from trackr.privacy import Kind as Privacy


class SentDocumentQuerySet(models.QuerySet["SentDocument"]):
    def of(self, user: Any) -> Self:
        return self.filter(application__user=user, application__deleted_at=None)


class SentDocument(models.Model):
    """A copy of its own: it stays as it was when the CV is edited or deleted afterwards."""

    class Kind(models.TextChoices):
        CV = "cv", _("CV")
        LETTER = "letter", _("Cover letter")
        OTHER = "other", _("Other")

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "public_id": NONE, "application": NONE, "kind": CONTENT, "title": CONTENT,
        "text": CONTENT, "origin": NONE, "origin_version": NONE, "sent_on": CONTENT,
        "recorded_at": NONE, "source_type": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey("Application", models.DB_CASCADE, related_name="sent_documents")
    kind = models.CharField(_("what it is"), max_length=6, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    # The CV that it was copied from, by its public id: no foreign key, it may be deleted.
    origin = models.UUIDField(null=True, blank=True, editable=False)
    origin_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # Of trackr/ai_mark.py, where an AI had a hand in the text.
    source_type = models.CharField(
        max_length=100, blank=True, default="", db_default="", editable=False
    )
    sent_on = models.DateField(_("sent on"))
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SentDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("sent document")
        verbose_name_plural = _("sent documents")
        ordering = ["sent_on", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def source_term(self) -> str:
        """The mark as pages carry it: the last part of its address."""
        return self.source_type.rpartition("/")[2]
