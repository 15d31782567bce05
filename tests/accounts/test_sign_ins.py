import datetime

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.steps import is_signed_in, sign_in, signed_in_for_real

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


def end(client, number):
    return client.post(reverse("accounts:end_session"), {"session": number})


def row_of(client):
    return UserSession.objects.get(session_key=client.session.session_key)


def test_list_shows_each_device(alice, bob):
    here = signed_in_for_real(**{"User-Agent": FIREFOX})
    signed_in_for_real(**{"User-Agent": IPHONE})
    signed_in_for_real(bob.email, **{"User-Agent": "Mozilla/5.0 (Windows) Edg/140.0"})

    page = here.get(reverse("usersessions_list")).content.decode()

    assert "Firefox, Linux" in page
    assert "Safari, iPhone" in page
    assert page.count("This device") == 1
    assert "Edge" not in page


def test_end_signs_one_device_out(alice):
    here, there, third = (signed_in_for_real() for _ in range(3))
    assert end(here, row_of(there).pk)["Location"] == reverse("usersessions_list")
    assert [is_signed_in(client) for client in (here, there, third)] == [True, False, True]


def test_end_of_this_device_is_a_sign_out(alice):
    here = signed_in_for_real()
    response = end(here, row_of(here).pk)
    assert response.status_code == 302
    assert not is_signed_in(here)


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "9" * 30, "1\x00"])
def test_end_of_nothing_is_not_found(alice, number):
    assert end(signed_in_for_real(), number).status_code == 404


def test_end_of_a_strangers_sign_in_is_not_found(alice, bob):
    bobs = signed_in_for_real(bob.email)
    assert end(signed_in_for_real(), row_of(bobs).pk).status_code == 404
    assert is_signed_in(bobs)


def test_everywhere_else_signs_out_all_but_this_device(alice, bob):
    here, there, third = (signed_in_for_real() for _ in range(3))
    bobs = signed_in_for_real(bob.email)
    here.post(reverse("usersessions_list"))
    signed_in = [is_signed_in(client) for client in (here, there, third, bobs)]
    assert signed_in == [True, False, False, True]


def test_cookie_is_dead_after_sign_out(alice):
    client = signed_in_for_real()
    key = client.session.session_key
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies[django_settings.SESSION_COOKIE_NAME] = key
    assert not is_signed_in(thief)


def test_sign_out_by_a_link_does_nothing(alice):
    client = signed_in_for_real()
    client.get(reverse("account_logout"))
    assert is_signed_in(client)


def test_session_key_changes_at_sign_in(alice, mailbox):
    """Fixation: a key that a stranger planted before is worth nothing after."""
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "alice@example.com"})
    planted = client.session.session_key
    sign_in(client)
    thief = Client()
    thief.cookies[django_settings.SESSION_COOKIE_NAME] = planted
    assert is_signed_in(client)
    assert client.session.session_key != planted
    assert not is_signed_in(thief)


def test_made_up_session_key_is_not_taken_over(alice):
    client = Client()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = "a" * 32
    sign_in(client)
    assert client.session.session_key != "a" * 32
    assert is_signed_in(client)


@pytest.mark.parametrize(("days", "alive"), [(13.9, True), (14.1, False)])
def test_sign_in_lasts_two_weeks(alice, clock, days, alive):
    client = signed_in_for_real()
    clock.shift(datetime.timedelta(days=days))
    assert is_signed_in(client) is alive


def test_account_that_was_switched_off_is_signed_out_and_kept_out(alice):
    client = signed_in_for_real()
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert not is_signed_in(client)
    sign_in(client)
    assert not is_signed_in(client)


def test_signed_in_pages_are_not_stored_by_the_browser(alice):
    response = signed_in_for_real().get(reverse("accounts:settings"))
    assert "no-store" in response["Cache-Control"]


def test_session_cookie_is_kept_from_scripts_and_other_sites(alice):
    cookie = sign_in(Client()).cookies[django_settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
