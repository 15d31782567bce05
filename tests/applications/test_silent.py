"""The pass through silent applications: who is listed, ended, waited for, taken back."""

import datetime
import uuid

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNumQueries

from applications.models import Application, Event
from applications.stages import Ending, Stage
from applications.table import bulk
from tests.factories import make_application, make_round

SILENT, END = reverse("applications:silent"), reverse("applications:silent_end")
WAIT, UNDO = reverse("applications:silent_wait"), reverse("applications:silent_undo")
LONG_AGO = datetime.date(2026, 10, 28)  # three weeks before today

pytestmark = pytest.mark.usefixtures("clock")


def day(text):
    return datetime.date.fromisoformat(text)


def silent_one(user, company="Kvitka", stage=Stage.APPLIED, on=LONG_AGO):
    return make_application(user, company=company, stage=stage, on=on)


def listed(client, query=""):
    return [row.company for row, days in client.get(SILENT + query).context["rows"]]


def chosen(*applications, days=21):
    return {"chosen": [one.public_id for one in applications], "days": days}


def test_silent_is_who_said_nothing_for_three_weeks(alices, alice):
    silent_one(alice, "Silent")
    silent_one(alice, "Silent in screening", Stage.SCREENING)
    silent_one(alice, "A day less", on=LONG_AGO + datetime.timedelta(days=1))
    silent_one(alice, "Not sent", Stage.SAVED)
    silent_one(alice, "Offered, and owed an answer", Stage.OFFER)
    silent_one(alice, "Ended").end(Ending.REJECTED, day("2026-10-29"))
    silent_one(alice, "Followed up").follow_up(day("2026-11-06"), day("2026-11-06"))
    make_round(silent_one(alice, "To meet"), day=day("2026-11-25"))
    silent_one(alice, "Put off").snooze(day("2026-11-06"), day("2026-11-19"))
    silent_one(alice, "Put off until today").snooze(day("2026-11-06"), day("2026-11-18"))
    silent_one(alice, "Retired").retire(day("2026-11-06"), "other")
    silent_one(alice, "Binned").throw_away()
    wanted = ["Silent", "Silent in screening", "Put off until today", "Retired"]
    assert listed(alices) == wanted
    agenda = alices.get(reverse("applications:today")).context["agenda"]
    assert agenda.silent_count == len(wanted)


@pytest.mark.parametrize(
    "query, companies",
    [
        ("?days=14", ["Month", "Three weeks", "Two weeks"]),
        ("?days=30", ["Month"]),
        ("?days=60", []),
        ("?days=7", ["Month", "Three weeks"]),
        ("?days=%27&days=x", ["Month", "Three weeks"]),
        ("?days=99999999999999999999", ["Month", "Three weeks"]),
    ],
)
def test_person_may_choose_for_how_long(alices, alice, query, companies):
    silent_one(alice, "Month", on=day("2026-10-15"))
    silent_one(alice, "Three weeks")
    silent_one(alice, "Two weeks", on=day("2026-11-04"))
    assert listed(alices, query) == companies


def test_offer_is_not_ended_with_no_response(alices, alice):
    offered = silent_one(alice, stage=Stage.OFFER)
    assertContains(alices.post(END, chosen(offered), follow=True), "Tick at least one")
    offered.refresh_from_db()
    assert offered.ending == ""


def test_nothing_is_ticked_and_the_page_says_that_it_can_be_reopened(alices, alice):
    silent_one(alice)
    page = alices.get(SILENT)
    assert "checked" not in page.content.decode()
    assertContains(page, "can be reopened at any time")


def test_chosen_end_today_each_with_its_own_event(alices, alice):
    first, second, kept = (silent_one(alice, name) for name in ("One", "Two", "Three"))
    page = alices.post(END, chosen(first, second), follow=True)
    assertContains(page, "2 applications ended with “No response”.")
    assert listed(alices) == ["Three"]
    for one in (first, second):
        one.refresh_from_db()
        last = one.events.last()
        assert (one.ending, last.ending, last.happened_on) == (
            Ending.NO_RESPONSE,
            Ending.NO_RESPONSE,
            day("2026-11-18"),
        )
        assert one.next_on is None


def test_undo_takes_the_whole_pass_back_once(alices, alice):
    ended = [silent_one(alice, f"Company {n}") for n in range(3)]
    assertContains(alices.post(END, chosen(*ended), follow=True), UNDO)
    ended[0].refresh_from_db()
    ended[0].move(Stage.SCREENING, day("2026-11-18"))
    assertContains(alices.post(UNDO, follow=True), "3 are live again.")
    assert [Application.objects.get(pk=one.pk).stage for one in ended] == [
        Stage.SCREENING,
        Stage.APPLIED,
        Stage.APPLIED,
    ]
    assert not Application.objects.exclude(ending="").exists()
    assertContains(alices.post(UNDO, follow=True), "It was undone already.")


def test_undo_after_reopening_by_hand_changes_nothing_there(alices, alice):
    application = silent_one(alice)
    alices.post(END, chosen(application))
    application.retract(application.events.last())
    assertContains(alices.post(UNDO, follow=True), "It was undone already.")
    assert application.events.count() == 3


def test_undo_leaves_what_was_put_right_since(alices, alice):
    application = silent_one(alice)
    alices.post(END, chosen(application))
    said = {"ending": Ending.REJECTED, "happened_on": day("2026-11-18")}
    application.correct(application.events.last(), **said)
    assertContains(alices.post(UNDO, follow=True), "It was undone already.")
    application.refresh_from_db()
    assert application.ending == Ending.REJECTED


def test_wait_gives_two_weeks(alices, alice):
    waiting, retired = silent_one(alice, "Waiting"), silent_one(alice, "Retired")
    retired.retire(day("2026-11-06"), "other")
    far = silent_one(alice, "Far", on=day("2026-10-01"))
    far.end(Ending.NO_RESPONSE, day("2026-10-02"))
    assertContains(
        alices.post(WAIT, chosen(waiting, retired, far), follow=True),
        "2 applications have two more weeks.",
    )
    assert listed(alices) == []
    waiting.refresh_from_db()
    retired.refresh_from_db()
    assert (waiting.next_kind, waiting.next_on) == ("follow_up", day("2026-12-02"))
    assert (retired.next_kind, retired.next_on) == ("", None)


def test_undo_reaches_the_persons_own_events_only(bobs, alice):
    application = silent_one(alice)
    deed = bulk.end(alice, [application.public_id], Ending.NO_RESPONSE, day("2026-11-18"))
    session = bobs.session
    session["silent_deed"] = deed.mark()
    session.save()
    bobs.post(UNDO)
    application.refresh_from_db()
    assert application.ending == Ending.NO_RESPONSE


@pytest.mark.parametrize("address", [END, WAIT])
def test_nothing_chosen_changes_nothing(alices, alice, address):
    application = silent_one(alice)
    for data in ({}, {"chosen": ["x", "", uuid.uuid4()]}, {"chosen": "'; drop"}):
        assertContains(alices.post(address, data, follow=True), "Tick at least one")
    assert application.events.count() == 1


def test_what_is_not_silent_any_more_is_left_out(alices, alice):
    answered, silent = silent_one(alice, "Answered"), silent_one(alice, "Silent")
    answered.move(Stage.SCREENING, day("2026-11-18"))
    alices.post(END, chosen(answered, silent))
    answered.refresh_from_db()
    silent.refresh_from_db()
    assert (answered.ending, silent.ending) == ("", Ending.NO_RESPONSE)


def test_sent_twice_has_one_effect(alices, alice):
    application = silent_one(alice)
    for _ in range(2):
        alices.post(END, chosen(application))
    assert application.events.count() == 2


@pytest.mark.parametrize("address", [END, WAIT, UNDO])
def test_applications_of_another_stay_as_they_are(bobs, alice, address):
    application = silent_one(alice)
    bobs.post(address, chosen(application))
    application.refresh_from_db()
    assert (application.ending, application.snoozed_until) == ("", None)


@pytest.mark.parametrize("count", [1, 50])
def test_list_takes_three_queries(alices, alice, count):
    for n in range(count):
        silent_one(alice, f"Company {n}")
    with assertNumQueries(3):
        alices.get(SILENT)


@pytest.mark.parametrize("count", [1, 20])
def test_end_and_its_undo_take_as_many_queries_for_twenty(alices, alice, count):
    """Session, user, savepoints and the session with its message are in it."""
    rows = [
        silent_one(alice, f"Company {n}", on=LONG_AGO - datetime.timedelta(days=n))
        for n in range(count)
    ]
    with assertNumQueries(13):
        alices.post(END, chosen(*rows))
    assert Event.objects.filter(ending=Ending.NO_RESPONSE).count() == count
    alices.get(SILENT)
    with assertNumQueries(12):
        alices.post(UNDO)
    assert Application.objects.live().count() == count
    assert [row.next_on for row in Application.objects.order_by("pk")] == [
        row.next_on for row in rows
    ]
