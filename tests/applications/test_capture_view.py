"""Capturing a posting: proposals with their sources, saved only when the person says so."""

import datetime
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import DataError, connections
from django.urls import reverse
from lxml import html

from applications.forms.capturing import CapturedForm
from applications.models import Application, Posting

CAPTURE, SAVE = reverse("applications:capture"), reverse("applications:save_captured")
POSTING = """\
<html><body><script type="application/ld+json">
{"@type": "JobPosting", "title": "Landscape gardener", "hiringOrganization": {"name": "Kvitka"},
 "jobLocation": {"address": {"addressLocality": "Lviv"}},
 "description": "<p>Plant trees.</p><ul><li>Own boots</li></ul>"}
</script><h1>Landscape gardener</h1></body></html>"""


def test_capture_proposes_and_saves_nothing(alices):
    page = alices.post(CAPTURE, {"pasted": POSTING}).content.decode()
    assert 'value="Kvitka"' in page
    assert 'value="Landscape gardener"' in page
    assert "from the page&#x27;s job data" in page
    assert "- Own boots" in page
    assert not Application.objects.exists()


def test_capture_reads_a_page_of_the_job_board(alices, sandbox):
    url = f"{sandbox.url}/jobs/dribni-kroky-qa-engineer"
    form = alices.post(CAPTURE, {"url": url}).context["form"]
    assert form.initial["company"] == "Дрібні кроки"
    assert form.initial["url"] == url
    assert sandbox.requests("jobs")[0].headers["user-agent"].startswith("Trackr/")


def test_capture_leaves_the_employer_to_the_person(alices):
    response = alices.post(CAPTURE, {"pasted": "Gardener wanted at the Kvitka company in Lviv"})
    assert "company" not in response.context["form"].initial
    assert response.context["form"].initial["posting_text"].startswith("Gardener wanted")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "file:///etc/passwd",
        "http://user:word@example.com/",
        "https://www.linkedin.com/jobs/view/1",
        "not a link at all",
        "http://example.com:22/",
    ],
)
def test_capture_of_a_bad_link_says_why_and_keeps_it(alices, url):
    response = alices.post(CAPTURE, {"url": url})
    assert response.status_code == 200
    assert response.context["form"].errors["url"]
    assert url in response.content.decode()


@pytest.mark.parametrize("odd", ["404", "500", "wrong-content-type", "gzip-bomb", "redirect-loop"])
def test_capture_of_a_failing_page_says_why(alices, sandbox, odd):
    response = alices.post(CAPTURE, {"url": f"{sandbox.url}/jobs/_odd/{odd}"})
    assert response.context["form"].errors["url"]


def test_capture_counts_what_a_person_captures_in_an_hour(alices, alice, bobs, bob, clock):
    alices.force_login(alice)
    bobs.force_login(bob)
    sentence = "You have captured a lot in a short time. Please wait a few minutes."
    for _ in range(60):
        assert sentence not in alices.post(CAPTURE, {"pasted": "Gardener"}).content.decode()
    refused = alices.post(CAPTURE, {"pasted": "Gardener at last"}).content.decode()
    assert sentence in refused
    assert "Gardener at last" in refused
    assert sentence not in bobs.post(CAPTURE, {"pasted": "Gardener"}).content.decode()
    clock.shift(datetime.timedelta(hours=1))
    assert sentence not in alices.post(CAPTURE, {"pasted": "Gardener"}).content.decode()


@pytest.mark.django_db(transaction=True)
def test_capture_holds_no_connection_while_it_fetches(alices, settings):
    held = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            held.append(connections_of_view.connection is not None)
            self.send_error(404)

        def log_message(self, *parts):
            pass

    connections_of_view = connections["default"]
    connections_of_view.ensure_connection()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        settings.SANDBOX_URL = f"http://127.0.0.1:{server.server_port}"
        alices.post(CAPTURE, {"url": f"{settings.SANDBOX_URL}/job"})
        server.shutdown()
    assert held == [False]


def test_capture_of_nothing_asks_for_something(alices):
    page = alices.post(CAPTURE, {}).content.decode()
    assert "Give a link, or paste the posting." in page


def test_capture_of_too_much_says_so(alices):
    response = alices.post(CAPTURE, {"pasted": "x" * 400_001})
    assert "400000" in str(response.context["form"].errors["pasted"])


def saved(**over):
    return {
        "company": "Kvitka",
        "role": "Gardener",
        "url": "https://kvitka.example/jobs/1",
        "stage": "applied",
        "happened_on": "2026-11-01",
        "posting_text": "Plant trees.",
        "posting_source": "json_ld",
        **over,
    }


def test_save_keeps_application_event_and_snapshot(alices, alice, clock):
    alices.force_login(alice)
    response = alices.post(SAVE, saved(salary_min="40000", salary_max="60000"))
    application = Application.objects.get()
    assert response["Location"] == reverse("applications:page", args=[application.public_id])
    assert (application.stage, str(application.since)) == ("applied", "2026-11-01")
    posting = Posting.objects.get()
    assert (posting.text, posting.url, posting.source) == (
        "Plant trees.",
        "https://kvitka.example/jobs/1",
        "json_ld",
    )


def as_shown(response):
    """What a browser sends of the proposal when nothing in it is touched."""
    (form,) = html.fromstring(response.content).xpath(f"//form[@action='{SAVE}']")
    return {name: value or "" for name, value in form.fields.items()}


def test_proposal_saved_as_it_is_shown_has_a_normal_priority(alices, sandbox):
    pasted = alices.post(CAPTURE, {"pasted": POSTING})
    linked = alices.post(CAPTURE, {"url": f"{sandbox.url}/jobs/dribni-kroky-qa-engineer"})
    for proposal in (pasted, linked):
        alices.post(SAVE, as_shown(proposal))
    assert list(Application.objects.values_list("priority", flat=True)) == [2, 2]


def test_priority_chosen_in_a_proposal_is_kept(alices):
    alices.post(SAVE, as_shown(alices.post(CAPTURE, {"pasted": POSTING})) | {"priority": "3"})
    assert Application.objects.get().priority == 3


def hidden(page):
    return re.search(r'name="read_from" value="([^"]*)"', page)[1].replace("&amp;", "&")


def test_save_of_a_bad_value_keeps_the_sources(alices):
    proposed = alices.post(CAPTURE, {"pasted": POSTING}).content.decode()
    said = "from the page&#x27;s job data"
    again = alices.post(SAVE, saved(company="", read_from=hidden(proposed))).content.decode()
    assert "This field is required." in again
    assert again.count(said) == proposed.count(said) > 1
    assert hidden(again) == hidden(proposed)
    assert "The employer is not named for certain" not in again


def test_save_of_a_bad_value_keeps_the_notice(alices):
    proposed = alices.post(CAPTURE, {"pasted": "Hello there."}).content.decode()
    assert "No job data was found here." in proposed
    again = alices.post(SAVE, saved(company="", read_from=hidden(proposed))).content.decode()
    assert "No job data was found here." in again


@pytest.mark.parametrize(
    "junk", ["x", "company=nowhere", "password=text", "reason=text", "=&=", "%00=%ff", "company"]
)
def test_unknown_sources_are_left_out(alices, junk):
    form = alices.post(SAVE, saved(company="", read_from=junk)).context["form"]
    assert list(form.errors) == ["company"]
    assert (form.sources, form.reason_sentence) == ({}, "")


def test_unknown_sources_stop_no_saving(alices):
    alices.post(SAVE, saved(read_from="password=%00"))
    assert Application.objects.count() == 1


def test_save_asked_for_by_get_leads_to_the_form(alices):
    assert alices.get(SAVE)["Location"] == CAPTURE


def test_save_without_text_keeps_no_snapshot(alices):
    alices.post(SAVE, saved(posting_text="  "))
    assert Application.objects.count() == 1
    assert not Posting.objects.exists()


@pytest.mark.parametrize(
    "field, value, sentence",
    [
        ("salary_max", "1", "The upper end is below the lower one."),
        ("salary_currency", "€€€", "Use three letters"),
        ("url", "javascript:alert(1)", "Enter a valid URL."),
        ("happened_on", "3000-01-01", "This day has not come yet."),
        ("company", "a\x00b", "Null characters are not allowed."),
        ("posting_text", "x" * 100_001, "at most 100000 characters"),
    ],
)
def test_save_of_a_bad_value_says_why_and_writes_nothing(alices, field, value, sentence):
    page = alices.post(SAVE, saved(salary_min="40000") | {field: value}).content.decode()
    assert sentence in page
    assert not Application.objects.exists()


def test_save_that_breaks_midway_writes_nothing(alice):
    form = CapturedForm(saved(happened_on="2026-11-01"))
    assert form.is_valid()
    form.cleaned_data["posting_text"] = "\x00"  # what the form itself would have refused
    with pytest.raises(DataError):
        form.save_captured(alice)
    assert not Application.objects.exists()
