"""A process that puts requests to the product or to the floor, as often as it is told.

Told by lines of JSON, answers by lines of JSON. Each application has a process of its own, so that
neither pays for the other's memory.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import IO, cast

from benchmarks.calls import Call, Wsgi, send
from benchmarks.floor import Floor

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Batch:
    cpu: float  # milliseconds a request, of the process alone
    wall: float
    sent: int  # bytes of the last answer
    gzipped: int


class Worker:
    """The other end, in the process that tells."""

    def __init__(self, told: IO[str], said: IO[str]) -> None:
        self.told, self.said = told, said

    def run(self, calls: list[Call], count: int) -> Batch:
        """`count` requests, round and round over `calls`."""
        told = {"calls": [asdict(call) for call in calls], "count": count}
        print(json.dumps(told), file=self.told, flush=True)
        line = self.said.readline()
        if not line:
            raise SystemExit("A worker ended too early; what it said is above.")
        return Batch(**json.loads(line))


@contextmanager
def start(database_url: str, *, floor_of: tuple[int, list[str]] | None = None) -> Iterator[Worker]:
    """A worker for the product, or for the floor of a person with the page around the cards."""
    command = [sys.executable, "-m", "benchmarks.worker", database_url]
    with subprocess.Popen(  # noqa: S603  our own module
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        told, said = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
        print(json.dumps(floor_of), file=told)
        yield Worker(told, said)
        told.close()  # the worker ends with its input


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.worker")
    parser.add_argument("database_url")
    url = parser.parse_args().database_url
    floor_of = json.loads(sys.stdin.readline())
    application: Wsgi = Floor(url, *floor_of) if floor_of else _product(url)
    for line in sys.stdin:
        told = json.loads(line)
        calls = [Call(**call) for call in told["calls"]]
        print(json.dumps(asdict(_run(application, calls, told["count"]))), flush=True)


def _product(url: str) -> Wsgi:
    from benchmarks import product  # noqa: PLC0415  the floor's process carries no Django

    return product.start(url)


def _run(application: Wsgi, calls: list[Call], count: int) -> Batch:
    wall, cpu = time.perf_counter(), time.process_time()
    for call in islice(cycle(calls), count):
        answer = send(application, call)
        if not answer.status.startswith("200"):
            raise SystemExit(f"{call.path} answered {answer.status}")
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    each = 1000 / count
    return Batch(cpu * each, wall * each, len(answer.body), answer.gzipped)


if __name__ == "__main__":
    main()
