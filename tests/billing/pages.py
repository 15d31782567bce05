"""What the tests of the pages share: reading a page, moving on to a renewal."""

import datetime
import re

from django.utils import timezone
from lxml import html as markup

from billing import renew
from billing.models import PaymentAttempt
from tests.billing.bank import buy, deliver
from tests.conftest import signed_in

MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)
# 30 days after the first purchase of the tests the paid month is over, and it is day in Kyiv.
RENEWAL_IS_DUE = datetime.datetime(2026, 12, 18, 10, 30, tzinfo=datetime.UTC)


def text_of(response, status=200):
    """The words of the page's main part, on one line."""
    assert response.status_code == status
    page = markup.fromstring(response.content.decode())
    main = page.xpath("//main")
    words = " ".join((main[0] if main else page).itertext())
    return re.sub(r"\s+", " ", words).strip()


def in_ukrainian(user):
    user.language = "uk"
    user.save(update_fields=["language"])
    return signed_in(user)


def sweep_renewals(sandbox):
    since = len(sandbox.bank.deliveries)
    now = timezone.now()
    renew.sweep(now, now + MINUTE)
    deliver(sandbox, since)


def fail_to_renew(user, sandbox, clock, code="59"):
    """A plan whose first renewal was declined; the client that looks at it."""
    buy(user, sandbox, later=code)
    clock.move_to(RENEWAL_IS_DUE)
    sweep_renewals(sandbox)
    renewal = PaymentAttempt.objects.get(kind="renewal")
    assert (renewal.state, renewal.err_code) == ("failed", code)
    return signed_in(user)
