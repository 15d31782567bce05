"""Moving: by the form, by htmx on the board, back-dated, undone."""

import datetime
import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries, assertRedirects

from applications.ledger import Kind
from applications.stages import Ending, Stage
from tests.factories import make_application

BOARD = "http://testserver/board/"
ON_BOARD = {"HX-Request": "true", "HX-Current-URL": BOARD}

pytestmark = pytest.mark.usefixtures("clock")


def url(application, deed="move"):
    return reverse(f"applications:{deed}", args=[application.public_id])


def test_move_without_javascript_redirects_to_the_application(alices, alice):
    application = make_application(alice)
    response = alices.post(url(application), {"stage": "applied", "happened_on": "2026-11-10"})
    assertRedirects(response, url(application, "page"))
    application.refresh_from_db()
    assert (application.stage, str(application.since)) == ("applied", "2026-11-10")


@pytest.mark.parametrize(
    "named, checked", [("accepted", ["accepted"]), ("declined", ["declined"]), ("x", []), ("", [])]
)
def test_end_begins_with_what_the_button_named(alices, alice, named, checked):
    application = make_application(alice, stage="offer")
    page = alices.get(url(application, "end"), {"ending": named}).content.decode()
    assert re.findall(r'name="ending" value="(\w+)"[^>]* checked', page) == checked
    application.refresh_from_db()
    assert application.is_live


def test_move_on_the_board_answers_with_the_card_alone(alices, alice):
    application = make_application(alice, company="К" * 60, role="Р" * 60)
    response = alices.post(url(application), {"stage": "applied"}, headers=ON_BOARD)
    page = response.content.decode()
    assert 'hx-swap-oob="afterbegin:#cards-applied"' in page
    assert str(application.public_id) in page
    assert len(response.content) <= 2048
    assert "closeDialog" in response["HX-Trigger"]


def test_move_takes_five_queries(alices, alice):
    application = make_application(alice)
    with assertNumQueries(7):  # two of them are the savepoint of the test's own transaction
        alices.post(url(application), {"stage": "applied"}, headers=ON_BOARD)


def test_move_dragged_has_todays_date(alices, alice):
    application = make_application(alice)
    alices.post(url(application), {"stage": "offer"}, headers=ON_BOARD)
    application.refresh_from_db()
    assert application.since == datetime.date(2026, 11, 18)


def test_move_to_where_it_is_on_another_day_says_where_to_correct(alices, alice):
    application = make_application(alice)
    page = alices.post(url(application), {"stage": "saved", "happened_on": "2026-11-10"})
    assert "It is there already." in page.content.decode()
    assert application.events.count() == 1


@pytest.mark.parametrize(
    "deed, data", [("move", {"stage": "offer"}), ("end", {"ending": "rejected"})]
)
def test_form_sent_twice_has_one_effect(alices, alice, deed, data):
    application = make_application(alice)
    for _ in range(2):
        response = alices.post(url(application, deed), data)
        assertRedirects(response, url(application, "page"))
    assert application.events.count() == 2


def test_drag_after_moving_west_counts_from_the_latest_day(alices, alice):
    alice.time_zone = "Pacific/Honolulu"
    alice.save()
    application = make_application(alice, on=datetime.date(2026, 11, 18))
    alices.post(url(application), {"stage": "offer"}, headers=ON_BOARD)
    application.refresh_from_db()
    assert (application.stage, application.since.day) == ("offer", 18)


@pytest.mark.parametrize(
    "day, sentence",
    [
        ("2026-11-19", "This day has not come yet."),
        ("2026-10-31", "The latest step is of a later day."),
        ("1999-01-01", "Choose a day after 1 January 2000."),
        ("yesterday", "Enter a valid date."),
    ],
)
def test_move_on_an_impossible_day_says_why(alices, alice, day, sentence):
    application = make_application(alice)
    response = alices.post(url(application), {"stage": "offer", "happened_on": day})
    assert sentence in response.content.decode()
    assert application.events.count() == 1


def test_end_keeps_the_furthest_stage(alices, alice):
    application = make_application(alice, stage=Stage.INTERVIEW)
    alices.post(url(application, "end"), {"ending": "rejected"})
    application.refresh_from_db()
    assert (application.ending, application.furthest_stage) == ("rejected", "interview")


def test_move_reopens_what_had_ended(alices, alice):
    application = make_application(alice, stage=Stage.APPLIED)
    application.end(Ending.NO_RESPONSE, datetime.date(2026, 11, 10))
    alices.post(url(application), {"stage": "applied"})
    application.refresh_from_db()
    assert application.is_live


def undo_url(application):
    last = application.events.last()
    return reverse("applications:undo_move", args=[application.public_id, last.public_id])


def test_page_offers_to_undo_the_move_recorded_last(alices, alice):
    application = make_application(alice)
    page = url(application, "page")
    assert "Undo the last move" not in alices.get(page).content.decode()
    application.move(Stage.OFFER, datetime.date(2026, 11, 5))
    assert undo_url(application) in alices.get(page).content.decode()


def test_undo_puts_the_last_move_back(alices, alice):
    application = make_application(alice)
    application.move(Stage.OFFER, datetime.date(2026, 11, 5))
    response = alices.post(undo_url(application), headers=ON_BOARD)
    assert 'hx-swap-oob="afterbegin:#cards-saved"' in response.content.decode()
    application.refresh_from_db()
    assert (application.stage, application.furthest_stage) == ("saved", "saved")


def test_undo_of_a_message_takes_back_its_own_move_once(alices, alice):
    application = make_application(alice)
    answer = alices.post(url(application), {"stage": "applied"}, headers=ON_BOARD)
    undo = re.search(r'hx-post="([^"]+/undo/[^"]+)"', answer.content.decode())[1]
    alices.post(url(application), {"stage": "offer"}, headers=ON_BOARD)
    first = alices.post(undo, headers=ON_BOARD)
    again = alices.post(undo, headers=ON_BOARD)
    application.refresh_from_db()
    assert application.stage == Stage.OFFER
    assert "/undo/" not in first.content.decode()
    assert "It was undone already." in again["HX-Trigger"]


def test_undo_of_a_note_is_no_undo(alices, alice):
    application = make_application(alice)
    note = application.note("x", datetime.date(2026, 11, 4))
    alices.post(reverse("applications:undo_move", args=[application.public_id, note.public_id]))
    assert application.events.count() == 2


def test_correction_that_changes_nothing_writes_nothing(alices, alice):
    application = make_application(alice)
    event = application.events.get()
    address = reverse("applications:correct", args=[application.public_id, event.public_id])
    alices.post(address, {"stage": "saved", "happened_on": "2026-11-02"})
    assert application.events.count() == 1


def test_undo_of_the_only_step_says_so(alices, alice):
    application = make_application(alice)
    page = alices.post(undo_url(application), follow=True).content.decode()
    assert "There is nothing to undo" in page


def test_past_step_changes_the_history_not_the_place(alices, alice):
    application = make_application(alice, stage=Stage.INTERVIEW, on=datetime.date(2026, 11, 9))
    past = {"stage": "applied", "happened_on": "2026-11-01"}
    alices.post(url(application, "add_past_step"), past)
    application.refresh_from_db()
    assert application.stage == Stage.INTERVIEW
    page = alices.get(url(application, "page")).content.decode()
    assert page.index("9 Nov 2026") < page.index("1 Nov 2026")


def test_past_step_of_the_latest_day_is_refused(alices, alice):
    application = make_application(alice, stage=Stage.INTERVIEW, on=datetime.date(2026, 11, 9))
    past = {"stage": "screening", "happened_on": "2026-11-09"}
    page = alices.post(url(application, "add_past_step"), past).content.decode()
    assert "That is not before the latest step." in page
    assert application.events.count() == 1


def test_past_step_proposes_no_day(alices, alice):
    page = alices.get(url(make_application(alice), "add_past_step"))
    assert page.context["form"]["happened_on"].value() is None


def test_past_step_known_already_says_so(alices, alice):
    application = make_application(alice, stage=Stage.INTERVIEW, on=datetime.date(2026, 11, 9))
    past = {"stage": "applied", "happened_on": "2026-11-01"}
    for _ in range(2):
        page = alices.post(url(application, "add_past_step"), past, follow=True)
    assert "The history says so already." in page.content.decode()


def test_correct_changes_what_counts_and_keeps_what_was_written(alices, alice):
    application = make_application(alice, stage=Stage.APPLIED)
    event = application.events.get()
    correction = {"stage": "screening", "happened_on": "2026-11-01"}
    alices.post(
        reverse("applications:correct", args=[application.public_id, event.public_id]), correction
    )
    application.refresh_from_db()
    assert (application.stage, str(application.since)) == ("screening", "2026-11-01")
    event.refresh_from_db()
    assert event.stage == Stage.APPLIED


def test_retract_takes_a_note_out(alices, alice):
    application = make_application(alice)
    note = application.note("Talked to Ivan", datetime.date(2026, 11, 4))
    alices.post(reverse("applications:retract", args=[application.public_id, note.public_id]))
    assert "Talked to Ivan" not in alices.get(url(application, "page")).content.decode()


def test_correction_has_no_page_of_its_own(alices, alice):
    application = make_application(alice)
    application.correct(
        application.events.get(), stage=Stage.APPLIED, happened_on=datetime.date(2026, 11, 2)
    )
    correction = application.events.get(kind=Kind.CORRECTION)
    address = reverse("applications:correct", args=[application.public_id, correction.public_id])
    assert alices.get(address).status_code == 404


def test_event_of_another_application_is_not_found(alices, alice):
    one, other = make_application(alice), make_application(alice)
    event = other.events.get()
    address = reverse("applications:correct", args=[one.public_id, event.public_id])
    assert alices.get(address).status_code == 404
