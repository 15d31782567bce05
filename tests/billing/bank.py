"""Payments as tests begin them: through the same functions as the pages, against the sandbox's bank."""

from billing import checkout, webhook
from billing.models import PaymentAttempt, Price


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
