"""True sentences that stand in most letters: a mark there teaches people to confirm unread."""

import pytest

from coaching.drafts import facts
from coaching.naming import About

CV = "# [NAME]\nBackend developer\n\n### Backend developer, Nordlys, 2019 – 2022\n- Built billing\n"
ROLE = "Senior Platform Engineer"


def pieces(line, role=ROLE, company="Quillmark"):
    sources = facts.Sources((CV, "Alice"), About(role, company, "Berlin"), "")
    return [fact["text"] for fact in sources.unproven(line)]


@pytest.mark.parametrize(
    "line",
    [
        "Dear Quillmark Team,",
        "Hello Quillmark,",
        "What draws me to Quillmark is the product.",
        "I would welcome the chance to contribute to Quillmark.",
        "I am very interested in joining Quillmark as Senior Platform Engineer.",
        "I would like to join you as Senior Platform Engineer.",
        "I would like to join your team at Quillmark as a Senior Platform Engineer.",
        "I applied to Quillmark as a Senior Platform Engineer.",
        "Thank you for the first interview.",
        "Is there health insurance?",
        "The only question I have is about the start date.",
        "I have two questions.",
        "There are three reasons why I am applying for the role.",
        "Найбільше мені сподобалася розмова про редакцію.",
        "Єдине питання: чи є страхування?",
        "Маю два запитання.",
    ],
)
def test_usual_sentence_is_not_marked(line):
    assert pieces(line) == []


def test_ukrainian_team_is_named_in_its_case():
    assert pieces("Хочу долучитися до команди «Вершини».", company="Вершина") == []
    assert pieces("Шановна команде Вершини,", company="ТОВ «Вершина»") == []


@pytest.mark.parametrize("suffix", [" (m/f/d)", " - Remote", " – Hybrid, Kyiv", " (Kubernetes)"])
def test_role_is_named_without_what_hangs_on_it(suffix):
    line = "I am writing about the role of Senior Platform Engineer at Quillmark."
    assert pieces(line, role=ROLE + suffix) == []


@pytest.mark.parametrize(
    ("company", "line"),
    [
        ("OpenAI Inc", "I am interested in joining OpenAI."),
        ("Luxoft Ukraine LLC", "I am writing about the role at Luxoft."),
        ("ТОВ «Вершина»", "Thank you for the call about the role at Вершина."),
    ],
)
def test_company_is_named_as_people_call_it(company, line):
    assert pieces(line, company=company) == []


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        ("I joined you as Senior Platform Engineer in spirit.", "Engineer"),
        ("I know the insurance business.", "insurance"),
        ("I was the first engineer there.", "the first"),
        ("I am the only expert.", "the only"),
        ("Я створила найбільший магазин.", "найбільший"),
        ("I answered two hundred questions.", "two hundred"),
        ("I led two questions.", "two"),
        ("I work with kubectl at Вершина.", "kubectl"),
        ("Працюю з kafka та docker у Вершині.", "kafka"),
    ],
)
def test_claims_in_the_same_words_are_found(line, piece):
    assert piece in pieces(line)
