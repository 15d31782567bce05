"""Scheduled work that stands still must show: to staff by name, to a watcher as one word."""

import datetime

import psycopg_pool
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from tests.accounts.steps import give_second_factor
from trackr import cron, health
from trackr.models import SweepRun

pytestmark = pytest.mark.django_db
PAGE = "/internal/health/"
LIVE = "/internal/health/live/"


@pytest.fixture
def broken(monkeypatch):
    def breaks(now, until):
        raise RuntimeError("a sweep that breaks")

    monkeypatch.setitem(cron.SWEEPS, "bin", breaks)


def row(client, name):
    """The words of one sweep's row, as they are read."""
    tree = html.fromstring(client.get(PAGE).content)
    (found,) = (one for one in tree.iter("tr") if one.findtext("th") == name)
    return " ".join(found.text_content().split())


def test_run_of_a_sweep_is_recorded_and_then_brought_up_to_date(clock, monkeypatch):
    monkeypatch.setitem(cron.SWEEPS, "bin", lambda now, until: 3)
    cron.run(["bin"])
    first = timezone.now()
    run = SweepRun.objects.get(name="bin")
    assert (run.last_success_at, run.last_failure_at, run.last_count) == (first, None, 3)

    clock.shift(datetime.timedelta(minutes=1))
    monkeypatch.setitem(cron.SWEEPS, "bin", lambda now, until: 0)
    cron.run(["bin"])
    run.refresh_from_db()
    assert (run.last_success_at, run.last_count) == (timezone.now(), 0)
    assert SweepRun.objects.count() == 1


def test_failure_leaves_the_last_success_as_it_was(clock, request):
    cron.run(["bin"])
    success = timezone.now()
    clock.shift(datetime.timedelta(minutes=1))
    request.getfixturevalue("broken")
    cron.run(["bin"])
    run = SweepRun.objects.get()
    assert (run.last_success_at, run.last_failure_at) == (success, timezone.now())


@pytest.mark.parametrize("error", [OperationalError, psycopg_pool.PoolTimeout])
def test_sweep_that_cannot_be_recorded_stops_no_other(monkeypatch, caplog, error):
    def away(*args):
        raise error

    monkeypatch.setattr("trackr.models.SweepRunQuerySet.bulk_create", away)
    monkeypatch.setattr(SweepRun.objects, "record", away)
    assert cron.run(["bin", "letters"]) == {"bin": 0, "letters": 0}
    assert "sweep letters went unrecorded" in caplog.text


def test_page_lists_every_sweep_before_any_ran(staffs):
    page = html.fromstring(staffs.get(PAGE).content)
    names = [one.findtext("th") for one in page.xpath("//tbody/tr")]
    assert sorted(names) == sorted(cron.SWEEPS)
    assert row(staffs, "bin") == "bin every day – – never ran"
    assert row(staffs, "letters").endswith("every minute – – never ran")


@pytest.mark.parametrize(
    "name, door, allowed",
    [
        ("letters", "minute", datetime.timedelta(minutes=15)),
        ("bin", "daily", datetime.timedelta(hours=26)),
        ("statement_of_month", "weekly", datetime.timedelta(days=8)),
    ],
)
def test_sweep_is_overdue_by_the_pace_of_its_door(staffs, clock, monkeypatch, name, door, allowed):
    monkeypatch.setitem(cron.DOORS, door, (name,))
    SweepRun.objects.record(name, 2, timezone.now())
    clock.shift(allowed)
    assert row(staffs, name).endswith("2 in time")
    clock.shift(datetime.timedelta(seconds=1))
    assert row(staffs, name).endswith("2 overdue")


def test_page_says_how_long_ago_and_what_broke_since(staffs, clock, request):
    cron.run(["bin"])
    clock.shift(datetime.timedelta(minutes=3))
    request.getfixturevalue("broken")
    cron.run(["bin"])
    clock.shift(datetime.timedelta(minutes=2))
    said = row(staffs, "bin").replace("\xa0", " ")
    assert said == "bin every day 5 minutes ago 0 in time broke 2 minutes ago"


def test_failure_before_the_last_success_is_forgiven(staffs, clock):
    SweepRun.objects.record("bin", None, timezone.now())
    assert "never ran" in row(staffs, "bin")
    assert "broke" in row(staffs, "bin")
    clock.shift(datetime.timedelta(minutes=1))
    cron.run(["bin"])
    assert "broke" not in row(staffs, "bin")


def test_page_takes_three_queries(staffs, django_assert_num_queries):
    cron.run(cron.SWEEPS)
    with django_assert_num_queries(3):  # session, person, the runs
        staffs.get(PAGE)


def test_page_is_for_staff_only(alices):
    assert alices.get(PAGE).status_code == 404
    assert Client().get(PAGE)["Location"].startswith(reverse("account_login"))


def test_page_speaks_ukrainian(staffs, staff):
    type(staff).objects.update(language="uk")
    page = staffs.get(PAGE).content.decode()
    assert '<html lang="uk"' in page


def test_admin_leads_to_the_page(staffs, staff):
    give_second_factor(staff)
    assert f'href="{PAGE}"' in staffs.get("/admin/").content.decode()


def test_watcher_learns_that_all_is_well_and_nothing_else(django_assert_num_queries):
    with django_assert_num_queries(1):
        response = Client().get(LIVE)
    assert response.json() == {"ok": True}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("error", [OperationalError("secret host"), psycopg_pool.PoolTimeout()])
def test_watcher_learns_that_the_database_is_away(monkeypatch, error):
    def away():
        raise error

    monkeypatch.setattr(connection, "cursor", away)
    response = Client().get(LIVE)
    assert (response.status_code, response.json()) == (503, {"ok": False})


def test_every_door_has_its_pace():
    assert set(health.OVERDUE) == set(cron.DOORS)
