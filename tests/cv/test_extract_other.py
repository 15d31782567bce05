"""ODT, RTF and text in the encodings that people have."""

import pytest

from cv.extract import read_cv
from cv.text.document import lines
from tests.cv import documents
from tests.cv.documents import ENGLISH_CV, ODF, UKRAINIAN_CV, odt


def lines_of(data):
    return [line for line in read_cv(data).text.splitlines() if line]


def test_odt_headings_lists_tabs_and_breaks_are_read():
    data = odt(
        '<text:p text:style-name="Title">Olivia Marsh</text:p>',
        '<text:h text:outline-level="1">What drives me</text:h>',
        "<text:p>Engineer<text:tab/>2021<text:line-break/>Leeds<text:s/>UK</text:p>",
        "<text:list><text:list-item><text:p>Led <text:span>a</text:span> team</text:p>",
        "</text:list-item></text:list>",
    )

    assert read_cv(data).markdown.splitlines() == [
        "# Olivia Marsh",
        "",
        "## What drives me",
        "",
        "Engineer 2021",
        "Leeds UK",
        "- Led a team",
    ]


def test_odt_header_text_box_and_no_deleted_text():
    styles = (
        f"<office:document-styles {ODF}><style:header><text:p>Olivia Marsh</text:p>"
        "</style:header></office:document-styles>"
    )
    data = odt(
        "<text:tracked-changes><text:p>old salary</text:p></text:tracked-changes>",
        "<text:p>Engineer<draw:text-box><text:p>a@example.com</text:p></draw:text-box></text:p>",
        parts={"styles.xml": styles},
    )

    cv = read_cv(data)

    assert lines_of(data) == ["Olivia Marsh", "Engineer", "a@example.com"]
    assert cv.warnings == ("text_boxes",)


def test_odt_space_count_is_not_obeyed_without_end():
    assert lines_of(odt('<text:p>a<text:s text:c="999999999"/>b</text:p>')) == ["a b"]


@pytest.mark.parametrize("write", [documents.rtf_cp1251, documents.rtf_unicode])
def test_rtf_keeps_ukrainian_letters(write):
    cv = read_cv(write(UKRAINIAN_CV))

    assert (cv.kind, cv.language) == ("rtf", "uk")
    assert cv.text == UKRAINIAN_CV.strip()


def test_rtf_emoji_in_two_halves_is_one_character():
    assert read_cv(documents.rtf_unicode("Olivia \U0001f600 Marsh")).text == "Olivia 😀 Marsh"


def test_rtf_half_of_a_character_does_not_come_out():
    assert read_cv(rb"{\rtf1 Oli\u-10179?via Marsh}").text == "Olivia Marsh"


def test_rtf_bullets_header_and_cells_survive():
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\header Olivia Marsh\par}"
        rb"{\pntext\'b7\tab}Led a team\par 2021\cell Parcelwise\cell\row}"
    )

    cv = read_cv(data)

    assert cv.text.splitlines()[-3:] == ["Olivia Marsh", "· Led a team", "2021 Parcelwise"]
    assert "- Led a team" in cv.markdown


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"]
)
def test_text_is_read_in_its_encoding(encoding):
    cv = read_cv(UKRAINIAN_CV.encode(encoding))

    assert (cv.kind, cv.language) == ("text", "uk")
    assert cv.text == UKRAINIAN_CV.strip()


def test_western_text_is_not_taken_for_cyrillic():
    assert read_cv("Zoë Brontë, résumé, façade".encode("cp1252")).text == (
        "Zoë Brontë, résumé, façade"
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_text_lines_end_as_any_system_ends_them(line_end):
    assert read_cv(ENGLISH_CV.replace("\n", line_end).encode()).text == ENGLISH_CV.strip()


def test_text_that_hangs_behind_a_bullet_belongs_to_it():
    text = "* Led four engineers through the move\n  from one database to three\n\nLeeds\n"

    assert read_cv(text.encode()).markdown == (
        "- Led four engineers through the move from one database to three\n\nLeeds\n"
    )


def test_markdown_cv_is_kept_as_it_is():
    text = "# Olivia Marsh\n\n## Experience\n\n- **Led** a team\n"

    assert read_cv(text.encode()).markdown == text


def test_control_characters_and_halves_of_characters_do_not_come_out():
    padding = "plain words " * 40

    text = read_cv(f"{padding}Oli\x01via\x00 Mar\x85sh \ufffe\x7f".encode()).text

    assert text == f"{padding}Olivia Mar\nsh"


def test_points_below_points_stay_below_them():
    nested = (
        "<text:list><text:list-item><text:p>Led a team</text:p><text:list><text:list-item>"
        "<text:p>hired four</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>Wrote tests</text:p></text:list-item></text:list>"
    )
    points = "- Led a team\n  - hired four\n- Wrote tests\n"
    assert read_cv(odt(nested)).markdown == points
    assert read_cv("• Led a team\n    ◦ hired four\n• Wrote tests\n".encode()).markdown == points
    assert read_cv(b"Leeds\n\n   - one\n   - two\n").markdown.endswith("\n- one\n- two\n")


@pytest.mark.parametrize(
    "text, sections, entries",
    [
        ("Ada Byrne\n=========\n\nSkills\n======\nSQL\n\nQA, Mill\n--------\n- x\n",
         ["Skills"], ["QA, Mill"]),
        # Lines that part, lines of other lengths, lines under no section: no proof.
        ("Ada Byrne\n=========\n\nSkills\n======\nSQL\n--------------\nGo\n", ["Skills"], []),
        ("Ada Byrne\n\nMill Ltd\n--------\nQA\n\nSkills\nSQL\n", ["Skills"], []),
    ],
)  # fmt: skip
def test_underlines_of_a_text_tell_headings_where_they_are_all_drawn_under_some(
    text, sections, entries
):
    found = lines(read_cv(text.encode()).markdown)
    assert [line.text for line in found if line.kind == "section"] == sections
    assert [line.text for line in found if line.kind == "entry"] == entries
    assert found[0].text == "Ada Byrne"
