"""Reminders: written down, changed, done, put off, undone, deleted."""

import datetime
import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNumQueries, assertRedirects

from applications.models import Reminder
from tests.factories import make_application, make_reminder

LIST, ADD = reverse("applications:reminders"), reverse("applications:reminder_add")
KEY = "0b1f4d3a-6f0e-4a52-9a6c-0d8d7d5c1f10"
WHOLE = {"key": KEY, "text": "Ask Iryna", "starts_on": "2026-11-20", "at": "", "repeat": ""}
ON_TODAY = {"HX-Request": "true", "HX-Current-URL": "http://testserver/today/"}

pytestmark = pytest.mark.usefixtures("clock")


def day(text):
    return datetime.date.fromisoformat(text)


def url(reminder, deed):
    return reverse(f"applications:reminder_{deed}", args=[reminder.public_id])


def undo_in(response):
    return re.search(r'hx-post="([^"]+)"', response.content.decode())[1].replace("&amp;", "&")


def test_add_makes_one_however_often_it_is_sent(alices, alice):
    for _ in range(2):
        assertRedirects(alices.post(ADD, {**WHOLE, "repeat": "weekly", "at": "09:30"}), LIST)
    reminder = Reminder.objects.get()
    assert (reminder.user, reminder.text, reminder.due_on) == (
        alice,
        "Ask Iryna",
        day("2026-11-20"),
    )
    assert (reminder.repeat, reminder.at) == ("weekly", datetime.time(9, 30))


def test_same_key_of_another_person_is_another_reminder(alices, bobs):
    alices.post(ADD, WHOLE)
    bobs.post(ADD, WHOLE)
    assert Reminder.objects.count() == 2


def test_add_about_an_application_leads_back_to_it(alices, alice):
    application = make_application(alice)
    assertContains(
        alices.get(ADD, {"application": application.public_id, "back": "page"}),
        str(application.public_id),
    )
    about = {**WHOLE, "application": application.public_id, "back": "page"}
    page = reverse("applications:page", args=[application.public_id])
    assertRedirects(alices.post(ADD, about), page)
    assert Reminder.objects.get().application == application


def test_reminder_about_the_application_of_another_is_not_made(bobs, alice):
    about = {**WHOLE, "application": make_application(alice).public_id}
    assert bobs.post(ADD, about).status_code == 404
    assert not Reminder.objects.exists()


@pytest.mark.parametrize(
    "field, value, sentence",
    [
        ("text", "", "This field is required."),
        ("text", "x" * 201, "at most 200 characters"),
        ("starts_on", "soon", "Enter a valid date."),
        ("starts_on", "1999-12-31", "Choose a day between 2000 and 2100."),
        ("starts_on", "2101-01-01", "Choose a day between 2000 and 2100."),
        ("at", "25:00", "Enter a valid time."),
        ("repeat", "hourly", "Select a valid choice."),
    ],
)
def test_add_says_what_is_wrong(alices, field, value, sentence):
    assertContains(alices.post(ADD, {**WHOLE, field: value}), sentence)
    assert not Reminder.objects.exists()


def test_working_days_begin_on_one(alices):
    weekend = {**WHOLE, "starts_on": "2026-11-21", "repeat": "working_days"}
    assertContains(alices.post(ADD, weekend), "That is a weekend.")


@pytest.mark.parametrize("query", ["?application=x", "?application=%27&back=<x>", "?back=page"])
def test_hostile_address_of_the_form_is_the_form(alices, query):
    assertContains(alices.get(ADD + query), "New reminder")


def test_done_once_is_over_and_undo_brings_it_back(alices, alice):
    reminder = make_reminder(alice)
    response = alices.post(url(reminder, "done"), {"due_on": "2026-11-18"}, headers=ON_TODAY)
    reminder.refresh_from_db()
    assert reminder.done_at is not None
    alices.post(undo_in(response), headers=ON_TODAY)
    reminder.refresh_from_db()
    assert (reminder.done_at, reminder.due_on) == (None, day("2026-11-18"))


def test_undo_of_done_pressed_twice_does_no_more(alices, alice):
    reminder = make_reminder(alice)
    response = alices.post(url(reminder, "done"), {"due_on": "2026-11-18"}, headers=ON_TODAY)
    alices.post(undo_in(response), headers=ON_TODAY)
    reminder.snooze(day("2026-11-18"), day("2026-11-20"))
    again = alices.post(undo_in(response), headers=ON_TODAY)
    assert "be undone any more" in again["HX-Trigger"]
    reminder.refresh_from_db()
    assert reminder.due_on == day("2026-11-20")


@pytest.mark.parametrize(
    "repeat, following",
    [
        ("daily", "2026-11-19"),
        ("working_days", "2026-11-19"),
        ("weekly", "2026-11-24"),  # a week after Tuesday the 17th, though done on Wednesday
        ("monthly", "2026-12-17"),
        ("yearly", "2027-11-17"),
    ],
)
def test_done_repeating_is_due_on_its_next_day_after_today(alices, alice, repeat, following):
    reminder = make_reminder(alice, day=day("2026-11-17"), repeat=repeat)
    response = alices.post(url(reminder, "done"), {"due_on": "2026-11-17"}, headers=ON_TODAY)
    reminder.refresh_from_db()
    assert (reminder.due_on, reminder.done_at) == (day(following), None)
    alices.post(undo_in(response), headers=ON_TODAY)
    reminder.refresh_from_db()
    assert reminder.due_on == day("2026-11-17")


@pytest.mark.parametrize("deed, data", [("done", {}), ("snooze", {"until": "2026-11-27"})])
def test_deed_sent_twice_has_one_effect(alices, alice, deed, data):
    reminder = make_reminder(alice, repeat="daily")
    alices.post(url(reminder, deed), {"due_on": "2026-11-18", **data})
    reminder.refresh_from_db()
    after = reminder.due_on
    page = alices.post(url(reminder, deed), {"due_on": "2026-11-18", **data}, follow=True)
    assertContains(page, "That was settled already")
    reminder.refresh_from_db()
    assert reminder.due_on == after != day("2026-11-18")


def test_snooze_and_its_undo(alices, alice):
    reminder = make_reminder(alice)
    data = {"due_on": "2026-11-18", "until": "2026-11-23"}
    response = alices.post(url(reminder, "snooze"), data, headers=ON_TODAY)
    reminder.refresh_from_db()
    assert (reminder.due_on, reminder.starts_on) == (day("2026-11-23"), day("2026-11-18"))
    alices.post(undo_in(response), headers=ON_TODAY)
    reminder.refresh_from_db()
    assert reminder.due_on == day("2026-11-18")


def test_undo_of_what_changed_since_does_nothing(alices, alice):
    reminder = make_reminder(alice)
    data = {"due_on": "2026-11-18", "until": "2026-11-23"}
    first = alices.post(url(reminder, "snooze"), data, headers=ON_TODAY)
    reminder.snooze(day("2026-11-23"), day("2026-12-01"))
    answer = alices.post(undo_in(first), headers=ON_TODAY)
    assert "be undone any more" in answer["HX-Trigger"]
    reminder.refresh_from_db()
    assert reminder.due_on == day("2026-12-01")


@pytest.mark.parametrize("due_on", ["9999-12-31", "2101-01-01", "1999-12-31", "0001-01-01"])
def test_undo_to_a_day_out_of_all_bounds_is_refused(alices, alice, due_on):
    reminder = make_reminder(alice, repeat="daily")
    undo = f"{url(reminder, 'undo')}?due_on={due_on}&until=2026-11-18"
    answer = alices.post(undo, headers=ON_TODAY)
    assert "be undone any more" in answer["HX-Trigger"]
    reminder.refresh_from_db()
    assert reminder.due_on == day("2026-11-18")


@pytest.mark.parametrize("due_on", ["2000-01-01", "2100-12-31"])
def test_undo_to_the_edge_of_the_bounds_can_be_done_again(alices, alice, due_on):
    reminder = make_reminder(alice, repeat="daily")
    alices.post(f"{url(reminder, 'undo')}?due_on={due_on}&until=2026-11-18", headers=ON_TODAY)
    reminder.refresh_from_db()
    assert reminder.due_on == day(due_on)
    alices.post(url(reminder, "done"), {"due_on": due_on}, headers=ON_TODAY)
    reminder.refresh_from_db()
    assert reminder.due_on > day(due_on)


def test_done_of_one_that_is_due_out_of_all_bounds_changes_nothing(alices, alice):
    reminder = make_reminder(alice, repeat="daily", day=datetime.date.max)
    answer = alices.post(url(reminder, "done"), {"due_on": "9999-12-31"}, headers=ON_TODAY)
    assert "settled already" in answer["HX-Trigger"]


def test_other_words_leave_the_day_another_day_begins_anew(alices, alice):
    reminder = make_reminder(alice, repeat="weekly")
    reminder.snooze(day("2026-11-18"), day("2026-11-19"))
    same = {"text": "Call Iryna", "starts_on": "2026-11-18", "at": "", "repeat": "weekly"}
    alices.post(url(reminder, "edit"), {**same, "version": 1})
    reminder.refresh_from_db()
    assert (reminder.text, reminder.due_on) == ("Call Iryna", day("2026-11-19"))
    alices.post(url(reminder, "edit"), {**same, "version": 2, "starts_on": "2026-11-30"})
    reminder.refresh_from_db()
    assert reminder.due_on == day("2026-11-30")


def test_edit_of_a_done_one_to_another_day_opens_it(alices, alice):
    reminder = make_reminder(alice)
    reminder.done(day("2026-11-18"), day("2026-11-18"))
    alices.post(url(reminder, "edit"), {**WHOLE, "version": 1, "starts_on": "2026-12-01"})
    reminder.refresh_from_db()
    assert reminder.done_at is None


@pytest.mark.parametrize(("headers", "status"), [({}, 409), ({"HX-Request": "true"}, 422)])
def test_second_tab_gets_both_texts(alices, alice, headers, status):
    reminder = make_reminder(alice)
    for text in ("First tab", "Second tab"):
        said = {**WHOLE, "text": text, "version": 1}
        answer = alices.post(url(reminder, "edit"), said, headers=headers)
    assertContains(answer, "Now saved: First tab", status_code=status)
    assertContains(answer, 'value="Second tab"', status_code=status)
    reminder.refresh_from_db()
    assert reminder.text == "First tab"


def test_delete_asks_first(alices, alice):
    reminder = make_reminder(alice)
    assertContains(alices.get(url(reminder, "delete")), "be brought back")
    assert Reminder.objects.exists()
    assertRedirects(alices.post(url(reminder, "delete")), LIST)
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("deed", ["edit", "done", "snooze", "delete", "undo"])
def test_reminder_of_another_is_not_found(bobs, alice, deed):
    reminder = make_reminder(alice)
    data = {"due_on": "2026-11-18", "until": "2026-11-27", **WHOLE}
    assert bobs.post(url(reminder, deed), data).status_code == 404
    assert Reminder.objects.get().due_on == day("2026-11-18")


def test_list_has_open_ones_by_day_and_done_ones(alices, alice):
    make_reminder(alice, text="Later", day=day("2026-12-01"))
    make_reminder(alice, text="Sooner", repeat="daily")
    make_reminder(alice, text="Over").done(day("2026-11-18"), day("2026-11-18"))
    page = alices.get(LIST)
    assert [item.title for item in page.context["items"]] == ["Sooner", "Later"]
    assert [reminder.text for reminder in page.context["done"]] == ["Over"]
    assertContains(page, "Every day")


@pytest.mark.parametrize("count", [1, 50])
def test_list_takes_five_queries(alices, alice, count):
    for _ in range(count):
        make_reminder(alice, application=make_application(alice))
        make_reminder(alice).done(day("2026-11-18"), day("2026-11-18"))
    with assertNumQueries(5):  # session, user, how many, open, done
        alices.get(LIST)


@pytest.mark.parametrize("deed, data", [("done", {}), ("snooze", {"until": "2026-11-27"})])
def test_deed_takes_four_queries(alices, alice, deed, data):
    reminder = make_reminder(alice, repeat="weekly")
    with assertNumQueries(4):
        alices.post(url(reminder, deed), {"due_on": "2026-11-18", **data}, headers=ON_TODAY)
