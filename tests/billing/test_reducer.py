"""What to believe of all that the bank has said about one payment."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.models import AttemptState
from billing.reducer import RANKS, Asked, Seen, best, goes_back, state

MINUTE = datetime.timedelta(minutes=1)
NOW = datetime.datetime(2026, 11, 18, 9, 30, tzinfo=datetime.UTC)
HOSTED = Asked(24900, 980, pays_until=NOW + 30 * MINUTE)
CLOSED = Asked(24900, 980, pays_until=NOW)
SAVED_CARD = Asked(24900, 980)


def seen(status, minute=0, final=None, amount=24900, ccy=980, code=""):
    unsaid = amount if status == "success" else 0
    final = unsaid if final is None else final
    return Seen(status, amount, ccy, final, NOW, NOW + minute * MINUTE, code)


@pytest.mark.parametrize(
    "message, asked, expected",
    [
        (seen("created"), HOSTED, "pending"),
        (seen("created"), CLOSED, "expired"),
        (seen("processing"), HOSTED, "pending"),
        (seen("processing"), CLOSED, "pending"),
        (seen("processing"), SAVED_CARD, "pending"),
        (seen("hold"), SAVED_CARD, "pending"),
        (seen("failure"), HOSTED, "pending"),  # the payer may try again
        (seen("failure"), CLOSED, "failed"),
        (seen("failure"), SAVED_CARD, "failed"),
        (seen("expired"), HOSTED, "expired"),
        (seen("success"), SAVED_CARD, "paid"),
        (seen("success", final=1), SAVED_CARD, "paid"),
        (seen("success", final=0), SAVED_CARD, "refunded"),
        (seen("reversed", final=0), SAVED_CARD, "refunded"),
        (seen("reversed", final=1), SAVED_CARD, "paid"),
        (seen("success", amount=24901), SAVED_CARD, "review"),
        (seen("success", ccy=840), SAVED_CARD, "review"),
        (seen("a word of next year"), SAVED_CARD, "pending"),
    ],
)
def test_state_follows_from_the_message_and_what_was_asked(message, asked, expected):
    assert state(message, asked, NOW) == expected


def test_new_card_costs_nothing_and_is_paid():
    assert state(seen("success", amount=0), Asked(0, 980), NOW) == AttemptState.PAID


def test_charge_that_wants_the_payer_has_failed_for_now():
    asked = Asked(24900, 980, needs_payer=True)
    assert state(seen("processing"), asked, NOW) == AttemptState.FAILED
    assert state(seen("success"), asked, NOW) == AttemptState.PAID


@pytest.mark.parametrize(
    "messages, expected",
    [
        ([seen("processing", 1), seen("success", 1)], 1),  # of one second: the furthest
        ([seen("success", 1), seen("processing", 2)], 0),
        ([seen("success", 1), seen("failure", 2)], 0),
        ([seen("success", 1), seen("expired", 9)], 0),
        ([seen("failure", 1), seen("success", 2)], 1),
        ([seen("failure", 1), seen("processing", 2)], 1),
        ([seen("success", 1), seen("reversed", 1)], 1),
        ([seen("success", 1), seen("success", 2, final=900)], 1),
        ([seen("success", 1, final=900), seen("success", 1)], 0),  # the one that leaves less
        ([seen("reversed", 2), seen("success", 1)], 0),
    ],
)
def test_one_message_counts(messages, expected):
    assert best(messages) is messages[expected]
    assert best(reversed(messages)) is messages[expected]


def test_of_nothing_nothing_is_believed():
    assert best([]) is None


def test_paid_that_is_unsaid_is_worth_a_look():
    paid = seen("success", 1)
    assert goes_back([paid, seen("failure", 2)], paid)
    assert not goes_back([paid, seen("failure", 1), seen("processing", 0)], paid)
    assert not goes_back([seen("failure", 1), seen("processing", 2)], seen("processing", 2))


MESSAGES = st.lists(
    st.builds(seen, st.sampled_from(RANKS), st.integers(0, 3), st.integers(0, 24900)), min_size=1
)


@given(MESSAGES, st.randoms())
def test_order_and_repetition_do_not_matter(messages, chance):
    again = [*messages, *chance.choices(messages, k=3)]
    chance.shuffle(again)
    assert best(again) == best(messages)


@given(MESSAGES, MESSAGES)
def test_halves_tell_the_same_as_the_whole(one, other):
    assert best([best(one), best(other)]) == best([*one, *other])


@given(MESSAGES, MESSAGES)
def test_what_was_paid_once_is_never_unpaid_by_more_messages(one, other):
    paid = {"success", "reversed"}
    if best(one).status in paid:
        assert best([*one, *other]).status in paid
