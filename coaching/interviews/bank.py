"""The bank of stories: as text for Claude, and how a proposed one gets into it or not."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from coaching.interviews import facts
from coaching.models import Proposal, Question, Story
from coaching.models.interviews import STEPS

if TYPE_CHECKING:
    from accounts.models import User

MOST_STORIES = 100
LONGEST_SENT = 40_000  # of all stories that go along together

Decision = Proposal.Decision


class Unsettled(Exception):
    """It says facts that nothing proves, or leaves something out: the person has the word first."""


class Full(Exception):
    """The bank holds as many stories as it may."""


def is_full(user: "User") -> bool:
    return Story.objects.of(user).count() >= MOST_STORIES


def text_of(story: Story) -> str:
    return "\n".join([story.title, *(f"- {name}: {getattr(story, name)}" for name in STEPS)])


def numbered(stories: Sequence[Story]) -> str:
    """As Claude sees them; an answer names one by its number."""
    return "\n\n".join(f"{number}. {text_of(one)}" for number, one in enumerate(stories, 1))


def fitting(stories: Iterable[Story]) -> list[Story]:
    """The first ones, as many as may go along together."""
    found: list[Story] = []
    for story in stories:
        if len(numbered([*found, story])) > LONGEST_SENT:
            break
        found.append(story)
    return found


@transaction.atomic
def keep(proposal: Proposal) -> Story | None:
    """Into the bank, word by word. None when it was decided on before; raises Unsettled, Full."""
    proposal = _locked(proposal)
    if proposal.decision != Decision.OPEN:
        return None
    if not proposal.is_settled:
        raise Unsettled
    return _keep(proposal, proposal.told())


@transaction.atomic
def settle(proposal: Proposal, told: dict[str, str]) -> Story | None:
    """Into the bank in the person's words; they have confirmed what these still say. None when it
    was decided on before; raises Full."""
    proposal = _locked(proposal)
    return _keep(proposal, told) if proposal.decision == Decision.OPEN else None


@transaction.atomic
def reject(proposal: Proposal) -> bool:
    """False when it was decided on before."""
    proposal = _locked(proposal)
    return proposal.decision == Decision.OPEN and _decide(proposal, Decision.REJECTED, None)


@transaction.atomic
def reopen(proposal: Proposal) -> bool:
    """Undo, to decide again: what was kept leaves the bank, but for a story that the person has
    reworded, which is theirs. False when there is nothing to undo."""
    proposal = _locked(proposal)
    if not may_reopen(proposal):
        return False
    if proposal.story_id:
        Story.objects.filter(pk=proposal.story_id).delete()
    return _decide(proposal, Decision.OPEN, None)


def may_reopen(proposal: Proposal) -> bool:
    if proposal.decision == Decision.KEPT:
        return proposal.story is None or proposal.story.origin == Story.Origin.PROPOSED
    return proposal.decision == Decision.REJECTED


def match(question: Question, story: Story | None) -> None:
    Question.objects.filter(pk=question.pk).update(story=story)


def still_open(proposal: Proposal, told: dict[str, str]) -> list[facts.Fact]:
    """The unproven facts that a wording of it still says."""
    return facts.standing(proposal.unproven, list(told.values()))


def _locked(proposal: Proposal) -> Proposal:
    """As it is now: one decision at a time."""
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    return Proposal.objects.select_related("preparation__user", "story").get(pk=proposal.pk)


def _keep(proposal: Proposal, told: dict[str, str]) -> Story:
    user = proposal.preparation.user
    if is_full(user):
        raise Full
    is_same = told == proposal.told()
    origin = Story.Origin.PROPOSED if is_same else Story.Origin.REWORDED
    story = Story.objects.create(user=user, origin=origin, changed_at=timezone.now(), **told)
    _decide(proposal, Decision.KEPT, story)
    return story


def _decide(proposal: Proposal, decision: str, story: Story | None) -> bool:
    Proposal.objects.filter(pk=proposal.pk).update(decision=decision, story=story)
    return True
