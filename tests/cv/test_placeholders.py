"""Contact data is taken out before anything goes to the AI, and comes back right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cv.placeholders import Mask, names_in


@pytest.mark.parametrize(
    "text, secret",
    [
        ("write to o.marchenko+jobs@ukr.net please", "o.marchenko+jobs@ukr.net"),
        ("тел. +380 (50) 123-45-67, Київ", "+380 (50) 123-45-67"),
        ("call 050 123 45 67", "050 123 45 67"),
        ("phone: +1 202-555-0143", "202-555-0143"),
        ("see https://olena.dev/cv?x=1.", "https://olena.dev/cv?x=1"),
        ("linkedin.com/in/olena-m | Kyiv", "linkedin.com/in/olena-m"),
        ("Telegram: @olena_m", "@olena_m"),
        ("вул. Хрещатик, 22, кв. 5", "Хрещатик, 22, кв. 5"),
        ("просп. Перемоги, 10", "Перемоги"),
        ("221B Baker Street, London", "221B Baker Street"),
        ("12 Old Mill Road, Apt 4", "Old Mill Road"),
    ],
)
def test_contact_data_is_hidden_and_comes_back(text, secret):
    mask = Mask()
    hidden = mask.hide(text, [])
    assert secret not in hidden
    assert mask.show(hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        "Grew sales by 40,000 in 2021 - 2024",
        "Python 3.12, C++, Node.js and ASP.NET",
        "2019-03 – 2021-11",
        "Cut costs 10 000 000 UAH",
    ],
)
def test_facts_are_left_alone(text):
    assert Mask().hide(text, []) == text


def test_name_is_hidden_in_every_spelling():
    cv = "# Олена Марченко\n\nМАРЧЕНКО Олена. Olena’s team"
    names = names_in(cv, "Olena Marchenko")
    hidden = Mask().hide(cv, names)
    for name in ("Олена", "Марченко", "МАРЧЕНКО", "Olena"):
        assert name not in hidden


def test_heading_that_is_a_job_is_no_name():
    assert names_in("# Senior Python Developer", "") == ["Senior Python Developer"]


def test_same_value_gets_the_same_placeholder_in_both_texts():
    mask = Mask()
    assert mask.hide("a@b.co", []) == mask.hide("a@b.co", []) == "[EMAIL]"
    assert mask.hide("c@d.co", []) == "[EMAIL 2]"


@given(st.text(max_size=200))
def test_what_was_hidden_always_comes_back(text):
    if "[" not in text:
        mask = Mask()
        assert mask.show(mask.hide(text, ["Anna"])) == text
