"""A notice before an application is added twice; it never stops anybody."""

import datetime
import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from applications import duplicates
from applications.models import Application
from tests.factories import make_application

ADD = reverse("applications:add")
CAPTURE, SAVE = reverse("applications:capture"), reverse("applications:save_captured")
ON_BOARD = {"HX-Request": "true", "HX-Current-URL": "http://testserver/board/"}
NOTICE = "You may have this one already."


@pytest.fixture
def applied(alice):
    """Applied to in spring, under its Ukrainian name."""
    day = datetime.date(2026, 4, 7)
    return make_application(
        alice, company="ТОВ «Нова Пошта»", role="Senior Python Developer", stage="applied", on=day
    )


def again(**over):
    return {"company": "Nova Poshta", "role": "Python developer", **over}


def test_add_of_a_likely_duplicate_says_so_and_adds_nothing(alices, applied):
    page = alices.post(ADD, again()).content.decode()
    assert NOTICE in page
    assert reverse("applications:page", args=[applied.public_id]) in page
    assert "applied on 7 April 2026" in page
    assert "Add anyway" in page
    assert 'value="Nova Poshta"' in page
    assert Application.objects.count() == 1


def test_add_anyway_adds(alices, applied):
    alices.post(ADD, again(warned_of=str(applied.public_id)))
    assert Application.objects.count() == 2


def test_the_page_itself_carries_what_was_told(alices, applied):
    page = alices.post(ADD, again()).content.decode()
    told = re.findall(r'name="warned_of" value="([^"]+)"', page)
    assert told == [str(applied.public_id)]


def test_add_in_the_boards_dialog_says_so_within_the_dialog(alices, applied):
    response = alices.post(ADD, again(), headers=ON_BOARD)
    page = response.content.decode()
    assert NOTICE in page
    assert "<html" not in page
    assert "HX-Trigger" not in response.headers
    response = alices.post(ADD, again(warned_of=str(applied.public_id)), headers=ON_BOARD)
    assert "closeDialog" in response["HX-Trigger"]


def test_a_name_changed_after_the_notice_is_looked_at_again(alices, alice, applied):
    make_application(alice, company="Kvitka", role="Gardener")
    data = {"company": "Квітка", "role": "Gardener", "warned_of": str(applied.public_id)}
    assert NOTICE in alices.post(ADD, data).content.decode()
    assert Application.objects.count() == 2


@pytest.mark.parametrize("junk", ["", "1", "not an id", "00000000-0000-0000-0000-000000000000"])
def test_a_warning_that_was_never_given_lets_nothing_through(alices, applied, junk):
    assert NOTICE in alices.post(ADD, again(warned_of=junk)).content.decode()


def test_add_sent_twice_adds_once(alices):
    alices.post(ADD, again())
    assert NOTICE in alices.post(ADD, again()).content.decode()
    assert Application.objects.count() == 1


def test_add_of_something_else_is_not_held_up(alices, applied):
    alices.post(ADD, again(role="Office manager"))
    alices.post(ADD, again(company="Укрпошта"))
    assert Application.objects.count() == 3


def test_applications_of_others_and_in_the_bin_are_no_duplicates(alices, bob, applied):
    applied.throw_away()
    make_application(bob, company="Nova Poshta", role="Python developer")
    alices.post(ADD, again())
    assert Application.objects.kept().count() == 2


def test_at_most_three_are_shown_the_latest_first(alice):
    for month in range(1, 6):
        day = datetime.date(2026, month, 1)
        make_application(alice, company="Kvitka", role="Gardener", stage="applied", on=day)
    found = duplicates.among(duplicates.known_to(alice), "Kvitka", "Gardener")
    assert [one.applied_on.month for one in found] == [5, 4, 3]


def test_the_same_address_is_the_same_job_whatever_it_is_called(alice):
    make_application(alice, company="Kvitka", role="Gardener", url="https://kvitka.example/jobs/1")
    known = duplicates.known_to(alice)
    assert duplicates.among(known, "", "", "https://www.kvitka.example/jobs/1/?utm_source=mail")
    assert not duplicates.among(known, "", "", "https://www.kvitka.example/jobs/2")


def test_add_looks_with_one_query(alices, alice):
    for number in range(50):
        make_application(alice, company=f"Company {number}", role="Gardener")
    with assertNumQueries(7):  # session, user, the look, two inserts; and the savepoint's two
        alices.post(ADD, {"company": "Kvitka", "role": "Gardener"}, headers=ON_BOARD)


def test_a_proposal_says_that_it_looks_known(alices, applied):
    pasted = "Company: Nova Poshta\nPosition: Python developer\n\nWe need you."
    page = alices.post(CAPTURE, {"pasted": pasted}).content.decode()
    assert NOTICE in page
    assert "Save anyway" in page


def captured(**over):
    return again(stage="saved", happened_on="2026-11-01", **over)


def test_saving_asks_about_a_company_that_the_person_filled_in(alices, applied):
    page = alices.post(SAVE, captured(posting_text="Long text")).content.decode()
    assert NOTICE in page
    assert "Long text" in page
    assert Application.objects.count() == 1
    alices.post(SAVE, captured(warned_of=str(applied.public_id)))
    assert Application.objects.count() == 2
