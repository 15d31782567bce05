"""The ledger of calls to the AI: what was agreed to, asked for, answered and spent."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from billing.models.plans import AllowanceUse, Feature
from trackr.privacy import BILLING, CONTENT, NONE, Kind


class DataKind(models.TextChoices):
    """What may be sent, in words."""

    CV = "cv", _("CV")
    POSTING = "posting", _("posting")
    ANSWERS = "answers", _("what you added")
    QUESTION = "question", _("your message")
    CONVERSATION = "conversation", _("earlier messages")
    APPLICATIONS = "applications", _("applications")
    ROUNDS = "rounds", _("interview rounds")
    NOTES = "notes", _("notes")
    LETTER = "letter", _("letter")
    STORIES = "stories", _("your stories")
    MOCK_ANSWER = "mock_answer", _("a practice question and your answer")
    OFFERS = "offers", _("offers and your criteria")


OUTCOMES: dict[str, Promise] = {
    "done": _("answered"),
    "stopped": _("stopped by you"),
    "lost": _("interrupted"),
    "changed": _("something had changed, so nothing was sent"),
    "dropped": _("deleted meanwhile"),
    "untrue": _("thrown away: it quoted what is not there"),
    "refused": _("Claude declined"),
    "max_tokens": _("the answer did not fit"),
    "model_context_window_exceeded": _("the answer did not fit"),
    "unreadable": _("the answer came back garbled"),
    "cut_off": _("the answer broke off"),
}
OURS = frozenset(
    {"bad_request", "unauthorized", "billing", "forbidden", "not_found", "too_large", "off"}
)
FAULT_OF_OURS = _("something was wrong on our side")
UNREACHED = _("Claude was busy or out of reach")


class AiCall(models.Model):
    """One call to the AI: what was reserved for it, what came of it. Never its content."""

    class State(models.TextChoices):
        HELD = "held", _("in progress")
        SETTLED = "settled", _("charged")
        REFUNDED = "refunded", _("not charged")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "counter": NONE, "feature": BILLING,
        "state": BILLING, "data_kinds": BILLING, "model": BILLING, "outcome": BILLING,
        "input_tokens": BILLING, "output_tokens": BILLING, "cache_read_tokens": BILLING,
        "cache_write_tokens": BILLING, "request_id": BILLING, "created_at": BILLING,
        "finished_at": BILLING, "lease_until": NONE, "cost_micros": BILLING,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="ai_calls")
    # Empty for a call that takes no unit, such as a further try within one.
    counter = models.ForeignKey(
        AllowanceUse, models.DB_CASCADE, null=True, blank=True, related_name="+"
    )
    feature = models.CharField(max_length=20, choices=Feature)
    state = models.CharField(max_length=8, choices=State, default=State.HELD)
    data_kinds = models.JSONField(default=list)
    model = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    input_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    cache_read_tokens = models.PositiveIntegerField(default=0)
    cache_write_tokens = models.PositiveIntegerField(default=0)
    request_id = models.CharField(max_length=80, blank=True)
    # Millionths of a US dollar; empty while unknown: not answered yet.
    cost_micros = models.PositiveBigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("AI call")
        verbose_name_plural = _("AI calls")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(state="held", counter__isnull=False),
                name="one_ai_call_in_flight",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="ai_call_of_user"),
            models.Index(
                fields=["lease_until"], name="ai_call_held", condition=models.Q(state="held")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.created_at:%Y-%m-%d} {self.state}"

    @property
    def kinds_of_data(self) -> list[str]:
        """In words; a kind that is no more known, as it is kept."""
        known = dict(DataKind.choices)
        return [str(known.get(kind, kind)) for kind in self.data_kinds]

    @property
    def outcome_in_words(self) -> str:
        otherwise = FAULT_OF_OURS if self.outcome in OURS else UNREACHED
        return str(OUTCOMES.get(self.outcome, otherwise)) if self.outcome else ""

    @property
    def state_in_words(self) -> str:
        if self.counter_id is None and self.state == self.State.SETTLED:
            return gettext("takes nothing of the allowance")
        return self.get_state_display()

    @property
    def input_in_all(self) -> int:
        return self.input_tokens + self.cache_read_tokens + self.cache_write_tokens


class AiConsent(models.Model):
    """The person has seen what a feature sends, and agrees to it. Gone when they take it back."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "user": NONE, "feature": CONTENT, "given_at": CONTENT,
    }  # fmt: skip

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="+")
    feature = models.CharField(max_length=20, choices=Feature)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "feature"], name="one_consent_per_feature"),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.given_at:%Y-%m-%d}"


class AiSpend(models.Model):
    """What a day's calls cost, of one person or, without one, of everybody together."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "user": NONE, "day": BILLING, "micros": BILLING,
    }  # fmt: skip

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, null=True, blank=True, related_name="+"
    )
    day = models.DateField()
    micros = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "day"], nulls_distinct=False, name="one_spend_per_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.micros}"
