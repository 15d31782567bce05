"""A letter as PDF, DOCX, text and mail, each with the mark that an AI had a hand in it."""

import io
from urllib.parse import parse_qs, unquote, urlsplit

import pypdfium2
import pytest
from django.urls import reverse
from docx import Document

from coaching.drafts import export
from coaching.models import DraftVersion
from tests.coaching.letters import make_letter
from tests.factories import make_contact
from trackr import ai_mark

TEXT = "Dear Iryna,\n\nI write about the role – and “more”.\n\nKind regards,\nAlice"
UKRAINIAN = "Вітаю!\n\nПишу щодо вакансії «Розробник».\n\nЗ повагою,\nАліса"


@pytest.fixture(params=[("en", TEXT), ("uk", UKRAINIAN)], ids=["en", "uk"])
def draft(request, alice, application):
    language, text = request.param
    return make_letter(alice, application, text, subject="About us", language=language)


def downloaded(client, draft, kind):
    answer = client.get(reverse("coaching:draft_download", args=[draft.public_id, kind]))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.content


def words(text):
    return text.split()


def test_pdf_says_every_word_and_is_marked(alices, draft):
    file = downloaded(alices, draft, "pdf")
    pdf = pypdfium2.PdfDocument(file)
    said = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert words(said) == words(f"About us {draft.newest().text}")
    assert pdf.get_metadata_value("Title") == "About us"
    assert ai_mark.WRITTEN in pdf.get_metadata_value("Subject")


def test_docx_says_every_word_and_is_marked(alices, draft):
    word = Document(io.BytesIO(downloaded(alices, draft, "docx")))
    said = " ".join(paragraph.text for paragraph in word.paragraphs)
    assert words(said) == words(f"About us {draft.newest().text}")
    assert ai_mark.WRITTEN in word.core_properties.comments


def test_text_is_the_letter_with_the_mark_below(alices, draft):
    text = downloaded(alices, draft, "text").decode()
    letter, _, mark = text.partition("\n\n-- \n")
    assert letter == f"About us\n\n{draft.newest().text}"
    assert mark == f"Digital-Source-Type: {ai_mark.WRITTEN}; AI-System: {ai_mark.SYSTEM}\n"


def test_letter_edited_by_hand_says_so_in_its_mark(alices, draft):
    draft.write("About us", "Mine now.", DraftVersion.Origin.EDITED, 1)
    assert ai_mark.EDITED in downloaded(alices, draft, "text").decode()
    page = alices.get(reverse("coaching:draft", args=[draft.public_id])).content.decode()
    assert 'data-digital-source-type="compositeWithTrainedAlgorithmicMedia"' in page


def test_mail_holds_the_letter(alices, alice, draft):
    contact = make_contact(alice, email="iryna@kvitka.example")
    type(draft).objects.filter(pk=draft.pk).update(to=contact)
    page = alices.get(reverse("coaching:draft", args=[draft.public_id])).content.decode()
    link = page.partition('href="mailto:')[2].partition('"')[0].replace("&amp;", "&")
    read = urlsplit(f"mailto:{link}")
    assert unquote(read.path) == "iryna@kvitka.example"
    said = {name: value[0] for name, value in parse_qs(read.query).items()}
    assert said["subject"] == "About us"
    body = said["body"].replace("\r\n", "\n")
    assert body.startswith(draft.newest().text)
    assert ai_mark.WRITTEN in body


def test_address_can_not_smuggle_headers_into_the_mail():
    version = DraftVersion(subject="A & B?cc=x", text="T&bcc=y@z", origin="written")
    link = export.mailto(version, "a@b.example?bcc=c@d.example")
    assert "bcc=" not in link.replace("%3Fbcc%3D", "").replace("%26bcc%3D", "")
    assert list(parse_qs(urlsplit(link).query)) == ["subject", "body"]


def test_long_letter_opens_a_mail_without_its_words():
    version = DraftVersion(subject="S", text="ї" * 3000, origin="written")
    assert export.mailto(version, "") == "mailto:?subject=S"


def test_unknown_format_is_not_found(alices, draft):
    answer = alices.get(reverse("coaching:draft_download", args=[draft.public_id, "exe"]))
    assert answer.status_code == 404
