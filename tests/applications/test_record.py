"""The job-search record: what happened in a period, and nothing else."""

import datetime
import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from applications import record
from applications.people import rounds
from applications.record import Period
from applications.views import record as pages
from tests.factories import make_application, make_round

RECORD = reverse("applications:record")
HOSTILE = '"><script>alert(1)</script>'


def on(day, month=11):
    return datetime.date(2026, month, day)


NOVEMBER = Period(on(1), on(30))


def deeds_of(user, period=NOVEMBER):
    """Each row as its role and what happened, as day and words."""
    return {
        row.application.role: [(deed.day, deed.title or deed.label) for deed in row.deeds]
        for row in record.of(user, period).rows
    }


def html(client, **query):
    return client.get(RECORD, query).content.decode()


@pytest.fixture
def search(alice):
    """A search of autumn 2026, counted by hand in the tests below."""
    sent = make_application(alice, role="Cook", stage="applied", on=on(28, 10), source="A friend")
    sent.follow_up(sent.next_on, on(9))
    sent.move("interview", on(12))
    make_round(sent, title="First talk", day=on(13))
    rounds.cancel(make_round(sent, title="Cancelled talk", day=on(16)))
    sent.end("rejected", on(17))
    saved = make_application(alice, role="Baker", stage="saved", on=on(2))
    saved.move("applied", on(3))
    make_application(alice, role="Idea only", stage="saved", on=on(2))
    make_application(alice, role="Of October", stage="applied", on=on(1, 10))
    dropped = make_application(alice, role="Dropped idea", stage="saved", on=on(2))
    dropped.end("closed", on(4))
    binned = make_application(alice, role="Binned", stage="applied", on=on(2))
    binned.throw_away()


def test_record_holds_what_happened_in_the_period(alice, search):
    assert deeds_of(alice) == {
        "Cook": [
            (on(9), "Followed up"),
            (on(12), "Interview"),
            (on(13), "First talk"),
            (on(17), "Rejected"),
        ],
        "Baker": [(on(3), "Applied")],
    }


def test_totals_count_the_period_only(alice, search):
    totals = record.of(alice, NOVEMBER).totals
    assert totals == record.Totals(applied=1, follow_ups=1, rounds=1, answers=1, endings=1)


def test_later_events_do_not_change_an_earlier_record(alice, search):
    october = Period(on(1, 10), on(31, 10))
    assert deeds_of(alice, october) == {
        "Of October": [(on(1, 10), "Applied")],
        "Cook": [(on(28, 10), "Applied")],
    }
    assert [row.ending for row in record.of(alice, october).rows] == [None, None]


def test_ending_is_the_one_by_the_end_of_the_period(alice, search):
    rows = {row.application.role: row for row in record.of(alice, NOVEMBER).rows}
    assert rows["Cook"].ending.label == "Rejected"
    assert rows["Baker"].ending is None


def test_reopened_application_has_no_ending(alice):
    application = make_application(alice, stage="applied", on=on(2))
    application.end("no_response", on(10))
    application.move("interview", on(12))
    assert record.of(alice, NOVEMBER).rows[0].ending is None


def test_corrected_day_and_retracted_step_count_as_they_are_now(alice):
    application = make_application(alice, role="Cook", stage="applied", on=on(2))
    wrong = application.move("screening", on(5))
    application.correct(wrong, happened_on=on(6), stage="screening")
    application.retract(application.move("offer", on(7)))
    assert deeds_of(alice) == {"Cook": [(on(2), "Applied"), (on(6), "Screening")]}


def test_step_corrected_out_of_the_period_leaves_it(alice):
    application = make_application(alice, stage="applied", on=on(2))
    application.correct(application.events.get(), happened_on=on(2, 10), stage="applied")
    assert deeds_of(alice) == {}


def test_round_before_applying_is_on_the_record(alice):
    application = make_application(alice, role="Headhunted", stage="saved", on=on(2))
    make_round(application, title="A talk", day=on(5))
    assert deeds_of(alice) == {"Headhunted": [(on(5), "A talk")]}
    assert record.of(alice, NOVEMBER).rows[0].applied_on is None


def test_application_sent_after_the_period_is_not_called_sent_in_it(alice):
    application = make_application(alice, stage="saved", on=on(2))
    make_round(application, day=on(5))
    application.move("applied", on(17))
    assert record.of(alice, Period(on(1), on(10))).rows[0].applied_on is None


def test_way_back_to_an_idea_is_no_step(alice):
    application = make_application(alice, role="Cook", stage="applied", on=on(2))
    application.move("saved", on(4))
    assert deeds_of(alice) == {"Cook": [(on(2), "Applied")]}


def test_record_of_a_stranger_stays_empty(alice, bob, search):
    assert deeds_of(bob) == {}


def test_page_names_period_rows_totals_and_day_of_printing(alices, alice, search, clock):
    alices.force_login(alice)
    page = html(alices)
    for said in (
        "Job search from 1 November 2026 to 18 November 2026", "Printed on 18 November 2026",
        "Cook", "A friend", "28 Oct 2026", "Interview 1: First talk", "Rejected",
    ):  # fmt: skip
        assert said in page
    assert "Idea only" not in page


@pytest.mark.parametrize(
    "query, since, until",
    [
        ({}, on(1), on(18)),
        ({"period": "this_month"}, on(1), on(18)),
        ({"period": "last_month"}, on(1, 10), on(31, 10)),
        ({"period": "all"}, record.BEGINNING, on(18)),
        ({"since": "2026-11-02", "until": "2026-11-05"}, on(2), on(5)),
        ({"since": "2026-10-02"}, on(2, 10), on(18)),
        ({"until": "2026-11-05"}, record.BEGINNING, on(5)),
        ({"until": "2999-01-01", "since": "2026-11-02"}, on(2), on(18)),
        ({"period": "all", "since": "2026-11-02"}, on(2), on(18)),
        ({"period": "' OR 1=1"}, on(1), on(18)),
    ],
)
def test_address_names_the_period(alices, alice, clock, query, since, until):
    alices.force_login(alice)
    assert alices.get(RECORD, query).context["record"].period == (since, until)


@pytest.mark.parametrize(
    "query, said",
    [
        ({"since": "2026-11-05", "until": "2026-11-02"}, "The last day is before the first one."),
        ({"since": "soon"}, "Enter a valid date."),
        ({"until": "0000-00-00"}, "Enter a valid date."),
        ({"since": "9999-99-99"}, "Enter a valid date."),
    ],
)
def test_impossible_period_is_said_and_shows_nothing(alices, alice, search, query, said):
    page = html(alices, **query)
    assert said in page
    assert "Cook" not in page


@pytest.mark.parametrize(
    "query",
    ["since=0001-01-01", "until=9999-12-31", "since=%FF&until[]=1", "since=1&since=2026-11-01"],
)
def test_hostile_address_is_no_server_error(alices, search, query):
    assert alices.get(f"{RECORD}?{query}").status_code == 200


def test_name_is_on_it_only_when_wanted(alices, search):
    assert "Alice Kovalenko" not in html(alices)
    assert "Alice Kovalenko" in html(alices, named="on")


def test_empty_record_says_what_would_be_on_it(alices):
    assert "Nothing in this period" in html(alices)


def test_record_shows_hostile_text_as_text(alices, alice):
    application = make_application(
        alice, company=HOSTILE, role=HOSTILE, source=HOSTILE, stage="applied"
    )
    make_round(application, title=HOSTILE, day=on(5))
    page = html(alices, period="all")
    assert "<script>alert(1)" not in page
    assert page.count("&lt;script&gt;alert(1)") == 4


def test_one_of_a_kind_is_not_called_many(alices, search):
    page = html(alices)
    for one in ("application sent", "follow-up", "interview", "first answer"):
        assert f"<dt>{one}</dt><dd>1</dd>" in page
    assert "<dt>applications sent</dt><dd>3</dd>" in html(alices, period="all")


def test_long_record_comes_in_parts_that_hold_all_of_it(alices, alice, monkeypatch):
    monkeypatch.setattr(pages, "PART", 2)
    for name in ("One", "Two", "Three"):
        make_application(alice, role=name, stage="applied", on=on(2))
    first, second = html(alices, period="all"), html(alices, period="all", page=2)
    assert "Part 1 of 2: applications 1 to 2 of 3. The figures are of all of them." in first
    assert "Part 2 of 2: applications 3 to 3 of 3." in second
    assert ["Three" in first, "Three" in second, "One" in second] == [False, True, False]
    for page in (first, second):
        assert "<dt>applications sent</dt><dd>3</dd>" in page
    assert "?period=all&amp;page=2" in first
    assert "page=" not in re.search(r'href="([^"]*period=last_month)"', second)[1]


def test_short_record_is_in_one_part(alices, search):
    assert "Part 1" not in html(alices, period="all", page=9)


@pytest.mark.parametrize("count", [1, 20])
def test_record_takes_five_queries(alices, alice, count):
    for _ in range(count):
        make_round(make_application(alice, stage="applied"), day=on(5))
    with assertNumQueries(5):
        html(alices, period="all")
