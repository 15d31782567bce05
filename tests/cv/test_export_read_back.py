"""What we export reads back through our own reader: twenty CVs, every format, every design."""

import json
import re
from dataclasses import replace
from functools import cache

import jsonschema
import pytest

from cv.export.content import content_of
from cv.export.docx import docx
from cv.export.json_resume import WRITERS, json_resume
from cv.export.markdown import lines_of
from cv.export.pdf import DESIGNS, Layout, pdf
from cv.export.text import text
from cv.extract import read_cv
from cv.text import months
from cv.text.document import lines
from tests.cv.exported import (
    CVS,
    HERE,
    content,
    language_of,
    links_of,
    markdown_of,
    said_in,
    without,
    words_of,
)

MONTH = re.compile(months.NAME, re.IGNORECASE)
WORDS_OF_DATES = {"now", "дотепер", "від", "літо"}
SCHEMA = json.loads((HERE.parent / "data" / "json_resume_schema.json").read_text())


@cache
def schema():
    return jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def test_there_are_twenty_cvs_half_of_them_ukrainian():
    assert [sum(name.startswith(start) for name in CVS) for start in ("en", "uk")] == [10, 10]
    assert sum(len(said_in(markdown_of(name)).bullets) for name in CVS) > 250
    assert sum(len(said_in(markdown_of(name)).subpoints) for name in CVS) >= 30
    assert sum(len(links_of(markdown_of(name))) for name in CVS) >= 6


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("name", CVS)
def test_pdf_gives_back_what_the_cv_says(name, design):
    # The long ones on two pages, the others alternately on one and on two.
    most_pages = 2 if name.endswith("long") else 1 + CVS.index(name) % 2
    printed = pdf(content(name), Layout(design, most_pages))
    read = read_cv(printed.file)
    said = said_in(markdown_of(name))
    bullets = [without(bullet, printed.missing) for bullet in said.bullets]
    assert said_in(read.markdown) == replace(said, bullets=bullets)
    assert words_of(read.markdown) == words_of(markdown_of(name))
    assert links_of(read.markdown) == links_of(markdown_of(name))
    assert (read.kind, read.language, read.warnings) == ("pdf", language_of(name), ())
    assert read.pages == printed.pages <= most_pages


@pytest.mark.parametrize("name", CVS)
def test_docx_gives_back_what_the_cv_says(name):
    read = read_cv(docx(content(name)))
    assert said_in(read.markdown) == said_in(markdown_of(name))
    assert words_of(read.markdown) == words_of(markdown_of(name))
    assert links_of(read.markdown) == links_of(markdown_of(name))
    assert (read.kind, read.language, read.warnings) == ("docx", language_of(name), ())


@pytest.mark.parametrize("name", CVS)
def test_text_gives_back_what_the_cv_says(name):
    read = read_cv(text(content(name)))
    assert said_in(read.markdown) == said_in(markdown_of(name))
    assert words_of(read.markdown) == words_of(markdown_of(name))
    # Where the words of a link end is told, where they begin is a guess.
    ours, original = (
        sorted((target, said) for said, target in links_of(markdown))
        for markdown in (read.markdown, markdown_of(name))
    )
    assert [target for target, _ in ours] == [target for target, _ in original]
    assert all(one.endswith(was) for (_, one), (_, was) in zip(ours, original, strict=True))
    assert (read.kind, read.language, read.warnings) == ("text", language_of(name), ())


WRITERS_OF_FILES = {
    "pdf": lambda content: pdf(content, Layout("classic", 2)).file,
    "docx": docx,
    "text": text,
}
ODD = """\
# anna Koval, 2nd

Senior backend engineer with ten years in payments and in logistics
anna@x.example · +380 67 123 45 67

## 2019–2024, part-time: grants, talks, juries & other things

### Education

- Taught

### Portfolio

Skills

- Drawing

## AWS

Technologies: one
Stack: two

## .NET

### Skills (2020 – 2021)

A line of text that says what was done there, and is long enough
to be taken for a wrapped one.

- A point
"""


@pytest.mark.parametrize("write", WRITERS_OF_FILES.values(), ids=WRITERS_OF_FILES)
def test_headings_entries_and_text_stay_what_they_are_whatever_their_words(write):
    read = read_cv(write(content_of(ODD, "en"))).markdown
    assert kinds_of(read) == kinds_of(ODD)


NOT_POINTS = """\
# Anna Koval

QA engineer

## Experience

### Tester, Kvitka, 2019 – 2021

- tested
1. wrote plans
2. ran plans

– a dash

· a dot

\\* a star

–close

- points
  - – a dash in a point
  1. a number
1) and one more
*

Anna – tests - and * more
"""
AS_READ = [
    ("name", "Anna Koval"), ("text", "QA engineer"), ("section", "Experience"),
    ("entry", "Tester Kvitka 2019 – 2021"), ("bullet", "tested"),
    ("text", "1. wrote plans"), ("text", "2. ran plans"), ("text", "– a dash"),
    ("text", "· a dot"), ("text", "* a star"), ("text", "–close"), ("bullet", "points"),
    ("bullet", "– a dash in a point"), ("bullet", "1. a number"), ("text", "1 and one more"),
    ("text", "Anna – tests - and * more"),
]  # fmt: skip


@pytest.mark.parametrize("write", [*WRITERS_OF_FILES.values(), json_resume])
def test_lines_that_look_like_points_stay_lines_and_numbers_stay_apart(write):
    read = read_cv(write(content_of(NOT_POINTS, "en"))).markdown
    assert kinds_of(read) == AS_READ


def test_marks_of_others_are_those_of_points_in_an_underlined_text():
    written = "Anna Koval\n==========\n\nSkills\n======\n\n• SQL\n  - Go\n- Rust\n"
    read = read_cv(written.encode()).markdown
    assert read.endswith("\n- SQL\n  - Go\n- Rust\n")


@pytest.mark.parametrize("write", [WRITERS_OF_FILES["docx"], WRITERS_OF_FILES["text"]])
@pytest.mark.parametrize("mark", ["### ", ""])
def test_date_stands_behind_a_comma_again(write, mark):
    for words in range(1, 20):
        markdown = DATED.format(mark, " ".join(["Dnipro Soft"] * words))
        assert (
            read_cv(write(content_of(markdown, "en"))).markdown.replace("\n\n- ", "\n- ")
            == markdown
        )


DATED = "# Anna\n\n## Experience\n\n{}{}, March 2021 – present\n- Led\n"


@pytest.mark.parametrize("design", DESIGNS)
def test_date_at_the_edge_of_a_page_stands_behind_a_comma_again(design):
    title = (
        "Leading engineer of the many payments in Dnipro Soft Ltd for long years, when all was new"
    )
    for length in (4, 22, 40, *range(60, 90, 4)):
        for mark in ("### ", "") if length < 68 else ("### ",):
            markdown = DATED.format(mark, title[:length].strip(" ,"))
            read = read_cv(pdf(content_of(markdown, "en"), Layout(design)).file).markdown
            assert read.replace("\n\n- ", "\n- ") == markdown


def test_text_says_where_links_lead_once():
    markdown = (
        "# Anna\n\nanna@x.example · [Portfolio](https://anna.example/a_b) · [site.example]"
        "(https://site.example/)\n\n## Skills\n\n- SQL, [my **talk** of May](https://t.example)!\n"
    )
    file = text(content_of(markdown, "en"))
    said = file.decode()
    assert "anna@x.example · Portfolio (https://anna.example/a_b) · site.example\n" in said
    assert "• SQL, my talk of May (https://t.example)!\n" in said
    assert read_cv(file).markdown == markdown.replace("**", "").replace(
        "[site.example](https://site.example/)", "site.example"
    )


@pytest.mark.parametrize("target", ["javascript:alert(1)", "ftp://x", "https://a b"])
def test_only_addresses_behind_words_become_links(target):
    written = f"Anna\n====\n\nSkills\n======\n\n• Talk ({target})\n"
    assert read_cv(written.encode()).markdown.endswith(f"- Talk ({target})\n")
    loose = "Anna Koval\n\nSkills\n\n- Talk (https://t.example)\n"
    assert "- Talk (https://t.example)\n" in read_cv(loose.encode()).markdown


def kinds_of(markdown):
    """Lines but for the punctuation before dates."""
    found = [line for line in lines(markdown) if line.kind != "blank"]
    return [(line.kind, re.sub(r"[(),]", "", line.text)) for line in found]


@pytest.mark.parametrize("write", WRITERS_OF_FILES.values(), ids=WRITERS_OF_FILES)
def test_entries_of_every_cv_come_back_as_entries(write):
    for name in CVS:
        read = read_cv(write(content(name))).markdown
        entries, original = (
            [one for one in kinds_of(markdown) if one[0] == "entry"]
            for markdown in (read, markdown_of(name))
        )
        assert entries == original


@pytest.mark.parametrize("size", [10, 40, 55, 90, 200])
@pytest.mark.parametrize("design", DESIGNS)
def test_long_addresses_come_back_in_one_piece(design, size):
    email = f"{'olena.' * (size // 6)}koval@{'long-' * (size // 20)}name.example"
    link = f"https://example.com/{'shared-folder/' * (size // 14)}?id={'aB3' * (size // 8)}"
    markdown = f"# Anna Koval\n\n{email} · {link}\n\n## Skills\n\n- See {link} for more\n"
    read = read_cv(pdf(content_of(markdown, "en"), Layout(design)).file).markdown
    assert read.replace("·", "").split() == markdown.replace("·", "").split()
    assert read.endswith(f"\n- See {link} for more\n")


def test_tab_parts_words_in_every_file():
    for write in WRITERS_OF_FILES.values():
        read = read_cv(write(content_of("# Anna\n\n## Skills\n\n- SQL\tGo\n", "en")))
        assert read.markdown.endswith("- SQL Go\n")


@pytest.mark.parametrize("name", CVS)
def test_markdown_is_read_as_it_is(name):
    assert read_cv(markdown_of(name).encode()).markdown == markdown_of(name)


def test_points_below_points_stay_there_however_they_are_spaced():
    markdown = "# Anna\n\n## Skills\n\n- SQL\n  - Go\n  - ten\u00a0thousand  rows\n- Go\n"
    read = read_cv(markdown.encode()).markdown
    assert read == "# Anna\n\n## Skills\n\n- SQL\n  - Go\n  - ten thousand rows\n- Go\n"


@pytest.mark.parametrize("name", CVS)
def test_json_resume_is_valid_and_gives_back_what_the_cv_says(name):
    file = json_resume(content(name))
    schema().validate(json.loads(file))
    read = read_cv(file)
    assert said_in(read.markdown) == said_in(markdown_of(name))
    assert (read.kind, read.language) == ("json", language_of(name))
    again = json_resume(content_of(read.markdown, language_of(name)))
    assert json.loads(again) == json.loads(file)


@pytest.mark.parametrize("name", CVS)
def test_json_resume_says_by_itself_what_the_cv_says(name):
    """Another program drops what only we know."""

    def theirs(value):
        return {key: value[key] for key in value if key != "x-trackr"}

    bare = json.loads(json_resume(content(name)), object_hook=theirs)
    read = read_cv(json.dumps(bare).encode()).markdown
    was, now = said_in(markdown_of(name)), said_in(read)
    assert (now.name, now.email, now.phone) == (was.name, was.email, was.phone)
    parts = [part for part in content(name).parts if part.kind in {*WRITERS, "summary"}]
    bodies = "\n".join(line for part in parts for line in lines_of(part.blocks))
    lost = words_of(bodies) - words_of(read)
    assert {word for word in lost if not MONTH.fullmatch(word)} <= WORDS_OF_DATES


SHORT = """# {name}

QA engineer

anna@x.example · +380 67 123 45 67

## Experience

### Tester, Kvitka, 2019 – 2021

- {point}
- Did another thing

### Junior, Lypa, 2017 – 2019

- {point}
- Tests

## Skills

- SQL
"""


@pytest.mark.parametrize("point", ["Tests", "Did one thing", "Wrote tests for the payments of all"])
@pytest.mark.parametrize("name", ["Anna Koval", "anna koval", "Anna (Anya) Koval, 2nd"])
@pytest.mark.parametrize("design", DESIGNS)
def test_short_points_under_a_date_stay_points(design, name, point):
    markdown = SHORT.format(name=name, point=point)
    read = read_cv(pdf(content_of(markdown, "en"), Layout(design, 1)).file)
    assert said_in(read.markdown) == said_in(markdown)
    assert words_of(read.markdown) == words_of(markdown)


# Where a line ends inside one of these, a reading program may take it for something else.
TRAPS = {
    "a dash": "Led the team – built the service — and kept it",
    "an arrow": "Moved all • data → from the old • store → into the new",
    "a number": "Wrote part 3. Then came part 4) of the large handbook",
    "a hyphen": "Tele-operated cranes, micro-batching, пів-яблука, веб-розробка",
    "a slash": "Kept CI/CD, TCP/IP, and/or R&D/QA in a good/bad state",
}


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_point_is_whole_wherever_its_lines_end(trap, design):
    points = [f"{'x' * width} {' '.join([trap] * 6)}" for width in range(1, 30)]
    points = [f"{point} end" for point in points]
    markdown = "# Anna Koval\n\n## Experience\n\n" + "".join(f"- {one}\n" for one in points)
    read = read_cv(pdf(content_of(markdown, "en"), Layout(design)).file)
    assert [line.text for line in lines(read.markdown) if line.kind == "bullet"] == points


@pytest.mark.parametrize("before", range(12))
def test_point_is_whole_at_the_end_of_a_page(before):
    points = [f"Point {number} " + "of many words " * 16 + "end" for number in range(40)]
    filling = "A line of text.\n" * before
    markdown = f"# Anna Koval\n\n## Experience\n\n{filling}\n"
    markdown += "".join(f"- {one}\n" for one in points)
    read = read_cv(pdf(content_of(markdown, "en"), Layout("classic", 2)).file)
    assert read.pages > 1
    assert [line.text for line in lines(read.markdown) if line.kind == "bullet"] == points
