"""A CV as a Markdown document with versions."""

import datetime
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackr.privacy import CONTENT, NONE, Kind

AUTOSAVED_INTO_ONE = datetime.timedelta(minutes=30)  # then an edit begins the next version


class CvQuerySet(models.QuerySet["Cv"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)


class Cv(models.Model):
    """One CV of a person. What it says lives in its versions; the newest counts.

    A tailored CV points at the one it was made from and at the application it was made for.
    """

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "title": CONTENT, "language": CONTENT,
        "parent": NONE, "application": NONE, "created_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="cvs")
    title = models.CharField(
        _("title"), max_length=120, help_text=_("For your eyes: how you tell your CVs apart.")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    parent = models.ForeignKey(
        "self", models.DB_SET_NULL, null=True, blank=True, editable=False, related_name="tailored"
    )
    application = models.ForeignKey(
        "applications.Application",
        models.DB_SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="tailored_cvs",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CvQuerySet.as_manager()

    class Meta:
        verbose_name = _("CV")
        verbose_name_plural = _("CVs")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    @transaction.atomic
    def begin(self, markdown: str, origin: str, warnings: "tuple[str, ...]" = ()) -> "CvVersion":
        """Save a new CV together with its version 1."""
        self.save(force_insert=True)
        return self.versions.create(
            number=1, markdown=tidy(markdown), origin=origin, warnings=list(warnings)
        )

    @transaction.atomic
    def write(self, markdown: str, origin: str = "edited") -> "CvVersion":
        """The newest version: a new one, or the last when nothing changed."""
        self._lock()
        last, markdown = self.current(), tidy(markdown)
        return last if last.markdown == markdown else self._next(markdown, origin)

    @transaction.atomic
    def autosave(
        self, markdown: str, base: tuple[int, int], origin: str = "edited"
    ) -> "CvVersion | None":
        """Keep what is being written, from the version and revision `base` on.

        One sitting is one version, written over while nothing else has made use of it; what is
        written by hand and what comes of proposals stay apart. None when another tab wrote
        meanwhile: then nothing is kept.
        """
        self._lock()
        last, markdown = self.current(), tidy(markdown)
        if last.markdown == markdown:
            return last
        if (last.number, last.revision) != base:
            return None
        proposed = CvVersion.Origin.PROPOSED
        is_other = (last.origin == proposed) != (origin == proposed)
        if is_other or not last.may_be_written_over:
            return self._next(markdown, origin, is_open=True)
        last.markdown, last.revision, last.saved_at = markdown, last.revision + 1, timezone.now()
        last.save(update_fields=["markdown", "revision", "saved_at"])
        return last

    def _lock(self) -> None:
        Cv.objects.select_for_update().get(pk=self.pk)

    def _next(self, markdown: str, origin: str, *, is_open: bool = False) -> "CvVersion":
        """The row is locked."""
        number = self.versions.aggregate(last=Max("number"))["last"] + 1
        return self.versions.create(
            number=number, markdown=markdown, origin=origin, is_open=is_open
        )

    def current(self) -> "CvVersion":
        return self.versions.order_by("-number")[:1].get()


def tidy(markdown: str) -> str:
    """One newline at the end, whatever a form or a reader left there: versions compare by bytes."""
    return markdown.strip() + "\n"


class CvVersion(models.Model):
    """A CV as it stood at one time. Never changed: an edit is the next version, but that one
    sitting of autosaves is one version, open until something makes use of it."""

    class Origin(models.TextChoices):
        UPLOADED = "uploaded", _("read from a file")
        TYPED = "typed", _("typed in")
        EDITED = "edited", _("edited")
        IMPORTED = "imported", _("read from JSON Resume")
        RESTORED = "restored", _("an earlier one again")
        TAILORED = "tailored", _("tailored")
        COPIED = "copied", _("a copy")
        PROPOSED = "proposed", _("proposals decided on")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "cv": NONE, "number": NONE, "revision": NONE, "is_open": NONE,
        "markdown": CONTENT, "origin": NONE, "warnings": NONE, "created_at": NONE,
        "saved_at": NONE,
    }  # fmt: skip

    cv = models.ForeignKey(Cv, models.DB_CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1, db_default=1)  # how often it was autosaved
    is_open = models.BooleanField(default=False, db_default=False)
    markdown = models.TextField(_("CV"))
    origin = models.CharField(max_length=8, choices=Origin)
    # What reading programs trip over in the file it was read from: codes of cv.extract.CvText.
    warnings = models.JSONField(default=list, db_default=[])
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now, db_default=Now())

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["cv", "number"], name="one_number_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.cv_id} v{self.number}"

    @property
    def may_be_written_over(self) -> bool:
        return self.is_open and self.saved_at > timezone.now() - AUTOSAVED_INTO_ONE

    def pin(self) -> None:
        """Something makes use of this very text: the next edit begins another version."""
        CvVersion.objects.filter(pk=self.pk, is_open=True).update(is_open=False)
