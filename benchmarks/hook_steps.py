"""Payments that wait for the bank's message, and the messages, signed by a bank of our own."""

import base64
import datetime
import io
import json
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from benchmarks.calls import SITE
from billing import checkout, keys
from billing.models import AttemptKind, AttemptState, PaymentAttempt, Price, Subscription

TOKEN = "token of the benchmarks"  # noqa: S105  opens nothing
NOBODY = "http://127.0.0.1:9"  # a bank that never answers: no message may need it


@dataclass(frozen=True)
class Message:
    body: bytes
    signature: str

    def environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = {
            "PATH_INFO": reverse("billing:webhook"),
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(self.body)),
            "HTTP_HOST": urlsplit(SITE).netloc,
            "HTTP_X_SIGN": self.signature,
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(self.body),
        }
        setup_testing_defaults(environ)
        return environ


class Bank:
    """Signs what is said of the payments of one person."""

    def __init__(self, person: int) -> None:
        settings.MONOBANK_TOKEN, settings.MONOBANK_URL = TOKEN, NOBODY
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._person = person
        self._keep_key()

    def _keep_key(self) -> None:
        pem = self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        now = timezone.now()
        row = keys.kept()
        row.pem, row.fetched_at, row.asked_at = base64.b64encode(pem).decode(), now, now
        row.save()

    def paid(self) -> Message:
        """A new payment, and the message that it was made. One person, one subscription: the one
        of the payment before is deleted, so that none is laid after another."""
        self.forget()
        subscription = Subscription.objects.create(user_id=self._person)
        attempt = PaymentAttempt.objects.create(
            kind=AttemptKind.CHECKOUT,
            subscription=subscription,
            price=(price := Price.objects.offered(timezone.now())[0]),
            amount=price.amount,
            state=AttemptState.PENDING,
            invoice_id=f"p2_{uuid.uuid4().hex[:12]}",
            created_at=timezone.now(),
            valid_until=timezone.now() + checkout.VALID_FOR,
        )
        return self.signed(_body(attempt))

    def signed(self, body: bytes) -> Message:
        signature = self._key.sign(body, ec.ECDSA(hashes.SHA256()))
        return Message(body, base64.b64encode(signature).decode())

    def forget(self) -> None:
        Subscription.objects.filter(user_id=self._person).delete()


def _body(attempt: PaymentAttempt) -> bytes:
    moment = timezone.now().astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = {
        "invoiceId": attempt.invoice_id,
        "status": "success",
        "amount": attempt.amount,
        "ccy": attempt.ccy,
        "finalAmount": attempt.amount,
        "createdDate": moment,
        "modifiedDate": moment,
        "reference": str(attempt.reference),
        "paymentInfo": {"fee": 324, "paymentSystem": "visa", "country": "804"},
    }
    return json.dumps(said).encode()
