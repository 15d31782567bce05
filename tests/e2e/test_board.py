"""The board in the hand: by the dialog, by keys, by mouse and by finger."""

import re

import pytest
from playwright.sync_api import expect

from applications.models import Application
from tests.e2e.conftest import PHONE
from tests.factories import make_application

pytestmark = pytest.mark.e2e


@pytest.fixture
def application(alice):
    return make_application(alice, company="Kvitka", role="Django developer")


@pytest.fixture
def board(alices_page, application):
    alices_page.goto("/board/")
    return alices_page


def column(page, stage):
    return page.locator(f"[data-board] > [data-stage={stage}]")


def card(page, application):
    return page.locator(f"li.card:has(> a[href='/applications/{application.public_id}/'])")


def handle(page, application):
    return card(page, application).locator("[data-move]")


def expect_in(page, application, stage):
    expect(card(column(page, stage), application)).to_be_visible()
    expect(card(page, application)).to_have_count(1)


def expect_count(page, stage, number):
    expect(column(page, stage).locator("[data-count]")).to_have_text(str(number))


def expect_announced(page, text):
    expect(page.locator("[data-live-region]")).to_have_text(text)


def stage_of(application):
    return Application.objects.get(pk=application.pk).stage


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def lift(page, application, *, over):
    """Press on the handle and carry the card over a column, button still down."""
    page.wait_for_load_state()  # a page just opened by a link may still wait for its scripts
    page.mouse.move(*middle(handle(page, application)))
    page.mouse.down()
    page.mouse.move(*middle(column(page, over)), steps=5)
    expect(column(page, over)).to_have_class(re.compile("is-target"))


def test_move_by_the_dialog_shows_the_card_in_its_new_column(board, application):
    handle(board, application).click()
    dialog = board.get_by_role("dialog")
    dialog.get_by_label("Interview").check()
    dialog.get_by_role("button", name="Move").click()

    expect_in(board, application, "interview")
    expect_count(board, "saved", 0)
    expect_count(board, "interview", 1)
    expect(dialog).to_be_hidden()
    expect(handle(board, application)).to_be_focused()
    assert stage_of(application) == "interview"


def test_arrows_go_from_card_to_card(board, application, alice):
    below = make_application(alice, company="Fjord", role="Engineer")
    across = make_application(alice, company="Rozum", role="Platform engineer", stage="interview")
    board.reload()

    link = card(board, below).locator("a.card__role")
    link.focus()
    board.keyboard.press("ArrowDown")
    expect(card(board, application).locator("a.card__role")).to_be_focused()
    board.keyboard.press("ArrowUp")
    expect(link).to_be_focused()
    board.keyboard.press("ArrowRight")
    expect(card(board, across).locator("a.card__role")).to_be_focused()
    board.keyboard.press("ArrowLeft")
    expect(link).to_be_focused()


def test_shift_and_arrow_moves_the_card_and_the_focus_with_it(board, application):
    card(board, application).locator("a.card__role").focus()
    board.keyboard.press("Shift+ArrowRight")
    expect_in(board, application, "applied")
    expect_announced(board, "Django developer, Kvitka: Applied.")
    expect(handle(board, application)).to_be_focused()

    board.keyboard.press("Shift+ArrowRight")
    expect_in(board, application, "screening")
    expect_announced(board, "Django developer, Kvitka: Screening.")

    board.keyboard.press("Shift+ArrowLeft")
    expect_in(board, application, "applied")
    assert stage_of(application) == "applied"


@pytest.fixture
def held(board):
    """The first move waits until it is let go: keys pressed meanwhile find it where it was."""
    found = []
    board.route("**/move/", lambda route: found.append(route), times=1)
    return found


def begin_to_move(page, application):
    card(page, application).locator("a.card__role").focus()
    with page.expect_request("**/move/"):
        page.keyboard.press("Shift+ArrowRight")


def test_key_back_during_a_move_brings_the_card_back(board, application, held):
    begin_to_move(board, application)
    board.keyboard.press("Shift+ArrowLeft")
    held[0].continue_()

    expect_announced(board, "Django developer, Kvitka: Saved.")
    expect_in(board, application, "saved")
    expect(handle(board, application)).to_be_focused()
    assert stage_of(application) == "saved"


def test_keys_during_a_move_add_up(board, application, held):
    begin_to_move(board, application)
    for _press in range(2):
        board.keyboard.press("Shift+ArrowRight")
    held[0].continue_()

    expect_in(board, application, "test_task")
    expect_announced(board, "Django developer, Kvitka: Test task.")
    assert stage_of(application) == "test_task"
    expect(board.locator("[data-toast][data-level=error]")).to_have_count(0)


def test_other_cards_moved_during_a_move_follow_it(board, application, alice, held):
    others = [make_application(alice, company=one, stage="applied") for one in ("Fjord", "Arka")]
    board.reload()
    begin_to_move(board, application)
    for one in others:
        card(board, one).locator("a.card__role").focus()
        board.keyboard.press("Shift+ArrowRight")
    held[0].continue_()

    expect_in(board, others[1], "screening")
    expect_in(board, others[0], "screening")
    expect_in(board, application, "applied")
    assert [stage_of(one) for one in (application, *others)] == [
        "applied",
        "screening",
        "screening",
    ]
    expect(board.locator("[data-toast][data-level=error]")).to_have_count(0)


def test_focus_stays_with_the_card_it_went_to_during_a_move(board, application, alice, held):
    other = make_application(alice, company="Fjord", stage="applied")
    board.reload()
    begin_to_move(board, application)
    board.keyboard.press("ArrowRight")
    held[0].continue_()

    expect_in(board, application, "applied")
    expect(card(board, other).locator("a.card__role")).to_be_focused()


def test_escape_while_dragging_gives_up(board, application):
    asked = []
    board.on("request", lambda request: asked.append(request.url))
    lift(board, application, over="offer")
    board.keyboard.press("Escape")
    expect(board.locator(".card--clone")).to_have_count(0)
    expect(column(board, "offer")).not_to_have_class(re.compile("is-target"))
    board.mouse.up()

    expect_in(board, application, "saved")
    board.reload()
    assert not [url for url in asked if "/move/" in url]
    assert application.events.count() == 1


def test_drop_outside_of_the_board_changes_nothing(board, application):
    lift(board, application, over="offer")
    board.mouse.move(20, 5, steps=5)
    board.mouse.up()

    expect(board.locator(".card--clone")).to_have_count(0)
    expect_in(board, application, "saved")
    assert application.events.count() == 1


def test_finger_drags_the_card_by_its_handle(new_visitor, alice, application):
    page = new_visitor(alice, viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto("/board/")
    touch = page.context.new_cdp_session(page)
    x, y = middle(handle(page, application))
    right = PHONE["width"] - 30

    def finger(kind, *points):
        places = [{"x": px, "y": py} for px, py in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    finger("touchStart", (x, y))
    finger("touchMove", (x + 20, y))
    expect(page.locator(".card--clone")).to_be_visible()
    finger("touchMove", (right, y))
    expect(column(page, "applied")).to_have_class(re.compile("is-target"))
    finger("touchEnd")

    expect_in(page, application, "applied")
    assert stage_of(application) == "applied"


def test_undo_in_the_toast_puts_the_card_back(board, application):
    card(board, application).locator("a.card__role").focus()
    board.keyboard.press("Shift+ArrowRight")
    expect_in(board, application, "applied")

    board.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect_in(board, application, "saved")
    expect_announced(board, "Undone. Django developer, Kvitka: Saved.")
    expect_count(board, "applied", 0)
    expect(board).to_have_url(re.compile("/board/$"))
    assert stage_of(application) == "saved"


def test_add_from_a_column_puts_the_card_there(board, alice):
    column(board, "interview").get_by_role("link", name="Add to Interview").click()
    dialog = board.get_by_role("dialog")
    dialog.get_by_label("Company").fill("Fjord Analytics")
    dialog.get_by_label("Role").fill("Backend engineer")
    dialog.get_by_role("button", name="Add", exact=True).click()

    expect(column(board, "interview").get_by_text("Fjord Analytics")).to_be_visible()
    expect_count(board, "interview", 1)
    expect(dialog).to_be_hidden()
    assert alice.applications.get(company="Fjord Analytics").stage == "interview"


def test_add_without_a_role_keeps_the_dialog_and_says_so(board):
    column(board, "saved").get_by_role("link", name="Add to Saved").click()
    dialog = board.get_by_role("dialog")
    dialog.get_by_label("Company").fill("Fjord Analytics")
    dialog.get_by_label("Role").evaluate("field => field.required = false")
    dialog.get_by_role("button", name="Add", exact=True).click()

    expect(dialog.get_by_text("This field is required.")).to_be_visible()
    expect(dialog.get_by_label("Role")).to_be_focused()
    expect(dialog.get_by_label("Company")).to_have_value("Fjord Analytics")


def test_ending_moves_the_card_to_the_drawer(board, application):
    handle(board, application).click()
    dialog = board.get_by_role("dialog")
    dialog.get_by_role("link", name="It has ended…").click()
    dialog.get_by_label("Rejected").check()
    dialog.get_by_role("button", name="Save").click()

    expect(board.locator("[data-board] li.card")).to_have_count(0)
    expect_count(board, "saved", 0)
    drawer = board.locator("[data-ended]")
    expect(drawer.locator("[data-count]")).to_have_text("1")
    drawer.locator("summary").click()
    expect(drawer.get_by_role("link", name="Django developer", exact=True)).to_be_visible()
    expect(drawer.get_by_text("Rejected")).to_be_visible()
    assert Application.objects.get().ending == "rejected"


def test_ending_shows_in_the_open_drawer(board, application):
    board.locator("[data-ended] summary").click()
    expect(board.get_by_text("Nothing has ended yet.")).to_be_visible()

    handle(board, application).click()
    dialog = board.get_by_role("dialog")
    dialog.get_by_role("link", name="It has ended…").click()
    dialog.get_by_label("Withdrew").check()
    dialog.get_by_role("button", name="Save").click()

    expect(board.locator("[data-ended]").locator("li.card")).to_have_count(1)


def test_undone_ending_comes_back_from_the_drawer(board, application):
    handle(board, application).click()
    dialog = board.get_by_role("dialog")
    dialog.get_by_role("link", name="It has ended…").click()
    dialog.get_by_label("Rejected").check()
    dialog.get_by_role("button", name="Save").click()
    board.locator("[data-toast]").get_by_role("button", name="Undo").click()

    expect_in(board, application, "saved")
    expect(board.locator("[data-ended] [data-count]")).to_have_text("0")


def test_escape_closes_the_dialog_and_returns_the_focus(board, application):
    handle(board, application).focus()
    board.keyboard.press("Enter")
    dialog = board.get_by_role("dialog")
    expect(dialog.get_by_label("Saved")).to_be_focused()

    board.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(handle(board, application)).to_be_focused()


def test_move_of_a_deleted_application_says_so(board, application, guard):
    guard.allow("404")
    guard.allow("Response Status Error Code 404")
    Application.objects.filter(pk=application.pk).delete()
    card(board, application).locator("a.card__role").focus()
    board.keyboard.press("Shift+ArrowRight")

    expect(board.locator("[data-toast]")).to_have_count(1)
    expect(board.locator("[data-toast]")).to_contain_text("The move was not saved.")
    expect(card(board, application)).not_to_have_class(re.compile("is-busy"))
    expect_in(board, application, "saved")


def test_move_without_a_network_says_so(board, application, guard):
    guard.allow("ERR_INTERNET_DISCONNECTED")
    guard.allow("htmx:")
    board.context.set_offline(True)
    card(board, application).locator("a.card__role").focus()
    board.keyboard.press("Shift+ArrowRight")

    expect(board.locator("[data-toast]")).to_contain_text("The move was not saved.")
    expect(card(board, application)).not_to_have_class(re.compile("is-busy"))
    expect_in(board, application, "saved")
