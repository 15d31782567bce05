"""The application's names in a letter: said of what is applied for, they prove nothing else."""

import pytest

from coaching.drafts import facts
from coaching.naming import About

CV = "# [NAME]\nBackend developer\n\n### Backend developer, Nordlys, 2019 – 2022\n- Built billing\n"


def pieces(line, role="Senior Platform Engineer", company="Quillmark", location="Berlin"):
    sources = facts.Sources((CV, "Alice"), About(role, company, location), "")
    return [fact["text"] for fact in sources.unproven(line)]


@pytest.mark.parametrize(
    ("company", "tools"),
    [
        ("Scale", ["Scala"]),
        ("Airbnb", ["Airflow"]),
        ("Postman", ["PostgreSQL"]),
        ("Mono", ["MongoDB"]),
        ("Reddit", ["Redis", "Redux"]),
        ("Rubrik", ["Ruby"]),
    ],
)
def test_company_lets_no_tool_through_that_begins_as_it_does(company, tools):
    for tool in tools:
        line = f"I am interested in the role because I know {tool}."
        assert pieces(line, company=company) == [tool]


@pytest.mark.parametrize(
    ("company", "line"),
    [
        ("Scale", "I am interested in Scale's role."),
        ("Вершина", "Пишу щодо вакансії у Вершині."),
        ("Київстар", "Дякую за співбесіду в «Київстарі»."),
    ],
)
def test_company_is_named_in_the_forms_that_it_has(company, line):
    assert pieces(line, company=company) == []


def test_place_is_named_in_its_case():
    assert pieces("Пишу щодо вакансії у Києві.", location="Київ") == []
