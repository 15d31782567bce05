"""Days of a month, and months without a year, traced to what the person said."""

import datetime

import pytest

from cv.fact_lock import unproven

TODAY = datetime.date(2026, 11, 28)
WISH = "I could start in January. I have other offers until Friday."
WISH_IN_UKRAINIAN = "Можу почати в січні."
NOTES = "- round 1 on 2026-11-20 at 15:00: interview\n- applied on 2026-11-02"
CV = "### Baker, Old Mill, 2019-03 – 2022-11\n\n- Baked for 20 shops\n"


def found(text, *sources):
    return [(one.text, one.kind) for one in unproven(text, sources, today=TODAY)]


@pytest.mark.parametrize(
    "text",
    [
        "I could start in January.",
        "In January I could begin.",
        "I could start this January, or from January on.",
        "Можу почати з січня.",
    ],
)
@pytest.mark.parametrize("wish", [WISH, WISH_IN_UKRAINIAN])
def test_month_said_without_a_year_is_traced(text, wish):
    assert [kind for _, kind in found(text, wish) if kind == "date"] == []
    assert "January" not in [piece for piece, _ in found(text, wish)]


@pytest.mark.parametrize(
    "text, piece",
    [
        ("I could start in February.", ("February", "date")),
        ("Можу почати в лютому.", ("лютому", "date")),
        ("I could start on 20 January.", ("20 January", "date")),
        ("Можу почати 20 січня.", ("20 січня", "date")),
    ],
)
def test_month_or_day_that_nobody_said_is_found(text, piece):
    assert found(text, WISH, WISH_IN_UKRAINIAN) == [piece]


def test_may_i_names_no_month():
    assert found("I could start in May.", "May I ask? I could start soon.") == [("May", "date")]


@pytest.mark.parametrize(
    "text",
    [
        "The interview on 20 November",
        "The interview on the 20th of November 2026",
        "The interview on November 20",
        "The interview on November 20, 2026",
        "The interview on Nov. 20 at noon",
        "The interview, 20.11.2026",
        "I applied on 2 November.",
        "Співбесіда 20 листопада",
        "Співбесіда 20-го листопада 2026 року",
    ],
)
def test_day_of_the_notes_is_traced_in_any_spelling(text):
    assert found(text, NOTES) == []


@pytest.mark.parametrize(
    "text, piece",
    [
        ("The interview on 21 November", "21 November"),
        ("The interview on 21 November 2026", "21 November"),
        ("The interview on November 21st", "November 21st"),
        ("The interview, 21.11.2026", "21.11.2026"),
        ("The interview, 2026-11-21", "2026-11-21"),
        ("I applied on 20 October.", "20 October"),
        ("Співбесіда 21 листопада", "21 листопада"),
        ("Співбесіда між 20 та 24 листопада", "20 та 24 листопада"),
    ],
)
def test_another_day_is_found(text, piece):
    assert (piece, "date") in found(text, NOTES)


def test_day_of_a_month_that_a_cv_gives_without_days_is_found():
    assert found("Baked there until 20 November", CV) == [("20 November", "date")]
    assert found("Baked there until 5 March 2019", CV) == [("5 March", "date")]
    assert found("Baker at the Old Mill until November 2022", CV) == []


def test_day_of_a_date_counts_nothing_and_a_count_after_a_month_is_no_day():
    assert found("20 people came", NOTES) == [("20", "number")]
    assert found("In November 21 people joined", NOTES) == [("21", "number")]
    assert found("Посадила 30 лип", "Посадила липу") == [("30", "number")]
