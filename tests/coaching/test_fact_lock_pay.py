"""Money in a letter: the offer may be named as an offer, a wish as a wish, nothing else."""

import pytest
from django.utils import translation

from coaching.drafts import facts
from coaching.naming import About
from tests.coaching.letters import make_draft
from tests.factories import make_application

CV = "# [NAME]\nBackend developer\n\n### Backend developer, Nordlys, 2019 – 2022\n- Built billing\n"
OFFER = {"salary_min": 5000, "salary_currency": "EUR", "salary_period": "month"}


def pieces(alice, line, *, wish="", **salary):
    draft = make_draft(alice, make_application(alice, company="Quillmark", **salary), wish=wish)
    return [fact["text"] for fact in facts.sources_of(draft).unproven(line)]


def without_offer(line, wish):
    sources = facts.Sources((CV, wish), About("", "Quillmark"), "")
    return [fact["text"] for fact in sources.unproven(line)]


@pytest.mark.parametrize(
    "line",
    [
        "Another firm made me an offer of 5000 EUR.",
        "I have an offer from a competitor at 5000 EUR.",
        "I have an offer of 5000 EUR from Quillmark's competitor.",
        "I earn 5000 EUR today, so the offer is a step back.",
        "My salary is 5000 EUR, and your offer should beat it.",
        "Thank you for the offer; elsewhere I was promised 5000 EUR.",
        "Thank you for the offer of 5000 USD.",
        "Thank you for the offer of 6000 EUR.",
        "Thank you for the offer of 5000 EUR a year.",
        "Thank you for the offer; I led 5000 people.",
        "Thank you for the offer; I saved 5000 EUR a month.",
        "I raised 5000 EUR and thank you for the offer.",
        "Зараз я отримую 5000 EUR, тож дякую за пропозицію.",
        "Маю іншу пропозицію на 5000 EUR.",
    ],
)
def test_pay_of_the_offer_is_no_pay_elsewhere(alice, line):
    assert pieces(alice, line, **OFFER) != []


@pytest.mark.parametrize(
    "line",
    [
        "Thank you for the offer of 5,000 EUR a month.",
        "Thank you for the offer of 5000 EUR.",
        "Thank you for the offer of €5,000 per month.",
        "Thank you for your offer of 5 000 EUR from Quillmark.",
        "I accept the offer of 5k EUR.",
        "I accept the offer, 5,000 EUR a month, with thanks.",
        "Дякую за пропозицію: 5000 євро на місяць.",
    ],
)
def test_offer_is_named_however_it_is_written(alice, line):
    assert pieces(alice, line, **OFFER) == []


@pytest.mark.parametrize("language", ["en", "uk"])
def test_offer_is_named_whatever_the_language_of_the_page(alice, language):
    with translation.override(language):
        line = "Дякую за пропозицію з окладом 50 000 грн."
        assert pieces(alice, line, salary_min=50000, salary_currency="UAH") == []


def test_both_ends_of_an_offer_are_named(alice):
    line = "Thank you for the offer of 4,000–5,000 EUR per month."
    assert pieces(alice, line, salary_max=5000, **OFFER | {"salary_min": 4000}) == []


def test_offer_in_a_currency_that_few_name(alice):
    salary = {"salary_min": 90000, "salary_currency": "CHF", "salary_period": "year"}
    assert pieces(alice, "Thank you for the offer of 90,000 CHF a year.", **salary) == []
    assert pieces(alice, "Thank you for the offer of 90,000 EUR a year.", **salary) != []


WISH = "I want 4500 EUR a month"


@pytest.mark.parametrize(
    "line",
    [
        "My current salary is 4500 EUR.",
        "My salary is 4500 EUR.",
        "I have been offered a salary of 4500 EUR by another company.",
        "Another company would pay 4500 EUR.",
        "I earn 4500 EUR and would like to grow.",
        "Зараз моя зарплата 4500 EUR.",
    ],
)
def test_wish_for_pay_is_no_pay_that_somebody_has(line):
    assert without_offer(line, WISH) == ["4500 EUR"]


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("I would like 4500 EUR a month.", WISH),
        ("My salary expectation is 4,500 EUR a month.", WISH),
        ("Хотіла б 4500 EUR на місяць.", WISH),
        ("My current salary is 4500 EUR.", "I earn 4500 EUR now"),
        ("Another company offers 4500 EUR.", "Another company offers me 4500 EUR"),
    ],
)
def test_pay_that_was_said_is_proven(line, wish):
    assert without_offer(line, wish) == []
