"""Next actions on a moved clock, over ten years and in forty zones: never lost, early or double.

A person looks at Today on random days, at random hours, does this and that about it, and moves to
another zone now and then. The rules, the agenda and the deeds are the real ones, on plain values.
"""

import datetime
import random
import zoneinfo

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.agenda import deeds, overview
from applications.ledger import Entry, Kind, Standing
from applications.models import Application, Reminder, Round
from applications.next_action import Deed
from applications.recurrence import Repeat, following
from applications.stages import Ending, Stage
from tests.factories import make_application, make_reminder

ZONES = """
    Europe/Kyiv Europe/London Europe/Lisbon Europe/Berlin Europe/Dublin Europe/Istanbul
    Europe/Moscow America/New_York America/Los_Angeles America/Chicago America/Phoenix
    America/St_Johns America/Halifax America/Havana America/Santiago America/Asuncion
    America/Sao_Paulo America/Caracas America/Nuuk Atlantic/Azores Africa/Casablanca Africa/Cairo
    Africa/Lagos Africa/Johannesburg Asia/Beirut Asia/Gaza Asia/Tehran Asia/Dubai Asia/Kolkata
    Asia/Kathmandu Asia/Yangon Asia/Tokyo Asia/Pyongyang Australia/Lord_Howe Australia/Adelaide
    Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Kiritimati Pacific/Honolulu
""".split()
A_DAY = datetime.timedelta(days=1)
TEN_YEARS = 3653
BEGINNINGS = (
    datetime.date(2008, 3, 1),
    datetime.date(2026, 11, 18),
)  # Samoa left out a day in 2011


class Person:
    """One who looks now and then. `shown` and `settled` remember what was on Today."""

    def __init__(self, zone, chance):
        self.zone, self.chance = zoneinfo.ZoneInfo(zone), chance
        self.settled = set()
        self.last_look = None
        self.application = None
        self.rounds, self.reminders = [], []

    def look(self, now):
        today = now.astimezone(self.zone).date()
        rows = [self.application] if self.application else []
        items = overview.to_do(rows, self.rounds, self.reminders, today)
        due = {
            (item.deed, item.subject_id, item.due_on): item for item in items if item.days_late >= 0
        }
        self.check_nothing_is_early_or_lost(due, today)
        assert not self.settled & set(due), "done, and shown again"
        self.act(due, today)
        self.last_look = today

    def check_nothing_is_early_or_lost(self, due, today):
        assert all(item.due_on <= today for item in due.values())
        expected = set()
        if self.application and self.application.next_on and self.application.next_on <= today:
            one = self.application
            expected.add((one.next_kind, one.public_id, one.next_on))
        for reminder in self.reminders:
            if reminder.due_on <= today:
                expected.add(("remind", reminder.public_id, reminder.due_on))
        for one in self.rounds:
            if one.prepare_state == "open" and one.prepare_on <= today <= one.day:
                expected.add((Deed.PREPARE, one.public_id, one.prepare_on))
            if one.thank_state == "open" and one.thank_on <= today:
                expected.add((Deed.THANK, one.public_id, one.thank_on))
        assert set(due) == expected

    def act(self, due, today):
        for key, item in due.items():
            if self.chance.random() < 0.6:
                self.settle(key, item, today)
            elif self.chance.random() < 0.4:
                self.put_off(item, today)
        if not self.application or self.application.ending:
            self.begin(today)
        elif self.chance.random() < 0.1:
            self.hear(today)

    def settle(self, key, item, today):
        self.settled.add(key)
        if item.deed == "remind":
            reminder = next(one for one in self.reminders if one.public_id == item.subject_id)
            later = following(reminder.repeat, reminder.starts_on, max(item.due_on, today))
            assert later > today
            reminder.due_on = later
        elif item.deed in {Deed.PREPARE, Deed.THANK}:
            one = next(one for one in self.rounds if one.public_id == item.subject_id)
            setattr(one, f"{item.deed}_state", "done")
        else:
            self.answer(item, today)

    def answer(self, item, today):
        one = self.application
        day = deeds.day_of_deed(one, today)
        said = {
            Deed.APPLY: Entry(0, Kind.STAGE, day, stage=Stage.APPLIED),
            Deed.FOLLOW_UP: Entry(0, Kind.FOLLOW_UP, day),
            Deed.DECIDE: Entry(0, Kind.ENDING, day, ending=Ending.DECLINED),
        }
        one.set_standing(one.standing.after(said[item.deed]))
        assert one.next_on is None or one.next_on > today, "done, and due again at once"

    def put_off(self, item, today):
        until = self.chance.choice(deeds.later_days(today, item.due_on))
        assert until > today
        if item.deed == "remind":
            next(r for r in self.reminders if r.public_id == item.subject_id).due_on = until
        elif item.deed not in {Deed.PREPARE, Deed.THANK} and not self.application.ending:
            self.application.next_on = self.application.snoozed_until = until

    def begin(self, today):
        self.application = Application(company="Kvitka", since=today)
        self.application.set_standing(Standing(Stage.SAVED, Stage.SAVED, "", today))
        self.rounds = []
        if len(self.reminders) < 3:
            repeat = self.chance.choice(list(Repeat))
            self.reminders.append(Reminder(text="x", repeat=repeat, starts_on=today, due_on=today))

    def hear(self, today):
        """The company says something: the next stage, and perhaps a day for an interview."""
        one = self.application
        stage = self.chance.choice([Stage.SCREENING, Stage.INTERVIEW, Stage.OFFER])
        day = deeds.day_of_deed(one, today)
        round = Round(application=one, number=1)
        round.set_day(today + self.chance.randrange(12) * A_DAY, today)
        self.rounds.append(round)
        one.last_round_on = max(one.last_round_on or round.day, round.day)
        one.set_standing(one.standing.after(Entry(0, Kind.STAGE, day, stage=stage)))


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=4)
@given(st.integers(), st.sampled_from(BEGINNINGS), st.booleans())
def test_nothing_is_lost_early_or_double_in_ten_years(zone, seed, beginning, travels):
    chance = random.Random(seed)
    person = Person(zone, chance)
    day, end = beginning, beginning + TEN_YEARS * A_DAY
    while day < end:
        if travels and chance.random() < 0.02:
            person.zone = zoneinfo.ZoneInfo(chance.choice(ZONES))
        moment = datetime.time(chance.randrange(24), chance.randrange(60))
        person.look(datetime.datetime.combine(day, moment, datetime.UTC))
        day += chance.choice([1, 1, 1, 2, 3, 9, 40]) * A_DAY
    assert len(person.settled) > 50


def shown_on_today(client, moment):
    with time_machine.travel(moment, tick=False):
        return [
            item.title for item in client.get(reverse("applications:today")).context["agenda"].due
        ]


@pytest.mark.parametrize("zone", ZONES)
def test_page_turns_at_the_persons_own_midnight(alices, alice, zone):
    alice.time_zone = zone
    alice.save()
    application = make_application(alice, stage=Stage.APPLIED, on=datetime.date(2026, 10, 15))
    assert application.next_on == datetime.date(2026, 10, 26)  # in most zones after the change
    make_reminder(alice, text="Sleep", day=application.next_on)
    local = zoneinfo.ZoneInfo(zone)
    midnight = datetime.datetime(2026, 10, 26, tzinfo=local).astimezone(datetime.UTC)
    second = datetime.timedelta(seconds=1)
    assert shown_on_today(alices, midnight - second) == []
    assert shown_on_today(alices, midnight) == ["Sleep", "Follow up with Dnipro Soft"]


def test_moving_east_overnight_brings_the_day_earlier_and_west_takes_it_back(alices, alice):
    make_reminder(alice, text="Sleep", day=datetime.date(2026, 11, 19))
    noon = datetime.datetime(2026, 11, 18, 12, tzinfo=datetime.UTC)
    found = {}
    for zone in ("Pacific/Honolulu", "Pacific/Kiritimati", "Europe/Kyiv"):
        alice.time_zone = zone
        alice.save()
        found[zone] = shown_on_today(alices, noon)
    assert found == {"Pacific/Honolulu": [], "Pacific/Kiritimati": ["Sleep"], "Europe/Kyiv": []}
