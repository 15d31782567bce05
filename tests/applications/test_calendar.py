"""Calendar files: read back with the library, folded and escaped as RFC 5545 says."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rruleset, rrulestr
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from applications import recurrence
from applications.calendar import repeats
from applications.calendar.events import Dated, calendar_file
from applications.calendar.zones import timezone_lines
from applications.recurrence import Repeat
from tests.factories import make_application, make_reminder, make_round

UTC = datetime.UTC
STAMP = datetime.datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")
ZONES = (
    "Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
    "America/St_Johns", "Africa/Casablanca", "Europe/Dublin", "Asia/Tokyo", "UTC",
)  # fmt: skip
HARD = [
    "a\nb", "a\r\nb", "a\rb", "a,b;c:d", '"quoted"', "комір, ґудзик; їжак", "👩‍🔧🇺🇦" * 30,
    "ריאיון\u200f", "\u202eevil", "x" * 200, "ї" * 200, "a\u2028b", "END:VEVENT\nBEGIN:VEVENT",
    "\r\nATTENDEE:mailto:eve@evil.example", " leading", "trailing ", "tab\there", "^n^^",
]  # fmt: skip


def dated(**over):
    fields = {"uid": "one@trackr.help", "title": "Interview", "day": datetime.date(2026, 11, 20)}
    return Dated(**{**fields, "stamp": STAMP, **over})


def event_in(text):
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def unfolded(text):
    return text.decode().replace("\r\n ", "").split("\r\n")


def as_stored(text):
    """One kind of line break, no control characters: what a calendar can hold of a text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\"), max_size=200)


@given(texts, texts)
@example("x" * 200, "їжак;" * 40)
def test_any_text_is_read_back_and_every_line_is_short(title, place):
    text = calendar_file(title, [dated(title=title, place=place, text=title)])
    event = event_in(text)
    assert str(event["SUMMARY"]) == str(event["DESCRIPTION"] if title else "") == as_stored(title)
    assert str(event.get("LOCATION", "")) == as_stored(place)
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert b"\r" not in text.replace(b"\r\n", b"")
    assert text.endswith(b"END:VCALENDAR\r\n")


@pytest.mark.parametrize("title", HARD)
def test_hard_text_stays_within_its_line(title):
    lines = unfolded(calendar_file("Trackr", [dated(title=title)]))
    assert len([line for line in lines if line.startswith("BEGIN:VEVENT")]) == 1
    assert not [line for line in lines if line.startswith("ATTENDEE")]
    assert str(event_in(calendar_file("Trackr", [dated(title=title)]))["SUMMARY"]) == as_stored(
        title
    )


@given(st.text("\\nN,;rt\n", max_size=30))
def test_backslashes_are_escaped_as_the_standard_says(title):
    """The library's reader takes them wrongly, so a strict one is used here."""
    lines = unfolded(calendar_file("Trackr", [dated(title=title)]))
    value = next(line for line in lines if line.startswith("SUMMARY:")).partition(":")[2]
    meant = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
    assert meant == as_stored(title)


def test_day_without_a_time_is_a_whole_day():
    event = event_in(calendar_file("Trackr", [dated(version=3, is_cancelled=True)]))
    assert event["DTSTART"].dt == datetime.date(2026, 11, 20)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTSTAMP"].dt == STAMP
    assert (event["SEQUENCE"], event["UID"]) == (3, "one@trackr.help")
    assert (event["TRANSP"], event["STATUS"]) == ("TRANSPARENT", "CANCELLED")


@given(
    st.sampled_from(ZONES),
    st.dates(datetime.date(2015, 1, 1), datetime.date(2060, 12, 31)),
    st.times().map(lambda time: time.replace(microsecond=0)),
    st.integers(5, 720),
)
@example("Europe/Kyiv", datetime.date(2027, 3, 28), datetime.time(3, 30), 60)  # left out
@example("Europe/Kyiv", datetime.date(2026, 10, 25), datetime.time(3, 30), 60)  # twice
@example("Australia/Lord_Howe", datetime.date(2026, 10, 4), datetime.time(2, 15), 30)
@example("America/New_York", datetime.date(2026, 11, 1), datetime.time(1, 30), 60)
def test_time_on_the_wall_is_read_back_in_its_zone(zone, day, at, minutes):
    thing = dated(day=day, at=at, zone=ZoneInfo(zone), minutes=minutes)
    text = calendar_file("Trackr", [thing])
    event = event_in(text)
    meant = datetime.datetime.combine(day, at, ZoneInfo(zone))
    assert event["DTSTART"].dt.replace(tzinfo=None) == meant.replace(tzinfo=None)
    assert event["DTSTART"].dt.astimezone(UTC) == meant.astimezone(UTC)
    assert event["DURATION"].dt == datetime.timedelta(minutes=minutes)
    if zone != "UTC":
        assert event["DTSTART"].params["TZID"] == zone
        assert f"TZID:{zone}\r\n".encode() in text.partition(b"BEGIN:VEVENT")[0]


@given(
    st.sampled_from(ZONES[:-1]),
    st.datetimes(datetime.datetime(2020, 1, 2), datetime.datetime(2029, 12, 30)),
)
@example("Europe/Kyiv", datetime.datetime(2027, 3, 28, 0, 59, 59))
@example("Europe/Kyiv", datetime.datetime(2027, 3, 28, 1, 0, 0))
@example("America/New_York", datetime.datetime(2026, 11, 1, 6, 0, 0))
def test_described_zone_has_the_offset_of_every_moment(zone, moment):
    """By the standard's own rule: the latest change that has come counts."""
    (described,) = Calendar.from_ical(
        b"BEGIN:VCALENDAR\r\n" + timezone_lines(zone, 2020, 2029) + b"END:VCALENDAR\r\n"
    ).walk("VTIMEZONE")
    came = [
        (change["DTSTART"].dt - change["TZOFFSETFROM"].td, change["TZOFFSETTO"].td)
        for change in described.subcomponents
        if change["DTSTART"].dt - change["TZOFFSETFROM"].td <= moment
    ]
    there = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    assert max(came)[1] == there.utcoffset()


days = st.dates(datetime.date(2024, 1, 1), datetime.date(2032, 12, 31))


@given(st.sampled_from(Repeat.values), days, st.integers(0, 40), st.booleans())
@example("monthly", datetime.date(2027, 1, 31), 0, True)
@example("yearly", datetime.date(2028, 2, 29), 0, False)
@example("working_days", datetime.date(2026, 11, 21), 0, False)
def test_a_calendar_shows_the_days_that_the_reminder_is_due(repeat, first, put_off, is_timed):
    due_on = first + datetime.timedelta(days=put_off)
    until = due_on + datetime.timedelta(days=365)
    rule = repeats.rule(repeat, first, due_on)
    further = () if rule else repeats.dates(repeat, first, due_on, until)
    at = datetime.time(9, 30) if is_timed else None
    thing = dated(day=due_on, at=at, zone=KYIV, rule=rule, until=until if rule else None,
                  dates=further)  # fmt: skip
    expected = [due_on]
    while (day := recurrence.following(repeat, first, expected[-1])) and day <= until:
        expected.append(day)
    assert shown(event_in(calendar_file("Trackr", [thing]))) == expected


def shown(event):
    """The days of an event as a calendar works them out, on the wall's clock."""
    start = event["DTSTART"].dt
    is_timed = isinstance(start, datetime.datetime)
    plain = start.replace(tzinfo=None) if is_timed else datetime.datetime.combine(
        start, datetime.time()
    )  # fmt: skip
    found = rruleset()
    found.rdate(plain)
    if "RRULE" in event:
        rule = dict(event["RRULE"])
        (last,) = rule["UNTIL"]
        assert isinstance(last, datetime.datetime) == is_timed
        end = last.astimezone(KYIV).replace(tzinfo=None) if is_timed else last
        text = ";".join(
            f"{key}={','.join(map(str, value))}" for key, value in rule.items() if key != "UNTIL"
        )
        end = end if is_timed else datetime.datetime.combine(end, datetime.time())
        found.rrule(rrulestr(text, dtstart=plain).replace(until=end))
    if "RDATE" in event:
        for one in event["RDATE"].dts:
            is_same_kind = isinstance(one.dt, datetime.datetime) == is_timed
            assert is_same_kind
            found.rdate(one.dt.replace(tzinfo=None) if is_timed else
                        datetime.datetime.combine(one.dt, datetime.time()))  # fmt: skip
    return [moment.date() for moment in found]


@pytest.mark.parametrize(
    "repeat, first, rule",
    [
        (Repeat.DAILY, datetime.date(2026, 11, 18), b"RRULE:FREQ=DAILY\r\n"),
        (Repeat.WEEKLY, datetime.date(2026, 11, 18), b"RRULE:FREQ=WEEKLY\r\n"),
        (Repeat.MONTHLY, datetime.date(2026, 11, 28), b"RRULE:FREQ=MONTHLY\r\n"),
        (Repeat.YEARLY, datetime.date(2026, 11, 30), b"RRULE:FREQ=YEARLY\r\n"),
        (Repeat.WORKING_DAYS, datetime.date(2026, 11, 18),
         b"RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\r\n"),
    ],
)  # fmt: skip
def test_rule_is_written_where_one_says_the_same(alices, alice, repeat, first, rule):
    one = make_reminder(alice, day=first, repeat=repeat)
    text = alices.get(reverse("applications:reminder_event", args=[one.public_id])).content
    assert rule in text
    assert b"RDATE" not in text.partition(b"BEGIN:VEVENT")[2]


@pytest.mark.parametrize(
    "repeat, put_off", [(Repeat.WORKING_DAYS, 3), (Repeat.WEEKLY, 1), (Repeat.MONTHLY, 1)]
)
def test_rule_begins_on_no_day_of_its_own(repeat, put_off):
    wednesday = datetime.date(2026, 11, 18)
    due_on = wednesday + datetime.timedelta(days=put_off)
    assert repeats.rule(repeat, wednesday, wednesday)
    assert repeats.rule(repeat, wednesday, due_on) == ()


def test_end_of_a_rule_is_written_as_the_event_begins():
    """A moment in UTC for a time on the wall, a plain day for a day."""
    over = {"rule": (("FREQ", "DAILY"),), "until": datetime.date(2026, 12, 1), "zone": KYIV}
    timed = calendar_file("Trackr", [dated(at=datetime.time(9), **over)])
    assert b"RRULE:FREQ=DAILY;UNTIL=20261201T070000Z\r\n" in timed
    assert b"RRULE:FREQ=DAILY;UNTIL=20261201\r\n" in calendar_file("Trackr", [dated(**over)])


def test_the_31st_is_written_as_days(alices, alice):
    one = make_reminder(alice, day=datetime.date(2027, 1, 31), repeat=Repeat.MONTHLY)
    text = alices.get(reverse("applications:reminder_event", args=[one.public_id])).content
    event = event_in(text)
    assert "RRULE" not in event
    assert [one.dt.isoformat() for one in event["RDATE"].dts[:3]] == [
        "2027-02-28", "2027-03-31", "2027-04-30",
    ]  # fmt: skip


def test_round_is_downloaded_with_time_place_and_preparation(alices, alice):
    application = make_application(alice, company="Kvitka", role="Gardener", stage="interview")
    one = make_round(
        application, day=datetime.date(2026, 12, 1), starts=datetime.time(14, 30), minutes=45,
        title="With the team", place="https://meet.example/x", preparation="Boots",
        zone="Europe/Warsaw", version=4,
    )  # fmt: skip
    response = alices.get(reverse("applications:round_event", args=[one.public_id]))
    event = event_in(response.content)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="trackr.ics"'
    assert event["UID"] == f"round-{one.public_id}@trackr.help"
    assert str(event["SUMMARY"]) == "With the team: Gardener, Kvitka"
    assert event["DTSTART"].dt.astimezone(UTC) == one.starts_at
    assert event["DURATION"].dt == datetime.timedelta(minutes=45)
    assert (str(event["LOCATION"]), str(event["DESCRIPTION"])) == (one.place, "Boots")
    assert event["SEQUENCE"] == 4


def test_reminder_with_a_time_is_in_the_zone_of_the_person(alices, alice):
    one = make_reminder(alice, text="Ask, then wait", at=datetime.time(8, 15))
    text = alices.get(reverse("applications:reminder_event", args=[one.public_id])).content
    event = event_in(text)
    assert event["DTSTART"].params["TZID"] == "Europe/Kyiv"
    assert str(event["SUMMARY"]) == "Ask, then wait"


def test_next_action_is_a_whole_day(alices, alice):
    application = make_application(alice, company="Kvitka", role="Gardener", stage="applied")
    text = alices.get(reverse("applications:next_event", args=[application.public_id])).content
    event = event_in(text)
    assert str(event["SUMMARY"]) == "Follow up: Gardener, Kvitka"
    assert event["DTSTART"].dt == application.next_on


def test_ended_application_has_no_next_action(alices, alice):
    application = make_application(alice, stage="applied")
    application.end("rejected", datetime.date(2026, 11, 10))
    address = reverse("applications:next_event", args=[application.public_id])
    assert alices.get(address).status_code == 404
