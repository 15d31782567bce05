"""DOCX: our own walk over the XML, checked against documents of two writers."""

import io

import docx as python_docx

from cv.extract import read_cv
from tests.cv import documents
from tests.cv.documents import docx, paragraph, table, text_box, word_part


def lines_of(data):
    return [line for line in read_cv(data).text.splitlines() if line]


def test_docx_becomes_markdown_with_name_sections_and_bullets():
    cv = read_cv(documents.docx_of_text(documents.UKRAINIAN_CV))

    assert (cv.kind, cv.language, cv.pages) == ("docx", "uk", None)
    assert cv.markdown.startswith("# Соломія Ґудзь\n")
    assert "## Досвід роботи" in cv.markdown
    assert cv.markdown.count("\n- ") == 6


def test_text_box_is_read_once_and_reported():
    cv = read_cv(docx(paragraph("Olivia Marsh"), text_box("olivia@example.com")))

    assert cv.text.count("olivia@example.com") == 1
    assert cv.warnings == ("text_boxes",)


def test_header_comes_first_and_footer_last_and_repeated_headers_once():
    header = word_part("hdr", paragraph("Olivia Marsh, Leeds"))
    parts = {
        "word/header1.xml": header,
        "word/header2.xml": header,
        "word/footer1.xml": word_part("ftr", paragraph("References on request")),
    }

    assert lines_of(docx(paragraph("Backend Engineer"), parts=parts)) == [
        "Olivia Marsh, Leeds",
        "Backend Engineer",
        "References on request",
    ]


def test_numbered_paragraphs_are_bullets_and_those_taken_out_are_not():
    data = docx(
        paragraph("Led a team", list_id="3"),
        paragraph("Wrote a runbook", style="a4"),
        paragraph("Built refunds", style="a5"),
        paragraph("Parcelwise", style="a4", list_id="0"),
    )

    assert lines_of(data) == ["- Led a team", "- Wrote a runbook", "- Built refunds", "Parcelwise"]


def test_heading_style_makes_a_section_of_any_words():
    data = docx(
        paragraph("Olivia Marsh", style="a1"),
        paragraph("Experience", style="a2"),
        paragraph("Parcelwise", style="a3"),
        paragraph("What drives me", style="a2"),
        paragraph("Plain words."),
    )

    assert read_cv(data).markdown.splitlines() == [
        "# Olivia Marsh",
        "",
        "## Experience",
        "",
        "### Parcelwise",
        "",
        "## What drives me",
        "",
        "Plain words.",
    ]


def test_tabs_and_breaks_keep_words_apart():
    assert lines_of(docx(paragraph("Engineer\t2021\na@example.com"))) == [
        "Engineer 2021",
        "a@example.com",
    ]


def test_table_is_read_row_by_row_and_reported():
    cv = read_cv(docx(table(("2021", "Parcelwise"), ("2017", "Northgate"))))

    assert cv.text.split() == ["2021", "Parcelwise", "2017", "Northgate"]
    assert cv.warnings == ("tables",)


def test_hidden_characters_do_not_come_out():
    text = "Oli\u200bvia\u202e Marsh\u2028Leeds \U0001f600"

    assert lines_of(docx(paragraph(text))) == ["Olivia Marsh", "Leeds \U0001f600"]


def test_document_of_another_writer_reads_the_same():
    document = python_docx.Document()
    document.add_heading("Olivia Marsh", level=0)
    document.add_heading("Experience", level=1)
    document.add_paragraph("Engineer, Parcelwise")
    document.add_paragraph("Led a team", style="List Bullet")
    document.sections[0].header.paragraphs[0].text = "Leeds, UK"
    out = io.BytesIO()
    document.save(out)

    assert read_cv(out.getvalue()).markdown.splitlines() == [
        "# Olivia Marsh",
        "",
        "Leeds, UK",
        "",
        "## Experience",
        "",
        "Engineer, Parcelwise",
        "- Led a team",
    ]


def test_points_below_points_stay_below_them():
    document = python_docx.Document()
    document.add_paragraph("Led a team", style="List Bullet")
    document.add_paragraph("hired four", style="List Bullet 2")
    document.add_paragraph("Wrote tests", style="List Bullet")
    file = io.BytesIO()
    document.save(file)

    assert read_cv(file.getvalue()).markdown == "- Led a team\n  - hired four\n- Wrote tests\n"
