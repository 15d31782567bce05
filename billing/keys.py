"""Is a message really the bank's? ECDSA on P-256 with SHA-256 over the raw bytes, the signature in
DER and base64: https://monobank.ua/api-docs/acquiring (X-Sign, pubkey)."""

import base64
import datetime
import hashlib
from enum import Enum

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from billing import monobank
from billing.models import BankKey

ASK_EVERY = datetime.timedelta(seconds=30)  # forged messages must not make us hammer the bank


class Verdict(Enum):
    GENUINE = "genuine"
    FORGED = "forged"
    UNSURE = "unsure"  # the key can't be had now


def judge(body: bytes, signature: str) -> Verdict:
    """By the key that is kept; should it not fit, by a new one, asked for at most every 30 s."""
    key = kept()
    if key.pem and is_signed(body, signature, key.pem):
        return Verdict.GENUINE
    if not _may_ask(key):
        # It is the newest there is, unless the bank did not answer when it was asked.
        is_newest = key.fetched_at is not None and key.fetched_at == key.asked_at
        return Verdict.FORGED if is_newest else Verdict.UNSURE
    try:
        pem = monobank.public_key()
    except monobank.BankError:
        return Verdict.UNSURE
    if _loaded(pem) is None:  # a gateway's nonsense must not take the place of a good key
        return Verdict.UNSURE
    BankKey.objects.filter(pk=key.pk).update(pem=pem, fetched_at=key.asked_at)
    return Verdict.GENUINE if is_signed(body, signature, pem) else Verdict.FORGED


def is_signed(body: bytes, signature: str, key: str) -> bool:
    """Whether `signature` (base64 of strict DER) of the bytes is by `key` (base64 of a PEM)."""
    public = _loaded(key)
    if public is None:
        return False
    try:
        der = base64.b64decode(signature, validate=True)
        if encode_dss_signature(*decode_dss_signature(der)) != der:
            return False
        public.verify(der, body, ec.ECDSA(hashes.SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True


def _loaded(key: str) -> ec.EllipticCurvePublicKey | None:
    """None for everything but a key on P-256."""
    try:
        public = load_pem_public_key(base64.b64decode(key, validate=True))
    except (ValueError, UnsupportedAlgorithm):
        return None
    if isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1):
        return public
    return None


def kept() -> BankKey:
    """The row of our merchant's key, which may be empty yet."""
    merchant = hashlib.sha256(settings.MONOBANK_TOKEN.encode()).hexdigest()
    return BankKey.objects.get_or_create(merchant=merchant)[0]


def _may_ask(key: BankKey) -> bool:
    """Take the turn to ask, of which there is one every 30 s for all processes together."""
    now = timezone.now()
    free = BankKey.objects.filter(
        Q(asked_at=None) | Q(asked_at__lte=now - ASK_EVERY) | Q(asked_at__gt=now), pk=key.pk
    )
    if not free.update(asked_at=now):
        key.refresh_from_db()
        return False
    key.asked_at = now
    return True
