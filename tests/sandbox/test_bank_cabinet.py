"""The bank's page of the sandbox, its buttons, and the same deeds for scripts."""

import pytest
from lxml import html as markup

from tests.sandbox import web
from tests.sandbox.merchant import TOKEN, ask, create, paid, saved_card, status

HOSTILE = '"><script>alert(1)</script>'


def look(sandbox):
    return markup.fromstring(web.get(f"{sandbox.url}/bank").content)


def press(sandbox, button):
    """The first form of the page that has such a button, sent as it stands."""
    form = next(form for form in look(sandbox).forms if button in form.text_content())
    return web.post(f"{sandbox.url}{form.action}", data=dict(form.form_values()))


def order(sandbox, deed, **sent):
    return web.post(f"{sandbox.url}/_control/bank/{deed}", json=sent)


def test_page_lists_invoices_cards_and_webhooks(sandbox):
    card = saved_card(sandbox, later="59")
    sandbox.bank.refund(next(iter(sandbox.bank.invoices)), 200)

    page = look(sandbox)

    text = page.text_content()
    assert "keeps 200.00 UAH" in text
    assert {"ref-1", "202.00 UAH", "success"} <= set(page.xpath("//td//text()"))
    assert card.masked_pan in text
    assert page.xpath("//option[@selected]/@value") == ["59"]
    assert text.count("kept for a test") == 3


def test_hostile_reference_and_address_are_shown_as_text(sandbox):
    info = {"reference": HOSTILE}
    saving = {"saveCard": True, "walletId": HOSTILE}
    paid(sandbox, merchantPaymInfo=info, webHookUrl=f"http://x/{HOSTILE}", saveCardData=saving)

    page = look(sandbox)

    assert not page.xpath("//script")
    assert page.text_content().count(HOSTILE) == 4


def test_button_leads_back_to_the_page(sandbox):
    invoice_id = paid(sandbox)

    answer = press(sandbox, "Refund")

    assert answer.url == f"{sandbox.url}/bank"
    assert status(sandbox, invoice_id).json()["status"] == "reversed"


def test_processing_invoice_is_settled_by_its_button(sandbox):
    invoice_id = create(sandbox)
    sandbox.bank.pay(invoice_id, "processing")

    press(sandbox, "Settle")

    assert status(sandbox, invoice_id).json()["status"] == "success"


def test_late_card_is_let_come(sandbox):
    press(sandbox, "Saved cards come late: no")
    sandbox.bank.pay(create(sandbox, saveCardData={"saveCard": True, "walletId": "w"}))
    assert sandbox.bank.card_of("w") is None

    press(sandbox, "Let the card come")

    assert sandbox.bank.card_of("w") is not None


def test_switches_turn_and_turn_back(sandbox):
    press(sandbox, "Cards can be saved: yes")
    press(sandbox, "A partial refund shows as reversed: no")
    assert (sandbox.bank.tokenisation, sandbox.bank.partial_refund_status) == (False, "reversed")

    press(sandbox, "Cards can be saved: no")
    press(sandbox, "A partial refund shows as reversed: yes")
    assert (sandbox.bank.tokenisation, sandbox.bank.partial_refund_status) == (True, "success")


def test_key_is_rotated(sandbox):
    before = sandbox.bank.public_key()

    press(sandbox, "Rotate the key")

    assert sandbox.bank.public_key() != before


def test_script_pays_refunds_and_sets_a_card(sandbox):
    invoice_id = create(sandbox, saveCardData={"saveCard": True, "walletId": "w"})

    assert order(sandbox, "pay", invoice=invoice_id, later="3ds").json() == {"ok": True}
    card = sandbox.bank.card_of("w")
    assert card.outcome == "3ds"
    order(sandbox, "card", token=card.token, outcome="51")
    order(sandbox, "refund", invoice=invoice_id, amount=200)

    assert card.outcome == "51"
    assert sandbox.bank.kept() == 20000


@pytest.mark.parametrize(
    "deed, sent",
    [
        ("pay", {}),
        ("pay", {"invoice": "nope"}),
        ("pay", {"invoice": "{id}"}),
        ("settle", {"invoice": "{id}"}),
        ("refund", {"invoice": "{id}", "amount": 20201}),
        ("refund", {"invoice": "{id}", "amount": "much"}),
        ("card", {"token": "nope", "outcome": "51"}),
        ("card", {"token": "nope", "outcome": "free"}),
        ("switch", {"name": "nope"}),
        ("nope", {}),
    ],
)
def test_nonsense_order_is_refused(sandbox, deed, sent):
    invoice_id = paid(sandbox)
    filled = {name: str(value).replace("{id}", invoice_id) for name, value in sent.items()}

    answer = order(sandbox, deed, **filled)

    assert answer.status_code == 400
    assert sandbox.bank.kept() == 20200


def test_token_is_shown_nowhere_but_kept_for_tests(sandbox):
    ask(sandbox, "GET", "details")

    pages = [web.get(f"{sandbox.url}{path}").text for path in ("/requests", "/_control/requests")]

    assert all("x-token" in page and TOKEN not in page for page in pages)
    assert sandbox.requests("monobank")[0].headers["x-token"] == TOKEN
