"""Refusals of last resort, and what the log says of a database in trouble."""

import logging

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import include, path


def value_too_big(request):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::text::int", ["canary of a person"])


def database_away(request):
    raise OperationalError("canary of a person")


urlpatterns = [
    path("too-big/", value_too_big, name="too_big"),
    path("away/", database_away, name="away"),
    path("", include("trackr.urls")),
]
handler500 = "trackr.errors.server_error"


@pytest.fixture
def visitor(alice, settings):
    settings.ROOT_URLCONF = "tests.trackr.test_middleware"
    client = Client(raise_request_exception=False)
    client.force_login(alice)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cookie",
    [
        r'session="abcdefghij\000k"',
        r'other="\000"; session=abcdefghijk',
        'preferences="a\x00b"',
        "na\x00me=value",
    ],
)
def test_cookie_with_a_null_character_is_a_bad_request(cookie):
    client = Client(raise_request_exception=False)
    response = client.get("/settings/", headers={"cookie": cookie})
    assert response.status_code == 400
    assert "We could not read that request" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cookie",
    [
        r'session="abcdefghij\001\037\177k"',
        r'session="abcdefghij\377k"; preferences="\003"',
        "session=abcdefghij\xed\xb3\xbfk",  # half of a surrogate pair, as it comes over the wire
    ],
)
def test_cookie_that_is_only_odd_opens_no_session_and_breaks_nothing(cookie):
    client = Client(raise_request_exception=False)
    response = client.get("/settings/", headers={"cookie": cookie})
    assert response.status_code == 302


@pytest.mark.parametrize(
    "address, status, line",
    [
        ("/too-big/", 400, "database trouble in too_big: DataError"),
        ("/away/", 503, "database trouble in away: OperationalError"),
    ],
)
def test_database_trouble_is_logged_without_the_value(visitor, caplog, address, status, line):
    with caplog.at_level(logging.INFO):
        response = visitor.get(address)
    assert response.status_code == status
    assert [one.getMessage() for one in caplog.records if one.name == "trackr.middleware"] == [line]
    assert "canary" not in caplog.text


def test_page_of_htmx_that_is_no_address_is_refused(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://["}
    assert client.get("/", headers=headers).status_code == 400
