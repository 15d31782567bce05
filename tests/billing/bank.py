"""Payments as tests begin them: by the functions of the pages, against the sandbox's bank."""

import contextlib
import datetime
import json
import threading

from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from billing import cards, checkout, lapse, orphans, reconcile, renew, repay, webhook
from billing.models import Alert, BankKey, PaymentAttempt, Price, Subscription
from trackr.mail.models import Letter

HOOK = "/webhooks/monobank/"
MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
DAY = 24 * HOUR


def price(plan="pro", interval="month"):
    return Price.objects.select_related("plan").get(plan__key=plan, interval=interval)


def deliver(sandbox, since=0):
    """Hand over what the bank has sent, in order; the answers."""
    return [webhook.receive(one.body, one.signature) for one in sandbox.bank.deliveries[since:]]


def buy(user, sandbox, plan="pro", interval="month", *, saves_card=True, later="success"):
    """A payment on the bank's page, told by webhooks."""
    attempt = checkout.pay(user, price(plan, interval), saves_card=saves_card)
    since = len(sandbox.bank.deliveries)
    sandbox.bank.pay(attempt.invoice_id, later=later)
    deliver(sandbox, since)
    return PaymentAttempt.objects.get(pk=attempt.pk)


def post(body, signature, **extra):
    """One message over HTTP, as a stranger without a cookie sends it; the status of the answer."""
    client = Client(enforce_csrf_checks=True)
    headers = {"X-Sign": signature} if signature is not None else {}
    kind = "application/json"
    return client.post(HOOK, body, content_type=kind, headers=headers, **extra).status_code


def post_all(deliveries):
    return [post(one.body, one.signature) for one in deliveries]


def post_signed(sandbox, body):
    """A body of the test's own making, signed by the bank."""
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    return post(body, sandbox.bank.sign(body))


def asked(sandbox, endpoint=""):
    """How often the bank was asked, of everything or of one endpoint."""
    paths = [request.path for request in sandbox.requests("monobank")]
    return sum(path.endswith(f"/api/merchant/{endpoint}") or not endpoint for path in paths)


def rows():
    """Every row of billing but the key of the bank's signatures."""
    models = [model for model in apps.get_app_config("billing").get_models() if model != BankKey]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def sweep(function, until=None):
    now = timezone.now()
    return function(now, until or now + MINUTE)


def in_threads(deeds):
    """All at once; what they returned, in no order."""
    gate, results = threading.Barrier(len(deeds)), []

    def run(deed):
        gate.wait()
        try:
            results.append(deed())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def card(sandbox, user):
    """The card of somebody as the bank has it: `outcome` and `next_charges` decide on charges."""
    return sandbox.bank.card_of(str(user.subscription.wallet_id))


def pass_time(clock, span, *, step=HOUR):
    """Every sweep of billing that runs each minute, once in a while for so long."""
    for _ in range(span // step):
        clock.shift(step)
        for one in (reconcile.poll, renew.sweep, repay.sweep, orphans.sweep, lapse.sweep):
            with contextlib.suppress(renew.ChargingStopped):
                sweep(one)
        sweep(cards.sweep)


def charges(user):
    """The renewals that were tried, oldest first: state and code."""
    tried = PaymentAttempt.objects.filter(kind="renewal", subscription__user=user)
    return list(tried.order_by("created_at", "pk").values_list("state", "err_code"))


def letters(user):
    """What was told, oldest first."""
    told = Letter.objects.filter(user=user).order_by("created_at", "kind")
    return list(told.values_list("kind", flat=True))


def alerts():
    return sorted(Alert.objects.values_list("subject", flat=True))


def make_open_payment(user, page_url):
    """A row as the order of a plan leaves it, without any bank."""
    pro = price()
    return PaymentAttempt.objects.create(
        kind="checkout",
        subscription=Subscription.objects.get_or_create(user=user)[0],
        price=pro,
        amount=pro.amount,
        state="pending",
        invoice_id=f"open-{user.pk}",
        page_url=page_url,
        valid_until=timezone.now() + checkout.VALID_FOR,
        created_at=timezone.now(),
    )
