"""Offers side by side: chosen, rated by own criteria, shown, taken out, exported."""

import csv
import datetime
import io

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from applications.stages import Ending
from coaching.models import Criterion, Offer, Rating
from coaching.offers import choosing, comparison
from coaching.offers.choosing import MOST_CRITERIA, TooMany
from coaching.offers.comparison import MOST_OFFERS
from tests.coaching.offers import PAGE, make_criterion, make_offer, posted, url
from tests.conftest import signed_in
from tests.factories import make_application, make_user

CHOOSE = "/coach/offers/choose/"


def scores(user):
    return {
        column.application.company: column.score.rounded for column in comparison.read(user).columns
    }


def companies(page):
    return [column.application.company for column, _days in page.context["columns"]]


def test_first_visit_offers_six_criteria_and_a_choice(alices, alice):
    page = alices.get(PAGE)
    assertContains(page, "Begin with these six")
    assertContains(page, CHOOSE)
    for _ in range(2):  # a second press adds nothing
        assertRedirects(alices.post(url("begin_criteria")), PAGE)
    mine = list(Criterion.objects.of(alice).values_list("name", "weight"))
    assert len(mine) == 6
    assert mine[0] == ("Pay", 8)
    assertNotContains(alices.get(PAGE), "Begin with these six")


def test_applications_with_an_offer_come_first_and_are_proposed(alices, alice, bob):
    make_application(alice, company="Saved Co")
    offered = make_application(alice, company="Offer Co", stage="offer")
    make_application(alice, company="Gone Co", stage="offer").end(
        Ending.DECLINED, datetime.date(2026, 11, 10)
    )
    make_application(bob, company="Bob Co", stage="offer")
    page = alices.get(CHOOSE)
    field = page.context["form"]["applications"]
    labels = [str(one.data["label"]) for one in field.subwidgets]
    assert labels == ["Backend developer, Offer Co · Offer", "Backend developer, Saved Co · Saved"]
    assert field.initial == [offered]


def test_chosen_are_compared_and_what_was_entered_waits_outside(alices, alice):
    make_criterion(alice)
    offer = make_offer(alice, 7, company="Rozum", gross=100, currency="UAH")
    other = make_application(alice, company="Kvitka", salary_currency="EUR", salary_period="year")
    assertRedirects(alices.post(CHOOSE, {"applications": [other.public_id]}), PAGE)
    assert companies(alices.get(PAGE)) == ["Kvitka"]
    assert (other.offer.currency, other.offer.period) == ("EUR", "year")
    both = [other.public_id, offer.application.public_id]
    alices.post(CHOOSE, {"applications": both})
    assert scores(alice) == {"Rozum": 70, "Kvitka": None}
    assert Offer.objects.count() == 2


def test_more_than_eight_are_refused_with_the_reason(alices, alice):
    keys = [make_application(alice, company=f"C{n}").public_id for n in range(MOST_OFFERS + 1)]
    page = alices.post(CHOOSE, {"applications": keys})
    assertContains(page, "Choose at most 8", status_code=422)
    assert not Offer.objects.exists()
    alices.post(CHOOSE, {"applications": keys[:8]})
    assert Offer.objects.compared().count() == 8


def test_application_of_another_person_is_not_chosen(alices, bob):
    theirs = make_application(bob, stage="offer")
    for key in (theirs.public_id, "nonsense", "\x00"):
        assert alices.post(CHOOSE, {"applications": [key]}).status_code == 422
    assert not Offer.objects.exists()


def test_scores_are_of_what_is_rated_and_say_how_much_that_is(alices, alice):
    make_criterion(alice, "Pay", 8)
    make_criterion(alice, "People", 2)
    make_criterion(alice, "Canteen", 0)
    make_offer(alice, 9, None, 10, company="Half")
    make_offer(alice, 6, 8, 0, company="Whole")
    page = alices.get(PAGE)
    assert scores(alice) == {"Half": 90, "Whole": 64}
    assertContains(page, "1 of 2 criteria rated, 80% of the weight")
    assertContains(page, "2 of 2 criteria rated, 100% of the weight")
    assertContains(page, "weight 0: not counted")
    assertContains(page, "They are not rated by the same criteria")


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        (([8, 4], [5, 6]), "is ahead of “Backend developer, Two” by 5 points."),
        (([8, 4], [5, 6]), "with 3 instead of 5 for “Pay”, “Backend developer, Two”"),
        (([9, 9], [1, 1]), "No change of a single weight would put another one first."),
        (([5, 8], [8, 5]), "are level: the score can"),
    ],
)
def test_page_says_how_firm_the_order_is(alices, alice, points, sentence):
    make_criterion(alice, "Pay", 5)
    make_criterion(alice, "People", 5)
    for name, row in zip(("One", "Two"), points, strict=True):
        make_offer(alice, *row, company=name)
    assertContains(alices.get(PAGE), sentence)


def test_less_than_five_points_are_too_close_to_call(alices, alice):
    make_criterion(alice, "Pay", 9)
    make_criterion(alice, "People", 8)
    make_offer(alice, 8, 5, company="One")
    make_offer(alice, 8, 6, company="Two")
    page = alices.get(PAGE)
    assert scores(alice) == {"Two": 71, "One": 66}
    assertContains(page, "are less than 5 points apart: too close to call.")


def test_with_one_offer_nothing_is_said_of_an_order(alices, alice):
    make_criterion(alice)
    make_offer(alice, 9)
    page = alices.get(PAGE)
    assert page.context["compared"].verdict is None
    assertNotContains(page, "is ahead of")


def test_pay_is_shown_by_month_and_year_with_what_is_paid_once(alices, alice):
    make_offer(alice, gross="35.50", currency="USD", period="hour", extra_gross=1000)
    make_offer(alice, net=100_000, currency="UAH", extra_net=50_000, company="Kvitka")
    page = alices.get(PAGE)
    for figure in (
        "6,153.33",
        "35.50 per hour",
        "73,840",
        "with 1,000 once a year: 74,840",
        "1,200,000",
    ):
        assertContains(page, figure)
    assertContains(page, "with 50,000 once a year: 1,250,000")
    assertContains(page, "40 hours and 5 days a week, 52 weeks a year")
    assertContains(page, "different currencies (UAH, USD). They are neither converted nor ranked")
    assertContains(page, "gives no tax advice")


def test_one_currency_by_the_month_needs_neither_warning(alices, alice):
    make_offer(alice, gross=1000, currency="UAH")
    make_offer(alice, gross=1200, currency="UAH", company="Kvitka")
    make_offer(alice, currency="EUR", period="hour", company="Nothing entered")
    page = alices.get(PAGE)
    assertNotContains(page, "different currencies")
    assertNotContains(page, "40 hours")


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(0, "answer today"), (1, "1 day left"), (9, "9 days left"), (-1, "the day to answer has")],
)
def test_day_to_answer_by_is_counted_down(alices, alice, clock, days, sentence):
    make_criterion(alice)
    make_offer(alice, answer_by=timezone.localdate() + datetime.timedelta(days=days))
    assertContains(alices.get(PAGE), sentence)


def test_binned_application_leaves_and_comes_back_with_its_points(alices, alice):
    make_criterion(alice)
    offer = make_offer(alice, 7)
    offer.application.throw_away()
    assert scores(alice) == {}
    assert alices.get(url("offer", offer)).status_code == 404
    offer.application.take_back()
    assert scores(alice) == {"Rozum": 70}


def test_ended_application_stays_unranked_with_its_ending(alices, alice):
    make_criterion(alice)
    make_offer(alice, 3, company="Rozum")
    ended = make_offer(alice, 9, company="Kvitka")
    ended.application.end(Ending.DECLINED, datetime.date(2026, 11, 10))
    page = alices.get(PAGE)
    assert companies(page) == ["Rozum", "Kvitka"]
    assert page.context["compared"].verdict is None
    assertContains(page, 'data-ending="declined"')
    assertContains(page, "but is not ranked any more")


def test_offer_stage_without_a_comparison_is_mentioned_once(alices, alice):
    offer = make_offer(alice)
    make_application(alice, company="Kvitka", stage="offer")
    assertContains(alices.get(PAGE), "1 application has an offer and is not compared yet.")
    alices.post(url("take_out_offer", offer))
    make_offer(alice, company="Other")
    assertContains(alices.get(PAGE), "1 application has an offer")


@pytest.mark.parametrize(("stage", "is_linked"), [("offer", True), ("interview", False)])
def test_page_of_an_application_with_an_offer_leads_here(alices, alice, stage, is_linked):
    application = make_application(alice, stage=stage)
    page = alices.get(f"/applications/{application.public_id}/").content.decode()
    assert (f'<a class="nowrap" href="{PAGE}">' in page) == is_linked


def test_taking_out_can_be_undone(alices, alice):
    make_criterion(alice)
    offer = make_offer(alice, 7)
    page = alices.post(url("take_out_offer", offer), follow=True)
    assertContains(page, "is out of the comparison")
    assertContains(page, url("put_back_offer", offer))
    assert scores(alice) == {}
    alices.post(url("put_back_offer", offer))
    assert scores(alice) == {"Rozum": 70}


def test_putting_back_a_ninth_is_refused(alices, alice):
    ninth = make_offer(alice, is_compared=False)
    for number in range(MOST_OFFERS):
        make_offer(alice, company=f"C{number}")
    page = alices.post(url("put_back_offer", ninth), follow=True)
    assertContains(page, "There is no room")
    with pytest.raises(TooMany):
        choosing.put_back(alice, ninth)


def test_ninth_that_comes_back_from_the_bin_is_named(alices, alice):
    for number in range(MOST_OFFERS + 1):
        make_offer(alice, company=f"C{number}")
    page = alices.get(PAGE)
    assert len(companies(page)) == MOST_OFFERS
    assertContains(page, "1 more offer does not stand here: 8 are compared at once.")


@pytest.mark.parametrize("count", [1, 8])
def test_page_takes_the_same_few_queries(alices, alice, count, django_assert_num_queries):
    for number in range(5):
        make_criterion(alice, f"K{number}")
    for number in range(count):
        make_offer(alice, 1, 2, 3, 4, 5, company=f"C{number}", gross=100, currency="UAH")
    with django_assert_num_queries(7):  # session, person, criteria, offers, ratings, waiting, talk
        alices.get(PAGE)


def test_csv_holds_every_figure_and_no_formula(alices, alice):
    make_criterion(alice, "=SUM(A1)", 8)
    make_offer(
        alice, 7, company="+Rozum", reason="@home", gross="35.50", currency="USD", period="hour",
        extra_gross=100, note="-1 day; =2+2",
    )  # fmt: skip
    answer = alices.get(url("offers_csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment; filename=" in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(text))}
    assert rows["'=SUM(A1)"] == ["8", "7"]
    assert rows["'=SUM(A1): reason"] == ["", "'@home"]
    assert rows["Gross, a year"] == ["", "73840.00"]
    assert rows["Gross, a month"] == ["", "6153.33"]
    assert rows["Gross, all of a year"] == ["", "73940.00"]
    assert rows["Score, 0 to 100"] == ["", "70"]
    assert rows["Criteria rated"] == ["", "1 of 1"]
    assert rows["Note"] == ["", "'-1 day;' =2+2"]


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Criterion, {"weight": 11}),
        (Criterion, {"weight": -1}),
        (Offer, {"gross": -1}),
        (Offer, {"net": -1}),
        (Offer, {"extra_gross": -1}),
        (Offer, {"extra_net": -1}),
        (Rating, {"points": 11}),
        (Rating, {"points": -1}),
    ],
)
def test_database_refuses_what_is_out_of_range(alice, model, values):
    make_criterion(alice)
    make_offer(alice, 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


def test_database_keeps_pairs_single(alice):
    criterion = make_criterion(alice)
    offer = make_offer(alice, 5)
    for again in (
        lambda: Rating.objects.create(offer=offer, criterion=criterion),
        lambda: Offer.objects.create(application=offer.application),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            again()


def test_limit_of_criteria_holds_whatever_the_form_said(alice):
    for number in range(MOST_CRITERIA):
        make_criterion(alice, f"K{number}")
    with pytest.raises(TooMany):
        choosing.change_criteria(alice, {}, [choosing.Wanted("One more", 5)])
    assert Criterion.objects.count() == MOST_CRITERIA


def test_first_criteria_are_in_the_language_of_the_person(db):
    olha = make_user("olha@example.com", language="uk")
    signed_in(olha).post(url("begin_criteria"))
    assert Criterion.objects.of(olha).count() == 6


def test_offer_of_a_deleted_person_goes_along(alice):
    make_criterion(alice)
    make_offer(alice, 5)
    alice.delete()
    assert not any(model.objects.exists() for model in (Criterion, Offer, Rating))


def test_posted_is_what_the_form_of_an_offer_holds(alices, alice):
    """Saving it unchanged changes nothing: the other tests build on that."""
    make_criterion(alice)
    offer = make_offer(alice, 5, reason="So", gross=10, currency="UAH")
    assertRedirects(alices.post(url("offer", offer), posted(offer)), PAGE)
    offer.refresh_from_db()
    assert offer.version == 1
