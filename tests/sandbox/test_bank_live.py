"""Webhooks that the bank posts by itself, to a little shop on another port."""

import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from sandbox.bank import ledger
from sandbox.server import Sandbox
from tests.sandbox.merchant import charge, create, saved_card, status

PATIENCE = 10


class Shop(HTTPServer):
    """Puts what arrives in a queue; answers the statuses it was given, then 200."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Till)
        self.arrived = queue.Queue()
        self.answers = []

    @property
    def hook(self):
        return f"http://127.0.0.1:{self.server_port}/hook/?a=1"

    def next_body(self):
        return json.loads(self.arrived.get(timeout=PATIENCE)[2])


class Till(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.arrived.put((self.path, dict(self.headers), body))
        answer = self.server.answers.pop(0) if self.server.answers else 200
        self.send_response(answer)
        if answer == 302:
            self.send_header("location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def shop():
    server = Shop()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def live():
    server = Sandbox(live_webhooks=True).start()
    server.bank.post.spacing = 0.01
    yield server
    server.stop()


def statuses(shop, count):
    return [shop.next_body()["status"] for _ in range(count)]


def nothing_more(live, shop):
    """What is told now and arrives well after a further try would is the next to arrive."""
    live.fault("monobank", "hook_delayed", seconds=20 * live.bank.post.spacing)
    last = create(live, webHookUrl=shop.hook, merchantPaymInfo={"reference": "last"})
    live.bank.pay(last, "processing")
    return shop.next_body()["reference"] == "last"


def test_webhook_is_posted_as_it_was_signed(live, shop):
    invoice_id = create(live, webHookUrl=shop.hook)
    live.bank.pay(invoice_id)

    arrived = [shop.arrived.get(timeout=PATIENCE) for _ in range(2)]

    for (path, headers, body), delivery in zip(arrived, live.bank.deliveries, strict=True):
        assert path == "/hook/?a=1"
        assert headers["Content-Type"] == "application/json"
        assert (headers["X-Sign"], body) == (delivery.signature, delivery.body)
    assert [json.loads(body)["status"] for _, _, body in arrived] == ["processing", "success"]


@pytest.mark.parametrize("answer", [500, 403, 201, 302])
def test_anything_but_200_is_tried_three_times(live, shop, answer):
    card_shop = create(live, webHookUrl=shop.hook)
    shop.answers = [200, answer, answer, answer]

    live.bank.pay(card_shop)

    assert statuses(shop, 4) == ["processing", "success", "success", "success"]
    assert nothing_more(live, shop)
    assert live.bank.deliveries[1].answers == [answer] * 3


def test_second_try_that_is_taken_is_the_last(live, shop):
    invoice_id = create(live, webHookUrl=shop.hook)
    shop.answers = [200, 503]

    live.bank.pay(invoice_id)

    assert statuses(shop, 3) == ["processing", "success", "success"]
    assert nothing_more(live, shop)


def test_nobody_at_home_is_no_trouble(live, shop):
    gone = Shop()
    gone.server_close()
    live.bank.pay(create(live, webHookUrl=gone.hook))
    live.bank.pay(create(live, webHookUrl="http://"))

    assert nothing_more(live, shop)


def test_lost_webhook_never_arrives(live, shop):
    live.fault("monobank", "hook_lost")
    invoice_id = create(live, webHookUrl=shop.hook)

    live.bank.pay(invoice_id)

    assert statuses(shop, 1) == ["success"]
    assert nothing_more(live, shop)


def test_webhook_arrives_twice(live, shop):
    live.fault("monobank", "hook_twice")

    live.bank.pay(create(live, webHookUrl=shop.hook))

    assert statuses(shop, 3) == ["processing", "processing", "success"]


def test_webhook_arrives_late(live, shop):
    live.fault("monobank", "hook_delayed", seconds=0.2)

    live.bank.pay(create(live, webHookUrl=shop.hook))

    assert statuses(shop, 2) == ["success", "processing"]


def test_webhooks_arrive_in_the_wrong_order(live, shop):
    live.fault("monobank", "hooks_reordered")

    live.bank.pay(create(live, webHookUrl=shop.hook))

    assert statuses(shop, 2) == ["success", "processing"]


def test_processing_charge_settles_by_itself(live, shop, monkeypatch):
    monkeypatch.setattr(ledger, "SETTLED_AFTER", 0.05)
    card = saved_card(live, later="processing_success")

    charged = charge(live, card.token, webHookUrl=shop.hook).json()

    assert charged["status"] == "processing"
    assert statuses(shop, 2) == ["processing", "success"]
    assert status(live, charged["invoiceId"]).json()["status"] == "success"


def test_late_card_comes_by_itself(live, shop, monkeypatch):
    monkeypatch.setattr(ledger, "CARD_AFTER", 0.05)
    live.bank.late_cards = True
    saving = {"saveCard": True, "walletId": "w"}

    live.bank.pay(create(live, webHookUrl=shop.hook, saveCardData=saving))

    bodies = [shop.next_body() for _ in range(3)]
    assert [body.get("walletData", {}).get("status") for body in bodies] == [
        "new",
        "new",
        "created",
    ]
