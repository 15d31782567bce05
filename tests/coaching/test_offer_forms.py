"""Editing an offer and the criteria: what is wrong is said, nothing is lost between two tabs."""

import pytest
from pytest_django.asserts import assertContains, assertRedirects

from coaching.models import Criterion, Rating
from coaching.offers.choosing import MOST_CRITERIA
from tests.coaching.offers import PAGE, make_criterion, make_offer, posted, url

CRITERIA = "/coach/offers/criteria/"


@pytest.fixture
def pay(alice):
    return make_criterion(alice, "Pay", 8)


@pytest.fixture
def people(alice):
    return make_criterion(alice, "People", 5)


@pytest.fixture
def offer(alice, pay, people):
    return make_offer(alice, 7, gross=1000, currency="UAH")


def criteria_posted(*rows, **said):
    """What the form of the criteria sends, as it is filled now."""
    told = {}
    for place, row in enumerate(rows, 1):
        for name, value in (("name", row.name), ("weight", row.weight), ("position", place)):
            told |= {
                f"{name}_{row.public_id.hex}": value,
                f"initial-{name}_{row.public_id.hex}": value,
            }
    for number in (1, 2, 3):
        told |= {f"name_new{number}": "", f"weight_new{number}": 5}
    return told | said


def names(user):
    return [(one.name, one.weight) for one in Criterion.objects.of(user)]


def test_offer_is_saved_with_points_and_reasons(alices, offer, pay, people):
    said = {
        "gross": "1234.50", "net": "1000", "currency": "eur", "period": "hour",
        "extra_gross": "12", "answer_by": "2026-12-01", "note": "A\r\nnote",
        f"points_{pay.public_id.hex}": "", f"points_{people.public_id.hex}": "0",
        f"reason_{people.public_id.hex}": "Met two of them",
    }  # fmt: skip
    assertRedirects(alices.post(url("offer", offer), posted(offer, **said)), PAGE)
    offer.refresh_from_db()
    assert (str(offer.gross), offer.currency, offer.period) == ("1234.50", "EUR", "hour")
    assert (offer.note, str(offer.answer_by)) == ("A\nnote", "2026-12-01")
    rated = {one.criterion.name: (one.points, one.reason) for one in offer.ratings.all()}
    assert rated == {"Pay": (None, ""), "People": (0, "Met two of them")}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"gross": "-1"}, "greater than or equal to 0"),
        ({"gross": "99999999999999"}, "no more than 12 digits"),
        ({"gross": "1.234"}, "no more than 2 decimal places"),
        ({"gross": "NaN"}, "Enter a number."),
        ({"gross": "lots"}, "Enter a number."),
        ({"currency": ""}, "Say in which currency it is paid."),
        ({"currency": "₴₴₴"}, "Use three letters, such as UAH, EUR or USD."),
        ({"currency": "EURO"}, "at most 3 characters"),
        ({"period": "minute"}, "Select a valid choice"),
        ({"net": "1000.01"}, "Net is above gross. If that is so, tick the box below"),
        ({"extra_gross": "1", "extra_net": "2"}, "Net is above gross."),
        ({"answer_by": "tomorrow"}, "Enter a valid date."),
        ({"note": "x" * 2_001}, "at most 2000 characters"),
        ({"points": "11"}, "less than or equal to 10"),
        ({"points": "-1"}, "greater than or equal to 0"),
        ({"points": "5.5"}, "Enter a whole number."),
        ({"reason": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(alices, offer, pay, said, sentence):
    key = pay.public_id.hex
    said = {
        f"{name}_{key}" if name in {"points", "reason"} else name: v for name, v in said.items()
    }
    page = alices.post(url("offer", offer), posted(offer, **said))
    assertContains(page, sentence, status_code=422)
    offer.refresh_from_db()
    assert (offer.version, Rating.objects.get().points) == (1, 7)


def test_net_above_gross_is_a_question_and_no_refusal(alices, offer):
    said = posted(offer, net="1500")
    page = alices.post(url("offer", offer), said)
    assertContains(page, 'name="is_sure"', status_code=422)
    assertRedirects(alices.post(url("offer", offer), said | {"is_sure": "on"}), PAGE)
    offer.refresh_from_db()
    assert offer.net == 1500


def test_two_tabs_lose_nothing(alices, offer, pay):
    key = f"points_{pay.public_id.hex}"
    late = posted(offer, gross="2000", **{key: 3})
    alices.post(url("offer", offer), posted(offer, **{key: 9}))
    page = alices.post(url("offer", offer), late)
    assertContains(page, "This was changed meanwhile", status_code=409)
    assertContains(page, "Now saved: 9", status_code=409)
    assertContains(page, "Save mine over it", status_code=409)
    assert Rating.objects.get().points == 9
    offer.refresh_from_db()
    assertRedirects(alices.post(url("offer", offer), late | {"version": offer.version}), PAGE)
    assert Rating.objects.get().points == 3


def test_points_for_a_criterion_deleted_meanwhile_are_left_out(alices, offer, pay, people):
    said = posted(offer, **{f"points_{people.public_id.hex}": 4, "gross": "5"})
    people.delete()
    assertRedirects(alices.post(url("offer", offer), said), PAGE)
    assert Rating.objects.get().criterion == pay


def test_posting_is_named_as_what_it_said(alices, alice, offer):
    alice.applications.update(salary_min=900, salary_currency="UAH", salary_period="month")
    assertContains(alices.get(url("offer", offer)), "The posting said: from 900 UAH per month.")


def test_criteria_are_renamed_weighed_moved_and_added(alices, alice, pay, people):
    said = {
        f"name_{pay.public_id.hex}": "Money", f"weight_{people.public_id.hex}": 10,
        f"position_{people.public_id.hex}": 1, "name_new2": "Growth", "weight_new2": 0,
    }  # fmt: skip
    answer = alices.post(CRITERIA, criteria_posted(pay, people, **said))
    assertRedirects(answer, PAGE)
    assert names(alice) == [("People", 10), ("Money", 8), ("Growth", 0)]


@pytest.mark.parametrize(
    ("move", "place", "order"),
    [(0, 3, "BCA"), (0, 2, "BAC"), (2, 1, "CAB"), (1, 20, "ACB"), (1, 2, "ABC")],
)
def test_criterion_stands_where_it_was_moved(alices, alice, move, place, order):
    rows = [make_criterion(alice, name, position=number * 2) for number, name in enumerate("ABC")]
    said = {f"position_{rows[move].public_id.hex}": place}
    alices.post(CRITERIA, criteria_posted(*rows, **said))
    assert "".join(name for name, _weight in names(alice)) == order


def test_names_may_be_swapped(alices, alice, pay, people):
    said = {f"name_{pay.public_id.hex}": "People", f"name_{people.public_id.hex}": "Pay"}
    alices.post(CRITERIA, criteria_posted(pay, people, **said))
    assert names(alice) == [("People", 8), ("Pay", 5)]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "people"}, "You have this criterion already."),
        ({"name": "x" * 61}, "at most 60 characters"),
        ({"weight": 11}, "less than or equal to 10"),
        ({"weight": -1}, "greater than or equal to 0"),
        ({"weight": ""}, "This field is required."),
        ({"position": 0}, "greater than or equal to 1"),
    ],
)
def test_criterion_that_is_wrong_is_said_to_be(alices, alice, pay, people, said, sentence):
    said = {f"{name}_{pay.public_id.hex}": value for name, value in said.items()}
    page = alices.post(CRITERIA, criteria_posted(pay, people, **said))
    assertContains(page, sentence, status_code=422)
    assert names(alice) == [("Pay", 8), ("People", 5)]


def test_tab_that_is_late_keeps_what_the_other_changed(alices, alice, pay, people):
    late = criteria_posted(pay, people, **{f"weight_{people.public_id.hex}": 1})
    alices.post(CRITERIA, criteria_posted(pay, people, **{f"weight_{pay.public_id.hex}": 10}))
    alices.post(CRITERIA, late)
    assert names(alice) == [("Pay", 10), ("People", 1)]


def test_late_tab_that_would_name_two_alike_is_told(alices, alice, pay, people):
    late = criteria_posted(pay, people, **{f"name_{people.public_id.hex}": "Money"})
    alices.post(CRITERIA, criteria_posted(pay, people, **{f"name_{pay.public_id.hex}": "Money"}))
    page = alices.post(CRITERIA, late)
    assertContains(page, "You have this criterion already.", status_code=422)
    assert names(alice) == [("Money", 8), ("People", 5)]


def test_full_list_has_no_room_for_more(alices, alice):
    for number in range(MOST_CRITERIA - 1):
        make_criterion(alice, f"K{number}")
    rows = list(Criterion.objects.of(alice))
    late = criteria_posted(*rows, name_new1="Late")
    alices.post(CRITERIA, criteria_posted(*rows, name_new1="Last"))
    alices.post(CRITERIA, late)
    assert Criterion.objects.count() == MOST_CRITERIA
    assertContains(alices.get(CRITERIA), "There is room for 20")


def test_deleting_a_criterion_asks_first_and_takes_its_points(alices, alice, offer, pay):
    page = alices.get(url("delete_criterion", pay))
    assertContains(page, "in 1 offer go along")
    assertContains(page, "give it the weight 0 instead")
    assertRedirects(alices.post(url("delete_criterion", pay)), CRITERIA)
    assert names(alice) == [("People", 5)]
    assert not Rating.objects.exists()
