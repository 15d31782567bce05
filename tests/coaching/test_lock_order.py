"""Deeds on one call at once lock its rows in one order: none of them ends in a deadlock."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from billing import allowance
from billing.models import AiCall, AllowanceUse
from coaching.chat import reply
from coaching.interviews import mocking, preparing
from coaching.offers import commenting
from cv.sending import asking
from tests.coaching import chats, interviews, offers
from tests.conftest import signed_in
from tests.cv import analyses
from tests.cv.processes import held_up
from trackr import cron


@pytest.fixture
def alice(committed_db, alice):
    return alice


def _comment(alice, version, posting):
    offers.make_criterion(alice)
    offers.make_offer(alice, 7)
    comment = offers.start(alice)
    return comment, lambda: commenting.delete(comment)


def _turn(alice, version, posting):
    talk = chats.make_conversation(alice)
    return chats.start(alice, talk), lambda: reply.delete(talk)


def _preparation(alice, version, posting):
    preparation = interviews.started(alice, version, posting)
    return preparation, lambda: preparing.delete(preparation)


def _mock_turn(alice, version, posting):
    mock = interviews.make_mock(interviews.make_preparation(version.cv, posting))
    return interviews.answering(alice, mock), lambda: mocking.delete(mock)


def _analysis(alice, version, posting):
    address, client = f"/cvs/{version.cv.public_id}/delete/", signed_in(alice)
    return analyses.start(alice, version, posting), lambda: client.post(address)


@pytest.fixture(params=[_comment, _turn, _preparation, _mock_turn, _analysis])
def job_and_delete(request, alice, version, posting, sandbox):
    return request.param(alice, version, posting)


def finish(job):
    with transaction.atomic():
        asking.finish(type(job).objects.select_related("call").get(pk=job.pk))


def fail(job):
    asking.fail(type(job).objects.select_related("call").get(pk=job.pk), "lost", "lost")


def charged():
    """What is counted is what was settled, and no call is left open."""
    states = list(AiCall.objects.values_list("state", flat=True))
    assert AiCall.State.HELD not in states
    assert AllowanceUse.objects.get().used == states.count(AiCall.State.SETTLED)
    return AllowanceUse.objects.get().used


def test_deletion_and_the_answer_at_once(job_and_delete):
    job, delete = job_and_delete
    assert held_up(job.call, delete, lambda: finish(job)) == []
    assert not type(job).objects.exists()
    assert charged() == 0


def test_failure_and_the_answer_at_once(job_and_delete):
    job, _delete = job_and_delete
    assert held_up(job.call, lambda: fail(job), lambda: finish(job)) == []
    job.refresh_from_db()
    assert (job.state, charged()) == ("failed", 0)


def test_answer_and_the_failure_at_once(job_and_delete):
    job, _delete = job_and_delete
    assert held_up(job.call, lambda: finish(job), lambda: fail(job)) == []
    job.refresh_from_db()
    assert (job.state, charged()) == ("done", 1)


def test_failure_and_the_sweep_of_calls_at_once(job_and_delete):
    job, _delete = job_and_delete
    later, done = job.call.lease_until + datetime.timedelta(seconds=1), []

    def sweep():
        done.append(cron.SWEEPS["allowance"](later, timezone.now() + datetime.timedelta(minutes=1)))

    assert held_up(job.call.counter, lambda: fail(job), sweep) == []
    assert done == [1]  # it stumbled over nothing
    assert charged() == 0


def test_deletion_and_a_further_try_of_a_message_at_once(alice, sandbox):
    talk = chats.make_conversation(alice)
    turn = chats.start(alice, talk)
    fail(turn)
    counter = AllowanceUse.objects.get()
    again = [lambda: reply.again(alice, turn, turn.digest), lambda: reply.delete(talk)]
    assert held_up(counter, *again) == []
    assert type(talk).objects.count() == 0
    assert allowance.left(alice, reply.FEATURE).used == 0


def test_deletion_and_a_further_try_of_an_answer_at_once(alice, version, posting, sandbox):
    turn, delete = _mock_turn(alice, version, posting)
    fail(turn)

    def again():
        mocking.start(alice, turn.mock, 1, interviews.ANSWER, turn.digest)

    assert held_up(AllowanceUse.objects.get(), again, delete) == []
    assert not type(turn).objects.exists()
    assert charged() == 0
