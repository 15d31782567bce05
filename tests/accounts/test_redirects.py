"""Wherever a form carries `next`, it leads to a page of ours or nowhere."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.steps import sign_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
ELSEWHERE = [
    "https://evil.example",
    "http://evil.example/applications/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https:evil.example",
    "https:///evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "https://evil.example\\@testserver/",
    "\x08//evil.example",
    "\t//evil.example",
    "//evil.example%2F@testserver",
    "ftp://testserver/",
]
FORMS = {
    "sign in": ("account_login", {"login": "alice@example.com", "password": PASSWORD}),
    "language": ("accounts:set_language", {"language": "uk"}),
    "language, refused": ("accounts:set_language", {"language": "xx"}),
    "theme": ("accounts:set_theme", {"theme": "dark"}),
    "theme, refused": ("accounts:set_theme", {"theme": "pink"}),
}


def send(form, target):
    name, fields = FORMS[form]
    return Client().post(reverse(name), fields | {"next": target})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("target", ELSEWHERE)
def test_form_leads_nowhere_else(alice, form, target):
    response = send(form, target)
    assert response.status_code == 302
    place = urlsplit(response["Location"])
    assert (place.scheme, place.netloc) == ("", "")
    assert place.path in {reverse("pages:landing"), reverse("applications:today")}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("target", ["/applications/?q=a&sort=b", "/terms/"])
def test_form_leads_back_to_a_page_of_ours(alice, form, target):
    assert send(form, target)["Location"] == target


@pytest.mark.parametrize("target", ["/terms/\r\nSet-Cookie: a=b", "/%0d%0aSet-Cookie:a=b"])
def test_line_breaks_make_no_header(target):
    response = send("theme", target)
    assert response.status_code == 302
    assert "a" not in response.cookies
    assert "\n" not in response["Location"]


def test_page_that_asked_for_sign_in_is_where_it_leads(client, alice):
    wanted = reverse("applications:table")
    asked = client.get(wanted)["Location"]
    response = client.post(asked, {"login": alice.email, "password": PASSWORD})
    assert response["Location"] == wanted


def test_sign_in_without_next_leads_to_today(client, alice):
    assert sign_in(client)["Location"] == reverse("applications:today")
