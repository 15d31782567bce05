"""Planted defects: a line of the real code is replaced for a while. Each is one that was seen in
somebody's payment code, and each has to turn the histories red."""

import contextlib
import importlib
import inspect
from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    name: str
    module: str
    line: str
    instead: str


# Found within the histories that are always tried.
MUTANTS = (
    Mutant(
        "the message that came last counts",
        "billing.reducer",
        "return max(messages, key=_weight, default=None)",
        "return (list(messages) or [None])[-1]",
    ),
    Mutant(
        "a period begins when we hear of the payment",
        "billing.periods",
        "bought_at=attempt.bank_created or attempt.created_at,",
        "bought_at=__import__('django.utils.timezone').utils.timezone.now(),",
    ),
    Mutant(
        "reversed means that nothing is left",
        "billing.reducer",
        "kept = seen.final_amount > 0 or asked.amount == 0",
        "kept = seen.status == 'success'",
    ),
    Mutant(
        "the reference in a signed message is enough",
        "billing.webhook",
        "ours = monobank.invoice(invoice.invoice_id)",
        "ours = invoice",
    ),
)
# These take some hundred histories: they are planted when more are asked for.
RARE = (
    Mutant(
        "a charge without an answer counts as not sent",
        "billing.charge",
        "case monobank.NotReached() | monobank.BankOff():",
        "case monobank.BankError():",
    ),
    Mutant(
        "an unknown charge is given up at the first clean statement",
        "billing.reconcile",
        "elif now - sent_at >= SURE_AFTER:",
        "else:",
    ),
    Mutant(
        "what was paid twice is kept",
        "billing.periods",
        "_give_back(sources[purchase.key][1])",
        "pass",
    ),
    Mutant(
        "a refund whose answer was lost is sent again without a look",
        "billing.repay",
        "if was in (State.SENDING, State.UNKNOWN, State.PROCESSING):",
        "if was == State.PROCESSING:",
    ),
    Mutant(
        "a cancelled subscription renews once more",
        "billing.renew",
        "if where.status is not Status.GRACE or where.paid_through is None or card is None:",
        "if where.paid_through is None or where.paid_through > now or card is None:",
    ),
    Mutant(
        "months are added to the end of the last period",
        "billing.timeline",
        "return Slot(purchase, last.anchor_at, last.months_before + last.purchase.months)",
        "return Slot(purchase, last.ends_at, 0)",
    ),
    Mutant(
        "a deleted account is forgotten at once",
        "billing.departure",
        "if _may_surprise(attempt)",
        "if False",
    ),
)


@contextlib.contextmanager
def planted(mutant):
    """The module's functions with the line replaced, until the end of the block."""
    module = importlib.import_module(mutant.module)
    source = inspect.getsource(module)
    assert source.count(mutant.line) == 1, f"{mutant.name}: the line has changed"
    changed = {"__name__": module.__name__}
    exec(compile(source.replace(mutant.line, mutant.instead), module.__file__, "exec"), changed)  # noqa: S102
    ours = {
        name: one
        for name, one in vars(module).items()
        if inspect.isfunction(one) and one.__module__ == module.__name__
    }
    kept = {name: one.__code__ for name, one in ours.items()}
    try:
        for name, one in ours.items():
            one.__code__ = changed[name].__code__
        yield
    finally:
        for name, code in kept.items():
            ours[name].__code__ = code
