"""What support staff see of billing and may do, and what nobody sees there."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from billing import alerts, renew, repay, standing
from billing.models import (
    Alert,
    Extension,
    OrphanPayment,
    PaidPeriod,
    PaymentAttempt,
    Price,
    Refund,
    Subscription,
)
from tests.accounts.steps import give_second_factor
from tests.billing.bank import DAY, buy, card, in_threads, price, sweep
from tests.conftest import signed_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SUBSCRIPTIONS = "/admin/billing/subscription/"
PAYMENTS = "/admin/billing/paymentattempt/"
GIVE = f"{SUBSCRIPTIONS}give/"


@pytest.fixture
def support(clock, staff):
    give_second_factor(staff)
    return signed_in(staff)


@pytest.fixture
def paid(anna):
    return PaymentAttempt.objects.get()


def staff_who_may(*codenames):
    user = make_user("helper@example.com", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    give_second_factor(user)
    return signed_in(user)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def refund_page(attempt):
    return reverse("admin:billing_paymentattempt_refund", args=[attempt.pk])


def send_refund(client, attempt, amount, **over):
    form = {"amount": amount, "note": "She asked.", "seen": attempt.refunds.count()} | over
    return client.post(refund_page(attempt), form, follow=True)


def give(client, **over):
    form = {"email": "anna@example.com", "months": "2", "reason": "An outage of ours."}
    plan = price().plan_id
    return client.post(GIVE, form | {"plan": plan} | over, follow=True)


def test_subscription_is_found_by_address_with_plan_and_end(support, anna, sandbox):
    buy(make_user("boris@example.com"), sandbox, plan="ultra")
    page = text(support.get(SUBSCRIPTIONS, {"q": "anna@"}))
    assert "anna@example.com" in page
    assert "boris@example.com" not in page
    assert "Pro" in page
    assert "18 December 2026" in page or "Dec. 18, 2026" in page


def test_page_of_a_subscription_tells_its_whole_story(support, anna, paid, sandbox, staff):
    text(send_refund(support, paid, "9.00"))
    sweep(repay.sweep)
    page = text(support.get(f"{SUBSCRIPTIONS}{anna.subscription.pk}/change/"))
    for told in ("anna@example.com", "active", paid.invoice_id, "249", "She asked.", "Pro"):
        assert told in page
    assert "_save" not in page  # nothing on it can be changed


@pytest.mark.parametrize("query", ["invoice_id", "reference", "email"])
def test_payment_is_found_by_invoice_reference_and_address(support, anna, paid, sandbox, query):
    buy(make_user("boris@example.com"), sandbox)
    wanted = {"email": "anna@example.com"}.get(query) or str(getattr(paid, query, ""))
    page = text(support.get(PAYMENTS, {"q": wanted}))
    assert "anna@example.com" in page
    assert "boris@example.com" not in page


def test_page_of_a_payment_shows_what_the_bank_said(support, paid, sandbox):
    page = text(support.get(f"{PAYMENTS}{paid.pk}/change/"))
    for told in ("success", "finalAmount", "324", paid.invoice_id, refund_page(paid)):
        assert told in page


def pages(user):
    subscription = user.subscription
    yield from (SUBSCRIPTIONS, PAYMENTS, GIVE, f"{SUBSCRIPTIONS}{subscription.pk}/change/")
    yield f"{SUBSCRIPTIONS}{subscription.pk}/give/"
    for attempt in subscription.attempts.all():
        yield from (f"{PAYMENTS}{attempt.pk}/change/", refund_page(attempt))
    yield from ("/admin/billing/alert/", "/admin/billing/orphanpayment/", "/admin/")


def test_no_page_has_a_token_a_wallet_a_digit_of_a_card_or_a_page_of_the_bank(
    anna, paid, sandbox, clock, staff
):
    clock.shift(31 * DAY)
    sweep(renew.sweep)
    give_second_factor(staff)
    support = signed_in(staff)
    kept = card(sandbox, anna)
    row = anna.subscription.current_card()
    paid.snapshots.update(
        body=paid.snapshots.first().body | {"walletData": {"cardToken": "canary"}}
    )
    secrets = [
        kept.token, row.token, kept.masked_pan[:8], str(anna.subscription.wallet_id), "canary",
        paid.page_url, "sandbox-token",
    ]  # fmt: skip
    looked_at = {path: text(support.get(path)) for path in pages(anna)}
    assert len(looked_at) == 12
    found = [(path, one) for path, page in looked_at.items() for one in secrets if one in page]
    assert found == []
    assert all(secrets)


# Giving back.


@pytest.mark.parametrize("amount, kopiykas", [("249", 24900), ("9,5", 950), ("0.01", 1)])
def test_refund_is_decided_on_in_hryvnias_and_kopiykas(support, paid, staff, amount, kopiykas):
    page = text(send_refund(support, paid, amount))
    refund = Refund.objects.get()
    assert (refund.amount, refund.note, refund.asked_by) == (kopiykas, "She asked.", staff)
    assert refund.reason == Refund.Reason.SUPPORT
    assert "She asked." in page


@pytest.mark.parametrize(
    "amount", ["249.01", "0", "-1", "1.005", "1e2x", "", "NaN", "Infinity", "99999999999"]
)
def test_amount_that_can_not_be_given_back_is_told_at_the_field(support, paid, amount):
    page = text(send_refund(support, paid, amount))
    assert "errorlist" in page
    assert not Refund.objects.exists()


def test_refund_needs_a_note(support, paid):
    assert "errorlist" in text(send_refund(support, paid, "9", note=""))
    assert not Refund.objects.exists()


def test_refund_that_is_sent_twice_is_given_once(support, paid):
    for _ in range(2):
        send_refund(support, paid, "9", seen=0)
    assert Refund.objects.get().amount == 900


def test_refund_that_is_sent_twice_at_once_is_given_once(committed_db, sandbox, clock):
    paid = buy(make_user("anna@example.com"), sandbox)
    staff = make_user("staff@example.com", is_staff=True, is_superuser=True)
    give_second_factor(staff)
    clients = [signed_in(staff) for _ in range(4)]
    form = {"amount": "9", "note": "She asked.", "seen": 0}
    presses = [lambda one=one: one.post(refund_page(paid), form) for one in clients]
    answers = in_threads(presses)
    assert Refund.objects.get().amount == 900
    assert sorted(one.status_code for one in answers) == [200, 200, 200, 302]
    assert any("was begun meanwhile" in text(one) for one in answers if one.status_code == 200)


def test_form_is_sent_by_the_first_press_only(support, paid):
    page = text(support.get(refund_page(paid)))
    assert "data-submit-once" in page
    assert "js/submit_once" in page


def test_form_begins_with_what_is_left(support, paid):
    send_refund(support, paid, "49")
    assert 'value="200' in text(support.get(refund_page(paid)))


# Giving time.


def test_months_are_given_after_what_is_paid(support, anna, staff):
    page = text(give(support))
    given = Extension.objects.get()
    assert (given.months, given.reason, given.given_by) == (2, "An outage of ours.", staff)
    assert standing.of(anna, timezone.now()).paid_through.month == 2
    assert "An outage of ours." in page


def test_months_are_given_to_somebody_who_never_subscribed(support, bob):
    text(give(support, email="BOB@example.com", plan=price("ultra").plan_id))
    where = standing.of(bob, timezone.now())
    assert (where.plan.key, where.status) == ("ultra", "cancelling")
    assert not Subscription.objects.get().renews


def test_add_leads_to_the_form_that_gives_time(support):
    assert support.get(f"{SUBSCRIPTIONS}add/")["Location"] == GIVE


@pytest.mark.parametrize(
    "over",
    [{"email": "nobody@example.com"}, {"months": "0"}, {"months": "25"}, {"reason": ""},
     {"plan": "0"}, {"email": "x"}],
)  # fmt: skip
def test_what_can_not_be_given_is_told_at_the_field(support, anna, over):
    assert "errorlist" in text(give(support, **over))
    assert not Extension.objects.exists()


def test_free_plan_is_not_given(support, anna):
    free = standing._free().pk
    assert "errorlist" in text(give(support, plan=free))


# Prices, alerts, orphans.


def test_price_is_added_and_never_changed(support):
    old = price()
    form = {"plan": old.plan_id, "interval": "month", "amount": "29900",
            "valid_from_0": "2027-01-01", "valid_from_1": "00:00:00"}  # fmt: skip
    text(support.post("/admin/billing/price/add/", form, follow=True))
    assert Price.objects.filter(plan=old.plan, interval="month").count() == 2
    page = f"/admin/billing/price/{old.pk}/"
    assert support.post(f"{page}change/", form).status_code == 403
    assert support.post(f"{page}delete/", {"post": "yes"}).status_code == 403
    assert "Pro" in text(support.get("/admin/billing/price/"))


def test_alert_is_resolved_once_and_may_sound_again(support):
    alerts.sound(Alert.Subject.CHARGING_STOPPED, "bank", "FORBIDDEN")
    data = {"action": "resolve", "_selected_action": [Alert.objects.get().pk]}
    assert "1 alert is resolved." in text(support.post("/admin/billing/alert/", data, follow=True))
    assert not alerts.charging_is_stopped()
    assert "0 alerts" in text(support.post("/admin/billing/alert/", data, follow=True))
    alerts.sound(Alert.Subject.CHARGING_STOPPED, "bank", "FORBIDDEN")
    assert alerts.charging_is_stopped()


def test_payment_of_nobody_is_looked_at_only(support):
    orphan = OrphanPayment.objects.create(amount=24900, left_at=timezone.now(), code="pro-month")
    page = f"/admin/billing/orphanpayment/{orphan.pk}/change/"
    assert str(orphan.reference) in text(support.get(page))
    assert support.post(page, {}).status_code == 403


# Who may.


def test_staff_without_permission_see_nothing_and_do_nothing(anna, paid):
    client = staff_who_may()
    for path in pages(anna):
        assert client.get(path).status_code == (200 if path == "/admin/" else 403)
    assert send_refund(client, paid, "9").status_code == 403
    assert give(client).status_code == 403
    assert not Refund.objects.exists()
    assert not Extension.objects.exists()


def test_staff_who_may_look_may_not_do(anna, paid):
    names = ("view_subscription", "view_paymentattempt", "view_alert")
    client = staff_who_may(*names)
    alerts.sound(Alert.Subject.ANOMALY, "x")
    page = text(client.get(f"{PAYMENTS}{paid.pk}/change/"))
    assert refund_page(paid) not in page
    assert send_refund(client, paid, "9").status_code == 403
    assert give(client).status_code == 403
    data = {"action": "resolve", "_selected_action": [Alert.objects.get().pk]}
    client.post("/admin/billing/alert/", data)
    assert Alert.objects.get().resolved_at is None


def test_person_who_is_no_staff_is_sent_away(anna, paid):
    client = signed_in(anna)
    for path in pages(anna):
        assert client.get(path).status_code == 302
    assert send_refund(client, paid, "9").redirect_chain
    assert not Refund.objects.exists()


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize("path, queries", [(SUBSCRIPTIONS, 6), (PAYMENTS, 6)])
def test_lists_take_the_same_few_queries(support, count, path, queries, django_assert_num_queries):
    now = timezone.now()
    for number in range(count):
        subscription = Subscription.objects.create(user=make_user(f"{number}@example.com"))
        attempt = PaymentAttempt.objects.create(
            kind="checkout", subscription=subscription, price=price(), amount=24900, created_at=now
        )
        PaidPeriod.objects.create(
            subscription=subscription, attempt=attempt, plan=price().plan, starts_at=now,
            ends_at=now + 30 * DAY, anchor_at=now,
        )  # fmt: skip
    with django_assert_num_queries(queries):
        page = text(support.get(path))
    assert page.count("@example.com") >= count
