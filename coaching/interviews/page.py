"""A finished preparation as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from coaching.interviews import bank, facts
from coaching.models import Mock, Preparation, Proposal, Question, Story
from cv.tailoring.marking import Piece


@dataclass(frozen=True)
class Row:
    question: Question
    hint: list[Piece]
    facts: list[tuple[str, str]]  # of the hint: what nothing proves, and why


@dataclass(frozen=True)
class Proposed:
    proposal: Proposal
    steps: list[tuple[str | Promise, list[Piece]]]
    facts: list[tuple[str, str]]
    may_reopen: bool


@dataclass(frozen=True)
class Page:
    kinds: list[tuple[str, list[Row]]]  # by what the questions are about
    proposed: list[Proposed]
    stories: list[Story]  # of the bank, to match
    mocks: list[Mock]


def of(preparation: Preparation) -> Page:
    """Of one that is done."""
    questions = list(preparation.questions.select_related("story"))
    proposals = preparation.proposals.select_related("story")
    return Page(
        kinds=_by_kind(questions),
        proposed=[_proposed(one) for one in proposals],
        stories=list(Story.objects.of(preparation.user_id)),
        mocks=list(preparation.mocks.all()),
    )


def _by_kind(questions: Sequence[Question]) -> list[tuple[str, list[Row]]]:
    grouped = [
        (str(kind.label), [_row(one) for one in questions if one.kind == kind])
        for kind in Question.Kind
    ]
    return [(label, rows) for label, rows in grouped if rows]


def _row(question: Question) -> Row:
    unproven = question.unproven
    return Row(question, facts.pieces(question.hint, unproven), facts.reasons(unproven))


def _proposed(proposal: Proposal) -> Proposed:
    unproven = proposal.unproven
    steps = [(label, facts.pieces(text, unproven)) for label, text in proposal.steps]
    return Proposed(proposal, steps, facts.reasons(unproven), bank.may_reopen(proposal))
