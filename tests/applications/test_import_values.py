"""What cells say: days, words for stages, pay, links, tags, histories."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from applications.importing import cells, dates, history_text, words
from applications.importing.failure import UnreadableRow
from applications.ledger import Entry, Kind
from applications.stages import Ending, Stage

FIFTH = datetime.date(2026, 11, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-05", "2026/11/5", "2026.11.05", "2026-11-05 10:30:00", "2026-11-05T10:30:00",
        "05.11.2026", "5.11.26", "05.11.2026 14:00", "Nov 5, 2026", "November 5, 2026 9:30 AM",
        "Nov 5th 2026", "5 Nov 2026", "05-Nov-2026", "5 листопада 2026 р.", "5 лист. 2026",
        "Thu, 5 Nov 2026", "чт, 5 листопада 2026", "46331", "46331.0",
    ],
)  # fmt: skip
def test_day_is_read_in_many_shapes(text):
    assert dates.parse(text, "") == FIFTH


@pytest.mark.parametrize("text", ["", "soon", "31.02.2026", "5 Foo 2026", "Nov 5", "2026", "99999"])
def test_what_is_no_day_is_none(text):
    assert dates.parse(text, "day") is None


@pytest.mark.parametrize("order, day", [("day", 5), ("month", 11), ("", None)])
def test_day_of_numbers_goes_by_the_order(order, day):
    found = dates.parse("5/11/2026", order)
    assert (found and found.day) == day


def test_day_that_can_be_read_in_one_way_only_needs_no_order():
    assert dates.parse("25/11/2026", "") == datetime.date(2026, 11, 25)
    assert dates.parse("11/25/26", "day") == datetime.date(2026, 11, 25)
    assert dates.parse("5/5/2026", "") == datetime.date(2026, 5, 5)


def test_order_is_asked_only_when_no_other_day_tells():
    assert dates.ambiguous(["5/11/2026"]) == "5/11/2026"
    assert dates.ambiguous(["5/11/2026", "25/11/2026"]) == ""
    assert dates.order_of(["5/11/2026", "25/11/2026"]) == "day"
    assert dates.order_of(["5/11/2026", "11/25/2026"]) == "month"
    assert dates.ambiguous(["11/25/2026", "25/11/2026", "1/2/2026"]) == "1/2/2026"
    assert dates.ambiguous(["5.11.2026", "2026-11-05", "5/5/2026"]) == ""


def test_moment_is_a_day_of_the_persons_own_zone():
    with timezone.override("Europe/Kyiv"):
        assert dates.parse("2026-11-04T22:30:00Z", "") == FIFTH
        assert dates.parse("2026-11-04 22:30 +00:00", "") == FIFTH


@given(st.text(max_size=30), st.sampled_from(["", "day", "month"]))
def test_any_text_is_a_day_or_none(text, order):
    assert isinstance(dates.parse(text, order), datetime.date | None)


@pytest.mark.parametrize(
    "word, code",
    [
        ("Applied", Stage.APPLIED), ("Wishlist", Stage.SAVED), ("Phone Screen", Stage.SCREENING),
        ("take-home", Stage.TEST_TASK), ("Interview 2", Stage.INTERVIEW),
        ("Round 3 interview", Stage.INTERVIEW), ("OFFER ", Stage.OFFER), ("Hired", "accepted"),
        ("Rejected", Ending.REJECTED), ("ghosted 👻", Ending.NO_RESPONSE),
        ("withdrawn", Ending.WITHDREW), ("Offer declined", Ending.DECLINED),
        ("Position filled", Ending.CLOSED), ("Відгукнувся", Stage.APPLIED),
        ("Співбесіда", Stage.INTERVIEW), ("Відмова", Ending.REJECTED),
        ("Без відповіді", Ending.NO_RESPONSE), ("test_task", Stage.TEST_TASK), ("Dream job", ""),
    ],
)  # fmt: skip
def test_word_of_a_status_is_known(word, code):
    (found,) = words.found([word])
    assert found.code == code


def test_words_are_counted_and_the_commonest_comes_first():
    found = words.found(["Sent", "Applied", "sent ", "", "SENT"])
    assert [(word.written, word.rows, word.is_ours) for word in found] == [
        ("Sent", 3, False),
        ("Applied", 1, True),
    ]


@pytest.mark.parametrize(
    "text, pay",
    [
        ("$4,000 - 5,000 a month", cells.Pay(4000, 5000, "USD", "month")),
        ("40 000 – 60 000 грн", cells.Pay(40000, 60000, "UAH", "")),
        ("4000-5000", cells.Pay(4000, 5000)),
        ("60k – 80k per year", cells.Pay(60000, 80000, "", "year")),
        ("45000", cells.Pay(45000, 45000)),
        ("competitive", None),
        ("999999999k", None),  # more than the database's column holds
        ("", None),
    ],
)
def test_pay_is_read(text, pay):
    assert cells.pay(text) == pay


@pytest.mark.parametrize(
    "text, address",
    [
        ("https://example.com/a?b=1", "https://example.com/a?b=1"),
        ("example.com/jobs/1", "https://example.com/jobs/1"),
        ("javascript:alert(1)", ""),
        ("ftp://example.com/a", ""),
        ("see the mail", ""),
        ("https://example.com/" + "a" * 2000, ""),
    ],
)
def test_only_what_may_be_opened_is_a_link(text, address):
    assert cells.link(text) == address


@pytest.mark.parametrize(
    "text, mode",
    [("Remote (EU)", "remote"), ("On-Site", "onsite"), ("гібрид", "hybrid"), ("?", "")],
)
def test_work_mode_is_read(text, mode):
    assert cells.work_mode(text) == mode


@pytest.mark.parametrize(
    "text, priority",
    [("High", 3), ("4", 3), ("★★", 1), ("3/5", 2), ("Низька", 1), ("низький", 1), ("12", None)],
)
def test_priority_is_read(text, priority):
    assert cells.priority(text) == priority


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=20)
        .map(str.strip)
        .filter(bool),
        max_size=10,
        unique_by=str.lower,
    )
)
def test_tags_in_a_cell_are_read_back(names):
    assert cells.tags(cells.tag_list(names)) == names


def test_tags_are_parted_by_commas_or_semicolons_and_named_once():
    assert cells.tags("remote; Python, Remote ,,") == ["remote", "Python"]
    assert cells.tags("x" * 41) is None


NOTES = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1)


@given(st.lists(st.tuples(st.dates(), NOTES), min_size=1, max_size=5))
def test_notes_in_a_cell_are_read_back(notes):
    entries = [Entry(number, Kind.NOTE, day, text=text) for number, (day, text) in enumerate(notes)]
    assert history_text.notes(history_text.of_notes(entries)) == notes


def test_note_that_looks_like_two_stays_one():
    notes = [(FIFTH, "one\n[2026-11-06] two\n\\three")]
    text = history_text.of_notes([Entry(1, Kind.NOTE, FIFTH, text=notes[0][1])])
    assert history_text.notes(text) == notes


def test_history_in_a_cell_is_as_documented():
    entries = history_text.steps("2026-11-02 saved | 2026-11-05 applied | 2026-11-12 follow_up")
    assert [(str(one.happened_on), one.kind, one.stage) for one in entries] == [
        ("2026-11-02", Kind.STAGE, Stage.SAVED),
        ("2026-11-05", Kind.STAGE, Stage.APPLIED),
        ("2026-11-12", Kind.FOLLOW_UP, ""),
    ]


@pytest.mark.parametrize(
    "text", ["2026-11-02", "2026-13-02 saved", "2026-11-02 sold", "2026-11-02 follow_up", "|", "x"]
)
def test_history_that_says_something_else_is_refused(text):
    with pytest.raises(UnreadableRow) as caught:
        history_text.steps(text)
    assert caught.value.code == "history"
