"""The analysis of a CV against a posting: shown first, then reserved, asked, checked and kept."""

import datetime
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from applications.models import Posting
from billing import allowance
from cv import findings, prompts
from cv.models import Analysis, Cv, CvVersion
from cv.placeholders import Mask, is_nameless, names_in
from trackr import claude, connection, sweeping

if TYPE_CHECKING:
    from accounts.models import User

DATA_KINDS = ("cv", "posting")
LONGEST_CV = 40_000
LONGEST_POSTING = 40_000
MAX_TOKENS = 16_000
STALE_AFTER = allowance.LEASE

SENTENCES = {
    "off": _("Analysis is not set up on this server."),
    "busy": _("Claude is busy or out of reach right now. Please try again in a few minutes."),
    "refused": _("Claude declined to answer this one. Check the posting's text and try again."),
    "cut_short": _("The answer did not fit. Try a shorter posting or CV."),
    "unreadable": _("The answer came back garbled. Please try again."),
    "untrue": _("The answer quoted things that your CV doesn't say, so we threw it away."),
    "misconfigured": _("Something is wrong on our side. We have been told; please try later."),
    "lost": _("The analysis was interrupted. Please start it again."),
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


class PayloadChanged(Exception):
    """What would be sent is no longer what was shown."""


@dataclass(frozen=True)
class Payload:
    """All that will be sent, contact data replaced, and the way to put it back."""

    cv: str
    posting: str
    prompt: prompts.Prompt
    mask: Mask
    is_shortened: bool
    is_nameless: bool  # no name was found that could be replaced

    @property
    def digest(self) -> str:
        sent = f"{self.prompt.system}\0{self.prompt.message}"
        return hashlib.sha256(sent.encode()).hexdigest()


def preview(user: "User", version: CvVersion, posting: Posting) -> Payload:
    """What an analysis would send. The same rows give the same payload each time."""
    mask = Mask()
    names = names_in(version.markdown, user.name)
    cv = mask.hide_cv(version.markdown[:LONGEST_CV], names)
    text = mask.hide(posting.text[:LONGEST_POSTING], names)
    is_shortened = len(version.markdown) > LONGEST_CV or len(posting.text) > LONGEST_POSTING
    prompt = prompts.analysis(cv, text, user.language)
    return Payload(cv, text, prompt, mask, is_shortened, is_nameless(version.markdown, user.name))


def start(user: "User", version: CvVersion, posting: Posting, digest: str) -> Analysis:
    """Reserve one analysis. Raises PayloadChanged or AllowanceSpent; nothing is sent yet."""
    if preview(user, version, posting).digest != digest:
        raise PayloadChanged
    with transaction.atomic():
        call = allowance.reserve(user, allowance.Feature.CV_ANALYSIS, DATA_KINDS)
        version.pin()
        return Analysis.objects.create(version=version, posting=posting, call=call, digest=digest)


def run(user: "User", analysis: Analysis) -> None:
    """Ask Claude, once however often this is called. A failure is kept as one and costs nothing."""
    if not analysis.claim():
        return
    if analysis.call is None or not allowance.begin(analysis.call):
        analysis.fail("lost")  # it waited so long that its unit was given back
        return
    payload = preview(user, analysis.version, analysis.posting)
    if payload.digest != analysis.digest:
        _fail(analysis, "changed", "changed")
        return
    connection.give_back()  # the call takes up to a minute
    try:
        answer = claude.ask(_question(user, payload), findings.CvAnalysis)
    except claude.ClaudeError as failure:
        allowance.record(analysis.call, failure.usage)
        _fail(analysis, _error_of(failure), failure.code)
        return
    allowance.record(analysis.call, answer.usage)
    checked = findings.check(answer.value, payload.cv, payload.posting)
    if not checked.is_credible:
        _fail(analysis, "untrue", "untrue")
        return
    with transaction.atomic():
        if analysis.finish(result=checked.as_result(payload.mask.show)):
            allowance.settle(analysis.call)
        else:
            allowance.refund(analysis.call, "dropped")


def drop(cv: Cv) -> None:
    """A CV is about to be deleted: what waits or runs for it is not charged."""
    open_ones = Analysis.objects.filter(version__cv=cv, call__isnull=False).select_related("call")
    for analysis in open_ones:
        if analysis.call is not None and not analysis.is_over:
            allowance.refund(analysis.call, "dropped")


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Fail what nobody began, and what a killed process left behind; each is refunded once."""
    before = now - STALE_AFTER
    stale = Analysis.objects.filter(
        Q(state=Analysis.State.PENDING, created_at__lt=before)
        | Q(state=Analysis.State.RUNNING, started_at__lt=before)
    )
    return sweeping.each(stale, until, lambda analysis: _fail(analysis, "lost", "lost"))


def _question(user: "User", payload: Payload) -> claude.Question:
    return claude.Question(
        model=settings.TRACKR_AI_MODEL_DEEP,
        system=payload.prompt.system,
        message=payload.prompt.message,
        max_tokens=MAX_TOKENS,
        user_key=salted_hmac("trackr.claude", str(user.pk), algorithm="sha256").hexdigest(),
        effort="medium",
    )


def _fail(analysis: Analysis, error: str, outcome: str) -> None:
    with transaction.atomic():
        analysis.fail(error)
        if analysis.call is not None:
            allowance.refund(analysis.call, outcome)


def _error_of(failure: claude.ClaudeError) -> str:
    return next(error for kind, error in FAILURES if isinstance(failure, kind))
