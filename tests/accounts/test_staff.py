import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.steps import (
    app_code,
    give_code,
    give_second_factor,
    sign_in,
    signed_in_for_real,
)
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
ADMIN = "/admin/"


def test_admin_sends_a_visitor_to_our_own_sign_in_page(client):
    there = client.get(client.get(ADMIN)["Location"])
    assert there["Location"].startswith(reverse("account_login"))
    assert there["Location"].endswith("next%3D/admin/")


def test_admin_takes_no_password_itself(client, staff):
    response = client.post("/admin/login/", {"username": staff.email, "password": "x"})
    assert response["Location"].startswith(reverse("account_login"))


def test_staff_without_a_second_factor_are_sent_to_set_one_up(staff):
    client = signed_in_for_real(staff.email)
    response = client.get(ADMIN, follow=True)
    assert response.redirect_chain[-1][0] == reverse("mfa_index")
    assert "Set up a second factor first" in response.content.decode()


def test_staff_with_a_second_factor_enter(staff):
    secret, _ = give_second_factor(staff)
    client = Client()
    page = client.get(ADMIN, follow=True)
    form = {
        "login": staff.email,
        "password": PASSWORD,
        "next": page.context["redirect_field_value"],
    }
    client.post(reverse("account_login"), form)
    code = {"code": app_code(secret), "next": form["next"]}

    response = client.post(reverse("mfa_authenticate"), code, follow=True)

    assert response.redirect_chain[-1][0] == ADMIN
    assert "/admin/accounts/user/" in response.content.decode()


def test_password_is_changed_on_the_accounts_own_page(staffs, staff):
    give_second_factor(staff)
    response = staffs.get("/admin/password_change/")
    assert response["Location"] == reverse("account_change_password")


def test_staff_who_gave_only_the_password_do_not_enter(staff):
    give_second_factor(staff)
    client = Client()
    sign_in(client, staff.email)
    assert client.get(ADMIN).status_code == 302


@pytest.mark.parametrize("path", [ADMIN, "/admin/accounts/user/", "/admin/login/"])
def test_others_do_not_enter_whatever_their_factors(alice, path):
    secret, _ = give_second_factor(alice)
    client = Client()
    sign_in(client)
    give_code(client, app_code(secret))
    response = client.get(path, follow=True)
    assert response.status_code == 403
    assert "alice@example.com</td>" not in response.content.decode()


def test_staff_who_lose_the_second_factor_are_out_at_once(staff):
    secret, _ = give_second_factor(staff)
    client = Client()
    sign_in(client, staff.email)
    give_code(client, app_code(secret))
    staff.authenticator_set.all().delete()
    assert client.get(ADMIN).status_code == 302


def test_staff_who_are_staff_no_more_are_out_at_once(staff):
    secret, _ = give_second_factor(staff)
    client = Client()
    sign_in(client, staff.email)
    give_code(client, app_code(secret))
    type(staff).objects.filter(pk=staff.pk).update(is_staff=False)
    assert client.get(ADMIN, follow=True).status_code == 403
