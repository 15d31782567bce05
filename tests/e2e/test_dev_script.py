"""bin/dev starts everything, survives kill -9 of any part, and stops what it started."""

import http.client
import os
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import psutil
import psycopg
import pytest

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 60
SECOND_START_SECONDS = 15  # under 5 on an idle machine; here the suite's own server competes
OWN = ("DATABASE_URL", "DATABASE_POOL", "SITE_URL", "SANDBOX_URL", "ANTHROPIC_API_KEY")

pytestmark = pytest.mark.e2e


def free_ports():
    """A port whose next one is free too."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            try:
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def until(is_true, seconds):
    """Wait for a condition, and say how long it took."""
    start = time.monotonic()
    pause = threading.Event()
    while not is_true():
        assert time.monotonic() - start < seconds, "waited in vain"
        pause.wait(0.1)
    return time.monotonic() - start


def answers(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def parts(dev):
    """Every process that works for this data folder or on these ports."""
    marks = (str(dev.data), f"127.0.0.1:{dev.port}", f"--port {dev.port}", f"--port {dev.port + 1}")
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = " ".join(process.info["cmdline"] or [])
        if any(mark in line for mark in marks):
            found.append(process)
    return found


@pytest.fixture
def dev():
    data = Path("/tmp") / f"trackr-dev-{os.getpid()}"  # noqa: S108  a short path for the socket
    port = free_ports()
    environ = {name: value for name, value in os.environ.items() if name not in OWN}

    def start():
        return subprocess.Popen(
            ["bin/dev", "--port", str(port), "--data", str(data)],
            cwd=ROOT,
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    start.data, start.port = data, port
    yield start
    for process in parts(start):
        process.kill()
    subprocess.run(["rm", "-rf", str(data)], check=True)


def people(data):
    host = data / "postgres-16"
    with psycopg.connect(f"postgresql://postgres@/postgres?host={host}") as connection:
        return connection.execute("SELECT email FROM accounts_user").fetchall()


def test_dev_serves_survives_kills_and_stops_what_it_started(dev):
    first = dev()
    until(lambda: answers(dev.port) and answers(dev.port + 1), START_SECONDS)
    assert people(dev.data) == [("demo@trackr.help",)]

    for process in [*parts(dev), psutil.Process(first.pid)]:
        process.kill()
    first.wait()
    assert not answers(dev.port)

    again = dev()
    until(lambda: answers(dev.port) and answers(dev.port + 1), SECOND_START_SECONDS)
    assert people(dev.data) == [("demo@trackr.help",)]

    again.send_signal(signal.SIGINT)
    again.wait(timeout=20)
    until(lambda: not parts(dev), 10)
    assert not answers(dev.port)
    assert not answers(dev.port + 1)
