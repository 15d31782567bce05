"""The payer's page over plain HTTP: what it shows, what its buttons do, the way back."""

import pytest
from lxml import html as markup

from tests.sandbox import web
from tests.sandbox.merchant import SHOP, charge, create, saved_card, status

SAVING = {"saveCard": True, "walletId": "w-1"}
HOSTILE = '"><script>alert(1)</script>'


def address(sandbox, invoice_id, kind="pay"):
    return f"{sandbox.url}/monobank/{kind}/{invoice_id}"


def look(sandbox, invoice_id, kind="pay"):
    return markup.fromstring(web.get(address(sandbox, invoice_id, kind)).content)


def choose(sandbox, invoice_id, outcome, kind="pay", **fields):
    return web.post(address(sandbox, invoice_id, kind), data={"outcome": outcome, **fields})


def way_back(answer):
    page = markup.fromstring(answer.content)
    (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
    assert f"{SHOP}/back" in page.xpath("//a/@href")
    return refresh


def test_page_tells_sum_and_destination(sandbox):
    page = look(sandbox, create(sandbox))

    text = page.text_content()
    assert "202.00 UAH" in text
    assert "Trackr Pro, місяць" in text
    assert page.xpath("//button/@value") == ["success", "3ds", "processing", "decline"]
    assert len(page.xpath("//select[@name='code']/option")) == 8
    assert f"{SHOP}/back" in page.xpath("//a/@href")
    assert not page.xpath("//*[@name='save_card'] | //select[@name='later']")


def test_hostile_destination_is_shown_as_text(sandbox):
    info = {"destination": HOSTILE}
    invoice_id = create(sandbox, merchantPaymInfo=info, redirectUrl=f"{SHOP}/?a='{HOSTILE}")

    page, done = look(sandbox, invoice_id), look(sandbox, f"{invoice_id}/done")

    assert HOSTILE in page.text_content()
    assert not page.xpath("//script")
    assert not done.xpath("//script")
    assert done.xpath("//a/@href") == [f"{SHOP}/?a='{HOSTILE}"]


def test_page_has_a_shut_policy(sandbox):
    policy = web.get(address(sandbox, create(sandbox))).headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy


def test_good_card_pays_and_leads_back(sandbox):
    invoice_id = create(sandbox)

    answer = choose(sandbox, invoice_id, "success")

    assert answer.url == f"{address(sandbox, invoice_id)}/done"
    assert way_back(answer) == f"1; url={SHOP}/back"
    assert status(sandbox, invoice_id).json()["status"] == "success"


def test_decline_is_of_the_chosen_code_and_may_be_tried_again(sandbox):
    invoice_id = create(sandbox)

    answer = choose(sandbox, invoice_id, "decline", code="1014")

    told = status(sandbox, invoice_id).json()
    assert (told["status"], told["errCode"]) == ("failure", "1014")
    assert way_back(answer) == f"1; url={SHOP}/back"
    assert f"/monobank/pay/{invoice_id}" in markup.fromstring(answer.content).xpath("//a/@href")
    assert told["failureReason"] in look(sandbox, invoice_id).text_content()
    choose(sandbox, invoice_id, "success")
    assert sandbox.bank.kept() == 20200


def test_3d_secure_asks_before_it_pays(sandbox):
    invoice_id = create(sandbox, saveCardData=SAVING)

    asked = choose(sandbox, invoice_id, "3ds", save_card="yes", later="59")
    before = status(sandbox, invoice_id).json()["status"]
    form = markup.fromstring(asked.content).forms[0]
    fields = dict(form.form_values())
    choose(sandbox, invoice_id, "success", **fields)

    assert before == "created"
    assert status(sandbox, invoice_id).json()["status"] == "success"
    assert sandbox.bank.card_of("w-1").outcome == "59"


def test_3d_secure_can_be_refused(sandbox):
    invoice_id = create(sandbox)
    form = markup.fromstring(choose(sandbox, invoice_id, "3ds").content).forms[0]

    choose(sandbox, invoice_id, "decline", **dict(form.form_values()))

    assert status(sandbox, invoice_id).json()["errCode"] == "84"


def test_page_of_a_paid_invoice_offers_no_payment(sandbox):
    invoice_id = create(sandbox)
    choose(sandbox, invoice_id, "success")

    again = choose(sandbox, invoice_id, "success")

    assert again.status_code == 409
    assert look(sandbox, invoice_id).xpath("//button") == []
    assert sandbox.bank.kept() == 20200


def test_unknown_outcome_pays_nothing(sandbox):
    invoice_id = create(sandbox)

    answers = [
        choose(sandbox, invoice_id, "free"),
        choose(sandbox, invoice_id, "success", later="free"),
        choose(sandbox, invoice_id, "decline", code="<b>"),
    ]

    assert {answer.status_code for answer in answers} == {400}
    assert "<b>" not in answers[2].text
    assert status(sandbox, invoice_id).json()["status"] == "created"


def test_card_is_saved_if_the_payer_lets_it(sandbox):
    kept, left = (
        create(sandbox, saveCardData=SAVING | {"walletId": wallet_id}) for wallet_id in ("a", "b")
    )
    assert look(sandbox, kept).xpath("//input[@name='save_card']/@checked")

    choose(sandbox, kept, "success", save_card="yes", later="dead")
    choose(sandbox, left, "success")

    assert sandbox.bank.card_of("a").outcome == "dead"
    assert sandbox.bank.card_of("b") is None


@pytest.mark.parametrize("chosen, ends", [("success", "success"), ("decline", "failure")])
def test_saved_card_is_confirmed_at_its_tds_url(sandbox, chosen, ends):
    charged = charge(sandbox, saved_card(sandbox, later="3ds").token).json()
    page = markup.fromstring(web.get(charged["tdsUrl"]).content)
    assert page.xpath("//button/@value") == ["success", "decline"]

    answer = choose(sandbox, charged["invoiceId"], chosen, kind="3ds")

    assert way_back(answer) == f"1; url={SHOP}/back"
    assert status(sandbox, charged["invoiceId"]).json()["status"] == ends
    assert choose(sandbox, charged["invoiceId"], "success", kind="3ds").status_code == 409
    assert look(sandbox, charged["invoiceId"], "3ds").xpath("//button") == []


@pytest.mark.parametrize("path", ["pay/nope", "pay/", "3ds/nope", "pay/nope/done", "nope"])
def test_unknown_page_is_not_found(sandbox, path):
    assert web.get(f"{sandbox.url}/monobank/{path}").status_code == 404


def test_invoice_without_a_way_back(sandbox):
    invoice_id = create(sandbox, redirectUrl="")

    answer = choose(sandbox, invoice_id, "processing")

    assert "The bank is working on it." in answer.text
    assert not markup.fromstring(answer.content).xpath("//meta[@http-equiv='refresh'] | //a")
