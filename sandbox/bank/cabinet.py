"""The bank's cabinet: a page with invoices, cards and webhooks, and the deeds of its buttons."""

from sandbox.bank.cards import DECLINES, OUTCOMES, Card, check_outcome
from sandbox.bank.hooks import Delivery
from sandbox.bank.invoice import Invoice
from sandbox.bank.ledger import Bank, bank_of
from sandbox.bank.pay_page import money, options
from sandbox.bank.refusals import Refusal
from sandbox.exchange import escape, fields
from sandbox.world import Call

SHOWN = 50
KOPECKS = '<input name="amount" type="number" min="1" aria-label="Kopecks" placeholder="all">'
SWITCHES = {
    "tokenisation": "Cards can be saved",
    "late_cards": "Saved cards come late",
    "reversed_in_part": "A partial refund shows as reversed",
}


def do(call: Call, deed: str) -> None:
    """One button or one line of a script; ValueError or KeyError if it can't be done."""
    bank = bank_of(call.world)
    sent = {name: str(value) for name, value in fields(call.request).items()}
    try:
        _do(bank, deed, sent)
    except Refusal as refusal:
        raise ValueError(str(refusal)) from refusal


def _do(bank: Bank, deed: str, sent: dict[str, str]) -> None:
    match deed:
        case "pay":
            outcome, later = sent.get("outcome", "success"), sent.get("later", "success")
            bank.pay(sent["invoice"], outcome, later=later)
        case "settle":
            bank.settle(sent["invoice"], sent.get("outcome", "success"))
        case "refund":
            bank.refund(sent["invoice"], int(sent["amount"]) if sent.get("amount") else None)
        case "tokenise":
            bank.tokenise(sent["invoice"])
        case "card":
            check_outcome(sent["outcome"], tuple(OUTCOMES))
            {one.token: one for one in bank.cards}[sent["token"]].outcome = sent["outcome"]
        case "rotate-key":
            bank.rotate_key()
        case "switch":
            _switch(bank, sent["name"])
        case _:
            raise KeyError(deed)


def _switch(bank: Bank, name: str) -> None:
    match name:
        case "tokenisation":
            bank.tokenisation = not bank.tokenisation
        case "late_cards":
            bank.late_cards = not bank.late_cards
        case "reversed_in_part":
            reversed_now = bank.partial_refund_status == "reversed"
            bank.partial_refund_status = "success" if reversed_now else "reversed"
        case _:
            raise KeyError(name)


def page(call: Call) -> str:
    bank = bank_of(call.world)
    invoices = list(bank.invoices.values())[-SHOWN:][::-1]
    cards = [card for card in bank.cards if card.state != "deleted"][::-1]
    deliveries = list(bank.deliveries)[-SHOWN:][::-1]
    return f"""<h1>Bank</h1>
<p class="quiet">Monobank, played here. It keeps {money(bank.kept(), 980)} of Trackr's payers.</p>
{_knobs(bank)}
<h2>Invoices</h2>
{_table("Reference Amount Status Kept Deeds", [_invoice(one) for one in invoices])}
<h2>Saved cards</h2>
{_table("Card Wallet State Charges", [_card(one) for one in cards])}
<h2>Webhooks</h2>
{_table("Invoice Address Answers", [_delivery(one, bank.post.live) for one in deliveries])}"""


def _knobs(bank: Bank) -> str:
    is_on = {
        "tokenisation": bank.tokenisation,
        "late_cards": bank.late_cards,
        "reversed_in_part": bank.partial_refund_status == "reversed",
    }
    switches = "".join(
        _form("switch", f"{said}: {'yes' if is_on[name] else 'no'}", name=name)
        for name, said in SWITCHES.items()
    )
    return f'<div class="row">{switches}{_form("rotate-key", "Rotate the key")}</div>'


def _form(deed: str, button: str, more: str = "", **hidden: str) -> str:
    """`more` is markup: the fields that are to be filled in."""
    kept = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in (hidden or {"deed": deed}).items()
    )
    action = f"/_control/bank/{deed}"
    return f'<form method="post" action="{action}">{kept}{more}<button>{button}</button></form>'


def _table(heads: str, rows: list[str]) -> str:
    if not rows:
        return "<p>None yet.</p>"
    head = "".join(f"<th>{name}</th>" for name in heads.split())
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<div class="scroll">{table}</div>'


def _invoice(invoice: Invoice) -> str:
    ccy = invoice.order.ccy
    name = escape(invoice.reference or invoice.id)
    status = escape(f"{invoice.status} {invoice.err_code}".strip())
    return f"""<tr><td><a href="/monobank/pay/{invoice.id}">{name}</a></td>
<td class="fact">{money(invoice.amount, ccy)}</td><td class="fact">{status}</td>
<td class="fact">{money(invoice.final_amount, ccy)}</td><td>{_deeds(invoice)}</td></tr>"""


def _deeds(invoice: Invoice) -> str:
    """What a clerk can do with the invoice as it stands."""
    forms = []
    if invoice.returnable:
        forms.append(_form("refund", "Refund", KOPECKS, invoice=invoice.id))
    if invoice.status == "processing":
        ends = (
            f'<select name="outcome" aria-label="End">{options({"success": "Success"} | DECLINES)}'
        )
        forms.append(_form("settle", "Settle", f"{ends}</select>", invoice=invoice.id))
    if invoice.status == "success" and invoice.card is not None and invoice.card.state == "new":
        forms.append(_form("tokenise", "Let the card come", invoice=invoice.id))
    return "".join(forms)


def _card(card: Card) -> str:
    choices = options(OUTCOMES | DECLINES, card.outcome)
    chosen = f'<select name="outcome" aria-label="Later charges">{choices}</select>'
    return f"""<tr><td class="fact">{card.masked_pan}</td><td>{escape(card.wallet_id)}</td>
<td class="fact">{card.state}</td>
<td>{_form("card", "Set", chosen, token=card.token)}</td></tr>"""


def _delivery(delivery: Delivery, live: bool) -> str:
    waiting = "under way, or lost" if live else "kept for a test"
    answers = ", ".join(str(one or "no answer") for one in delivery.answers) or waiting
    address = escape(delivery.url)
    return f"<tr><td>{delivery.invoice_id}</td><td>{address}</td><td>{answers}</td></tr>"
