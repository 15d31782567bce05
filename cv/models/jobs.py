"""What Claude is asked about a CV: one row a call, taken up once, finished or failed once."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackr.privacy import CONTENT, NONE
from trackr.privacy import Kind as Privacy

JOB_PRIVACY: dict[str, Privacy] = {
    "id": NONE, "public_id": NONE, "call": NONE, "state": NONE, "error": NONE, "digest": NONE,
    "created_at": NONE, "started_at": NONE, "finished_at": NONE,
}  # fmt: skip
CHANGE_PRIVACY: dict[str, Privacy] = {
    "id": NONE, "public_id": NONE, "position": NONE, "kind": NONE, "number": NONE, "line": CONTENT,
    "text": CONTENT, "reason": CONTENT, "decision": NONE,
}  # fmt: skip


class State(models.TextChoices):
    PENDING = "pending", _("waiting")
    RUNNING = "running", _("in progress")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


OVER = (State.DONE, State.FAILED)
OPEN = models.Q(state__in=["pending", "running"])


class Job(models.Model):
    """One call to Claude that a person started and waits for."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.OneToOneField(
        "billing.AiCall", models.DB_SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=7, choices=State, default=State.PENDING)
    error = models.CharField(max_length=30, blank=True)
    # Of what the person was shown: only that may be sent.
    digest = models.CharField(max_length=64, default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.state} {self.created_at:%Y-%m-%d}"

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    def claim(self, **only: Any) -> bool:
        """Take it up, once: a reload or a second tab gets False and pays nothing."""
        waiting = self._rows().filter(pk=self.pk, state=State.PENDING, **only)
        return bool(waiting.update(state=State.RUNNING, started_at=timezone.now()))

    def finish(self, **fields: Any) -> bool:
        """False when it is over already, or was deleted meanwhile."""
        return self._close(State.DONE, **fields)

    def fail(self, error: str, **fields: Any) -> None:
        self._close(State.FAILED, error=error, **fields)

    def _close(self, state: str, **fields: Any) -> bool:
        unfinished = self._rows().filter(pk=self.pk).exclude(state__in=OVER)
        return bool(unfinished.update(state=state, finished_at=timezone.now(), **fields))

    def _rows(self) -> "models.QuerySet[Self]":
        return type(self)._default_manager.all()


class AnalysisQuerySet(models.QuerySet["Analysis"]):
    def of(self, user: Any) -> Self:
        return self.filter(version__cv__user=user)

    def before(self, later: "Analysis") -> Self:
        """The finished ones of the same CV for the same application, newest first."""
        return self.filter(
            version__cv=later.version.cv_id,
            posting__application=later.posting.application_id,
            state=State.DONE,
            created_at__lt=later.created_at,
        )


class Analysis(Job):
    """Claude's reading of one version of a CV against one posting."""

    State = State

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **JOB_PRIVACY, "version": NONE, "posting": NONE, "result": CONTENT,
    }  # fmt: skip

    version = models.ForeignKey("CvVersion", models.DB_CASCADE, related_name="analyses")
    posting = models.ForeignKey("applications.Posting", models.DB_CASCADE, related_name="analyses")
    result = models.JSONField(default=dict)

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["created_at"], name="analysis_open", condition=OPEN)]


class TailoringQuerySet(models.QuerySet["Tailoring"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)


class Tailoring(Job):
    """Claude's proposed changes to one version of a CV for one application's posting.

    `cv` is the copy that they are applied to; its version 1 is `version` to the byte. What is not
    proven in it stays known when the CV that it was made from, or the posting, is deleted.
    """

    State = State

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **JOB_PRIVACY, "user": NONE, "version": NONE, "posting": NONE, "answers": CONTENT,
        "summary": CONTENT, "cv": NONE, "left_out": NONE,
    }  # fmt: skip

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="tailorings")
    version = models.ForeignKey(
        "CvVersion", models.DB_SET_NULL, null=True, related_name="tailorings"
    )
    posting = models.ForeignKey(
        "applications.Posting", models.DB_SET_NULL, null=True, related_name="tailorings"
    )
    answers = models.TextField(_("what your CV doesn't say"), blank=True)
    cv = models.OneToOneField(
        "Cv", models.DB_CASCADE, null=True, blank=True, related_name="tailoring"
    )
    summary = models.TextField(blank=True)
    left_out = models.PositiveSmallIntegerField(default=0)

    objects = TailoringQuerySet.as_manager()

    class Meta:
        verbose_name = _("tailoring")
        verbose_name_plural = _("tailorings")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["created_at"], name="tailoring_open", condition=OPEN)]


class LineChange(models.Model):
    """One proposed change of a text: a line instead of another, a new one, or one less."""

    class Kind(models.TextChoices):
        REPLACE = "replace", _("changed")
        ADD = "add", _("new")
        REMOVE = "remove", _("left out")

    class Decision(models.TextChoices):
        OPEN = "open", _("to decide")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    number = models.PositiveIntegerField()  # of the line in the text as it was, from 1
    line = models.TextField()  # to the letter; a new one stands below it
    text = models.TextField(blank=True)  # what shall stand there
    reason = models.TextField(blank=True)
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.OPEN)

    class Meta:
        abstract = True
        ordering = ["position"]

    @property
    def wording(self) -> str:
        """What shall stand there, without its mark."""
        return self.text.strip().removeprefix("- ")


class Change(LineChange):
    """One of a tailoring."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **CHANGE_PRIVACY, "tailoring": NONE, "unproven": CONTENT, "withdrawn": CONTENT,
        "is_edited": NONE,
    }  # fmt: skip

    tailoring = models.ForeignKey(Tailoring, models.DB_CASCADE, related_name="changes")
    # Facts of `text` that nothing proves: {"text", "kind", "is_true"}, as cv/fact_lock finds them.
    unproven = models.JSONField(default=list)
    # Those that stood in the copy and were taken out again, with the last version that may say
    # them: {…, "until"}. Had back, that version brings them along.
    withdrawn = models.JSONField(default=list, db_default=[])
    is_edited = models.BooleanField(default=False)

    class Meta(LineChange.Meta):
        abstract = False
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        constraints = [
            models.UniqueConstraint(fields=["tailoring", "position"], name="one_change_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.tailoring_id} {self.position}"
