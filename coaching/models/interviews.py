"""Interviews: the person's stories, what Claude prepares of posting and CV, mock interviews."""

import re
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.models import Application
from cv.models import JOB_PRIVACY, OPEN, CvVersion, Job, State
from trackr.privacy import CONTENT, NONE
from trackr.privacy import Kind as Privacy

LONGEST_TITLE = 120
GAP = re.compile(r"\[[^\[\]\n]{2,}\]")  # what Claude leaves for the person to say
STEPS = {
    "situation": pgettext_lazy("step of a story", "Situation"),
    "task": pgettext_lazy("step of a story", "Task"),
    "action": pgettext_lazy("step of a story", "Action"),
    "result": pgettext_lazy("step of a story", "Result"),
}
STAR_PRIVACY: dict[str, Privacy] = {
    "id": NONE, "public_id": NONE, "title": CONTENT, "situation": CONTENT, "task": CONTENT,
    "action": CONTENT, "result": CONTENT,
}  # fmt: skip


class Star(models.Model):
    """Something the person did, told in four steps."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    situation = models.TextField(STEPS["situation"])
    task = models.TextField(STEPS["task"])
    action = models.TextField(STEPS["action"])
    result = models.TextField(STEPS["result"])

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def told(self) -> dict[str, str]:
        """Its words by their step, the title first."""
        return {name: getattr(self, name) for name in ("title", *STEPS)}

    @property
    def steps(self) -> list[tuple[str | Promise, str]]:
        return [(label, getattr(self, name)) for name, label in STEPS.items()]


class StoryQuerySet(models.QuerySet["Story"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)


class Story(Star):
    """One of the person's bank, whoever worded it first."""

    class Origin(models.TextChoices):
        OWN = "own", _("written by you")
        PROPOSED = "proposed", _("proposed by Claude, kept by you")
        REWORDED = "reworded", _("proposed by Claude, reworded by you")

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **STAR_PRIVACY, "user": NONE, "origin": NONE, "created_at": NONE, "changed_at": NONE,
    }  # fmt: skip

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="stories")
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.OWN, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [models.Index(fields=["user", "-changed_at"], name="story_of_user")]

    def reword(self, told: dict[str, str]) -> None:
        """The person's own words instead. What Claude proposed stays known as that."""
        if told == self.told():
            return
        if self.origin == self.Origin.PROPOSED:
            self.origin = self.Origin.REWORDED
        for name, text in told.items():
            setattr(self, name, text)
        self.changed_at = timezone.now()
        self.save(update_fields=[*told, "origin", "changed_at"])


class PreparationQuerySet(models.QuerySet["Preparation"]):
    def of(self, user: Any) -> Self:
        """Without those of applications in the bin."""
        return self.filter(user=user, application__deleted_at=None)


class Preparation(Job):
    """What Claude expects of the interviews of one application."""

    State = State

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **JOB_PRIVACY, "user": NONE, "application": NONE, "version": NONE, "has_rounds": CONTENT,
        "has_notes": CONTENT, "chosen_stories": NONE, "research": CONTENT, "to_ask": CONTENT,
        "left_out": NONE,
    }  # fmt: skip

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="preparations"
    )
    application = models.ForeignKey(
        Application, models.DB_CASCADE, related_name="interview_preparations"
    )
    version = models.ForeignKey(CvVersion, models.DB_SET_NULL, null=True, related_name="+")
    has_rounds = models.BooleanField(default=True)
    has_notes = models.BooleanField(default=False)
    # Keys of the stories that go along, in the order of their numbers.
    chosen_stories = models.JSONField(default=list)
    research = models.JSONField(default=list)  # {"topic", "why"} each
    to_ask = models.JSONField(default=list)  # {"question", "why"} each
    left_out = models.PositiveSmallIntegerField(default=0)  # stories that quoted what is not there

    objects = PreparationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("interview preparation")
        verbose_name_plural = _("interview preparations")
        indexes = [
            models.Index(fields=["created_at"], name="preparation_open", condition=OPEN),
            models.Index(fields=["user", "-created_at"], name="preparation_of_user"),
        ]


class Question(models.Model):
    """One that is likely to be asked."""

    class Kind(models.TextChoices):
        ABOUT_YOU = "about_you", _("About you")
        MOTIVATION = "motivation", _("Why this job")
        EXPERIENCE = "experience", _("What you have done")
        SKILL = "skill", _("What you can do")
        SITUATION = "situation", _("Situations")
        CULTURE = "culture", _("Working together")
        TERMS = "terms", _("Pay and terms")

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "public_id": NONE, "preparation": NONE, "position": NONE, "kind": CONTENT,
        "text": CONTENT, "why": CONTENT, "hint": CONTENT, "unproven": CONTENT, "story": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    preparation = models.ForeignKey(Preparation, models.DB_CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField()
    why = models.TextField()
    hint = models.TextField(blank=True)
    unproven = models.JSONField(default=list)  # facts of the hint: {"text", "kind"} each
    story = models.ForeignKey(
        Story, models.DB_SET_NULL, null=True, blank=True, related_name="questions"
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("likely question")
        verbose_name_plural = _("likely questions")
        constraints = [
            models.UniqueConstraint(
                fields=["preparation", "position"], name="one_question_per_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.preparation_id} {self.position}"


class Proposal(Star):
    """A story that Claude sees in the CV: the person keeps it or not."""

    class Decision(models.TextChoices):
        OPEN = "open", _("to decide")
        KEPT = "kept", _("kept")
        REJECTED = "rejected", _("not this one")

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **STAR_PRIVACY, "preparation": NONE, "position": NONE, "cv_quote": CONTENT,
        "unproven": CONTENT, "decision": NONE, "story": NONE,
    }  # fmt: skip

    preparation = models.ForeignKey(Preparation, models.DB_CASCADE, related_name="proposals")
    position = models.PositiveSmallIntegerField()
    cv_quote = models.TextField()
    unproven = models.JSONField(default=list)  # facts: {"text", "kind"} each
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.OPEN)
    story = models.OneToOneField(Story, models.DB_SET_NULL, null=True, related_name="proposal")

    class Meta:
        ordering = ["position"]
        verbose_name = _("proposed story")
        verbose_name_plural = _("proposed stories")
        constraints = [
            models.UniqueConstraint(
                fields=["preparation", "position"], name="one_proposal_per_place"
            ),
        ]

    @property
    def gaps(self) -> list[str]:
        """What it leaves for the person to say, brackets and all."""
        return [gap for text in self.told().values() for gap in GAP.findall(text)]

    @property
    def has_gaps(self) -> bool:
        return bool(self.gaps)

    @property
    def is_settled(self) -> bool:
        """Nothing in it waits for the person's word."""
        return not self.unproven and not self.has_gaps


class Mock(models.Model):
    """A mock interview: some questions of a preparation, answered one by one."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "public_id": NONE, "preparation": NONE, "questions": CONTENT,
        "created_at": NONE, "ended_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    preparation = models.ForeignKey(Preparation, models.DB_CASCADE, related_name="mocks")
    questions = models.JSONField(default=list)  # {"kind", "text", "why"} each, as they were then
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("mock interview")
        verbose_name_plural = _("mock interviews")

    def __str__(self) -> str:
        return f"{self.preparation_id} {self.created_at:%Y-%m-%d}"

    @property
    def size(self) -> int:
        return len(self.questions)

    def question(self, number: int) -> dict[str, str]:
        """`number` counts from 1."""
        found: dict[str, str] = self.questions[number - 1]
        return found

    def end(self) -> None:
        """Here, whatever is still unanswered."""
        Mock.objects.filter(pk=self.pk, ended_at=None).update(ended_at=timezone.now())


class MockTurn(Job):
    """One question of a mock interview: answered and scored, or skipped."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **JOB_PRIVACY, "mock": NONE, "number": NONE, "answer": CONTENT, "is_skipped": NONE,
        "scores": CONTENT, "better": CONTENT, "unproven": CONTENT,
    }  # fmt: skip

    mock = models.ForeignKey(Mock, models.DB_CASCADE, related_name="turns")
    number = models.PositiveSmallIntegerField()
    answer = models.TextField(blank=True)
    is_skipped = models.BooleanField(default=False)
    scores = models.JSONField(default=dict)  # by criterion: {"score", "reason"}
    better = models.TextField(blank=True)
    unproven = models.JSONField(default=list)  # facts of `better`: {"text", "kind"} each

    class Meta:
        ordering = ["number"]
        verbose_name = _("answer in a mock interview")
        verbose_name_plural = _("answers in mock interviews")
        constraints = [
            models.UniqueConstraint(fields=["mock", "number"], name="one_mock_turn_per_place"),
        ]
        indexes = [models.Index(fields=["created_at"], name="mock_turn_open", condition=OPEN)]

    def __str__(self) -> str:
        return f"{self.mock_id} {self.number}"

    @property
    def question(self) -> dict[str, str]:
        return self.mock.question(self.number)

    @property
    def is_scored(self) -> bool:
        return self.state == State.DONE and not self.is_skipped

    def _rows(self) -> "models.QuerySet[Self]":
        """Of this try only: another one has another call."""
        return super()._rows().filter(call=self.call_id)
