"""Monobank's acquiring: the API, the payer's page, signed webhooks, and a cabinet to look in."""

from sandbox.bank import api, faults, hooks, pay_page
from sandbox.exchange import Reply
from sandbox.world import Call, Service


def answer(call: Call) -> Reply:
    if call.rest.startswith(("/pay/", "/3ds/")):
        return pay_page.answer(call)
    return api.answer(call)


SERVICE = Service(
    name=hooks.NAME,
    prefix=f"/{hooks.NAME}",
    answer=answer,
    title="Monobank (payments)",
    faults=(*faults.NAMES, *hooks.FAULTS),
    links=("/bank",),
)
