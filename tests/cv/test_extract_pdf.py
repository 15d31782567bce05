"""PDF: order, layout and the cures for what text layers do."""

import pytest

from cv.extract import read_cv
from cv.reader.limits import MAX_PAGES
from tests.cv import documents
from tests.cv.documents import At, column


def read_lines(*pages):
    return read_cv(documents.pdf(*pages)).text.splitlines()


def test_english_cv_becomes_markdown_with_name_sections_and_bullets():
    cv = read_cv(documents.realistic_cv_pdf())

    assert (cv.kind, cv.language, cv.pages, cv.warnings) == ("pdf", "en", 1, ())
    lines = cv.markdown.splitlines()
    assert lines[0] == "# Olivia Marsh"
    assert "olivia.marsh@example.com | +44 20 7946 0958 | Leeds, UK" in lines
    sections = [line for line in lines if line.startswith("## ")]
    assert sections == ["## Summary", "## Experience", "## Skills"]
    assert sum(line.startswith("- ") for line in lines) == 6
    assert "- Led four engineers through the move from one database to three" in lines


def test_ukrainian_cv_becomes_markdown_in_its_own_words():
    cv = read_cv(documents.realistic_cv_pdf("uk"))

    assert cv.language == "uk"
    lines = cv.markdown.splitlines()
    assert lines[0] == "# Соломія Ґудзь"
    sections = [line for line in lines if line.startswith("## ")]
    assert sections == ["## Про себе", "## Досвід роботи", "## Освіта"]
    assert "- Скоротила регресію з двох днів до трьох годин" in lines


def test_lines_drawn_out_of_order_are_read_from_the_top():
    lines = documents.ENGLISH_CV.splitlines()
    shuffled = list(reversed(column(lines)))

    assert read_lines(shuffled) == lines


SIDEBAR = ["SKILLS", "Python and Django", "PostgreSQL tuning", "Event streaming", "Code review"]
MAIN = [
    "EXPERIENCE",
    "Engineer at Tidewater Freight",
    "Moved the price list to one service",
    "Answered for the weekly release",
    "Taught newcomers to read query plans",
]


def test_two_columns_are_read_one_after_the_other():
    rows = [
        cell
        for pair in zip(column(SIDEBAR, x=50), column(MAIN, x=300, top=784), strict=True)
        for cell in pair
    ]

    cv = read_cv(documents.pdf([At(50, 820, "Iryna Holub", 18), *rows]))

    assert cv.text.split("\n")[0] == "Iryna Holub"
    assert [line for line in cv.text.split("\n")[1:] if line] == SIDEBAR + MAIN
    assert cv.warnings == ("columns",)


def test_column_goes_on_from_page_to_page():
    first = [*column(MAIN, x=50), *column(SIDEBAR, x=350, top=784)]
    second = column(["Tester at Harbour Books", "Wrote four hundred checks for the shop"])

    cv = read_cv(documents.pdf(first, second))

    assert [line for line in cv.text.split("\n") if line] == [
        *MAIN,
        *(item.text for item in second),
        *SIDEBAR,
    ]


def test_dates_in_a_rail_stay_with_their_entries():
    entries = [
        "Parcelwise, Senior Backend Engineer",
        "• Cut the median quote time by caching carrier rates for an hour",
        "• Led four engineers through the move from one database to three",
        "Northgate Payments, Backend Engineer",
        "• Built the refund service that settles twelve thousand refunds",
        "• Wrote the runbook that halved the time to recover from failures",
    ]
    rail = {0: "Leeds, UK", 1: "2021 – 2026", 3: "York, UK", 4: "2017 – 2021"}
    cells = [At(450, 790 - row * documents.LINE_HEIGHT, text) for row, text in rail.items()]

    cv = read_cv(documents.pdf([*column(entries), *cells]))

    assert [line for line in cv.text.split("\n") if line] == [
        f"{entries[0]} Leeds, UK",
        "2021 – 2026",
        *entries[1:3],
        f"{entries[3]} York, UK",
        "2017 – 2021",
        *entries[4:],
    ]
    assert cv.warnings == ()


def test_date_at_the_right_edge_stays_on_the_line_of_its_role():
    page = [*column(documents.ENGLISH_CV.splitlines()), At(480, 706, "2021 – 2026")]

    assert "Senior Backend Engineer, Parcelwise 2021 – 2026" in read_lines(page)


def test_wrapped_bullet_becomes_one_line():
    page = [
        At(50, 790, "• Cut the median quote time from 900 ms to 140 ms by caching carrier"),
        At(60, 776, "rates of the last hour in memory"),
        At(50, 762, "• Led four engineers"),
    ]

    assert read_cv(documents.pdf(page)).markdown == (
        "- Cut the median quote time from 900 ms to 140 ms by caching carrier"
        " rates of the last hour in memory\n- Led four engineers\n"
    )


def test_wrapped_paragraph_becomes_one_line_and_short_lines_stay():
    page = column(
        [
            "Backend engineer with seven years of Python in logistics and in payments, who likes",
            "small services and plain words",
            "remote, part-time",
        ]
    )

    assert read_cv(documents.pdf(page)).markdown.splitlines() == [
        "Backend engineer with seven years of Python in logistics and in payments, who likes"
        " small services and plain words",
        "remote, part-time",
    ]


@pytest.mark.parametrize("gap", ["\r", "\t", "\xa0", "\t\r \xa0"])
def test_quartz_spaces_are_spaces_and_no_line_ends(gap):
    assert read_lines([At(50, 700, f"Leo{gap}Leopard")]) == ["Leo Leopard"]


def test_soft_hyphen_between_dates_is_a_dash_and_inside_a_word_nothing():
    page = column(["Jan. 2019 \xad Feb. 2021", "respon\xadsible"])

    assert read_lines(page) == ["Jan. 2019 - Feb. 2021", "responsible"]


def test_letter_spaced_heading_is_a_heading_and_is_reported():
    cv = read_cv(documents.pdf(column(["Olivia Marsh", "S U M M A R Y", "Backend engineer."])))

    assert "## Summary" in cv.markdown
    assert cv.warnings == ("letter_spaced",)


def test_icons_of_a_font_are_removed_and_reported():
    cv = read_cv(documents.pdf([At(50, 700, "\uf0e0 a@example.com \uf095 +44 20 7946 0958")]))

    assert cv.text == "a@example.com · +44 20 7946 0958"
    assert cv.warnings == ("icon_font",)


def test_bullets_of_the_symbol_font_are_bullets_and_no_icons():
    cv = read_cv(documents.pdf(column(["\uf0b7 Led a team", "\uf0b7 Wrote a runbook"])))

    assert cv.markdown == "- Led a team\n- Wrote a runbook\n"
    assert cv.warnings == ()


def test_bullet_drawn_apart_from_its_text_is_attached():
    page = [At(50, 700, "•"), At(90, 700, "Led a team of four engineers")]

    assert read_cv(documents.pdf(page)).markdown == "- Led a team of four engineers\n"


def test_pdf_that_only_forbids_copying_is_read():
    data = documents.pdf(column(["Olivia Marsh"]), owner_password="printer")

    assert read_cv(data).text == "Olivia Marsh"


def test_junk_before_the_header_is_no_obstacle():
    assert read_cv(b"\0junk" * 100 + documents.realistic_cv_pdf()).pages == 1


def test_pages_past_the_limit_are_left_out_and_that_is_said():
    pages = [[At(50, 700, f"Page {number}")] for number in range(1, MAX_PAGES + 11)]

    cv = read_cv(documents.pdf(*pages))

    assert cv.pages == MAX_PAGES + 10
    assert f"Page {MAX_PAGES}\n" in f"{cv.text}\n"
    assert f"Page {MAX_PAGES + 1}" not in cv.text
    assert cv.warnings == ("truncated",)
