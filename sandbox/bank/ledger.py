"""The bank itself: merchants' invoices, saved cards, refunds, the signing key."""

import json
import secrets
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sandbox.bank import wire
from sandbox.bank.cards import OUTCOMES, Card, check_outcome, is_decline, new_card
from sandbox.bank.hooks import Delivery, Key, Post
from sandbox.bank.invoice import Cancel, CancelStatus, Invoice, digits, new_cancel
from sandbox.bank.orders import Order
from sandbox.bank.refusals import NotNow, no_such_invoice, token_not_found, wrong_cancel_amount
from sandbox.world import World

OTHER_MERCHANT = "sandbox-another-merchant"
PAY_OUTCOMES = ("success", "processing")
# Live only: so long after the charge a processing one settles, and a late card is there.
SETTLED_AFTER = 5.0
CARD_AFTER = 3.0


class Bank:
    """One lock for all: request threads and the test's own thread meet here."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.tokenisation = True
        self.late_cards = False
        self.partial_refund_status: Literal["success", "reversed"] = "success"
        self.next_cancels: list[CancelStatus] = []
        self.clock_skew = timedelta()
        self._lock = threading.RLock()
        self._key = Key()
        self._invoices: dict[str, Invoice] = {}
        self._cards: list[Card] = []

    def now(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0) + self.clock_skew

    # What anyone may look at.

    @property
    def invoices(self) -> dict[str, Invoice]:
        """Every merchant's invoices by id, oldest first."""
        with self._lock:
            for invoice in self._invoices.values():
                invoice.look(self.now())
            return dict(self._invoices)

    @property
    def cards(self) -> list[Card]:
        with self._lock:
            return list(self._cards)

    @property
    def deliveries(self) -> list[Delivery]:
        """The webhooks so far, oldest first."""
        return self.post.deliveries

    def by_reference(self, reference: str) -> list[Invoice]:
        return [one for one in self.invoices.values() if one.reference == reference]

    def card_of(self, wallet_id: str) -> Card | None:
        """The newest card of the wallet that can be charged."""
        with self._lock:
            mine = [one for one in self._cards if one.wallet_id == wallet_id]
            return next((one for one in reversed(mine) if one.state == "created"), None)

    def kept(self) -> int:
        """The money that the bank keeps for us: what was paid less what was returned."""
        mine = (one for one in self.invoices.values() if one.merchant != OTHER_MERCHANT)
        return sum(one.final_amount for one in mine)

    def sign(self, body: bytes) -> str:
        with self._lock:
            return self._key.sign(body)

    def public_key(self) -> str:
        with self._lock:
            return self._key.public()

    def rotate_key(self) -> None:
        """From now on bodies are signed with a new key, and the old one is told to nobody."""
        with self._lock:
            self._key = Key()

    # What a merchant asks for over the API.

    def find(self, merchant: str, invoice_id: str) -> Invoice:
        invoice = self.invoices.get(invoice_id)
        if invoice is None or invoice.merchant != merchant:
            raise no_such_invoice()
        return invoice

    def told(self, merchant: str, invoice_id: str) -> dict[str, Any]:
        """The status of an invoice, read as a whole."""
        with self._lock:
            return wire.status_body(self.find(merchant, invoice_id))

    def create(self, merchant: str, order: Order) -> Invoice:
        with self._lock:
            now = self.now()
            # Two shapes of ids are seen in the wild; nobody should read anything in them.
            start = f"{now:%y%m%d}t" if order.card_token else "p2_"
            valid_until = now + timedelta(seconds=order.validity)
            invoice = Invoice(
                start + secrets.token_urlsafe(9), merchant, order, now, now, valid_until
            )
            self._invoices[invoice.id] = invoice
            return invoice

    def charge(self, merchant: str, order: Order) -> Invoice:
        """A saved card pays at once, unless its next outcome says otherwise."""
        with self._lock:
            card = self._chargeable(merchant, order.card_token)
            outcome = card.take_outcome()
            check_outcome(outcome, tuple(OUTCOMES))
            if outcome == "dead":
                raise token_not_found()
            invoice = self.create(merchant, order)
            invoice.begin(card, "wallet", self.now())
            if outcome == "success" or is_decline(outcome):
                invoice.finish("" if outcome == "success" else outcome, self.now())
            invoice.wants_3ds = outcome == "3ds"
            self._tell(invoice)
        if outcome == "processing_success" and self.post.live:
            self.post.later(SETTLED_AFTER, lambda: self._settle_by_itself(invoice.id))
        return invoice

    def _settle_by_itself(self, invoice_id: str) -> None:
        with suppress(NotNow):  # somebody was quicker
            self.settle(invoice_id)

    def _chargeable(self, merchant: str, token: str) -> Card:
        for card in self._cards:
            if (card.token, card.merchant, card.state) == (token, merchant, "created"):
                return card
        raise token_not_found()

    def cancel(self, invoice: Invoice, amount: int | None, ext_ref: str) -> Cancel:
        """A refund. An extRef is no idempotency key: what was asked twice is done twice."""
        with self._lock:
            wanted = invoice.returnable if amount is None else amount
            if not 0 < wanted <= invoice.returnable:
                raise wrong_cancel_amount()
            cancel = new_cancel(ext_ref, wanted, self.now())
            invoice.cancels.append(cancel)
            self._end_cancel(
                invoice, cancel, self.next_cancels.pop(0) if self.next_cancels else "success"
            )
            return cancel

    def _end_cancel(self, invoice: Invoice, cancel: Cancel, status: CancelStatus) -> None:
        now = self.now()
        if status == "success":
            invoice.give_back(cancel, self.partial_refund_status, now)
        else:
            cancel.status, cancel.modified, invoice.modified = status, now, now
        self._tell(invoice)

    def remove(self, invoice: Invoice) -> None:
        with self._lock:
            if not invoice.may_be_paid(self.now()) and invoice.status != "expired":
                raise NotNow(f"the invoice is {invoice.status}")
            invoice.valid_until = min(invoice.valid_until, self.now())
            invoice.status, invoice.modified = "expired", self.now()

    def wallet(self, merchant: str, wallet_id: str) -> list[Card]:
        return [
            card
            for card in self.cards
            if (card.merchant, card.wallet_id, card.state) == (merchant, wallet_id, "created")
            and card.outcome != "dead"
        ]

    def forget_card(self, merchant: str, token: str) -> None:
        with self._lock:
            self._chargeable(merchant, token).state = "deleted"

    def statement(self, merchant: str, since: datetime, until: datetime) -> list[Invoice]:
        """The card operations of the time, newest first; both ends belong to it."""
        with self._lock:
            rows = [
                (invoice.payment.at, number, invoice)
                for number, invoice in enumerate(self._invoices.values())
                if invoice.payment is not None and invoice.merchant == merchant and invoice.amount
            ]
        rows.sort(key=lambda row: row[:2], reverse=True)
        return [invoice for at, _, invoice in rows if since <= at <= until]

    # What the payer does, and people in the bank's cabinet.

    def pay(
        self,
        invoice_id: str,
        outcome: str = "success",
        save_card: bool = True,
        later: str = "success",
    ) -> None:
        """The payer on the hosted page; `later` is what charges of the saved card come to."""
        check_outcome(outcome, PAY_OUTCOMES)
        check_outcome(later, tuple(OUTCOMES))
        with self._lock:
            invoice = self._invoices[invoice_id]
            if not invoice.may_be_paid(self.now()):
                raise NotNow(f"the invoice is {invoice.status}, or its time is over")
            wallet_id = invoice.order.wallet_id
            card = new_card(invoice.merchant, wallet_id, later)
            invoice.card = card if wallet_id and self.tokenisation else None
            if not save_card:
                card.state = "failed"
            invoice.begin(card, "pan", self.now())
            self._tell(invoice)
            if outcome != "processing":
                self.settle(invoice_id, outcome)

    def settle(self, invoice_id: str, outcome: str = "success") -> None:
        """A processing invoice ends, in success or with an error code."""
        check_outcome(outcome, ("success",))
        with self._lock:
            invoice = self._invoices[invoice_id]
            if invoice.status != "processing":
                raise NotNow(f"the invoice is {invoice.status}")
            invoice.finish("" if outcome == "success" else outcome, self.now())
            card = invoice.card
            if card is not None and outcome != "success":
                invoice.card = None
            elif card is not None and card.state == "new":
                self._cards.append(card)
                card.state = "new" if self.late_cards else "created"
            self._tell(invoice)
        if outcome == "success" and self.late_cards and self.post.live:
            self.post.later(CARD_AFTER, lambda: self.tokenise(invoice_id))

    def tokenise(self, invoice_id: str, state: Literal["created", "failed"] = "created") -> None:
        """A late card arrives by a webhook of its own; modifiedDate stays as it was."""
        with self._lock:
            invoice = self._invoices[invoice_id]
            if invoice.card is not None and invoice.card.state == "new":
                invoice.card.state = state
                self._tell(invoice)

    def refund(self, invoice_id: str, amount: int | None = None) -> None:
        """A refund made by a person in the cabinet, without an extRef; None returns all."""
        self.cancel(self._invoices[invoice_id], amount, "")

    def settle_cancel(self, invoice_id: str, status: CancelStatus = "success") -> None:
        """The oldest refund that is under way ends."""
        with self._lock:
            invoice = self._invoices[invoice_id]
            cancel = next(one for one in invoice.cancels if one.status == "processing")
            self._end_cancel(invoice, cancel, status)

    def foreign_invoice(self, reference: str, webhook_url: str, amount: int) -> Delivery:
        """Another merchant's paid invoice with our reference; its webhook is well signed."""
        info = {"reference": reference, "destination": digits(8)}
        order = Order(amount, 980, info, redirect_url="", webhook_url=webhook_url)
        with self._lock:
            invoice = self.create(OTHER_MERCHANT, order)
            self.pay(invoice.id)
            return self.deliveries[-1]

    def _tell(self, invoice: Invoice) -> None:
        """The webhook of a change, signed over the very bytes that are sent."""
        if not invoice.order.webhook_url:
            return
        body = json.dumps(
            wire.status_body(invoice), ensure_ascii=False, separators=(",", ":")
        ).encode()
        self.post.send(Delivery(invoice.order.webhook_url, body, self._key.sign(body), invoice.id))


def bank_of(world: World) -> Bank:
    return world.keep(Bank, lambda: Bank(Post(world)))
