"""An invoice from its creation to its last refund. Sums are kopecks, times whole seconds."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sandbox.bank.cards import Card, reason
from sandbox.bank.orders import Order

Status = Literal["created", "processing", "success", "failure", "reversed", "expired"]
CancelStatus = Literal["processing", "success", "failure"]


@dataclass(frozen=True)
class Payment:
    """What the bank knows of the card operation, whether it went well or not."""

    masked_pan: str
    system: str
    method: Literal["pan", "wallet"]
    fee: int
    at: datetime
    approval_code: str
    rrn: str
    tran_id: str


@dataclass
class Cancel:
    """A refund; those made in the cabinet have no ext_ref."""

    ext_ref: str
    amount: int
    status: CancelStatus
    created: datetime
    modified: datetime
    approval_code: str
    rrn: str


@dataclass
class Invoice:
    id: str
    merchant: str
    order: Order
    created: datetime
    modified: datetime
    valid_until: datetime
    status: Status = "created"
    final_amount: int = 0
    err_code: str = ""
    payment: Payment | None = None
    card: Card | None = None
    cancels: list[Cancel] = field(default_factory=list)
    wants_3ds: bool = False

    @property
    def amount(self) -> int:
        return self.order.amount

    @property
    def reference(self) -> str:
        return str(self.order.paym_info.get("reference", ""))

    @property
    def destination(self) -> str:
        return str(self.order.paym_info.get("destination", ""))

    @property
    def metadata(self) -> dict[str, Any]:
        return dict(self.order.paym_info.get("metadata") or {})

    @property
    def failure_reason(self) -> str:
        return reason(self.err_code) if self.err_code else ""

    @property
    def returnable(self) -> int:
        """What can still be refunded, less the refunds that are under way."""
        under_way = sum(one.amount for one in self.cancels if one.status == "processing")
        return self.final_amount - under_way

    def look(self, now: datetime) -> None:
        """An unpaid invoice expires by itself, seen only by who looks."""
        if self.status == "created" and now >= self.valid_until:
            self.status, self.modified = "expired", self.valid_until

    def may_be_paid(self, now: datetime) -> bool:
        return self.status in {"created", "failure"} and now < self.valid_until

    def begin(self, card: Card, method: Literal["pan", "wallet"], now: datetime) -> None:
        self.payment = Payment(
            masked_pan=card.masked_pan,
            system=card.system,
            method=method,
            fee=(self.amount * 13 + 500) // 1000,
            at=now,
            approval_code=digits(6),
            rrn=digits(12),
            tran_id=digits(8),
        )
        self.status, self.modified, self.err_code = "processing", now, ""

    def finish(self, err_code: str, now: datetime) -> None:
        """The operation ends, well with no error code."""
        self.wants_3ds = False
        self.err_code, self.modified = err_code, now
        self.status = "failure" if err_code else "success"
        self.final_amount = 0 if err_code else self.amount

    def give_back(self, cancel: Cancel, partly: Status, now: datetime) -> None:
        """A refund succeeds; `partly` is the status of an invoice that keeps some of its money."""
        cancel.status, cancel.modified = "success", now
        self.final_amount -= cancel.amount
        self.status = partly if self.final_amount else "reversed"
        self.modified = now


def new_cancel(ext_ref: str, amount: int, now: datetime) -> Cancel:
    return Cancel(ext_ref, amount, "processing", now, now, digits(6), digits(12))


def digits(count: int) -> str:
    return "".join(secrets.choice("0123456789") for _ in range(count))
