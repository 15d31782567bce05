"""The table: search, sorting, paging, and addresses full of junk."""

import datetime
import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from applications.models import SavedView
from applications.table import tags
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


@pytest.mark.parametrize("sort", ["since", "-since", ""])
def test_table_sorts_by_the_day_of_the_last_move(alices, alice, sort):
    for day in (3, 1, 2):
        make_application(alice, company=f"Of {day}", on=datetime.date(2026, 11, day))
    days = ["Of 1", "Of 2", "Of 3"]
    assert companies(alices, sort=sort) == (days if sort == "since" else days[::-1])


def test_last_move_is_the_day_it_was_made_and_not_recorded(alices, alice, clock):
    alices.force_login(alice)
    application = make_application(alice, on=datetime.date(2026, 10, 1))
    application.move("applied", datetime.date(2026, 10, 5))  # said on 18 November
    row = html(alices).partition("<tbody>")[2]
    assert re.findall(r'data-label="Last move"[^>]*>([^<]*)', row) == ["5 Oct"]


@pytest.mark.parametrize(
    "sort, heading, direction, turned",
    [
        ("company", "Company", "ascending", "-company"),
        ("-company", "Company", "descending", "company"),
        ("", "Last move", "descending", "since"),
        ("next", "Next step", "ascending", "-next"),
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
def test_table_takes_five_queries(alices, alice, count):
    for n in range(count):
        application = make_application(alice, company=f"Company {n}", source=f"Site {n}")
        tags.replace(application, ["remote", f"tag {n}"])
        SavedView.objects.create(user=alice, name=f"View {n}", query="stage=applied")
    with assertNumQueries(5):
        page = alices.get(TABLE, {"q": "comp", "source": "Site 0", "due": "overdue"})
    assert len(page.context["page"]) == 1
    with assertNumQueries(5):
        assert len(alices.get(TABLE).context["page"]) == count


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
        f"{TABLE}?q=berry{show}&sort=role" for show in ("", "&show=ended", "&show=all")
    ]
    for typed in ("q", "location", "salary_from", "waiting"):
        assert f'name="{typed}"' not in page  # what is being typed into must not be swapped


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


def test_part_says_the_plain_address_of_what_it_shows(alices, three):
    typed = {"q": "berry", "location": "", "salary_from": "", "stage": "nonsense", "sort": "-since"}
    response = alices.get(TABLE, typed, headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == f"{TABLE}?q=berry"


def test_row_says_all_there_is_to_say(alices, alice, clock):
    alices.force_login(alice)
    application = make_application(
        alice, stage="applied", on=datetime.date(2026, 11, 2), source="A friend", priority=3,
        salary_min=2000, salary_currency="EUR", salary_period="month",
    )  # fmt: skip
    tags.replace(application, ["Remote", "Python"])
    page = html(alices)
    row = re.search(r"<tbody>.*?</tbody>", page, re.DOTALL)[0]
    for words in ("Follow up, 11 Nov", "overdue", "High", "from 2,000 EUR per month", "A friend"):
        assert words in row
    assert re.findall(r'class="tag">([^<]*)', row) == ["Python", "Remote"]


@pytest.mark.parametrize(
    "sort, expected",
    [
        ("priority", ["Low", "Plain", "High"]),
        ("-priority", ["High", "Plain", "Low"]),
        ("next", ["Plain", "Low", "High"]),
        ("-next", ["Low", "Plain", "High"]),  # without a next step: last both ways
        ("salary", ["Low", "Plain", "High"]),
        ("-salary", ["Low", "Plain", "High"]),  # a euro and a hryvnia are not compared
    ],
)
def test_table_sorts_by_what_is_there(alices, alice, sort, expected):
    make_application(
        alice, company="Low", priority=1, on=datetime.date(2026, 11, 9),
        salary_max=900, salary_currency="EUR", salary_period="month",
    )  # fmt: skip
    make_application(
        alice, company="Plain", on=datetime.date(2026, 11, 2),
        salary_min=90_000, salary_currency="UAH", salary_period="month",
    )  # fmt: skip
    retired = make_application(alice, company="High", priority=3)
    retired.retire(retired.next_on, "other")
    assert companies(alices, sort=sort) == expected


def test_salaries_of_one_currency_are_sorted_by_amount(alices, alice):
    for amount in (300, 100, 200):
        make_application(
            alice, company=str(amount), salary_min=amount, salary_currency="EUR",
            salary_period="month",
        )  # fmt: skip
    make_application(alice, company="unknown")
    assert companies(alices, sort="salary") == ["100", "200", "300", "unknown"]
    assert companies(alices, sort="-salary") == ["300", "200", "100", "unknown"]


def test_order_can_be_chosen_without_headings(alices, three):
    page = html(alices, sort="-company")
    assert '<option value="-company" selected>Company</option>' in page
    assert '<option value="role">Role</option>' in page


def test_pages_keep_the_filter(alices, alice):
    for n in range(51):
        make_application(alice, company=f"Company {n:02}", source="A friend")
    page = html(alices, source="A friend", sort="company")
    assert "?source=A+friend&amp;sort=company&amp;page=2" in page
    assert companies(alices, source="A friend", sort="company", page=2) == ["Company 50"]
