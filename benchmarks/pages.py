"""What each page and each write costs: CPU, bytes, bytes on the wire, queries.

A page that does not exist here (its name has no address) is left out, and that is said.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

import psycopg
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.urls import NoReverseMatch, reverse

from benchmarks import seed, worker
from benchmarks.calls import Call, send
from benchmarks.cost import Cost, measure
from benchmarks.seed import Seeded

ADDED = "Benchmark"  # the role of all that is added here
MANY_WRITES = 20


@dataclass(frozen=True)
class Page:
    name: str
    url_name: str
    most_queries: int
    most_bytes: int | None = None


PAGES = [
    Page("board", "applications:board", 4, 250_000),
    Page("Today", "applications:today", 8),
    Page("table", "applications:table", 6),
    Page("insights", "applications:insights", 8),
]
MOVE, ADD = Page("move", "", 5, 2_000), Page("add", "applications:add", 5, 2_000)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages")
    parser.add_argument("size", choices=seed.PEOPLE)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=40)
    chosen = parser.parse_args()
    seeded = seed.start(chosen.size)
    print(json.dumps(survey(seeded, chosen.rounds, chosen.requests), indent=2))


def survey(seeded: Seeded, rounds: int, requests: int) -> dict[str, Any]:
    """By name of page. Batches of the pages take turns; the first round warms up."""
    wanted = _calls(seeded)
    costs: dict[str, list[Cost]] = {page.name: [] for page, _ in wanted}
    with worker.start(seeded.url) as told, psycopg.connect(seeded.url) as watcher:
        for turn in range(rounds + 1):
            for page, calls in wanted:
                batch = calls(turn)
                cost = measure(told, batch, requests if len(batch) == 1 else len(batch), watcher)
                costs[page.name] += [cost] if turn else []
    found = {page.name: _look(page, calls(rounds + 1)[0]) for page, calls in wanted}
    for name, of_page in costs.items():
        found[name] |= {
            "cpu_minimum": round(min(cost.whole for cost in of_page), 2),
            "cpu_median": round(median(cost.whole for cost in of_page), 2),
        }
    _clear(seeded)
    return found


def _calls(seeded: Seeded) -> list[tuple[Page, Callable[[int], list[Call]]]]:
    """What to send in a round: a page again and again; a write each time another one."""
    hot, writer = (seeded.sessions[str(person)] for person in (seeded.hot, seeded.writer))
    found: list[tuple[Page, Callable[[int], list[Call]]]] = []
    for page in PAGES:
        try:
            call = Call(reverse(page.url_name), hot)
        except NoReverseMatch:
            print(f"{page.name}: no such page here, left out", file=sys.stderr)
            continue
        found.append((page, lambda turn, call=call: [call]))  # type: ignore[misc]
    targets = _movable(seeded)
    found.append((MOVE, lambda turn: [_move(one, turn, writer) for one in targets]))
    found.append((ADD, lambda turn: [_add(turn, each, writer) for each in range(MANY_WRITES)]))
    return found


def _movable(seeded: Seeded) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public_id FROM applications_application WHERE user_id = %s AND ending = '' "
            "ORDER BY id LIMIT %s",
            [seeded.writer, MANY_WRITES],
        )
        return [str(row[0]) for row in cursor.fetchall()]


def _move(public_id: str, turn: int, writer: str) -> Call:
    stage = ("screening", "interview")[turn % 2]
    return Call(reverse("applications:move", args=[public_id]), writer, {"stage": stage})


def _add(turn: int, each: int, writer: str) -> Call:
    company = hashlib.sha256(f"{turn}-{each}".encode()).hexdigest()[:14]  # like no other
    form = {"company": company, "role": ADDED, "stage": "applied"}
    return Call(reverse(ADD.url_name), writer, form)


def _look(page: Page, call: Call) -> dict[str, Any]:
    """One answer: its size and its queries, which are the same each time."""
    queries: list[str] = []

    def listen(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        queries.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(listen):
        answer = send(WSGIHandler(), call)
    return {
        "status": answer.status,
        "queries": len(queries),
        "most_queries": page.most_queries,
        "bytes": len(answer.body),
        "most_bytes": page.most_bytes,
        "gzipped": answer.gzipped,
    }


def _clear(seeded: Seeded) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM applications_application WHERE user_id = %s AND role = %s",
            [seeded.writer, ADDED],
        )


if __name__ == "__main__":
    main()
