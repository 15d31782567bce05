import re
from pathlib import Path

import pytest

from trackr import checks, context_processors


@pytest.fixture(autouse=True)
def _production(settings, monkeypatch):
    """Settings as production has them."""
    monkeypatch.delenv("OAUTHLIB_INSECURE_TRANSPORT", raising=False)
    for name in checks.PROVIDER_URLS:
        setattr(settings, name, "https://api.example.com")
    settings.SANDBOX_URL = ""
    for name in checks.SECRETS:
        setattr(settings, name, "x" * 16)


def found(check):
    return [(message.id, message.msg) for message in check(None)]


def test_nothing_is_found_in_production():
    assert found(checks.providers_speak_tls) == []
    assert found(checks.secrets_are_set) == []


@pytest.mark.parametrize("name", checks.PROVIDER_URLS)
def test_provider_without_tls_is_found(settings, name):
    setattr(settings, name, "http://api.example.com")
    assert found(checks.providers_speak_tls) == [("trackr.E001", f"{name} is not https.")]


@pytest.mark.parametrize("value", ["1", "0", ""])
def test_insecure_oauth_is_found_whatever_its_value(monkeypatch, value):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", value)
    assert [code for code, _ in found(checks.providers_speak_tls)] == ["trackr.E002"]


def test_sandbox_is_found(settings):
    settings.SANDBOX_URL = "https://sandbox.example.com"
    assert [code for code, _ in found(checks.providers_speak_tls)] == ["trackr.E003"]


@pytest.mark.parametrize("name", checks.SECRETS)
def test_missing_secret_is_found(settings, name):
    setattr(settings, name, "")
    assert found(checks.secrets_are_set) == [("trackr.E004", f"{name} is not set.")]


@pytest.mark.parametrize(("length", "codes"), [(15, ["trackr.E005"]), (16, [])])
def test_short_cron_secret_is_found(settings, length, codes):
    settings.CRON_SECRET = "x" * length
    assert [code for code, _ in found(checks.secrets_are_set)] == codes


def test_every_address_of_a_service_is_in_the_table():
    source = Path(checks.__file__).with_name("settings.py").read_text()
    read = set(re.findall(r'env\.url\(\s*"([A-Z_]+)"', source))
    assert read - {"SITE_URL", "SANDBOX_URL"} == set(checks.PROVIDER_URLS)


@pytest.mark.parametrize("name, service", checks.PROVIDER_URLS.items())
def test_service_in_the_sandbox_is_named(settings, name, service):
    settings.SANDBOX_URL = "http://127.0.0.1:8001"
    setattr(settings, name, "http://127.0.0.1:8001/somewhere")
    assert context_processors.sandbox_services() == [service]


def test_service_with_several_addresses_is_named_once(settings):
    settings.SANDBOX_URL = "http://127.0.0.1:8001"
    for name in checks.PROVIDER_URLS:
        setattr(settings, name, "http://127.0.0.1:8001/somewhere")
    services = context_processors.sandbox_services()
    assert services == ["Claude", "Resend", "Monobank", "Google", "PostHog"]


def test_without_a_sandbox_none_is_named():
    assert context_processors.sandbox_services() == []
