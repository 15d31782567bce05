"""The preparation of an application's interviews: shown first, reserved, asked, checked, kept."""

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from applications.models import Application
from billing import allowance
from coaching import material, pipeline
from coaching.interviews import bank, facts, prepared, prompts
from coaching.models import Mock, MockTurn, Preparation, Proposal, Question, Story
from cv.models import CvVersion
from cv.sending import asking
from cv.sending.payload import PayloadChanged
from cv.sending.prompting import Prompt

if TYPE_CHECKING:
    from accounts.models import User

FEATURE = allowance.Feature.INTERVIEW


@dataclass(frozen=True)
class Chosen:
    """What the person chose to go along with the posting."""

    application: Application
    version: CvVersion
    has_rounds: bool
    has_notes: bool
    stories: tuple[Story, ...]


def preview(user: "User", chosen: Chosen) -> material.Sent:
    """What would be sent. The same rows give the same each time."""

    def ask(gathered: material.Material) -> Prompt:
        return prompts.preparation(
            gathered.cv, gathered.applications, gathered.said["stories"], user.language
        )

    parts = pipeline.Parts(True, chosen.has_rounds, chosen.has_notes)
    choice = material.Choice(chosen.version, (chosen.application,), parts)
    sent = material.sent(user, choice, ask, {"stories": bank.numbered(chosen.stories)})
    if not chosen.stories:
        return sent
    told = replace(sent.material, kinds=(*sent.material.kinds, "stories"))
    return replace(sent, material=told)


def start(user: "User", chosen: Chosen, digest: str) -> Preparation:
    """Reserve one preparation. Raises PayloadChanged or a Refused; nothing is sent yet."""
    shown = preview(user, chosen)
    if shown.digest != digest:
        raise PayloadChanged
    with transaction.atomic():
        call = allowance.reserve(user, FEATURE, shown.material.kinds)
        chosen.version.pin()
        return Preparation.objects.create(
            user=user,
            application=chosen.application,
            version=chosen.version,
            has_rounds=chosen.has_rounds,
            has_notes=chosen.has_notes,
            chosen_stories=[story.pk for story in chosen.stories],
            call=call,
            digest=digest,
        )


def run(user: "User", preparation: Preparation) -> None:
    """Ask Claude, once however often this is called. A failure is kept as one and costs nothing."""
    chosen = _chosen(preparation)
    sent = asking.take_up(preparation, lambda: preview(user, chosen) if chosen else None)
    if sent is None or chosen is None:
        return
    answer = asking.answered(user, preparation, sent.prompt, FEATURE, prepared.InterviewPreparation)
    if answer is None:
        return
    told = sent.material
    checked = prepared.check(answer, told.cv, len(chosen.stories), told.mask.show)
    if checked.questions:
        _keep(preparation, chosen, checked)
    else:
        asking.fail(preparation, "unreadable", "unreadable")


@transaction.atomic
def delete(preparation: Preparation) -> None:
    """For good, with its mock interviews. What waits or runs is not charged."""
    # First, as `mocking.start` does.
    list(Mock.objects.select_for_update().filter(preparation=preparation).order_by("pk"))
    asking.drop(
        Preparation.objects.filter(pk=preparation.pk),
        MockTurn.objects.filter(mock__preparation=preparation),
    )
    preparation.delete()


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Each that nobody finished fails and is refunded, once."""
    return asking.sweep(Preparation.objects.all(), now, until)


def _chosen(preparation: Preparation) -> Chosen | None:
    """As the rows are now; None when the CV is gone. A deleted story makes another digest."""
    if preparation.version is None:
        return None
    found = Story.objects.of(preparation.user_id).in_bulk(preparation.chosen_stories)
    stories = [found[key] for key in preparation.chosen_stories if key in found]
    return Chosen(
        preparation.application,
        preparation.version,
        preparation.has_rounds,
        preparation.has_notes,
        tuple(stories),
    )


def _keep(preparation: Preparation, chosen: Chosen, checked: prepared.Checked) -> None:
    """All of it, then the call is worth its unit. What the person deleted meanwhile is left out."""
    sources = [chosen.version.markdown, *map(bank.text_of, chosen.stories)]
    questions = _questions(preparation, chosen.stories, checked, sources)
    proposals = _proposals(preparation, checked, sources)
    told = {name: getattr(checked, name) for name in ("research", "to_ask", "left_out")}
    with transaction.atomic():
        if not asking.finish(preparation, **told):
            return
        kept = Story.objects.select_for_update().in_bulk([story.pk for story in chosen.stories])
        for question in questions:
            if question.story_id not in kept:
                question.story = None
        Question.objects.bulk_create(questions)
        Proposal.objects.bulk_create(proposals)


def _questions(
    preparation: Preparation,
    stories: tuple[Story, ...],
    checked: prepared.Checked,
    sources: list[str],
) -> list[Question]:
    return [
        Question(
            preparation=preparation,
            position=position,
            kind=one.kind,
            text=one.text,
            why=one.why,
            hint=one.hint,
            unproven=facts.found_in_advice(one.hint, sources, preparation.application),
            story=stories[one.story - 1] if one.story else None,
        )
        for position, one in enumerate(checked.questions, 1)
    ]


def _proposals(
    preparation: Preparation, checked: prepared.Checked, sources: list[str]
) -> list[Proposal]:
    return [
        Proposal(
            preparation=preparation,
            position=position,
            **one.model_dump(),
            unproven=facts.found(
                [one.title, one.situation, one.task, one.action, one.result], sources
            ),
        )
        for position, one in enumerate(checked.stories, 1)
    ]
