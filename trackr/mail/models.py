"""The outbox: what Trackr has to say to a person, and whether it was said."""

import datetime
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackr.privacy import CONTENT, NONE, Kind


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, now: datetime.datetime) -> "LetterQuerySet":
        """Those to be tried now."""
        return self.filter(state=Letter.State.WAITING, due_at__lte=now)

    def outlived(self, now: datetime.datetime) -> "LetterQuerySet":
        """Those that failed for good, and so long ago that their words can go."""
        failed = [Letter.State.REFUSED, Letter.State.GIVEN_UP]
        return self.filter(state__in=failed, due_at__lte=now).exclude(text="")

    def unsent(self) -> "LetterQuerySet":
        """Those that could still leave: their words are there."""
        return self.exclude(state=Letter.State.SENT).exclude(text="")


class Letter(models.Model):
    """One letter to one person. The address is the one they have when it leaves.

    Its words are emptied as soon as it is sent; those of a letter that failed for good are kept for
    a week, so that support staff can send it again. The row stays: its dedupe key says that this
    was told.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("refused")
        GIVEN_UP = "given_up", _("given up")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "user": NONE, "kind": NONE, "dedupe_key": NONE, "language": NONE,
        "subject": CONTENT, "text": CONTENT, "html": CONTENT, "state": NONE, "tries": NONE,
        "due_at": NONE, "created_at": NONE, "sent_at": NONE, "failure": NONE,
    }  # fmt: skip

    # Resend's idempotency key as well: a letter whose answer was lost is not sent twice.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="trackr_letters"
    )
    kind = models.CharField(max_length=40)
    dedupe_key = models.CharField(max_length=200, unique=True)
    language = models.CharField(max_length=5)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    # Of a waiting letter: when to try next, and while it is being sent, how long that is believed.
    # Of one that failed for good: when its words go.
    due_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=60, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(
                fields=["due_at"], name="letter_to_see_to", condition=~models.Q(state="sent")
            ),
            models.Index(fields=["-created_at"], name="letter_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d} {self.state}"
