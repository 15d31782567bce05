"""bin/dev starts everything, survives kill -9 of any part, and stops what it started."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from trackr.database import DEFAULT_VERSION

ROOT = Path(__file__).parent.parent.parent
POSTGRES = f"postgres-{os.environ.get('PGSERVER_POSTGRES_VERSION', DEFAULT_VERSION)}"
START_SECONDS = 60
SECOND_START_SECONDS = 30  # under 5 on an idle machine; here the suite's own server competes
OWN = ("DATABASE_URL", "DATABASE_POOL", "SITE_URL", "SANDBOX_URL", "ANTHROPIC_API_KEY")
PROXY = {"HTTP_PROXY": "http://127.0.0.1:9", "NO_PROXY": "one.test", "no_proxy": "two.test"}
PARTS = ("dev", "server", "sandbox", "sweep")

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
    """Wait for a condition."""
    start = time.monotonic()
    pause = threading.Event()
    while not is_true():
        assert time.monotonic() - start < seconds, "waited in vain"
        pause.wait(0.1)


def answers(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Dev:
    """bin/dev on ports and a data folder of its own."""

    def __init__(self, data, port):
        self.data, self.port = data, port
        self.shell = None

    def start(self):
        """Start it once more, and wait until a server that is not the one before answers."""
        before = None if self.shell is None else self.part("server")
        old = self.shell
        environ = {name: value for name, value in os.environ.items() if name not in OWN}
        self.shell = subprocess.Popen(
            ["bin/dev", "--port", str(self.port), "--data", str(self.data)],
            cwd=ROOT,
            env=environ | PROXY,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(lambda: self.serves_anew(before), SECOND_START_SECONDS if old else START_SECONDS)
        if old:
            old.wait(timeout=5)

    def serves_anew(self, before):
        return self.part("server") not in (None, before) and self.serves()

    def serves(self):
        return answers(self.port) and answers(self.port + 1)

    def file(self, name):
        return self.data / (f"{POSTGRES}/postmaster.pid" if name == "postmaster" else f"{name}.pid")

    def part(self, name):
        """The process that a pid file names."""
        try:
            return psutil.Process(int(self.file(name).read_text().split()[0]))
        except (FileNotFoundError, IndexError, psutil.NoSuchProcess):
            return None

    def processes(self):
        """Whatever works for this data folder or on these ports."""
        marks = (str(self.data), f":{self.port}", f"--port {self.port + 1}")
        found = []
        for process in psutil.process_iter(["cmdline", "environ"]):
            line = " ".join(process.info["cmdline"] or [])
            database = (process.info["environ"] or {}).get("DATABASE_URL", "")
            if any(mark in line for mark in marks) or str(self.data) in database:
                found.append(process)
        return found

    def people(self):
        host = self.data / POSTGRES
        with psycopg.connect(f"postgresql://postgres@/postgres?host={host}") as connection:
            return connection.execute("SELECT email FROM accounts_user").fetchall()


@pytest.fixture(scope="module")
def running():
    dev = Dev(Path("/tmp") / f"trackr-dev-{os.getpid()}", free_ports())  # noqa: S108  short
    yield dev
    for process in dev.processes():
        process.kill()
    if dev.shell:
        dev.shell.wait()
    shutil.rmtree(dev.data, ignore_errors=True)


@pytest.fixture
def dev(running):
    """One that serves, whichever test comes first."""
    if running.shell is None:
        running.start()
    return running


def test_dev_serves_with_sample_data(dev):
    assert dev.serves()
    assert dev.people() == [("demo@trackr.help",)]


def test_dev_reaches_the_sandbox_past_a_proxy(dev):
    environ = dev.part("server").environ()
    assert environ["HTTP_PROXY"] == PROXY["HTTP_PROXY"]
    for name in ("NO_PROXY", "no_proxy"):
        assert environ[name].split(",") == ["127.0.0.1", "localhost", "one.test", "two.test"]


def test_dev_sweeps(dev):
    until(lambda: "allowance: " in (dev.data / "sweep.log").read_text(), 10)


@pytest.mark.parametrize("name", ["server", "sandbox", "postmaster", "dev"])
def test_dev_starts_again_after_the_loss_of(dev, name):
    before = dev.processes()
    dev.part(name).kill()
    dev.start()
    # PostgreSQL may go on; all else is new, and nothing of the old is left beside it.
    left = [process for process in before if process.is_running()]
    assert all(process.name() == "postgres" for process in left)
    assert dev.people() == [("demo@trackr.help",)]


def test_dev_starts_again_after_the_loss_of_everything_and_kills_no_stranger(dev):
    """A pid file may name a number that another program has by now."""
    for process in dev.processes():
        process.kill()
    dev.shell.wait()
    with subprocess.Popen(["sleep", "600"]) as stranger:
        for name in PARTS:
            dev.file(name).write_text(f"{stranger.pid}\n")
        dev.start()
        survived = stranger.poll() is None
        stranger.kill()
    assert survived
    assert dev.people() == [("demo@trackr.help",)]


def test_ctrl_c_stops_everything(dev):
    dev.shell.send_signal(signal.SIGINT)
    dev.shell.wait(timeout=20)
    until(lambda: not dev.processes(), 10)
    assert not answers(dev.port)
    assert not answers(dev.port + 1)
    assert not any(dev.file(name).exists() for name in PARTS)
