"""The mock interview: begun from a preparation, answered question by question, one call each."""

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing import allowance
from coaching import material, pipeline
from coaching.interviews import facts, prompts, scoring
from coaching.models import Mock, MockTurn, Preparation, Question
from cv.models import State
from cv.sending import asking
from cv.sending.payload import PayloadChanged
from cv.sending.prompting import Prompt

if TYPE_CHECKING:
    from accounts.models import User

FEATURE = allowance.Feature.INTERVIEW
SIZES = (3, 5, 8)
WAITING = (State.PENDING, State.RUNNING)

SENTENCES: dict[str, Promise] = {
    **asking.SENTENCES,
    "refused": _("Claude declined to score this one. Word your answer otherwise."),
    "cut_short": _("The scores did not fit. Try a shorter answer."),
}


class NotNow(Exception):
    """Another question is at hand, or an answer is being scored, or the interview is over, or it
    was deleted."""


class Sent(material.Sent):
    @property
    def digest(self) -> str:
        """Of what goes along with the answer. The answer itself is what the person sends."""
        told = self.material
        parts = (self.prompt.system, told.cv, told.applications, told.said["question"])
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def begin(preparation: Preparation, size: int) -> Mock:
    """With those of its questions that were practised least, of as many kinds as there are."""
    chosen = sorted(_ranked(preparation), key=lambda entry: entry[0])[:size]
    questions = [{"kind": one.kind, "text": one.text, "why": one.why} for _rank, one in chosen]
    return Mock.objects.create(preparation=preparation, questions=questions)


def place(mock: Mock) -> int | None:
    """The number of the question at hand; None when the interview is over."""
    done = set(mock.turns.filter(state=State.DONE).values_list("number", flat=True))
    if mock.ended_at is not None:
        return None
    return next((number for number in range(1, mock.size + 1) if number not in done), None)


def preview(user: "User", mock: Mock, number: int, answer: str) -> Sent:
    """What would be sent with an answer."""
    preparation = mock.preparation

    def ask(told: material.Material) -> Prompt:
        said = told.said
        return prompts.scores(
            told.cv, told.applications, said["question"], said["answer"], user.language
        )

    parts = pipeline.Parts(has_postings=True, has_rounds=False, has_notes=False)
    choice = material.Choice(preparation.version, (preparation.application,), parts)
    said = {"question": mock.question(number)["text"], "answer": answer}
    sent = material.sent(user, choice, ask, said)
    return Sent(sent.material, sent.prompt)


def start(user: "User", mock: Mock, number: int, answer: str, digest: str) -> MockTurn:
    """Reserve the scoring of an answer, be it a further try; nothing is sent yet.

    Raises NotNow, PayloadChanged or a Refused.
    """
    with transaction.atomic():
        turn = _at_hand(mock, number)
        shown = preview(user, mock, number, answer)
        if shown.digest != digest:
            raise PayloadChanged
        kinds = (*shown.material.kinds, "mock_answer")
        call = allowance.reserve(user, FEATURE, kinds)
        fresh = {"call": call, "digest": digest, "answer": answer, "state": State.PENDING}
        if turn is None:
            return MockTurn.objects.create(mock=mock, number=number, **fresh)
        cleared = {"error": "", "started_at": None, "finished_at": None}
        again = {**fresh, **cleared, "created_at": timezone.now()}
        for name, value in again.items():
            setattr(turn, name, value)
        turn.save(update_fields=list(again))
        return turn


def skip(mock: Mock, number: int) -> None:
    """Leave the question unanswered. Raises NotNow."""
    with transaction.atomic():
        turn = _at_hand(mock, number) or MockTurn(mock=mock, number=number)
        turn.state, turn.is_skipped, turn.finished_at = State.DONE, True, timezone.now()
        turn.call, turn.error = None, ""
        turn.save()


def run(user: "User", turn: MockTurn) -> None:
    """Ask Claude, once however often this is called. A failure is kept as one and costs nothing."""
    sent = asking.take_up(turn, lambda: preview(user, turn.mock, turn.number, turn.answer))
    if sent is None:
        return
    preparation = turn.mock.preparation
    answer = asking.answered(user, turn, sent.prompt, FEATURE, scoring.AnswerScores)
    if answer is None:
        return
    kept = scoring.kept(answer, sent.material.mask.show)
    if kept is None:
        asking.fail(turn, "unreadable", "unreadable")
        return
    cv = preparation.version.markdown if preparation.version else ""
    kept["unproven"] = facts.found_in_advice(
        kept["better"], [cv, turn.answer], preparation.application
    )
    with transaction.atomic():
        asking.finish(turn, **kept)


@transaction.atomic
def delete(mock: Mock) -> None:
    """For good. What waits or runs for it is not charged."""
    list(Mock.objects.select_for_update().filter(pk=mock.pk))  # first, as `start` does
    asking.drop(mock.turns.all())
    mock.delete()


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    """Each that nobody finished fails and is refunded, once."""
    return asking.sweep(MockTurn.objects.all(), now, until)


def _ranked(preparation: Preparation) -> Iterator[tuple[tuple[int, int, int], Question]]:
    earlier = preparation.mocks.values_list("questions", flat=True)
    practised = Counter(one["text"] for questions in earlier for one in questions)
    kinds = {kind.value: rank for rank, kind in enumerate(Question.Kind)}
    taken: Counter[str] = Counter()
    for one in sorted(preparation.questions.all(), key=lambda one: practised[one.text]):
        yield (practised[one.text], taken[one.kind], kinds[one.kind]), one
        taken[one.kind] += 1


def _at_hand(mock: Mock, number: int) -> MockTurn | None:
    """What was tried of this question before, with the interview held: one deed at a time."""
    fresh = Mock.objects.select_for_update().filter(pk=mock.pk).first()
    if fresh is None or place(fresh) != number:
        raise NotNow
    turn = fresh.turns.select_for_update().filter(number=number).first()
    if turn and turn.state in WAITING:
        raise NotNow
    return turn
