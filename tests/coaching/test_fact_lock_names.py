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


@pytest.mark.parametrize(
    "line",
    ["Я хотіла б працювати у «Вершині».", "Готова переїхати до Львова заради цієї роботи."],
)
def test_what_somebody_would_do_is_no_claim(line):
    assert pieces(line, "Редакторка", "Вершина", "Львів") == []


def test_place_is_named_in_its_case():
    assert pieces("Пишу щодо вакансії у Києві.", location="Київ") == []


BESIDE_THE_ROLE = [
    "I have held the role of Senior Platform Engineer for three years.",
    "For three years I held the post of Senior Platform Engineer at Quillmark.",
    "I held the position of Senior Platform Engineer at Nordlys.",
    "In the Senior Platform Engineer role at Nordlys I built billing.",
    "In the Senior Platform Engineer role, I built billing.",
    "I served as interim Senior Platform Engineer and am applying for the role.",
    "I was a very capable Senior Platform Engineer and apply for the role.",
    "I bring Senior Platform Engineer experience to this role.",
    "My experience at Quillmark makes me interested in the role.",
    "Quillmark employed me before, so I am applying for the role.",
    "As a former Quillmark employee I am writing about the role.",
    "Quillmark has been my client since last year, and I am interested in the role.",
    "I left Quillmark last year and am interested in returning.",
    "I moved to Berlin last year and am interested in the role.",
    "I grew up in Berlin and am interested in the role.",
    "I have a flat in Berlin, so I am applying for the role.",
    "I studied in Berlin; I am writing about the role.",
    "Since joining Quillmark I have been interested in the role.",
    "I used to work at Quillmark and would like to join again.",
    "Thanks to my time at Quillmark I am applying for the role.",
    "As an ex-Senior Platform Engineer I am interested in the role.",
    "I have done the Senior Platform Engineer role before.",
    "The role of Senior Platform Engineer, which I held, taught me a lot.",
    "I can bring Senior Platform Engineer skills to the role.",
    "Quillmark paid me, thank you for the call.",
    "I would help Quillmark in Berlin, where I live.",
    "I have admired Quillmark since my months there.",
    "I learned about Quillmark when I was its contractor.",
    "I would be glad to be back at Quillmark, my old firm.",
    "I look forward to returning to Quillmark.",
]
BESIDE_THE_ROLE_IN_UKRAINIAN = [
    "Маю досвід роботи у Вершині, тому подаю заявку.",
    "Раніше я співпрацювала з Вершиною, тому подаю заявку.",
    "Я вже писала для Вершини, тому відгукуюся на вакансію.",
    "Переїхала до Львова і пишу щодо вакансії.",
    "Хочу повернутися до «Вершини», тому відгукуюся на вакансію.",
    "Пишу щодо вакансії у «Вершині», де я вже писала.",
    "Я родом зі Львова, тож відгукуюся на вакансію.",
]


@pytest.mark.parametrize("line", BESIDE_THE_ROLE)
def test_what_is_claimed_beside_the_role_is_found(line):
    found = " ".join(pieces(line))
    assert any(word in found for word in ("Engineer", "Quillmark", "Berlin")), found


@pytest.mark.parametrize("line", BESIDE_THE_ROLE_IN_UKRAINIAN)
def test_what_is_claimed_beside_the_vacancy_is_found(line):
    assert pieces(line, "Редакторка", "Вершина", "Львів") != []


OF_THE_ROLE = [
    "I am writing about the role of Senior Platform Engineer at Quillmark in Berlin.",
    "I am applying for the role because Quillmark builds bridges.",
    "Because Quillmark builds bridges, I am applying for the role.",
    "Thank you for the interview and the tour of the Quillmark office in Berlin.",
    "I have worked in billing for years, and am writing about the role at Quillmark.",
    "My experience in billing fits the role of Senior Platform Engineer at Quillmark.",
    "I am a good candidate for the role of Senior Platform Engineer.",
    "In the role of Senior Platform Engineer at Quillmark I would build billing.",
    "I have a question about the Senior Platform Engineer position at Quillmark.",
    "I would love to work at Quillmark.",
    "I would like to bring this experience to Quillmark.",
    "I am confident that I would be a good addition to the Quillmark team.",
    "It was great to learn more about Quillmark and the team in Berlin.",
    "The role of Senior Platform Engineer that I saw on your site fits me.",
    "I have built billing, which is relevant to the Senior Platform Engineer role at Quillmark.",
]


@pytest.mark.parametrize("line", OF_THE_ROLE)
def test_what_is_said_of_the_role_is_no_claim(line):
    assert pieces(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "I won't be able to accept the offer.",
        "I won’t be able to come.",
        "Sadly, I won't take the role further.",
    ],
)
def test_refusal_is_no_prize(line):
    assert pieces(line) == []


def test_prize_is_still_found():
    assert pieces("I won the hackathon, and won't stop.") == ["won"]
