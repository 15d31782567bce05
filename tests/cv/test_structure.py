"""From plain text to a Markdown CV: name, sections, bullets, whole lines, and nothing lost."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from cv.reader.document import Line
from cv.text import document
from cv.text.headings import NAMES
from cv.text.language import language_of
from cv.text.markup import escaped
from cv.text.structure import markdown_of_lines, markdown_of_text
from tests.cv.documents import ENGLISH_CV, UKRAINIAN_CV

RENDERER = MarkdownIt("commonmark", {"breaks": True}).enable(["strikethrough", "table"])
HOSTILE_LINES = [
    "# not a heading",
    "1986. Born in Lviv",
    "2) second",
    "> quoted",
    "+ plus",
    "---",
    "===",
    "| --- | --- |",
    "```python",
    "~~~",
    "~~gone~~",
    "<script>alert(1)</script>",
    "<https://example.com>",
    "[a link](https://example.com)",
    "[name]: https://example.com",
    "![picture](x.png)",
    "*stars* and **more** and 2 * 3",
    "_under_ and __init__ and john_doe",
    "`code`",
    "&lt; &amp; AT&T &#65;",
    "C:\\new\\[x] \\",
    "C# and F #",
]


def sections(markdown):
    return [line[3:] for line in markdown.splitlines() if line.startswith("## ")]


def shown(markdown):
    """The text that a reader sees, line by line."""
    page = html.fromstring(f"<div>{RENDERER.render(markdown)}</div>")
    return [line for line in page.text_content().splitlines() if line.strip()]


@pytest.mark.parametrize("text", [ENGLISH_CV, UKRAINIAN_CV])
def test_text_of_a_cv_is_shown_line_by_line(text):
    def plain(line):
        return line.removeprefix("• ").casefold()

    assert [plain(line) for line in shown(markdown_of_text(text))] == [
        plain(line) for line in text.splitlines()
    ]


@pytest.mark.parametrize("written", ["{}", "{}:", "== {} =="])
@pytest.mark.parametrize("case", [str, str.upper])
def test_known_heading_opens_a_section_however_it_is_written(written, case):
    for name in (name for names in NAMES.values() for name in names):
        markdown = markdown_of_text(f"Olivia Marsh\n\n{written.format(case(name))}\nPython\n")

        assert [section.casefold() for section in sections(markdown)] == [name.casefold()]
        assert markdown.endswith("\nPython\n")


@pytest.mark.parametrize(
    "line, section",
    [
        ("WORK EXPERIENCE", "Work Experience"),
        ("WORKEXPERIENCE", "Work Experience"),
        ("HONORS/AWARDS", "Honors/Awards"),
        ("IT SKILLS", "IT Skills"),
        ("ДОСВІД РОБОТИ:", "Досвід роботи"),
        ("Опыт работы", "Опыт работы"),
        ("ON CAMPUS INVOLVEMENT", "On Campus Involvement"),
        ("ВІЙСЬКОВА СЛУЖБА", "Військова служба"),
    ],
)
def test_heading_is_in_the_words_of_the_cv(line, section):
    assert sections(markdown_of_text(f"Olivia Marsh\n\n{line}\nTwo years\n")) == [section]


@pytest.mark.parametrize(
    "line",
    [
        "skills.",
        "communication skills",
        "Led the work experience of interns",
        "NASA, USA",
        "• Projects",
        "EDUCATION 2019",
        "PYTHON@EXAMPLE.COM",
        "SQL",
    ],
)
def test_line_that_only_resembles_a_heading_is_text(line):
    assert sections(markdown_of_text(f"Olivia Marsh\n\nTwo years\n{line}\n")) == []


def test_capitals_are_no_headings_where_the_headings_are_small():
    text = "Olivia Marsh\n\nExperience\nGLOBEX INDUSTRIES\nEngineer\n\nSkills\nPython\n"

    assert sections(markdown_of_text(text)) == ["Experience", "Skills"]


def test_small_words_are_no_headings_where_the_headings_are_capitals():
    text = (
        "Olivia Marsh\nSUMMARY\nCalm.\nEXPERIENCE\nScouts of Leeds\nVolunteer\nSKILLS\nPython\n"
        "EDUCATION\nLeeds\n"
    )

    assert sections(markdown_of_text(text)) == ["Summary", "Experience", "Skills", "Education"]


def test_section_on_one_line_is_a_section():
    markdown = markdown_of_text("Olivia Marsh\n\nTechnical Skills: Python, Go\n")

    assert markdown == "# Olivia Marsh\n\n## Technical Skills\n\nPython, Go\n"


def test_label_inside_the_skills_stays_a_row_of_them():
    markdown = markdown_of_text("Olivia Marsh\n\nSkills\nLanguages: Python, Go\nTools: Docker\n")

    assert markdown.endswith("## Skills\n\nLanguages: Python, Go\nTools: Docker\n")


def test_label_of_every_entry_opens_no_section():
    text = "Olivia Marsh\n\nExperience\nEngineer\nSkills: Go\nTester\nSkills: SQL\n"

    assert sections(markdown_of_text(text)) == ["Experience"]


@pytest.mark.parametrize(
    "text, name",
    [
        ("Olivia Marsh\nEngineer\n", "Olivia Marsh"),
        ("CURRICULUM VITAE\nOLIVIA MARSH\n", "OLIVIA MARSH"),
        ("Резюме\nСоломія Ґудзь\n", "Соломія Ґудзь"),
        ("Updated in May 2026\nJean-Luc de la Cour\n", "Jean-Luc de la Cour"),
        ("a@example.com\n+44 20 7946 0958\nOlivia Marsh\n", "Olivia Marsh"),
    ],
)
def test_name_is_the_title_wherever_it_stands_at_the_top(text, name):
    assert markdown_of_text(text).splitlines()[0] == f"# {name}"


@pytest.mark.parametrize(
    "text", ["Experience\nOlivia Marsh\n", "I like plain words and small services.\nLeeds\n"]
)
def test_text_without_a_name_gets_none(text):
    assert not markdown_of_text(text).startswith("# ")


@pytest.mark.parametrize("glyph", list("•◦▪–—-*·‣●■➢✓→") + ["\uf0b7", "\uf0a7", "o"])
def test_bullet_of_any_glyph_becomes_a_hyphen(glyph):
    text = f"{glyph} Led a team\n{glyph} Wrote a runbook\n"

    assert markdown_of_text(text) == "- Led a team\n- Wrote a runbook\n"


def test_phone_number_and_negative_number_are_no_bullets():
    assert markdown_of_text("+380 44 123 45 67\n-40 °C\n") == "+380 44 123 45 67\n-40 °C\n"


def test_glyph_on_a_line_of_its_own_joins_its_text():
    assert markdown_of_text("•\nLed a team\n•\nWrote a runbook\n") == (
        "- Led a team\n- Wrote a runbook\n"
    )


@pytest.mark.parametrize(
    "above, below, whole",
    [
        ("• Answered for the respon-", "sible team", "- Answered for the responsible team"),
        ("• Kept the cross-", "functional team", "- Kept the cross-functional team"),
        ("• Built a community-", "driven tool", "- Built a community-driven tool"),
        ("• Handled 90M requests/", "day", "- Handled 90M requests/day"),
        ("• Worked in Frankfurt-", "Höchst", "- Worked in Frankfurt-Höchst"),
        ("• Від 2019 –", "до 2021", "- Від 2019 – до 2021"),
        ("• Писала авто-", "матичні перевірки", "- Писала автоматичні перевірки"),
    ],
)
def test_word_broken_at_a_line_end_is_mended(above, below, whole):
    lines = [Line(above), Line(below, continues=True)]

    assert markdown_of_lines(lines) == f"{whole}\n"


def test_wrapped_line_of_a_paste_is_joined_and_entry_lines_are_not():
    text = (
        "• Led four engineers through the long move from one database\nto three in a year\n"
        "Parcelwise\nMar 2021 – Present\nLeeds\n"
    )

    assert markdown_of_text(text).splitlines() == [
        "- Led four engineers through the long move from one database to three in a year",
        "",
        "Parcelwise",
        "Mar 2021 – Present",
        "Leeds",
    ]


@pytest.mark.parametrize("line", HOSTILE_LINES)
@pytest.mark.parametrize("place", ["{}", "Python\n\n{}", "• {}", "SKILLS\n{}"])
def test_markup_in_a_cv_is_shown_as_it_was_written(line, place):
    text = place.format(line)

    assert shown(markdown_of_text(f"Olivia Marsh\n2 years\n{text}\n"))[-1] == line


@given(st.text(alphabet="ab1 .)#>*_-+=~`[](){}<>!&;:|\\/'\"é·", min_size=1).filter(str.strip))
def test_any_line_renders_to_itself(line):
    assert shown(escaped(line)) == [line.strip()] or not line.strip()


LINES = st.text(alphabet="АБВіїєґabcdSKILLS  0159.,:;@#>*-–•|()/&+\uf0b7\u00ad'", max_size=60)


def letters(text):
    return Counter(re.findall(r"[^\W_]", text.casefold()))


@given(st.lists(LINES | st.sampled_from([*HOSTILE_LINES, *ENGLISH_CV.splitlines()]), max_size=20))
def test_no_letter_or_digit_is_lost_or_invented(lines):
    text = "\n".join(lines)

    assert letters(markdown_of_text(text)) == letters(text)


@given(st.lists(LINES, max_size=12))
def test_every_line_of_the_markdown_is_a_title_a_section_a_bullet_or_text(lines):
    rendered = RENDERER.parse(markdown_of_text("\n".join(lines)))
    kinds = {token.type for token in rendered if token.nesting == 1}

    assert kinds <= {"heading_open", "bullet_list_open", "list_item_open", "paragraph_open"}


@pytest.mark.parametrize(
    "text, language",
    [
        (ENGLISH_CV, "en"),
        (UKRAINIAN_CV, "uk"),
        ("Опыт работы: тестировщик", "uk"),
        ("Тестувальниця: Python, PostgreSQL, Docker, Kubernetes, Їжа", "uk"),
        ("Olivia Marsh (Олівія), backend engineer of seven years in logistics", "en"),
        ("", "en"),
        ("12345", "en"),
    ],
)
def test_language_is_told_by_its_letters(text, language):
    assert language_of(text) == language


def test_heading_may_say_more_than_the_name_of_a_section():
    markdown = "## Experience, DNS\n\nx\n\n## Skills (IT)\n\n## Our Education\n\n## Work & Travel\n"
    kinds = [section.kind for section in document.parse(markdown).sections]
    assert kinds == ["experience", "skills", "other", "other"]
    assert markdown_of_text("Anna Koval\n\nEducation, Lviv Polytechnic\n").count("## ") == 0
