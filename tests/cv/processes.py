"""Many threads at once, tabs that close, processes that die."""

import os
import resource
import socket
import struct
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.db import connection, transaction

from tests.conftest import signed_in

ROOT = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 60  # on a busy machine; a second on an idle one
AT_ONCE = 16
TOKEN = "a" * 32  # against forged requests: the cookie and the header have to be the same


def at_once(deed, count=AT_ONCE):
    """Whatever each of the threads gives back."""
    gate, results = threading.Barrier(count), []

    def run(number):
        gate.wait()
        try:
            results.append(deed(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def until(is_true):
    began, pause = time.monotonic(), threading.Event()
    while not (found := is_true()):
        assert time.monotonic() - began < PATIENCE_SECONDS, "waited in vain"
        pause.wait(0.02)
    return found


class Tab:
    """A browser's request on a bare socket."""

    def __init__(self, live_server, user, method, path):
        url = urlsplit(live_server.url)
        session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME]
        cookies = f"{session.key}={session.value}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        self._socket = socket.create_connection((url.hostname, url.port), PATIENCE_SECONDS)
        self._socket.sendall(
            f"{method} {path} HTTP/1.1\r\nHost: {url.netloc}\r\nCookie: {cookies}\r\n"
            f"Accept: text/event-stream\r\nX-CSRFToken: {TOKEN}\r\nContent-Length: 0\r\n"
            f"Origin: {live_server.url}\r\n\r\n".encode()
        )

    def read_until(self, end):
        read = b""
        while end not in read:
            read += self._socket.recv(65_536)
        return read

    def close(self):
        """Gone at once, as after a pulled cable: the server's next write fails."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()


def database_url():
    """Of the database that this test writes to."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return parts._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@contextmanager
def killed(script, *arguments, sandbox):
    """A process of the product's own that does this, and is killed at the end of the block."""
    environ = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "trackr.settings",
        "ANTHROPIC_API_KEY": "sk-sandbox",
        "ANTHROPIC_BASE_URL": f"{sandbox.url}/anthropic",
    }
    command = [sys.executable, "-c", f"import sys, django\ndjango.setup()\n{script}", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE) as process:
        yield process
        process.kill()
    assert process.returncode == -9


def is_running(pid):
    """A process that ended and that nobody has waited for has no command line."""
    return bool(_command(pid))


def _command(pid):
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


class Server:
    """The product as a process of its own, and browsers."""

    def __init__(self, pid, site, threads):
        self._pid, self._site, self._threads = pid, site, threads

    def visit(self, user, path):
        return requests.get(self._site + path, cookies=self._cookies(user), timeout=30)

    def later(self, user, path, files):
        """The answer to an upload, once it is there."""
        headers = {"X-CSRFToken": TOKEN, "Origin": self._site}
        cookies = self._cookies(user)
        send = partial(requests.post, headers=headers, cookies=cookies, files=files, timeout=60)
        return self._threads.submit(send, self._site + path)

    def readers(self):
        """The processes that read files for it."""
        found = []
        with suppress(OSError):  # a process or a thread that ended meanwhile
            for task in Path(f"/proc/{self._pid}/task").glob("*/children"):
                started = task.read_text().split()
                found += [one for one in started if b"reader" in _command(one)]
        return found

    def megabytes(self):
        pages = int(Path(f"/proc/{self._pid}/statm").read_text().split()[1])
        return pages * resource.getpagesize() >> 20

    def _cookies(self, user):
        session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME]
        return {session.key: session.value, settings.CSRF_COOKIE_NAME: TOKEN}


@contextmanager
def running_server():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = ["manage.py", "runserver", "--noreload", "--skip-checks", address]
    environ = os.environ | {
        "DATABASE_URL": database_url(), "DATABASE_POOL": "1", "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "trackr.settings",
    }  # fmt: skip
    with (
        ThreadPoolExecutor() as threads,
        subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=environ,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        ) as process,
    ):  # fmt: skip
        try:
            assert any("Quit the server" in line for line in process.stdout)
            yield Server(process.pid, f"http://{address}", threads)
        finally:
            process.kill()
            process.communicate()


def held_up(row, *deeds):
    """Each deed in a thread of its own, begun while `row` is locked and once the deeds before it
    wait; then `row` is let go. What they raised."""
    raised = []

    def do(deed):
        try:
            deed()
        except Exception as problem:
            raised.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[deed]) for deed in deeds]
    with transaction.atomic():
        list(type(row).objects.select_for_update().filter(pk=row.pk))
        for number, thread in enumerate(threads, 1):
            thread.start()
            until(partial(_is_waiting, number))
    for thread in threads:
        thread.join()
    return raised


def _is_waiting(count):
    """So many sessions of this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees but the first
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] >= count
