"""An application, its ledger of events, and the snapshot of the posting."""

import datetime
import uuid
from dataclasses import astuple
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications import ledger, salary
from applications.capture.proposal import SOURCE_LABELS
from applications.ledger import Entry, Kind, Standing
from applications.stages import Ending, Stage
from trackr.privacy import CONTENT, NONE
from trackr.privacy import Kind as Privacy

KEPT_IN_BIN = datetime.timedelta(days=30)
STANDING_FIELDS = ("stage", "furthest_stage", "ending", "since")  # in the order of Standing


class CantUndo(Exception):
    """There is no move to take back: only the first one is left."""


class ApplicationQuerySet(models.QuerySet["Application"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)

    def kept(self) -> Self:
        return self.filter(deleted_at=None)

    def binned(self) -> Self:
        return self.exclude(deleted_at=None)

    def live(self) -> Self:
        return self.kept().filter(ending="")

    def ended(self) -> Self:
        return self.kept().exclude(ending="")

    def matching(self, words: str) -> Self:
        """Each word is somewhere in company, role or location."""
        found = self
        for word in words.split():
            found = found.filter(
                models.Q(company__icontains=word)
                | models.Q(role__icontains=word)
                | models.Q(location__icontains=word)
            )
        return found


class Application(models.Model):
    """One role at one company. Stage, furthest stage and ending are what the ledger says; they are
    kept here so that a board is one query, and changed only together with an event."""

    class WorkMode(models.TextChoices):
        ONSITE = "onsite", _("On site")
        HYBRID = "hybrid", _("Hybrid")
        REMOTE = "remote", _("Remote")

    class SalaryPeriod(models.TextChoices):
        HOUR = "hour", _("per hour")
        DAY = "day", _("per day")
        WEEK = "week", _("per week")
        MONTH = "month", _("per month")
        YEAR = "year", _("per year")

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "company": CONTENT, "role": CONTENT,
        "url": CONTENT, "location": CONTENT, "work_mode": CONTENT, "salary_min": CONTENT,
        "salary_max": CONTENT, "salary_currency": CONTENT, "salary_period": CONTENT,
        "source": CONTENT, "stage": CONTENT, "furthest_stage": CONTENT, "ending": CONTENT,
        "since": CONTENT, "moved_at": NONE, "created_at": NONE,
        "deleted_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="applications"
    )
    company = models.CharField(_("company"), max_length=200)
    role = models.CharField(_("role"), max_length=200)
    url = models.URLField(_("link to the posting"), max_length=2000, blank=True)
    location = models.CharField(_("location"), max_length=200, blank=True)
    work_mode = models.CharField(_("work mode"), max_length=6, choices=WorkMode, blank=True)
    salary_min = models.PositiveIntegerField(_("salary from"), null=True, blank=True)
    salary_max = models.PositiveIntegerField(_("salary to"), null=True, blank=True)
    salary_currency = models.CharField(_("currency"), max_length=3, blank=True)
    salary_period = models.CharField(_("per"), max_length=5, choices=SalaryPeriod, blank=True)
    source = models.CharField(_("where you found it"), max_length=100, blank=True)

    stage = models.CharField(max_length=9, choices=Stage, default=Stage.SAVED, editable=False)
    furthest_stage = models.CharField(max_length=9, choices=Stage, editable=False)
    ending = models.CharField(max_length=11, choices=Ending, blank=True, editable=False)
    since = models.DateField(editable=False)
    moved_at = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [
            models.Index(
                fields=["user", "-moved_at"],
                name="application_live",
                condition=models.Q(ending=""),
                include=["stage"],
            ),
            models.Index(fields=["user", "-moved_at"], name="application_of_user"),
            models.Index(
                fields=["deleted_at"],
                name="application_binned",
                condition=models.Q(deleted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.company}"

    @property
    def is_live(self) -> bool:
        return not self.ending

    @property
    def standing(self) -> Standing:
        return Standing(self.stage, self.furthest_stage, self.ending, self.since)

    @property
    def salary(self) -> str:
        return salary.describe(
            self.salary_min, self.salary_max, self.salary_currency, self.get_salary_period_display()
        )

    @transaction.atomic
    def begin(self, stage: str, on: datetime.date) -> None:
        """Save a new application together with the first entry of its ledger."""
        self.stage = self.furthest_stage = stage
        self.since = on
        self.save(force_insert=True)
        Event.objects.create(application=self, kind=Kind.STAGE, stage=stage, happened_on=on)

    def move(self, stage: str, on: datetime.date) -> "Event | None":
        """The event, or None when the history says the same already: a form sent twice."""
        return self._append(kind=Kind.STAGE, stage=stage, happened_on=on)

    def end(self, ending: str, on: datetime.date) -> "Event | None":
        """The event, or None when the history says the same already."""
        return self._append(kind=Kind.ENDING, ending=ending, happened_on=on)

    def note(self, text: str, on: datetime.date) -> "Event":
        return self.events.create(kind=Kind.NOTE, text=text, happened_on=on)

    @transaction.atomic
    def correct(self, event: "Event", **said: Any) -> None:
        """Replace what an event says: happened_on, stage, ending, text. The first stays written."""
        self._lock()
        self.events.create(kind=Kind.CORRECTION, corrects=event, **said)
        self._reckon()

    @transaction.atomic
    def retract(self, event: "Event") -> None:
        """Take an event back: a note is deleted, a move stays written but no longer counts.

        Raises CantUndo when no move would be left.
        """
        self._lock()
        if event.kind == Kind.NOTE:
            event.delete()
            return
        self.events.create(kind=Kind.RETRACTION, corrects=event, happened_on=event.happened_on)
        try:
            self._reckon()
        except ValueError:
            raise CantUndo from None

    def throw_away(self) -> bool:
        """Into the bin, from where it can be taken back for 30 days. False when it lies there."""
        return self._mark_deleted(timezone.now(), is_binned=False)

    def take_back(self) -> bool:
        """Out of the bin. False when it is not in it."""
        return self._mark_deleted(None, is_binned=True)

    @property
    def gone_at(self) -> datetime.datetime | None:
        """When the bin is emptied of it."""
        return self.deleted_at and self.deleted_at + KEPT_IN_BIN

    def entries(self) -> list[Entry]:
        return [event.as_entry() for event in self.events.all()]

    def _mark_deleted(self, when: datetime.datetime | None, *, is_binned: bool) -> bool:
        rows = Application.objects.filter(pk=self.pk, deleted_at__isnull=not is_binned)
        self.deleted_at = when
        return bool(rows.update(deleted_at=when))

    @transaction.atomic
    def _append(self, **said: Any) -> "Event | None":
        event = Event(application=self, **said)
        entry = event.as_entry()
        now = self.standing.after(entry)
        is_news = entry.happened_on >= self.since and now != self.standing
        if is_news and self._stand(now):
            event.save(force_insert=True)
            return event
        # Dated before the latest move, known already, or moved by another tab meanwhile.
        self._lock()
        if ledger.says(self.entries(), entry):
            return None
        event.save(force_insert=True)
        self._reckon()
        return event

    def _lock(self) -> None:
        """Wait for whoever writes this ledger now, then see what they left."""
        self.refresh_from_db(
            fields=STANDING_FIELDS, from_queryset=Application.objects.select_for_update()
        )

    def _reckon(self) -> None:
        """Stand where the whole history says. The row is locked."""
        now = ledger.standing(self.entries())
        if now != self.standing:
            self._stand(now)

    def _stand(self, now: Standing) -> bool:
        """Write the standing over the one this object knows. False when it is no longer that."""
        unchanged = Application.objects.filter(
            pk=self.pk, **dict(zip(STANDING_FIELDS, astuple(self.standing), strict=True))
        )
        self.stage, self.furthest_stage, self.ending, self.since = astuple(now)
        self.moved_at = timezone.now()
        changed = {name: getattr(self, name) for name in (*STANDING_FIELDS, "moved_at")}
        return bool(unchanged.update(**changed))


class Event(models.Model):
    """A line of an application's ledger. Never updated: a trigger in the database refuses it."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "public_id": NONE, "application": NONE, "kind": CONTENT, "stage": CONTENT,
        "ending": CONTENT, "text": CONTENT, "corrects": NONE, "happened_on": CONTENT,
        "recorded_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.DB_CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    stage = models.CharField(max_length=9, choices=Stage, blank=True)
    ending = models.CharField(max_length=11, choices=Ending, blank=True)
    text = models.TextField(blank=True)
    corrects = models.ForeignKey(
        "self", models.DB_CASCADE, null=True, blank=True, related_name="corrections"
    )
    happened_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[Kind.CORRECTION, Kind.RETRACTION], corrects__isnull=False
                )
                | models.Q(kind__in=[Kind.STAGE, Kind.ENDING, Kind.NOTE], corrects__isnull=True),
                name="only_corrections_correct",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"

    def as_entry(self) -> Entry:
        return Entry(
            self.pk or 0,
            self.kind,
            self.happened_on,
            self.stage,
            self.ending,
            self.text,
            self.corrects_id,
        )


class Posting(models.Model):
    """The text of the job ad as it was on the day it was captured."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "public_id": NONE, "application": NONE, "text": CONTENT, "url": CONTENT,
        "source": CONTENT, "posted_on": CONTENT, "closes_on": CONTENT, "captured_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.DB_CASCADE, related_name="postings")
    text = models.TextField(_("text of the posting"))
    url = models.URLField(max_length=2000, blank=True)
    source = models.CharField(max_length=20, blank=True)
    posted_on = models.DateField(_("posted on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    captured_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["-captured_at", "-id"]

    def __str__(self) -> str:
        return f"{self.captured_at:%Y-%m-%d}"

    @property
    def source_label(self) -> str:
        return str(SOURCE_LABELS.get(self.source, ""))
