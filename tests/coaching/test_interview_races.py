"""Many tabs, processes that die: one call for a preparation and for each answer, charged once."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from billing import allowance
from billing.models import AiCall
from coaching.interviews import bank, mocking, preparing
from coaching.models import MockTurn, Preparation, Story
from cv.sending import asking
from tests.coaching.interviews import ANSWER, address, answering, chosen, prepared, started
from tests.conftest import signed_in
from tests.cv.processes import AT_ONCE, at_once, killed, until
from trackr import cron

INTERVIEW = allowance.Feature.INTERVIEW


@pytest.fixture
def alice(committed_db, alice):
    return alice


def test_sixteen_starts_on_one_unit_make_one_call(alice, version, posting, sandbox):
    allowance.settle(allowance.reserve(alice, INTERVIEW, []))  # of two
    what = chosen(version, posting)
    digest = preparing.preview(alice, what).digest

    def begin(number):
        try:
            preparing.run(alice, preparing.start(alice, what, digest))
        except allowance.AllowanceSpent:
            return "spent"
        return "ran"

    assert sorted(at_once(begin)) == ["ran"] + ["spent"] * (AT_ONCE - 1)
    assert len(sandbox.requests("anthropic")) == 1
    assert allowance.left(alice, INTERVIEW).units == 0


def test_sixteen_tabs_of_one_preparation_make_one_call(alice, version, posting, sandbox):
    preparation = started(alice, version, posting)
    clients = [signed_in(alice) for _ in range(AT_ONCE)]
    run = address("preparation_run", preparation)
    assert set(at_once(lambda number: clients[number].post(run).status_code)) == {302}
    until(lambda: Preparation.objects.get().is_over)
    assert len(sandbox.requests("anthropic")) == 1
    assert allowance.left(alice, INTERVIEW).used == 1


def test_sixteen_tabs_of_one_question_send_one_answer(alice, mock, sandbox):
    digest = mocking.preview(alice, mock, 1, ANSWER).digest
    data = {"number": 1, "answer": ANSWER, "digest": digest}
    clients = [signed_in(alice) for _ in range(AT_ONCE)]
    send = reverse("coaching:mock_answer", args=[mock.public_id])
    statuses = at_once(lambda number: clients[number].post(send, data).status_code)
    assert statuses.count(302) == 1
    turn = MockTurn.objects.get()
    run = address("mock_turn_run", turn)
    at_once(lambda number: clients[number].post(run).status_code)
    assert len(sandbox.requests("anthropic")) == 1
    assert allowance.left(alice, INTERVIEW).used == 1


def test_sixteen_further_tries_reserve_once(alice, mock, sandbox):
    sandbox.fault("anthropic", "overloaded")
    turn = answering(alice, mock)
    mocking.run(alice, turn)

    def again(number):
        try:
            return mocking.start(alice, mock, 1, ANSWER, turn.digest) and "began"
        except mocking.NotNow:
            return "not now"

    assert sorted(at_once(again)) == ["began"] + ["not now"] * (AT_ONCE - 1)
    assert sorted(AiCall.objects.values_list("state", flat=True)) == ["held", "refunded"]


def test_sixteen_presses_of_keep_make_one_story(preparation):
    proposal = preparation.proposals.get()
    kept = at_once(lambda number: bool(bank.keep(proposal)))
    assert kept.count(True) == 1
    assert Story.objects.count() == 1


RUN = """
from coaching.access import {find}
from coaching.interviews import {module}
from accounts.models import User
user = User.objects.get()
{module}.run(user, {find}(user, sys.argv[1]))
"""


@pytest.mark.parametrize("what", ["preparation", "answer"])
def test_killed_process_is_settled_by_the_lease(alice, version, posting, sandbox, what):
    if what == "answer":
        preparation = prepared(alice, version, posting)
        job = answering(alice, mocking.begin(preparation, 3))
        script = RUN.format(find="mock_turn_of", module="mocking")
    else:
        job = started(alice, version, posting)
        script = RUN.format(find="preparation_of", module="preparing")
    used, asked = allowance.left(alice, INTERVIEW).used, len(sandbox.requests("anthropic"))
    sandbox.fault("anthropic", "slow", seconds=30)
    with killed(script, str(job.public_id), sandbox=sandbox):
        until(lambda: len(sandbox.requests("anthropic")) > asked)

    job.refresh_from_db()
    call = job.call
    assert (job.state, call.state) == ("running", AiCall.State.HELD)
    later = timezone.now() + asking.STALE_AFTER
    before, after = (call.lease_until + datetime.timedelta(seconds=one) for one in (-60, 30))
    name = "mock_turns" if what == "answer" else "preparations"
    for now, swept in ((before, [0, 0]), (after, [1, 1]), (after, [0, 0])):
        doors = cron.SWEEPS["allowance"], cron.SWEEPS[name]
        assert [sweep(now, later) for sweep in doors] == swept
    assert allowance.left(alice, INTERVIEW).used == used - 1
    call.refresh_from_db()
    assert call.state == AiCall.State.REFUNDED
