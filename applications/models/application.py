"""An application: its facts, where it stands, and what comes next."""

import datetime
import uuid
from dataclasses import astuple
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications import ledger, next_action, salary, search
from applications.ledger import Entry, Kind, Standing
from applications.models.history import Event, Posting
from applications.models.imports import Import
from applications.models.tags import Tag
from applications.next_action import Deed, QuietBecause
from applications.stages import Ending, Stage
from trackr.privacy import CONTENT, NONE
from trackr.privacy import Kind as Privacy

KEPT_IN_BIN = datetime.timedelta(days=30)
STANDING_FIELDS = (  # in the order of Standing
    "stage", "furthest_stage", "ending", "since", "applied_on", "answered_on", "chases",
    "chased_on",
)  # fmt: skip
NEXT_FIELDS = (
    "round_days", "last_round_on", "snoozed_until", "quiet_because", "next_kind", "next_on",
)  # fmt: skip


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

    def due_by(self, day: datetime.date) -> Self:
        """Live, with a next action whose day has come by then."""
        return self.live().filter(next_on__lte=day)

    def matching(self, words: str) -> Self:
        """Each word begins one of company, role, place or source, of the posting, or of a note."""
        found, wanted = self, search.prefixes(words)
        for prefix in wanted:
            written = Q(application=OuterRef("pk"), words=prefix)
            found = found.filter(
                Q(words=prefix)
                | Exists(Posting.objects.filter(written))
                | Exists(Event.objects.last_words().filter(written))
            )
        return found if wanted or not words.strip() else self.none()


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

    class Priority(models.IntegerChoices):
        LOW = 1, _("Low")
        NORMAL = 2, _("Normal")
        HIGH = 3, _("High")

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "company": CONTENT, "role": CONTENT,
        "url": CONTENT, "location": CONTENT, "work_mode": CONTENT, "salary_min": CONTENT,
        "salary_max": CONTENT, "salary_currency": CONTENT, "salary_period": CONTENT,
        "source": CONTENT, "stage": CONTENT, "furthest_stage": CONTENT, "ending": CONTENT,
        "since": CONTENT, "moved_at": NONE, "created_at": NONE, "deleted_at": NONE,
        "priority": CONTENT, "version": NONE, "imported_by": NONE, "words": CONTENT,
        "applied_on": CONTENT, "answered_on": CONTENT, "chases": CONTENT, "chased_on": CONTENT,
        "round_days": CONTENT, "last_round_on": CONTENT, "snoozed_until": CONTENT,
        "quiet_because": CONTENT,
        "next_kind": CONTENT, "next_on": CONTENT,
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
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.NORMAL, db_default=Priority.NORMAL
    )
    tags = models.ManyToManyField(Tag, through="Tagging", related_name="applications")
    version = models.PositiveIntegerField(
        default=1, db_default=1, editable=False
    )  # of the facts above

    stage = models.CharField(max_length=9, choices=Stage, default=Stage.SAVED, editable=False)
    furthest_stage = models.CharField(max_length=9, choices=Stage, editable=False)
    ending = models.CharField(max_length=11, choices=Ending, blank=True, editable=False)
    since = models.DateField(editable=False)
    applied_on = models.DateField(null=True, blank=True, editable=False)
    answered_on = models.DateField(null=True, blank=True, editable=False)
    chases = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    chased_on = models.DateField(null=True, blank=True, editable=False)

    round_days = ArrayField(models.DateField(), null=True, blank=True, editable=False)  # kept ones
    last_round_on = models.DateField(null=True, blank=True, editable=False)
    snoozed_until = models.DateField(null=True, blank=True, editable=False)
    quiet_because = models.CharField(
        max_length=12, choices=QuietBecause, default="", db_default="", blank=True, editable=False
    )
    next_kind = models.CharField(
        max_length=9, choices=Deed, default="", db_default="", blank=True, editable=False
    )
    next_on = models.DateField(null=True, blank=True, editable=False)

    moved_at = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    imported_by = models.ForeignKey(
        Import, models.DB_SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    words = search.words_of("company", "role", "location", "source")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [
            models.Index(  # holds all that a card shows: the board reads no row
                fields=["user", "-moved_at"],
                name="application_board",
                condition=models.Q(ending="", deleted_at__isnull=True),
                include=[
                    "public_id",
                    "company",
                    "role",
                    "stage",
                    "since",
                    "location",
                    "ending",
                    "priority",
                    "round_days",
                    "next_kind",
                    "next_on",
                ],
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
        return Standing(*(getattr(self, name) for name in STANDING_FIELDS))

    @property
    def salary(self) -> str:
        return salary.describe(
            self.salary_min, self.salary_max, self.salary_currency, self.get_salary_period_display()
        )

    @transaction.atomic
    def begin(self, stage: str, on: datetime.date) -> None:
        """Save a new application together with the first entry of its ledger."""
        first = Event(application=self, kind=Kind.STAGE, stage=stage, happened_on=on)
        self.set_standing(ledger.standing([first.as_entry()]))
        self.save(force_insert=True)
        first.application = self  # now that it has an id
        first.save(force_insert=True)

    def move(self, stage: str, on: datetime.date) -> "Event | None":
        """The event, or None when the history says the same already: a form sent twice."""
        return self._append(kind=Kind.STAGE, stage=stage, happened_on=on)

    def end(self, ending: str, on: datetime.date) -> "Event | None":
        """The event, or None when the history says the same already."""
        return self._append(kind=Kind.ENDING, ending=ending, happened_on=on)

    def follow_up(self, due_on: datetime.date, on: datetime.date) -> "Event | None":
        """The follow-up that was due on `due_on` is done. None when it is not open any more."""
        if (self.next_kind, self.next_on) != (Deed.FOLLOW_UP, due_on):
            return None
        return self._append(kind=Kind.FOLLOW_UP, happened_on=on)

    def snooze(self, due_on: datetime.date, until: datetime.date) -> bool:
        """Put the next action off. False when it is another one by now."""
        return self._change_next(due_on, next_on=until, snoozed_until=until)

    def retire(self, due_on: datetime.date, because: str) -> bool:
        """No next action until the next move. False when it is another one by now."""
        return self._change_next(due_on, next_on=None, next_kind="", quiet_because=because)

    @transaction.atomic
    def resume(self) -> None:
        """Let next actions set themselves again, not put off."""
        self._lock()
        self.quiet_because, self.snoozed_until = "", None
        self._write_next()

    @transaction.atomic
    def hear_of_rounds(self, *, is_news: bool = False) -> None:
        """A round was planned, put off or cancelled: the next action moves along. A new one is
        news, which wakes an application that was quiet."""
        self._lock()
        self.quiet_because = "" if is_news else self.quiet_because
        days = self.rounds.filter(cancelled_at=None).order_by("day").values_list("day", flat=True)
        self.round_days = list(days) or None
        self.last_round_on = self.round_days[-1] if self.round_days else None
        self._write_next()

    def set_standing(self, now: Standing) -> None:
        """Stand there, and plan what comes next. Nothing is written."""
        before = self.standing if self.since else None
        for name, value in zip(STANDING_FIELDS, astuple(now), strict=True):
            setattr(self, name, value)
        self.snoozed_until = None
        if before and (before.stage, before.ending) != (now.stage, now.ending):
            self.quiet_because = ""
        self._plan_next()

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

    def _plan_next(self) -> None:
        planned = next_action.after(self.standing, last_round_on=self.last_round_on)
        if planned is None or self.quiet_because:
            self.next_kind, self.next_on = "", None
        else:
            self.next_kind = planned.deed
            self.next_on = max(planned.due_on, self.snoozed_until or planned.due_on)

    def _write_next(self) -> None:
        """The row is locked."""
        self._plan_next()
        self.save(update_fields=NEXT_FIELDS)

    def _change_next(self, due_on: datetime.date, **changes: Any) -> bool:
        open_now = Application.objects.filter(pk=self.pk, next_on=due_on, ending="")
        return bool(open_now.update(**changes))

    def _mark_deleted(self, when: datetime.datetime | None, *, is_binned: bool) -> bool:
        rows = Application.objects.filter(pk=self.pk, deleted_at__isnull=not is_binned)
        self.deleted_at = when
        return bool(rows.update(deleted_at=when))

    @transaction.atomic
    def _append(self, **said: Any) -> "Event | None":
        event = Event(application=self, **said)
        entry = event.as_entry()
        now = self.standing.after(entry)
        if self._is_news(entry, now) and self._stand(now):
            event.save(force_insert=True)
            return event
        # Dated before the latest entry, known already, or moved by another tab meanwhile.
        self._lock()
        if ledger.says(self.entries(), entry):
            return None
        event.save(force_insert=True)
        self._reckon()
        return event

    def _is_news(self, entry: Entry, now: Standing) -> bool:
        """Whether `entry` comes after all that is written, so that nothing need be read again."""
        if entry.kind == Kind.FOLLOW_UP and entry.happened_on == self.chased_on:
            return False
        return entry.happened_on >= (self.chased_on or self.since) and now != self.standing

    def _lock(self) -> None:
        """Wait for whoever writes this ledger now, then see what they left."""
        self.refresh_from_db(
            fields=[*STANDING_FIELDS, *NEXT_FIELDS],
            from_queryset=Application.objects.select_for_update(),
        )

    def _reckon(self) -> None:
        """Stand where the whole history says. The row is locked."""
        now = ledger.standing(self.entries())
        if now != self.standing:
            self._stand(now)

    def _stand(self, now: Standing) -> bool:
        """Write the standing over the one this object knows. False when it is no longer that."""
        known = {name: getattr(self, name) for name in (*STANDING_FIELDS, "last_round_on")}
        unchanged = Application.objects.filter(pk=self.pk, **known)
        self.set_standing(now)
        self.moved_at = timezone.now()
        written = (*STANDING_FIELDS, *NEXT_FIELDS, "moved_at")
        return bool(unchanged.update(**{name: getattr(self, name) for name in written}))
