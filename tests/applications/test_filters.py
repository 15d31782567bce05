"""Filters of the table: what each lets through, what the counts say, how they are taken away."""

import datetime
import re
import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from applications.forms.table import TableQueryForm, filter_in
from applications.table import facets, filters, tags
from applications.table.filters import Filter
from tests.factories import make_application, make_round

TABLE = reverse("applications:table")
TODAY = datetime.date(2026, 11, 18)  # of the clock: a Wednesday

pytestmark = pytest.mark.usefixtures("clock")


def on(day, month=11):
    return datetime.date(2026, month, day)


@pytest.fixture
def many(alice):
    """Six applications that differ in everything."""
    euros = {"salary_currency": "EUR", "salary_period": "month"}
    arka = make_application(
        alice, company="Arka", stage="applied", on=on(2), source="Djinni", work_mode="remote",
        location="Kyiv, Podil", priority=3, salary_min=1000, salary_max=3000, **euros,
    )  # fmt: skip
    bery = make_application(
        alice, company="Bery", stage="interview", on=on(12), source="Djinni", work_mode="onsite",
        location="Lviv", salary_min=2000, **euros,
    )  # fmt: skip
    cvit = make_application(
        alice, company="Cvit", stage="saved", on=on(16), source="DOU", location="Kyiv",
        salary_max=60_000, salary_currency="UAH", salary_period="month",
    )  # fmt: skip
    dnip = make_application(alice, company="Dnip", stage="applied", on=on(16), priority=1)
    ended = make_application(alice, company="Ende", stage="applied", on=on(3), source="Djinni")
    ended.end("rejected", on(10))
    gone = make_application(alice, company="Gone", stage="applied", on=on(3))
    gone.end("no_response", on(10))
    make_application(alice, company="Bin", source="Bin only").throw_away()
    tags.replace(arka, ["Python", "remote"])
    tags.replace(bery, ["Python"])
    tags.replace(ended, ["Python"])
    return {one.company: one for one in (arka, bery, cvit, dnip, ended, gone)}


def tag_id(user, name):
    return str(user.tags.get(name=name).public_id)


def found(user, **chosen):
    return sorted(one.company for one in filters.rows_of(user, Filter(**chosen), TODAY))


@pytest.mark.parametrize(
    "chosen, expected",
    [
        ({}, "Arka Bery Cvit Dnip"),
        ({"stage": ("applied",)}, "Arka Dnip"),
        ({"stage": ("applied", "saved")}, "Arka Cvit Dnip"),
        ({"stage": ("applied",), "ending": ("rejected",)}, "Arka Dnip Ende"),
        ({"ending": ("no_response",)}, "Gone"),
        ({"show": "ended"}, "Ende Gone"),
        ({"show": "ended", "stage": ("applied",)}, "Arka Dnip"),
        ({"show": "all"}, "Arka Bery Cvit Dnip Ende Gone"),
        ({"priority": ("3",)}, "Arka"),
        ({"priority": ("1", "2")}, "Bery Cvit Dnip"),
        ({"source": ("Djinni",)}, "Arka Bery"),
        ({"source": ("Djinni",), "show": "all"}, "Arka Bery Ende"),
        ({"source": ("djinni",)}, ""),
        ({"work_mode": ("remote", "onsite")}, "Arka Bery"),
        ({"location": "kyiv"}, "Arka Cvit"),
        ({"location": "podil KYIV"}, "Arka"),
        ({"location": "100%"}, ""),
        ({"salary_in": "EUR-month"}, "Arka Bery"),
        ({"salary_in": "EUR-month", "salary_from": 2000}, "Arka Bery"),
        ({"salary_in": "EUR-month", "salary_from": 2001}, "Arka"),
        ({"salary_in": "UAH-month", "salary_from": 2001}, "Cvit"),
        ({"salary_in": "EUR-year", "salary_from": 1}, ""),
        ({"due": ("overdue",)}, "Arka"),
        ({"due": ("today",)}, "Bery Cvit"),
        ({"due": ("soon",)}, "Dnip"),
        ({"due": ("today", "soon")}, "Bery Cvit Dnip"),
        ({"due": ("later",)}, ""),
        ({"due": ("none",), "show": "all"}, "Ende Gone"),
        ({"waiting": 2}, "Arka Bery"),
        ({"waiting": 1}, "Arka Bery Dnip"),
        ({"waiting": 16}, ""),
        ({"waiting": 15}, "Arka"),
        ({"waiting": 0, "show": "all"}, "Arka Bery Dnip"),
        ({"q": "dji", "stage": ("interview",)}, "Bery"),
        ({"source": ("Djinni",), "work_mode": ("remote",), "priority": ("3",)}, "Arka"),
    ],
)
def test_filter_lets_through(alice, many, chosen, expected):
    assert found(alice, **chosen) == expected.split()


def test_filter_by_tags(alice, many):
    python, remote = tag_id(alice, "Python"), tag_id(alice, "remote")
    assert found(alice, tag=(python,)) == ["Arka", "Bery"]
    assert found(alice, tag=(remote,)) == ["Arka"]
    assert found(alice, tag=(python, remote), show="all") == ["Arka", "Bery", "Ende"]
    assert found(alice, tag=(str(uuid.uuid4()),)) == []


def test_tag_of_a_stranger_finds_nothing(alice, bob, many):
    tags.replace(make_application(bob, company="Bobs"), ["Secret"])
    assert found(alice, tag=(tag_id(bob, "Secret"),)) == []
    page = facets.count(alice, Filter(), TODAY)
    assert "Secret" not in [choice.label for choice in page.tags]


def test_interview_to_come_is_the_next_step(alices, alice, many):
    """As its card on the board says; the follow-up after it is not yet."""
    alices.force_login(alice)
    make_round(many["Bery"], day=on(17))
    make_round(many["Bery"], day=on(20))
    make_round(many["Bery"], day=on(19))
    make_round(many["Ende"], day=on(19))
    assert found(alice, due=("soon",), show="all") == ["Bery", "Dnip"]
    page = alices.get(TABLE, {"sort": "next", "due": ["soon", "later"], "show": "all"})
    rows = page.content.decode().partition("<tbody>")[2]
    steps = re.findall(r'data-label="Next step">(?:<span[^>]*>)?([^<]*)', rows)
    assert steps == ["Interview, 19 Nov", "Follow up, 25 Nov"]


def test_counts_are_what_each_choice_would_show(alice, many):
    """Every number of every facet, against the table with just that choice of the kind."""
    python = tag_id(alice, "Python")
    for chosen in (
        Filter(),
        Filter(show="all"),
        Filter(source=("Djinni",)),
        Filter(stage=("applied",), priority=("3",)),
        Filter(q="dji", tag=(python,), show="all"),
        Filter(due=("overdue", "today"), location="kyiv"),
        Filter(salary_in="EUR-month", salary_from=2500, waiting=3),
    ):
        counted = facets.count(alice, chosen, TODAY)
        for group in counted.groups:
            for choice in group.choices:
                # A stage and an ending are one kind: choosing one of them alone lets the other go.
                bare = {"stage": (), "ending": ()} if group.name in {"stage", "ending"} else {}
                one = {**vars(chosen), **bare, group.name: (choice.value,)}
                assert choice.number == len(found(alice, **one)), (chosen, group.name, choice)
        assert counted.total == len(found(alice, **vars(chosen)))
        for tab in counted.shown:
            one = {**vars(chosen), "stage": (), "ending": (), "show": tab.value}
            assert tab.number == len(found(alice, **one))


def test_facets_list_what_the_person_has(alice, bob, many):
    make_application(bob, source="Bobs", salary_currency="GBP", salary_period="year")
    counted = facets.count(alice, Filter(q="nothing has this"), TODAY)
    names = {group.name: [str(one.label) for one in group.choices] for group in counted.groups}
    assert names["source"] == ["Djinni", "DOU"]
    assert names["tag"] == ["Python", "remote"]
    assert {str(one.label) for one in counted.salaries} == {"EUR per month", "UAH per month"}
    assert counted.total == 0
    assert counted.has_any


def test_count_of_nobody_is_one_query_and_nothing(alice, django_assert_num_queries):
    with django_assert_num_queries(1):
        counted = facets.count(alice, Filter(), TODAY)
    assert (counted.total, counted.has_any) == (0, False)


def test_chips_name_what_is_chosen_and_lead_away_from_it(alices, alice, many):
    alices.force_login(alice)
    query = {
        "stage": ["applied", "saved"], "tag": tag_id(alice, "Python"), "q": "a",
        "salary_in": "EUR-month", "salary_from": "2500", "waiting": "3", "location": "Kyiv",
    }  # fmt: skip
    page = alices.get(TABLE, query)
    chips = {chip.label: parse_qs(urlsplit(chip.address).query) for chip in page.context["chips"]}
    assert set(chips) == {
        "Stage: Saved", "Stage: Applied", "Tags: Python", "Words: a",
        "Salary: from 2,500 EUR per month", "Location: Kyiv", "Waiting longer than 3 days",
    }  # fmt: skip
    assert chips["Stage: Saved"]["stage"] == ["applied"]
    assert "tag" not in chips["Tags: Python"]
    assert chips["Salary: from 2,500 EUR per month"].keys() & {"salary_in", "salary_from"} == set()
    assert chips["Words: a"]["stage"] == ["saved", "applied"]
    assert page.context["cleared"] == TABLE


def test_deleted_tag_still_filters_and_can_be_taken_away(alices, alice, many):
    alices.force_login(alice)
    gone = tag_id(alice, "remote")
    alice.tags.get(name="remote").delete()
    page = alices.get(TABLE, {"tag": gone})
    assert list(page.context["page"]) == []  # less than was meant, never more
    assert [chip.label for chip in page.context["chips"]] == ["Tags: gone"]


def test_tab_takes_the_place_of_stages(alices, alice, many):
    alices.force_login(alice)
    page = alices.get(TABLE, {"stage": "applied", "source": "Djinni"})
    tabs = {str(tab.label): tab for tab in page.context["shown"]}
    assert not any(tab.is_current for tab in tabs.values())
    assert (tabs["Live"].number, tabs["Ended"].number, tabs["All"].number) == (2, 1, 3)
    assert tabs["Ended"].address == f"{TABLE}?show=ended&source=Djinni"


@pytest.mark.parametrize(
    "query",
    [
        "stage=x&stage=applied&stage=applied", "tag=1&tag=%27", "priority=9&priority=a",
        "salary_in=eur-month", "salary_in=EUR-month%0A&salary_from=1", "salary_from=5",
        "salary_from=-1&salary_in=EUR-month", "salary_from=99999999999&salary_in=EUR-month",
        "waiting=-1", "waiting=1e9", "waiting=999999999", "due=x", "source=" + "x" * 101,
        "location=" + "x" * 101, "work_mode=%3Cscript%3E", "show=x", "sort=password&sort=-id",
        "unknown=1&next=//evil.example", "q=" + "x" * 201,
    ],
)  # fmt: skip
def test_hostile_filter_is_read_as_unset(alices, alice, many, query):
    alices.force_login(alice)
    page = alices.get(f"{TABLE}?{query}")
    assert page.status_code == 200
    kept = filter_in(query).query_string()
    assert kept in {"", "stage=applied", "salary_in=EUR-month"}


def test_hostile_text_is_shown_as_text(alices, alice):
    alices.force_login(alice)
    hostile = '"><script>alert(1)</script>'
    application = make_application(alice, company=hostile, source=hostile, location=hostile)
    tags.replace(application, [hostile[:40]])
    page = alices.get(TABLE, {"q": "script", "source": hostile, "location": "<script>"})
    assert "<script>alert(1)" not in page.content.decode()
    assert len(page.context["page"]) == 1


def test_fifty_choices_of_a_kind_are_enough(alice):
    query = QueryDict("&".join(f"source=s{n}" for n in range(80)))
    assert len(TableQueryForm(query).read().source) == 50


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
filter_values = st.builds(
    Filter,
    q=words.map(str.strip),
    show=st.sampled_from(["live", "ended", "all"]),
    stage=st.sampled_from([(), ("saved",), ("applied", "offer")]),
    ending=st.sampled_from([(), ("rejected", "closed")]),
    tag=st.lists(st.uuids().map(str), max_size=3, unique=True).map(lambda ids: tuple(sorted(ids))),
    source=st.lists(words.filter(bool), max_size=3, unique=True).map(
        lambda all: tuple(sorted(all))
    ),
    salary_in=st.just("EUR-month"),
    salary_from=st.none() | st.integers(0, 2**31 - 1),
    waiting=st.none() | st.integers(0, 3650),
    sort=st.sampled_from(["-since", "since", "company", "-salary"]),
)


@given(filter_values)
def test_address_of_a_filter_reads_back_as_the_same(chosen):
    query = chosen.query_string()
    assert filter_in(query) == chosen
    assert filter_in(query).query_string() == query


@given(st.text(max_size=200))
def test_no_address_is_too_odd(query):
    read = filter_in(query)
    assert filter_in(read.query_string()) == read
