"""Histories of the real billing code: a person, the cron, the bank's messages in any order, faults
on the wire, crashes and refunds, against the database and the sandbox's bank over HTTP.

The invariants are those of the payment protocol's design (I1 to I16); a broken one is named in the
assertion's message.
"""

import contextlib
import datetime
import os
import random
from collections import Counter

import hypothesis.strategies as st
import requests
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from billing import (
    cards,
    checkout,
    deeds,
    departure,
    lapse,
    orphans,
    reconcile,
    refunds,
    renew,
    repay,
    webhook,
)
from billing.models import (
    AttemptKind,
    AttemptState,
    Card,
    ForgottenCard,
    LedgerEntry,
    OrphanPayment,
    PaidPeriod,
    PaymentAttempt,
    Plan,
    Refund,
    Snapshot,
    Subscription,
)
from sandbox.bank.refusals import NotNow
from tests.billing.bank import price
from tests.factories import make_user
from trackr.mail.models import Letter

START = datetime.datetime(2026, 1, 31, 10, 15, tzinfo=datetime.UTC)
MINUTE, HOUR, DAY = (datetime.timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))
WAITS = [MINUTE, 5 * MINUTE, 2 * HOUR, DAY, 3 * DAY, 8 * DAY, 28 * DAY]
ON_THE_WIRE = ["cut_before", "cut_after", "error_after", "server_error", "nonsense", "rate_limited"]
CALLS = ["wallet/payment", "invoice/cancel", "invoice/create", "invoice/status", "statement"]
CHARGES = ["success", "59", "51", "8005", "3ds", "processing", "dead"]
PAYMENTS = ["success", "success", "success", "59", "processing"]
MINUTELY = (
    reconcile.poll, renew.sweep, repay.sweep, orphans.sweep, cards.sweep, lapse.sweep,
)  # fmt: skip
INDEX = st.integers(0, 50)
HISTORIES = int(os.environ.get("BILLING_HISTORIES", "2000"))


class Died(BaseException):
    """The process is killed: no handler of ours runs, and open transactions are rolled back."""


class Histories(RuleBasedStateMachine):
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
        self.dies_after = None  # the call whose answer the process does not live to see
        self.request, requests.request = requests.request, self.request_and_maybe_die

    def request_and_maybe_die(self, method, url, **content):
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
            self.clock.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.rollback.__exit__(None, None, None)

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
                deeds.repay(attempt, refunds.refundable(attempt) // part, "kindness", self.staff)

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

    @rule(on=st.sampled_from(CALLS))
    def death(self, on):
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

    @rule()
    def daily_door(self):
        with contextlib.suppress(Exception):  # the statement can't be had: tomorrow, then
            self.sweep(reconcile.daily)

    # What holds at every moment.

    @invariant()
    def always(self):
        self.one_open_attempt_per_period()
        self.paid_time_falls_by_a_full_refund_only()
        self.tries_are_few_and_apart()
        self.nothing_is_charged_after_a_cancel()
        self.no_more_goes_back_than_came()

    def one_open_attempt_per_period(self):
        taken = Counter(
            PaymentAttempt.objects.open()
            .exclude(period_start=None)
            .values_list("subscription", "period_start")
        )
        assert all(count == 1 for count in taken.values()), "I3"

    def paid_time_falls_by_a_full_refund_only(self):
        voids = PaymentAttempt.objects.filter(state=AttemptState.REFUNDED).count()
        ends = PaidPeriod.objects.counting().order_by("-ends_at").values_list("ends_at", flat=True)
        now = ends.first()
        if self.furthest is not None and voids == self.voids:
            assert now is not None, "I6"
            assert now >= self.furthest, "I6"
        self.furthest, self.voids = now, voids

    def tries_are_few_and_apart(self):
        tries = PaymentAttempt.objects.filter(kind=AttemptKind.RENEWAL, by_person=False)
        by_period = {}
        for one in tries.order_by("created_at"):
            by_period.setdefault((one.subscription_id, one.period_start), []).append(one)
        for of_one in by_period.values():
            declined = [one for one in of_one if one.err_code not in OURS_OR_LOST]
            assert len([one for one in declined if one.state == AttemptState.FAILED]) <= 4, "I9"
            for earlier, later in zip(of_one, of_one[1:], strict=False):
                assert later.created_at - earlier.created_at >= 20 * HOUR, "I9"

    def nothing_is_charged_after_a_cancel(self):
        if self.stopped_at is not None and not Subscription.objects.filter(renews=True).exists():
            assert self.renewals() == self.stopped_at, "I10"

    def no_more_goes_back_than_came(self):
        for attempt in PaymentAttempt.objects.filter(refunds__isnull=False).distinct():
            done = sum(one.amount for one in attempt.refunds.filter(state=Refund.State.DONE))
            assert done <= attempt.amount, "I8"

    # The end of every history.

    def quiet_down(self):
        """The network heals, the bank settles, nobody buys; the cron goes on for some days."""
        self.sandbox.calm()
        self.dies_after = None
        self.bank.late_cards = False
        for subscription in Subscription.objects.all():
            subscription.stop_renewing(timezone.now())
        for invoice in self.bank.invoices.values():
            if invoice.status == "processing":
                self.bank.settle(invoice.id, "success")
        for pause in (3 * MINUTE, 7 * HOUR, 26 * HOUR):
            self.traveller.shift(pause)
            self.sweep(*MINUTELY)
            reconcile.compare(timezone.now() - 31 * DAY, timezone.now())
            self.sweep(*MINUTELY)

    def check_the_end(self):
        self.agrees_with_the_bank()
        self.periods_are_what_was_paid()
        self.letters_are_there()
        self.nobody_is_left_behind()
        view = self.view()
        self.sweep(*MINUTELY)
        reconcile.compare(timezone.now() - 31 * DAY, timezone.now())
        assert self.view() == view, "I2"
        sent = list(self.bank.deliveries) * 2
        random.Random(len(sent)).shuffle(sent)  # noqa: S311
        for one in sent:
            webhook.receive(one.body, one.signature)
        assert self.view() == view, "I1"

    def agrees_with_the_bank(self):
        by_reference = {
            one.reference: one for one in self.bank.invoices.values() if self.is_ours(one)
        }
        for attempt in PaymentAttempt.objects.all():
            invoice = by_reference.get(str(attempt.reference))
            kept = invoice.final_amount if invoice else 0
            assert attempt.final_amount == kept, f"I8 {attempt.state}"
            assert attempt.state not in (AttemptState.SENDING, AttemptState.UNKNOWN), "I2"
            entries = attempt.entries.exclude(kind="fee").values_list("amount", flat=True)
            assert sum(entries) == kept, "I8"

    def periods_are_what_was_paid(self):
        granted = Counter()
        kept = Counter()
        for attempt in PaymentAttempt.objects.exclude(kind=AttemptKind.VERIFICATION):
            period = PaidPeriod.objects.counting().filter(attempt=attempt).first()
            key = (attempt.subscription_id, attempt.period_start or attempt.reference)
            granted[key] += period is not None
            kept[key] += attempt.final_amount > 0
            assert attempt.state not in (AttemptState.REVIEW,), "I13"
        assert all(count <= 1 for count in kept.values()), "I4"
        assert +granted == +kept, "I5"
        spans = sorted(PaidPeriod.objects.counting().values_list("starts_at", "ends_at"))
        for (_, end), (start, _) in zip(spans, spans[1:], strict=False):
            assert end <= start, "I5"

    def letters_are_there(self):
        receipts = Letter.objects.filter(kind="receipt").values_list("dedupe_key", flat=True)
        wanted = {
            f"billing:receipt:{period.attempt.reference}"
            for period in PaidPeriod.objects.counting().exclude(attempt=None)
        }
        assert wanted <= set(receipts), "I12"

    def nobody_is_left_behind(self):
        by_reference = {
            one.reference: one for one in self.bank.invoices.values() if self.is_ours(one)
        }
        for orphan in OrphanPayment.objects.exclude(state=OrphanPayment.State.SETTLED):
            invoice = by_reference.get(str(orphan.reference))
            due = orphan.to_refund or (invoice.amount if invoice else 0)
            if invoice is not None and invoice.cancels:
                assert invoice.amount - invoice.final_amount >= due, "I15"
            elif invoice is not None:
                assert invoice.final_amount == 0, "I15"
        for snapshot in Snapshot.objects.all():
            assert "cardToken" not in str(snapshot.body), "I16"
        if self.user is None:
            assert not Card.objects.exists(), "I15"
            assert not ForgottenCard.objects.exists(), "I15"

    # Tools.

    def is_ours(self, invoice):
        return invoice.merchant == "sandbox-token"

    def renewals(self):
        return PaymentAttempt.objects.filter(kind=AttemptKind.RENEWAL).count()

    def sweep(self, *sweeps):
        now = timezone.now()
        for one in sweeps:
            with contextlib.suppress(Died):
                one(now, now + 10 * MINUTE)

    def view(self):
        """All that is derived, without when it was asked for.

        A page that was declined on and closed in one second has expired or failed: the bank has
        said both, at the same time, and we may have heard of one only.
        """
        attempts = rows(PaymentAttempt, "reference invoice_id final_amount state")
        return (
            [(*one, "unpaid" if state in UNPAID else state) for *one, state in attempts],
            list(rows(PaidPeriod, "attempt extension plan starts_at ends_at anchor_at voided_at")),
            sorted(rows(LedgerEntry, "kind source_id amount")),
            list(rows(Refund, "ext_ref state amount")),
            sorted(rows(Letter, "dedupe_key")),
            list(rows(Subscription, "renews next_price cancelled_at")),
            list(rows(OrphanPayment, "reference state invoice_id")),
        )


NO_PAGE = (checkout.CheckoutFailed, checkout.PaymentUnderWay)
UNPAID = (AttemptState.EXPIRED, AttemptState.FAILED)
UNTRUSTED = (webhook.Answer.FORGED, webhook.Answer.LATER)
OURS_OR_LOST = {"8005"}


def rows(model, fields):
    return model.objects.order_by("pk").values_list(*fields.split())
