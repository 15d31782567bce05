"""A CV as a Markdown document with versions, and what Claude found in one of them."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackr.privacy import CONTENT, NONE, Kind


class CvQuerySet(models.QuerySet["Cv"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)


class Cv(models.Model):
    """One CV of a person. What it says lives in its versions; the newest counts."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "title": CONTENT, "language": CONTENT,
        "created_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="cvs")
    title = models.CharField(
        _("title"), max_length=120, help_text=_("For your eyes: how you tell your CVs apart.")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CvQuerySet.as_manager()

    class Meta:
        verbose_name = _("CV")
        verbose_name_plural = _("CVs")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    @transaction.atomic
    def begin(self, markdown: str, origin: str) -> "CvVersion":
        """Save a new CV together with its version 1."""
        self.save(force_insert=True)
        return self.versions.create(number=1, markdown=_tidy(markdown), origin=origin)

    @transaction.atomic
    def write(self, markdown: str) -> "CvVersion":
        """The newest version: a new one, or the last when nothing changed."""
        Cv.objects.select_for_update().get(pk=self.pk)
        last, markdown = self.current(), _tidy(markdown)
        if last.markdown == markdown:
            return last
        number = self.versions.aggregate(last=Max("number"))["last"] + 1
        return self.versions.create(
            number=number, markdown=markdown, origin=CvVersion.Origin.EDITED
        )

    def current(self) -> "CvVersion":
        return self.versions.order_by("-number")[:1].get()


def _tidy(markdown: str) -> str:
    """One newline at the end, whatever a form or a reader left there: versions compare by bytes."""
    return markdown.strip() + "\n"


class CvVersion(models.Model):
    """A CV as it stood at one time. Never changed: an edit is the next version."""

    class Origin(models.TextChoices):
        UPLOADED = "uploaded", _("read from a file")
        TYPED = "typed", _("typed in")
        EDITED = "edited", _("edited")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "cv": NONE, "number": NONE, "markdown": CONTENT, "origin": NONE,
        "created_at": NONE,
    }  # fmt: skip

    cv = models.ForeignKey(Cv, models.DB_CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    markdown = models.TextField(_("CV"))
    origin = models.CharField(max_length=8, choices=Origin)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["cv", "number"], name="one_number_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.cv_id} v{self.number}"


class AnalysisQuerySet(models.QuerySet["Analysis"]):
    def of(self, user: Any) -> Self:
        return self.filter(version__cv__user=user)


class Analysis(models.Model):
    """Claude's reading of one version of a CV against one posting."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        RUNNING = "running", _("in progress")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "version": NONE, "posting": NONE, "call": NONE,
        "state": NONE, "error": NONE, "digest": NONE, "result": CONTENT,
        "created_at": NONE, "started_at": NONE, "finished_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(CvVersion, models.DB_CASCADE, related_name="analyses")
    posting = models.ForeignKey("applications.Posting", models.DB_CASCADE, related_name="analyses")
    call = models.OneToOneField(
        "billing.AiCall", models.DB_SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=7, choices=State, default=State.PENDING)
    error = models.CharField(max_length=30, blank=True)
    # Of what the person was shown: only that may be sent.
    digest = models.CharField(max_length=64, default="", editable=False)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="analysis_open",
                condition=models.Q(state__in=["pending", "running"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.created_at:%Y-%m-%d}"

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}

    def claim(self) -> bool:
        """Take it up, once: a reload or a second tab gets False and pays nothing."""
        waiting = Analysis.objects.filter(pk=self.pk, state=self.State.PENDING)
        return bool(waiting.update(state=self.State.RUNNING, started_at=timezone.now()))

    def finish(self, result: dict[str, Any]) -> bool:
        """False when it is over already, or was deleted meanwhile."""
        return self._close(self.State.DONE, result=result)

    def fail(self, error: str) -> None:
        self._close(self.State.FAILED, error=error)

    def _close(self, state: str, **fields: Any) -> bool:
        unfinished = Analysis.objects.filter(pk=self.pk).exclude(
            state__in=[self.State.DONE, self.State.FAILED]
        )
        return bool(unfinished.update(state=state, finished_at=timezone.now(), **fields))
