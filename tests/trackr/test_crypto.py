import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from trackr import crypto

OLD, NEW, FOREIGN = (Fernet.generate_key().decode() for _ in range(3))


@given(st.text())
def test_text_comes_back_whole(text):
    assert crypto.decrypt(crypto.encrypt(text)) == text


def test_text_can_not_be_read_without_the_key():
    assert "secret" not in crypto.encrypt("secret")


def test_same_text_is_encrypted_differently_each_time():
    assert crypto.encrypt("secret") != crypto.encrypt("secret")


def test_first_key_encrypts(settings):
    settings.FIELD_KEYS = [NEW, OLD]
    token = crypto.encrypt("secret")
    settings.FIELD_KEYS = [NEW]
    assert crypto.decrypt(token) == "secret"


def test_every_key_of_the_ring_decrypts(settings):
    settings.FIELD_KEYS = [OLD]
    token = crypto.encrypt("secret")
    settings.FIELD_KEYS = [NEW, OLD]
    assert crypto.decrypt(token) == "secret"


def test_key_that_left_the_ring_is_undecryptable(settings):
    settings.FIELD_KEYS = [OLD]
    token = crypto.encrypt("secret")
    settings.FIELD_KEYS = [NEW, FOREIGN]
    with pytest.raises(crypto.Undecryptable) as refusal:
        crypto.decrypt(token)
    assert refusal.value.__suppress_context__


@pytest.mark.parametrize("token", ["", "junk", "gAAAAA", "й", "\x00"])
def test_junk_is_undecryptable(token):
    with pytest.raises(crypto.Undecryptable):
        crypto.decrypt(token)


def test_changed_token_is_undecryptable():
    token = crypto.encrypt("secret")
    middle = len(token) // 2
    changed = token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]
    with pytest.raises(crypto.Undecryptable):
        crypto.decrypt(changed)


def test_empty_ring_says_what_is_missing(settings):
    settings.FIELD_KEYS = []
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS"):
        crypto.encrypt("secret")
