from billing.models.ai_models import AiBudget, AiModel, ModelPrice
from billing.models.bank import Alert, BankKey, ForgottenCard, OrphanPayment
from billing.models.calls import AiCall, AiConsent, AiSpend
from billing.models.payments import (
    OPEN,
    AttemptKind,
    AttemptState,
    EntryKind,
    LedgerEntry,
    PaymentAttempt,
    Refund,
    Snapshot,
)
from billing.models.plans import AllowanceUse, Feature, Plan, PlanAllowance
from billing.models.prices import HRYVNIA, Interval, Price
from billing.models.subscriptions import Card, Extension, PaidPeriod, PriceNotice, Subscription

__all__ = [
    "HRYVNIA",
    "OPEN",
    "AiBudget",
    "AiCall",
    "AiConsent",
    "AiModel",
    "AiSpend",
    "Alert",
    "AllowanceUse",
    "AttemptKind",
    "AttemptState",
    "BankKey",
    "Card",
    "EntryKind",
    "Extension",
    "Feature",
    "ForgottenCard",
    "Interval",
    "LedgerEntry",
    "ModelPrice",
    "OrphanPayment",
    "PaidPeriod",
    "PaymentAttempt",
    "Plan",
    "PlanAllowance",
    "Price",
    "PriceNotice",
    "Refund",
    "Snapshot",
    "Subscription",
]
