"""Contacts: found, written down once, tied to applications, deleted after a word."""

import re
import uuid

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from applications.models import Contact
from tests.factories import make_application, make_contact, make_round

CONTACTS = reverse("applications:contacts")
ADD = reverse("applications:add_contact")
HOSTILE = '"><script>alert(1)</script>'


def url(contact, deed="contact"):
    return reverse(f"applications:{deed}", args=[contact.public_id])


def tie_url(application):
    return reverse("applications:tie", args=[application.public_id])


def untie_url(application, contact):
    return reverse("applications:untie", args=[application.public_id, contact.public_id])


def html(response):
    return response.content.decode()


def filled(**over):
    return {"key": str(uuid.uuid4()), "name": "Iryna Bondar", "company": "Kvitka", **over}


def names(client, **query):
    return [one.name for one in client.get(CONTACTS, query).context["page"]]


def test_empty_list_says_what_contacts_are_for(alices):
    page = html(alices.get(CONTACTS))
    assert "No contacts yet" in page
    assert ADD in page


@pytest.mark.parametrize(
    "words, expected",
    [
        ("", ["Andrii Melnyk", "iryna Bondar", "Oksana Shevchuk"]),
        ("IRYNA", ["iryna Bondar"]),
        ("kvitka", ["Andrii Melnyk", "Oksana Shevchuk"]),
        ("kvitka oksana", ["Oksana Shevchuk"]),
        ("recruiter", ["Andrii Melnyk"]),
        ("100%_", []),
    ],
)
def test_list_is_searched_by_name_company_and_role(alices, alice, bob, words, expected):
    make_contact(alice, name="iryna Bondar", company="Dnipro Soft")
    make_contact(alice, name="Oksana Shevchuk", company="Kvitka")
    make_contact(alice, name="Andrii Melnyk", company="Kvitka", role="Recruiter")
    make_contact(bob, name="Iryna of Bob", company="Kvitka")
    assert names(alices, q=words) == expected


def test_search_without_a_hit_says_so(alices, alice):
    make_contact(alice)
    assert "Nobody matches" in html(alices.get(CONTACTS, {"q": "xyz"}))


@pytest.mark.parametrize("count", [1, 50])
def test_list_takes_four_queries(alices, alice, count):
    for number in range(count):
        make_contact(alice, name=f"Person {number}")
    with assertNumQueries(4):
        alices.get(CONTACTS)


def test_list_turns_pages(alices, alice):
    for number in range(51):
        make_contact(alice, name=f"Person {number:02}")
    assert names(alices, page="2") == ["Person 50"]


def test_channels_are_links(alices, alice):
    contact = make_contact(
        alice, email="iryna+cv@kvitka.example", phone="+380 (50) 123", link="https://in.example/i"
    )
    for page in (html(alices.get(CONTACTS)), html(alices.get(url(contact)))):
        assert 'href="mailto:iryna+cv@kvitka.example"' in page
        assert 'href="tel:+380(50)123"' in page
        assert 'href="https://in.example/i"' in page


def test_address_can_not_smuggle_fields_into_a_mail(alices, alice):
    contact = make_contact(alice, email="a?bcc=eve@evil.example")
    for address in (CONTACTS, url(contact)):
        assert 'href="mailto:a%3Fbcc%3Deve@evil.example"' in html(alices.get(address))


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://files.example/cv", "data:text/html,x", "mailto:a@b.co"]
)
def test_link_that_is_no_web_page_is_refused(alices, alice, link):
    page = html(alices.post(ADD, filled(link=link)))
    assert page.count("Enter a valid URL.") == 1
    assert not alice.contacts.exists()


def test_added_contact_is_shown_as_text(alices, alice):
    response = alices.post(ADD, filled(name=HOSTILE, notes=HOSTILE, role=HOSTILE), follow=True)
    contact = alice.contacts.get()
    assert response.redirect_chain[-1][0] == url(contact)
    assert (contact.name, contact.notes) == (HOSTILE, HOSTILE)
    assert "<script>alert(1)" not in html(response)


def test_form_sent_twice_adds_one(alices, alice):
    data = filled()
    for _ in range(2):
        assert alices.post(ADD, data).status_code == 302
    assert alice.contacts.count() == 1


def test_key_of_another_person_makes_a_row_of_ones_own(alices, bobs, alice, bob):
    data = filled()
    bobs.post(ADD, data)
    alices.post(ADD, data | {"key": str(bob.contacts.get().public_id)})
    alices.post(ADD, data)
    assert (alice.contacts.count(), bob.contacts.count()) == (2, 1)


def test_add_writes_named_fields_only(alices, alice, bob):
    more = {"user": bob.pk, "public_id": str(uuid.uuid4()), "version": 9, "id": 1}
    alices.post(ADD, filled(**more))
    contact = alice.contacts.get()
    assert contact.version == 1
    assert str(contact.public_id) != more["public_id"]


def test_two_tabs_lose_nothing(alices, alice):
    contact = make_contact(alice, notes="As it was")
    version = re.search(
        r'name="version" value="(\d+)"', html(alices.get(url(contact, "edit_contact")))
    )
    data = {"name": contact.name, "company": contact.company, "version": version[1]}
    assert (
        alices.post(url(contact, "edit_contact"), data | {"notes": "First tab"}).status_code == 302
    )
    second = alices.post(url(contact, "edit_contact"), data | {"notes": "Second tab"})
    assert second.status_code == 409
    assert "First tab" in html(second)
    assert "Second tab</textarea>" in html(second)
    contact.refresh_from_db()
    assert contact.notes == "First tab"


def test_contact_page_names_applications_and_rounds(alices, alice):
    contact = make_contact(alice)
    application = make_application(alice, role="Gardener")
    binned = make_application(alice, role="Thrown away")
    contact.applications.add(application, binned)
    round = make_round(application, title="Second talk")
    round.people.add(contact)
    binned.throw_away()
    page = html(alices.get(url(contact)))
    assert "Gardener" in page
    assert "Second talk" in page
    assert "Thrown away" not in page


def test_deleting_says_first_what_stays(alices, alice):
    contact = make_contact(alice)
    application = make_application(alice)
    contact.applications.add(application)
    make_round(application).people.add(contact)
    page = html(alices.get(url(contact, "delete_contact")))
    assert "Delete Iryna Bondar?" in page
    assert "1 application stays" in page
    assert "1 interview stays" in page
    alices.post(url(contact, "delete_contact"))
    assert not Contact.objects.exists()
    assert application.rounds.count() == 1


def test_known_contact_is_tied_and_untied(alices, alice):
    application, contact = make_application(alice), make_contact(alice)
    for _ in range(2):
        alices.post(tie_url(application), {"key": str(uuid.uuid4()), "contact": contact.pk})
    page = html(alices.get(reverse("applications:page", args=[application.public_id])))
    assert "Iryna Bondar" in page
    assert application.contacts.count() == 1
    for _ in range(2):
        alices.post(untie_url(application, contact))
    assert not application.contacts.exists()
    assert alice.contacts.count() == 1


def test_new_contact_is_added_and_tied_in_one_form(alices, alice):
    application = make_application(alice, company="Kvitka")
    data = {"key": str(uuid.uuid4()), "name": "Oksana", "role": "CTO", "email": "o@kvitka.example"}
    for _ in range(2):
        alices.post(tie_url(application), data)
    contact = application.contacts.get()
    assert (contact.name, contact.company, contact.role) == ("Oksana", "Kvitka", "CTO")
    assert alice.contacts.count() == 1


def test_contact_of_a_stranger_can_not_be_tied(alices, alice, bob):
    application, theirs = make_application(alice), make_contact(bob, name="Canary")
    assert "Canary" not in html(alices.get(tie_url(application)))
    response = alices.post(tie_url(application), {"key": str(uuid.uuid4()), "contact": theirs.pk})
    assert "Select a valid choice" in html(response)
    assert not application.contacts.exists()
    assert alices.post(untie_url(application, theirs)).status_code == 404


@pytest.mark.parametrize("both", [True, False])
def test_tie_form_wants_exactly_one_person(alices, alice, both):
    application, contact = make_application(alice), make_contact(alice)
    data = {"contact": contact.pk, "name": "Oksana"} if both else {}
    response = alices.post(tie_url(application), {"key": str(uuid.uuid4()), **data})
    assert "Choose someone, or name someone new." in html(response)
    assert not application.contacts.exists()


def test_people_of_the_company_are_offered_first(alices, alice):
    make_contact(alice, name="Aaron", company="Elsewhere")
    make_contact(alice, name="Zoia", company="kvitka")
    page = html(alices.get(tie_url(make_application(alice, company="Kvitka"))))
    assert page.index("Zoia") < page.index("Aaron")


def test_tie_form_in_the_dialog_leads_back_to_the_page(alices, alice):
    application, contact = make_application(alice), make_contact(alice)
    headers = {"HX-Request": "true"}
    assert "<html" not in html(alices.get(tie_url(application), headers=headers))
    data = {"key": str(uuid.uuid4()), "contact": contact.pk}
    response = alices.post(tie_url(application), data, headers=headers)
    assert response["HX-Redirect"] == reverse("applications:page", args=[application.public_id])
