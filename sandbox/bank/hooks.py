"""Webhooks: each body is signed and kept; in live mode it is posted, up to three times."""

import base64
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sandbox.world import Fault, World

NAME = "monobank"
FAULTS = ("hook_lost", "hook_twice", "hook_delayed", "hooks_reordered")
TRIES = 3
TIMEOUT = 10.0


class Key:
    """A signing key: ECDSA on P-256 with SHA-256, as base64 of the DER signature."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    def sign(self, body: bytes) -> str:
        return base64.b64encode(self._key.sign(body, ec.ECDSA(hashes.SHA256()))).decode()

    def public(self) -> str:
        """As GET merchant/pubkey gives it: base64 of a PEM SubjectPublicKeyInfo."""
        pem = self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return base64.b64encode(pem).decode()


@dataclass(frozen=True)
class Delivery:
    """One webhook; `answers` are the HTTP statuses of the tries so far, 0 for no answer."""

    url: str
    body: bytes
    signature: str
    invoice_id: str
    answers: list[int] = field(default_factory=list, compare=False)


class Post:
    """Keeps deliveries, and carries them in their order when the world's webhooks are live."""

    def __init__(self, world: World, spacing: float = 1.0) -> None:
        self.spacing = spacing
        self.deliveries: list[Delivery] = []
        self._world = world
        self._waiting: deque[Delivery] = deque()
        self._held_back: list[Delivery] = []
        self._turn = threading.Lock()

    @property
    def live(self) -> bool:
        return self._world.live_webhooks

    def send(self, delivery: Delivery) -> None:
        self.deliveries.append(delivery)
        if not self.live:
            return
        fault = self._world.take_fault(NAME, lambda waiting: waiting.name in FAULTS)
        if fault is not None:
            self._send_badly(delivery, fault)
            return
        self._carry(delivery)
        while self._held_back:
            self._carry(self._held_back.pop())

    def _send_badly(self, delivery: Delivery, fault: Fault) -> None:
        match fault.name:
            case "hook_twice":
                self._carry(delivery)
                self._carry(delivery)
            case "hook_delayed":
                self.later(fault.seconds(), lambda: self._carry(delivery))
            case "hooks_reordered":
                self._held_back.append(delivery)  # until the next one has gone

    def later(self, seconds: float, deed: Callable[[], object]) -> None:
        timer = threading.Timer(seconds, deed)
        timer.daemon = True
        timer.start()

    def _carry(self, delivery: Delivery) -> None:
        self._waiting.append(delivery)
        threading.Thread(target=self._carry_next, name="webhook", daemon=True).start()

    def _carry_next(self) -> None:
        """The oldest that waits, whoever's thread this is: so threads keep the order."""
        with self._turn:
            delivery = self._waiting.popleft()
            delivery.answers.append(_post(delivery))
        if delivery.answers[-1] != 200 and len(delivery.answers) < TRIES:
            self.later(self.spacing, lambda: self._carry(delivery))


def _post(delivery: Delivery) -> int:
    url = urlsplit(delivery.url)
    kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
    connection = None
    try:
        connection = kind(url.netloc, timeout=TIMEOUT)
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        headers = {"Content-Type": "application/json", "X-Sign": delivery.signature}
        connection.request("POST", target, delivery.body, headers)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        if connection is not None:
            connection.close()
