"""Comments at once, tabs at once, processes that die: one call, charged once or not at all."""

import datetime

import pytest
from django.utils import timezone

from billing import allowance
from billing.models import AiCall
from coaching.models import Criterion, Offer, OfferComment
from coaching.offers import choosing, commenting, comparison
from tests.coaching.offers import make_criterion, make_offer, start, url
from tests.conftest import signed_in
from tests.cv.processes import AT_ONCE, at_once, killed, until
from tests.factories import make_application
from trackr import cron


@pytest.fixture
def alice(committed_db, alice):
    return alice


@pytest.fixture
def offer(alice, sandbox):
    make_criterion(alice)
    return make_offer(alice, 7)


def left(user):
    return allowance.left(user, commenting.FEATURE).units


def test_sixteen_starts_on_one_unit_make_one_call(alice, offer, sandbox):
    for _ in range(left(alice) - 1):
        allowance.settle(allowance.reserve(alice, commenting.FEATURE, []))
    digest = commenting.preview(alice, comparison.read(alice), has_notes=False).digest

    def begin(number):
        try:
            commenting.run(alice, commenting.start(alice, digest, has_notes=False))
        except allowance.Refused:
            return "refused"
        return "ran"

    assert sorted(at_once(begin)) == ["ran"] + ["refused"] * (AT_ONCE - 1)
    assert len(sandbox.requests("anthropic")) == 1
    assert left(alice) == 0


def test_sixteen_tabs_on_one_comment_ask_once(alice, offer, sandbox):
    comment = start(alice)
    at_once(lambda number: signed_in(alice).post(url("run_offer_comment", comment)))
    assert len(sandbox.requests("anthropic")) == 1
    assert OfferComment.objects.get().state == "done"
    assert allowance.left(alice, commenting.FEATURE).used == 1


def test_sixteen_presses_begin_one_set_of_criteria(alice, sandbox):
    at_once(lambda number: choosing.begin_criteria(alice))
    assert Criterion.objects.count() == 6


def test_offers_put_back_at_once_stay_within_the_limit(alice, sandbox):
    offers = [make_offer(alice, company=f"C{n}", is_compared=False) for n in range(AT_ONCE)]

    def put_back(number):
        try:
            return choosing.put_back(alice, offers[number])
        except choosing.TooMany:
            return False

    assert sum(at_once(put_back)) == comparison.MOST_OFFERS
    assert Offer.objects.compared().count() == comparison.MOST_OFFERS


def test_same_choice_at_once_begins_each_offer_once(alice, sandbox):
    chosen = [make_application(alice, company=f"C{n}") for n in range(3)]
    at_once(lambda number: choosing.choose(alice, chosen))
    assert Offer.objects.count() == 3


RUN = """
from coaching.access import offer_comment_of
from coaching.offers import commenting
from accounts.models import User
user = User.objects.get()
commenting.run(user, offer_comment_of(user, sys.argv[1]))
"""


def test_killed_process_is_settled_by_the_lease(alice, offer, sandbox, monkeypatch):
    comment = start(alice)
    sandbox.fault("anthropic", "slow", seconds=20)
    with killed(RUN, str(comment.public_id), sandbox=sandbox):
        until(lambda: sandbox.requests("anthropic"))
    comment.refresh_from_db()
    assert (comment.state, AiCall.objects.get().state) == ("running", AiCall.State.HELD)
    later = timezone.now() + commenting.asking.STALE_AFTER + datetime.timedelta(seconds=5)
    for swept in ([1, 1], [0, 0]):
        doors = cron.SWEEPS["allowance"], cron.SWEEPS["offer_comments"]
        assert [sweep(later, later + datetime.timedelta(minutes=1)) for sweep in doors] == swept
    comment.refresh_from_db()
    assert (comment.state, comment.error) == ("failed", "lost")
    assert allowance.left(alice, commenting.FEATURE).used == 0
