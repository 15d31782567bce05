"""Which companies and titles count as the same. The thresholds are set by these tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications import likeness

SAME_COMPANIES = [
    ("Нова Пошта", "Nova Poshta"),
    ("ТОВ «Нова Пошта»", "Nova Poshta LLC"),
    ("Нова Пошта (Nova Poshta)", "NOVA POSHTA"),
    ("Розетка", "Rozetka"),
    ("ПриватБанк", "PrivatBank"),
    ("АТ КБ «ПриватБанк»", "АТ «КБ ПриватБанк»"),
    ("Епіцентр", "Epicentr"),
    ("Київстар", "Kyivstar"),
    ("Сільпо", "Silpo"),
    ("Укрпошта", "АТ «Укрпошта»"),
    ("ФОП Шевченко Т. Г.", "Шевченко Т.Г."),
    ("ТзОВ Софтсерв", "SoftServe"),
    ("Soft Serve", "SoftServe Inc."),
    ("SoftServe Ukraine", "SoftServe"),
    ("EPAM", "EPAM Systems, Inc."),
    ("GlobalLogic", "Global Logic"),
    ("Ciklum", "Ciclum"),
    ("N-iX", "N-IX Ltd"),
    ("Grammarly", "Grammarly, Inc"),
    ("Booking.com", "Booking.com B.V."),
    ("Booking.com", "booking"),
    ("Nestlé", "Nestle S.A."),
    ("L’Oréal", "L'Oreal"),
    ("Müller GmbH & Co. KG", "Müller"),
    ("Allegro sp. z o.o.", "Allegro"),
    ("Dnipro Soft", "DniproSoft"),
    ("Ajax Systems", "Ajax"),
    ("Genesis", "Genesis Group"),
    ("Readdle", "Readle"),
    ("Дрібні кроки", "Dribni Kroky"),
    ("Товариство з обмеженою відповідальністю «Квітка»", "Kvitka"),
    ("The Economist", "Economist"),
]
OTHER_COMPANIES = [
    ("Dnipro Soft", "Dnipro Labs"),
    ("Нова Пошта", "Укрпошта"),
    ("Nova Poshta", "Nova Post Travel"),
    ("Intellias", "Intellectsoft"),
    ("Luxoft", "Lucky Labs"),
    ("SAP", "SAS"),
    ("IBM", "ICM"),
    ("Studio 7", "Studio 9"),
    ("Genesis", "Nemesis"),
    ("Kyivstar", "Київводоканал"),
    ("Monobank", "Sense Bank"),
    ("ПриватБанк", "Правекс Банк"),
    ("Сільпо", "Фора"),
    ("Google", "Goodle Toys"),
    ("GlobalLogic", "Global Logistics"),
    ("Meta", "Metro"),
    ("Ajax Systems", "Ajax Technologies"),
    ("Kvitka", "Квант"),
    ("АТ", "ТОВ"),
    ("Datagroup", "Datagroup-Volia"),
]
SAME_TITLES = [
    ("Senior Python Developer", "Python developer"),
    ("Python Developer", "Developer (Python)"),
    ("Python Engineer", "Розробник Python"),
    ("Python-розробниця", "Python Developer (m/f/d)"),
    ("Backend developer", "Back-end Engineer"),
    ("Back end developer (remote)", "Backend Developer, Full-time"),
    ("Frontend Developer m/w/d", "Front-End Developer"),
    ("Full Stack Engineer", "Fullstack developer"),
    ("Software Engineer II", "Software Engineer"),
    ("Software Engineer L4", "Software Developer"),
    ("Node.js Developer", "NodeJS developer"),
    ("JS developer", "JavaScript Developer"),
    ("Go developer", "Golang Engineer"),
    ("C++ Developer", "C ++ programmer"),
    ("Project Manager", "Проєктний менеджер"),
    ("Менеджер проєктів", "Project manager"),
    ("Менеджерка з продажу", "Менеджер продажів"),
    ("Sales Manager", "Менеджер з продажу"),
    ("Бухгалтер", "Головний бухгалтер"),
    ("Бухгалтерка", "Accountant"),
    ("QA Engineer", "Тестувальник"),
    ("Аналітик даних", "Data Analyst"),
    ("Devloper Python", "Python developer"),
    ("UX/UI designer", "UI/UX Designer"),
    ("Landscape gardener", "Landscape Gardener (all genders)"),
    ("Team Lead", "Team lead"),
    ("QA Engineer (веб і мобільний застосунок)", "QA engineer"),
    ("Senior", "Senior"),
    ("Python Backend Developer", "Backend developer"),
    ("Барiста", "Бариста"),  # one i of another alphabet
]
OTHER_TITLES = [
    ("Python Developer", "PHP Developer"),
    ("Java Developer", "JavaScript Developer"),
    ("Python Backend Platform Developer", "Java Backend Platform Developer"),
    ("C++ Developer", "C# Developer"),
    ("C developer", "C# developer"),
    (".NET Developer", "Internet developer"),
    ("Product Manager", "Project Manager"),
    ("Data Analyst", "Data Scientist"),
    ("Data Engineer", "QA Engineer"),
    ("Frontend developer", "Backend developer"),
    ("Product Designer", "Graphic Designer"),
    ("Sales Manager", "Office Manager"),
    ("HR Manager", "PR Manager"),
    ("Backend Developer (Go)", "Backend Developer (Java)"),
    ("Менеджер з продажу", "Менеджер з персоналу"),
    ("Бухгалтер", "Бібліотекар"),
    ("iOS developer", "Android developer"),
    ("Designer", "Developer"),
    ("Senior Manager", "Senior Designer"),
    ("Barista", "Bartender"),
    ("Lawyer", "Layer mixer"),
]


def companies(one, other):
    return likeness.of_companies(likeness.company(one), likeness.company(other))


def titles(one, other):
    return likeness.of_titles(likeness.title(one), likeness.title(other))


@pytest.mark.parametrize("one, other", SAME_COMPANIES)
def test_company_is_known_under_another_spelling(one, other):
    assert companies(one, other) >= likeness.SAME_COMPANY
    assert companies(other, one) >= likeness.SAME_COMPANY


@pytest.mark.parametrize("one, other", OTHER_COMPANIES)
def test_company_with_a_name_like_it_is_another_one(one, other):
    assert companies(one, other) < likeness.SAME_COMPANY
    assert companies(other, one) < likeness.SAME_COMPANY


@pytest.mark.parametrize("one, other", SAME_TITLES)
def test_title_is_known_under_another_wording(one, other):
    assert titles(one, other) >= likeness.SAME_TITLE
    assert titles(other, one) >= likeness.SAME_TITLE


@pytest.mark.parametrize("one, other", OTHER_TITLES)
def test_title_with_words_like_it_is_another_one(one, other):
    assert titles(one, other) < likeness.SAME_TITLE
    assert titles(other, one) < likeness.SAME_TITLE


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_has_a_likeness(one, other):
    assert 0 <= companies(one, other) <= 1
    assert 0 <= titles(one, other) <= 1


@pytest.mark.parametrize(
    "one, other",
    [
        ("https://www.kvitka.example/jobs/1/", "http://kvitka.example/jobs/1"),
        ("https://kvitka.example/jobs/1?utm_source=x&ref=y", "https://kvitka.example/jobs/1#apply"),
        ("https://kvitka.example/job?b=2&a=1", "https://KVITKA.example/job?a=1&b=2"),
    ],
)
def test_address_of_the_same_page_is_recognised(one, other):
    assert likeness.page(one) == likeness.page(other) != ""


def test_address_of_another_job_on_the_same_page_is_another_one():
    jobs = (f"https://kvitka.example/jobs?id={number}" for number in (1, 2))
    assert len(set(map(likeness.page, jobs))) == 2


@pytest.mark.parametrize("url", ["", "https://kvitka.example/", "http://[::1", "nonsense"])
def test_address_that_names_no_job_is_none(url):
    assert likeness.page(url) == ""
