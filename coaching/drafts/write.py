"""A letter asked of Claude, or changes to it: shown first, reserved, asked, traced, kept."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing import allowance
from coaching import material, pipeline
from coaching.drafts import facts, lettering, prompts, proposals
from coaching.material import Choice, Material, Sent
from coaching.models import Draft, DraftChange, DraftVersion, Writing
from coaching.models.drafts import LONGEST_SUBJECT
from cv.sending import asking
from cv.sending.payload import PayloadChanged
from cv.sending.prompting import Prompt

if TYPE_CHECKING:
    from accounts.models import User

FEATURE = allowance.Feature.DRAFT
CHOSEN = (
    "kind", "language", "tone", "length", "to", "version", "wish", "has_posting", "has_rounds",
    "has_notes",
)  # fmt: skip

SENTENCES: dict[str, Promise] = {
    **asking.SENTENCES,
    "refused": _("Claude declined to write this one. Try other words for what it shall say."),
    "cut_short": _("The answer did not fit. Try a shorter length, or fewer things to go along."),
    "untrue": _("The answer did not fit your letter, so we threw it away."),
}


class NotNow(Exception):
    """There is a text already, or another try is under way."""


def preview(user: "User", draft: Draft) -> Sent:
    """What would be sent for the first text. `draft` may be one that is not saved yet."""

    def ask(given: Material) -> Prompt:
        return prompts.letter(
            draft.kind, draft.language, draft.tone, draft.length, user.language, _texts(given)
        )

    return material.sent(user, _choice(draft), ask, _said(user, draft, draft.wish))


def is_same(user: "User", one: Draft, other: Draft) -> bool:
    """Whether both ask for the very same letter."""
    return preview(user, one).digest == preview(user, other).digest


def preview_changes(user: "User", draft: Draft, base: DraftVersion, wish: str) -> Sent:
    """What would be sent to have the letter changed."""

    def ask(given: Material) -> Prompt:
        return prompts.changes(draft.kind, draft.language, user.language, _texts(given))

    said = _said(user, draft, wish) | {"letter": base.text}
    return material.sent(user, _choice(draft), ask, said)


def start(user: "User", draft: Draft, digest: str) -> Writing:
    """Reserve one letter; nothing is sent yet. Raises PayloadChanged, NotNow or a Refused."""
    shown = preview(user, draft)
    if shown.digest != digest:
        raise PayloadChanged
    with transaction.atomic():
        _save(draft)
        is_waiting = draft.writings.exclude(state__in=["done", "failed"]).exists()
        if is_waiting or draft.versions.exists():
            raise NotNow
        call = allowance.reserve(user, FEATURE, _kinds(shown, draft.wish))
        if draft.version is not None:
            draft.version.pin()
        return draft.writings.create(call=call, digest=digest)


def start_changes(
    user: "User", draft: Draft, base: DraftVersion, wish: str, digest: str
) -> Writing:
    """Reserve one letter for changes to `base`. Raises PayloadChanged, a Refused, or NotNow where
    just this was asked for before."""
    shown = preview_changes(user, draft, base, wish)
    if shown.digest != digest:
        raise PayloadChanged
    with transaction.atomic():
        _hold(draft)
        if draft.writings.filter(base=base, digest=digest).exclude(state="failed").exists():
            raise NotNow
        call = allowance.reserve(user, FEATURE, [*_kinds(shown, wish), "letter"])
        return draft.writings.create(call=call, digest=digest, base=base, wish=wish)


def run(user: "User", writing: Writing) -> None:
    """Ask Claude, once however often this is called. A failure is kept as one and costs nothing."""
    draft, base = writing.draft, writing.base

    def preview_now() -> Sent:
        if base is None:
            return preview(user, draft)
        return preview_changes(user, draft, base, writing.wish)

    sent = asking.take_up(writing, preview_now)
    if sent is None:
        return
    if base is None:
        schema, keep = proposals.LetterDraft, partial(_part, show=sent.material.mask.show)
        letter = asking.answered(user, writing, sent.prompt, FEATURE, schema, keep)
        if letter is not None:
            _keep_letter(writing, letter, sent)
        return
    changes = asking.answered(user, writing, sent.prompt, FEATURE, proposals.LetterChanges)
    if changes is not None:
        _keep_changes(writing, base, changes, sent)


@transaction.atomic
def delete(draft: Draft) -> None:
    """For good; what waits or runs for it is not charged."""
    _hold(draft)
    asking.drop(draft.writings.all())
    draft.delete()


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Each that nobody finished fails and is refunded, once."""
    return asking.sweep(Writing.objects.all(), now, until)


def _part(text: str, show: Callable[[str], str]) -> dict[str, Any]:
    """The paragraphs that had come of a letter that broke off; it is shown, and is no version."""
    return {"summary": proposals.part_of(text, show)}


def _keep_letter(writing: Writing, answer: proposals.LetterDraft, sent: Sent) -> None:
    letter = proposals.letter(answer, sent.material.mask.show, LONGEST_SUBJECT)
    if not letter.is_usable:
        asking.fail(writing, "unreadable", "unreadable")
        return
    draft = writing.draft
    with transaction.atomic():
        _hold(draft)
        if not asking.finish(writing, summary=letter.check):
            return
        draft.write(letter.subject, letter.text, DraftVersion.Origin.WRITTEN, base=0)
        facts.keep(draft, letter.subject, [letter.text], facts.sources_of(draft))


def _keep_changes(
    writing: Writing, base: DraftVersion, answer: proposals.LetterChanges, sent: Sent
) -> None:
    draft, show = writing.draft, sent.material.mask.show
    checked = proposals.check(answer, sent.material.said["letter"], base.text, show)
    if not checked.is_credible:
        asking.fail(writing, "untrue", "untrue")
        return
    summary = lettering.one_line(show(answer.summary))[: proposals.LONGEST_SUMMARY]
    lines = base.text.split("\n")
    with transaction.atomic():
        _hold(draft)
        if not asking.finish(writing, summary=summary, left_out=checked.left_out):
            return
        DraftChange.objects.bulk_create(
            DraftChange(
                writing=writing,
                position=position,
                kind=one.kind,
                number=one.number,
                line=lines[one.number - 1],
                text=one.text,
                reason=one.reason,
            )
            for position, one in enumerate(checked.proposals, 1)
        )
        sources = facts.sources_of(draft, writing.wish, base)
        facts.keep(draft, "", [one.text for one in checked.proposals], sources)


def _save(draft: Draft) -> None:
    """As it was chosen, and held. Raises NotNow where another request has made it meanwhile."""
    if draft.pk is not None:
        draft.save(update_fields=CHOSEN)
    else:
        try:
            with transaction.atomic():
                draft.save(force_insert=True)
        except IntegrityError:
            raise NotNow from None
    _hold(draft)


def _hold(draft: Draft) -> None:
    """One deed at a time, the letter first: it may be deleted while its answer is kept."""
    list(Draft.objects.select_for_update().filter(pk=draft.pk).values("pk"))


def _choice(draft: Draft) -> Choice:
    parts = pipeline.Parts(draft.has_posting, draft.has_rounds, draft.has_notes)
    return Choice(draft.version, (draft.application,), parts)


def _said(user: "User", draft: Draft, wish: str) -> dict[str, str]:
    return {
        "sender": user.name,
        "addressee": draft.to.name if draft.to else "",
        "wish": wish,
    }


def _texts(given: Material) -> dict[str, str]:
    return {"applications": given.applications, "cv": given.cv, **given.said}


def _kinds(shown: Sent, wish: str) -> list[str]:
    return [*shown.material.kinds, *(["answers"] if wish else [])]
