"""Interview rounds: when, with whom, what to prepare, how it went."""

import datetime
import uuid
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications import next_action
from applications.models.contacts import Contact
from trackr.preferences import zone_named
from trackr.privacy import CONTENT, NONE, Kind

LONGEST_MINUTES = 12 * 60


class RoundQuerySet(models.QuerySet["Round"]):
    def of(self, user: Any) -> Self:
        return self.filter(application__user=user, application__deleted_at=None)

    def kept(self) -> Self:
        return self.filter(cancelled_at=None)


class Round(models.Model):
    """The day and the time are what the clock on the wall says in `zone`, whatever is decided
    about summer time later."""

    class Medium(models.TextChoices):
        PHONE = "phone", _("Phone")
        VIDEO = "video", _("Video call")
        ONSITE = "onsite", _("On site")

    class State(models.TextChoices):
        OPEN = "open", _("to do")
        DONE = "done", _("done")
        RETIRED = "retired", _("left out")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "application": NONE, "number": NONE, "title": CONTENT,
        "medium": CONTENT, "day": CONTENT, "starts": CONTENT, "minutes": CONTENT, "zone": CONTENT,
        "place": CONTENT, "preparation": CONTENT, "debrief": CONTENT, "cancelled_at": NONE,
        "prepare_on": CONTENT, "prepare_state": CONTENT, "thank_on": CONTENT,
        "thank_state": CONTENT, "version": NONE, "created_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey("Application", models.DB_CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(_("title"), max_length=120, blank=True)
    medium = models.CharField(_("how you meet"), max_length=6, choices=Medium, blank=True)
    day = models.DateField(_("day"))
    starts = models.TimeField(_("time"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(LONGEST_MINUTES)],
    )
    zone = models.CharField(_("time zone"), max_length=64)
    place = models.CharField(_("link or address"), max_length=500, blank=True)
    people = models.ManyToManyField(Contact, through="RoundPerson", related_name="rounds")
    preparation = models.TextField(_("preparation"), blank=True)
    debrief = models.TextField(_("how it went"), blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    prepare_on = models.DateField(editable=False)
    prepare_state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    thank_on = models.DateField(editable=False)
    thank_state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview round")
        verbose_name_plural = _("interview rounds")
        ordering = ["day", "starts", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="one_number_per_round"),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Interview %(number)s") % {"number": self.number})

    @property
    def starts_at(self) -> datetime.datetime | None:
        """The moment; None while only the day is known.

        An hour that the change to summer time leaves out is read as the one after it, an hour
        that comes twice in autumn as the first of them.
        """
        if self.starts is None:
            return None
        wall = datetime.datetime.combine(self.day, self.starts, zone_named(self.zone))
        return wall.astimezone(datetime.UTC)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def set_day(self, day: datetime.date, planned_on: datetime.date) -> None:
        """Take place on `day`; preparation and thanks move along. Nothing is written."""
        self.day = day
        self.prepare_on = next_action.preparation_on(day, planned_on)
        self.thank_on = next_action.thanks_on(day)

    def settle(self, deed: str, state: str) -> bool:
        """Preparation or thanks (a Deed) done or left out. False when it was settled before."""
        open_now = Round.objects.filter(pk=self.pk, **{f"{deed}_state": self.State.OPEN})
        return bool(open_now.update(**{f"{deed}_state": state}))

    def reopen(self, deed: str) -> bool:
        """Preparation or thanks is to be done after all. False when it is open anyway."""
        settled = Round.objects.filter(pk=self.pk).exclude(**{f"{deed}_state": self.State.OPEN})
        return bool(settled.update(**{f"{deed}_state": self.State.OPEN}))

    def snooze(self, deed: str, due_on: datetime.date, until: datetime.date) -> bool:
        """Put preparation or thanks off. False when it is another day's by now."""
        open_now = Round.objects.filter(
            pk=self.pk, **{f"{deed}_state": self.State.OPEN, f"{deed}_on": due_on}
        )
        return bool(open_now.update(**{f"{deed}_on": until}))


class RoundPerson(models.Model):
    PRIVACY: ClassVar[dict[str, Kind]] = {"id": NONE, "round": NONE, "contact": NONE}

    round = models.ForeignKey(Round, models.DB_CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, models.DB_CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "contact"], name="in_a_round_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.contact_id}"
