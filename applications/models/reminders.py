"""A dated thing of the user's own, once or again and again."""

import datetime
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications import recurrence
from applications.recurrence import Repeat
from trackr.privacy import CONTENT, NONE, Kind


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def of(self, user: Any) -> Self:
        """With those of applications that lie in the bin left out."""
        return self.filter(user=user, application__deleted_at=None)

    def open(self) -> Self:
        return self.filter(done_at=None)


class Reminder(models.Model):
    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "application": NONE, "text": CONTENT,
        "starts_on": CONTENT, "due_on": CONTENT, "at": CONTENT, "repeat": CONTENT,
        "done_at": NONE, "version": NONE, "created_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="reminders")
    application = models.ForeignKey(
        "Application", models.DB_CASCADE, null=True, blank=True, related_name="reminders"
    )
    text = models.CharField(_("what"), max_length=200)
    starts_on = models.DateField(_("day"))  # the day that repeating counts from
    due_on = models.DateField(editable=False)
    at = models.TimeField(_("time"), null=True, blank=True)
    repeat = models.CharField(_("repeat"), max_length=12, choices=Repeat, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["due_on", "at", "id"]
        indexes = [
            models.Index(
                fields=["user", "due_on"],
                name="reminder_open",
                condition=models.Q(done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def done(self, due_on: datetime.date, today: datetime.date) -> bool:
        """Done for `due_on`: over, or due again on its next day after today.

        False when it is another day's by now: a form sent twice.
        """
        following = recurrence.following(self.repeat, self.starts_on, max(due_on, today))
        if following:
            return self._change(due_on, due_on=following)
        return self._change(due_on, done_at=timezone.now())

    def snooze(self, due_on: datetime.date, until: datetime.date) -> bool:
        return self._change(due_on, due_on=until)

    def take_back(self, due_on: datetime.date) -> bool:
        """Undo, or begin anew: due on that day, done or not."""
        mine = Reminder.objects.filter(pk=self.pk)
        return bool(mine.update(due_on=due_on, done_at=None))

    def _change(self, was_due_on: datetime.date, **changes: Any) -> bool:
        open_now = Reminder.objects.filter(pk=self.pk, due_on=was_due_on, done_at=None)
        return bool(open_now.update(**changes))
