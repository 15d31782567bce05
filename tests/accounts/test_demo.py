"""The sample job search, on whichever day it is added."""

import datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts import demo
from accounts.models import User
from applications.models import Application, Reminder
from billing.models import AiCall
from coaching.models import Draft, Offer, Story
from tests.conftest import signed_in


@pytest.mark.parametrize(
    ("now", "due_on"),
    [("2026-11-27", "2026-11-27"), ("2026-11-28", "2026-11-30"), ("2026-11-29", "2026-11-30")],
)  # Friday, Saturday, Sunday
def test_reminder_of_working_days_is_due_on_one(db, clock, now, due_on):
    clock.move_to(datetime.datetime.fromisoformat(f"{now}T09:00+00:00"))
    demo.add()
    reminder = Reminder.objects.get(repeat="working_days")
    assert f"{reminder.starts_on} {reminder.due_on}" == f"{due_on} {due_on}"
    once = Reminder.objects.get(repeat="")
    assert once.due_on == datetime.date.fromisoformat(now) + datetime.timedelta(days=2)


def test_second_time_adds_nothing(db):
    assert demo.add()
    count = Application.objects.count()
    assert not demo.add()
    assert Application.objects.count() == count


def test_pages_of_the_coach_hold_something(db):
    demo.add()
    client = signed_in(User.objects.get(email=demo.EMAIL))
    draft, offer = Draft.objects.get(), Offer.objects.get()
    story, _other = Story.objects.all()
    for page, said in (
        (reverse("coaching:drafts"), "Helsinki Grid"),
        (reverse("coaching:draft", args=[draft.public_id]), "cut the p95 of the order API"),
        (reverse("coaching:draft_download", args=[draft.public_id, "text"]), "Kind regards"),
        (reverse("coaching:stories"), story.title),
        (reverse("coaching:story_edit", args=[story.public_id]), story.result),
        (reverse("coaching:offers"), "4,800"),
        (reverse("coaching:offers"), "5 of 6 criteria rated"),
        (reverse("coaching:offer", args=[offer.public_id]), "I liked both who interviewed me"),
    ):
        assertContains(client.get(page), said)
    assert not AiCall.objects.exists()
