import concurrent.futures
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
import requests
from django.db import connection, transaction
from django.test import Client
from django.urls import include, path, reverse

from tests.factories import PASSWORD
from trackr import database

ROOT = Path(__file__).parent.parent.parent
ATTEMPTS = 3
PATIENCE_SECONDS = 60
PREPARE = """
import django
django.setup()
from django.core.management import call_command
from tests.factories import make_user
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
make_user("alice@example.com")
"""


def value_too_big(request):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT '999999999999'::int")


def null_character(request):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::text", ["a\x00b"])


def broken(request):
    secret_of_this_view = "canary"
    raise RuntimeError(secret_of_this_view)


# Used as a URLconf below: ours, and views that break as ours must not.
urlpatterns = [
    path("too-big/", value_too_big),
    path("null/", null_character),
    path("broken/", broken),
    path("", include("trackr.urls")),
]
handler400 = "trackr.errors.bad_request"
handler500 = "trackr.errors.server_error"


@pytest.fixture
def visitor(alice, settings):
    """alice's client on our pages and the broken ones; it shows error pages as a browser would."""
    settings.ROOT_URLCONF = "tests.trackr.test_errors"
    client = Client(raise_request_exception=False)
    client.force_login(alice)
    return client


@pytest.mark.parametrize("address", ["/too-big/", "/null/"])
def test_value_that_the_database_can_not_hold_is_a_bad_request(visitor, address):
    response = visitor.get(address)
    assert response.status_code == 400
    assert "We could not read that request" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/applications/%00/",
        "/terms/?q=%00",
        "/applications/?q=a%00b",
        "/account/login/?%00",
    ],
)
def test_null_character_in_an_address_is_a_bad_request(visitor, address):
    response = visitor.get(address)
    assert response.status_code == 400
    assert "We could not read that request" in response.content.decode()


def test_broken_view_shows_a_page_without_a_trace_of_why(visitor):
    response = visitor.get("/broken/")
    page = response.content.decode()
    assert response.status_code == 500
    for word in ("canary", "Traceback", "RuntimeError", "test_errors", "secret_of_this_view"):
        assert word not in page
    assert "</html>" in page


@pytest.mark.parametrize("address", ["/too-big/", "/broken/", "/no-such-page/", "/%00"])
def test_error_pages_have_the_security_headers(visitor, address):
    response = visitor.get(address)
    assert response.status_code >= 400
    assert "default-src 'none'" in response.get("Content-Security-Policy", "") or address == "/%00"
    assert response["Content-Type"] == "text/html; charset=utf-8"


def test_error_page_speaks_the_language_of_the_visitor(visitor, alice):
    type(alice).objects.update(language="uk")
    assert '<html lang="uk"' in visitor.get("/too-big/").content.decode()


@pytest.fixture
def outage():
    """A running server of its own, signed in as alice, and its database to stop and start."""
    folder = Path(tempfile.mkdtemp(prefix="trackr-", dir="/tmp"))  # noqa: S108  sockets need short names
    data = folder / "pg"
    environ = {
        **os.environ,
        "DATABASE_URL": database.start_embedded(data),
        "DATABASE_POOL": "1",
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "trackr.settings",
        "PYTHONUNBUFFERED": "1",
    }
    subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=environ, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks", address],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watchdog = threading.Timer(PATIENCE_SECONDS, server.kill)
    watchdog.start()
    try:
        assert any("Quit the server" in line for line in server.stdout)
        yield f"http://{address}", data
    finally:
        watchdog.cancel()
        server.kill()
        server.communicate()
        database.stop_embedded(data)
        shutil.rmtree(folder)


def test_database_down_is_a_503_page_and_back_by_itself(outage):
    site, data = outage
    page = f"{site}/account/login/"
    person = requests.Session()
    form = person.get(page)
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', form.text)[1]
    fields = {"login": "alice@example.com", "password": PASSWORD, "csrfmiddlewaretoken": token}
    cookies = dict(person.cookies)

    def sign_in():
        return requests.post(page, fields, cookies=cookies, allow_redirects=False, timeout=10)

    def settings_page():
        return person.get(f"{site}/settings/", allow_redirects=False)

    person.cookies.update(sign_in().cookies)
    assert settings_page().status_code == 200

    database.stop_embedded(data)
    with concurrent.futures.ThreadPoolExecutor() as threads:
        answers = [answer.result() for answer in map(threads.submit, (settings_page, sign_in))]
    for answer in answers:
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "10"
        assert "Your data is safe" in answer.text
        assert answer.elapsed.total_seconds() < 5
    landing = requests.get(f"{site}/", timeout=10)
    assert landing.status_code == 200  # a visitor's first page needs no database

    database.start_embedded(data)
    answers = (settings_page().status_code for _ in range(ATTEMPTS))  # each waits for the pool
    assert 200 in answers
    assert sign_in().status_code == 302


@pytest.mark.parametrize("name", ["capture", "import", "mail", "links"])
def test_ten_megabytes_of_paste_get_a_clear_sentence(name, alices):
    response = alices.post(reverse(f"applications:{name}"), {"pasted": "x" * 10_000_000})
    assert response.status_code == 413
    assert "nothing was saved" in response.content.decode()
