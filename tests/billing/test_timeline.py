"""Which time was paid for, as a function of all purchases."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.cycle import ZONE, after_months
from billing.timeline import GRACE, Purchase, lay_out

DAY = datetime.timedelta(days=1)
START = datetime.datetime(2026, 1, 31, 10, tzinfo=datetime.UTC)


def bought(key, at=START, months=1, follows=None, voided=None):
    return Purchase(key, months, at, follows, voided)


def spans(*purchases):
    slots, _ = lay_out(purchases)
    return [(slot.purchase.key, slot.starts_at, slot.ends_at) for slot in slots]


def kyiv(*parts):
    return datetime.datetime(*parts, tzinfo=ZONE).astimezone(datetime.UTC)


def renewals(start, count):
    """Each paid a little after the end that it follows."""
    chain = [bought("0", start)]
    for number in range(1, count):
        end = spans(*chain)[-1][2]
        chain.append(bought(f"{number}", end + datetime.timedelta(minutes=20), follows=end))
    return chain


@pytest.mark.parametrize(
    "start, ends",
    [
        ((2026, 1, 31, 12), [(2, 28), (3, 31), (4, 30), (5, 31)]),
        ((2028, 1, 30, 12), [(2, 29), (3, 30), (4, 30), (5, 30)]),
        ((2028, 2, 29, 12), [(3, 29), (4, 29), (5, 29), (6, 29)]),
        ((2026, 9, 30, 3, 30), [(10, 30), (11, 30), (12, 30), (1, 30)]),
    ],
)
def test_months_are_counted_from_the_first_payment(start, ends):
    found = [end.astimezone(ZONE) for _, _, end in spans(*renewals(kyiv(*start), 4))]
    assert [(end.month, end.day) for end in found] == ends
    assert {(end.hour, end.minute) for end in found} == {(*start[3:], 0)[:2]}


def test_twelve_months_are_one_year():
    for start in (kyiv(2026, 1, 31, 12), kyiv(2028, 2, 29, 23, 59), kyiv(2026, 3, 29, 2, 59)):
        monthly, yearly = spans(*renewals(start, 12)), spans(bought("y", start, 12))
        assert monthly[-1][2] == yearly[0][2] == after_months(start, 12)


def test_payment_before_the_end_is_laid_after_it():
    first, second = spans(bought("a"), bought("b", START + 3 * DAY, months=12))
    assert second[1] == first[2] == after_months(START, 1)
    assert second[2] == after_months(START, 13)


def test_payment_in_grace_follows_the_old_end_and_after_it_begins_anew():
    end = after_months(START, 1)
    late = end + GRACE - datetime.timedelta(seconds=1)
    assert spans(bought("a"), bought("b", late, follows=end))[1][1] == end
    later = end + GRACE
    assert spans(bought("a"), bought("b", later, follows=end))[1][1] == later


def test_free_time_between_two_purchases_stays_free():
    later = START + 60 * DAY
    assert spans(bought("a"), bought("b", later))[1][1:] == (later, after_months(later, 1))


def test_period_that_was_paid_twice_is_granted_once():
    end = after_months(START, 1)
    rivals = [bought("b", end + DAY, follows=end), bought("c", end + 2 * DAY, follows=end)]
    slots, twice = lay_out([bought("a"), *rivals])
    assert [slot.purchase.key for slot in slots] == ["a", "b"]
    assert [one.key for one in twice] == ["c"]


def test_second_payment_counts_once_the_first_was_given_back():
    end = after_months(START, 1)
    first = bought("b", end + DAY, follows=end, voided=end + 3 * DAY)
    slots, twice = lay_out([bought("a"), first, bought("c", end + 2 * DAY, follows=end)])
    assert [slot.purchase.key for slot in slots] == ["a", "c"]
    assert (slots[-1].starts_at, twice) == (end, [])


def test_refund_moves_no_other_period():
    chain = renewals(START, 4)
    before = spans(*chain)
    voided_at = chain[-1].bought_at + 3 * DAY
    for number in range(4):
        changed = list(chain)
        one = changed[number]
        changed[number] = bought(one.key, one.bought_at, 1, one.period_start, voided_at)
        assert spans(*changed) == before


def test_who_buys_after_a_refund_begins_anew():
    again = START + 5 * DAY
    found = spans(bought("a", voided=START + 2 * DAY), bought("b", again))
    assert found[1][1] == again


PURCHASES = st.lists(
    st.builds(
        lambda day, months, void: (day, months, void),
        st.integers(0, 400), st.sampled_from([1, 12]), st.none() | st.integers(0, 60),
    ),
    max_size=7,
).map(
    lambda rows: [
        bought(f"{number:02}", START + day * DAY, months,
               voided=None if void is None else START + (day + void) * DAY)
        for number, (day, months, void) in enumerate(rows)
    ]
)  # fmt: skip


@given(PURCHASES, st.randoms())
def test_order_of_the_news_does_not_matter(purchases, chance):
    shuffled = list(purchases)
    chance.shuffle(shuffled)
    assert lay_out(shuffled) == lay_out(purchases)


@given(PURCHASES)
def test_paid_time_neither_overlaps_nor_is_lost(purchases):
    slots, twice = lay_out(purchases)
    counting = sorted(
        (slot for slot in slots if slot.purchase.voided_at is None), key=lambda one: one.starts_at
    )
    assert not twice
    assert len(slots) == len(purchases)
    for slot in slots:
        assert slot.starts_at >= slot.purchase.bought_at
        assert slot.ends_at == after_months(
            slot.anchor_at, slot.months_before + slot.purchase.months
        )
    for one, other in zip(counting, counting[1:], strict=False):
        assert one.ends_at <= other.starts_at


@given(PURCHASES, st.integers(0, 400), st.sampled_from([1, 12]))
def test_buying_more_never_takes_time_away(purchases, day, months):
    def through(rows):
        ends = [slot.ends_at for slot in lay_out(rows)[0] if slot.purchase.voided_at is None]
        return max(ends, default=START)

    latest = max((one.bought_at for one in purchases), default=START)
    more = bought("zz", max(latest, START + day * DAY), months)
    assert through([*purchases, more]) >= through(purchases)
