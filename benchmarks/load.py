"""A report, not a gate: how a running server answers some clients at once, for some seconds.

`python -m benchmarks.load http://localhost:8000/board/ --cookie "session=…" --clients 8`
Requests a second depend on the machine and on what else it does; compare within one hour only.
"""

import argparse
import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from benchmarks.noise import conditions, percentile

MOST_SECONDS, MOST_CLIENTS = 60, 64
LONGEST_ANSWER_SECONDS = 30


@dataclass
class Tally:
    times: list[float] = field(default_factory=list)  # milliseconds
    failures: int = 0
    received: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("url", help="plain http, of a server of yours")
    parser.add_argument("--cookie", default="")
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=5)
    chosen = parser.parse_args()
    seconds, clients = min(chosen.seconds, MOST_SECONDS), min(chosen.clients, MOST_CLIENTS)
    tally = asyncio.run(load(chosen.url, chosen.cookie, clients, seconds))
    print(f"{len(tally.times) / seconds:.1f} requests a second, {tally.failures} failed")
    if tally.times:
        p50, p95 = percentile(tally.times, 50), percentile(tally.times, 95)
        print(
            f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, {tally.received // len(tally.times):,} bytes each"
        )
    print(f"noise: {conditions()}")


async def load(url: str, cookie: str, clients: int, seconds: float) -> Tally:
    """`clients` that each ask again as soon as they are answered; ends by itself."""
    tally = Tally()
    until = time.perf_counter() + seconds
    async with asyncio.TaskGroup() as group:
        for _ in range(clients):
            group.create_task(_client(url, cookie, until, tally))
    return tally


async def _client(url: str, cookie: str, until: float, tally: Tally) -> None:
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            async with asyncio.timeout(LONGEST_ANSWER_SECONDS):
                answer = await _ask(url, cookie)
        except (OSError, TimeoutError):
            tally.failures += 1
            await asyncio.sleep(0.1)  # a server that refuses is not to be hammered
            continue
        if not answer.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200")):
            tally.failures += 1
            continue
        tally.times.append((time.perf_counter() - began) * 1000)
        tally.received += len(answer)


async def _ask(url: str, cookie: str) -> bytes:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: {cookie}\r\n"
        "Connection: close\r\n\r\n".encode()
    )
    await writer.drain()
    try:
        return await reader.read()
    finally:
        writer.close()
        await writer.wait_closed()


if __name__ == "__main__":
    main()
