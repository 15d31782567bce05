import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.forms import ProfileForm
from accounts.models import User
from trackr.preferences import Preferences

SETTINGS = "accounts:settings"


def page(client, name="pages:terms", **headers):
    return client.get(reverse(name), headers=headers).content.decode()


def cookie(client):
    return client.cookies["preferences"]


def save(client, **over):
    fields = {"name": "Alice", "language": "en", "time_zone": "Europe/Kyiv", "theme": "system"}
    return client.post(reverse(SETTINGS), fields | over)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_page_is_in_the_language_that_the_browser_asks_for(client, language):
    response = client.get(reverse("pages:terms"), headers={"Accept-Language": language})
    assert f'<html lang="{language}"' in response.content.decode()
    assert response["Content-Language"] == language


def test_unknown_language_of_a_browser_becomes_english(client):
    assert '<html lang="en"' in page(client, **{"Accept-Language": "de, fr;q=0.5"})


@pytest.mark.parametrize("language", ["en", "uk"])
def test_chosen_language_outweighs_the_browser(client, language):
    client.post(reverse("accounts:set_language"), {"language": language})
    for asked in ("en", "uk"):
        assert f'<html lang="{language}"' in page(client, **{"Accept-Language": asked})


@pytest.mark.parametrize("theme", ["light", "dark", "system"])
def test_chosen_theme_is_kept_signed_out(client, theme):
    client.post(reverse("accounts:set_theme"), {"theme": theme})
    assert f'data-theme="{theme}"' in page(client)


def test_choosing_one_keeps_the_other(client):
    client.post(reverse("accounts:set_language"), {"language": "uk"})
    client.post(reverse("accounts:set_theme"), {"theme": "dark"})
    assert '<html lang="uk" data-theme="dark">' in page(client)


def test_cookie_is_kept_a_year_from_scripts_and_other_sites(client):
    client.post(reverse("accounts:set_theme"), {"theme": "dark"})
    assert cookie(client)["max-age"] == 365 * 24 * 3600
    assert cookie(client)["httponly"]
    assert cookie(client)["samesite"] == "Lax"
    assert set(client.cookies) == {"preferences"}


@pytest.mark.parametrize("form", [{}, {"theme": ""}, {"theme": "pink"}, {"theme": "dark\x00"}])
def test_unknown_theme_changes_nothing(client, form):
    client.post(reverse("accounts:set_theme"), form)
    assert "preferences" not in client.cookies


@pytest.mark.parametrize(
    "junk",
    [
        "x",
        "language=xx&theme=pink",
        "language=uk%00",
        "=&=&",
        "theme=<script>",
        "%ff%fe",
        "a" * 4000,
    ],
)
def test_junk_in_the_cookie_is_ignored(client, junk):
    client.cookies["preferences"] = junk
    assert '<html lang="en" data-theme="system">' in page(client)


@given(st.text(max_size=200))
def test_any_cookie_is_read_as_something_valid(value):
    client = Client()
    request = client.get("/privacy/").wsgi_request
    request.COOKIES = {"preferences": value}
    found = Preferences.of_cookie(request)
    assert found.language in {"", "en", "uk"}
    assert found.theme in {"system", "light", "dark"}


def test_accounts_values_win_when_signed_in(alices, alice):
    User.objects.filter(pk=alice.pk).update(language="uk", theme="dark")
    alices.cookies["preferences"] = "language=en&theme=light"
    assert '<html lang="uk" data-theme="dark">' in page(alices)


def test_switch_is_kept_in_the_account_and_the_cookie(alices, alice):
    alices.post(reverse("accounts:set_language"), {"language": "uk"})
    alices.post(reverse("accounts:set_theme"), {"theme": "dark"})
    alice.refresh_from_db()
    assert (alice.language, alice.theme) == ("uk", "dark")
    del alices.cookies["session"]
    assert '<html lang="uk" data-theme="dark">' in page(alices)


def test_switch_of_one_person_changes_no_other(alices, bob):
    alices.post(reverse("accounts:set_theme"), {"theme": "dark"})
    bob.refresh_from_db()
    assert bob.theme == "system"


def test_settings_are_saved(alices, alice):
    save(alices, name="Аліса", language="uk", time_zone="America/New_York", theme="light")
    alice.refresh_from_db()
    assert (alice.name, alice.language, alice.time_zone, alice.theme) == (
        "Аліса", "uk", "America/New_York", "light",
    )  # fmt: skip


@pytest.mark.parametrize(
    "over",
    [
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": ""},
        {"language": "xx"},
        {"theme": "pink"},
        {"name": "x" * 121},
        {"name": "a\x00b"},
    ],
)
def test_settings_refuse_what_they_do_not_know(alices, alice, over):
    response = save(alices, **{"name": "Changed"} | over)
    assert response.status_code == 200
    alice.refresh_from_db()
    assert (alice.name, alice.time_zone) == ("Alice Kovalenko", "Europe/Kyiv")


def test_settings_save_nothing_that_was_not_asked(alices, alice):
    save(alices, email="x@example.com", is_staff="on", is_superuser="on", password="x")
    alice.refresh_from_db()
    assert (alice.email, alice.is_staff, alice.is_superuser) == ("alice@example.com", False, False)


def test_every_zone_on_offer_works():
    offered = [zone for zone, _ in ProfileForm().fields["time_zone"].choices]
    assert len(offered) > 300
    for zone in offered:
        assert Preferences(time_zone=zone).zone.key == zone


def test_zone_that_this_machine_does_not_know_breaks_no_page(alices, alice):
    """The list of zones differs between machines and years."""
    User.objects.filter(pk=alice.pk).update(time_zone="Europe/Atlantis")
    assert alices.get(reverse(SETTINGS)).status_code == 200
