"""Many links at once: found in text, read one at a time, saved together."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core import signing
from django.db import connections
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from applications.capture import links
from applications.capture.links import Reading
from applications.capture.proposal import Proposal, Proposed
from applications.forms.links import ReadingForm
from applications.models import Application, Posting
from applications.views.links import Row, save_all
from tests.factories import make_application

LINKS, READ = reverse("applications:links"), reverse("applications:read_link")
SAVE = reverse("applications:save_links")
BY_ITSELF = {"HX-Request": "true"}


@pytest.mark.parametrize(
    "text, found",
    [
        ("https://kvitka.example/1", ["https://kvitka.example/1"]),
        ("1. Gardener: https://kvitka.example/1.", ["https://kvitka.example/1"]),
        ("[Gardener](https://kvitka.example/1)", ["https://kvitka.example/1"]),
        ("(https://kvitka.example/a_(b))", ["https://kvitka.example/a_(b)"]),
        ("«https://kvitka.example/1», гарна", ["https://kvitka.example/1"]),
        ("jobs.kvitka.example/1?a=b and more", ["jobs.kvitka.example/1?a=b"]),
        ("HTTPS://kvitka.example/1 HTTP://kvitka.example/2", ["HTTPS://kvitka.example/1",
                                                              "HTTP://kvitka.example/2"]),
        ("https://kvitka.example/1\nhttps://www.kvitka.example/1/?utm_source=x",
         ["https://kvitka.example/1"]),
        ("https://квітка.укр/робота", ["https://квітка.укр/робота"]),
        ("javascript:alert(1)", []),
        ("write to me@kvitka.example", []),
    ],
)  # fmt: skip
def test_links_are_found_in_text(text, found):
    assert links.find(text).links == found


def test_lines_without_a_link_are_named_and_repeated_links_counted():
    found = links.find("Gardener\n\nhttps://kvitka.example/1\nhttps://kvitka.example/1")
    assert found.without == ["Gardener"]
    assert found.again == 1


@given(st.text(max_size=500))
def test_any_text_is_searched(text):
    found = links.find(text)
    assert len(set(found.links)) == len(found.links)


lines = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)


@given(lines, lines, lines)
def test_a_reading_comes_back_as_it_was_sealed(link, company, text):
    class alice:  # noqa: N801
        pk = 1

    proposal = Proposal(company=Proposed(company, "text"), posting_text=text, reason="")
    reading = Reading(link, proposal, "")
    assert links.unseal(links.seal(reading, alice), alice) == reading


def test_what_was_read_for_another_person_is_worth_nothing(alice, bob):
    assert links.unseal(links.seal(Reading("x"), bob), alice) is None
    assert links.unseal("nonsense", alice) is None


@pytest.mark.parametrize(
    "fields", [{"recruiter": "Olha"}, {"company": {"value": "Kvitka", "source": "text", "sure": 1}}]
)
def test_what_a_release_with_other_fields_had_sealed_is_expired(alices, alice, fields):
    packed = ["https://kvitka.example/1", {"posting_text": "x", **fields}, ""]
    token = signing.dumps(packed, salt=f"{links.SALT}:{alice.pk}", compress=True)
    assert links.unseal(token, alice) is None
    assert alices.post(SAVE, {"read": [token]}).status_code == 200
    assert not Application.objects.exists()


@pytest.fixture
def jobs(sandbox):
    """Addresses of two pages of the job board, and of one that is gone."""
    names = ("dribni-kroky-qa-engineer", "_odd/404")
    return [f"{sandbox.url}/jobs/{name}" for name in names]


def hidden(page, name):
    return re.findall(rf'name="{name}" value="([^"]*)"', page)


def state(page):
    """Every field of the form, as a browser would send it."""
    fields = {name: hidden(page, name) for name in ("waiting", "read")}
    for tag in re.findall(r"<input[^>]*>", page):
        name = re.search(r'name="(\w{12}-\w+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        is_box = 'type="checkbox"' in tag
        if name and (not is_box or "checked" in tag):
            fields.setdefault(name[1], []).append(value[1] if value else "on")
    return fields


def read_all(client, urls):
    page = client.post(LINKS, {"text": "\n".join(urls)}).content.decode()
    while hidden(page, "waiting"):
        page = client.post(READ, state(page)).content.decode()
    return page


def test_pasting_reads_nothing_yet(alices, sandbox, jobs):
    page = alices.post(LINKS, {"text": "Look:\n" + "\n".join([*jobs, jobs[0]])}).content.decode()
    assert hidden(page, "waiting") == jobs
    assert "Look:" in page
    assert "One link was there twice" in page
    assert "0 of 2 read" in page
    assert sandbox.requests("jobs") == []


@pytest.mark.parametrize("text", ["", "no link here", "https://"])
def test_text_without_a_link_is_sent_back(alices, text):
    response = alices.post(LINKS, {"text": text})
    assert response.context["form"].errors["text"]


def test_thirty_links_are_enough(alices):
    text = "\n".join(f"https://kvitka.example/{number}" for number in range(30))
    assert len(hidden(alices.post(LINKS, {"text": text}).content.decode(), "waiting")) == 30
    response = alices.post(LINKS, {"text": f"{text}\nhttps://kvitka.example/30"})
    assert "These are 31 links." in str(response.context["form"].errors["text"])


def test_without_a_script_a_button_reads_the_next_one(alices, sandbox, jobs):
    page = alices.post(LINKS, {"text": "\n".join(jobs)}).content.decode()
    page = alices.post(READ, state(page)).content.decode()
    assert "1 of 2 read" in page
    assert hidden(page, "waiting") == jobs[1:]
    assert 'value="Дрібні кроки"' in page
    assert "from the page&#x27;s job data" in page
    page = alices.post(READ, state(page)).content.decode()
    assert "2 of 2 read" in page
    assert "The page is not there any more." in page
    assert len(sandbox.requests("jobs")) == 2
    assert not Application.objects.exists()


def test_the_page_reads_the_next_one_by_itself(alices, jobs):
    data = {"link": jobs[0], "place": 2, "of": 3}
    response = alices.post(READ, data, headers=BY_ITSELF)
    part = response.content.decode()
    assert "<html" not in part
    assert 'value="Дрібні кроки"' in part
    assert "2 of 3 read" in part
    assert 'hx-swap-oob="true"' in part
    assert len(hidden(part, "read")) == 1


@pytest.mark.parametrize("data", [{}, {"link": "x"}, {"link": "x", "place": 31, "of": 1}])
def test_a_broken_question_of_the_page_is_refused(alices, data):
    assert alices.post(READ, data, headers=BY_ITSELF).status_code == 400


@pytest.mark.parametrize("link", ["http://127.0.0.1:9/", "file:///etc/passwd", "http://[::1]/x"])
def test_a_link_into_a_private_network_is_not_opened(alices, link):
    data = {"link": link, "place": 1, "of": 1}
    assert "field__error" in alices.post(READ, data, headers=BY_ITSELF).content.decode()


def test_each_link_counts(alices, alice, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "capture": "1/h/user"}
    data = {"link": "http://127.0.0.1:9/", "place": 1, "of": 1}
    said = "You have captured a lot in a short time."
    assert said not in alices.post(READ, data, headers=BY_ITSELF).content.decode()
    assert said in alices.post(READ, data, headers=BY_ITSELF).content.decode()


def test_the_chosen_are_saved_with_their_postings(alices, alice, jobs):
    data = state(read_all(alices, jobs))
    response = alices.post(SAVE, data)
    assert response["Location"] == reverse("applications:board")
    application = Application.objects.get()
    assert (application.user, application.stage) == (alice, "saved")
    assert (application.company, application.url) == ("Дрібні кроки", jobs[0])
    assert Posting.objects.get().source == "json_ld"


def test_saving_twice_saves_once(alices, jobs):
    data = state(read_all(alices, jobs))
    alices.post(SAVE, data)
    page = alices.post(SAVE, data).content.decode()
    assert "You may have this one already." in page
    assert Application.objects.count() == 1


def test_a_known_one_is_marked_and_left_out_unless_chosen(alices, alice, jobs):
    make_application(alice, company="Dribni Kroky", role="QA Engineer", stage="applied")
    page = read_all(alices, jobs)
    assert "You may have this one already." in page
    data = state(page)
    assert not [name for name in data if name.endswith("-chosen")]
    assert "Nothing is chosen yet." in alices.post(SAVE, data).content.decode()
    key = next(name for name in data if name.endswith("-company")).partition("-")[0]
    alices.post(SAVE, data | {f"{key}-chosen": "on"})
    assert Application.objects.count() == 2


def test_a_missing_employer_is_asked_for_and_nothing_is_saved_by_halves(alices, jobs):
    data = state(read_all(alices, [f"{jobs[0]}?a=1", f"{jobs[0]}?b=2"]))
    first, second = (name for name in data if name.endswith("-company"))
    page = alices.post(SAVE, data | {second: [""]}).content.decode()
    assert page.count("This field is required.") == 1
    assert not Application.objects.exists()
    alices.post(SAVE, data | {second: ["Kvitka"]})
    assert {one.company for one in Application.objects.all()} == {"Дрібні кроки", "Kvitka"}


def test_a_forged_reading_is_not_saved(alices, bob, jobs):
    forged = links.seal(Reading(jobs[0], Proposal(company=Proposed("Planted", "text"))), bob)
    key = Reading(jobs[0]).key
    data = {"read": [forged], f"{key}-chosen": "on", f"{key}-company": "x", f"{key}-role": "y"}
    alices.post(SAVE, data)
    assert not Application.objects.exists()


def test_what_the_form_of_one_posting_would_refuse_is_left_out(alices, alice):
    proposal = Proposal(
        company=Proposed("Kvitka", "text"),
        role=Proposed("Gardener", "text"),
        salary_min=Proposed("99999999999999", "text"),
        location=Proposed("Lviv", "text"),
    )
    reading = Reading("https://kvitka.example/1", proposal)
    said = {f"{reading.key}-{name}": value for name, value in
            (("chosen", "on"), ("company", "Kvitka"), ("role", "Gardener"))}  # fmt: skip
    alices.post(SAVE, {"read": [links.seal(reading, alice)], **said})
    application = Application.objects.get()
    assert (application.location, application.salary_min) == ("Lviv", None)


def test_saving_that_breaks_midway_saves_nothing(alice):
    rows = []
    for company in ("Kvitka", "\x00"):
        reading = Reading(f"https://{company}.example/1", Proposal())
        said = {"chosen": "on", "company": "x", "role": "Gardener"}
        form = ReadingForm(said)
        assert form.is_valid()
        form.cleaned_data["company"] = company  # the second is what the form would have refused
        rows.append(Row(reading, "", form))
    with pytest.raises(ValueError, match="could not be created"):
        save_all(alice, rows)
    assert not Application.objects.exists()


@pytest.mark.parametrize("address", [READ, SAVE])
def test_after_signing_in_again_the_list_begins_anew(alices, address):
    assert alices.get(address)["Location"] == LINKS


@pytest.mark.django_db(transaction=True)
def test_reading_holds_no_connection_while_it_fetches(alices, settings):
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
        data = {"link": f"{settings.SANDBOX_URL}/job", "place": 1, "of": 1}
        alices.post(READ, data, headers=BY_ITSELF)
        server.shutdown()
    assert held == [False]
