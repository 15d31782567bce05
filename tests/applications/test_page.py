"""One application: its page, its facts, its notes, its posting."""

import datetime

from django.urls import reverse

from tests.factories import make_application, make_posting

HOSTILE = '"><script>alert(1)</script>'


def url(application, deed="page"):
    return reverse(f"applications:{deed}", args=[application.public_id])


def test_page_shows_history_facts_and_posting(alices, alice):
    application = make_application(
        alice, salary_min=40_000, salary_max=60_000, salary_currency="UAH", salary_period="month"
    )
    make_posting(application, text="Plant trees.", source="json_ld")
    page = alices.get(url(application)).content.decode()
    assert "40,000 – 60,000 UAH per month" in page
    assert "Plant trees." in page
    assert "from the page&#x27;s job data" in page
    assert "2 Nov 2026" in page


def test_page_without_posting_says_what_to_do(alices, alice):
    page = alices.get(url(make_application(alice))).content.decode()
    assert "No posting kept yet" in page


def test_page_shows_hostile_text_as_text(alices, alice):
    application = make_application(alice, company=HOSTILE, role=HOSTILE, location=HOSTILE)
    application.note(HOSTILE, datetime.date(2026, 11, 3))
    make_posting(application, text=HOSTILE)
    page = alices.get(url(application)).content.decode()
    assert "<script>alert(1)" not in page
    assert page.count("&quot;&gt;&lt;script&gt;alert(1)") >= 5


def test_page_of_an_ended_one_names_how_far_it_got(alices, alice, clock):
    alices.force_login(alice)
    application = make_application(alice, stage="interview")
    application.end("rejected", datetime.date(2026, 11, 10))
    page = alices.get(url(application)).content.decode()
    assert "got as far as Interview" in page
    assert "8 days" in page


def test_edit_changes_facts_only(alices, alice):
    application = make_application(alice)
    data = {"company": "Kvitka", "role": "Gardener", "work_mode": "remote", "stage": "offer"}
    alices.post(url(application, "edit"), data | {"version": 1})
    application.refresh_from_db()
    assert (application.company, application.work_mode) == ("Kvitka", "remote")
    assert application.stage == "saved"


def test_note_joins_the_history(alices, alice):
    application = make_application(alice)
    alices.post(url(application, "add_note"), {"text": "Spoke with Ivan\nabout trees"})
    page = alices.get(url(application)).content.decode()
    assert "Spoke with Ivan<br>about trees" in page


def test_empty_note_is_refused_with_a_word(alices, alice):
    application = make_application(alice)
    page = alices.post(url(application, "add_note"), {"text": " "}).content.decode()
    assert "This field is required." in page
    assert application.events.count() == 1


def test_newer_posting_leaves_the_earlier_snapshot(alices, alice):
    application = make_application(alice)
    make_posting(application, text="The old text.")
    alices.post(url(application, "posting"), {"text": "The new text."})
    assert [one.text for one in application.postings.all()] == ["The new text.", "The old text."]
    assert "The new text." in alices.get(url(application)).content.decode()


def test_adding_a_note_asked_for_by_get_leads_to_the_page(alices, alice):
    application = make_application(alice)
    assert alices.get(url(application, "add_note"))["Location"] == url(application)
    assert application.events.count() == 1


def test_switch_on_a_refused_note_leads_back_to_the_page(alices, alice):
    """The page that comes back stands at an address for POST; its switches send that as `next`."""
    application = make_application(alice)
    refused = alices.post(url(application, "add_note"), {"text": ""}).content.decode()
    assert f'name="next" value="{url(application, "add_note")}"' in refused
    data = {"theme": "dark", "next": url(application, "add_note")}
    back = alices.post(reverse("accounts:set_theme"), data, follow=True)
    assert back.redirect_chain[-1][0] == url(application)


def test_page_fetches_its_analyses(alices, alice):
    application = make_application(alice)
    make_posting(application)
    page = alices.get(url(application)).content.decode()
    assert f'hx-get="{reverse("cv:history", args=[application.public_id])}"' in page


def test_newer_posting_begins_with_what_is_known(alices, alice):
    application = make_application(alice)
    make_posting(application, text="Plant trees.", closes_on=datetime.date(2026, 12, 1))
    page = alices.get(url(application, "posting")).content.decode()
    assert "Plant trees." in page
    assert 'value="2026-12-01"' in page
