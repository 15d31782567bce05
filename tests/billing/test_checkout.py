import datetime

import pytest
from django.utils import timezone

from billing import allowance, standing
from billing.models import AttemptState, LedgerEntry, PaidPeriod
from billing.standing import Status
from tests.billing.bank import buy
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_first_payment_begins_a_month_of_pro(sandbox, clock):
    anna = make_user("anna@example.com")
    attempt = buy(anna, sandbox)
    assert attempt.state == AttemptState.PAID
    period = PaidPeriod.objects.get()
    assert (period.starts_at, period.ends_at) == (
        datetime.datetime(2026, 11, 18, 9, 30, tzinfo=datetime.UTC),
        datetime.datetime(2026, 12, 18, 9, 30, tzinfo=datetime.UTC),
    )
    assert standing.of(anna, timezone.now()).status is Status.ACTIVE
    assert allowance.left(anna, allowance.Feature.CV_ANALYSIS).granted == 30
    assert dict(LedgerEntry.objects.values_list("kind", "amount")) == {"charge": 24900, "fee": -324}
