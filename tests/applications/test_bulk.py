"""Many applications at once: the same as one by one, in few statements, and undone exactly."""

import datetime
import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from applications import ledger
from applications.models import NEXT_FIELDS, STANDING_FIELDS, Application, Event
from applications.stages import Ending, Stage
from applications.table import bulk, tags
from applications.table.bulk import Deed
from tests.factories import make_application, make_user

TABLE = reverse("applications:table")
TODAY = datetime.date(2026, 11, 18)
DEEDS = {
    "bulk_move": {"stage": "interview"},
    "bulk_end": {"ending": "closed"},
    "bulk_tag": {"tags": "remote"},
    "bulk_untag": {"tags": "remote"},
    "bulk_prioritise": {"priority": "3"},
    "bulk_throw_away": {},
}


def post(client, deed, ids=(), **data):
    said = {**DEEDS.get(deed, {}), "ids": [str(one) for one in ids], **data}
    return client.post(reverse(f"applications:{deed}"), said)


def told(client):
    """What the table says to the person next, and the offer to undo it."""
    page = client.get(TABLE)
    (message,) = page.context["messages"]
    return str(message), message.extra_tags


def ids_of(*applications):
    return [one.public_id for one in applications]


def standing(application):
    application.refresh_from_db()
    return {name: getattr(application, name) for name in (*STANDING_FIELDS, *NEXT_FIELDS)}


def lines(application):
    return [
        (event.kind, event.stage, event.ending, event.happened_on, event.corrects_id is not None)
        for event in application.events.all()
    ]


def test_move_writes_the_ledger_of_each(alices, alice, clock):
    alices.force_login(alice)
    one, other = make_application(alice), make_application(alice, stage="applied")
    left = make_application(alice)
    response = post(alices, "bulk_move", ids_of(one, other))
    assert response["Location"] == TABLE
    assert told(alices)[0] == "2 applications: Interview."
    for moved in (one, other):
        assert standing(moved)["stage"] == "interview"
        assert lines(moved)[-1] == ("stage", "interview", "", TODAY, False)
    assert standing(left)["stage"] == "saved"


def test_archived_are_ended_with_their_history(alices, alice):
    one = make_application(alice, stage="offer")
    post(alices, "bulk_end", ids_of(one), ending="declined")
    assert (standing(one)["ending"], one.furthest_stage, one.next_kind) == ("declined", "offer", "")


def test_what_is_there_already_is_left_alone(alices, alice):
    there, elsewhere = make_application(alice, stage="interview"), make_application(alice)
    post(alices, "bulk_move", ids_of(there, elsewhere))
    assert told(alices)[0] == "1 application: Interview."
    assert len(lines(there)) == 1
    post(alices, "bulk_move", ids_of(there, elsewhere))
    assert told(alices) == ("Nothing had to be changed.", "")
    assert len(lines(elsewhere)) == 2


step = st.tuples(
    st.sampled_from([*Stage, *Ending, "follow_up", "snooze", "retire"]), st.integers(0, 12)
)
histories = st.lists(
    st.tuples(st.sampled_from(list(Stage)), st.lists(step, max_size=4)), min_size=1, max_size=4
)


def lived(user, first, steps):
    """An application with a past, some of it perhaps of tomorrow."""
    application = make_application(user, stage=first, on=datetime.date(2026, 11, 7))
    for deed, day in steps:
        on = datetime.date(2026, 11, 7 + day)
        if deed in set(Stage):
            application.move(deed, on)
        elif deed in set(Ending):
            application.end(deed, on)
        elif deed == "follow_up" and application.next_on:
            application.follow_up(application.next_on, on)
        elif deed == "snooze" and application.next_on:
            application.snooze(application.next_on, on + datetime.timedelta(days=9))
        elif application.next_on:
            application.retire(application.next_on, "other")
        application.refresh_from_db()
    return application


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=histories, place=st.sampled_from([*Stage, *Ending]))
@example(histories=[("applied", [("follow_up", 12)])], place="offer")  # chased tomorrow
def test_many_at_once_are_as_one_by_one(alice, histories, place):
    Application.objects.all().delete()  # those of the example before
    at_once = [lived(alice, *history) for history in histories]
    singly = [lived(alice, *history) for history in histories]
    before = [standing(one) for one in at_once]
    is_stage = place in set(Stage)

    deed = (bulk.move if is_stage else bulk.end)(alice, ids_of(*at_once), place, TODAY)
    events = [is_stage and one.move or one.end for one in singly]
    made = [
        event(place, bulk.day_of(one, TODAY)) if (one.ending or one.stage) != place else None
        for one, event in zip(singly, events, strict=True)
    ]
    assert deed.number == sum(event is not None for event in made)
    assert [standing(one) for one in at_once] == [standing(one) for one in singly]
    assert [lines(one) for one in at_once] == [lines(one) for one in singly]

    assert bulk.undo(alice, deed) == deed.number
    for one, event in zip(singly, made, strict=True):
        if event:
            one.retract(event)
    assert [standing(one) for one in at_once] == [standing(one) for one in singly]
    assert [lines(one) for one in at_once] == [lines(one) for one in singly]
    for one, was in zip(at_once, before, strict=True):
        kept = ("stage", "furthest_stage", "ending", "since", "applied_on", "chases")
        assert {name: standing(one)[name] for name in kept} == {name: was[name] for name in kept}
    assert bulk.undo(alice, deed) == 0


def test_undo_takes_back_that_deed_and_no_other(alices, alice):
    one, other = make_application(alice), make_application(alice)
    post(alices, "bulk_move", ids_of(one, other), stage="applied")
    first = told(alices)[1]
    post(alices, "bulk_move", ids_of(one), stage="offer")
    second = told(alices)[1]
    one.note("Kept", TODAY)

    alices.post(first)
    assert told(alices)[0] == "Undone for 2 applications."
    assert (standing(one)["stage"], standing(other)["stage"]) == ("offer", "saved")
    alices.post(second)
    assert standing(one)["stage"] == "saved"
    assert one.events.filter(text="Kept").exists()
    alices.get(TABLE)
    alices.post(second)
    assert told(alices)[0] == "It was undone already."
    assert ledger.standing(one.entries()).stage == "saved"


def test_undo_leaves_alone_what_has_moved_on_since(alice):
    one = make_application(alice)
    deed = bulk.move(alice, ids_of(one), "applied", TODAY)
    one.refresh_from_db()
    one.move("interview", TODAY)
    one.snooze(one.next_on, datetime.date(2026, 12, 24))
    before = standing(one)
    assert bulk.undo(alice, deed) == 1
    after = standing(one)
    assert after["next_on"] == after["snoozed_until"] == datetime.date(2026, 12, 24)
    assert after == before


def test_undo_by_htmx_reloads_the_table_as_it_was_filtered(alices, alice):
    one = make_application(alice)
    post(alices, "bulk_move", ids_of(one))
    here = f"http://testserver{TABLE}?stage=interview&junk=1"
    headers = {"HX-Request": "true", "HX-Current-URL": here}
    response = alices.post(told(alices)[1], headers=headers)
    assert response["HX-Redirect"] == f"{TABLE}?stage=interview"


def test_undo_leaves_alone_what_would_have_no_step_left(alices, alice):
    one = make_application(alice)
    post(alices, "bulk_move", ids_of(one))
    undo = told(alices)[1]
    one.retract(one.events.first())
    alices.post(undo)
    assert standing(one)["stage"] == "interview"


def test_bin_and_out_of_it_again(alices, alice):
    one, other = make_application(alice), make_application(alice)
    early = make_application(alice)
    early.throw_away()
    post(alices, "bulk_throw_away", ids_of(one, other, early))
    said, undo = told(alices)
    assert said == "2 applications are in the bin."
    assert Application.objects.of(alice).kept().count() == 0
    for _ in range(2):
        alices.post(undo)
    assert set(Application.objects.of(alice).kept()) == {one, other}


def test_mark_of_a_stranger_or_a_forger_is_not_found(alices, bobs, alice):
    one = make_application(alice)
    post(alices, "bulk_throw_away", ids_of(one))
    undo = told(alices)[1]
    forged = Deed(alice.pk, "bin", "", "2026-11-18T00:00:00+00:00", 1).mark()[:-1] + "!"
    for client, address in [
        (bobs, undo),
        (alices, undo[:-3] + "xx/"),
        (alices, reverse("applications:bulk_undo", args=[forged])),
        (alices, reverse("applications:bulk_undo", args=["bin:1"])),
    ]:
        assert client.post(address).status_code == 404
    assert Application.objects.of(alice).binned().count() == 1


@pytest.mark.parametrize("deed", DEEDS)
def test_others_applications_are_not_touched(bobs, alice, deed):
    application = make_application(alice)
    tags.replace(application, ["remote"])
    before = Application.objects.values().get(), list(Event.objects.values("id"))
    assert post(bobs, deed, ids_of(application)).status_code == 302
    assert (Application.objects.values().get(), list(Event.objects.values("id"))) == before
    assert application.tags.get().name == "remote"
    assert told(bobs)[0] == "Nothing had to be changed."


@pytest.mark.parametrize("deed", DEEDS)
def test_own_and_others_together_change_the_own_only(bobs, alice, bob, deed):
    hers, his = make_application(alice), make_application(bob)
    tags.replace(his, ["remote"])
    version = hers.version
    post(bobs, deed, [*ids_of(hers, his), uuid.uuid4()])
    assert "1 application" in told(bobs)[0]
    hers.refresh_from_db()
    assert (hers.version, hers.stage, hers.deleted_at) == (version, "saved", None)


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_ticked_is_said(alices, alice, deed):
    make_application(alice)
    for data in ({}, {"ids": ["nonsense", "' OR 1=1"]}):
        alices.post(reverse(f"applications:{deed}"), DEEDS[deed] | data)
        assert told(alices)[0] == "Tick the applications first."


def test_bar_demands_nothing_for_the_deeds_not_chosen(alices, alice):
    make_application(alice)
    page = alices.get(TABLE).content.decode()
    bar = page[page.index('id="bulk"') :]
    assert 'name="tags"' in bar
    assert " required" not in bar[: bar.index("</form>")]


def test_bar_proposes_no_stage(alices, alice):
    make_application(alice)
    page = alices.get(TABLE).content.decode()
    choice, _end, _rest = page[page.index('<select name="stage"') :].partition("</select>")
    assert '<option value="" selected>Choose a stage</option>' in choice


@pytest.mark.parametrize(
    "deed, data, said",
    [
        ("bulk_move", {"stage": "nonsense"}, "Select a valid choice"),
        ("bulk_move", {"stage": ""}, "Choose a stage first."),
        ("bulk_end", {"ending": "applied"}, "Select a valid choice"),
        ("bulk_prioritise", {"priority": "9"}, "Select a valid choice"),
        ("bulk_tag", {"tags": " , "}, "This field is required"),
        ("bulk_tag", {"tags": "x" * 41}, "up to 40 letters"),
        ("bulk_tag", {"tags": ",".join(map(str, range(21)))}, "Up to 20 tags"),
        ("bulk_move", {"everything": "0"}, "greater than or equal to 1"),
        ("bulk_move", {"everything": "501"}, "less than or equal to 500"),
        ("bulk_move", {"everything": "x"}, "whole number"),
        ("bulk_move", {"query": "q=" + "x" * 9000}, "at most 8000"),
        ("bulk_move", {"query": "a\x00b"}, "Null characters"),
    ],
)
def test_bad_input_is_said_and_changes_nothing(alices, alice, deed, data, said):
    application = make_application(alice)
    assert post(alices, deed, ids_of(application), **data).status_code == 302
    assert said in told(alices)[0]
    application.refresh_from_db()
    assert (application.stage, application.version, application.tags.count()) == ("saved", 1, 0)


def test_everything_that_matches_is_more_than_the_page(alices, alice):
    for n in range(60):
        make_application(alice, company=f"Company {n}", source="Djinni")
    other = make_application(alice)
    query = "source=Djinni&junk=//evil.example"
    response = post(alices, "bulk_move", query=query, everything="60")
    assert response["Location"] == f"{TABLE}?source=Djinni"
    assert told(alices)[0] == "60 applications: Interview."
    assert standing(other)["stage"] == "saved"


def test_everything_means_as_many_as_the_page_said(alices, alice):
    for _ in range(3):
        make_application(alice, source="Djinni")
    post(alices, "bulk_throw_away", query="source=Djinni", everything="2")
    assert told(alices)[0] == "The list has changed meanwhile. Please look at it again."
    assert Application.objects.of(alice).binned().count() == 0


def test_tags_are_put_on_and_taken_off(alices, alice):
    one, other = make_application(alice), make_application(alice)
    tags.replace(one, ["Python"])
    post(alices, "bulk_tag", ids_of(one, other), tags="python, Remote")
    assert [tag.name for tag in one.tags.all()] == ["Python", "Remote"]
    assert told(alices)[0] == "Tagged 2 applications."
    post(alices, "bulk_untag", ids_of(one, other), tags="REMOTE, never used")
    assert [tag.name for tag in other.tags.all()] == ["Python"]
    assert not alice.tags.filter(name="never used").exists()


def test_full_of_tags_stays_as_it_was(alices, alice):
    full, roomy = make_application(alice), make_application(alice)
    tags.replace(full, [f"tag {n}" for n in range(20)])
    post(alices, "bulk_tag", ids_of(full, roomy), tags="one more, tag 3")
    assert (full.tags.count(), roomy.tags.count()) == (20, 2)
    assert told(alices)[0] == "Tagged 1 application."


@pytest.mark.parametrize("deed", ["bulk_tag", "bulk_untag", "bulk_prioritise"])
def test_change_of_facts_makes_an_open_form_stale(alices, alice, deed):
    touched, same = make_application(alice), make_application(alice, priority=3)
    tags.replace(touched, ["remote"])
    post(alices, deed, ids_of(touched, same))
    touched.refresh_from_db()
    same.refresh_from_db()
    assert touched.version == 2
    assert same.version == (2 if deed == "bulk_tag" else 1)


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("count", [1, 50])
def test_number_of_queries_does_not_grow(alices, alice, deed, count, django_assert_num_queries):
    """Session, user, savepoints and the session with its message are in it."""
    rows = [make_application(alice) for _ in range(count)]
    tags.replace(rows[0], ["remote"])
    told_by = {
        "bulk_move": 10, "bulk_end": 10, "bulk_tag": 15, "bulk_untag": 11, "bulk_prioritise": 9,
        "bulk_throw_away": 9,
    }  # fmt: skip
    with django_assert_num_queries(told_by[deed]):
        post(alices, deed, ids_of(*rows))


@pytest.mark.parametrize("count", [10, 40])
def test_undo_of_rows_that_differ_takes_as_many_queries(alice, count, django_assert_num_queries):
    """Savepoints, rows, entries, moves, retractions, and one UPDATE that gives each its own."""
    long_ago = [datetime.date(2026, 9, 1) + datetime.timedelta(days=n) for n in range(count)]
    rows = [make_application(alice, stage="applied", on=on) for on in long_ago]
    untouched = make_application(alice, stage="applied")
    before = [standing(row) for row in (*rows, untouched)]
    deed = bulk.end(alice, ids_of(*rows), Ending.CLOSED, TODAY)
    with django_assert_num_queries(7):
        assert bulk.undo(alice, deed) == count
    assert [standing(row) for row in (*rows, untouched)] == before


def test_undo_of_rows_that_differ_is_when_they_moved(alice, clock):
    days = [datetime.date(2026, 9, 1 + n) for n in range(bulk.FEW + 1)]
    rows = [make_application(alice, stage="applied", on=on) for on in days]
    deed = bulk.end(alice, ids_of(*rows), Ending.CLOSED, TODAY)
    clock.shift(60)
    bulk.undo(alice, deed)
    assert set(Application.objects.values_list("moved_at", flat=True)) == {timezone.now()}


def test_sign_in_again_leads_to_the_table(alices):
    for deed in DEEDS:
        assert alices.get(reverse(f"applications:{deed}"))["Location"] == TABLE


def test_form_of_another_site_is_refused(alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    application = make_application(alice)
    assert post(client, "bulk_throw_away", ids_of(application)).status_code == 403


def test_two_deeds_on_the_same_rows_wait_for_each_other_in_turn(committed_db, alice):
    """Named in opposite orders, which would be a deadlock if they were locked so."""
    rows = [make_application(alice) for _ in range(30)]
    ids, ready, deeds = ids_of(*rows), threading.Barrier(2), []

    def change(ids, stage):
        ready.wait(5)
        for _ in range(5):
            deeds.append(bulk.move(alice, ids, stage, TODAY))
        connection.close()

    threads = [
        threading.Thread(target=change, args=[ids, "applied"]),
        threading.Thread(target=change, args=[ids[::-1], "interview"]),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(deeds) == 10
    for row in rows:
        row.refresh_from_db()
        assert row.standing == ledger.standing(row.entries())
    written = Event.objects.count() - len(rows)
    assert written == sum(deed.number for deed in deeds)


def test_rows_of_two_people_stay_apart_in_undo(alice, clock):
    """The same instant, the same deed: a mark takes back its owner's only."""
    carol = make_user("carol@example.com")
    hers, others = make_application(alice), make_application(carol)
    deed = bulk.move(alice, ids_of(hers), "applied", TODAY)
    bulk.move(carol, ids_of(others), "applied", TODAY)
    assert bulk.undo(alice, deed) == 1
    assert standing(others)["stage"] == "applied"
