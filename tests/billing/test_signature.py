"""Signatures of the bank: those that are known to be good or bad, and what else may be sent."""

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from hypothesis import given
from hypothesis import strategies as st

from billing.keys import is_signed
from sandbox.bank.hooks import Key

VECTORS = json.loads((Path(__file__).parent / "data" / "signatures.json").read_text())
ORDER_OF_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
BODY = b'{"invoiceId":"p2_1"}'


def encoded(public):
    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(pem).decode()


def text(data):
    return base64.b64encode(data).decode()


@pytest.fixture(scope="module")
def key():
    return Key()


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_known_signature_is_judged_right(vector):
    body = base64.b64decode(vector["body"])
    assert is_signed(body, vector["signature"], vector["key"]) is vector["is_valid"]


def test_known_signatures_are_all_here():
    assert [vector["is_valid"] for vector in VECTORS].count(True) == 3
    assert len(VECTORS) == 13


def test_twin_of_a_signature_is_as_good(key):
    """Two signatures fit one body: a signature does not tell one message from another."""
    signature = key.sign(BODY)
    r, s = decode_dss_signature(base64.b64decode(signature))
    twin = text(encode_dss_signature(r, ORDER_OF_P256 - s))
    assert twin != signature
    assert is_signed(BODY, signature, key.public())
    assert is_signed(BODY, twin, key.public())


@pytest.mark.parametrize(
    "public, sign",
    [
        (
            (curve := ec.generate_private_key(ec.SECP384R1())).public_key(),
            lambda body: curve.sign(body, ec.ECDSA(hashes.SHA256())),
        ),
        (
            (koblitz := ec.generate_private_key(ec.SECP256K1())).public_key(),
            lambda body: koblitz.sign(body, ec.ECDSA(hashes.SHA256())),
        ),
        ((edwards := ed25519.Ed25519PrivateKey.generate()).public_key(), edwards.sign),
        (rsa.generate_private_key(65537, 2048).public_key(), lambda body: b""),
    ],
    ids=["P-384", "secp256k1", "Ed25519", "RSA"],
)
def test_key_of_another_kind_is_refused(public, sign):
    assert not is_signed(BODY, text(sign(BODY)), encoded(public))


def test_another_digest_is_refused():
    private = ec.generate_private_key(ec.SECP256R1())
    signature = text(private.sign(BODY, ec.ECDSA(hashes.SHA512())))
    assert not is_signed(BODY, signature, encoded(private.public_key()))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: "",
        lambda key: "не ключ",
        lambda key: '"not a key"',
        lambda key: base64.b64decode(key).decode(),  # the PEM itself
        lambda key: key[:60],
        lambda key: key + "!",
        lambda key: f" {key}",
        lambda key: text(b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"),
        lambda key: text(b"\0" * 91),
    ],
)
def test_nonsense_for_a_key_signs_nothing(key, spoil):
    assert not is_signed(BODY, key.sign(BODY), spoil(key.public()))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: f" {one}",
        lambda one: f"{one}\n",
        lambda one: f"{one[:20]} {one[20:]}",
        lambda one: one.rstrip("=") + "\0",
        lambda one: one + one,
        lambda one: "підпис",
        lambda one: "\ud800",
        lambda one: text(base64.b64decode(one) + b"\0"),
        lambda one: text(base64.b64decode(one)[:-1]),
        lambda one: text(b"\x30\x81" + base64.b64decode(one)[1:]),  # a longer form of its length
        lambda one: text(encode_dss_signature(0, 0)),
        lambda one: text(encode_dss_signature(ORDER_OF_P256, ORDER_OF_P256)),
        lambda one: text(encode_dss_signature(1 << 4000, 1)),
        lambda one: text(b"\x30\x06\x02\x01\xff\x02\x01\xff"),  # below nought
    ],
)
def test_signature_that_is_not_written_strictly_is_refused(key, spoil):
    assert not is_signed(BODY, spoil(key.sign(BODY)), key.public())


@given(body=st.binary(max_size=80), other=st.binary(max_size=80), junk=st.binary(max_size=80))
def test_only_the_signed_bytes_are_signed(key, body, other, junk):
    signature = key.sign(body)
    assert is_signed(body, signature, key.public())
    assert is_signed(other, signature, key.public()) is (other == body)
    assert not is_signed(body, text(junk), key.public())
