"""Each page, light and dark, English and Ukrainian: axe finds nothing, 320 px are wide enough."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.e2e.pages import (
    OF_NOBODY,
    OF_THE_PERSON,
    PUBLIC,
    Life,
    Words,
    analysis_address,
    open_page,
    preferences_cookie,
    show_captured,
    show_checked_cv,
    show_code_form,
)
from tests.e2e.test_board import card as find_card
from tests.factories import CV, PASSWORD, POSTING

pytestmark = pytest.mark.e2e

LOOKS = [("light", "en"), ("dark", "uk")]
NARROW = {"width": 320, "height": 640}
WHAT_STICKS_OUT = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 0.5)
        .slice(0, 5)
        .map((one) => `${one.tagName.toLowerCase()}.${one.className}`);
}"""


class Inspection:
    """Looks at page after page and keeps what is wrong with each."""

    def __init__(self, page):
        self.page = page
        self.found = {}

    def visit(self, name, address):
        open_page(self.page, address)
        self.look(name)

    def look(self, name):
        wide = self.page.viewport_size
        violations = Axe().run(self.page).response["violations"]
        wrong = [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in violations]
        self.page.set_viewport_size(NARROW)
        wrong += [("wider than 320 px", one) for one in self.page.evaluate(WHAT_STICKS_OUT)]
        self.page.set_viewport_size(wide)
        if wrong:
            self.found[name] = wrong


@pytest.fixture(params=LOOKS, ids="-".join)
def look(request):
    return request.param


@pytest.fixture
def strangers_view(look, new_visitor, guard):
    theme, language = look
    page = new_visitor(color_scheme=theme)
    cookie = preferences_cookie(guard.origin, theme=theme, language=language)
    page.context.add_cookies([cookie])
    return Inspection(page)


@pytest.fixture
def person(look, alice):
    alice.theme, alice.language = look
    alice.save()
    return alice


@pytest.fixture
def persons_view(person, new_visitor):
    return Inspection(new_visitor(person))


def test_public_pages(strangers_view, guard, look, mailbox):
    for name, view in PUBLIC.items():
        strangers_view.visit(name, reverse(view))
    root = strangers_view.page.locator("html")
    assert (root.get_attribute("data-theme"), root.get_attribute("lang")) == look
    show_code_form(strangers_view.page, "nobody@example.com")
    strangers_view.look("code")
    guard.allow("404")
    strangers_view.visit("not found", "/nothing/here/")
    assert strangers_view.found == {}


def test_empty_pages(persons_view):
    for name, view in {**OF_THE_PERSON, **OF_NOBODY}.items():
        persons_view.visit(name, reverse(view))
    show_captured(persons_view.page, POSTING)
    persons_view.look("captured")
    show_checked_cv(persons_view.page)
    persons_view.look("checked CV")
    assert persons_view.found == {}


def test_pages_behind_the_password(persons_view):
    page = persons_view.page
    page.goto(reverse("mfa_activate_totp"))
    persons_view.look("password again")
    page.locator("main [name=password]").fill(PASSWORD)
    page.locator("main form:has([name=password]) [type=submit]").click()
    page.locator("main [name=code]").wait_for()
    persons_view.look("authenticator app")
    persons_view.visit("passkey", reverse("mfa_add_webauthn"))
    assert persons_view.found == {}


def test_filled_pages(persons_view, person, look):
    for name, address in Life(person, Words()).addresses().items():
        persons_view.visit(name, address)
    root = persons_view.page.locator("html")
    assert (root.get_attribute("data-theme"), root.get_attribute("lang")) == look
    assert persons_view.found == {}


def test_analysis_in_each_state(persons_view, person, sandbox, guard):
    life = Life(person, Words())
    persons_view.visit("done", analysis_address(life.finished_analysis()))
    life.cv.write(f"{CV}\n- Moved 3 services to Kubernetes")
    persons_view.visit("done again", analysis_address(life.finished_analysis()))
    for state in ("running", "failed"):
        persons_view.visit(state, analysis_address(life.analysis(state)))

    held = []
    persons_view.page.route("**/events/", lambda route: held.append(route))  # it stays pending
    with persons_view.page.expect_request("**/events/"):
        persons_view.visit("pending", analysis_address(life.analysis("pending")))
    guard.allow("ERR_FAILED")
    held[0].abort()
    assert persons_view.found == {}


def test_form_with_errors(persons_view):
    page = persons_view.page
    page.goto(reverse("applications:add"))
    page.locator("main form").evaluate("form => { form.noValidate = true; }")
    page.locator("main form [type=submit]").click()
    page.locator(".field__error").first.wait_for()
    persons_view.look("add, refused")
    assert persons_view.found == {}


def test_board_with_dialog_and_toast(persons_view, person):
    life = Life(person, Words())
    page = persons_view.page
    page.goto(reverse("applications:board"))
    card = find_card(page, life.applications[0])
    card.locator("a").first.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.locator("[data-toast]").wait_for()
    persons_view.look("toast")
    card.locator("[data-move]").click()
    page.locator("dialog[open]").wait_for()
    persons_view.look("dialog")
    page.keyboard.press("Escape")
    page.locator(".header__nav [data-menu] summary").click()
    persons_view.look("more")
    page.keyboard.press("Escape")
    page.locator(".header__tools [data-menu] summary").click()
    persons_view.look("menu")
    assert persons_view.found == {}
