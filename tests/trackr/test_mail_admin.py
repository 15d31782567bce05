"""The list of letters for support staff: that one left, never what it says."""

import pytest
from django.urls import reverse

from tests.accounts.steps import give_second_factor
from tests.factories import make_user
from trackr.mail import outbox
from trackr.mail.models import Letter

pytestmark = pytest.mark.django_db
LIST = "/admin/mail/letter/"


@pytest.fixture
def support(staffs, staff):
    give_second_factor(staff)
    return staffs


def make_letter(user, key="letter/1", **over):
    words = {"subject": "Canary one", "text": "Canary two", "html": "<p>Canary three</p>"}
    fields = {"kind": "receipt", "language": "en", "dedupe_key": key} | words
    return Letter.objects.create(user=user, **fields | over)


def send_again(client, *letters):
    data = {"action": "send_again", "_selected_action": [letter.pk for letter in letters]}
    return client.post(LIST, data, follow=True).content.decode()


def test_staff_see_that_a_letter_exists_and_no_word_of_it(support, alice):
    letter = make_letter(alice)
    for path in (LIST, reverse("admin:mail_letter_change", args=[letter.pk])):
        page = support.get(path).content.decode()
        assert "alice@example.com" in page
        assert "receipt" in page
        assert "Canary" not in page


def test_letter_is_found_by_address_state_and_kind(support, alice, bob):
    make_letter(alice, "a")
    make_letter(bob, "b", state="sent", kind="refund")
    for query in ("?q=alice", "?state__exact=waiting", "?kind__exact=receipt"):
        page = support.get(LIST + query).content.decode()
        assert "alice@example.com" in page
        assert "bob@example.com" not in page


def test_letter_is_neither_written_nor_changed_nor_deleted_by_hand(support, alice):
    letter = make_letter(alice)
    assert support.get(f"{LIST}add/").status_code == 403
    assert support.post(f"{LIST}{letter.pk}/delete/", {"post": "yes"}).status_code == 403
    assert support.post(f"{LIST}{letter.pk}/change/", {"kind": "x"}).status_code == 403
    letter.refresh_from_db()
    assert letter.kind == "receipt"


@pytest.mark.parametrize("state", ["given_up", "refused", "waiting"])
def test_letter_that_did_not_leave_is_sent_again(support, alice, mailbox, clock, state):
    later = outbox.timezone.now() + outbox.KEPT
    letter = make_letter(alice, state=state, tries=7, failure="x", due_at=later)
    assert "1 letter leaves within a minute." in send_again(support, letter)
    now = outbox.timezone.now()
    assert outbox.sweep(now, now + outbox.LEASE) == 1
    assert mailbox()[0]["subject"] == "Canary one"


def test_letter_that_left_or_lost_its_words_is_not_sent_again(support, alice, bob):
    sent = make_letter(alice, "a", state="sent", text="")
    gone = make_letter(bob, "b", state="refused", text="")
    assert "0 letters leave within a minute." in send_again(support, sent, gone)
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent", "refused"}


@pytest.mark.parametrize("count", [1, 50])
def test_list_takes_the_same_few_queries(support, count, django_assert_num_queries):
    for number in range(count):
        make_letter(make_user(f"{number}@example.com"), f"letter/{number}")
    with django_assert_num_queries(7):  # session, user, second factor (twice), kinds, count, rows
        page = support.get(LIST).content.decode()
    assert page.count("@example.com") >= count
