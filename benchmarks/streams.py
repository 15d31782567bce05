"""Answers of the coach to many people at once, beside the same answers straight from upstream.

`python -m benchmarks.streams 50k` after `python -m benchmarks.seed 50k --server …`. Upstream is the
sandbox in a process of its own: a token every 50 ms to each. The product runs under gunicorn with
threads and few heaps. A stream begins every 200 ms on either side, and all run beside each other
then; each counts the time to its first piece of text. The direct call goes through the same SDK,
with nothing of ours around it.
"""

import argparse
import contextlib
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from benchmarks import noise, seed
from benchmarks.calls import CSRF_COOKIE, SESSION_COOKIE, SITE, TOKEN
from trackr import claude

PROJECT = Path(__file__).resolve().parent.parent
STREAMS, SECONDS = 100, 60
TOKENS_PER_SECOND, CHARACTERS_PER_TOKEN = 20, 4
APART = 0.2  # seconds from one beginning to the next
WORKERS, THREADS = 2, 64
P50_MS, P95_MS, KB_PER_STREAM = 15, 50, 150
DIRECT_SECONDS = 25
PATIENCE = 60
WARM = 16  # streams before: each worker has imported what it needs


@dataclass
class Seen:
    """What one client saw of its stream."""

    first_ms: float = 0.0
    is_whole: bool = False
    gaps_ms: list[float] = field(default_factory=list)

    def heard(self, began: float, last: float) -> float:
        """A piece of text is here; gives the moment back, the `last` of the next one."""
        now = time.perf_counter()
        if self.first_ms:
            self.gaps_ms.append((now - last) * 1000)
        else:
            self.first_ms = (now - began) * 1000
        return now


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.streams")
    parser.add_argument("size", choices=seed.PEOPLE)
    parser.add_argument("--streams", type=int, default=STREAMS)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    chosen = parser.parse_args()
    seeded = seed.start(chosen.size)
    people = seeded.strangers[: chosen.streams]
    with _upstream() as upstream, _gunicorn(seeded.url, upstream) as (server, address):
        _begin_long_answers(upstream, DIRECT_SECONDS)
        settings.ANTHROPIC_API_KEY = "sk-bench"
        settings.ANTHROPIC_BASE_URL = f"{upstream}/anthropic"
        _direct(0)  # imports the SDK
        direct = _all_at_once(len(people), _direct)
        _begin_long_answers(upstream, 1)
        _follow_all(address, seeded.sessions, people[:WARM])
        _begin_long_answers(upstream, chosen.seconds)
        idle = _memory(server)
        held: list[tuple[int, int]] = []
        watch = threading.Timer(
            len(people) * APART + chosen.seconds / 2,
            lambda: held.append((_memory(server), _busy_connections(seeded.url))),
        )
        watch.start()
        ours = _follow_all(address, seeded.sessions, people)
        watch.join()
    kept = _kept_while_streaming(seeded, people[:WARM])
    told = _told(chosen.streams, chosen.seconds, direct, ours, idle, (*held[0], kept))
    print(json.dumps(told, indent=2))


def _kept_while_streaming(seeded: seed.Seeded, people: list[int]) -> int:
    """Connections that streams hold without using them. In a pool they look like those that wait
    there for anybody, so here is none: whatever stays open for some seconds is held."""
    seconds, seen = 10, []
    with _upstream() as upstream, _gunicorn(seeded.url, upstream, pool="0") as (_, address):
        _begin_long_answers(upstream, 1)
        _follow_all(address, seeded.sessions, people)  # each worker has imported what it needs
        _begin_long_answers(upstream, seconds)

        def look() -> None:
            time.sleep(len(people) * APART + 1)
            for _ in range(3):
                seen.append(_connections(seeded.url))
                time.sleep(1.5)

        watch = threading.Thread(target=look)
        watch.start()
        _follow_all(address, seeded.sessions, people)
        watch.join()
    return len(set.intersection(*(set(one) for one in seen)))


def _told(
    streams: int,
    seconds: int,
    direct: list[Seen],
    ours: list[Seen],
    idle: int,
    held: tuple[int, int, int],
) -> dict[str, Any]:
    ratio = {
        name: round(_percentile(ours, share) - _percentile(direct, share), 1)
        for name, share in (("p50_ms", 0.5), ("p95_ms", 0.95))
    }
    per_stream = (held[0] - idle) / streams
    whole = sum(one.is_whole for one in ours)
    gaps = sorted(gap for one in ours for gap in one.gaps_ms)
    return {
        "streams": streams,
        "seconds": seconds,
        "complete": whole,
        "first_piece_direct_ms": [_percentile(direct, 0.5), _percentile(direct, 0.95)],
        "first_piece_ours_ms": [_percentile(ours, 0.5), _percentile(ours, 0.95)],
        "overhead": ratio,
        "gap_p95_ms": round(gaps[int(len(gaps) * 0.95)], 1) if gaps else None,
        "kb_per_stream": round(per_stream, 1),
        "busy_connections": held[1],
        "kept_connections": held[2],
        "reached": {
            "complete": whole == streams,
            "overhead": ratio["p50_ms"] <= P50_MS and ratio["p95_ms"] <= P95_MS,
            "memory": per_stream <= KB_PER_STREAM,
            "connections": held[1] == held[2] == 0,
        },
        "conditions": noise.conditions(),
    }


def _percentile(seen: list[Seen], share: float) -> float:
    times = sorted(one.first_ms for one in seen)
    return round(statistics.quantiles(times, n=100)[int(share * 100) - 1], 1)


def _all_at_once(count: int, deed: Callable[[int], Seen]) -> list[Seen]:
    found: list[Seen] = [Seen() for _ in range(count)]

    def run(number: int) -> None:
        time.sleep(number * APART)
        found[number] = deed(number)

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _direct(number: int) -> Seen:
    """The call as the product makes it, through the SDK, with nothing around it."""
    question = claude.Question(
        "claude-sonnet-5-5", "Be short.", f"Question {number}", 6000, "bench"
    )
    seen, last, began = Seen(), 0.0, time.perf_counter()
    with claude.stream(question) as pieces:
        for _piece in pieces:
            last = seen.heard(began, last)
    seen.is_whole = True
    return seen


def _followed(address: str, session: str, turn: str) -> Seen:
    connection = http.client.HTTPConnection(address, timeout=PATIENCE)
    began = time.perf_counter()
    connection.request("GET", f"/coach/turns/{turn}/events/", headers=_headers(session))
    return _read(connection, began, b"event: piece", b"event: over")


def _headers(session: str) -> dict[str, str]:
    return {
        "Host": urlsplit(SITE).netloc,
        "X-Forwarded-Proto": "https",
        "Accept": "text/event-stream",
        "Cookie": f"{SESSION_COOKIE}={session}; {CSRF_COOKIE}={TOKEN}",
    }


def _read(connection: http.client.HTTPConnection, began: float, piece: bytes, end: bytes) -> Seen:
    seen, last = Seen(), 0.0
    response = connection.getresponse()
    for line in response:
        if piece in line:
            last = seen.heard(began, last)
        elif end in line:
            seen.is_whole = True
    connection.close()
    return seen


def _turns(people: list[int]) -> dict[int, str]:
    """A reserved message of each person, waiting for its page."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415  not before Django is set up
    from django.db import connections  # noqa: PLC0415

    from billing import allowance  # noqa: PLC0415
    from billing.models import AiCall, AllowanceUse  # noqa: PLC0415
    from coaching.chat import reply  # noqa: PLC0415
    from coaching.chat.sent import sent  # noqa: PLC0415
    from coaching.models import Conversation  # noqa: PLC0415

    AiCall.objects.all().delete()
    AllowanceUse.objects.all().delete()
    found = {}
    for user in get_user_model().objects.filter(pk__in=people):
        allowance.agree(user, reply.FEATURE)
        talk = Conversation.objects.create(user=user, title="Bench")
        talk.applications.set(user.applications.order_by("pk")[:5])
        turn = reply.start(user, talk, "What first?", sent(user, talk, "What first?").digest)
        found[user.pk] = str(turn.public_id)
    connections.close_all()
    # What is open from here on is the product's.
    connections["default"].close_pool()  # type: ignore[attr-defined]
    return found


def _follow_all(address: str, sessions: dict[str, str], people: list[int]) -> list[Seen]:
    turns = _turns(people)

    def follow(number: int) -> Seen:
        person = people[number]
        return _followed(address, sessions[str(person)], turns[person])

    return _all_at_once(len(people), follow)


@contextlib.contextmanager
def _upstream() -> Iterator[str]:
    command = [sys.executable, "-m", "sandbox", "--pace", str(1 / TOKENS_PER_SECOND)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            yield process.stdout.readline().strip() if process.stdout else ""
        finally:
            process.send_signal(signal.SIGTERM)


def _begin_long_answers(upstream: str, seconds: int) -> None:
    connection = http.client.HTTPConnection(urlsplit(upstream).netloc, timeout=PATIENCE)
    headers = {"content-type": "application/json"}
    connection.request("POST", "/_control/reset", "", headers)
    connection.getresponse().read()
    fault = {
        "service": "anthropic",
        "name": "long",
        "times": 0,
        "characters": seconds * TOKENS_PER_SECOND * CHARACTERS_PER_TOKEN,
        "piece": CHARACTERS_PER_TOKEN,
    }
    connection.request("POST", "/_control/fault", json.dumps(fault), headers)
    connection.getresponse().read()
    connection.close()


@contextlib.contextmanager
def _gunicorn(database_url: str, upstream: str, pool: str = "1") -> Iterator[tuple[int, str]]:
    """Its process id, and host and port."""
    port = 18_700
    environ = os.environ | {
        "DATABASE_URL": database_url,
        "DATABASE_POOL": pool,
        "ANTHROPIC_API_KEY": "sk-bench",
        "ANTHROPIC_BASE_URL": f"{upstream}/anthropic",
        "CLAUDE_TIMEOUT_SECONDS": "120",
        # As the README says of production: glibc would keep a heap for each thread.
        "MALLOC_ARENA_MAX": "2",
    }
    command = [
        sys.executable, "-m", "gunicorn", "trackr.wsgi", "--worker-class=gthread",
        f"--workers={WORKERS}", f"--threads={THREADS}", f"--bind=127.0.0.1:{port}",
        "--timeout=120", "--log-level=warning", "--preload",
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=PROJECT, env=environ) as process:  # noqa: S603
        try:
            _until_it_answers(f"127.0.0.1:{port}")
            yield process.pid, f"127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)


def _until_it_answers(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            http.client.HTTPConnection(address, timeout=1).connect()
            return
        time.sleep(0.1)
    raise SystemExit("gunicorn does not answer")


def _memory(server: int) -> int:
    """Kilobytes of the workers together, shared pages counted by their share."""
    import psutil  # noqa: PLC0415  comes with the embedded server's wheel

    workers = psutil.Process(server).children(recursive=True)
    return sum(_pss(worker.pid) for worker in workers)


def _pss(pid: int) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


def _busy_connections(database_url: str) -> int:
    """In a query or in a transaction at this moment."""
    return sum(state != "idle" for state in _connections(database_url).values())


def _connections(database_url: str) -> dict[int, str]:
    """What each of the product's is doing, by the process that serves it."""
    import psycopg  # noqa: PLC0415

    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT pid, state FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return dict(rows.fetchall())


if __name__ == "__main__":
    main()
