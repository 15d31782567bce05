"""An application's ledger of events, and the snapshots of its posting."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.capture.proposal import SOURCE_LABELS
from applications.ledger import Entry, Kind
from applications.search import words_of
from applications.stages import Ending, Stage
from trackr.privacy import CONTENT, NONE
from trackr.privacy import Kind as Privacy

if TYPE_CHECKING:
    from applications.models.application import ApplicationQuerySet

ENTRY = ("pk", "kind", "happened_on", "stage", "ending", "corrects_id")


class WithoutWords[M: models.Model](models.Manager[M]):
    """The index of words is looked into by the database; nobody has to carry it about."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().defer("words")


class EventManager(WithoutWords["Event"]):
    def last_words(self) -> models.QuerySet["Event"]:
        """Without what a correction replaced."""
        later = Event.objects.filter(
            corrects=models.OuterRef("corrects"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(~models.Exists(later), corrections=None)

    def ledgers(
        self, applications: "ApplicationQuerySet", kinds: Iterable[str]
    ) -> defaultdict[int, list[Entry]]:
        """The entries of these kinds by the key of their application, without notes' texts."""
        wanted = self.filter(application__in=applications.order_by().values("pk"), kind__in=kinds)
        found: defaultdict[int, list[Entry]] = defaultdict(list)
        for application, *said in wanted.values_list("application_id", *ENTRY):
            number, kind, day, stage, ending, corrects = said
            found[application].append(Entry(number, kind, day, stage, ending, corrects=corrects))
        return found


class Event(models.Model):
    """A line of an application's ledger. Never updated: a trigger in the database refuses it."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "public_id": NONE, "application": NONE, "kind": CONTENT, "stage": CONTENT,
        "ending": CONTENT, "text": CONTENT, "corrects": NONE, "happened_on": CONTENT,
        "recorded_at": NONE, "words": CONTENT,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey("Application", models.DB_CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    stage = models.CharField(max_length=9, choices=Stage, blank=True)
    ending = models.CharField(max_length=11, choices=Ending, blank=True)
    text = models.TextField(blank=True)
    corrects = models.ForeignKey(
        "self", models.DB_CASCADE, null=True, blank=True, related_name="corrections"
    )
    happened_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    words = words_of("text")

    objects = EventManager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[Kind.CORRECTION, Kind.RETRACTION], corrects__isnull=False
                )
                | models.Q(
                    kind__in=[Kind.STAGE, Kind.ENDING, Kind.NOTE, Kind.FOLLOW_UP],
                    corrects__isnull=True,
                ),
                name="only_corrections_correct",
            ),
        ]
        indexes = [BrinIndex(fields=["recorded_at"], name="event_recorded")]

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
        "words": CONTENT,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey("Application", models.DB_CASCADE, related_name="postings")
    text = models.TextField(_("text of the posting"))
    url = models.URLField(max_length=2000, blank=True)
    source = models.CharField(max_length=20, blank=True)
    posted_on = models.DateField(_("posted on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    captured_at = models.DateTimeField(default=timezone.now)
    words = words_of("text")

    objects = WithoutWords["Posting"]()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["-captured_at", "-id"]

    def __str__(self) -> str:
        return f"{self.captured_at:%Y-%m-%d}"

    @property
    def source_label(self) -> str:
        return str(SOURCE_LABELS.get(self.source, ""))
