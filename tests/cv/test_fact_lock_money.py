"""Sums of money: told from years, and traced in any spelling to the pay that is asked for."""

import datetime

import pytest

from cv.fact_lock import unproven

TODAY = datetime.date(2026, 11, 28)
WISH = "I want 2000 USD a month."
CV = "### Baker, Old Mill, 2019 – 2022\n\n- Saved 40,000 USD\n"


def found(text, *sources):
    return [(one.text, one.kind) for one in unproven(text, sources, today=TODAY)]


@pytest.mark.parametrize(
    "text, source",
    [
        ("I want $2,000 a month", WISH),
        ("I would like 2,000 USD a month.", WISH),
        ("My salary expectation: 2 000 $ a month", WISH),
        ("$2,000 a month", WISH),
        ("2,000 USD", WISH),
        ("I want $2,000 – $2,500 a month", "I want 2000–2050 USD or 2000-2500 USD a month."),
        ("The offer of 2,000 USD a month", "- 2,000–2,500 USD per month"),
        ("Розраховую на 2000 доларів на місяць", "Хочу 2 000 $ на місяць"),
        ("Очікую на 2 000 $ на місяць", "Хочу 2000 доларів на місяць"),
        ("90 000 грн", "90 тисяч гривень"),
        ("90 000 грн", "Хочу 90 тисяч гривень"),
        ("Розраховую на 90 000 ₴ на місяць", "Хочу 90 тисяч гривень на місяць"),
    ],
)
def test_pay_that_is_asked_for_is_traced_in_any_spelling(text, source):
    assert found(text, source) == []


@pytest.mark.parametrize(
    "text, piece",
    [
        ("I want $3,000 a month", "$3,000"),
        ("I want 2000 EUR a month", "2000 EUR"),
        ("I want $2,000 a week", "$2,000 a week"),
        ("I saved $2,000 a month", "$2,000"),  # asked for, not saved
        ("I got a budget of $2,000", "$2,000"),
        ("Хочу 2000 гривень на місяць", "2000 гривень"),
    ],
)
def test_another_sum_or_use_of_it_is_found(text, piece):
    assert found(text, WISH) == [(piece, "number")]


@pytest.mark.parametrize(
    "text", ["2019 USD", "2019 доларів", "USD 2019", "$ 2019", "2019 грн", "2019 pounds"]
)
def test_sum_is_no_year(text):
    assert found(f"Saved {text}", CV) == [(text, "number")]
    assert found("Baker in 2019", f"Baker, saved {text}") == [("2019", "date")]


def test_year_before_a_sum_stays_a_year():
    assert found("Baker in 2022: $40,000 saved", CV) == []
    assert found("Baker in 2022 $40,000 saved", CV) == []
