"""How long the bank waits for its answer: to a payment, to one that is known, to a forged one.

The kinds take turns, so that a noisy moment falls on all of them alike; the first rounds warm up.
No bank can be reached meanwhile, so an answer that needed one would not be 200.
"""

import argparse
import json
import logging
import time
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from django.core.handlers.wsgi import WSGIHandler

from benchmarks import noise, product, seed
from benchmarks.calls import send

if TYPE_CHECKING:
    from benchmarks.hook_steps import Message

AIM_MS = 50  # of work until the bank has its answer; its queries are counted by a test
WARM_UP = 10
EXPECTED = {"paid": "200 OK", "known": "200 OK", "forged": "403 Forbidden"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.webhook")
    parser.add_argument("size", choices=seed.PEOPLE)
    parser.add_argument("--rounds", type=int, default=200)
    chosen = parser.parse_args()
    seeded = seed.read(chosen.size)
    application = product.start(seeded.url)
    before = noise.conditions()
    found = measure(application, seeded.writer, chosen.rounds)
    print(json.dumps(found | {"conditions": [before, noise.conditions()]}, indent=2))


def measure(application: WSGIHandler, person: int, rounds: int) -> dict[str, Any]:
    """Milliseconds by kind; what was paid is deleted again."""
    from benchmarks.hook_steps import Bank, Message  # noqa: PLC0415  models need Django set up

    bank = Bank(person)
    logging.disable(logging.WARNING)  # each forged one would be told
    times: dict[str, list[float]] = {kind: [] for kind in EXPECTED}
    for turn in range(WARM_UP + rounds):
        message = bank.paid()
        forged = Message(message.body + b" ", message.signature)
        for kind, sent in (("paid", message), ("known", message), ("forged", forged)):
            took = _milliseconds(application, sent, EXPECTED[kind])
            times[kind] += [took] if turn >= WARM_UP else []
    bank.forget()
    return {"rounds": rounds, **{kind: _summary(found) for kind, found in times.items()}}


def _milliseconds(application: WSGIHandler, message: "Message", expected: str) -> float:
    begun = time.perf_counter()
    answer = send(application, message)
    took = (time.perf_counter() - begun) * 1000
    if answer.status != expected:
        raise SystemExit(f"{answer.status} in place of {expected}")
    return took


def _summary(times: list[float]) -> dict[str, float]:
    return {"p50": round(median(times), 1), "p95": round(quantiles(times, n=20)[-1], 1)}


if __name__ == "__main__":
    main()
