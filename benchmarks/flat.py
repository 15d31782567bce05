"""Whether the board's query stays as quick while the table grows from a thousand rows to a million.

The SQL is what the page itself sent, heard on the way. Rounds ask every table once, in turns that
change, so that a noisy moment falls on all of them alike.
"""

import argparse
import json
import random
import time
from typing import Any

import psycopg
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from benchmarks import noise, product, seed
from benchmarks.calls import Call, send
from benchmarks.seed import Seeded

MOST_GROWTH = 1.2  # p95 of the largest table against that of the smallest
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
    """For the hot person and for people at random: p50 and p95 in each table, and the growth."""
    sql, parameters = heard(seeded[0])
    before = noise.conditions()
    links = {one.size: psycopg.connect(one.url, autocommit=True) for one in seeded}
    chance = random.Random(1)  # noqa: S311  the same people each time
    times: dict[str, dict[str, list[float]]] = {
        who: {one.size: [] for one in seeded} for who in ("hot", "random")
    }
    for turn in range(rounds + rounds // 10):
        for one in chance.sample(seeded, len(seeded)):
            for who, person in (("hot", one.hot), ("random", chance.choice(one.strangers))):
                asked = [person if value is PERSON else value for value in parameters]
                took = _milliseconds(links[one.size], sql, asked)
                if turn >= rounds // 10:  # the first ones warm up
                    times[who][one.size].append(took)
    for link in links.values():
        link.close()
    return {
        "rounds": rounds,
        **{who: _summary(by_size) for who, by_size in times.items()},
        "conditions": [before, noise.conditions()],
    }


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


def _summary(by_size: dict[str, list[float]]) -> dict[str, Any]:
    sizes = {
        size: {
            "p50": round(noise.percentile(times, 50), 3),
            "p95": round(noise.percentile(times, 95), 3),
        }
        for size, times in by_size.items()
    }
    first, *_, last = sizes.values()
    growth = {mark: round(last[mark] / first[mark], 2) for mark in ("p50", "p95")}
    return {**sizes, "growth": growth}


if __name__ == "__main__":
    main()
