"""The cast (alice owns, bob is a stranger, staff helps), the sandbox, and shut doors."""

import datetime
import os
from importlib import import_module

import hypothesis
import pytest
import pytest_socket
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from billing.models import Plan
from sandbox.server import Sandbox
from tests.factories import make_user

# Playwright leaves an event loop in the thread, which Django takes for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# Examples may take their time on a busy machine; what counts is what they find.
hypothesis.settings.register_profile("trackr", deadline=None, database=None)
hypothesis.settings.load_profile("trackr")

NOW = datetime.datetime(2026, 11, 18, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _shut_sockets():
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def running_sandbox():
    server = Sandbox(port=0)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def sandbox(running_sandbox, settings):
    """The outside world, empty, with every client pointed at it."""
    running_sandbox.reset()
    url = running_sandbox.url
    settings.SANDBOX_URL = url
    settings.ANTHROPIC_API_KEY = "sk-sandbox"
    settings.ANTHROPIC_BASE_URL = f"{url}/anthropic"
    settings.RESEND_API_KEY = "re_sandbox"
    settings.RESEND_API_URL = f"{url}/resend"
    settings.MONOBANK_TOKEN = "sandbox-token"
    settings.MONOBANK_URL = f"{url}/monobank"
    return running_sandbox


@pytest.fixture
def mailbox(sandbox, settings):
    """The sandbox's mails; Django's test runner would keep them in memory otherwise."""
    settings.MAILERS = {"default": {"BACKEND": "trackr.mail.backend.ResendBackend"}}
    return sandbox.mails


@pytest.fixture
def clock():
    """A clock that stands still until it is moved: clock.shift(…), clock.move_to(…)."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def committed_db(transactional_db):
    """Rows that other threads see. The flush after such a test takes the migrations' rows along."""
    cache.clear()
    if not Plan.objects.exists():
        for name in ("0002_plans", "0006_prices", "0008_prices_of_plans"):
            import_module(f"billing.migrations.{name}").add(apps, None)


@pytest.fixture
def alice(db):
    return make_user("alice@example.com", name="Alice Kovalenko")


@pytest.fixture
def bob(db):
    return make_user("bob@example.com")


@pytest.fixture
def staff(db):
    return make_user("staff@example.com", is_staff=True, is_superuser=True)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def alices(alice):
    """A client that alice is signed in with."""
    return signed_in(alice)


@pytest.fixture
def bobs(bob):
    return signed_in(bob)


@pytest.fixture
def staffs(staff):
    return signed_in(staff)
