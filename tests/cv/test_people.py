"""The people whom a person knows are hidden as well as the person."""

import re
import time

import pytest

from cv.sending.people import Person
from cv.sending.placeholders import Mask, names_in

IRYNA = Person("Iryna Bondar", "Kvitka", "+380 67 555 12 34")


def hidden(text, *people):
    mask = Mask(people)
    found = mask.hide(text, [])
    assert mask.show(found) == text
    return found


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("Iryna Bondar", "Write to Iryna Bondar.", "Write to [PERSON]."),
        ("Iryna Bondar", "Write to iryna bondar, or Iryna", "Write to [PERSON], or [PERSON 2]"),
        ("Iryna Bondar", "Bondar, Iryna; IRYNA", "[PERSON], [PERSON 2]; [PERSON 3]"),
        ("Ірина Бондар", "Напишіть Ірині Бондар", "Напишіть [PERSON] [PERSON 2]"),
        ("Яків Чорновіл", "Якову Чорноволу, Чорновола", "[PERSON] [PERSON 2], [PERSON 3]"),
        ("Іван Кравець", "Кравця, Кравцеві", "[PERSON], [PERSON 2]"),
        ("Іван Коломієць", "Іванові Коломійцю", "[PERSON] [PERSON 2]"),
        ("Петро Панок", "Панка, Панок", "[PERSON], [PERSON 2]"),
        ("Li Wei", "Ask Li Wei or Wei", "Ask [PERSON] or [PERSON 2]"),
        ("Anne-Marie O'Neil", "Anne-Marie, O'Neil", "[PERSON], [PERSON 2]"),
        ("iryna", "Ask Iryna", "Ask [PERSON]"),
    ],
)
def test_name_is_hidden_in_whole_and_in_parts(name, text, expected):
    assert hidden(text, Person(name)) == expected


@pytest.mark.parametrize(
    "name, text",
    [
        ("Will Smith", "You will build and mark rows"),
        ("Mark May", "May 2020 - present, 3 May, May – June"),
        ("Jan Novak", "Jan 2021, jan"),
        ("HR Manager", "Ask the HR Manager about QA"),
        ("Tech Lead", "Work with the Tech Lead"),
        ("Iryna Bondar", "Bondarenko, Irynas"),
        ("", "Anything"),
        ("  ", "Anything"),
        (".*", "Anything .*"),
    ],
)
def test_what_is_no_name_is_left_alone(name, text):
    assert hidden(text, Person(name)) == text


@pytest.mark.parametrize(
    "name, text",
    [
        ("Maria Shevchenko", "Шевченко Марією, Марії Шевченко, МАРІЄЮ ШЕВЧЕНКО, Маріє"),
        ("Oleksandr Kovalenko", "Олександром Коваленком"),
        ("Alexander Tkachuk", "Олександре Ткачуче"),
        ("Andrii Kovalskyi", "Андрієві Ковальському"),
        ("Yakiv Chornovil", "Якова Чорновола"),
        ("Ivan Kravets", "Іване Кравче, Кравцем"),
        ("Yevhen Kolomiiets", "Євгена Коломійця"),
        ("Evgeniy Bondar", "Євгенієм Бондарем"),
        ("Olha Zghurska", "Ользі Згурській"),
        ("Yuliia Shcherbak", "Юлію Щербак"),
        ("Сергій Чумак", "Sergey Chumak, SERGII, Serhiy"),
        ("Олександр Ткачук", "Alexander Tkachuk"),
        ("Євгенія Щур", "Evgenia Schur"),
        ("Ігор Чумак", "Ігоре Чумаче"),
        ("Олег Кравець", "Олеже Кравче"),
        ("Марія-Соломія Нечуй-Левицька", "Марії-Соломії, Соломію Левицькій"),
        ("Мар'яна Лук’янчук", "Марʼяни Лук'янчук, Мар`яно"),
        ("Maria Shevchenko", "M. Shevchenko, Shevchenko M. P., Шевченко М. П., М.П. Шевченко"),
        ("Maria Shevchenko", "maria_shevchenko_1990, Maria.Shevchenko.pdf, mariashevchenko"),
    ],
)
def test_name_is_hidden_in_every_case_and_alphabet(name, text):
    own = Mask()
    sent = own.hide(text, names_in("# Senior Developer", name))
    assert own.show(sent) == text
    for found in (sent, hidden(text, Person(name))):
        left = re.sub(r"\[(?:NAME|PERSON)(?: \d+)?\]|pdf|1990", "", found)
        assert re.findall(r"\w+", left) in ([], ["_"])


@pytest.mark.parametrize(
    "name, text",
    [
        ("Bohdan Bond", "Бондаренко, Богданович"),
        ("Nadia Mark", "Над проєктом; торгова марка"),
        ("Ліна Дата", "Line manager, data"),
        ("HR Manager", "менеджер"),
        ("Maria Shevchenko", "Маркетинг, Море, М. і П. разом"),
    ],
)
def test_what_only_begins_like_a_name_in_the_other_alphabet_is_left_alone(name, text):
    assert hidden(text, Person(name)) == text


def test_words_of_the_company_are_no_names():
    text = "Kvitka Logistics hires"
    assert hidden(text, Person("Kvitka Recruiting", "Kvitka Logistics")) == text


def test_month_as_a_name_is_hidden_where_it_is_one():
    assert (
        hidden("Report to May in May 2020", Person("May Lee")) == "Report to [PERSON] in May 2020"
    )


@pytest.mark.parametrize(
    "number", ["067 555 12 34", "(067)555-12-34", "00380675551234", "675551234"]
)
def test_phone_of_a_contact_is_hidden_however_it_is_written(number):
    text = f"Deadline 2026-11-20; tel {number}; order 1234567"
    assert hidden(text, IRYNA) == "Deadline 2026-11-20; tel [PHONE]; order 1234567"


def test_person_of_the_cv_keeps_its_own_placeholder():
    mask = Mask([Person("Anna Bondar")])
    found = mask.hide("Anna Koval reports to Anna Bondar", ["Anna Koval"])
    assert found == "[NAME] reports to [PERSON]"


def test_five_hundred_contacts_cost_little():
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [f"Q{one}{two}x" for one in letters for two in letters][:500]
    people = [
        Person(f"{name}ana {name}enko", "Kvitka", f"+38067{n:07}") for n, name in enumerate(names)
    ]
    text = "- Built a Django service with Qabxana and Qbcxenko for 40,000 users\n" * 500
    began = time.monotonic()
    found = Mask(people).hide_cv(f"# Anna\n\n{text}", ["Anna"])
    assert time.monotonic() - began < 10  # a second on an idle machine
    assert "Qabx" not in found
    assert "Qbcx" not in found
