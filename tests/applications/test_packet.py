"""What was sent: frozen copies that no later edit reaches."""

import datetime

import pytest
from django.urls import reverse

from applications.models import SentDocument
from applications.people import packet
from tests.factories import make_application, make_document
from trackr import ai_mark

HOSTILE = '"><script>alert(1)</script>'
LETTER = {
    "kind": "letter",
    "title": "Letter to Kvitka",
    "text": "Dear Oksana,\r\nI grow roses.",
    "sent_on": "2026-11-03",
}


def add_url(application):
    return reverse("applications:add_document", args=[application.public_id])


def url(document, deed="document"):
    return reverse(f"applications:{deed}", args=[document.public_id])


def html(response):
    return response.content.decode()


def test_empty_packet_says_what_it_is_for(alices, alice):
    application = make_application(alice)
    page = html(alices.get(reverse("applications:page", args=[application.public_id])))
    assert "as you sent them" in page
    assert add_url(application) in page


def test_letter_is_kept_as_it_was_sent(alices, alice):
    application = make_application(alice)
    page = html(alices.post(add_url(application), LETTER, follow=True))
    document = application.sent_documents.get()
    assert (document.kind, document.text) == ("letter", "Dear Oksana,\nI grow roses.")
    assert url(document) in page
    page = html(alices.get(url(document)))
    assert "sent on 3 November 2026" in page
    assert "I grow roses." in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


def test_form_sent_twice_keeps_one(alices, alice):
    application = make_application(alice)
    for _ in range(2):
        alices.post(add_url(application), LETTER)
    assert application.sent_documents.count() == 1


def test_same_text_sent_on_another_day_is_kept_again(alices, alice):
    application = make_application(alice)
    for day in ("2026-11-03", "2026-11-04"):
        alices.post(add_url(application), LETTER | {"sent_on": day})
    assert application.sent_documents.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "poem"}, {"title": ""}, {"title": "x" * 201}, {"text": " "},
        {"text": "x" * 200_001}, {"sent_on": "2999-01-01"}, {"sent_on": "soon"}, {"title": "\x00"},
    ],
)  # fmt: skip
def test_hostile_document_is_refused(alices, alice, wrong):
    application = make_application(alice)
    assert alices.post(add_url(application), LETTER | wrong).status_code in {200, 400}
    assert not SentDocument.objects.exists()


def test_add_writes_named_fields_only(alices, alice):
    application, other = make_application(alice), make_application(alice)
    more = {"application": other.pk, "origin": str(other.public_id), "origin_version": 3}
    alices.post(add_url(application), LETTER | more)
    document = SentDocument.objects.get()
    assert document.application == application
    assert (document.origin, document.origin_version) == (None, None)


def test_document_is_shown_as_text(alices, alice):
    application = make_application(alice)
    document = make_document(application, title=HOSTILE, text=f"# {HOSTILE}")
    page = reverse("applications:page", args=[application.public_id])
    for address in (url(document), url(document, "remove_document"), page):
        shown = html(alices.get(address))
        assert "<script>alert(1)" not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_removing_asks_first(alices, alice):
    document = make_document(make_application(alice), title="Roses")
    assert "Remove “Roses”?" in html(alices.get(url(document, "remove_document")))
    assert SentDocument.objects.exists()
    alices.post(url(document, "remove_document"))
    assert not SentDocument.objects.exists()
    assert alices.post(url(document, "remove_document")).status_code == 404


def test_document_of_a_binned_application_is_gone(alices, alice):
    application = make_application(alice)
    document = make_document(application)
    application.throw_away()
    assert alices.get(url(document)).status_code == 404


def test_freezing_the_same_twice_answers_the_first(alice):
    application = make_application(alice)
    said = {
        "kind": "cv",
        "title": "Roses",
        "text": "# Roses",
        "sent_on": datetime.date(2026, 11, 3),
    }
    said |= {"origin": alice.public_id, "origin_version": 2}
    first, again = (packet.freeze(application, **said) for _ in range(2))
    others = [
        packet.freeze(application, **said | change)
        for change in ({"title": "Tulips"}, {"text": "# Tulips"}, {"origin_version": 3})
    ]
    assert first == again
    assert len({first, *others}) == 4


def test_mark_of_a_copy_is_kept_once_it_is_known(alice):
    application = make_application(alice)
    said = {"kind": "letter", "title": "T", "text": "x", "sent_on": datetime.date(2026, 11, 3)}
    for mark, kept in (("", ""), (ai_mark.WRITTEN, ai_mark.WRITTEN), ("", ai_mark.WRITTEN)):
        packet.freeze(application, **said, source_type=mark)
        assert application.sent_documents.get().source_type == kept
