"""What has to hold in every history of payments: at each moment, and at its end.

The names are those of the payment protocol's design, I1 to I16; a broken one is named in the
assertion's message.
"""

import contextlib
import datetime
import random
from collections import Counter

from django.utils import timezone

from billing import cards, lapse, orphans, reconcile, renew, repay, webhook
from billing.models import (
    AttemptKind,
    AttemptState,
    Card,
    ForgottenCard,
    LedgerEntry,
    OrphanPayment,
    PaidPeriod,
    PaymentAttempt,
    Refund,
    Snapshot,
    Subscription,
)
from trackr.mail.models import Letter

MINUTE, HOUR, DAY = (datetime.timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))
MINUTELY = (
    reconcile.poll, renew.sweep, repay.sweep, orphans.sweep, cards.sweep, lapse.sweep,
)  # fmt: skip
START = datetime.datetime(2026, 1, 31, 10, 15, tzinfo=datetime.UTC)
UNPAID = (AttemptState.EXPIRED, AttemptState.FAILED)
OURS_OR_LOST = {"8005"}


class Died(BaseException):
    """The process is killed: no handler of ours runs, and open transactions are rolled back."""


class Invariants:
    """Of a machine with a sandbox, its bank, a clock that is moved, and a person or none."""

    # What holds at every moment.

    def check_now(self):
        assert self.broken.errors == []
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
        """But for the first of each further card: it is made at once."""
        tries = PaymentAttempt.objects.filter(kind=AttemptKind.RENEWAL)
        by_period = {}
        for one in tries.order_by("created_at"):
            by_period.setdefault((one.subscription_id, one.period_start), []).append(one)
        for of_one in by_period.values():
            seen = {of_one[0].card_id}
            last, declined, by_person = None, 0, []
            for one in of_one:
                is_known, since = one.card_id in seen, one.created_at - 20 * HOUR
                seen.add(one.card_id)
                if one.by_person:
                    by_person.append(one.created_at)
                    continue
                assert last is None or not is_known or last <= since, "I9"
                last = one.created_at
                was_declined = one.state == AttemptState.FAILED
                declined += is_known and was_declined and one.err_code not in OURS_OR_LOST
            assert declined <= 4, "I9"
            for first, fourth in zip(by_person, by_person[3:], strict=False):
                assert fourth - first >= DAY, "I9"

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
        self.dies_before = self.dies_after = None
        self.bank.late_cards = False
        for subscription in Subscription.objects.all():
            subscription.stop_renewing(timezone.now())
        for invoice in self.bank.invoices.values():
            if invoice.status == "processing":
                self.bank.settle(invoice.id, "success")
        for pause in (3 * MINUTE, 7 * HOUR, 26 * HOUR):
            self.traveller.shift(pause)
            self.sweep(*MINUTELY)
            self.compare()
            self.sweep(*MINUTELY)

    def check_the_end(self):
        self.agrees_with_the_bank()
        self.periods_are_what_was_paid()
        self.letters_are_there()
        self.nobody_is_left_behind()
        view = self.view()
        self.sweep(*MINUTELY)
        self.compare()
        assert changed(view, self.view()) == [], "I2"
        sent = list(self.bank.deliveries) * 2
        random.Random(len(sent)).shuffle(sent)  # noqa: S311
        for one in sent:
            webhook.receive(one.body, one.signature)
        assert changed(view, self.view()) == [], "I1"

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

    def compare(self):
        """By statements of all the time: a refund in the cabinet may be of an old payment."""
        now = timezone.now()
        until = START
        while until < now:
            since, until = until, min(until + 30 * DAY, now)
            reconcile.compare(since - DAY, until, now + 10 * MINUTE)

    def sweep(self, *sweeps):
        now = timezone.now()
        for one in sweeps:
            with contextlib.suppress(Died, renew.ChargingStopped):
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


def changed(before, after):
    return [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]


def rows(model, fields):
    return model.objects.order_by("pk").values_list(*fields.split())
