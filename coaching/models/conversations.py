"""Conversations with the coach, and their turns: a message of the person's and Claude's answer."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications import search
from applications.models import Application
from cv.models import JOB_PRIVACY, OPEN, Cv, Job
from trackr.privacy import CONTENT, NONE, Kind

LONGEST_TITLE = 120


def in_order(applications: "models.QuerySet[Application]") -> list[Application]:
    """As they go along: what moved last comes first."""
    return list(applications.order_by("-moved_at", "-pk"))


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)

    def search(self, words: str) -> Self:
        """Each word begins one of the title, of a message or of an answer."""
        found, wanted = self, search.prefixes(words)
        for prefix in wanted:
            said = Turn.objects.filter(conversation=OuterRef("pk"), words=prefix)
            found = found.filter(Q(words=prefix) | Exists(said))
        return found if wanted or not words.strip() else self.none()


class Conversation(models.Model):
    """What the person chose goes along with each message of it."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "title": CONTENT, "cv": NONE,
        "has_postings": CONTENT, "has_rounds": CONTENT, "has_notes": CONTENT, "summary": CONTENT,
        "summary_to": NONE, "created_at": NONE, "changed_at": NONE, "words": CONTENT,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="conversations"
    )
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    cv = models.ForeignKey(
        Cv, models.DB_SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("CV")
    )
    applications = models.ManyToManyField(
        Application, through="Topic", related_name="conversations", blank=True
    )
    has_postings = models.BooleanField(_("the texts of their postings"), default=True)
    has_rounds = models.BooleanField(_("their interview rounds"), default=True)
    has_notes = models.BooleanField(_("my notes on them"), default=False)
    # Of the turns up to `summary_to`, in place of them, once they have become too many.
    summary = models.TextField(blank=True, editable=False)
    summary_to = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    words = search.words_of("title")

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        indexes = [
            models.Index(fields=["user", "-changed_at"], name="conversation_of_user"),
            GinIndex(fields=["words"], name="conversation_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def chosen(self) -> list[Application]:
        """Its applications, without those in the bin."""
        return in_order(self.applications.filter(user=self.user_id, deleted_at=None))

    def rename(self, title: str) -> None:
        self.title = title
        self.save(update_fields=["title"])


class Topic(models.Model):
    """An application that a conversation is about."""

    PRIVACY: ClassVar[dict[str, Kind]] = {"id": NONE, "conversation": NONE, "application": NONE}

    conversation = models.ForeignKey(Conversation, models.DB_CASCADE, related_name="topics")
    application = models.ForeignKey(Application, models.DB_CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "application"], name="one_topic_per_application"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.application_id}"


class Turn(Job):
    """A message and its answer, which may have been stopped or have broken off."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        **JOB_PRIVACY, "conversation": NONE, "number": NONE, "question": CONTENT,
        "answer": CONTENT, "is_stopped": NONE, "prepared": CONTENT, "words": CONTENT,
    }  # fmt: skip

    conversation = models.ForeignKey(Conversation, models.DB_CASCADE, related_name="turns")
    number = models.PositiveIntegerField()
    question = models.TextField()
    answer = models.TextField(blank=True)
    is_stopped = models.BooleanField(default=False)
    # All that was shown and will be sent, from the press of Send until the answer is over: so that
    # the first word comes soon, and nothing else leaves.
    prepared = models.JSONField(null=True, blank=True, editable=False)
    words = search.words_of("question", "answer")

    class Meta:
        ordering = ["number"]
        verbose_name = _("message to the coach")
        verbose_name_plural = _("messages to the coach")
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="one_turn_per_place"),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="turn_open", condition=OPEN),
            GinIndex(fields=["words"], name="turn_words"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.number}"

    def stop(self) -> None:
        """The answer ends here: whoever reads it looks about once a second."""
        Turn.objects.filter(pk=self.pk, state="running").update(is_stopped=True)

    def _rows(self) -> "models.QuerySet[Self]":
        """Of this try only: another one has another call."""
        return super()._rows().filter(call=self.call_id)

    def _close(self, state: str, **fields: Any) -> bool:
        return super()._close(state, prepared=None, **fields)
