"""Tailoring: a copy of a CV for one application, with changes that Claude proposes line by line.

Shown first, then reserved, asked and checked; each fact of a proposal is traced before it is kept.
"""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Posting
from billing import allowance
from cv.analysis.findings import UNSTORABLE
from cv.models import Change, Cv, CvVersion, Tailoring
from cv.sending import asking, prompts
from cv.sending.payload import Payload, PayloadChanged, payload
from cv.sending.prompting import Prompt
from cv.tailoring import changes, proposals
from cv.text.document import lines

if TYPE_CHECKING:
    from accounts.models import User

DATA_KINDS = ("cv", "posting", "answers")
LONGEST_TITLE = 120


def preview(user: "User", version: CvVersion, posting: Posting, answers: str) -> Payload:
    """What a tailoring would send. The same rows and answers give the same payload each time."""

    def ask(cv: str, text: str, said: str) -> Prompt:
        return prompts.tailoring(cv, text, said, user.language)

    return payload(user, version, posting, ask, answers)


def start(
    user: "User", version: CvVersion, posting: Posting, answers: str, digest: str
) -> Tailoring:
    """Reserve one tailored CV. Raises PayloadChanged or a Refused; nothing is sent yet."""
    if preview(user, version, posting, answers).digest != digest:
        raise PayloadChanged
    with transaction.atomic():
        call = allowance.reserve(user, allowance.Feature.TAILORED_CV, DATA_KINDS)
        version.pin()
        return Tailoring.objects.create(
            user=user, version=version, posting=posting, answers=answers, call=call, digest=digest
        )


def run(user: "User", tailoring: Tailoring) -> None:
    """Ask Claude, once however often this is called. A failure is kept as one and costs nothing."""
    version, posting = tailoring.version, tailoring.posting

    def preview_now() -> Payload | None:
        if version is None or posting is None:
            return None
        return preview(user, version, posting, tailoring.answers)

    sent = asking.take_up(tailoring, preview_now)
    if sent is None or version is None:
        return
    answer = asking.answered(
        user, tailoring, sent.prompt, allowance.Feature.TAILORED_CV, proposals.CvTailoring
    )
    if answer is None:
        return
    checked = proposals.check(answer, sent.cv, version.markdown, sent.mask.show)
    if not checked.is_credible:
        asking.fail(tailoring, "untrue", "untrue")
        return
    summary = UNSTORABLE.sub("", sent.mask.show(answer.summary))
    with transaction.atomic():
        _keep(tailoring, version, checked, summary)


def drop(cv: Cv) -> None:
    """A CV is about to be deleted: what waits or runs for it is not charged, and goes along."""
    unfinished = Tailoring.objects.filter(version__cv=cv, cv=None)
    asking.drop(unfinished)
    unfinished.delete()


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Each that nobody finished fails and is refunded, once."""
    return asking.sweep(Tailoring.objects.all(), now, until)


def _keep(
    tailoring: Tailoring, version: CvVersion, checked: proposals.Checked, summary: str
) -> None:
    """The copy, byte-equal, and the changes to decide on; then the call is worth its unit."""
    copy = _copy(version, tailoring.posting)
    if not asking.finish(tailoring, cv=copy, summary=summary, left_out=checked.left_out):
        copy.delete()
        return
    originals = {line.number: line.raw for line in lines(version.markdown)}
    sources = changes.Sources(version.markdown, tailoring.answers)
    Change.objects.bulk_create(
        Change(
            tailoring=tailoring,
            position=position,
            kind=one.kind,
            number=one.number,
            line=originals[one.number],
            text=one.text,
            reason=one.reason,
            unproven=changes.facts(one.text, sources),
        )
        for position, one in enumerate(checked.proposals, 1)
    )


def _copy(version: CvVersion, posting: Posting | None) -> Cv:
    assert posting is not None  # noqa: S101  run() saw to it
    application = posting.application
    named = {"title": version.cv.title, "company": application.company}
    copy = Cv(
        user=version.cv.user,
        title=(_("%(title)s for %(company)s") % named)[:LONGEST_TITLE],
        language=version.cv.language,
        parent=version.cv,
        application=application,
    )
    copy.begin(version.markdown, CvVersion.Origin.TAILORED)
    return copy
