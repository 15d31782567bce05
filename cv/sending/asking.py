"""What the questions to Claude about a CV share: taken up once, put, and closed once."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from django.db import models, transaction
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from billing import allowance
from cv.models import Job, State
from cv.sending.prompting import Prompt
from trackr import claude, connection, sweeping

if TYPE_CHECKING:
    from accounts.models import User

MAX_TOKENS = 16_000
STALE_AFTER = allowance.LEASE

SENTENCES: dict[str, Promise] = {
    "off": _("Claude is not set up on this server."),
    "busy": _("Claude is busy or out of reach right now. Please try again in a few minutes."),
    "refused": _("Claude declined to answer this one. Check the posting's text and try again."),
    "cut_short": _("The answer did not fit. Try a shorter posting or CV."),
    "unreadable": _("The answer came back garbled. Please try again."),
    "untrue": _("The answer quoted things that your CV doesn't say, so we threw it away."),
    "misconfigured": _("Something is wrong on our side. We have been told; please try later."),
    "lost": _("It was interrupted. Please start it again."),
    "changed": _("Something changed since you looked at what is sent, so nothing was sent."),
}
FAILURES: tuple[tuple[type[claude.ClaudeError], str], ...] = (
    (claude.ClaudeOff, "off"),
    (claude.ClaudeBusy, "busy"),
    (claude.ClaudeRefused, "refused"),
    (claude.ClaudeCutShort, "cut_short"),
    (claude.ClaudeUnreadable, "unreadable"),
    (claude.ClaudeMisconfigured, "misconfigured"),
)


class Shown(Protocol):
    """What the person was shown before it is sent."""

    @property
    def digest(self) -> str: ...


def key_of(user: "User") -> str:
    """An opaque name of the person for Anthropic's records of abuse."""
    return salted_hmac("trackr.claude", str(user.pk), algorithm="sha256").hexdigest()


def question(user: "User", prompt: Prompt, feature: allowance.Feature) -> claude.Question:
    return claude.Question(
        model=allowance.model_for(feature),
        system=prompt.system,
        message=prompt.message,
        max_tokens=MAX_TOKENS,
        user_key=key_of(user),
        effort="medium",
        context=prompt.context,
    )


def error_of(failure: claude.ClaudeError) -> str:
    """The key of its sentence."""
    return next(error for kind, error in FAILURES if isinstance(failure, kind))


def take_up[S: Shown](job: Job, preview: Callable[[], S | None]) -> S | None:
    """What it sends; None when it is taken up already, or may not be sent: then it has failed.

    `preview` gives what would be sent now, None when there is nothing to send any more.
    """
    # In one statement where it waited but a moment; the first word waits for each of them.
    if not job.claim(call__in=allowance.fresh_calls()):
        if not job.claim():
            return None
        if job.call is None or not allowance.begin(job.call):
            fail(job, "lost", "lost")  # it waited too long, or AI was switched off meanwhile
            return None
    sent = preview()
    if sent is None or sent.digest != job.digest:
        fail(job, "changed", "changed")
        return None
    return sent


def answered[M: BaseModel](
    user: "User",
    job: Job,
    prompt: Prompt,
    feature: allowance.Feature,
    schema: type[M],
    keep: Callable[[str], dict[str, Any]] | None = None,
) -> M | None:
    """Claude's answer for a job that was taken up; what it cost is recorded. None where there is
    none: then the job has failed, and costs nothing. `keep` makes fields of the job of the JSON
    that had come till then; it may be cut anywhere."""
    assert job.call is not None  # noqa: S101  take_up() saw to it
    asked = question(user, prompt, feature)
    connection.give_back()  # the call takes up to a minute
    try:
        answer = _by_parts(asked, schema) if keep else claude.ask(asked, schema)
    except claude.ClaudeError as failure:
        allowance.record(job.call, failure.usage)
        kept = keep(failure.partial) if keep and failure.partial else {}
        fail(job, error_of(failure), failure.code, **kept)
        return None
    allowance.record(job.call, answer.usage)
    return answer.value


def _by_parts[M: BaseModel](asked: claude.Question, schema: type[M]) -> claude.Answer[M]:
    """Like claude.ask; but what breaks off has told how far it came."""
    with claude.stream_value(asked, schema) as snapshots:
        for _snapshot in snapshots:
            pass
    if snapshots.value is None or snapshots.usage is None:
        raise claude.ClaudeUnreadable("unreadable", snapshots.usage)
    return claude.Answer(snapshots.value, snapshots.usage)


def finish(job: Job, outcome: str = "done", **fields: Any) -> bool:
    """Keep the answer and charge it, in a transaction of the caller's. False where the job was over
    already, or was deleted meanwhile: then its unit is given back."""
    assert job.call is not None  # noqa: S101  take_up() saw to it
    if job.finish(**fields):
        allowance.settle(job.call, outcome)
        return True
    allowance.refund(job.call, "dropped")
    return False


# The job's row first, then its call: in another order two of these would lock each other out.
@transaction.atomic
def drop(*jobs: models.QuerySet[Any]) -> None:
    """What these belong to is about to be deleted, in a transaction of the caller's: those that
    wait or run are not charged."""
    held = [job for rows in jobs for job in _held(rows)]
    for job in held:
        if job.call is not None and not job.is_over:
            allowance.refund(job.call, "dropped")


@transaction.atomic
def fail(job: Job, error: str, outcome: str, **fields: Any) -> None:
    """Close it with the key of a sentence, and give its unit back; each once."""
    job.fail(error, **fields)
    if job.call is not None:
        allowance.refund(job.call, outcome)


def _held[J: Job](jobs: models.QuerySet[J]) -> models.QuerySet[J]:
    return jobs.select_related("call").select_for_update(of=("self",)).order_by("pk")


def sweep[J: Job](
    jobs: models.QuerySet[J], now: datetime.datetime, until: datetime.datetime
) -> int:
    """Fail what nobody began, and what a killed process left behind."""
    before = now - STALE_AFTER
    stale = jobs.filter(
        models.Q(state=State.PENDING, created_at__lt=before)
        | models.Q(state=State.RUNNING, started_at__lt=before)
    )
    return sweeping.each(stale, until, lambda job: fail(job, "lost", "lost"))
