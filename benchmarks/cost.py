"""The gate: what the board of 500 cards costs, in times of the floor that makes the same bytes.

CPU of the process and of PostgreSQL, user and system, over batches of requests that take turns:
floor, page, floor, page. Only the ratio means something on another machine, or on a busy one.
"""

import argparse
import json
from dataclasses import dataclass
from statistics import median
from typing import Any

import psycopg
from django.core.handlers.wsgi import WSGIHandler

from benchmarks import assets, floor, noise, product, seed, worker
from benchmarks.calls import Call, send
from benchmarks.seed import Seeded
from benchmarks.worker import Worker

MOST_RATIO, AIM = 3.0, 2.0


@dataclass(frozen=True)
class Cost:
    """CPU milliseconds a request, of one batch."""

    process: float
    postgres: float

    @property
    def whole(self) -> float:
        return self.process + self.postgres


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cost")
    parser.add_argument("size", choices=seed.PEOPLE)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--requests", type=int, default=200)
    chosen = parser.parse_args()
    seeded = seed.start(chosen.size)
    print(json.dumps(compare(seeded, chosen.rounds, chosen.requests), indent=2))


def compare(seeded: Seeded, rounds: int, requests: int) -> dict[str, Any]:
    """`rounds` batches of each, after one that only warms up."""
    before = noise.conditions()
    board = Call("/board/", seeded.sessions[str(seeded.hot)])
    page = _rendered(board)
    with (
        worker.start(seeded.url, floor_of=(seeded.hot, floor.shell_of(page))) as lowest,
        worker.start(seeded.url) as product_,
        psycopg.connect(seeded.url) as watcher,
    ):
        costs = [
            (
                measure(lowest, [board], requests, watcher),
                measure(product_, [board], requests, watcher),
            )
            for _ in range(rounds + 1)
        ][1:]
    floors, pages = ([pair[side] for pair in costs] for side in (0, 1))
    lows, highs = [one.whole for one in floors], [one.whole for one in pages]
    return {
        "requests": rounds * requests,
        "floor": _summary(floors),
        "page": _summary(pages),
        "ratio": round(median(highs) / median(lows), 2),
        "ratio_of_minima": round(min(highs) / min(lows), 2),
        "ratio_of_rounds": [round(high / low, 2) for low, high in zip(lows, highs, strict=True)],
        "assets": assets.first_view(page, _read),
        "conditions": [before, noise.conditions()],
    }


def measure(
    told: Worker, calls: list[Call], requests: int, watcher: "psycopg.Connection[Any]"
) -> Cost:
    """One batch. `watcher` is a connection to the same server; it shows which processes are its."""
    server = noise.postmaster(watcher.info.backend_pid)
    before = noise.cpu_of_postgres(server)
    batch = told.run(calls, requests)
    after = noise.cpu_of_postgres(server)
    return Cost(batch.cpu, (after - before) * 1000 / requests)


def _rendered(board: Call) -> str:
    product.collect_assets()
    return send(WSGIHandler(), board).body.decode()


def _read(asset: str) -> bytes:
    return (product.DATA / "static" / asset).read_bytes()


def _summary(costs: list[Cost]) -> dict[str, float]:
    return {
        "minimum": round(min(cost.whole for cost in costs), 2),
        "median": round(median(cost.whole for cost in costs), 2),
        "of_postgres": round(median(cost.postgres for cost in costs), 2),
    }


if __name__ == "__main__":
    main()
