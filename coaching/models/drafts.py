"""Drafts: letters that Claude writes for the person, their versions, what is proposed to them."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import MD5
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Contact
from cv.models import CHANGE_PRIVACY, JOB_PRIVACY, OPEN, CvVersion, Job, LineChange
from trackr.privacy import CONTENT, NONE
from trackr.privacy import Kind as Privacy

LONGEST_SUBJECT = 200


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user, application__deleted_at=None)


class Draft(models.Model):
    """A letter about one application, and what it may be written from. Its text lives in versions,
    the newest counts; while there is none, it is being written or could not be."""

    class Kind(models.TextChoices):
        COVER_LETTER = "cover_letter", _("Cover letter")
        FOLLOW_UP = "follow_up", _("Follow-up")
        THANKS = "thanks", _("Thanks")
        DECLINE = "decline", _("Declining an offer")
        WITHDRAW = "withdraw", _("Withdrawing")
        NEGOTIATION = "negotiation", _("Salary negotiation")
        QUESTION = "question", _("Question to the recruiter")

    class Tone(models.TextChoices):
        PLAIN = "plain", _("matter-of-fact")
        WARM = "warm", _("warm")
        FORMAL = "formal", _("formal")

    class Length(models.TextChoices):
        SHORT = "short", _("short")
        MIDDLE = "middle", _("middle")
        LONG = "long", _("long")

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "application": NONE, "kind": CONTENT,
        "language": CONTENT, "tone": CONTENT, "length": CONTENT, "version": NONE, "to": NONE,
        "has_posting": CONTENT, "has_rounds": CONTENT, "has_notes": CONTENT, "wish": CONTENT,
        "created_at": NONE, "changed_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="drafts")
    application = models.ForeignKey(Application, models.DB_CASCADE, related_name="drafts")
    kind = models.CharField(_("what kind of letter"), max_length=12, choices=Kind)
    language = models.CharField(
        _("language of the letter"), max_length=5, choices=settings.LANGUAGES
    )
    tone = models.CharField(_("tone"), max_length=6, choices=Tone, default=Tone.PLAIN)
    length = models.CharField(_("length"), max_length=6, choices=Length, default=Length.MIDDLE)
    version = models.ForeignKey(
        CvVersion, models.DB_SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("CV")
    )
    to = models.ForeignKey(
        Contact, models.DB_SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("to whom"),
    )  # fmt: skip
    has_posting = models.BooleanField(_("the text of the posting"), default=True)
    has_rounds = models.BooleanField(_("the interview rounds"), default=True)
    has_notes = models.BooleanField(_("my notes"), default=False)
    wish = models.TextField(_("what it shall say"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [models.Index(fields=["user", "-changed_at"], name="draft_of_user")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.application}"

    def newest(self) -> "DraftVersion | None":
        return self.versions.first()

    def milestones(self) -> "list[DraftVersion]":
        """The versions, newest first; of those that deciding on one writing made in a row, the
        last."""
        found: list[DraftVersion] = []
        for version in self.versions.all():
            later = found[-1].writing_id if found else None
            if later is None or version.writing_id != later:
                found.append(version)
        return found

    @transaction.atomic
    def write(
        self, subject: str, text: str, origin: str, base: int, writing: "Writing | None" = None
    ) -> "DraftVersion | None":
        """The next version, or the last when nothing changed. None when `base` is no more the
        newest number: then nothing is kept."""
        Draft.objects.select_for_update().get(pk=self.pk)
        last = self.versions.first()
        if (last.number if last else 0) != base:
            return None
        if last and (last.subject, last.text) == (subject, text):
            return last
        Draft.objects.filter(pk=self.pk).update(changed_at=timezone.now())
        return self.versions.create(
            number=base + 1, subject=subject, text=text, origin=origin, writing=writing
        )


class WritingQuerySet(models.QuerySet["Writing"]):
    def of(self, user: Any) -> Self:
        return self.filter(draft__user=user, draft__application__deleted_at=None)


class Writing(Job):
    """One call for a draft: its first text, or, with a `base`, changes to that version."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **JOB_PRIVACY, "draft": NONE, "base": NONE, "wish": CONTENT, "summary": CONTENT,
        "left_out": NONE,
    }  # fmt: skip

    draft = models.ForeignKey(Draft, models.DB_CASCADE, related_name="writings")
    base = models.ForeignKey(
        "DraftVersion", models.DB_CASCADE, null=True, blank=True, related_name="writings"
    )
    wish = models.TextField(_("what shall change"), blank=True)
    summary = models.TextField(blank=True)
    left_out = models.PositiveSmallIntegerField(default=0)

    objects = WritingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("writing of a letter")
        verbose_name_plural = _("writings of letters")
        indexes = [models.Index(fields=["created_at"], name="writing_open", condition=OPEN)]


class DraftVersion(models.Model):
    """A letter as it stood at one time: lines of plain text, paragraphs apart by empty ones."""

    class Origin(models.TextChoices):
        WRITTEN = "written", _("written by Claude")
        EDITED = "edited", _("edited")
        PROPOSED = "proposed", _("proposals decided on")
        RESTORED = "restored", _("an earlier one again")

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "draft": NONE, "number": NONE, "subject": CONTENT, "text": CONTENT,
        "origin": NONE, "writing": NONE, "created_at": NONE,
    }  # fmt: skip

    draft = models.ForeignKey(Draft, models.DB_CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT, blank=True)
    text = models.TextField(_("letter"))
    origin = models.CharField(max_length=8, choices=Origin)
    # Whose proposals were decided on in it.
    writing = models.ForeignKey(
        Writing, models.DB_SET_NULL, null=True, blank=True, related_name="results"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_number_per_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} v{self.number}"


class Passage(models.Model):
    """A line that Claude wrote, with the facts in it that nothing of the person's own proves."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "public_id": NONE, "draft": NONE, "text": CONTENT, "unproven": CONTENT,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.DB_CASCADE, related_name="passages")
    text = models.TextField()
    # {"text", "kind", "is_true", "is_of_posting"}, as cv/fact_lock finds them.
    unproven = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("draft", MD5("text"), name="one_passage"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {len(self.unproven)}"


class DraftChange(LineChange):
    """One of a writing, about its base."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {**CHANGE_PRIVACY, "writing": NONE}

    writing = models.ForeignKey(Writing, models.DB_CASCADE, related_name="changes")

    class Meta(LineChange.Meta):
        abstract = False
        verbose_name = _("proposed change of a letter")
        verbose_name_plural = _("proposed changes of letters")
        constraints = [
            models.UniqueConstraint(fields=["writing", "position"], name="one_draft_change"),
        ]

    def __str__(self) -> str:
        return f"{self.writing_id} {self.position}"
