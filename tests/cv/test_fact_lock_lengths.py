"""Lengths of time that a single word says: a year, a decade; and the year in which a job began."""

import datetime

import pytest

from cv import fact_lock

CV = (
    "# [NAME]\nBackend developer\n\n## Experience\n\n"
    "### Backend developer, Nordlys, 2019 – 2022\n- Built billing, 40 tickets a month\n\n"
    "## Education\n\n### BSc, KPI, 2014 – 2018\n"
)
LONG = "## Experience\n\n### Backend developer, Nordlys, 2012 – 2024\n- Built billing\n"
TODAY = datetime.date(2026, 11, 18)


def pieces(line, cv=CV, *answers):
    return [one.text for one in fact_lock.unproven(line, [cv, *answers], today=TODAY)]


@pytest.mark.parametrize(
    "line",
    [
        "I have over a decade of experience.",
        "I bring a decade and a half of experience.",
        "I have decades of experience.",
        "Маю майже десятиліття досвіду.",
        "Маю понад десятиліття досвіду.",
        "I have one year of experience in sales.",
        "I spent a year at a research lab.",
        "I worked there for a year.",
        "Працювала рік у лабораторії.",
        "Вивчила це за рік.",
        "My notice period is one month.",
        "I can start in a month.",
        "For the last decade I built billing.",
        "It took me a month.",
        "Можу почати через місяць.",
    ],
)
def test_length_in_one_word_is_looked_up(line):
    assert len(pieces(line)) == 1


@pytest.mark.parametrize(
    ("line", "cv", "answer"),
    [
        ("I have over a decade of experience.", LONG, ""),
        ("Маю понад десятиліття досвіду.", LONG, ""),
        ("I spent a year at a lab.", CV, "I was at a lab for 1 year"),
        ("My notice period is one month.", CV, "My notice period is 1 month."),
        ("Можу почати через місяць.", CV, "Можу почати за 1 місяць"),
        ("I closed 40 tickets a month.", CV, ""),
        ("40 заявок за місяць.", CV, "40 заявок за місяць"),
        ("I write reports twice a year.", CV, "I write reports twice a year"),
        ("I look forward to a good year.", CV, ""),
    ],
)
def test_length_that_was_said_is_proven(line, cv, answer):
    assert pieces(line, cv, answer) == []


@pytest.mark.parametrize(
    "line",
    [
        "I joined Nordlys in 2018.",
        "In 2018 I joined Nordlys.",
        "I have been with Nordlys since 2018.",
        "Я прийшла в Nordlys у 2018 році.",
    ],
)
def test_job_begins_when_it_began(line):
    assert pieces(line) == ["2018"]


@pytest.mark.parametrize("line", ["I joined Nordlys in 2019.", "I joined KPI in 2014."])
def test_year_in_which_it_began_is_proven(line):
    assert pieces(line) == []
