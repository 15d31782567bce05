"""Pay in running text, and numbers as sources write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.capture.salary import Salary, amount, period_code, salary
from applications.capture.salary_text import find_salary


@pytest.mark.parametrize(
    "text, found",
    [
        ("$4,000–$6,000", (4000, 6000, "USD", "")),
        ("45 000 - 60 000 грн", (45000, 60000, "UAH", "")),
        ("від 30 000 до 50 000 грн/міс", (30000, 50000, "UAH", "month")),
        ("30-50 тис. грн на місяць", (30000, 50000, "UAH", "month")),
        ("35–40 тисяч гривень", (35000, 40000, "UAH", "")),
        ("25 000₴ – 30 000₴/міс", (25000, 30000, "UAH", "month")),
        ("USD 4000-6000 per month", (4000, 6000, "USD", "month")),
        ("4000–6000 USD gross per month", (4000, 6000, "USD", "month")),
        ("$90,000.00 - $120,000.00 per year", (90000, 120000, "USD", "year")),
        ("£45k-£55k p.a.", (45000, 55000, "GBP", "year")),
        ("€3.500 - €4.500", (3500, 4500, "EUR", "")),
        ("$211.4K – $290.6K • Offers Equity", (211400, 290600, "USD", "")),
        ("3-5k $", (3000, 5000, "USD", "")),
        ("$25 - $30/hour", (25, 30, "USD", "hour")),
        ("between $100,000 and $120,000 annually", (100000, 120000, "USD", "year")),
        ("6 500 - 8 500 PLN", (6500, 8500, "PLN", "")),
        ("до $4500", (None, 4500, "USD", "")),
        ("до 4500$ net", (None, 4500, "USD", "")),
        ("up to €70.000", (None, 70000, "EUR", "")),
        ("from €3k", (3000, None, "EUR", "")),
        ("від 40 000 грн", (40000, None, "UAH", "")),
        ("$5000+", (5000, None, "USD", "")),
        ("Python-розробник, $3000–4500, Київ, віддалено", (3000, 4500, "USD", "")),
        ("Learning budget $500-$900.\nSalary $3000-$4000", (3000, 4000, "USD", "")),
    ],
)
def test_pay_in_text_is_found(text, found):
    assert find_salary(text) == Salary(*found)


@pytest.mark.parametrize(
    "text",
    [
        "3-5 years",
        "2020-2024",
        "від 2 до 4 років",
        "до 5 років",
        "from 3 years",
        "5-10 people",
        "8-10 hours, 24/7",
        "ISO 9001-2015",
        "+38 067 123-45-67",
        "9 млн грн на місяць",
        "$2-3 billion",
        "We raised $30M - $50M",
        "200-300 mln PLN",
        "a learning budget of $500 to $1000",
        "бюджет на навчання до $500",
        "премія 5000-9000 грн",
        "Our customers, who in a good year spend up to $4000 on flour, come from all over the land",
        "$5-$9000",
    ],
)
def test_other_numbers_are_no_pay(text):
    assert find_salary(text) is None


def test_single_sum_is_pay_only_beside_a_label():
    assert find_salary("$3000") is None
    assert find_salary("$3000 per month", labelled=True) == Salary(3000, 3000, "USD", "month")


@pytest.mark.parametrize(
    "value, whole",
    [
        ("1 500", 1500), ("45.000,50", 45001), ("1,5k", 1500), (25.5, 26), (0, None), ("", None),
        (-5, None), (True, None), (float("nan"), None), (float("inf"), None), (10**400, None),
        ("9" * 5000, None), ([], None), (None, None),
    ],
)  # fmt: skip
def test_amount_is_a_whole_number_or_nothing(value, whole):
    assert amount(value) == whole


def test_bounds_are_put_in_order_and_zero_is_not_said():
    assert salary(9, 5, "eur") == Salary(5, 9, "EUR", "")
    assert salary(0, 5, "eur") == Salary(None, 5, "EUR", "")
    assert salary(0, 0, "eur") is None


@pytest.mark.parametrize(
    "words, code",
    [("MONTH", "month"), ("per-year-salary", "year"), ("1 HOUR", "hour"), ("міс", "month"),
     ("YEARLY", "year"), ("DAY", "day"), ("WEEK", "week"), ("NONE", ""), (None, "")],
)  # fmt: skip
def test_period_is_known_by_its_words(words, code):
    assert period_code(words) == code


@given(st.text(alphabet="$€₴ 0123456789.,-–toдокk+ грнUSD/\n", max_size=200))
def test_any_text_gives_a_sound_salary_or_none(text):
    found = find_salary(text, labelled=True)

    if found:
        bounds = [bound for bound in (found.minimum, found.maximum) if bound is not None]
        assert bounds == sorted(bounds)
        assert all(bound > 0 for bound in bounds)
        assert found.currency
