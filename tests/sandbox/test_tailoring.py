import re

import pytest

from sandbox import inventions
from sandbox.tailoring import points, tailor

CV = """# Olena Koval
## Experience
- Responsible for the django monolith
- Cut response time by 40 % with indexes
- Helped to plan sprints
- Watered the plants of the office
- Wrote letters
## Skills
Docker
"""
POSTING = """We build a platform.
## Requirements
- Four years of Python and Django
- PostgreSQL
"""
UKRAINIAN_CV = """# Марія Бондар
## Досвід
- Відповідала за закупівлі запчастин
- Зекономила 300 тис. грн завдяки переговорам
"""


def asked(cv=CV, answers=""):
    return (
        f"Tailor.\n<cv>\n{cv}\n</cv>\n<posting>\n{POSTING}\n</posting>\n"
        f"<answers>\n{answers}\n</answers>"
    )


def changes(cv=CV, answers="", **options):
    fault = "invention" if options else ""
    found = tailor(asked(cv, answers), fault, options)["changes"]
    return [(change["kind"], change["line"], change["text"]) for change in found]


def test_weak_lines_are_reworded_and_an_idle_one_removed():
    assert changes() == [
        ("replace", "- Responsible for the django monolith", "- Took care of the Django monolith"),
        ("replace", "- Wrote letters", "- Authored letters"),
        ("remove", "- Watered the plants of the office", ""),
    ]


def test_first_answer_becomes_a_line():
    added = changes(answers="What did you run?\n- I ran PostgreSQL for two years. More to say.")
    assert added[-1] == (
        "add",
        "- Responsible for the django monolith",
        "- I ran PostgreSQL for two years",
    )


def test_ukrainian_cv_is_answered_in_ukrainian():
    answer = tailor(asked(UKRAINIAN_CV))
    assert answer["changes"][0]["text"] == "- Забезпечувала: закупівлі запчастин"
    assert answer["changes"][0]["reason"] == "Вакансія просить саме про це."
    assert answer["summary"].startswith("Відповідь пісочниці")


def test_empty_cv_is_left_alone():
    assert changes("") == []


def test_fabricating_takes_the_kinds_in_turn():
    texts = [text for _, _, text in changes(start=0)]
    kinds = inventions.names()
    cv = CV.strip("\n")
    assert texts == [
        f"- {inventions.invent(kind, line[2:], cv, ukrainian=False)}"
        for kind, line in zip(kinds, points(CV), strict=False)
    ]


def test_there_are_kinds_enough_and_each_changes_each_line():
    assert len(inventions.names()) >= 50
    for cv, ukrainian in ((CV, False), (UKRAINIAN_CV, True)):
        for line in points(cv):
            lies = {
                inventions.invent(kind, line[2:], cv, ukrainian=ukrainian)
                for kind in inventions.names()
            }
            assert len(lies) == len(inventions.names())
            assert line[2:] not in lies
            assert not [lie for lie in lies if re.search(r"[{}]", lie)]


@pytest.mark.parametrize(
    "kind, line, lie",
    [
        ("raised_percent", "Cut time by 40 %", "Cut time by 83 %"),
        ("raised_number", "Trained 3 waiters", "Trained 9 waiters"),
        ("thousands_to_millions", "Wrote for 5,000 readers", "Wrote for 5 million readers"),
        ("led_instead_of_helped", "Helped to plan sprints", "Led plan sprints"),
        ("new_employer", "Sold bags", "Sold bags at Initech"),
    ],
)
def test_kind_changes_the_line_itself_where_it_can(kind, line, lie):
    cv = f"Worked at Globex\n- {line}"
    assert inventions.invent(kind, line, cv, ukrainian=False) == lie
