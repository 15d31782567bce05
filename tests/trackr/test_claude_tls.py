"""Claude over TLS, as in production: what is parted while it is waited for comes together again."""

import time
import uuid
from urllib.parse import urlsplit

import pytest

from tests.trackr.test_claude import ask, question
from tests.trackr.tls import tls_front
from trackr import claude
from trackr.claude import sdk


@pytest.fixture
def over_tls(sandbox, settings, monkeypatch, tmp_path):
    with tls_front(urlsplit(sandbox.url).port, tmp_path) as (port, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        settings.ANTHROPIC_BASE_URL = f"https://127.0.0.1:{port}/anthropic"
        settings.ANTHROPIC_API_KEY = f"sk-{uuid.uuid4()}"  # a client of its own, which is closed
        yield sandbox
        sdk.client().close()


def streamed(is_wanted=None):
    with claude.stream(question(), is_wanted) as pieces:
        return "".join(pieces)


def test_answer_comes_over_tls(over_tls):
    assert ask().usage.input_tokens > 0


def test_stream_with_pauses_is_whole(over_tls, monkeypatch):
    whole = streamed()
    monkeypatch.setattr("trackr.claude.patience.LOOK_SECONDS", 0.02)
    monkeypatch.setattr(over_tls.world, "pace", 0.05)
    looks = []
    assert streamed(lambda: not looks.append(1)) == whole
    assert len(looks) > 5  # it was looked between the parts of records


def test_stop_is_heard_in_a_silence(over_tls):
    over_tls.fault("anthropic", "silence", at="within", seconds=20)
    began = time.monotonic()
    assert streamed(lambda: time.monotonic() - began < 0.5) != ""
    assert time.monotonic() - began < 4


def test_deadline_holds_in_a_silence(over_tls, settings):
    settings.CLAUDE_TIMEOUT_SECONDS = 1.0
    over_tls.fault("anthropic", "silence", at="before", seconds=20)
    began = time.monotonic()
    with pytest.raises(claude.ClaudeBusy):
        streamed()
    assert time.monotonic() - began < 5


def test_certificate_that_nobody_vouches_for_is_refused(over_tls, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(claude.ClaudeBusy):
        streamed()
    assert over_tls.requests("anthropic") == []
