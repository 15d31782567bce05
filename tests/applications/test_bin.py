"""The bin: thrown away is not gone, for 30 days."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from applications import bin
from applications.models import Application, Event
from billing import allowance
from cv.models import Analysis
from tests.factories import make_application, make_cv, make_posting

BIN = reverse("applications:bin")


def url(application, deed):
    return reverse(f"applications:{deed}", args=[application.public_id])


def test_thrown_away_leaves_board_table_and_page_for_the_bin(alices, alice):
    application = make_application(alice, company="Kvitka")
    alices.post(url(application, "throw_away"))
    assert "Kvitka" in alices.get(BIN).content.decode()  # the message is told here, once
    for address in (reverse("applications:board"), reverse("applications:table") + "?show=all"):
        assert "Kvitka" not in alices.get(address).content.decode()
    assert alices.get(url(application, "page")).status_code == 404


def test_ended_one_leaves_the_drawer_too(alices, alice):
    application = make_application(alice, company="Kvitka")
    application.end("rejected", datetime.date(2026, 11, 3))
    application.throw_away()
    assert "Kvitka" not in alices.get(reverse("applications:ended")).content.decode()
    assert alices.get(reverse("applications:board")).context["ended_count"] == 0


def test_taken_back_is_as_it_was(alices, alice):
    application = make_application(alice, company="Kvitka", stage="offer")
    alices.post(url(application, "throw_away"))
    alices.post(url(application, "take_back"))
    application.refresh_from_db()
    assert (application.stage, application.deleted_at) == ("offer", None)
    assert application.events.count() == 1
    assert "The bin is empty" in alices.get(BIN).content.decode()


@pytest.mark.parametrize("deed", ["throw_away", "take_back"])
def test_pressing_twice_does_no_more(alices, alice, deed):
    application = make_application(alice)
    if deed == "take_back":
        application.throw_away()
    for _ in range(2):
        assert alices.post(url(application, deed)).status_code == 302
    application.refresh_from_db()
    assert (application.deleted_at is None) == (deed == "take_back")


def test_analysis_of_a_thrown_away_one_is_not_shown(alices, alice):
    application = make_application(alice)
    call = allowance.reserve(alice, allowance.Feature.CV_ANALYSIS, [])
    analysis = Analysis.objects.create(
        version=make_cv(alice).current(), posting=make_posting(application), call=call
    )
    application.throw_away()
    address = reverse("cv:analysis", args=[analysis.public_id])
    assert alices.get(address).status_code == 404


def test_thrown_away_can_not_be_moved(alices, alice):
    application = make_application(alice)
    application.throw_away()
    assert alices.post(url(application, "move"), {"stage": "offer"}).status_code == 404
    assert application.events.count() == 1


def test_sweep_deletes_after_thirty_days_and_no_sooner(alice):
    old, young, kept = (make_application(alice) for _ in range(3))
    old.throw_away()
    young.throw_away()
    now = timezone.now()
    day = datetime.timedelta(days=1)
    Application.objects.filter(pk=old.pk).update(deleted_at=now - 30 * day - day / 24)
    Application.objects.filter(pk=young.pk).update(deleted_at=now - 30 * day + day / 24)
    assert bin.sweep(now, now + day) == 1
    assert set(Application.objects.all()) == {young, kept}
    assert Event.objects.filter(application_id=old.pk).count() == 0


@pytest.mark.parametrize("count", [1, 50])
def test_bin_takes_four_queries(alices, alice, count):
    for _ in range(count):
        make_application(alice).throw_away()
    with assertNumQueries(4):
        alices.get(BIN)
