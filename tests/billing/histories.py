"""Histories of the real billing code: a person, the cron, the bank's messages in any order, faults
on the wire, crashes and refunds, against the database and the sandbox's bank over HTTP.
"""

import contextlib
import logging

import hypothesis.strategies as st
import requests
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from billing import (
    checkout,
    deeds,
    departure,
    monobank,
    notices,
    reconcile,
    refunds,
    renew,
    webhook,
)
from billing.models import (
    AttemptState,
    PaidPeriod,
    PaymentAttempt,
    Plan,
    Subscription,
)
from sandbox.bank.refusals import NotNow
from tests.billing.bank import price
from tests.billing.invariants import DAY, HOUR, MINUTE, MINUTELY, START, Died, Invariants
from tests.factories import make_user

WAITS = [MINUTE, 5 * MINUTE, 2 * HOUR, DAY, 3 * DAY, 8 * DAY, 28 * DAY]
ON_THE_WIRE = ["cut_before", "cut_after", "error_after", "server_error", "nonsense", "rate_limited"]
CALLS = [
    "wallet/payment", "invoice/cancel", "invoice/create", "invoice/status", "invoice/remove",
    "statement", "wallet/card",
]  # fmt: skip
CHARGES = ["success", "59", "51", "8005", "3ds", "processing", "dead"]
PAYMENTS = ["success", "success", "success", "59", "processing"]
NO_PAGE = (checkout.CheckoutFailed, checkout.PaymentUnderWay)
UNTRUSTED = (webhook.Answer.FORGED, webhook.Answer.LATER)
INDEX = st.integers(0, 50)


class Broken(logging.Handler):
    """What a sweep stumbled over: it goes on without the row, a history does not."""

    def __init__(self):
        super().__init__()
        self.errors = []

    def emit(self, record):
        self.errors.append(record.exc_info)


class Histories(Invariants, RuleBasedStateMachine):
    sandbox = None  # set by the test

    def __init__(self):
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.traveller = self.clock.__enter__()
        self.sandbox.reset()
        self.bank = self.sandbox.bank
        self.user = make_user("anna@example.com")
        self.staff = make_user("staff@example.com", is_staff=True)
        self.furthest = None
        self.voids = 0
        self.stopped_at = None  # the number of renewals when the person cancelled
        self.dies_before = None  # the call that the process does not live to send
        self.dies_after = None  # the call whose answer it does not live to see
        self.broken = Broken()
        logging.getLogger("trackr.sweeping").addHandler(self.broken)
        self.request, requests.request = requests.request, self.request_and_maybe_die

    def request_and_maybe_die(self, method, url, **content):
        if self.dies_before is not None and url.endswith(self.dies_before):
            self.dies_before = None
            raise Died
        response = self.request(method, url, **content)
        if self.dies_after is not None and url.endswith(self.dies_after):
            self.dies_after = None
            raise Died
        return response

    def teardown(self):
        try:
            self.quiet_down()
            self.check_the_end()
        finally:
            requests.request = self.request
            logging.getLogger("trackr.sweeping").removeHandler(self.broken)
            self.clock.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.rollback.__exit__(None, None, None)

    @initialize(
        interval=st.sampled_from(["month", "month", "year"]),
        later=st.sampled_from(CHARGES),
        told=st.booleans(),
        ends=st.booleans(),
    )
    def begin(self, interval, later, told, ends):
        """Most of what can go wrong comes after a first purchase: at its end, often."""
        attempt = checkout.pay(self.user, price("pro", interval), saves_card=True)
        self.bank.pay(attempt.invoice_id, later=later)
        if told:
            self.message(len(self.bank.deliveries) - 1, 1)
        else:
            self.sweep(*MINUTELY)
        if ends:
            self.traveller.shift((28 if interval == "month" else 365) * DAY)

    # What the person does.

    @rule(plan=st.sampled_from(["pro", "ultra"]), interval=st.sampled_from(["month", "year"]),
          saves_card=st.sampled_from([True, True, False]))  # fmt: skip
    def buy(self, plan, interval, saves_card):
        if self.user is None:
            return
        with contextlib.suppress(Died, *NO_PAGE):
            checkout.pay(self.user, price(plan, interval), saves_card=saves_card)
            self.stopped_at = None if saves_card else self.stopped_at

    @rule(index=INDEX, outcome=st.sampled_from(PAYMENTS), later=st.sampled_from(CHARGES))
    def pay_on_the_page(self, index, outcome, later):
        pages = [one for one in self.bank.invoices.values() if not one.order.card_token]
        if pages:
            with contextlib.suppress(NotNow):
                self.bank.pay(pages[index % len(pages)].id, outcome, later=later)

    @rule()
    def replace_card(self):
        if self.user is not None:
            with contextlib.suppress(Died, *NO_PAGE):
                checkout.replace_card(self.user)

    @rule()
    def cancel(self):
        if self.user is not None and deeds.cancel(self.user):
            self.stopped_at = self.renewals()

    @rule()
    def resume(self):
        if self.user is not None:
            with contextlib.suppress(deeds.CannotResume):
                deeds.resume(self.user)
                self.stopped_at = None

    @rule()
    def retry(self):
        if self.user is not None:
            with contextlib.suppress(Died):
                renew.renew(checkout.subscription_of(self.user), by_person=True)

    @rule(plan=st.sampled_from(["pro", "ultra"]), interval=st.sampled_from(["month", "year"]))
    def change(self, plan, interval):
        if self.user is not None:
            deeds.change(self.user, price(plan, interval))

    @rule()
    def withdraw(self):
        if self.user is not None:
            deeds.withdraw(self.user)

    @precondition(lambda self: self.user is not None)
    @rule(dice=st.integers(0, 9))
    def delete_account(self, dice):
        if dice or self.user is None:
            return
        with contextlib.suppress(Died):
            departure.prepare(self.user)
        with transaction.atomic():
            departure.leave(self.user)
            self.user.delete()
        self.user, self.furthest, self.stopped_at = None, None, None
        assert not Subscription.objects.exists(), "I15"
        assert not PaymentAttempt.objects.exists(), "I15"

    # What support does, and people in the bank's cabinet.

    @rule(index=INDEX, part=st.sampled_from([1, 2, 3]))
    def give_back(self, index, part):
        paid = list(PaymentAttempt.objects.filter(state=AttemptState.PAID, amount__gt=0))
        if paid:
            attempt = paid[index % len(paid)]
            with contextlib.suppress(refunds.TooMuch):
                amount, seen = refunds.refundable(attempt) // part, attempt.refunds.count()
                deeds.repay(attempt, amount, "kindness", self.staff, seen=seen)

    @rule(
        index=INDEX, part=st.sampled_from([1, 2, 3]), word=st.sampled_from(["success", "reversed"])
    )
    def give_back_in_the_cabinet(self, index, part, word):
        paid = [one for one in self.bank.invoices.values() if one.returnable > 0]
        paid = list(filter(self.is_ours, paid))
        if paid:
            self.bank.partial_refund_status = word
            invoice = paid[index % len(paid)]
            self.bank.refund(invoice.id, invoice.returnable // part or 1)

    @rule(months=st.sampled_from([1, 3]))
    def extend(self, months):
        if self.user is not None:
            deeds.extend(self.user, Plan.objects.get(key="pro"), months, "sorry", self.staff)

    # What the bank and the network do.

    @rule(index=INDEX)
    def settle(self, index):
        waiting = [one for one in self.bank.invoices.values() if one.status == "processing"]
        if waiting:
            outcome = ["success", "59"][index % 2]
            self.bank.settle(waiting[index % len(waiting)].id, outcome)

    @rule(outcome=st.sampled_from(CHARGES))
    def next_charge(self, outcome):
        for card in self.bank.cards:
            card.next_charges[:] = [outcome]

    @rule(index=INDEX, times=st.sampled_from([1, 1, 2]))
    def message(self, index, times):
        """Any message, however late, once or twice; those never picked are lost."""
        sent = self.bank.deliveries
        for _ in range(times if sent else 0):
            one = sent[index % len(sent)]
            with contextlib.suppress(Died):
                assert webhook.receive(one.body, one.signature) is not webhook.Answer.FORGED

    @rule(index=INDEX)
    def forged_message(self, index):
        sent = self.bank.deliveries
        if sent:
            one, before = sent[index % len(sent)], self.view()
            body = one.body.replace(b'"amount"', b'"Amount"', 1)
            assert webhook.receive(body, one.signature) in UNTRUSTED, "I11"
            assert self.view() == before, "I11"

    @rule(index=INDEX)
    def foreign_message(self, index):
        """Another merchant's payment under a reference of ours."""
        ours = list(PaymentAttempt.objects.all())
        if ours:
            attempt, before = ours[index % len(ours)], self.view()
            one = self.bank.foreign_invoice(str(attempt.reference), "http://x", attempt.amount or 1)
            with contextlib.suppress(Died):
                webhook.receive(one.body, one.signature)
            assert self.view() == before, "I11"

    @rule(fault=st.sampled_from(ON_THE_WIRE), on=st.sampled_from(CALLS))
    def trouble(self, fault, on):
        self.sandbox.fault("monobank", fault, on=on)

    @rule(on=st.sampled_from(CALLS), before=st.booleans())
    def death(self, on, before):
        if before:
            self.dies_before = on
        else:
            self.dies_after = on

    @rule(late=st.booleans())
    def cards_come_late(self, late):
        self.bank.late_cards = late

    # What time and the cron do, and crashes between two steps of theirs.

    @rule(pause=st.sampled_from(WAITS))
    def wait(self, pause):
        self.traveller.shift(pause)

    @rule()
    def minute_door(self):
        self.sweep(*MINUTELY)

    @rule(trouble=st.sampled_from([None, *ON_THE_WIRE]), outcome=st.sampled_from(CHARGES))
    def renewal_is_due(self, trouble, outcome):
        """The next end of paid time comes, and the charge with whatever becomes of it."""
        end = PaidPeriod.objects.counting().order_by("-ends_at").first()
        if end is not None and end.ends_at > timezone.now():
            self.traveller.move_to(end.ends_at + HOUR)
        self.next_charge(outcome=outcome)
        if trouble is not None:
            self.sandbox.fault("monobank", trouble, on="wallet/payment")
        self.sweep(*MINUTELY)

    @rule()
    def daily_door(self):
        self.sweep(notices.sweep)
        with contextlib.suppress(monobank.BankError):  # no statement today: tomorrow, then
            self.sweep(reconcile.daily)

    @invariant()
    def always(self):
        self.check_now()
