"""A real Chromium before a real server. A page that does what it must not fails the test."""

import os
import shutil

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import expect

from tests.conftest import signed_in
from tests.e2e.guard import Guard

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE_MS = 10_000

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = shutil.which(os.environ.get("CHROMIUM") or "chromium")
    if path is None:
        pytest.fail("The browser tests need Chromium: install it, or name it in CHROMIUM.")
    return browser_type_launch_args | {"executable_path": path, "args": QUIET}


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {
        "locale": "en-GB",
        "reduced_motion": "reduce",
        "service_workers": "block",
        "viewport": WIDE,
    }


@pytest.fixture
def guard(live_server, committed_db):
    """Watches every page. guard.allow("…") names console noise that the test asks for."""
    guard = Guard(live_server.url)
    yield guard
    assert guard.complaints() == []


@pytest.fixture
def new_visitor(browser, browser_context_args, guard):
    """A function that opens a page of its own: new_visitor(user, has_touch=True, …)."""
    contexts = []

    def visit(user=None, **options):
        context = browser.new_context(**(browser_context_args | options))
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        guard.watch(context)
        if user is not None:
            context.add_cookies([session_cookie(user, guard.origin)])
        return context.new_page()

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_visitor):
    """A page that nobody is signed in on."""
    return new_visitor()


@pytest.fixture
def alices_page(new_visitor, alice):
    return new_visitor(alice)


def session_cookie(user, origin):
    name = django_settings.SESSION_COOKIE_NAME
    return {"name": name, "value": signed_in(user).cookies[name].value, "url": origin}
