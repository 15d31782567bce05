"""Many at once, tabs that close, processes that die: one call, charged once or not at all."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from billing import allowance
from billing.models import AiCall
from cv.analysis import analyse
from cv.models import Analysis
from cv.sending import asking
from tests.conftest import signed_in
from tests.cv.analyses import address, followed, start
from tests.cv.processes import AT_ONCE, Tab, at_once, killed, until
from trackr import cron

ANALYSIS = allowance.Feature.CV_ANALYSIS


@pytest.fixture
def alice(committed_db, alice):
    return alice


@pytest.fixture
def paced(sandbox, monkeypatch):
    monkeypatch.setattr(sandbox.world, "pace", 0.01)


def test_sixteen_starts_on_one_unit_make_one_call(alice, version, posting, sandbox):
    for _ in range(2):
        allowance.settle(allowance.reserve(alice, ANALYSIS, []))
    clients = [signed_in(alice) for _ in range(AT_ONCE)]
    preview = reverse("cv:preview", args=[posting.application.public_id, version.cv.public_id])
    digest = analyse.preview(alice, version, posting).digest

    def begin(number):
        client = clients[number]
        response = client.post(f"{preview}start/", {"digest": digest}, follow=True)
        if "/analyses/" in response.redirect_chain[-1][0]:
            return followed(client, Analysis.objects.get())[-1]
        return response.content.decode()

    results = at_once(begin)
    assert results.count(("over", "")) == 1
    refused = [page for page in results if page != ("over", "")]
    assert len(refused) == AT_ONCE - 1
    assert all("CV analyses: none are left in this cycle." in page for page in refused)
    assert len(sandbox.requests("anthropic")) == Analysis.objects.count() == 1
    assert allowance.left(alice, ANALYSIS).units == 0


def test_sixteen_tabs_of_one_analysis_make_one_call(alice, version, posting, sandbox):
    analysis = start(alice, version, posting)
    clients = [signed_in(alice) for _ in range(AT_ONCE)]

    def watch(number):
        return followed(clients[number], analysis)[-1]

    assert at_once(watch) == [("over", "")] * AT_ONCE
    assert len(sandbox.requests("anthropic")) == 1
    assert allowance.left(alice, ANALYSIS).used == 1
    assert AiCall.objects.get().state == AiCall.State.SETTLED


def test_sixteen_failures_at_once_give_one_unit_back(alice, version, posting, sandbox):
    sandbox.fault("anthropic", "overloaded", times=0)
    analysis = start(alice, version, posting)
    now = timezone.now()
    later = now + asking.STALE_AFTER * 2

    def end(number):
        if number % 2:
            return list(analyse.follow(alice, Analysis.objects.get(pk=analysis.pk)))
        return analyse.sweep(later, later + asking.STALE_AFTER)

    at_once(end)
    assert allowance.left(alice, ANALYSIS).used == 0
    assert AiCall.objects.get().state == AiCall.State.REFUNDED


def test_closed_tab_charges_once_and_keeps_the_text(
    alice, version, posting, sandbox, paced, live_server
):
    analysis = start(alice, version, posting)
    tab = Tab(live_server, alice, "GET", address("events", analysis))
    read = tab.read_until(b"event: found")
    tab.close()
    assert b"event: over" not in read
    assert Analysis.objects.get().state == "running"

    until(lambda: Analysis.objects.get().is_over)
    analysis = Analysis.objects.get()
    assert analysis.state == "done"
    assert len(analysis.result["bullets"]) == 3
    until(lambda: AiCall.objects.get().state == AiCall.State.SETTLED)
    assert allowance.left(alice, ANALYSIS).used == 1
    assert followed(signed_in(alice), analysis) == [("over", "")]
    assert len(sandbox.requests("anthropic")) == 1


RUN = """
from cv.access import analysis_of
from cv.analysis import analyse
from accounts.models import User
user = User.objects.get()
for found in analyse.follow(user, analysis_of(user, sys.argv[1])):
    print("found", flush=True)
"""


def test_killed_process_is_settled_by_the_lease(alice, version, posting, sandbox, monkeypatch):
    monkeypatch.setattr(sandbox.world, "pace", 0.2)
    analysis = start(alice, version, posting)
    with killed(RUN, str(analysis.public_id), sandbox=sandbox) as process:
        assert process.stdout.readline() == b"found\n"

    call = AiCall.objects.get()
    analysis.refresh_from_db()
    assert (analysis.state, call.state) == ("running", AiCall.State.HELD)
    assert allowance.left(alice, ANALYSIS).used == 1

    def swept(after):
        now = call.lease_until + after
        doors = cron.SWEEPS["allowance"], cron.SWEEPS["analyses"]
        return [sweep(now, timezone.now() + asking.STALE_AFTER) for sweep in doors]

    # The lease runs from the reservation, the analysis from when it was taken up: seconds later.
    minute = datetime.timedelta(minutes=1)
    assert swept(-minute) == [0, 0]
    assert swept(minute) == [1, 1]
    assert swept(minute) == [0, 0]
    assert allowance.left(alice, ANALYSIS).used == 0
    assert AiCall.objects.get().state == AiCall.State.REFUNDED
    page = signed_in(alice).get(address("analysis", analysis)).content.decode()
    assert "The analysis was interrupted. Please start it again." in page
    assert "Nothing was charged." in page
