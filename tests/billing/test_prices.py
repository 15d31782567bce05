import datetime

import pytest
from django.utils import timezone

from billing import offer
from billing.models import Price
from tests.billing.bank import price

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def offered(at):
    return [(one.plan.key, one.interval, one.amount) for one in Price.objects.offered(at)]


def test_prices_are_offered_from_the_least_plan_on(clock):
    assert offered(timezone.now()) == [
        ("pro", "month", 24900),
        ("pro", "year", 249000),
        ("ultra", "month", 59900),
        ("ultra", "year", 599000),
    ]


def test_new_price_takes_the_place_of_the_old_on_its_day(clock):
    day = timezone.now() + 10 * DAY
    old = price()
    Price.objects.create(plan=old.plan, interval="month", amount=29900, valid_from=day)
    assert ("pro", "month", 24900) in offered(day - datetime.timedelta(microseconds=1))
    assert ("pro", "month", 29900) in offered(day)
    assert len(offered(day)) == 4


def test_plans_stand_side_by_side_with_what_they_cost_and_grant(clock):
    free, pro, ultra = offer.columns()
    assert free.is_free
    assert (pro.monthly.amount, ultra.yearly.amount) == (24900, 599000)
    assert dict(pro.allowances)["CV analyses"] == 30
