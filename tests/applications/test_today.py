"""Today: what is on it, in which order, in how many queries; and each deed with its undo."""

import datetime
import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNumQueries, assertRedirects

from applications.ledger import Kind
from applications.models import Application, Milestone
from applications.stages import Ending, Stage
from tests.factories import make_application, make_contact, make_reminder, make_round

TODAY = reverse("applications:today")
ON_TODAY = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{TODAY}?all=1"}
HOSTILE = """<script>alert("x")</script>'{{ 7*7 }}"""
DUE = "2026-11-11"  # of what was applied for on 2 November

pytestmark = pytest.mark.usefixtures("clock")


def day(text):
    return datetime.date.fromisoformat(text)


def url(thing, deed):
    return reverse(f"applications:{deed}", args=[thing.public_id])


def applied(user, company="Dnipro Soft", on="2026-11-02"):
    return make_application(user, company=company, stage=Stage.APPLIED, on=day(on))


def agenda_of(client):
    return client.get(TODAY).context["agenda"]


def due_titles(client):
    return [item.title for item in agenda_of(client).due]


def undo_in(response):
    return re.search(r'hx-post="([^"]+)"', response.content.decode())[1].replace("&amp;", "&")


def next_of(application):
    row = Application.objects.get(pk=application.pk)
    return row.next_kind, row.next_on and row.next_on.isoformat(), row.snoozed_until


@pytest.mark.parametrize("count", [1, 50])
def test_today_takes_seven_queries(alices, alice, count):
    for n in range(count):
        one = applied(alice, company=f"Company {n}")
        round = make_round(applied(alice), day=day("2026-11-18"))
        round.people.add(make_contact(alice, name=f"Person {n}"))
        make_reminder(alice, application=one)
        answered = applied(alice)
        answered.move(Stage.SCREENING, day("2026-11-16"))
        Milestone.objects.create(
            user=alice, kind="weekly_goal", reached_on=day("2026-11-17"), week=day("2026-11-02")
        ) if n == 0 else None
    # Session, user, applications, rounds, reminders, milestones, a renewal that failed.
    with assertNumQueries(7):
        alices.get(TODAY)


def test_due_is_in_order_and_says_how_late_it_is(alices, alice):
    applied(alice, "Kvitka", on="2026-11-06")  # due on the 17th
    applied(alice, "Nova", on="2026-11-02")  # due on the 11th
    make_reminder(alice, text="Call Iryna")
    make_reminder(alice, text="Not before Friday", day=day("2026-11-20"))
    found = agenda_of(alices)
    assert [(item.title, item.days_late) for item in found.due] == [
        ("Follow up with Nova", 7),
        ("Follow up with Kvitka", 1),
        ("Call Iryna", 0),
    ]
    assert [item.title for item in found.coming] == ["Not before Friday"]
    page = alices.get(TODAY).content.decode()
    assert page.index("due 7 days ago") < page.index("due yesterday")


def test_coming_ends_after_seven_days(alices, alice):
    for ahead in (1, 7, 8):
        make_reminder(alice, text=f"In {ahead}", day=day("2026-11-18") + ahead * day_long())
    assert [item.title for item in agenda_of(alices).coming] == ["In 1", "In 7"]


def day_long():
    return datetime.timedelta(days=1)


def test_interviews_of_fourteen_days_with_time_zone_and_people(alices, alice):
    one = make_round(
        applied(alice), day=day("2026-11-18"), starts=datetime.time(14, 0), zone="Europe/London"
    )
    one.people.add(make_contact(alice, name="Oleh Lys"), make_contact(alice, name="Iryna Bondar"))
    make_round(applied(alice), day=day("2026-12-02"), title="The last one")
    make_round(applied(alice), day=day("2026-12-03"), title="Too far")
    make_round(applied(alice), day=day("2026-11-17"), title="Yesterday")
    page = alices.get(TODAY)
    assert [str(one.round) for one in page.context["agenda"].interviews] == [
        "Interview 1",
        "The last one",
    ]
    assertContains(page, "16:00")  # in Kyiv
    assertContains(page, "14:00 in London")
    assertContains(page, "Iryna Bondar, Oleh Lys")


def test_interviews_need_no_preparation_once_over_but_thanks(alices, alice):
    make_round(applied(alice, "Past"), day=day("2026-11-17"))
    make_round(applied(alice, "Coming"), day=day("2026-11-19"))
    titles = due_titles(alices)
    assert titles[0] == "Prepare for Coming: Interview 1"
    assert "Thank Past: Interview 1" in titles
    assert "Prepare for Past: Interview 1" not in titles


def test_what_ended_or_lies_in_the_bin_or_was_cancelled_asks_for_nothing(alices, alice):
    ended, binned, cancelled = (applied(alice, name) for name in ("Ended", "Binned", "Quiet"))
    for one in (ended, binned, cancelled):
        round = make_round(one, day=day("2026-11-18"))
    round.cancelled_at = datetime.datetime(2026, 11, 17, tzinfo=datetime.UTC)
    round.save()
    ended.end(Ending.REJECTED, day("2026-11-18"))
    make_reminder(alice, text="Of the bin", application=binned)
    binned.throw_away()
    found = agenda_of(alices)
    assert not found.interviews
    assert not [item for item in found.due if item.company != "Quiet"]


def test_waiting_is_longest_first_and_compared_with_own_replies(alices, alice):
    for took in (1, 2, 3, 10, 12):
        make_application(alice, stage=Stage.APPLIED, on=day("2026-10-01")).end(
            Ending.REJECTED, day("2026-10-01") + took * day_long()
        )
    applied(alice, "Short", on="2026-11-15")  # 3 days: longer than two of five
    applied(alice, "Long", on="2026-11-07")  # 11 days: longer than four of five
    applied(alice, "Longest", on="2026-11-02")
    page = alices.get(TODAY)
    waiting = page.context["agenda"].waiting
    assert [(one.row.company, one.days, one.quarters) for one in waiting] == [
        ("Longest", 16, 4),
        ("Long", 11, 3),
        ("Short", 3, 1),
    ]
    assertContains(page, "Half of your 5 replies came within 3 days.")
    assertContains(page, "longer than 3 of 4 of your replies took")


def test_waiting_counts_from_the_last_word_in_every_stage_one_waits_in(alices, alice):
    for stage in (Stage.SCREENING, Stage.TEST_TASK, Stage.INTERVIEW):
        applied(alice, stage.label, on="2026-10-01").move(stage, day("2026-10-29"))
    make_round(applied(alice, "Met since", on="2026-10-01"), day=day("2026-11-16"))
    make_round(applied(alice, "To meet"), day=day("2026-11-20"))
    applied(alice, "Asked again").follow_up(day(DUE), day("2026-11-17"))
    applied(alice, "Sent today", on="2026-11-18")
    make_application(alice, company="Owed an answer", stage=Stage.OFFER, on=day("2026-11-02"))
    make_application(alice, company="Not sent", on=day("2026-11-02"))
    applied(alice, "Ended").end(Ending.CLOSED, day("2026-11-03"))
    found = [(one.row.company, one.days) for one in agenda_of(alices).waiting]
    assert found == [
        ("Interview", 20),
        ("Screening", 20),
        ("Test task", 20),
        ("Asked again", 16),
        ("Met since", 2),
    ]
    table = alices.get(f"{reverse('applications:table')}?waiting=0&sort=since")
    assert {row.company for row in table.context["page"]} == {company for company, _days in found}
    assertContains(table, "Waiting for an answer")


def test_long_waiting_list_leads_to_the_same_rows_in_the_table(alices, alice):
    for n in range(9):
        applied(alice, f"Company {n}")
    assertContains(alices.get(TODAY), "?waiting=0&amp;sort=since")


def test_replies_of_the_same_day_are_called_so(alices, alice):
    for _ in range(5):
        applied(alice).end(Ending.REJECTED, day("2026-11-02"))
    applied(alice)
    assertContains(alices.get(TODAY), "Half of your 5 replies came on the same day.")


def test_silent_ones_are_named_above_what_is_due(alices, alice):
    applied(alice, "Silent", on="2026-10-28").retire(day("2026-11-06"), "other")
    make_reminder(alice, text="Call Iryna")
    page = alices.get(TODAY).content.decode()
    assert page.index(reverse("applications:silent")) < page.index('id="due"')
    assert "1 application has been silent for three weeks." in page


def test_four_replies_are_too_few_to_compare_with(alices, alice):
    for _ in range(4):
        applied(alice).end(Ending.REJECTED, day("2026-11-04"))
    applied(alice)
    page = alices.get(TODAY)
    assertContains(page, "4 replies so far. From five on, you can compare.")
    assert "Half of" not in page.content.decode()
    assert page.context["agenda"].waiting[0].quarters == 0


def test_long_lists_are_capped_and_shown_whole_on_request(alices, alice):
    for n in range(25):
        make_reminder(alice, text=f"Reminder {n}")
    assertContains(alices.get(TODAY), "Show all 25")
    assert alices.get(TODAY).content.decode().count("data-item-title") == 20
    assert alices.get(f"{TODAY}?all=1").content.decode().count("data-item-title") == 25


def test_news_are_answers_and_milestones_of_a_week(alices, alice):
    applied(alice, "Fresh").move(Stage.SCREENING, day("2026-11-12"))
    applied(alice, "Stale").move(Stage.SCREENING, day("2026-11-11"))
    Milestone.objects.create(user=alice, kind="reply", reached_on=day("2026-11-12"))
    Milestone.objects.create(user=alice, kind="offer", reached_on=day("2026-11-11"))
    found = agenda_of(alices)
    assert [row.company for row in found.answers] == ["Fresh"]
    assert [milestone.kind for milestone in found.milestones] == ["reply"]


@pytest.mark.parametrize("before", ["2026-10-29", None])  # a first answer, or not the first
@pytest.mark.parametrize(
    "step, is_news",
    [
        (Stage.SCREENING, True), (Stage.TEST_TASK, True), (Stage.INTERVIEW, True),
        (Stage.OFFER, True), (Ending.REJECTED, True), (Ending.CLOSED, True),
        (Ending.ACCEPTED, False), (Ending.DECLINED, False), (Ending.WITHDREW, False),
        (Ending.NO_RESPONSE, False), (Stage.APPLIED, False), (Stage.SAVED, False),
    ],
)  # fmt: skip
def test_news_is_whatever_an_employer_said(alices, alice, before, step, is_news):
    one = applied(alice, on="2026-10-20")
    if before:
        one.move(Stage.INTERVIEW, day(before))
    take = one.move if step in Stage.values else one.end
    take(step, day("2026-11-17"))
    page = alices.get(TODAY)
    assert [row.since for row in page.context["agenda"].answers] == [day("2026-11-17")] * is_news
    assert ('datetime="2026-11-17"' in page.content.decode()) == is_news


def test_idea_whose_vacancy_was_closed_is_no_news(alices, alice):
    make_application(alice, on=day("2026-11-10")).end(Ending.CLOSED, day("2026-11-17"))
    assert agenda_of(alices).answers == []


def test_all_milestones_stand_in_a_list_once_one_is_older_than_a_week(alices, alice):
    Milestone.objects.create(user=alice, kind="reply", reached_on=day("2026-11-12"))
    applied(alice)
    assert "Milestones" not in alices.get(TODAY).content.decode()
    Milestone.objects.create(user=alice, kind="application_1", reached_on=day("2026-11-11"))
    for week, reached in (("2026-11-02", "2026-11-04"), ("2026-11-09", "2026-11-13")):
        Milestone.objects.create(
            user=alice, kind="weekly_goal", week=day(week), reached_on=day(reached)
        )
    page = alices.get(TODAY)
    assert [one.kind for one in page.context["agenda"].firsts] == ["reply", "application_1"]
    listed = page.content.decode().partition("Milestones</summary>")[2]
    assert "First application" in listed
    assert "11 November 2026" in listed
    assert "Weekly goal reached in 2 weeks" in listed


def test_fresh_account_is_told_where_to_begin(alices):
    page = alices.get(TODAY)
    assertContains(page, reverse("applications:add"))
    assertContains(page, reverse("applications:capture"))
    assertContains(page, "Begin with one application")


def test_calm_day_says_so(alices, alice):
    make_application(alice, stage=Stage.SAVED, on=day("2026-11-18"))
    assertContains(alices.get(TODAY), "Nothing is due today.")


def test_today_escapes_what_people_write(alices, alice):
    application = make_application(
        alice, company=HOSTILE, role=HOSTILE, stage=Stage.APPLIED, on=day("2026-11-02")
    )
    round = make_round(application, title=HOSTILE, day=day("2026-11-18"))
    round.people.add(make_contact(alice, name=HOSTILE))
    make_reminder(alice, text=HOSTILE)
    assert "<script>alert" not in alices.get(TODAY).content.decode()


@pytest.mark.parametrize("query", ["?all=%27", "?all[]=1", "?x=%ff", "?all=1&all=0"])
def test_hostile_address_is_the_page(alices, query):
    assert alices.get(TODAY + query).status_code == 200


def test_today_of_another_is_empty(bobs, alice):
    applied(alice, "Canary")
    assert "Canary" not in bobs.get(TODAY).content.decode()


# Deeds


def test_follow_up_done_sets_the_next_one_and_undo_takes_it_back(alices, alice):
    application = applied(alice)
    response = alices.post(url(application, "next_done"), {"due_on": DUE}, headers=ON_TODAY)
    assert "agendaChanged" in response["HX-Trigger-After-Settle"]
    assert next_of(application) == ("follow_up", "2026-11-27", None)
    alices.post(undo_in(response), headers=ON_TODAY)
    assert next_of(application) == ("follow_up", DUE, None)
    assert [event.kind for event in application.events.all()] == [
        Kind.STAGE,
        Kind.FOLLOW_UP,
        Kind.RETRACTION,
    ]


def test_undo_pressed_twice_does_no_more(alices, alice):
    application = applied(alice)
    response = alices.post(url(application, "next_done"), {"due_on": DUE}, headers=ON_TODAY)
    for _ in range(2):
        again = alices.post(undo_in(response), headers=ON_TODAY)
    assert "be undone any more" in again["HX-Trigger"]
    assert application.events.count() == 3


def test_undo_of_done_brings_back_the_day_it_was_put_off_to(alices, alice):
    application = applied(alice)
    application.snooze(day(DUE), day("2026-11-18"))
    done = {"due_on": "2026-11-18"}
    response = alices.post(url(application, "next_done"), done, headers=ON_TODAY)
    alices.post(undo_in(response), headers=ON_TODAY)
    assert next_of(application) == ("follow_up", "2026-11-18", day("2026-11-18"))


def test_apply_done_moves_to_applied_today(alices, alice):
    application = make_application(alice, on=day("2026-11-02"))
    response = alices.post(
        url(application, "next_done"), {"due_on": "2026-11-04"}, headers=ON_TODAY
    )
    application.refresh_from_db()
    assert (application.stage, application.since) == (Stage.APPLIED, day("2026-11-18"))
    alices.post(undo_in(response), headers=ON_TODAY)
    application.refresh_from_db()
    assert (application.stage, next_of(application)[:2]) == (Stage.SAVED, ("apply", "2026-11-04"))


def test_undo_of_applied_without_the_step_before_it_is_refused(alices, alice):
    application = make_application(alice, on=day("2026-11-02"))
    response = alices.post(
        url(application, "next_done"), {"due_on": "2026-11-04"}, headers=ON_TODAY
    )
    application.retract(application.events.first())
    again = alices.post(undo_in(response), headers=ON_TODAY)
    assert "be undone any more" in again["HX-Trigger"]
    application.refresh_from_db()
    assert (application.stage, application.events.count()) == (Stage.APPLIED, 3)


def test_undo_of_the_only_step_is_refused(alices, alice):
    application = applied(alice)
    ids = [application.public_id, application.events.get().public_id]
    page = alices.post(reverse("applications:next_undo", args=ids), follow=True)
    assertContains(page, "be undone any more")
    assert application.events.count() == 1


def test_offer_is_accepted_or_declined(alices, alice):
    application = make_application(alice, stage=Stage.OFFER, on=day("2026-11-16"))
    end = url(application, "end")
    for page in (TODAY, url(application, "page")):
        shown = alices.get(page)
        assertContains(shown, f'href="{end}?ending=accepted"')
        assertContains(shown, f'href="{end}?ending=declined"')


def test_decision_is_not_done_by_a_press(alices, alice):
    application = make_application(alice, stage=Stage.OFFER, on=day("2026-11-02"))
    alices.post(url(application, "next_done"), {"due_on": "2026-11-04"})
    assert application.events.count() == 1
    assertContains(alices.get(TODAY), url(application, "end"))


@pytest.mark.parametrize(
    "deed, data", [("next_done", {}), ("next_snooze", {"until": "2026-11-20"}),
                   ("next_retire", {"because": "other"})]
)  # fmt: skip
@pytest.mark.parametrize("due_on", ["2026-11-10", "", "yesterday", "9999-99-99"])
def test_deed_for_another_day_does_nothing_and_says_so(alices, alice, deed, data, due_on):
    application = applied(alice)
    response = alices.post(url(application, deed), {"due_on": due_on, **data}, headers=ON_TODAY)
    assert "settled already" in response["HX-Trigger"]
    assert next_of(application) == ("follow_up", DUE, None)
    assert application.events.count() == 1


@pytest.mark.parametrize("deed", ["next_done", "next_snooze", "next_retire"])
def test_deed_sent_twice_has_one_effect(alices, alice, deed):
    application = applied(alice)
    data = {"due_on": DUE, "until": "2026-11-20", "because": "no_channel"}
    alices.post(url(application, deed), data)
    after = next_of(application)
    page = alices.post(url(application, deed), data, follow=True)
    assertContains(page, "That was settled already")
    assert next_of(application) == after
    assert application.events.count() <= 2


def test_snooze_and_its_undo(alices, alice):
    application = applied(alice)
    data = {"due_on": DUE, "until": "2026-11-23"}
    response = alices.post(url(application, "next_snooze"), data, headers=ON_TODAY)
    assert next_of(application) == ("follow_up", "2026-11-23", day("2026-11-23"))
    alices.post(undo_in(response), headers=ON_TODAY)
    assert next_of(application) == ("follow_up", DUE, None)


def test_undo_of_an_earlier_snooze_leaves_a_later_one(alices, alice):
    application = applied(alice)
    data = {"due_on": DUE, "until": "2026-11-23"}
    first = alices.post(url(application, "next_snooze"), data, headers=ON_TODAY)
    application.snooze(day("2026-11-23"), day("2026-12-01"))
    alices.post(undo_in(first), headers=ON_TODAY)
    assert next_of(application)[1] == "2026-12-01"


@pytest.mark.parametrize(
    "until, sentence",
    [
        ("2026-11-18", "Choose a day after today."),
        ("2020-01-01", "Choose a day after today."),
        ("2099-01-01", "Choose a day within a year."),
        ("soon", "Enter a valid date."),
        ("", "This field is required."),
    ],
)
def test_snooze_to_an_impossible_day_says_why(alices, alice, until, sentence):
    application = applied(alice)
    page = alices.post(url(application, "next_snooze"), {"due_on": DUE, "until": until})
    assertContains(page, sentence)
    assert next_of(application)[1] == DUE


def test_snooze_form_of_a_row_goes_into_the_dialog_when_it_is_wrong(alices, alice):
    application = applied(alice)
    stale = {"due_on": DUE, "until": "2026-11-18"}
    response = alices.post(url(application, "next_snooze"), stale, headers=ON_TODAY)
    assert response["HX-Retarget"] == "[data-dialog-body]"


def test_retire_with_a_reason_and_its_undo(alices, alice):
    application = applied(alice)
    application.snooze(day(DUE), day("2026-11-18"))
    data = {"due_on": "2026-11-18", "because": "no_channel"}
    response = alices.post(url(application, "next_retire"), data, headers=ON_TODAY)
    assert next_of(application)[:2] == ("", None)
    assert due_titles(alices) == []
    alices.post(undo_in(response), headers=ON_TODAY)
    assert next_of(application) == ("follow_up", "2026-11-18", day("2026-11-18"))
    assert Application.objects.get(pk=application.pk).quiet_because == ""


def test_retire_needs_a_known_reason(alices, alice):
    application = applied(alice)
    alices.post(url(application, "next_retire"), {"due_on": DUE, "because": "bored"})
    assert next_of(application)[1] == DUE


def test_undo_of_retiring_after_the_end_does_nothing(alices, alice):
    application = applied(alice)
    data = {"due_on": DUE, "because": "other"}
    response = alices.post(url(application, "next_retire"), data, headers=ON_TODAY)
    application.refresh_from_db()
    application.end(Ending.REJECTED, day("2026-11-18"))
    alices.post(undo_in(response), headers=ON_TODAY)
    assert next_of(application)[:2] == ("", None)


def test_deeds_without_javascript_come_back_with_a_message_and_undo(alices, alice):
    application = applied(alice)
    data = {"due_on": DUE, "back": "page"}
    response = alices.post(url(application, "next_done"), data)
    assertRedirects(response, url(application, "page"), fetch_redirect_response=False)
    page = alices.get(url(application, "page"))
    assertContains(page, "Followed up with Dnipro Soft.")
    assertRedirects(
        alices.post(undo_in(page)), url(application, "page"), fetch_redirect_response=False
    )
    assert next_of(application)[1] == DUE


@pytest.mark.parametrize(
    "deed, data",
    [
        ("next_done", {}),
        ("next_snooze", {"until": "2026-11-20"}),
        ("next_retire", {"because": "other"}),
    ],
)
def test_deed_takes_five_queries(alices, alice, deed, data):
    application = applied(alice)
    savepoints = 2 if deed == "next_done" else 0  # of the test's own transaction
    with assertNumQueries((5 if deed == "next_done" else 4) + savepoints):
        alices.post(url(application, deed), {"due_on": DUE, **data}, headers=ON_TODAY)


@pytest.mark.parametrize("deed, due_on", [("prepare", "2026-11-18"), ("thank", "2026-11-20")])
@pytest.mark.parametrize("verb, state", [("done", "done"), ("retire", "retired")])
def test_round_is_prepared_and_thanked_for_and_undone(alices, alice, deed, due_on, verb, state):
    round = make_round(applied(alice), day=day("2026-11-19"))
    address = reverse(f"applications:{deed}_{verb}", args=[round.public_id])
    response = alices.post(address, {"due_on": due_on}, headers=ON_TODAY)
    round.refresh_from_db()
    assert getattr(round, f"{deed}_state") == state
    alices.post(undo_in(response), headers=ON_TODAY)
    round.refresh_from_db()
    assert getattr(round, f"{deed}_state") == "open"


def test_preparation_is_put_off_until_the_interview_at_most(alices, alice):
    round = make_round(applied(alice), day=day("2026-11-20"), planned_on=day("2026-11-10"))
    address = reverse("applications:prepare_snooze", args=[round.public_id])
    late = alices.post(address, {"due_on": "2026-11-19", "until": "2026-11-23"})
    assertContains(late, "The interview is before that.")
    response = alices.post(
        address, {"due_on": "2026-11-19", "until": "2026-11-20"}, headers=ON_TODAY
    )
    round.refresh_from_db()
    assert round.prepare_on == day("2026-11-20")
    alices.post(undo_in(response), headers=ON_TODAY)
    round.refresh_from_db()
    assert round.prepare_on == day("2026-11-19")


def test_thanks_of_another_day_are_not_done(alices, alice):
    round = make_round(applied(alice), day=day("2026-11-17"))
    address = reverse("applications:thank_done", args=[round.public_id])
    assertContains(alices.post(address, {"due_on": "2026-11-01"}, follow=True), "settled already")
    round.refresh_from_db()
    assert round.thank_state == "open"


def test_end_from_today_stays_on_today_with_undo(alices, alice):
    application = make_application(alice, stage=Stage.OFFER, on=day("2026-11-02"))
    response = alices.post(url(application, "end"), {"ending": "accepted"}, headers=ON_TODAY)
    alices.post(undo_in(response), headers=ON_TODAY)
    application.refresh_from_db()
    assert application.is_live
