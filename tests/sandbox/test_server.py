import os
import signal
import socket
import subprocess
import sys
import time

import pytest
import requests

from sandbox.server import Sandbox
from sandbox.world import UnknownFault, World
from tests.sandbox import web


def mail(**over):
    return {"from": "a@trackr.help", "to": ["b@example.com"], "subject": "S", "text": "T"} | over


def send(sandbox, **over):
    headers = {"Authorization": "Bearer re_sandbox"}
    return web.post(f"{sandbox.url}/resend/emails", json=mail(**over), headers=headers)


def test_request_is_recorded_as_it_arrived(sandbox):
    send(sandbox, subject="Привіт")
    web.get(f"{sandbox.url}/jobs/?shape=a%20b")

    first, second = sandbox.requests()

    assert (first.service, first.method, first.path) == ("resend", "POST", "/resend/emails")
    assert first.headers["authorization"] == "Bearer re_sandbox"
    assert first.json()["subject"] == "Привіт"
    assert (second.path, second.query, second.body) == ("/jobs/", {"shape": "a b"}, b"")
    assert sandbox.requests("jobs") == [second]


def test_reset_forgets_requests_mails_faults(sandbox):
    send(sandbox)
    sandbox.fault("resend", "server_error", times=0)

    sandbox.reset()

    assert (sandbox.requests(), sandbox.mails()) == ([], [])
    assert send(sandbox).status_code == 200


def test_fault_strikes_as_often_as_asked_then_ends(sandbox):
    sandbox.fault("resend", "server_error", times=2)

    assert [send(sandbox).status_code for _ in range(3)] == [500, 500, 200]


def test_fault_until_reset_keeps_striking(sandbox):
    sandbox.fault("resend", "server_error", times=0)

    assert {send(sandbox).status_code for _ in range(3)} == {500}


def test_faults_wait_in_line(sandbox):
    sandbox.fault("resend", "server_error")
    sandbox.fault("resend", "rate_limited")

    assert [send(sandbox).status_code for _ in range(3)] == [500, 429, 200]


def test_unknown_fault_is_told_at_once(sandbox):
    with pytest.raises(UnknownFault):
        sandbox.fault("resend", "earthquake")


def test_fault_is_set_over_http_with_its_options(sandbox):
    order = {"service": "resend", "name": "rate_limited", "retry_after": 7}

    answer = web.post(f"{sandbox.url}/_control/fault", json=order)

    assert answer.json() == {"ok": True}
    assert send(sandbox).headers["retry-after"] == "7"


def test_fault_form_leads_back_to_the_page(sandbox):
    order = {"service": "resend", "name": "server_error", "times": "1"}

    answer = web.post(f"{sandbox.url}/_control/fault", data=order, allow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert send(sandbox).status_code == 500


@pytest.mark.parametrize(
    "order", [{"service": "resend", "name": "nope"}, {"service": "x"}, {}, [], {"times": "many"}]
)
def test_nonsense_order_is_refused(sandbox, order):
    answer = web.post(f"{sandbox.url}/_control/fault", json=order)

    assert answer.status_code == 400


def test_control_tells_requests_and_mails(sandbox):
    send(sandbox)

    told = web.get(f"{sandbox.url}/_control/requests?service=resend").json()
    mails = web.get(f"{sandbox.url}/_control/mails").json()

    assert [request["path"] for request in told] == ["/resend/emails"]
    assert mails == sandbox.mails()


def connected(sandbox, request):
    host, port = sandbox.url.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), timeout=10)
    connection.sendall(request)
    return connection


def test_many_small_answers_and_pieces_are_fast(sandbox):
    """With delayed ACKs each kept-alive answer and each streamed piece would take 40 ms."""
    asked = {"model": "claude-x", "max_tokens": 500, "stream": True}
    asked["messages"] = [{"role": "user", "content": "Hi"}]
    headers = {"Authorization": "Bearer sk-x", "anthropic-version": "1"}
    began = time.perf_counter()
    with requests.Session() as session:
        for _ in range(20):
            answer = session.post(
                f"{sandbox.url}/anthropic/v1/messages", json=asked, headers=headers, timeout=10
            )
    spent = time.perf_counter() - began

    assert answer.text.count("content_block_delta") > 10
    assert spent < 20 * 0.04


def test_stop_frees_the_port():
    first = Sandbox().start()
    port = int(first.url.rpartition(":")[2])
    first.stop()

    second = Sandbox(port).start()
    answer = web.get(f"{second.url}/jobs/")
    second.stop()

    assert answer.status_code == 200


def test_closed_world_waits_for_nothing():
    world = World()
    began = time.perf_counter()

    world.close()
    world.wait(0.5)

    assert time.perf_counter() - began < 0.4


def test_stop_ends_slow_answers_and_kept_connections():
    sandbox = Sandbox().start()
    sandbox.fault("jobs", "slow", seconds=60)
    slow = connected(sandbox, b"GET /jobs/ HTTP/1.1\r\nHost: x\r\n\r\n")
    idle = connected(sandbox, b"GET /_control/mails HTTP/1.1\r\nHost: x\r\n\r\n")
    assert idle.recv(65_536)

    sandbox.stop()

    with slow, idle:
        while slow.recv(65_536):  # the answer, if it was still sent, then the end
            pass
        assert idle.recv(1) == b""


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_process_prints_its_address_and_ends_cleanly(ending):
    command = [sys.executable, "-W", "error", "-m", "sandbox", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        url = process.stdout.readline().decode().strip()
        answer = web.get(f"{url}/jobs/")
        os.kill(process.pid, ending)
        _, complaints = process.communicate(timeout=10)

    assert answer.status_code == 200
    assert (process.returncode, complaints) == (0, b"")


def test_sandbox_imports_nothing_of_ours_nor_any_package_but_for_signing():
    code = (
        "import sys; before = set(sys.modules); import sandbox.server, sandbox.__main__;"
        "print(*{name.partition('.')[0] for name in set(sys.modules) - before})"
    )

    loaded = set(subprocess.check_output([sys.executable, "-c", code], text=True).split())

    signing = {"cryptography", "_cffi_backend", "_openssl", "bcrypt"}  # what cryptography loads
    assert loaded - set(sys.stdlib_module_names) - signing == {"sandbox"}
