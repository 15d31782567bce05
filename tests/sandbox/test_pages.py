import pytest
from lxml import html as markup

from tests.sandbox import web

HOSTILE = "<script>alert(1)</script>"


def get(sandbox, path):
    return web.get(f"{sandbox.url}{path}")


def send(sandbox, **over):
    mail = {"from": "a@trackr.help", "to": ["b@example.com"], "subject": "S", "text": "T"} | over
    headers = {"Authorization": "Bearer re_sandbox"}
    return web.post(f"{sandbox.url}/resend/emails", json=mail, headers=headers).json()["id"]


def test_home_names_every_service_and_fault(sandbox):
    page = markup.fromstring(get(sandbox, "/").content)

    services = set(page.xpath("//input[@name='service']/@value"))
    assert services == {"anthropic", "resend", "jobs", "boards", "monobank"}
    assert "mid_stream_error" in page.xpath("//option/text()")


def test_home_shows_waiting_faults(sandbox):
    sandbox.fault("anthropic", "overloaded", times=2)
    sandbox.fault("resend", "slow", times=0)

    text = get(sandbox, "/").text

    assert "anthropic: overloaded, 2 more" in text
    assert "resend: slow, until reset" in text


def test_mail_is_read_as_text_and_in_a_shut_frame(sandbox):
    mail_id = send(sandbox, text="Your code: 123456", html="<p>Code <b>123456</b></p>")

    listed = markup.fromstring(get(sandbox, "/mail").content)
    page = markup.fromstring(get(sandbox, f"/mail/{mail_id}").content)

    assert f"/mail/{mail_id}" in listed.xpath("//a/@href")
    assert "Your code: 123456" in page.xpath("//pre/text()")
    (frame,) = page.xpath("//iframe")
    assert frame.get("sandbox") == ""
    assert frame.get("srcdoc") == "<p>Code <b>123456</b></p>"


@pytest.mark.parametrize("path", ["/", "/mail", "/requests", "/mail/{id}"])
def test_hostile_mail_is_shown_as_text(sandbox, path):
    over = {"subject": HOSTILE, "text": HOSTILE, "html": f'"{HOSTILE}', "headers": {"X-A": HOSTILE}}
    mail_id = send(sandbox, **over, tags=[{"name": HOSTILE, "value": HOSTILE}])

    answer = get(sandbox, path.format(id=mail_id))

    page = markup.fromstring(answer.content)
    assert not page.xpath("//script")
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_hostile_request_path_is_shown_as_text(sandbox):
    get(sandbox, f"/jobs/{HOSTILE}")

    page = markup.fromstring(get(sandbox, "/requests").content)

    assert not page.xpath("//script")
    assert any(HOSTILE in text for text in page.xpath("//code/text()"))


@pytest.mark.parametrize("path", ["/nope", "/mail/nope", "/mail/a/b", "/_control/nope"])
def test_unknown_page_is_not_found(sandbox, path):
    assert get(sandbox, path).status_code == 404
