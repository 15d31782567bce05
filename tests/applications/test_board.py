"""The board: its queries, its bytes, its escaping."""

import datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from applications.models import Application
from applications.stages import Ending, Stage
from tests.factories import make_application, make_round

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
            next_kind="follow_up",
            next_on=datetime.date(2026, 11, 11),
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
    assert response.content.count(b"<li class=card>") == 500
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


@pytest.mark.parametrize(
    "applied_on, due, meta",
    [
        (6, "late", "Follow up · since 17 Nov"),
        (9, "today", "Follow up · today"),
        (10, "", "Follow up · 19 Nov"),
    ],
)
def test_card_says_what_comes_next(clock, alices, alice, applied_on, due, meta):
    make_application(alice, stage=Stage.APPLIED, on=datetime.date(2026, 11, applied_on))
    card = alices.get(BOARD).context["columns"][1].cards[0]
    assert (card.due, card.meta) == (due, meta)


def test_card_says_when_the_interview_is(clock, alices, alice):
    application = make_application(alice, stage=Stage.INTERVIEW, on=datetime.date(2026, 11, 9))
    make_round(application, day=datetime.date(2026, 11, 20))
    assert "Interview · 20 Nov" in alices.get(BOARD).content.decode()
    clock.move_to(datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC))
    assert "Follow up · 26 Nov" in alices.get(BOARD).content.decode()


def test_card_says_high_priority_in_words(alices, alice):
    make_application(alice, priority=Application.Priority.HIGH)
    assert "High priority" in alices.get(BOARD).content.decode()
