"""Whether the board's query stays as quick while the table grows from a thousand rows to a million.

The SQL is what the page itself sent, heard on the way. Rounds ask every table once, in turns that
change, so that a noisy moment falls on all of them alike. The growth is that of warm tables. What
everybody's board took the first time is reported beside it: the server may have to fetch those
pages from outside its buffers.
"""

import argparse
import json
import random
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from benchmarks import noise, product, seed
from benchmarks.calls import Call, send
from benchmarks.seed import Seeded

MOST_GROWTH = 1.2  # p95 of the largest table against that of the smallest
LEARNING = 20  # times that a new connection is asked before anything is noted
PERSON = object()  # stands for whoever is asked about
ASKED_TABLE = "applications_application"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flat")
    parser.add_argument("sizes", nargs="+", choices=seed.PEOPLE, help="smallest first")
    parser.add_argument("--rounds", type=int, default=300)
    chosen = parser.parse_args()
    seeded = [seed.read(size) for size in chosen.sizes]
    product.start(seeded[0].url)
    print(json.dumps(compare(seeded, chosen.rounds), indent=2))


def compare(seeded: list[Seeded], rounds: int) -> dict[str, Any]:
    """p50 and p95 in each table: of everybody's first time, of the hot person, of people at random.

    The growth leaves first times out: how they come out is up to what was asked of the disk before.
    """
    ask = _asker(seeded)
    before = noise.conditions()
    chance = random.Random(1)  # noqa: S311  the same people each time
    times: dict[str, dict[str, list[float]]] = {
        "first": {one.size: [ask(one, person) for person in one.strangers] for one in seeded},
        "hot": {one.size: [] for one in seeded},
        "random": {one.size: [] for one in seeded},
    }
    for turn in range(rounds + rounds // 10):
        for one in chance.sample(seeded, len(seeded)):
            for who, person in (("hot", one.hot), ("random", chance.choice(one.strangers))):
                took = ask(one, person)
                if turn >= rounds // 10:  # the first ones warm up
                    times[who][one.size].append(took)
    return {
        "rounds": rounds,
        **{who: _summary(who, by_size) for who, by_size in times.items()},
        "conditions": [before, noise.conditions()],
    }


def _asker(seeded: list[Seeded]) -> Callable[[Seeded, int], float]:
    """Asks for a person's cards in one of the tables, and says how many milliseconds it took."""
    sql, parameters = heard(seeded[0])
    links = {one.size: psycopg.connect(one.url, autocommit=True) for one in seeded}

    def ask(one: Seeded, person: int) -> float:
        asked = [person if value is PERSON else value for value in parameters]
        return _milliseconds(links[one.size], sql, asked)

    for one in seeded:
        for _ in range(LEARNING):
            ask(one, one.hot)
    return ask


def heard(seeded: Seeded) -> tuple[str, list[Any]]:
    """The statement by which the page reads its cards, and its parameters."""
    said: list[tuple[str, list[Any]]] = []

    def listen(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        said.append((sql, list(parameters or [])))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(listen):
        send(WSGIHandler(), Call("/board/", seeded.sessions[str(seeded.hot)]))
    [found] = [
        (sql, asked) for sql, asked in said if ASKED_TABLE in sql and "ORDER BY" in sql.upper()
    ]
    sql, asked = found
    return sql, [PERSON if value == seeded.hot else value for value in asked]


def _milliseconds(link: Any, sql: str, parameters: list[Any]) -> float:
    """As Django asks: values in the text, nothing prepared."""
    with psycopg.ClientCursor(link) as cursor:
        began = time.perf_counter()
        cursor.execute(sql, parameters).fetchall()
        return (time.perf_counter() - began) * 1000


def _summary(who: str, by_size: dict[str, list[float]]) -> dict[str, Any]:
    sizes = {
        size: {
            "p50": round(noise.percentile(times, 50), 3),
            "p95": round(noise.percentile(times, 95), 3),
        }
        for size, times in by_size.items()
    }
    if who == "first":
        return sizes
    first, *_, last = sizes.values()
    growth = {mark: round(last[mark] / first[mark], 2) for mark in ("p50", "p95")}
    return {**sizes, "growth": growth}


if __name__ == "__main__":
    main()
