"""The analysis of a CV against a posting: shown first, then reserved, asked, checked and kept."""

import datetime
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import Posting
from billing import allowance
from cv.analysis import findings
from cv.analysis.arriving import Arrived, Arriving
from cv.models import Analysis, Cv, CvVersion
from cv.sending import asking, prompts
from cv.sending.payload import Payload, PayloadChanged, payload
from cv.sending.prompting import Prompt
from trackr import claude, connection

if TYPE_CHECKING:
    from accounts.models import User

DATA_KINDS = ("cv", "posting")

SENTENCES: dict[str, Promise] = {
    **asking.SENTENCES,
    "off": _("Analysis is not set up on this server."),
    "lost": _("The analysis was interrupted. Please start it again."),
}


def preview(user: "User", version: CvVersion, posting: Posting) -> Payload:
    """What an analysis would send. The same rows give the same payload each time."""

    def ask(cv: str, text: str, answers: str) -> Prompt:
        return prompts.analysis(cv, text, user.language)

    return payload(user, version, posting, ask)


def start(user: "User", version: CvVersion, posting: Posting, digest: str) -> Analysis:
    """Reserve one analysis. Raises PayloadChanged or a Refused; nothing is sent yet."""
    if preview(user, version, posting).digest != digest:
        raise PayloadChanged
    with transaction.atomic():
        call = allowance.reserve(user, allowance.Feature.CV_ANALYSIS, DATA_KINDS)
        version.pin()
        return Analysis.objects.create(version=version, posting=posting, call=call, digest=digest)


def run(user: "User", analysis: Analysis) -> None:
    """Ask Claude, once however often this is called. A failure is kept as one and costs nothing."""
    for _found in follow(user, analysis):
        pass


def follow(user: "User", analysis: Analysis) -> Generator[Arrived]:
    """Run it, and tell what is found as it arrives.

    Whoever follows may leave: the answer is read to its end all the same, kept, and charged once.
    """
    sent = asking.take_up(analysis, lambda: preview(user, analysis.version, analysis.posting))
    if sent is None or analysis.call is None:
        return
    asked = _Asked(user, analysis, analysis.call, sent)
    connection.give_back()  # the call takes up to a minute
    try:
        yield from asked.arrivals()
    finally:
        asked.close()


class _Asked:
    """The question of one analysis, from the asking to the settlement."""

    def __init__(
        self, user: "User", analysis: Analysis, call: allowance.AiCall, sent: Payload
    ) -> None:
        question = asking.question(user, sent.prompt, allowance.Feature.CV_ANALYSIS)
        self._analysis, self._call, self._sent = analysis, call, sent
        self._answer = claude.stream_value(question, findings.CvAnalysis)
        self._failure: claude.ClaudeError | None = None
        self._snapshots = self._read()

    def arrivals(self) -> Iterator[Arrived]:
        sent = findings.Sent.of(self._sent.cv, self._sent.posting)
        arriving = Arriving(sent, self._sent.mask.show)
        for snapshot in self._snapshots:
            if arrived := arriving.take(snapshot):
                yield arrived

    def close(self) -> None:
        """Read what nobody waited for, record what it cost, then keep or refuse it, once."""
        for _unseen in self._snapshots:
            pass
        allowance.record(self._call, self._answer.usage)
        if self._failure:
            asking.fail(self._analysis, asking.error_of(self._failure), self._failure.code)
        elif self._answer.value is None:  # a fault of ours, told by its own exception
            asking.fail(self._analysis, "lost", "lost")
        else:
            self._keep(self._answer.value)

    def _read(self) -> Iterator[object]:
        try:
            with self._answer as snapshots:
                yield from snapshots
        except claude.ClaudeError as failure:
            self._failure = failure

    def _keep(self, answer: findings.CvAnalysis) -> None:
        checked = findings.check(answer, self._sent.cv, self._sent.posting)
        if not checked.is_credible:
            asking.fail(self._analysis, "untrue", "untrue")
            return
        with transaction.atomic():
            asking.finish(self._analysis, result=checked.as_result(self._sent.mask.show))


def drop(cv: Cv) -> None:
    """A CV is about to be deleted: what waits or runs for it is not charged."""
    asking.drop(Analysis.objects.filter(version__cv=cv, call__isnull=False))


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Each that nobody finished fails and is refunded, once."""
    return asking.sweep(Analysis.objects.all(), now, until)
