"""Monobank's acquiring: the API, the payer's page, signed webhooks, and a cabinet to look in."""

from sandbox.bank import api, faults, hooks
from sandbox.world import Service

SERVICE = Service(
    name=hooks.NAME,
    prefix=f"/{hooks.NAME}",
    answer=api.answer,
    title="Monobank (payments)",
    faults=(*faults.NAMES, *hooks.FAULTS),
)
