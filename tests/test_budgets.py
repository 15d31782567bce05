"""Counts and bytes that must not grow, on boards as people fill them: see benchmarks/ for time."""

import gzip

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.stages import Stage
from benchmarks import assets, pages, rows
from tests.conftest import signed_in
from tests.factories import make_application

LONGEST_REPLY = 2_000
MOST_SENT = 45_000  # of a board, as it travels
ON_THE_BOARD = {"HX-Request": "true", "HX-Current-URL": "http://testserver/board/"}
LONG = {"company": "Київська Русь Програмні рішення", "role": "Senior Site Reliability Engineer"}


@pytest.fixture
def busy(clock, db):
    """Whoever has 500 cards, signed in."""
    rows.fill(people=2)
    return signed_in(get_user_model().objects.get(email=rows.HOT))


def ask(send, *arguments, **more):
    """The answer, and how many statements it took; a test's own savepoints are none."""
    with CaptureQueriesContext(connection) as queries:
        response = send(*arguments, **more)
    return response, sum("SAVEPOINT" not in query["sql"] for query in queries)


@pytest.mark.parametrize("shown", pages.PAGES, ids=lambda shown: shown.name)
def test_page_of_500_applications_stays_within_its_queries(shown, busy):
    response, queries = ask(busy.get, reverse(shown.url_name))
    assert response.status_code == 200
    assert queries <= shown.most_queries


@pytest.mark.parametrize("language", ["en", "uk"])  # Cyrillic takes two bytes a letter
def test_board_of_500_real_words_stays_within_its_bytes(language, busy):
    get_user_model().objects.filter(email=rows.HOT).update(language=language)
    response = busy.get(reverse("applications:board"))
    assert response.content.count(b"<li class=card>") == rows.HOT_HAS
    assert len(response.content) <= 250_000
    assert len(gzip.compress(response.content, 6)) <= MOST_SENT


def test_move_takes_five_queries_and_two_kilobytes(alices, alice):
    application = make_application(alice, **LONG, location="Івано-Франківськ")
    address = reverse("applications:move", args=[application.public_id])
    form = {"stage": Stage.INTERVIEW}
    response, queries = ask(alices.post, address, form, headers=ON_THE_BOARD)
    assert queries <= pages.MOVE.most_queries
    assert b'hx-swap-oob="afterbegin:#cards-interview"' in response.content
    assert len(response.content) <= LONGEST_REPLY


def test_add_takes_five_queries_and_two_kilobytes(alices):
    address = reverse("applications:add")
    response, queries = ask(alices.post, address, LONG, headers=ON_THE_BOARD)
    assert queries <= pages.ADD.most_queries
    assert b'hx-swap-oob="afterbegin:#cards-saved"' in response.content
    assert len(response.content) <= LONGEST_REPLY


def test_first_view_of_the_board_fetches_little(alices):
    def read(name):
        with open(finders.find(name), "rb") as file:
            return file.read()

    page = alices.get(reverse("applications:board")).content.decode()
    found = assets.first_view(page, read)
    assert 20 <= found["requests"] <= 40
    assert found["gzipped"] <= 60_000
