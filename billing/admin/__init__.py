"""Support staff's view of billing. No token, wallet or page of the bank is on any of it."""

from billing.admin import ai, bank, payments, plans, subscriptions

__all__ = ["ai", "bank", "payments", "plans", "subscriptions"]
