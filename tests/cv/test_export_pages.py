"""The export page, the pictures on it, and the files."""

import io
import zipfile

import pytest
from django.urls import reverse

from cv.export import FORMATS, file_names
from cv.extract import read_cv
from tests.cv.exported import markdown_of, said_in
from tests.factories import make_application, make_cv, make_posting, make_tailoring

STARTS = {
    "pdf": b"%PDF-1.7",
    "docx": b"PK",
    "text": "Тарас Хмельовий\n".encode(),
    "markdown": "# Тарас Хмельовий\n".encode(),
    "json": b'{\n  "$schema"',
}


@pytest.fixture
def cv(alice):
    return make_cv(alice, title="Law", markdown=markdown_of("uk_lawyer"), language="uk")


def page(cv, query=""):
    return reverse("cv:export", args=[cv.public_id]) + query


def file(cv, kind, query=""):
    return reverse("cv:download", args=[cv.public_id, kind]) + query


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_comes_as_a_file_with_a_name_of_its_own(kind, alices, cv):
    response = alices.get(file(cv, kind))
    extension = FORMATS[kind].extension
    assert response.status_code == 200
    assert response.content.startswith(STARTS[kind])
    assert response["Content-Type"] == FORMATS[kind].media_type
    assert response["Content-Disposition"] == (
        f"attachment; filename=\"CV-uk.{extension}\"; filename*=UTF-8''"
        "%D0%A2%D0%B0%D1%80%D0%B0%D1%81-%D0%A5%D0%BC%D0%B5%D0%BB%D1%8C%D0%BE%D0%B2%D0%B8%D0%B9"
        f"-CV-uk.{extension}"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert said_in(read_cv(response.content).markdown).name == "Тарас Хмельовий"


@pytest.mark.parametrize(
    "name, whole, ascii_only",
    [
        ("Anna Kovalenko", "Anna-Kovalenko-CV-en.pdf", "Anna-Kovalenko-CV-en.pdf"),
        ("Zoë Müller-Łukasik", "Zoë-Müller-Łukasik-CV-en.pdf", "Zoe-Muller-ukasik-CV-en.pdf"),
        ('a"b\r\n../c;\\', "a-b-c-CV-en.pdf", "a-b-c-CV-en.pdf"),
        ("", "CV-en.pdf", "CV-en.pdf"),
        ("Їжак", "Їжак-CV-en.pdf", "CV-en.pdf"),
    ],
)
def test_file_name_is_made_of_letters(name, whole, ascii_only):
    assert file_names(name, "en", "pdf") == (whole, ascii_only)


def test_page_shows_the_pages_and_links_every_file(alices, cv):
    shown = alices.get(page(cv, "?design=classic&pages=2")).content.decode()
    query = "?design=classic&amp;pages=2"
    assert shown.count('class="sheet__page"') == 1
    assert reverse("cv:export_page", args=[cv.public_id, 1]) + query in shown
    for kind in FORMATS:
        assert file(cv, kind) + query in shown
    assert 'value="classic" id="id_design_0" checked' in shown.replace("required ", "")


@pytest.mark.parametrize("query", ["?design=x&pages=99", "?design=&pages=", "?design=%FF", ""])
def test_page_takes_the_first_choice_for_what_is_none(query, alices, cv):
    response = alices.get(page(cv, query))
    assert response.context["query"] == "?design=modern&pages=1"


def test_long_cv_says_how_many_pages_it_takes(alices, alice):
    long = make_cv(alice, markdown=markdown_of("en_long"))
    shown = alices.get(page(long, "?design=classic&pages=1")).content.decode()
    assert "Even in the smallest type it takes 2 pages." in shown
    assert shown.count('class="sheet__page"') == 2


def test_very_long_cv_has_every_format_but_pdf(alices, alice):
    long = make_cv(alice, markdown="# Anna\n\n" + "- word word word\n" * 6_000)
    shown = alices.get(page(long)).content.decode()
    assert "This CV is too long to be set in type." in shown
    assert file(long, "docx") in shown
    assert file(long, "pdf") not in shown
    refused = alices.get(file(long, "pdf"))
    assert refused.status_code == 422
    assert "This CV is too long to be set in type." in refused.content.decode()
    with zipfile.ZipFile(io.BytesIO(alices.get(file(long, "docx")).content)) as package:
        assert package.read("word/document.xml").count(b"word word word") == 6_000
    assert alices.get(reverse("cv:export_page", args=[long.public_id, 1])).status_code == 404


def test_choosing_brings_the_pages_and_the_files_anew(alices, cv):
    part = alices.get(page(cv, "?design=compact"), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert 'id="downloads" hx-swap-oob="true"' in part.content.decode()
    assert part["HX-Trigger"] == '{"announce": {"text": "The pages are drawn anew."}}'


def test_picture_of_a_page(alices, cv):
    response = alices.get(reverse("cv:export_page", args=[cv.public_id, 1]))
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert alices.get(reverse("cv:export_page", args=[cv.public_id, 2])).status_code == 404


def test_open_fact_blocks_every_way_out_until_it_is_dropped(alices, alice):
    line, invented = "- Helped with Docker", "- Cut the cost of Docker by 40 %"
    posting = make_posting(make_application(alice))
    tailoring = make_tailoring(make_cv(alice), posting, ("replace", line, invented))
    change, copy = tailoring.changes.get(), tailoring.cv
    picture = reverse("cv:export_page", args=[copy.public_id, 1])
    alices.post(reverse("cv:change_accept", args=[change.public_id]))
    shown = alices.get(page(copy)).content.decode()
    assert "Cut the cost of Docker by 40 %" in shown
    assert "sheet__page" not in shown
    for kind in FORMATS:
        refused = alices.get(file(copy, kind))
        assert refused.status_code == 409
        assert reverse("cv:tailoring", args=[tailoring.public_id]) in refused.content.decode()
    assert alices.get(picture).status_code == 409
    alices.post(reverse("cv:change_reject", args=[change.public_id]))
    assert alices.get(picture).status_code == 200
    assert alices.get(file(copy, "text")).status_code == 200


def test_unknown_format_is_not_found(alices, cv):
    assert alices.get(file(cv, "exe")).status_code == 404


def test_cv_page_leads_to_the_export(alices, cv):
    assert page(cv) in alices.get(reverse("cv:page", args=[cv.public_id])).content.decode()


@pytest.mark.parametrize("kind", ["pdf", "docx", "text", "json"])
def test_section_that_is_still_empty_is_printed_nowhere(kind, alices, alice):
    text = "# Ada Byrne\n\n## Experience\n\n- Counted\n\n## Projects\n\n## Skills\n\n- R\n"
    cv = make_cv(alice, markdown=text)
    read = read_cv(alices.get(file(cv, kind)).content)
    assert "Counted" in read.markdown
    assert "Projects" not in read.markdown
