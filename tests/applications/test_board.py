"""The board: its queries, its bytes, its escaping."""

import datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from applications.models import Application
from applications.stages import Ending, Stage
from tests.factories import make_application

BOARD = reverse("applications:board")
HOSTILE = """<script>alert("x")</script>'{{ 7*7 }}"""


def fill(user, count):
    stages = list(Stage)
    Application.objects.bulk_create(
        Application(
            user=user,
            company=f"Company of the longer kind {n}",
            role=f"Senior platform engineer {n}",
            location="Kyiv, Ukraine",
            stage=stages[n % 6],
            furthest_stage=stages[n % 6],
            since=datetime.date(2026, 11, 2),
        )
        for n in range(count)
    )


@pytest.mark.parametrize("count", [1, 50])
def test_board_takes_four_queries(alices, alice, count):
    fill(alice, count)
    with assertNumQueries(4):
        alices.get(BOARD)


def test_board_of_500_cards_is_under_250_kb(alices, alice):
    fill(alice, 500)
    response = alices.get(BOARD)
    assert response.content.count(b" data-card>") == 500
    assert len(response.content) <= 250_000


def test_board_shows_each_card_in_its_column_only(alices, alice):
    make_application(alice, company="Kvitka", stage=Stage.SCREENING)
    columns = alices.get(BOARD).context["columns"]
    assert {column.stage: [card.company for card in column.cards] for column in columns} == {
        stage: ["Kvitka"] if stage == Stage.SCREENING else [] for stage in Stage
    }


def test_board_escapes_what_people_write(alices, alice):
    make_application(alice, company=HOSTILE, role=HOSTILE, location=HOSTILE)
    page = alices.get(BOARD).content.decode()
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;&#39;{{ 7*7 }}") == 4


def test_board_of_another_is_empty(bobs, alice):
    make_application(alice, company="Kvitka")
    assert "Kvitka" not in bobs.get(BOARD).content.decode()


def test_ended_leave_the_board_for_the_drawer(alices, alice):
    make_application(alice, company="Kvitka").end(Ending.REJECTED, datetime.date(2026, 11, 3))
    board, drawer = alices.get(BOARD), alices.get(reverse("applications:ended"))
    assert "Kvitka" not in board.content.decode()
    assert board.context["ended_count"] == 1
    assert "Kvitka" in drawer.content.decode()
    assert "Rejected" in drawer.content.decode()
