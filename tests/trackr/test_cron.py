import datetime
import os
import signal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from billing import allowance
from billing.models import AiCall
from trackr import cron

pytestmark = pytest.mark.django_db
SECRET = "a secret of the scheduler"
DOOR = "/internal/cron/minute/"


@pytest.fixture(autouse=True)
def _secret(settings):
    settings.CRON_SECRET = SECRET


@pytest.fixture
def lost_call(alice):
    """A call whose process died: its lease ran out while it was held."""
    call = allowance.reserve(alice, allowance.Feature.CV_ANALYSIS, [])
    past = timezone.now() - datetime.timedelta(minutes=1)
    AiCall.objects.filter(pk=call.pk).update(lease_until=past)
    return call


def broken(now, until):
    raise RuntimeError("a sweep that breaks")


def knock(path=DOOR, authorization=f"Bearer {SECRET}", **options):
    headers = {} if authorization is None else {"Authorization": authorization}
    return Client().get(path, headers=headers, **options)


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Bearer wrong", SECRET, f"bearer {SECRET}", f"Bearer {SECRET}x",
     f"Basic {SECRET}", "Bearer секрет"],
)  # fmt: skip
def test_wrong_secret_is_refused_and_runs_nothing(lost_call, authorization):
    assert knock(authorization=authorization).status_code == 403
    lost_call.refresh_from_db()
    assert lost_call.state == AiCall.State.HELD


@pytest.mark.parametrize("authorization", [None, "Bearer ", "Bearer None"])
def test_unset_secret_refuses_everybody(settings, authorization):
    settings.CRON_SECRET = ""
    assert knock(authorization=authorization).status_code == 403


def test_secret_in_the_address_opens_nothing():
    assert Client().get(DOOR, {"secret": SECRET, "Authorization": SECRET}).status_code == 403


def test_unknown_door_is_not_found():
    assert knock("/internal/cron/cellar/").status_code == 404


def test_unknown_door_is_not_told_to_strangers():
    assert knock("/internal/cron/cellar/", authorization="Bearer wrong").status_code == 403


def test_door_takes_no_post():
    assert Client().post(DOOR, headers={"Authorization": f"Bearer {SECRET}"}).status_code == 405


def test_right_secret_runs_the_sweeps(lost_call):
    response = knock()
    assert response.json() == {**dict.fromkeys(cron.DOORS["minute"], 0), "allowance": 1}
    assert "no-cache" in response["Cache-Control"]
    lost_call.refresh_from_db()
    assert (lost_call.state, lost_call.outcome) == (AiCall.State.REFUNDED, "lost")


def test_second_run_finds_nothing_left(lost_call):
    knock()
    assert knock().json()["allowance"] == 0


def test_broken_sweep_stops_no_other(lost_call, monkeypatch, caplog):
    monkeypatch.setitem(cron.SWEEPS, "broken", broken)
    assert cron.run(["broken", "allowance"]) == {"broken": None, "allowance": 1}
    assert "sweep broken broke" in caplog.text


def test_sweep_with_much_to_do_leaves_half_of_the_time_to_the_others(monkeypatch, clock):
    given = []

    def busy(now, until):
        given.append((until - timezone.now()).total_seconds())
        clock.move_to(until)
        return 1

    for name in ("first", "second", "third"):
        monkeypatch.setitem(cron.SWEEPS, name, busy)
    cron.run(["first", "second", "third"])
    assert given == [25, 12.5, 6.25]


def test_letters_leave_last(lost_call):
    assert cron.DOORS["minute"][-1] == "letters"


def test_every_door_leads_to_sweeps_that_exist():
    assert cron.DOORS
    for names in cron.DOORS.values():
        assert set(names) <= set(cron.SWEEPS)
    assert set(cron.SWEEPS) == {name for names in cron.DOORS.values() for name in names}


def test_command_runs_all_sweeps_or_the_named(lost_call):
    out = StringIO()
    call_command("sweep", "analyses", stdout=out)
    assert out.getvalue() == "analyses: 0\n"
    out = StringIO()
    call_command("sweep", stdout=out)
    assert "allowance: 1\n" in out.getvalue()


def test_command_tells_of_a_broken_sweep(monkeypatch):
    monkeypatch.setitem(cron.SWEEPS, "broken", broken)
    out = StringIO()
    call_command("sweep", "broken", stdout=out)
    assert out.getvalue() == "broken: broke\n"


def test_command_refuses_a_name_that_it_does_not_know():
    with pytest.raises(CommandError, match="No such sweep: cellar"):
        call_command("sweep", "cellar")


def test_command_goes_on_until_it_is_told_to_stop(monkeypatch):
    rounds = []

    def third_ends(now, until):
        rounds.append(now)
        if len(rounds) == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        return len(rounds)

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setitem(cron.SWEEPS, "counted", third_ends)
    out = StringIO()
    call_command("sweep", "counted", every=0.001, stdout=out)
    assert out.getvalue() == "counted: 1\ncounted: 2\ncounted: 3\n"
    assert signal.getsignal(signal.SIGTERM) is before


def test_command_goes_on_after_a_round_that_broke(monkeypatch):
    rounds = []

    def first_breaks(now, until):
        rounds.append(now)
        if len(rounds) == 1:
            raise RuntimeError("a sweep that breaks")
        os.kill(os.getpid(), signal.SIGTERM)
        return 0

    monkeypatch.setitem(cron.SWEEPS, "shaky", first_breaks)
    out = StringIO()
    call_command("sweep", "shaky", every=0.001, stdout=out)
    assert out.getvalue() == "shaky: broke\nshaky: 0\n"


@pytest.mark.parametrize("seconds", [0, -1])
def test_command_refuses_to_run_without_a_pause(seconds):
    with pytest.raises(CommandError, match="above 0"):
        call_command("sweep", every=seconds)
