"""A session that ended under an open page: htmx is sent to sign in and comes back to that page."""

import pytest
from django.test import Client
from django.urls import reverse

SIGN_IN = reverse("account_login")
pytestmark = pytest.mark.django_db


def ask(path="/applications/add/", method="get", **headers):
    given = {"HX-Request": "true"} | {
        name.replace("_", "-"): said for name, said in headers.items()
    }
    return getattr(Client(), method)(path, headers=given)


@pytest.mark.parametrize("method", ["get", "post"])
def test_htmx_is_sent_to_sign_in_and_back_to_its_page(method):
    response = ask(method=method, HX_Current_URL="http://testserver/applications/?q=%D0%BA&page=2")
    assert response.status_code == 200
    assert (
        response["HX-Redirect"] == f"{SIGN_IN}?next=%2Fapplications%2F%3Fq%3D%25D0%25BA%26page%3D2"
    )
    assert response.content == b""


@pytest.mark.parametrize(
    "url",
    [
        "http://evil.example/board/",
        "https://testserver/board/",
        "//evil.example/",
        "javascript:alert(1)",
    ],
)
def test_page_of_another_site_is_no_way_back(url):
    assert ask(HX_Current_URL=url)["HX-Redirect"] == SIGN_IN


def test_htmx_that_names_no_page_is_sent_to_sign_in():
    assert ask()["HX-Redirect"] == SIGN_IN


def test_browser_is_redirected_as_ever():
    response = Client().get("/board/")
    assert (response.status_code, response["Location"]) == (302, f"{SIGN_IN}?next=/board/")
    assert "HX-Redirect" not in response


def test_back_button_is_redirected_as_ever():
    assert ask(HX_History_Restore_Request="true").status_code == 302


def test_other_redirects_are_left_alone(alices):
    response = alices.get(reverse("applications:save_captured"), headers={"HX-Request": "true"})
    assert (response.status_code, response["Location"]) == (302, reverse("applications:capture"))
