"""The parts of the formula: what earns, what costs, and at which line."""

import datetime

import pytest

from cv.score import formula
from cv.score.parts.date_ranges import ranges_in
from tests.cv.score import CVS, lost, part_of, scored

GOOD = CVS["backend"]


def hints(score):
    return [one.code for part in score.parts for one in part.hints]


def test_formula_sums_to_a_hundred_and_beside_a_posting_to_sixty():
    assert sum(part.most for part in formula.PARTS) == formula.ALL == 100
    assert formula.BESIDE_A_POSTING + formula.COVERAGE == formula.ALL
    beside = [part.most_beside_a_posting for part in formula.PARTS]
    assert beside == [12, 9, 9, 9, 12, 9]


def test_every_check_is_in_the_formula_and_every_one_is_looked_at():
    found = {one.code for part in scored("# A\n\nx").parts for one in part.findings if one.lost}
    found |= {one.code for part in scored(GOOD).parts for one in part.findings if not one.is_hint}
    assert found == set(formula.CHECKS)


def test_empty_cv_gets_nothing():
    for text in ("", "\n", " \n\n"):
        assert scored(text).total == 0


@pytest.mark.parametrize(
    "warning, code, points",
    [
        ("columns", "layout", 2),
        ("text_boxes", "layout", 2),
        ("tables", "layout", 2),
        ("icon_font", "letters", 1),
        ("letter_spaced", "letters", 1),
        ("truncated", "whole", 2),
    ],
)
def test_what_the_file_told_costs(warning, code, points):
    told = scored(GOOD, warnings=[warning])
    assert lost(told, "parsing") == [(code, 1)]
    assert part_of(told, "parsing").points == 20 - points


@pytest.mark.parametrize(
    "line, code",
    [
        ("Caf\ufffd in town", "letters"),
        ("\ue0b7 phone", "letters"),
        ("Ð\u009fÑ\u0080Ð¾", "letters"),
        ("P R O F I L E here", "letters"),
        ("| Company | Years |", "layout"),
        ("word " * 61, "lines"),
    ],
)
def test_what_a_program_stumbles_over_costs_at_its_line(line, code):
    text = f"{GOOD}{line}\n"
    assert lost(scored(text), "parsing") == [(code, len(text.splitlines()))]


def test_faults_cost_no_more_than_their_check():
    text = GOOD + "\ufffd\n" * 9
    assert part_of(scored(text), "parsing").points == 16
    assert len(lost(scored(text), "parsing")) == 4


def test_a_pipe_between_contacts_is_no_table():
    assert lost(scored(GOOD.replace(" · ", " | ")), "parsing") == []


def test_missing_name_costs():
    assert lost(scored(GOOD.replace("# Taras Hnatiuk\n", "")), "parsing") == [("name_first", 2)]


@pytest.mark.parametrize(
    "heading, other, code",
    [
        ("## Education", "## Interests", "education"),
        ("## Skills", "## Hobbies", "skills"),
        ("## Experience", "## Hobbies", "experience"),
    ],
)
def test_missing_section_costs(heading, other, code):
    text = GOOD.replace(heading, other)
    assert lost(scored(text), "sections") == [(code, len(text.splitlines()))]


def test_projects_may_stand_for_experience():
    assert lost(scored(GOOD.replace("## Experience", "## Projects")), "sections") == []


@pytest.mark.parametrize("code", ["experience", "education", "skills"])
def test_a_heading_without_content_is_an_empty_section_at_its_line(code):
    heading = f"## {code.title()}"
    before, after = GOOD.split(f"{heading}\n")
    text = f"{before}{heading}\n\n## {after.partition('\n## ')[2]}"
    assert lost(scored(text), "sections") == [(code, text.splitlines().index(heading) + 1)]
    label = str(part_of(scored(text), "sections").losses[0].label)
    assert label.startswith("The section with")
    assert label.endswith("is empty")


def test_unknown_heading_costs_half_a_point_at_its_line():
    found = scored(GOOD.replace("## Summary", "## My way so far"))
    assert part_of(found, "sections").losses[0].lost == 0.5
    assert lost(found, "sections") == [("headings", 6)]
    assert "summary" in hints(found)


@pytest.mark.parametrize(
    "gone, code",
    [
        ("taras.hnatiuk@example.com", "email"),
        ("+380 50 123 45 67", "phone"),
        ("github.com/tarashnatiuk-example", "link"),
    ],
)
def test_missing_contact_costs(gone, code):
    assert lost(scored(GOOD.replace(gone, "here")), "contact") == [(code, 1)]


def test_phone_that_can_not_be_one_does_not_count():
    assert lost(scored(GOOD.replace("+380 50 123 45 67", "123-456-7890")), "contact") == [
        ("phone", 1)
    ]


@pytest.mark.parametrize(
    "line, code",
    [
        ("Date of birth: 1 May 1990", "birth"),
        ("Дата народження: 01.05.1990", "birth"),
        ("Народилася у Львові", "birth"),
        ("Married, two children", "family"),
        ("Сімейний стан: неодружений", "family"),
        ("![me](photo.jpg)", "photo"),
    ],
)
def test_what_is_nobodys_business_is_a_hint_without_points(line, code):
    found = scored(GOOD.replace("Backend developer\n", f"{line}\n", 1))
    assert code in hints(found)
    assert lost(found, "contact") == []


def month(year, number):
    return year * 12 + number - 1


@pytest.mark.parametrize(
    "text, start, end, form",
    [
        ("03.2021 – present", (2021, 3), None, "number"),
        ("03/2021 - 04/2022", (2021, 3), (2022, 4), "number"),
        ("2021-03 — 2022-04", (2021, 3), (2022, 4), "number"),
        ("March 2021 – Feb. 2022", (2021, 3), (2022, 2), "name"),
        ("Sept 2019 to now", (2019, 9), None, "name"),
        ("березень 2021 – дотепер", (2021, 3), None, "name"),
        ("серпня 2018 р. – лютого 2020 р.", (2018, 8), (2020, 2), "name"),
        ("груд. 2018 – по теперішній час", (2018, 12), None, "name"),
        ("з 2019 по цей час", (2019, 1), None, "year"),
        ("з травня 2020 року до червня 2021 року", (2020, 5), (2021, 6), "name"),
        ("2015–2019", (2015, 1), (2019, 1), "year"),
        ("2015 \u00ad 2019", (2015, 1), (2019, 1), "year"),
        ("since 2020", (2020, 1), None, "year"),
        ("май 2019 – настоящее время", (2019, 5), None, "name"),
        ("2020/01 – 2021/03", (2020, 1), (2021, 3), "number"),
        ("2011/12 – 2013/14", (2011, 1), (2013, 1), "year"),
        ("01.09.2020 – 31.03.2021", (2020, 9), (2021, 3), "number"),
        ("2020-01-15 – 2021-03-20", (2020, 1), (2021, 3), "number"),
        ("12 March 2020-now", (2020, 3), None, "name"),
        ("May ’20 – June '21", (2020, 5), (2021, 6), "name"),
        ("summer 2018 to fall 2019", (2018, 1), (2019, 1), "year"),
    ],
)
def test_range_of_dates_is_read(text, start, end, form):
    (found,) = ranges_in(f"Blue Ferry, {text}", 7)
    assert (found.line, found.start, found.form) == (7, month(*start), form)
    assert found.end == (end and month(*end))


@pytest.mark.parametrize("text", ["in 2020", "May 2019", "1200-1500 people", "12.2020.5 – x", ""])
def test_no_range_is_read_where_there_is_none(text):
    assert list(ranges_in(text, 1)) == []


def work(*entries):
    told = "\n\n".join(
        f"### Cook, Hearth\n{dates}\n\n- Cooked 40 dinners a day" for dates in entries
    )
    return f"# Anna Koval\n\n## Experience\n\n{told}\n"


@pytest.mark.parametrize(
    "dates, losses",
    [
        (["2021 – present", "2018 – 2021"], []),
        (["2015 – 2018", "2018 – 2021"], [("order", 11)]),
        (["2018 – present", "2020 – 2021"], []),
        (["05.2020 – 05.2021", "03.2021 – 09.2021"], []),
        (["03.2021 – present", "May 2018 – 2020"], [("one_form", 11)]),
        (["03.2021 – present", "2018 – 2020"], []),
        (["2028 – present"], [("possible", 6)]),
        (["2021 – 2018"], [("possible", 6)]),
        ([""], [("dated", 3), ("order", 3), ("one_form", 3), ("possible", 3)]),
    ],
)
def test_dates_and_their_order(dates, losses):
    assert lost(scored(work(*dates)), "dates") == losses


def test_gaps_are_not_judged():
    assert lost(scored(work("2021 – present", "2009 – 2011")), "dates") == []


def test_order_is_judged_section_by_section():
    text = work("2015 – 2016") + "\n## Education\n\nLviv, 2018 – 2022\n"
    assert lost(scored(text), "dates") == []


def test_today_tells_the_future():
    text = work("12.2026 – present")
    assert lost(scored(text), "dates") == [("possible", 6)]
    assert lost(scored(text, today=datetime.date(2026, 12, 1)), "dates") == []


def bullets(*lines):
    return "# Anna\n\n## Experience\n\n2020 – 2021\n\n" + "\n".join(f"- {line}" for line in lines)


@pytest.mark.parametrize(
    "line, points",
    [
        ("Cooked dinners for many guests", 3),
        ("Cooked dinners for 40 guests", 5),
        ("Спекла 300 тортів на замовлення", 5),
        ("Cooked dinners there in 2019", 3),
        ("Brought ISO 9001 to the kitchen floor", 3),
        ("word " * 41, 2.5),
        ("Cooked", 0),
        ("Python", 0),
    ],
)
def test_bullets_and_their_numbers(line, points):
    assert part_of(scored(bullets(line)), "bullets").points == points


def test_many_bullets_fill_the_part_and_no_more():
    told = part_of(scored(bullets(*["Cooked dinners for 40 guests"] * 30)), "bullets")
    assert (told.points, told.losses) == (20, [])


@pytest.mark.parametrize(
    "line", ["Responsible for the kitchen floor", "Helped new colleagues a lot",
             "Відповідала за роботу кухні", "Брав участь у проєкті"],
)  # fmt: skip
def test_weak_opening_is_a_hint_at_its_line(line):
    found = part_of(scored(bullets(line)), "bullets")
    assert [(one.code, one.line) for one in found.hints] == [("opening", 7)]


@pytest.mark.parametrize(
    "words, points",
    [(100, 7.5), (199, 14.5), (200, 15), (900, 15), (901, 14.5), (1000, 12.5), (5000, 0)],
)
def test_length(words, points):
    text = "word\n" * words
    assert part_of(scored(text), "length").points == points


def test_terms_do_not_make_a_cv_too_long():
    text = "word\n" * 900
    assert part_of(scored(text + "Kafka\n" * 500), "length").points == 15


def test_what_would_help_most_are_the_three_largest_losses():
    text = "# Anna Koval\n\n## Experience\n\nCook, Hearth\n"
    first = scored(text).to_do_first
    assert [one.code for one in first] == ["length", "numbers", "bullets"]
    assert scored(GOOD).to_do_first == sorted(scored(GOOD).to_do_first, key=lambda one: -one.lost)
