"""The table: search, sorting, paging, and addresses full of junk."""

import datetime
import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from tests.factories import make_application

TABLE = reverse("applications:table")


def companies(client, **query):
    return [one.company for one in client.get(TABLE, query).context["page"]]


def html(client, headers=None, **query):
    return client.get(TABLE, query, headers=headers).content.decode()


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
        ({"sort": "-role"}, ["Berry", "apple"]),
        ({"sort": "company"}, ["apple", "Berry"]),
        ({"sort": "-company"}, ["Berry", "apple"]),
        ({"sort": "stage"}, ["apple", "Berry"]),
        ({"sort": "-stage"}, ["Berry", "apple"]),
        ({"sort": "moved"}, ["Berry", "apple"]),
        ({"sort": "--company"}, ["apple", "Berry"]),
        ({"sort": "-"}, ["apple", "Berry"]),
        ({"q": "cook berry"}, ["Berry"]),
        ({"q": "київ"}, ["Berry"]),
        ({"q": "cherry"}, []),
        ({"q": "100%_"}, []),
        ({"sort": "password", "show": "none", "page": "x"}, ["apple", "Berry"]),
    ],
)
def test_table_answers(alices, three, query, expected):
    assert companies(alices, **query) == expected


@pytest.mark.parametrize("sort", ["since", "-since"])
def test_table_sorts_by_the_day_of_the_stage(alices, alice, sort):
    for day in (3, 1, 2):
        make_application(alice, company=f"Of {day}", on=datetime.date(2026, 11, day))
    days = ["Of 1", "Of 2", "Of 3"]
    assert companies(alices, sort=sort) == (days[::-1] if sort[0] == "-" else days)


@pytest.mark.parametrize(
    "sort, heading, direction, turned",
    [
        ("company", "Company", "ascending", "-company"),
        ("-company", "Company", "descending", "company"),
        ("", "Last move", "descending", "moved"),
        ("moved", "Last move", "ascending", "-moved"),
    ],
)
def test_heading_says_how_it_is_sorted_and_turns_it(
    alices, three, sort, heading, direction, turned
):
    page = html(alices, sort=sort)
    (cell,) = re.findall(r"<th [^>]*aria-sort[^>]*>.*?</th>", page)
    assert f'aria-sort="{direction}"' in cell
    assert heading in cell
    assert f"sort={turned}" in cell
    assert "sort=role" in page  # a first click on another column


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


def test_links_of_the_results_keep_the_search(alices, three):
    page = html(alices, q="berry", sort="role", headers={"HX-Request": "true"})
    shown = re.findall(r'segmented__option" href="([^"]*)"', page)
    assert [link.replace("&amp;", "&") for link in shown] == [
        f"?q=berry&sort=role&show={show}" for show in ("live", "ended", "all")
    ]
    assert "<input" not in page  # what is being typed into must not be swapped


def test_back_button_gets_the_whole_page(alices, three):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in html(alices, headers=headers)


@pytest.mark.parametrize("show", ["live", "ended", "all"])
def test_table_of_nobody_offers_the_first(alices, show):
    assert "No applications yet" in html(alices, show=show)


def test_table_says_that_all_have_ended(alices, alice):
    make_application(alice).end("rejected", datetime.date(2026, 11, 3))
    page = html(alices)
    assert "All have ended" in page
    assert "No applications yet" not in page


def test_table_says_that_nothing_has_ended(alices, alice):
    make_application(alice)
    page = html(alices, show="ended")
    assert "Nothing has ended" in page
    assert "No applications yet" not in page


def test_table_without_matches_says_what_to_try(alices, three):
    assert "Nothing matches" in alices.get(TABLE, {"q": "zzz"}).content.decode()


def test_table_by_htmx_is_the_results_alone(alices, three):
    page = alices.get(TABLE, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "Berry" in page
