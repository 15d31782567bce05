"""The sample job search, on whichever day it is added."""

import datetime

import pytest

from accounts import demo
from applications.models import Application, Reminder


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
