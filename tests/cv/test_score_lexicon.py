"""The lexicon: what it holds, and what it finds in a text."""

import pytest

from cv.score.lexicon import Named, entries, names_in
from cv.score.spelling import CYRILLIC


def found(text):
    return [named.name for named in names_in(text)]


def spellings():
    for entry in entries().values():
        for spelling in entry.spellings:
            yield entry.name, spelling.removeprefix("!")


def test_lexicon_is_large_and_speaks_both_languages():
    assert len(entries()) >= 400
    ukrainian = [entry for entry in entries().values() if entry.said_in("uk") != entry.name]
    assert len(ukrainian) >= 400
    assert len({entry.field for entry in entries().values()}) >= 12


def test_every_spelling_finds_its_own_term():
    assert [(name, one) for name, one in spellings() if found(one) != [name]] == []


def test_every_spelling_stands_once():
    written = [one for entry in entries().values() for one in entry.spellings]
    seen = [one if one.startswith("!") else one.casefold() for one in written]
    assert sorted({one for one in seen if seen.count(one) > 1}) == []


INFLECTED = [
    ("ведення бухгалтерського обліку", "accounting"),
    ("з податковим обліком", "tax accounting"),
    ("керувала проєктами, управління проєктами", "project management"),
    ("в управлінні проектами", "project management"),
    ("до 40 холодних дзвінків", "cold calling"),
    ("вести переговорами", "negotiation"),
    ("підбором персоналу", "recruitment"),
    ("знання кадрового діловодства", "HR administration"),
    ("митним оформленням", "customs clearance"),
    ("складській логістиці", "warehouse management"),
    ("ланцюгами постачання", "supply chain"),
    ("підготовкою договорів", "contract law"),
    ("претензійно-позовною роботою", "claim work"),
    ("контент-планів", "content plan"),
    ("таргетованої реклами", "targeted advertising"),
    ("у соціальних мережах", "SMM"),
    ("копірайтингом", "copywriting"),
    ("графічному дизайні", "graphic design"),
    ("дизайн-систему", "design system"),
    ("прототипів", "prototyping"),
    ("тест-кейсами", "test case"),
    ("регресійному тестуванні", "regression testing"),
    ("автоматизації тестування", "test automation"),
    ("аналізом даних", "data analysis"),
    ("машинному навчанні", "machine learning"),
    ("мікросервісами", "microservices"),
    ("у Фігмі", "Figma"),
    ("докером", "Docker"),
    ("у фотошопі", "Photoshop"),
    ("первинною документацією", "primary documents"),
    ("нарахуванню заробітної плати", "payroll"),
    ("інвентаризацій", "inventory management"),
    ("кошторисів", "cost estimation"),
    ("технічним наглядом", "construction supervision"),
    ("доглядом за пацієнтами", "patient care"),
    ("вакцинації", "vaccination"),
    ("лабораторних досліджень", "laboratory diagnostics"),
    ("викладанням", "teaching"),
    ("дистанційному навчанні", "distance learning"),
    ("діловим листуванням", "business correspondence"),
    ("перекладачкою", "translation"),
    ("вільно німецькою", "German"),
    ("англійської мови", "English"),
    ("офіціанткою", "waiting tables"),
    ("охорони праці", "occupational safety"),
    ("стресостійкістю", "stress resistance"),
    ("зведених таблиць", "pivot table"),
    ("воронкою продажів", "sales funnel"),
    ("на маркетплейсах", "marketplace"),
    ("бюджетуванням", "budget management"),
    ("в закупівлях", "procurement"),
    ("тендерах", "tender"),
    ("чеклістів", "checklist"),
    ("беклогом", "backlog"),
    ("Бухгалтерок", "accounting"),
]


@pytest.mark.parametrize("text, name", INFLECTED)
def test_ukrainian_form_finds_its_term(text, name):
    assert name in found(text)


@pytest.mark.parametrize(
    "text, name",
    [
        ("product managers", "product management"),
        ("design patterns", "design pattern"),
        ("Roadmaps", "roadmap"),
        ("tenders", "tender"),
        ("unit tests", "unit testing"),
        ("financial analyses", "financial analysis"),
        ("smart contracts", "smart contract"),
    ],
)
def test_english_form_finds_its_term(text, name):
    assert found(text) == [name]


@pytest.mark.parametrize(
    "text, names",
    [
        ("We go to the customer and let it go.", []),
        ("Wrote services in Go, with Gin.", ["Go"]),
        ("golang", ["Go"]),
        ("to excel at what you do", []),
        ("Excel at teamwork", ["teamwork"]),
        ("reports in Excel", ["Excel"]),
        ("r and c are letters", []),
        ("R, C", ["R", "C"]),
        ("a swift answer that may rust", []),
        ("Swift and Rust", ["Swift", "Rust"]),
        ("in spring we react to the rest of the world", []),
        ("Spring, React, REST", ["Spring", "React", "REST API"]),
        ("Spring 2024", []),
        ("a solid express notion", []),
    ],
)
def test_case_is_kept_where_a_word_is_also_a_name(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text, names",
    [
        ("JavaScript", ["JavaScript"]),
        ("Java", ["Java"]),
        ("C, C++ and C#", ["C", "C++", "C#"]),
        ("C/C++", ["C", "C++"]),
        ("NodeJS, Node.js; .NET and ASP.NET", ["Node.js", "Node.js", ".NET", "ASP.NET"]),
        ("accounts of an account", []),
        ("account executive", ["account executive"]),
        ("Microsoft SQL Server", ["SQL Server"]),
        ("PostgreSQL", ["PostgreSQL"]),
        ("R&D", ["R&D"]),
        ("C-level, vitamin C, категорія C", []),
        ("CI/CD and CI CD", ["CI/CD", "CI/CD"]),
        ("front-end developer", ["frontend development"]),
        ("sales. Management", ["sales"]),
        ("banks", []),
        ("markets and a market", []),
    ],
)
def test_a_term_is_no_part_of_another_word(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text, names",
    [
        ("С#, С++ та 1С", ["C#", "C++", "1C"]),
        ("с++ / с#", ["C++", "C#"]),
        ("С#-розробник, С#.", ["C#", "C#"]),
        ("1С:Бухгалтерія", ["1C"]),
        ("Рython, СSS", ["Python", "CSS"]),
        ("англійська В2, рівень С1", ["English", "B2", "C1"]),
        ("С 2019 року; С.В. Коваль, С", []),
        ("категорії В1, С1 посвідчення", ["C1"]),
        ("вітаміни В1, формат А1, ТОВ, IT-компанія, 2х", []),
    ],
)
def test_cyrillic_letters_beside_latin_ones_digits_and_signs_are_latin(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text, names",
    [
        ("англ. B2", ["English", "B2"]),
        ("Англ.мова – C1", ["English", "C1"]),
        ("Нім. B1", ["German", "B1"]),
        ("англи й сакси", []),
    ],
)
def test_language_cut_short_is_a_language(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text, names",
    [
        ("робота з договорами, актами", []),
        ("трудовий договір", []),
        ("укладання договорів з клієнтами", []),
        ("договірною роботою", ["contract law"]),
        ("правова експертиза договорів", ["contract law"]),
    ],
)
def test_paper_of_a_contract_is_no_contract_law(text, names):
    assert found(text) == names


@pytest.mark.parametrize("mark", ["’", "'", "ʼ"])
def test_apostrophes_are_equal(mark):
    assert found(f"зв{mark}язками з громадськістю") == ["public relations"]


def test_addresses_name_nothing():
    text = "python@example.com, https://github.com/java/react and t.me/excel, python.org"
    assert found(text) == []


def test_spans_are_of_the_text():
    text = "Вела холодні дзвінки в HubSpot"
    spans = [(named.name, text[named.start : named.stop]) for named in names_in(text)]
    assert spans == [("cold calling", "холодні дзвінки"), ("HubSpot", "HubSpot")]
    assert names_in("Go") == [Named("Go", 0, 2)]


def test_nothing_is_found_in_nothing():
    assert names_in("") == names_in(" \n ") == []


def test_terms_are_said_in_the_language_of_the_reader():
    assert entries()["accounting"].said_in("uk") == "бухгалтерський облік"
    assert entries()["accounting"].said_in("en") == "accounting"
    assert entries()["Kafka"].said_in("uk") == "Kafka"
    assert entries()["Python"].said_in("uk") == "Python"
    assert entries()["VAT"].said_in("uk") == "ПДВ"
    assert CYRILLIC.search(entries()["nursing"].said_in("uk"))


def test_endless_line_is_read():
    assert found("ab " * 60_000 + "Python") == ["Python"]
