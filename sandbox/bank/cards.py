"""Saved cards, and everything that can come of a charge."""

import secrets
from dataclasses import dataclass, field
from typing import Literal

# Eight typical declines of the bank's list; any other code of digits is taken as well.
DECLINES = {
    "59": "Not enough money on the card",
    "61": "The card's limit for payments on the internet is used up",
    "51": "The card has expired",
    "6": "The card is not allowed to pay",
    "41": "The card is lost",
    "1014": "The card's data are wrong",
    "84": "The payment must be confirmed by 3-D Secure",
    "8002": "The payer cancelled the payment",
}
# What a charge of a saved card may come to, next to the codes of a decline.
OUTCOMES = {
    "success": "Success at once",
    "processing": "Processing until settled by hand",
    "processing_success": "Processing, then success",
    "3ds": "Asks for 3-D Secure",
    "dead": "The token is dead",
}
RANGES = (("44440311", "visa"), ("53754141", "mastercard"))


@dataclass
class Card:
    """A card in a wallet; each charge takes the first of `next_charges`, then `outcome`."""

    token: str
    wallet_id: str
    merchant: str
    masked_pan: str
    system: str
    outcome: str = "success"
    next_charges: list[str] = field(default_factory=list)
    state: Literal["new", "created", "failed", "deleted"] = "new"

    def take_outcome(self) -> str:
        return self.next_charges.pop(0) if self.next_charges else self.outcome


def new_card(merchant: str, wallet_id: str, outcome: str) -> Card:
    start, system = secrets.choice(RANGES)
    masked = f"{start}******{secrets.randbelow(100):02}"
    return Card(secrets.token_hex(10), wallet_id, merchant, masked, system, outcome)


def is_decline(outcome: str) -> bool:
    return outcome.isascii() and outcome.isdigit()


def check_outcome(outcome: str, known: tuple[str, ...]) -> None:
    """A misspelt outcome must not pass for a success."""
    if outcome not in known and not is_decline(outcome):
        raise ValueError(f"{outcome!r} is neither an error code nor one of {', '.join(known)}")


def reason(code: str) -> str:
    return DECLINES.get(code, "The payment was declined")
