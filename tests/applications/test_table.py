"""The table: search, sorting, paging, and addresses full of junk."""

import datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from tests.factories import make_application

TABLE = reverse("applications:table")


def companies(client, **query):
    return [one.company for one in client.get(TABLE, query).context["page"]]


@pytest.fixture
def three(alice):
    make_application(alice, company="Berry", role="Cook", stage="offer", location="Київ")
    make_application(alice, company="apple", role="Baker", stage="saved")
    ended = make_application(alice, company="Cherry", role="Waiter", stage="applied")
    ended.end("rejected", datetime.date(2026, 11, 3))


@pytest.mark.parametrize(
    "query, expected",
    [
        ({}, ["apple", "Berry"]),
        ({"show": "ended"}, ["Cherry"]),
        ({"show": "all"}, ["Cherry", "apple", "Berry"]),
        ({"sort": "role"}, ["apple", "Berry"]),
        ({"sort": "stage"}, ["Berry", "apple"]),
        ({"q": "cook berry"}, ["Berry"]),
        ({"q": "київ"}, ["Berry"]),
        ({"q": "cherry"}, []),
        ({"q": "100%_"}, []),
        ({"sort": "password", "show": "none", "page": "x"}, ["apple", "Berry"]),
    ],
)
def test_table_answers(alices, three, query, expected):
    assert companies(alices, **query) == expected


def test_table_sorts_companies_whatever_the_case(alices, three):
    assert companies(alices, sort="company") == ["apple", "Berry"]


@pytest.mark.parametrize("count", [1, 50])
def test_table_takes_four_queries(alices, alice, count):
    for n in range(count):
        make_application(alice, company=f"Company {n}")
    with assertNumQueries(4):
        alices.get(TABLE)


def test_table_has_pages_of_fifty(alices, alice):
    for n in range(51):
        make_application(alice, company=f"Company {n:02}")
    assert len(companies(alices, sort="company")) == 50
    assert companies(alices, sort="company", page=2) == ["Company 50"]
    assert companies(alices, sort="company", page=99) == ["Company 50"]


def test_table_without_matches_says_what_to_try(alices, three):
    assert "Nothing matches" in alices.get(TABLE, {"q": "zzz"}).content.decode()


def test_table_by_htmx_is_the_results_alone(alices, three):
    page = alices.get(TABLE, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "Berry" in page
