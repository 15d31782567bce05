"""The page where the payer pays, and 3-D Secure: plain forms, whoever plays chooses the end."""

from sandbox.bank.cards import DECLINES, OUTCOMES
from sandbox.bank.hooks import NAME
from sandbox.bank.invoice import Invoice
from sandbox.bank.ledger import Bank, bank_of
from sandbox.bank.refusals import NotNow
from sandbox.exchange import Reply, escape, fields, not_found, redirect
from sandbox.look import shown
from sandbox.world import Call

MERCHANT = "Trackr"
CURRENCIES = {980: "UAH", 840: "USD", 978: "EUR"}
# Chromium holds form-action against every redirect that follows a form, so the way back to the
# shop is a page of its own that moves on after this time.
SECONDS_TO_READ = 1
REFUSED_3DS = "84"


def answer(call: Call) -> Reply:
    bank = bank_of(call.world)
    match call.request.method, call.rest.strip("/").split("/"):
        case "GET", ["pay", invoice_id] if invoice_id in (known := bank.invoices):
            return _shown("Pay", _pay_page(known[invoice_id], bank))
        case "GET", ["pay", invoice_id, "done"] if invoice_id in (known := bank.invoices):
            return _done_page(known[invoice_id], bank)
        case "POST", ["pay", invoice_id] if invoice_id in bank.invoices:
            return _paid(call, bank, invoice_id)
        case "GET", ["3ds", invoice_id] if invoice_id in (known := bank.invoices):
            return _shown("3-D Secure", _confirm_charge(known[invoice_id]))
        case "POST", ["3ds", invoice_id] if invoice_id in bank.invoices:
            return _settled(call, bank, invoice_id)
        case _:
            return not_found()


def _paid(call: Call, bank: Bank, invoice_id: str) -> Reply:
    chosen = fields(call.request)
    later, saved = str(chosen.get("later", "success")), bool(chosen.get("save_card"))
    outcome = str(chosen.get("outcome", ""))
    if outcome == "3ds":
        return _shown("3-D Secure", _confirm_payment(bank.invoices[invoice_id], later, saved))
    try:
        bank.pay(
            invoice_id, str(chosen.get("code")) if outcome == "decline" else outcome, saved, later
        )
    except NotNow as problem:
        return _shown("Not now", _trouble(str(problem)), 409)
    except ValueError as problem:
        return _shown("Not understood", _trouble(str(problem)), 400)
    return redirect(f"/{NAME}/pay/{invoice_id}/done", 303)


def _settled(call: Call, bank: Bank, invoice_id: str) -> Reply:
    confirmed = fields(call.request).get("outcome") == "success"
    try:
        bank.settle(invoice_id, "success" if confirmed else REFUSED_3DS)
    except NotNow as problem:
        return _shown("Not now", _trouble(str(problem)), 409)
    return redirect(f"/{NAME}/pay/{invoice_id}/done", 303)


def _shown(title: str, body: str, status: int = 200) -> Reply:
    return shown(title, f"<main>{body}</main>", status=status)


def _trouble(text: str) -> str:
    return f"<h1>This doesn't work</h1><p>{escape(text)}</p>"


def money(amount: int, ccy: int) -> str:
    return f"{amount // 100}.{amount % 100:02} {CURRENCIES.get(ccy, ccy)}"


def _asked(invoice: Invoice) -> str:
    """What is to be paid, to whom and for what."""
    said = escape(invoice.destination) or "No destination was given."
    return f"""<p class="quiet">Sandbox bank: no money moves here.</p>
<h1>{money(invoice.amount, invoice.order.ccy)}</h1>
<p>{MERCHANT}<br>{said}</p>"""


def _pay_page(invoice: Invoice, bank: Bank) -> str:
    leave = _link(invoice, "Leave without paying, back")
    if not invoice.may_be_paid(bank.now()):
        state = f'<p class="note">This invoice is {invoice.status}.</p>'
        return f"{_asked(invoice)}{state}<p>{leave}</p>"
    failed = f'<p class="note">{escape(invoice.failure_reason)}</p>' if invoice.err_code else ""
    return f"""{_asked(invoice)}{failed}
<form class="stack" method="post" action="/{NAME}/pay/{invoice.id}">
{_card_choice(invoice)}
<button class="main" name="outcome" value="success">Pay</button>
<button name="outcome" value="3ds">Pay with 3-D Secure</button>
<button name="outcome" value="processing">Pay, the bank takes its time</button>
<label>Reason of a decline<select name="code">{options(DECLINES)}</select></label>
<button name="outcome" value="decline">Try to pay, be declined</button>
</form>
<p>{leave}</p>"""


def _card_choice(invoice: Invoice) -> str:
    if not invoice.order.wallet_id:
        return '<p class="quiet">The merchant doesn\'t ask to save the card.</p>'
    ends = options(OUTCOMES | DECLINES)
    return f"""<label class="check"><input type="checkbox" name="save_card" value="yes" checked>
Save the card, as the merchant asks</label>
<label>Later charges of this card<select name="later">{ends}</select></label>"""


def options(choices: dict[str, str], chosen: str = "") -> str:
    """The options of a select; a decline shows its code."""
    if chosen and chosen not in choices:
        choices = choices | {chosen: "Another decline"}
    return "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>'
        f"{escape(said)}{f' ({value})' if value.isdigit() else ''}</option>"
        for value, said in choices.items()
    )


def _confirm_payment(invoice: Invoice, later: str, saved: bool) -> str:
    kept = f'<input type="hidden" name="later" value="{escape(later)}">'
    kept += '<input type="hidden" name="save_card" value="yes">' if saved else ""
    return _confirm(invoice, f"/{NAME}/pay/{invoice.id}", kept)


def _confirm_charge(invoice: Invoice) -> str:
    if not invoice.wants_3ds:
        return _trouble("There is nothing to confirm.")
    return _confirm(invoice, f"/{NAME}/3ds/{invoice.id}")


def _confirm(invoice: Invoice, action: str, kept: str = "") -> str:
    return f"""{_asked(invoice)}
<p>Your bank asks: is this payment yours?</p>
<form method="post" action="{action}">{kept}
<input type="hidden" name="code" value="{REFUSED_3DS}">
<button class="main" name="outcome" value="success">Confirm</button>
<button name="outcome" value="decline">Refuse</button>
</form>"""


def _done_page(invoice: Invoice, bank: Bank) -> Reply:
    said = {
        "success": "Paid.",
        "processing": "The bank is working on it.",
        "failure": f"Declined: {escape(invoice.failure_reason)}.",
    }.get(invoice.status, f"The invoice is {invoice.status}.")
    again = ""
    if invoice.status == "failure" and invoice.may_be_paid(bank.now()):
        again = f'<p><a href="/{NAME}/pay/{invoice.id}">Try again</a></p>'
    body = f'{_asked(invoice)}<p class="note">{said}</p><p>{_link(invoice, "Back")}</p>{again}'
    back = escape(invoice.order.redirect_url)
    head = f'<meta http-equiv="refresh" content="{SECONDS_TO_READ}; url={back}">' if back else ""
    return shown("Done", f"<main>{body}</main>", head)


def _link(invoice: Invoice, said: str) -> str:
    """The way back to the shop; it says nothing of how the payment went."""
    if not invoice.order.redirect_url:
        return "The merchant gave no way back."
    return f'<a href="{escape(invoice.order.redirect_url)}">{said} to {MERCHANT}</a>'
