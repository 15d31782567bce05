"""Tailorings at once, tabs that close, processes that die: one call, charged once or not at all."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from billing import allowance
from billing.models import AiCall
from cv.models import Cv, Tailoring
from cv.sending import asking
from cv.tailoring import tailor
from tests.conftest import signed_in
from tests.cv.processes import AT_ONCE, Tab, at_once, killed, until
from tests.factories import CV
from trackr import cron

TAILORED = allowance.Feature.TAILORED_CV


@pytest.fixture
def alice(committed_db, alice):
    return alice


def started(alice, version, posting):
    return tailor.start(alice, version, posting, "", digest_of(alice, version, posting))


def digest_of(alice, version, posting):
    return tailor.preview(alice, version, posting, "").digest


def test_sixteen_starts_on_one_unit_make_one_call(alice, version, posting, sandbox):
    allowance.settle(allowance.reserve(alice, TAILORED, []))  # of two
    digest = digest_of(alice, version, posting)

    def begin(number):
        try:
            tailor.run(alice, tailor.start(alice, version, posting, "", digest))
        except allowance.AllowanceSpent:
            return "spent"
        return "ran"

    assert sorted(at_once(begin)) == ["ran"] + ["spent"] * (AT_ONCE - 1)
    assert len(sandbox.requests("anthropic")) == 1
    assert allowance.left(alice, TAILORED).units == 0


def test_sixteen_failures_at_once_give_one_unit_back(alice, version, posting, sandbox):
    sandbox.fault("anthropic", "overloaded", times=0)
    tailoring = started(alice, version, posting)
    later = timezone.now() + asking.STALE_AFTER * 2

    def end(number):
        if number % 2:
            return tailor.run(alice, Tailoring.objects.get(pk=tailoring.pk))
        return tailor.sweep(later, later + asking.STALE_AFTER)

    at_once(end)
    assert allowance.left(alice, TAILORED).used == 0
    assert AiCall.objects.get().state == AiCall.State.REFUNDED


def test_closed_tab_charges_once_and_keeps_the_copy(
    alice, version, posting, sandbox, live_server, monkeypatch
):
    monkeypatch.setattr(sandbox.world, "pace", 0.05)
    tailoring = started(alice, version, posting)
    address = reverse("cv:tailoring_run", args=[tailoring.public_id])
    tab = Tab(live_server, alice, "POST", address)
    until(lambda: sandbox.requests("anthropic"))
    assert Tailoring.objects.get().state == "running"
    tab.close()

    until(lambda: Tailoring.objects.get().is_over)
    until(lambda: AiCall.objects.get().state == AiCall.State.SETTLED)
    tailoring = Tailoring.objects.get()
    assert tailoring.state == "done", tailoring.error
    assert tailoring.cv.current().markdown == CV
    assert tailoring.changes.exists()
    assert allowance.left(alice, TAILORED).used == 1
    signed_in(alice).post(address)
    assert len(sandbox.requests("anthropic")) == 1


RUN = """
from cv.access import tailoring_of
from cv.tailoring import tailor
from accounts.models import User
user = User.objects.get()
tailor.run(user, tailoring_of(user, sys.argv[1]))
"""


def test_killed_process_is_settled_by_the_lease(alice, version, posting, sandbox, monkeypatch):
    monkeypatch.setattr(sandbox.world, "pace", 0.5)
    tailoring = started(alice, version, posting)
    with killed(RUN, str(tailoring.public_id), sandbox=sandbox):
        until(lambda: sandbox.requests("anthropic"))

    call = AiCall.objects.get()
    tailoring.refresh_from_db()
    assert (tailoring.state, call.state) == ("running", AiCall.State.HELD)
    assert allowance.left(alice, TAILORED).used == 1
    later = timezone.now() + asking.STALE_AFTER
    before, after = (call.lease_until + datetime.timedelta(seconds=one) for one in (-60, 30))
    for now, swept in ((before, [0, 0]), (after, [1, 1]), (after, [0, 0])):
        doors = cron.SWEEPS["allowance"], cron.SWEEPS["tailorings"]
        assert [sweep(now, later) for sweep in doors] == swept
    assert allowance.left(alice, TAILORED).used == 0
    assert AiCall.objects.get().state == AiCall.State.REFUNDED
    assert Cv.objects.count() == 1
    page = signed_in(alice).get(reverse("cv:tailoring", args=[tailoring.public_id]))
    assert "Nothing was charged." in page.content.decode()
