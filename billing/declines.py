"""Why the bank declined a charge, and what helps. Codes: https://monobank.ua/api-docs/acquiring
(errCode of an invoice); the grouping is ours, and an unknown code counts as one that may pass."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    SOFT = "soft"  # another day may do
    HARD = "hard"  # this card never will
    PAYER = "payer"  # the payer has to confirm it
    OURS = "ours"  # our account at the bank; no try of the payer's is spent
    LEFT = "left"  # the payer went away


HARD = frozenset(
    "6 40 41 51 52 56 57 62 71 72 75 80 81 1014 1056 1064 1080 1165 1193 1200 1405 1406 1408 1413"
    " 1419 1428 1436 1439 TOKEN_NOT_FOUND".split()
)
PAYER = frozenset("84 1034 1035 1045 1054 1421 1422 1425 1429 1458 8004 3ds".split())
OURS = frozenset(
    "67 74 82 98 1001 1044 1053 1066 1077 1090 1115 1121 1145 1187 1194 1407 1411 1433 8005"
    " 8006".split()
)
LEFT = frozenset("8001 8002".split())
EXPIRED_CARD = frozenset("51 1080 1419".split())

SENTENCES: dict[str, Promise] = {
    "59": _("There was not enough money on the card."),
    "61": _("The card's limit for payments on the internet is reached."),
    "63": _("The card's limit for payments on the internet is reached."),
    "41": _("The bank says that the card was lost."),
    "40": _("The bank says that the card was lost."),
    "80": _("The security code of the card did not match."),
    "81": _("The security code of the card did not match."),
    "8001": _("The time to pay ran out."),
    "8002": _("The payment was cancelled."),
    **dict.fromkeys(EXPIRED_CARD, _("The card has expired.")),
}
OTHERWISE: dict[Kind, Promise] = {
    Kind.SOFT: _("The bank declined the payment."),
    Kind.HARD: _("The bank does not accept this card."),
    Kind.PAYER: _("The bank wants you to confirm the payment yourself."),
    Kind.OURS: _("The payment failed for a reason on our side. We are on it."),
    Kind.LEFT: _("The payment was not finished."),
}


def kind_of(err_code: str) -> Kind:
    for kind, codes in (
        (Kind.HARD, HARD), (Kind.PAYER, PAYER), (Kind.OURS, OURS), (Kind.LEFT, LEFT),
    ):  # fmt: skip
        if err_code in codes:
            return kind
    return Kind.SOFT


def sentence(err_code: str) -> Promise:
    """What to tell the payer."""
    return SENTENCES.get(err_code) or OTHERWISE[kind_of(err_code)]
