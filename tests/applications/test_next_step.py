"""The panel on an application's page: what comes next, and each deed about it."""

import re

import pytest
from pytest_django.asserts import assertContains, assertNumQueries, assertRedirects

from applications.people import rounds
from applications.stages import Ending, Stage
from tests.applications.test_today import DUE, TODAY, applied, day, next_of, url
from tests.factories import make_application, make_reminder, make_round

pytestmark = pytest.mark.usefixtures("clock")


def panel_of(client, application):
    page = client.get(url(application, "page")).content.decode()
    return re.search(r'aria-labelledby="next">.*?</section>', page, re.DOTALL)[0]


def test_panel_tells_what_comes_next_with_its_reminders(alices, alice):
    application = applied(alice)
    make_reminder(alice, text="Ask about the team", application=application)
    page = alices.get(url(application, "page"))
    assertContains(page, "Follow up with Dnipro Soft")
    assertContains(page, "Ask about the team")


def test_panel_tells_what_a_round_asks_for_in_the_order_of_its_days(alices, alice):
    application = make_application(alice, stage=Stage.INTERVIEW, on=day("2026-11-16"))
    make_round(application, day=day("2026-11-19"), title="Meet the team")
    make_reminder(alice, text="Ask about the desk", day=day("2026-11-23"), application=application)
    panel = panel_of(alices, application)
    titles = ["Prepare for Dnipro Soft: Meet the team", "Thank Dnipro Soft: Meet the team"]
    titles += ["Ask about the desk", "Follow up with Dnipro Soft"]
    assert re.findall("<strong>([^<]*)", panel) == titles
    assert panel.index("Today") < panel.index("Friday, 20 Nov") < panel.index("25 Nov")


@pytest.mark.parametrize("is_over", ["settled", "cancelled", "ended"])
def test_panel_asks_for_nothing_about_a_round_that_is_settled(alices, alice, is_over):
    application = make_application(alice, stage=Stage.INTERVIEW, on=day("2026-11-16"))
    one = make_round(application, day=day("2026-11-19"), title="Meet the team")
    if is_over == "settled":
        one.settle("prepare", "done")
        one.settle("thank", "retired")
    elif is_over == "cancelled":
        rounds.cancel(one)
    else:
        application.end(Ending.WITHDREW, day("2026-11-18"))
    assert "Meet the team" not in panel_of(alices, application)


def test_preparation_is_done_on_the_panel_and_leads_back_to_it(alices, alice):
    application = make_application(alice, stage=Stage.INTERVIEW, on=day("2026-11-16"))
    one = make_round(application, day=day("2026-11-19"))
    page = url(application, "page")
    done = {"due_on": "2026-11-18", "back": "page"}
    assertRedirects(alices.post(url(one, "prepare_done"), done), page)
    assert "Prepare for" not in panel_of(alices, application)


@pytest.mark.parametrize("count", [1, 5])
def test_page_of_an_application_takes_as_many_queries(alices, alice, count):
    application = make_application(alice, stage=Stage.INTERVIEW, on=day("2026-11-16"))
    for _n in range(count):
        make_round(application, day=day("2026-11-19"))
        make_reminder(alice, application=application)
    with assertNumQueries(11):
        alices.get(url(application, "page"))


def test_quiet_panel_says_why_and_resumes(alices, alice):
    application = applied(alice)
    application.retire(day(DUE), "no_channel")
    assertContains(alices.get(url(application, "page")), "Quiet: There is nobody to write to.")
    alices.post(url(application, "next_resume"))
    assert next_of(application) == ("follow_up", DUE, None)


def test_panel_of_an_ended_one_asks_for_nothing(alices, alice):
    application = applied(alice)
    application.end(Ending.REJECTED, day("2026-11-10"))
    assertContains(
        alices.get(url(application, "page")), "It has ended, so nothing is asked of you."
    )


@pytest.mark.parametrize("deed", ["next_snooze", "next_retire"])
@pytest.mark.parametrize("query", ["", "?back=page", "?back=%27&x=1"])
def test_form_of_a_deed_carries_the_day_it_is_made_for(alices, alice, deed, query):
    application = applied(alice)
    page = alices.get(url(application, deed) + query)
    assertContains(page, f'name="due_on" value="{DUE}"')
    assertContains(page, f'href="{url(application, "page") if "page" in query else TODAY}"')


@pytest.mark.parametrize("deed", ["next_snooze", "next_retire", "next_done", "next_resume"])
def test_looking_at_a_deed_with_nothing_to_do_leads_to_the_page(alices, alice, deed):
    application = applied(alice)
    application.end(Ending.REJECTED, day("2026-11-10"))
    assertRedirects(alices.get(url(application, deed)), url(application, "page"))


def test_deed_after_moving_west_has_the_day_of_the_latest_entry(alices, alice):
    alice.time_zone = "Pacific/Honolulu"
    alice.save()
    application = applied(alice, on="2026-11-19")  # written farther east, where it is tomorrow
    alices.post(url(application, "next_done"), {"due_on": f"{application.next_on}"})
    application.refresh_from_db()
    assert (application.chases, application.chased_on) == (1, day("2026-11-19"))
