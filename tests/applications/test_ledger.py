"""Current and furthest stage are always what the ledger says."""

import contextlib
import datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from applications import ledger, next_action
from applications.ledger import Entry, Kind, Standing
from applications.models import Application, CantUndo, Event
from applications.stages import ANSWERS, ORDER, Ending, Stage
from tests.factories import make_application

DAY = datetime.date(2026, 11, 2)
PAST_SAVED = set(Stage.values) - {Stage.SAVED}
days = st.integers(0, 30).map(lambda n: DAY + datetime.timedelta(days=n))
moves = st.one_of(
    st.tuples(st.just("stage"), st.sampled_from(Stage.values), days),
    st.tuples(st.just("ending"), st.sampled_from(Ending.values), days),
)
deeds = st.lists(
    st.one_of(
        moves,
        st.tuples(st.just("correct"), st.integers(0, 20), days),
        st.tuples(st.just("retract"), st.integers(0, 20), days),
        st.tuples(st.just("note"), st.text(max_size=5).filter(lambda t: "\0" not in t), days),
        st.tuples(st.just("follow_up"), st.just(""), days),
    ),
    max_size=12,
)


def entry(number, kind=Kind.STAGE, day=0, **said):
    return Entry(number, kind, DAY + datetime.timedelta(days=day), **said)


def test_standing_rejection_keeps_the_interview():
    story = [
        entry(1, stage=Stage.APPLIED),
        entry(2, day=3, stage=Stage.INTERVIEW),
        entry(3, Kind.ENDING, 9, ending=Ending.REJECTED),
    ]
    assert ledger.standing(story) == Standing(
        Stage.INTERVIEW,
        Stage.INTERVIEW,
        Ending.REJECTED,
        since=DAY + datetime.timedelta(days=9),
        applied_on=DAY,
        answered_on=DAY + datetime.timedelta(days=3),
    )


def test_standing_accepted_counts_as_offer():
    story = [
        entry(1, stage=Stage.INTERVIEW),
        entry(2, Kind.ENDING, 1, ending=Ending.ACCEPTED),
    ]
    assert ledger.standing(story).furthest == Stage.OFFER


def test_standing_stage_after_ending_reopens():
    story = [
        entry(1, stage=Stage.APPLIED),
        entry(2, Kind.ENDING, 30, ending=Ending.NO_RESPONSE),
        entry(3, day=40, stage=Stage.SCREENING),
    ]
    state = ledger.standing(story)
    assert (state.stage, state.ending) == (Stage.SCREENING, "")


def test_standing_corrected_stage_no_longer_counts_as_furthest():
    story = [
        entry(1, stage=Stage.APPLIED),
        entry(2, day=1, stage=Stage.OFFER),
        entry(3, Kind.CORRECTION, 1, stage=Stage.SCREENING, corrects=2),
    ]
    state = ledger.standing(story)
    assert (state.stage, state.furthest) == (Stage.SCREENING, Stage.SCREENING)


def test_standing_back_dated_step_does_not_move_the_card():
    story = [entry(1, day=5, stage=Stage.SCREENING), entry(2, day=1, stage=Stage.INTERVIEW)]
    state = ledger.standing(story)
    assert (state.stage, state.furthest) == (Stage.SCREENING, Stage.INTERVIEW)


def test_standing_without_moves_is_refused():
    with pytest.raises(ValueError, match="without a move"):
        ledger.standing([entry(1, Kind.NOTE, text="x")])


def what_counts(entries):
    """Number to (kind, day, word) of the moves that still count, corrected by brute force."""
    said = {one.number: (one.kind, one.happened_on, one.stage or one.ending) for one in entries}
    for one in entries:
        if one.kind == Kind.RETRACTION:
            said.pop(one.corrects, None)
        elif one.kind == Kind.CORRECTION and one.corrects in said:
            kind = said[one.corrects][0]
            said[one.corrects] = (kind, one.happened_on, one.stage or one.ending)
    return {number: line for number, line in said.items() if line[0] in ledger.COUNTED}


def recorded(steps):
    """Lines of the ledger, in the order in which they were written down."""
    return [
        Entry(number, kind, day, **{kind: word})
        for number, (kind, word, day) in enumerate(steps, 1)
    ]


@st.composite
def stories(draw):
    """Steps and follow-ups with corrections and retractions of earlier ones, as plain lines."""
    story = recorded(draw(st.lists(moves, min_size=1, max_size=8)))
    for day in draw(st.lists(days, max_size=2)):
        story.append(Entry(len(story) + 1, Kind.FOLLOW_UP, day))
    originals = list(story)
    for day in draw(st.lists(days, max_size=6)):
        target = draw(st.sampled_from(originals))
        number, corrects = len(story) + 1, target.number
        if draw(st.booleans()):
            story.append(Entry(number, Kind.RETRACTION, target.happened_on, corrects=corrects))
            continue
        said = {}
        if target.kind != Kind.FOLLOW_UP:
            words = Stage.values if target.kind == Kind.STAGE else Ending.values
            said = {str(target.kind): draw(st.sampled_from(words))}
        story.append(Entry(number, Kind.CORRECTION, day, **said, corrects=corrects))
    return story


def by_hand(entries):
    """The same answer, found another way."""
    story = sorted(what_counts(entries).items(), key=lambda item: (item[1][1], item[0]))
    story = [line for _number, line in story]
    moves = [line for line in story if line[0] != Kind.FOLLOW_UP]
    last = max(place for place, line in enumerate(story) if line[0] != Kind.FOLLOW_UP)
    chased = [day for _kind, day, _word in story[last + 1 :]]
    stages = [word for kind, _day, word in moves if kind == Kind.STAGE]
    hired = [Stage.OFFER for _kind, _day, word in moves if word == Ending.ACCEPTED]
    applied = [place for place, (_k, _d, word) in enumerate(moves) if word in PAST_SAVED]
    since_applied = moves[applied[0] :] if applied else []
    answers = [day for _kind, day, word in since_applied if word in ANSWERS]
    return Standing(
        stage=[Stage.SAVED, *stages][-1],
        furthest=max([Stage.SAVED, *stages, *hired], key=ORDER.get),
        ending=moves[-1][2] if moves[-1][0] == Kind.ENDING else "",
        since=moves[-1][1],
        applied_on=moves[applied[0]][1] if applied else None,
        answered_on=answers[0] if answers else None,
        chases=len(chased),
        chased_on=chased[-1] if chased else None,
    )


def do(application, deed, what, day):
    """One deed of a person, on a fresh copy as another request would have it."""
    application = Application.objects.get(pk=application.pk)
    originals = list(application.events.filter(corrects=None))
    target = originals[what % len(originals)] if isinstance(what, int) else None
    if deed == "stage":
        application.move(what, day)
    elif deed == "ending":
        application.end(what, day)
    elif deed == "note":
        application.note(what, day)
    elif deed == "follow_up" and application.next_on:
        application.follow_up(application.next_on, day)
    elif deed == "follow_up":
        pass  # nothing is due
    elif deed == "correct":
        said = {"stage": target.stage, "ending": target.ending, "text": target.text}
        application.correct(target, happened_on=day, **said)
    else:
        with contextlib.suppress(CantUndo):
            application.retract(target)


def lines(application):
    return {line["id"]: line for line in application.events.values()}


def assert_only_added(before, after):
    """No line is changed. None goes but a note that was taken out, with its corrections."""
    for number, line in before.items():
        is_of_a_note = before.get(line["corrects_id"], line)["kind"] == Kind.NOTE
        assert after.get(number) == line or (is_of_a_note and number not in after)


@given(stories(), st.randoms())
def test_standing_is_what_counts_in_whichever_order_the_lines_are_read(story, random):
    shuffled = random.sample(story, len(story))
    if any(kind in ledger.MOVES for kind, _day, _word in what_counts(story).values()):
        assert ledger.standing(shuffled) == ledger.standing(story) == by_hand(story)
    else:
        with pytest.raises(ValueError, match="without a move"):
            ledger.standing(shuffled)


@given(st.lists(moves, min_size=1, max_size=8, unique_by=lambda move: move[2]), st.randoms())
def test_standing_is_the_same_in_whichever_order_the_steps_are_recorded(steps, random):
    """Each on a day of its own; of one day, the one recorded last is the latest."""
    in_order = sorted(steps, key=lambda step: step[2])
    assert ledger.standing(recorded(random.sample(steps, len(steps)))) == ledger.standing(
        recorded(in_order)
    )


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(deeds)
def test_application_is_what_its_ledger_says(history):
    with transaction.atomic():
        from accounts.models import User

        user = User.objects.create_user("prop@example.com")
        application = make_application(user, on=DAY)
        for deed, what, day in history:
            before = lines(application)
            do(application, deed, what, day)
            assert_only_added(before, lines(application))
        application.refresh_from_db()
        assert application.standing == by_hand(application.entries())
        coming = next_action.after(application.standing)
        assert (application.next_kind, application.next_on) == (
            (coming.deed, coming.due_on) if coming else ("", None)
        )
        transaction.set_rollback(True)


def test_event_update_is_refused_by_the_database(alice):
    event = make_application(alice).events.get()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(stage=Stage.OFFER)


def test_event_goes_with_its_application(alice):
    application = make_application(alice)
    application.correct(application.events.get(), stage=Stage.APPLIED, happened_on=DAY)
    application.delete()
    assert not Event.objects.exists()


def test_undo_of_the_first_step_is_refused_and_writes_nothing(alice):
    application = make_application(alice)
    with pytest.raises(CantUndo):
        application.retract(application.events.get())
    assert application.events.count() == 1


def test_append_sees_what_another_tab_did(alice):
    application = make_application(alice, on=DAY)
    other_tab = Application.objects.get(pk=application.pk)
    other_tab.move(Stage.OFFER, DAY)
    application.move(Stage.SCREENING, DAY)
    application.refresh_from_db()
    assert (application.stage, application.furthest_stage) == (Stage.SCREENING, Stage.OFFER)


def test_stale_copy_that_says_what_was_before_still_counts(alice):
    application = make_application(alice, stage=Stage.APPLIED, on=DAY)
    stale = Application.objects.get(pk=application.pk)
    application.move(Stage.INTERVIEW, DAY)
    stale.move(Stage.APPLIED, DAY)
    stale.refresh_from_db()
    assert stale.standing == ledger.standing(stale.entries())
    assert stale.stage == Stage.APPLIED


@pytest.mark.parametrize("deed", ["move", "end"])
def test_same_step_twice_is_one_event(alice, deed):
    application = make_application(alice, on=DAY)
    stale = Application.objects.get(pk=application.pk)
    for copy in (application, stale, stale):
        copy.move(Stage.OFFER, DAY) if deed == "move" else copy.end(Ending.REJECTED, DAY)
    assert application.events.count() == 2


def test_back_and_forth_on_one_day_are_steps_of_their_own(alice):
    application = make_application(alice, stage=Stage.APPLIED, on=DAY)
    for stage in (Stage.OFFER, Stage.APPLIED, Stage.OFFER):
        application.move(stage, DAY)
    assert application.events.count() == 4


def test_past_step_twice_is_one_event(alice):
    application = make_application(alice, stage=Stage.OFFER, on=DAY + datetime.timedelta(days=5))
    for _ in range(2):
        application.move(Stage.APPLIED, DAY)
    assert application.events.count() == 2


def test_taken_out_note_is_gone_from_the_database(alice):
    application = make_application(alice, on=DAY)
    note = application.note("secret", DAY)
    application.correct(note, text="secret too", happened_on=DAY)
    application.retract(note)
    assert not Event.objects.filter(text__contains="secret").exists()
