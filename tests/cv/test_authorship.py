"""A CV with Claude's words in it says so to programs, on its page and in every file."""

import io
import json

import pypdfium2
import pytest
from django.urls import reverse
from docx import Document

from cv.editing.copying import copy_of
from cv.extract import read_cv
from cv.models import Analysis
from cv.reader.marks import without_mark
from cv.tailoring import authorship, changes
from tests.factories import CV, make_application, make_cv, make_posting, make_round, make_tailoring
from trackr import ai_mark

PROPOSED = "- Ran PostgreSQL"


@pytest.fixture
def copy(alice):
    """A tailored CV with one proposal, not decided on yet."""
    posting = make_posting(make_application(alice))
    change = ("replace", "- Responsible for PostgreSQL", PROPOSED)
    return make_tailoring(make_cv(alice), posting, change).cv


@pytest.fixture
def marked(copy):
    changes.accept(copy.tailoring.changes.get())
    return copy


def downloaded(client, cv, kind):
    answer = client.get(reverse("cv:download", args=[cv.public_id, kind]))
    assert answer.status_code == 200
    return answer.content


def marks(client, cv):
    """The mark as each kind of file tells it, and the pages."""
    pdf = pypdfium2.PdfDocument(downloaded(client, cv, "pdf"))
    word = Document(io.BytesIO(downloaded(client, cv, "docx")))
    return {
        "pdf": pdf.get_metadata_value("Subject"),
        "docx": word.core_properties.comments,
        "text": downloaded(client, cv, "text").decode().rpartition("-- \n")[2],
        "markdown": downloaded(client, cv, "markdown").decode().rpartition("<!--")[2],
        "json": str(json.loads(downloaded(client, cv, "json"))["meta"].get("digitalSourceType")),
        **{
            deed: client.get(reverse(f"cv:{deed}", args=[cv.public_id])).content.decode()
            for deed in ("page", "edit", "edit_text")
        },
    }


def test_copy_that_was_sent_carries_the_mark_too(alices, alice, marked):
    application = make_application(alice, stage="interview")
    meeting = make_round(application)
    version = marked.current()
    address = reverse("cv:send_version", args=[marked.public_id, version.number])
    alices.post(address, {"application": application.pk, "sent_on": "2026-11-03"})
    document = application.sent_documents.get()
    assert document.source_type == ai_mark.EDITED
    pages = [reverse("applications:document", args=[document.public_id])]
    pages += [reverse("applications:round", args=[meeting.public_id])]
    for page in pages:
        said = alices.get(page).content.decode().partition(PROPOSED)[0].rpartition("<")[2]
        assert 'data-ai-generated="true"' in said
        assert 'data-digital-source-type="compositeWithTrainedAlgorithmicMedia"' in said


def test_copy_without_a_word_of_claude_carries_none(alices, alice):
    cv, application = make_cv(alice), make_application(alice)
    address = reverse("cv:send_version", args=[cv.public_id, 1])
    alices.post(address, {"application": application.pk, "sent_on": "2026-11-03"})
    document = application.sent_documents.get()
    assert document.source_type == ""
    page = alices.get(reverse("applications:document", args=[document.public_id]))
    assert "data-ai-generated" not in page.content.decode()


def test_accepted_proposal_marks_every_file_and_page(alices, marked):
    said = marks(alices, marked)
    name = ai_mark.EDITED.rpartition("/")[2]
    assert [kind for kind, mark in said.items() if name not in mark] == []


@pytest.mark.parametrize("deed", ["edit", "edit_text"])
def test_page_that_edits_marks_the_text_that_it_holds(alices, marked, deed):
    page = alices.get(reverse(f"cv:{deed}", args=[marked.public_id])).content.decode()
    before, mark, inside = page.partition('data-ai-generated="true" data-digital-source-type="')
    assert mark
    assert inside.startswith(ai_mark.EDITED.rpartition("/")[2])
    assert "Ran PostgreSQL" in inside
    assert "Ran PostgreSQL" not in before


def test_undecided_proposal_marks_nothing(alices, copy):
    said = marks(alices, copy)
    assert [kind for kind, mark in said.items() if "lgorithmicMedia" in mark] == []


def test_copy_and_line_taken_over_by_hand_are_marked_too(alice, marked):
    assert authorship.source_type_of(copy_of(marked.current()).current()) == ai_mark.EDITED
    other = make_cv(alice, markdown=f"# Alice\n\n## Experience\n\n{PROPOSED}\n")
    assert authorship.source_type_of(other.current()) == ai_mark.EDITED


def test_line_of_another_person_marks_nothing(bob, marked):
    own = make_cv(bob, markdown=f"# Bob\n\n{PROPOSED}\n")
    assert authorship.source_type_of(own.current()) == ""


def test_suggestion_of_an_analysis_that_was_taken_over_marks(alice):
    cv = make_cv(alice)
    posting = make_posting(make_application(alice))
    bullet = {"quote": "Helped with Docker", "rewrite": "Packed services with **Docker**"}
    Analysis.objects.create(version=cv.current(), posting=posting, result={"bullets": [bullet]})
    assert authorship.source_type_of(cv.current()) == ""
    cv.write(CV.replace("- Helped with Docker", "- Packed services with Docker"))
    assert authorship.source_type_of(cv.current()) == ai_mark.EDITED


@pytest.mark.parametrize("kind", ["text", "markdown", "json", "docx", "pdf"])
def test_mark_does_not_come_back_as_text(alices, marked, kind):
    read = read_cv(downloaded(alices, marked, kind))
    assert "ource-" not in read.markdown
    assert "AI-System" not in read.markdown
    assert "Ran PostgreSQL" in read.markdown


def test_text_without_a_mark_stays_as_it_is():
    text = "One\n\n-- \nA signature\n"
    assert without_mark(text) == text
    assert without_mark(ai_mark.below_text("One", ai_mark.WRITTEN)) == "One\n"
    assert without_mark(ai_mark.below_markdown("One", ai_mark.WRITTEN)) == "One\n"
