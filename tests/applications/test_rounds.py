"""Interview rounds: planned, edited in two tabs, put off, cancelled, written up."""

import datetime
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from applications import board
from applications.models import Contact, Round
from applications.people import rounds
from tests.factories import (
    make_application,
    make_contact,
    make_document,
    make_posting,
    make_round,
)

HOSTILE = '"><script>alert(1)</script>'
TODAY = datetime.date(2026, 11, 18)  # where the clock stands; a Wednesday
MONDAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _signed_in_while_the_clock_stands(clock, alices, alice):
    alices.force_login(alice)


def url(round, deed="round"):
    return reverse(f"applications:{deed}", args=[round.public_id])


def plan_url(application):
    return reverse("applications:plan_round", args=[application.public_id])


def html(response):
    return response.content.decode()


def filled(**over):
    return {
        "key": str(uuid.uuid4()),
        "day": "2026-11-23",
        "starts": "15:00",
        "minutes": "45",
        "zone": "Europe/Kyiv",
        **over,
    }


def planned(client, application, **over):
    response = client.post(plan_url(application), filled(**over))
    assert response.status_code == 302, html(response)
    return application.rounds.last()


def version_on(page):
    return re.search(r'name="version" value="(\d+)"', page)[1]


def test_planned_round_sets_preparation_thanks_and_the_next_action(alices, alice):
    application = make_application(alice, stage="interview", on=datetime.date(2026, 11, 10))
    round = planned(alices, application, title="Technical", medium="video", place="meet.example")
    assert (round.number, round.day, round.minutes) == (1, MONDAY, 45)
    assert round.prepare_on == datetime.date(2026, 11, 20)
    assert round.thank_on == datetime.date(2026, 11, 24)
    application.refresh_from_db()
    assert application.last_round_on == MONDAY
    assert application.next_on > MONDAY


def test_card_names_the_next_of_several_rounds(alices, alice, clock):
    application = make_application(alice, stage="interview", on=datetime.date(2026, 11, 10))
    later = planned(alices, application, day="2026-12-03")
    planned(alices, application)
    application.refresh_from_db()
    assert application.round_days == [MONDAY, later.day]
    assert "Interview · 23 Nov" in board.card_of(application).meta
    clock.move_to(datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC))
    assert "Interview · 3 Dec" in board.card_of(application).meta


def test_rounds_are_numbered_per_application(alices, alice):
    one, other = make_application(alice), make_application(alice)
    numbers = [planned(alices, application).number for application in (one, one, other)]
    assert numbers == [1, 2, 1]


def test_number_of_a_cancelled_round_is_not_given_again(alices, alice):
    application = make_application(alice)
    rounds.cancel(planned(alices, application))
    planned(alices, application)
    assert sorted(application.rounds.values_list("number", flat=True)) == [1, 2]


def test_plan_sent_twice_plans_one(alices, alice):
    application = make_application(alice)
    data = filled(names="Oksana", moves="on")
    for _ in range(2):
        assert alices.post(plan_url(application), data).status_code == 302
    assert application.rounds.count() == 1
    assert alice.contacts.count() == 1
    assert application.events.count() == 2


def test_plan_takes_an_early_application_to_interview(alices, alice):
    application = make_application(alice, stage="applied", on=datetime.date(2026, 11, 10))
    assert re.search(r'name="moves"[^>]*checked', html(alices.get(plan_url(application))))
    planned(alices, application, moves="on")
    application.refresh_from_db()
    assert (application.stage, application.since) == ("interview", TODAY)


def test_plan_without_the_tick_moves_nothing(alices, alice):
    application = make_application(alice, stage="applied")
    planned(alices, application)
    application.refresh_from_db()
    assert application.stage == "applied"


@pytest.mark.parametrize("stage", ["interview", "offer"])
def test_later_application_is_not_moved_back(alices, alice, stage):
    application = make_application(alice, stage=stage)
    assert 'name="moves"' not in html(alices.get(plan_url(application)))
    planned(alices, application, moves="on")
    application.refresh_from_db()
    assert application.stage == stage


def test_plan_that_would_move_back_moves_nothing(alice):
    application = make_application(alice, stage="offer")
    late = Round(application=application, day=MONDAY, zone="Europe/Kyiv")
    rounds.plan(late, [], today=TODAY, moves=True)
    application.refresh_from_db()
    assert (application.stage, application.rounds.count()) == ("offer", 1)


def test_ended_application_is_not_reopened_by_a_round(alices, alice):
    application = make_application(alice, stage="applied")
    application.end("rejected", datetime.date(2026, 11, 10))
    planned(alices, application, moves="on")
    application.refresh_from_db()
    assert application.ending == "rejected"


@pytest.mark.parametrize(
    "day, moved_on, thanks",
    [("2026-11-17", "2026-11-17", "open"), ("2026-11-05", "2026-11-05", "retired")],
)
def test_past_round_asks_for_no_preparation(alices, alice, day, moved_on, thanks):
    application = make_application(alice, stage="applied", on=datetime.date(2026, 11, 2))
    round = planned(alices, application, day=day, moves="on")
    assert (round.prepare_state, round.thank_state) == ("retired", thanks)
    application.refresh_from_db()
    assert (application.stage, str(application.since)) == ("interview", moved_on)


def test_people_are_ticked_or_named_and_tied_to_the_application(alices, alice):
    application = make_application(alice, company="Kvitka")
    known = make_contact(alice, name="Iryna Bondar", company="Elsewhere")
    namesake = make_contact(alice, name="Iryna Bondar", company="kvitka")
    application.contacts.add(known)
    round = planned(alices, application, people=[known.pk], names="oksana, IRYNA BONDAR,, Oksana")
    assert {(one.name, one.company) for one in round.people.all()} == {
        ("Iryna Bondar", "Elsewhere"), ("Iryna Bondar", "kvitka"), ("oksana", "Kvitka"),
    }  # fmt: skip
    assert namesake in round.people.all()
    assert application.contacts.count() == 3
    assert alice.contacts.count() == 3


def test_contact_of_a_stranger_can_not_take_part(alices, alice, bob):
    application = make_application(alice, company="Kvitka")
    theirs = make_contact(bob, name="Canary Person", company="Kvitka")
    assert "Canary Person" not in html(alices.get(plan_url(application)))
    response = alices.post(plan_url(application), filled(people=[theirs.pk]))
    assert "Select a valid choice" in html(response)
    assert not application.rounds.exists()
    planned(alices, application, names="Canary Person")
    assert theirs not in application.rounds.get().people.all()


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": ""}, {"day": "1999-01-01"}, {"day": "2150-01-01"}, {"day": "soon"},
        {"starts": "25:00"}, {"minutes": "4"}, {"minutes": "100000"}, {"zone": "Mars/Olympus"},
        {"medium": "telepathy"}, {"title": "x" * 121}, {"names": "x" * 121},
        {"names": ",".join("abcdefghijk")}, {"people": ["x"]}, {"key": ""}, {"key": "7"},
        {"title": "\x00"},
    ],
)  # fmt: skip
def test_hostile_plan_is_refused(alices, alice, wrong):
    application = make_application(alice)
    response = alices.post(plan_url(application), filled(**wrong))
    assert response.status_code in {200, 400}
    assert not Round.objects.exists()
    assert not Contact.objects.exists()


def test_plan_writes_named_fields_only(alices, alice):
    application, other = make_application(alice), make_application(alice)
    more = {
        "number": 9, "application": other.pk, "prepare_state": "done", "version": 7,
        "cancelled_at": "2026-11-18", "thank_on": "2030-01-01",
    }  # fmt: skip
    alices.post(plan_url(application), filled() | more)
    round = Round.objects.get()
    assert (round.number, round.application, round.version) == (1, application, 1)
    assert (round.prepare_state, round.cancelled_at) == ("open", None)
    assert round.thank_on == datetime.date(2026, 11, 24)


def test_zone_defaults_to_the_persons_own(alices, alice):
    alice.time_zone = "America/New_York"
    alice.save()
    page = html(alices.get(plan_url(make_application(alice))))
    assert '<option value="America/New_York" selected>' in page


def test_page_shows_what_one_opens_before_an_interview(alices, alice):
    application = make_application(alice, company="Kvitka")
    make_posting(application, text="Plant trees.")
    make_document(application, title="CV Gardener", text="# Ten years of roses")
    round = planned(
        alices, application, title="Second talk", zone="Europe/Lisbon", names="Oksana",
        place="https://meet.example/abc", preparation="Ask about soil",
    )  # fmt: skip
    page = html(alices.get(url(round)))
    for said in (
        "Second talk", "Monday, 23 November 2026", "15:00", "Europe/Lisbon", "17:00",
        'href="https://meet.example/abc"', "Ask about soil", "Oksana", "Plant trees.",
        "CV Gardener", "# Ten years of roses",
    ):  # fmt: skip
        assert said in page


def test_page_offers_preparation_and_thanks_until_they_are_settled(alices, alice):
    round = planned(alices, make_application(alice))
    for deed in ("prepare", "thank"):
        done = url(round, f"{deed}_done")
        assert f'action="{done}"' in html(alices.get(url(round)))
        data = {"due_on": str(getattr(round, f"{deed}_on")), "back": "round"}
        page = html(alices.post(done, data, follow=True))
        assert f'action="{done}"' not in page
        assert url(round, f"{deed}_reopen") in page


@pytest.mark.parametrize("is_cancelled", [True, False])
def test_page_asks_for_nothing_once_cancelled_or_ended(alices, alice, is_cancelled):
    application = make_application(alice, stage="interview")
    round = planned(alices, application)
    if is_cancelled:
        rounds.cancel(round)
    else:
        application.end("rejected", TODAY)
    page = html(alices.get(url(round)))
    assert url(round, "prepare_done") not in page


def test_page_shows_hostile_text_as_text(alices, alice):
    application = make_application(alice, company=HOSTILE, role=HOSTILE)
    make_posting(application, text=HOSTILE)
    make_document(application, title=HOSTILE, text=HOSTILE)
    round = planned(
        alices, application, title=HOSTILE, place=f"javascript:alert(1) {HOSTILE}",
        preparation=HOSTILE, names=HOSTILE,
    )  # fmt: skip
    alices.post(url(round, "debrief"), {"debrief": HOSTILE, "version": round.version})
    page = html(alices.get(url(round)))
    assert "<script>alert(1)" not in page
    assert 'href="javascript' not in page
    assert page.count("&lt;script&gt;alert(1)") >= 8


def test_putting_off_moves_preparation_and_thanks_along(alices, alice):
    application = make_application(alice, stage="interview")
    round = planned(alices, application, names="Oksana")
    Round.objects.update(prepare_state="done", thank_state="done")
    data = {"version": round.version, "people": [one.pk for one in round.people.all()]}
    alices.post(url(round, "edit_round"), filled(day="2026-11-30", **data))
    round.refresh_from_db()
    assert (str(round.day), str(round.prepare_on)) == ("2026-11-30", "2026-11-27")
    assert (round.prepare_state, round.thank_state) == ("open", "open")
    assert round.people.count() == 1
    application.refresh_from_db()
    assert application.last_round_on == round.day


def test_edit_of_the_text_leaves_what_is_done(alices, alice):
    round = planned(alices, make_application(alice))
    Round.objects.update(prepare_state="done", prepare_on=datetime.date(2026, 11, 22))
    alices.post(url(round, "edit_round"), filled(title="New title", version=round.version))
    round.refresh_from_db()
    assert (round.title, round.prepare_state) == ("New title", "done")
    assert round.prepare_on == datetime.date(2026, 11, 22)


def test_two_tabs_lose_nothing(alices, alice):
    round = planned(alices, make_application(alice))
    version = version_on(html(alices.get(url(round, "edit_round"))))
    first = filled(preparation="First tab", version=version)
    assert alices.post(url(round, "edit_round"), first).status_code == 302
    second = filled(preparation="Second tab", day="2026-12-01", names="Oksana", version=version)
    response = alices.post(url(round, "edit_round"), second)
    assert response.status_code == 409
    assert "First tab" in html(response)
    assert "Second tab" in html(response)
    round.refresh_from_db()
    assert (round.preparation, round.day) == ("First tab", MONDAY)
    assert not alice.contacts.exists()
    again = second | {"version": version_on(html(response))}
    assert alices.post(url(round, "edit_round"), again).status_code == 302
    round.refresh_from_db()
    assert (round.preparation, str(round.day)) == ("Second tab", "2026-12-01")
    assert round.people.get().name == "Oksana"


def test_cancelled_round_no_longer_counts_until_it_takes_place_after_all(alices, alice):
    application = make_application(alice, stage="interview", on=datetime.date(2026, 11, 10))
    round = planned(alices, application)
    for deed, is_cancelled, last in (("cancel", True, None), ("restore", False, MONDAY)):
        for _ in range(2):
            alices.post(url(round, f"{deed}_round"))
        round.refresh_from_db()
        application.refresh_from_db()
        assert (round.is_cancelled, application.last_round_on) == (is_cancelled, last)
    assert round.version == 3  # the calendars that have it see that it changed


def test_debrief_is_offered_from_the_day_of_the_round_on(alices, alice, clock):
    round = planned(alices, make_application(alice))
    assert 'name="debrief"' not in html(alices.get(url(round)))
    clock.move_to(datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC))
    alices.force_login(alice)
    assert 'name="debrief"' in html(alices.get(url(round)))


def test_debrief_of_a_second_tab_is_not_lost(alices, alice):
    round = planned(alices, make_application(alice), day="2026-11-17")
    version = version_on(html(alices.get(url(round))))
    for said in ("They asked about soil", "They asked about rain"):
        response = alices.post(url(round, "debrief"), {"debrief": said, "version": version})
    assert response.status_code == 409
    assert "They asked about rain</textarea>" in html(response)
    round.refresh_from_db()
    assert round.debrief == "They asked about soil"


@pytest.mark.parametrize("deed", ["debrief", "cancel_round", "restore_round"])
def test_deed_asked_for_by_get_leads_to_the_page(alices, alice, deed):
    round = planned(alices, make_application(alice))
    assert alices.get(url(round, deed))["Location"] == url(round)


@pytest.mark.parametrize("deed", ["round", "edit_round", "debrief", "cancel_round"])
def test_round_of_a_binned_application_is_gone(alices, alice, deed):
    application = make_application(alice)
    round = planned(alices, application)
    application.throw_away()
    assert alices.post(url(round, deed)).status_code in {404, 405}
    assert alices.get(url(round, deed)).status_code == 404


def test_application_page_takes_as_many_queries_for_many_rows(alices, alice):
    taken = []
    for count in (1, 20):
        application = make_application(alice)
        for number in range(count):
            contact = make_contact(alice, name=f"Person {number}")
            application.contacts.add(contact)
            make_round(application).people.add(contact)
            make_document(application, title=f"CV {number}")
            make_posting(application)
            application.note(f"Note {number}", TODAY)
        with CaptureQueriesContext(connection) as queries:
            page = html(alices.get(reverse("applications:page", args=[application.public_id])))
        assert f"Person {count - 1}" in page
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 12


@pytest.mark.parametrize("count", [1, 20])
def test_round_page_takes_six_queries(alices, alice, count):
    application = make_application(alice)
    round = make_round(application)
    for number in range(count):
        round.people.add(make_contact(alice, name=f"Person {number}"))
        make_document(application)
        make_posting(application)
    with assertNumQueries(6):
        alices.get(url(round))


def test_history_shows_rounds_follow_ups_and_documents_among_the_steps(alices, alice):
    application = make_application(alice, stage="applied", on=datetime.date(2026, 11, 2))
    application.follow_up(application.next_on, datetime.date(2026, 11, 11))
    make_document(application, title="Roses", sent_on=datetime.date(2026, 11, 3))
    make_round(application, title="First talk", day=datetime.date(2026, 11, 12))
    cancelled = make_round(application, title="Second talk", day=datetime.date(2026, 11, 25))
    rounds.cancel(cancelled)
    page = alices.get(reverse("applications:page", args=[application.public_id]))
    labels = [step.label for step in page.context["timeline"]]
    assert labels == ["Second talk", "First talk", "Followed up", "Sent: CV “Roses”", "Applied"]
    history = html(page).partition('<ol class="timeline">')[2]
    assert "<span>cancelled</span>" in history
    assert history.count(">Correct</a>") == 2
