"""Claude's comment on a comparison: shown first, reserved, asked, checked, and charged once."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing import allowance
from coaching import material
from coaching.material import Choice, Material, Sent
from coaching.models import OfferComment
from coaching.offers import comparison, facts, prompts, remarks
from coaching.offers.comparison import Comparison
from coaching.pipeline import Parts
from cv.sending import asking
from cv.sending.payload import PayloadChanged
from cv.sending.prompting import Prompt

if TYPE_CHECKING:
    from accounts.models import User

FEATURE = allowance.Feature.COACH_MESSAGE
NOTHING_ELSE = Choice(None, (), Parts(has_postings=False, has_rounds=False, has_notes=False))

SENTENCES: dict[str, Promise] = {
    **asking.SENTENCES,
    "refused": _("Claude declined to answer this one. Try other words in your reasons."),
    "cut_short": _("The answer did not fit. Compare fewer offers, or give shorter reasons."),
}


def preview(user: "User", compared: Comparison, *, has_notes: bool) -> Sent:
    """What a comment would send. The same rows give the same each time."""

    def ask(gathered: Material) -> Prompt:
        return prompts.comment(gathered.said["criteria"], gathered.said["offers"], user.language)

    said = {
        "criteria": facts.criteria_of(compared),
        "offers": facts.offers_of(compared, has_notes=has_notes),
    }
    return material.sent(user, NOTHING_ELSE, ask, said)


def start(user: "User", digest: str, *, has_notes: bool) -> OfferComment:
    """Reserve one message; nothing is sent yet. Raises PayloadChanged or a Refused."""
    compared = comparison.read(user)
    if preview(user, compared, has_notes=has_notes).digest != digest:
        raise PayloadChanged
    has_notes = has_notes and compared.has_notes
    kinds = ("offers", "notes") if has_notes else ("offers",)
    with transaction.atomic():
        call = allowance.reserve(user, FEATURE, kinds)
        basis = facts.basis_of(compared, has_notes=has_notes)
        return OfferComment.objects.create(
            user=user, call=call, digest=digest, has_notes=has_notes, basis=basis
        )


def run(user: "User", comment: OfferComment) -> None:
    """Ask Claude, once however often this is called. A failure is kept as one and costs nothing."""

    def preview_now() -> Sent:
        return preview(user, comparison.read(user), has_notes=comment.has_notes)

    sent = asking.take_up(comment, preview_now)
    if sent is None:
        return
    answer = asking.answered(user, comment, sent.prompt, FEATURE, remarks.CommentOnOffers)
    if answer is None:
        return
    said = sent.material.said
    kept = remarks.kept(answer, list(said.values()), sent.material.mask.show)
    if not kept:
        asking.fail(comment, "unreadable", "unreadable")
        return
    with transaction.atomic():
        asking.finish(comment, result={"remarks": kept})


def delete(comment: OfferComment) -> None:
    """For good. What waits or runs is not charged."""
    with transaction.atomic():
        asking.drop(OfferComment.objects.filter(pk=comment.pk))
        comment.delete()


def is_outdated(comment: OfferComment, compared: Comparison) -> bool:
    """The comparison has changed since."""
    return comment.basis != facts.basis_of(compared, has_notes=comment.has_notes)


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Each that nobody finished fails and is refunded, once."""
    return asking.sweep(OfferComment.objects.all(), now, until)
