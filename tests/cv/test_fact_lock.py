"""What is traced to the user's own words and what is not; shares over many CVs stand apart."""

import datetime

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cv.fact_lock import unproven
from tests.cv.inventions import cases

TODAY = datetime.date(2026, 11, 28)
CV = r"""# [NAME]
Backend developer, Kyiv

## Experience

### Backend developer, Nordlys Systems, 2019-03 – 2022-11

- Built the billing service in **Python** and C\+\+ for 40,000 users
- Helped the team lead to plan sprints of 6 people
- Cut the answer time from 900 ms to 350 ms, costs by 30 %
- Saved $1.5M

## Education

BSc Computer Science, Lviv Polytechnic, 2018

## Languages

English B2
"""
UKRAINIAN_CV = """# [ІМ'Я]
Редакторка, Тернопіль

## Досвід

### Редакторка сайту, ТОВ «Зелений Яр», Прага, березень 2017 – травень 2021

- Писала 12 новин на тиждень для 40 тис. читачів
- Допомагала головній редакторці
- Дбала про SEO та Instagram
"""


def pieces(text, *sources):
    return [one.text for one in unproven(text, sources or (CV,), today=TODAY)]


def found(text, *sources):
    return [(one.text, one.kind) for one in unproven(text, sources or (CV,), today=TODAY)]


@pytest.mark.parametrize(
    "text",
    [
        "Served 40 000 users",
        "Served 40k users",
        "Served forty thousand users",
        "Served over 40,000 users",
        "Cut costs by thirty percent",
        "Cut costs by 30% and answers by 550 ms",
        "Cut answer time by 61 %",  # 550 of 900
        "Cut the answer time from 0.9 s to 0.35 s",
        "Saved 1,500,000 dollars",
        "Planned sprints for six people",
        "Worked for three years at Nordlys",
        "3+ years of Python",
        "Backend developer since March 2019",
        "B.Sc. in computer science",
        "Wrote C++ and PYTHON",
        "Raised something by [number] % for [EMAIL 2]",
        "Python service that bills",
        "Planned sprints of a team of 6",
        "Served more than 35,000 users",
        "Answers took 350 ms rather than 900",
        "Answer time down by more than half, from 900 to 350 ms",
        "Wrote C++ & Python",
        "Engineered sprints at the head office, cut lead time",
        "Quick to react, ready to excel at billing",
        "Kept timesheets, onboarding and signups up to date",
        "Розробляла сервіс мовою Python у Києві",  # the same names in another alphabet
        "",
    ],
)
def test_what_the_cv_says_in_other_words_is_traced(text):
    assert pieces(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Писала дванадцять новин для 40 000 читачів",
        "Чотири роки в «Зеленому Яру» в Празі",
        "Редакторка з Тернополя, яка дбає про SEO й Інстаграм",
        "Понад чотири роки редакторкою ТОВ «Зелений Яр»",
        "Писала головним чином новини",
        "Допомогла головній редакторці з травня 2021 року",
        "Писала новини для сорока тисяч читачів",
    ],
)
def test_ukrainian_words_are_traced_in_every_form(text):
    assert pieces(text, UKRAINIAN_CV) == []


@pytest.mark.parametrize(
    "text, piece",
    [
        ("Served 50,000 users", ("50,000", "number")),
        ("Served 40 million users", ("40 million", "number")),
        ("Cut costs by 30", ("30", "number")),
        ("Cut costs by 40 %", ("40 %", "number")),
        ("Saved €1.5M", ("€1.5M", "number")),
        ("Doubled the income", ("Doubled", "number")),
        ("Hundreds of colleagues use it", ("Hundreds", "number")),
        ("Planned sprints of 6 teams", ("6", "number")),
        ("Planned 6 workshops", ("6", "number")),
        ("Served more than 25,000 users", ("25,000", "number")),
        ("Cut sprints by 58 %", ("58 %", "number")),
        ("Served 40,000 invoices", ("40,000", "number")),
        ("Worked there for seven years", ("seven years", "number")),
        ("Backend developer since 2016", ("2016", "date")),
        ("Backend developer since April 2019", ("April 2019", "date")),
        ("Worked at Globex", ("Globex", "employer")),
        ("Wrote it in Kafka", ("Kafka", "tool")),
        ("Wrote it in terraform", ("terraform", "tool")),
        ("Wrote it in PostgreSQL", ("PostgreSQL", "tool")),
        ("Wrote it in Go", ("Go", "tool")),
        ("Wrote it in airflow", ("airflow", "tool")),
        ("Wrote it with pandas, flask and SQL", ("pandas", "tool")),
        ("Wrote it with pandas, flask and SQL", ("flask", "tool")),
        ("Ran kubectl daily", ("kubectl", "tool")),
        ("Harbour Ltd: billing", ("Harbour", "employer")),
        ("Google developer", ("Google", "name")),
        ("Sprints of R & D", ("R & D", "tool")),
        ("Senior backend developer", ("Senior", "title")),
        ("Led the team", ("Led", "title")),
        ("Team lead of the billing service", ("lead", "title")),
        ("MSc in computer science", ("MSc", "degree")),
        ("BSc in physics", ("physics", "degree")),
        ("English C1", ("C1", "degree")),
        ("An award-winning service", ("award-winning", "name")),
        ("Built it for international clients", ("international", "name")),
    ],
)
def test_what_the_cv_does_not_say_is_found(text, piece):
    assert piece in found(text)


@pytest.mark.parametrize(
    "text, piece",
    [
        ("Писала для 50 тис. читачів", ("50 тис.", "number")),
        ("Писала 12 новин на день", ("12 новин на день", "number")),
        ("Писала новини в тейбло", ("тейбло", "tool")),
        ("Читачів стало вдвічі більше", ("вдвічі", "number")),
        ("Приватбанк: новини", ("Приватбанк", "name")),
        ("Писала в Google Docs", ("Google Docs", "tool")),
        ("Працювала у Варшаві", ("Варшаві", "employer")),
        ("Керувала новинами", ("Керувала", "title")),
        ("Головна редакторка сайту", ("Головна", "title")),
        ("Магістр журналістики", ("Магістр", "degree")),
        ("Перша премія міста", ("премія", "name")),
        ("Редакторка з січня 2017 року", ("січня 2017", "date")),
    ],
)
def test_ukrainian_inventions_are_found(text, piece):
    assert piece in found(text, UKRAINIAN_CV)


def test_answers_trace_what_the_cv_lacks():
    text = "Wrote Kafka consumers for 12 teams"
    assert pieces(text) == ["Kafka", "12"]
    assert pieces(text, CV, "We ran Kafka; a dozen teams used it.") == []


def test_spans_stand_in_the_text_as_it_is_written():
    text = r"- Wrote **Kafka** and C\# for 7 clients"
    spans = [(text[one.start : one.stop], one.text) for one in unproven(text, [CV], today=TODAY)]
    assert spans == [("Kafka", "Kafka"), (r"C\#", r"C\#"), ("7", "7")]


def test_reason_is_a_sentence_in_the_users_language():
    (one,) = unproven("Cut costs by 40 %", [CV], today=TODAY)
    with override("en"):
        assert str(one.reason) == "This number is neither in your CV nor in your answers."


def test_length_of_a_job_that_goes_on_follows_from_today():
    source = "### Baker, Old Mill\n\nMay 2021 – present"
    assert pieces("Five years at the Old Mill", source) == []
    assert pieces("Six years at the Old Mill", source) == ["Six years"]


def test_another_persons_title_is_no_claim_of_the_user():
    source = "- Helped the project manager with budgets"
    assert pieces("Supported the project manager with budgets", source) == []
    assert pieces("Project manager with budgets", source) == ["manager"]


WORDS = st.lists(
    st.sampled_from(
        "Led 40 30% $5k five years 2019 – 2021 May Senior Python C++ AWS «Яр» Керувала двадцять"
        " MSc award ТОВ the of у з [NAME] **bold** - # \n . , : Head Docker doubled C1".split(" ")
    ),
    max_size=14,
).map(" ".join)
TEXTS = st.one_of(st.text(max_size=60), WORDS)


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_pieces_stand_in_the_text_in_order_and_apart(text, sources):
    end = 0
    for one in unproven(text, sources, today=TODAY):
        assert end <= one.start < one.stop <= len(text)
        assert text[one.start : one.stop] == one.text
        end = one.stop


@given(st.lists(TEXTS, min_size=1, max_size=5), st.data())
def test_a_line_of_the_source_is_traced(lines, data):
    source = "\n".join(lines)
    line = data.draw(st.sampled_from(source.split("\n")))
    assert unproven(line, [source], today=TODAY) == []


UNTRACED = ("number", "employer", "tool", "name")


@given(TEXTS, TEXTS, TEXTS)
def test_more_sources_never_make_a_figure_or_a_name_untraced(text, source, more):
    def places(*sources, kinds=UNTRACED):
        return {
            place
            for one in unproven(text, sources, today=TODAY)
            if one.kind in kinds
            for place in range(one.start, one.stop)
        }

    # With more of them a word may be marked for another reason, as a tool and no longer a title.
    assert places(source, more) <= places(source, kinds=("title", *UNTRACED))


@pytest.mark.parametrize(
    ("name", "caught", "alarms"),
    [("train", 0.95, 0.05), ("heldout", 0.95, 0.05), ("harder", 0.9, 0.11)],
)
def test_written_inventions_are_caught_and_honest_rewrites_let_pass(name, caught, alarms):
    figures = cases.measure(cases.read(name))
    print(f"{name}: {figures.caught_share:.1%} caught, {figures.alarm_share:.1%} false alarms")
    assert sum(figures.of.values()) >= 140
    assert figures.caught_share >= caught
    assert figures.alarm_share <= alarms


@pytest.mark.parametrize("phone", ["+380 67 123 45 67", "067 123-45-67", "(044) 555 12 34"])
def test_digits_of_a_phone_number_prove_nothing(phone):
    source = f"# Anna Koval\n\nanna@mail.example · {phone}\n\n- Led people\n"
    assert [one.text for one in unproven("- Led 67 people", [source])] == ["67"]
    assert [one.text for one in unproven("- Led 555 people", [source])] == ["555"]


@pytest.mark.parametrize(
    "source", ["9" * 5_000, "x 5 % " * 5_000, "12 things " * 5_000, "1-" * 9_000]
)
def test_endless_lines_are_read(source):
    """Quadratic once, and no number has 5,000 digits."""
    assert pieces("Led 77 people", source) == ["Led", "77"]


@pytest.mark.parametrize(
    "text, piece",
    [
        ("Director of Sales", "Director"),
        ("Head chef, Nordlys", "chef"),
        ("Worked as a sales manager", "manager"),
        ("Became a store manager", "manager"),
    ],
)
def test_post_of_somebody_else_is_not_the_users(text, piece):
    source = f"{CV}\n\nReported to the Director of Sales and helped the head chef and a manager.\n"
    assert (piece, "title") in found(text, source)
    assert found("Backend developer", source) == []


STATIONS = """# [NAME]
QA engineer, Kyiv

## Experience

### QA engineer, SoftServe, 2021 – now

- Tested payments

Junior tester, Ciklum
2019 – 2021

- Checked forms

## Education

KPI, Bachelor of Computer Science, 2015 – 2019
"""


@pytest.mark.parametrize(
    "text",
    [
        "QA engineer at SoftServe since 2021",
        "Ciklum, 2019 – 2021",
        "SoftServe and Ciklum, 2019 – now",
        "Studied at KPI from 2015 to 2019",
        "Tester in Kyiv, 2019 – 2021",
    ],
)
def test_years_stand_with_the_place_that_they_were_spent_at(text):
    assert pieces(text, STATIONS) == []


@pytest.mark.parametrize(
    "text, piece",
    [
        ("QA engineer, SoftServe, 2015 – present", "2015"),
        ("Worked at SoftServe since 2019", "2019"),
        ("Tester at Ciklum, 2015 – 2021", "2015 – 2021"),
    ],
)
def test_years_of_another_place_are_found(text, piece):
    assert (piece, "date") in found(text, STATIONS)


def test_school_that_the_cv_shortens_is_traced_and_two_letters_shorten_nothing():
    source = f"{CV}\n\nIT courses, КНУ, SQL, UX\n"
    assert pieces("Київський національний університет", source) == []
    assert pieces("Structured Query Language", source) == []
    assert pieces("Worked in Tableau", source) == ["Tableau"]
    assert pieces("Used Xero", source) == ["Xero"]


@pytest.mark.parametrize(
    "text, piece",
    [
        ("QA Engineer, Ciklum", ("Engineer", "title")),
        ("Worked as a QA engineer at Ciklum", ("engineer", "title")),
        ("Junior tester, SoftServe", ("Junior", "title")),
        ("Tester at Ciklum since 2019", ("2019", "date")),
        ("11 years of experience", ("11 years", "number")),
        ("Bachelor of Computer Science, SoftServe", ("Bachelor", "degree")),
        ("Managed 5 testers", ("Managed 5 testers", "title")),
        ("Managed a department of 5", ("Managed a department", "title")),
    ],
)
def test_post_years_and_degree_of_one_place_are_not_lent_to_another(text, piece):
    assert piece in found(text, STATIONS)


@pytest.mark.parametrize(
    "text",
    [
        "QA engineer at SoftServe, before that tester at Ciklum",
        "Seven years in testing",
        "Four years of study at KPI",
        "Bachelor of Computer Science, KPI",
        "Managed classes of tests",
        "QA engineer at SoftServe since 2021",
    ],
)
def test_post_years_and_degree_stand_with_their_place(text):
    assert pieces(text, STATIONS) == []


def test_answer_gives_a_post_at_a_place():
    assert pieces("QA engineer, Ciklum", STATIONS) == ["engineer"]
    assert pieces("QA engineer, Ciklum", STATIONS, "At Ciklum I was a QA engineer, too") == []


def test_two_posts_below_one_employer_are_both_held_there():
    source = (
        "## Experience\n\n### Ciklum\n\n**Team lead** | 2021 – now\n\n- Led tests\n\n"
        "**Tester** | 2019 – 2021\n\n- Ran tests\n\n### Driver, Uklon, 2015 – 2019\n"
    )
    assert pieces("Tester at Ciklum, 2019 – 2021", source) == []
    assert pieces("Team lead, Ciklum", source) == []
    assert pieces("Driver at Ciklum", source) == ["Driver"]


def test_team_that_a_figure_counts_may_stand_before_it():
    source = f"{CV}\n- A team of 12 tested it for 30 clients\n- Sold for $25,000\n"
    assert pieces("In a team of 12", source) == []
    assert pieces("Planned for a team of 30", source) == ["30"]
    assert pieces("Served 12 clients", source) == ["12"]


def test_sum_of_money_comes_as_often_as_the_cv_says():
    assert pieces("Saved $1.5M a year") == ["$1.5M a year"]
    assert pieces("Saved $1.5M a year", "Saved an annual $1.5M") == []


def test_total_of_traced_figures_in_a_line_is_traced():
    source = "- Took 65 calls a day\n- Answered 20 emails a day\n"
    assert pieces("85 contacts a day: 65 calls and 20 emails", source) == []
    assert pieces("95 contacts a day: 65 calls and 30 emails", source) == ["95", "30"]


def test_one_database_is_no_other_but_each_is_sql():
    assert pieces("Wrote SQL", "Wrote it in MySQL") == []
    assert pieces("Wrote it in PostgreSQL", "Wrote it in MySQL") == ["PostgreSQL"]


@pytest.mark.parametrize(("latin", "cyrillic"), [("C#", "С#"), ("C++", "С++")])
def test_tool_typed_with_a_cyrillic_letter_is_the_same_tool(latin, cyrillic):
    source = "# [NAME]\n\n## Досвід\n\n- Писала сервіси на {}\n"
    assert pieces(f"Wrote services in {latin}", source.format(cyrillic)) == []
    assert pieces(f"Писала сервіси на {cyrillic}", source.format(latin)) == []
    assert pieces(f"Писала сервіси на {cyrillic}", source.format("Go")) == [cyrillic]
