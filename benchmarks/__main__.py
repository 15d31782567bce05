"""Runs every benchmark, one process after another, and prints one table with the goals beside."""

import argparse
import datetime
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import imports, product, streams, webhook
from benchmarks.cost import AIM, MOST_RATIO
from benchmarks.flat import MOST_GROWTH
from trackr import database


@dataclass(frozen=True)
class Plan:
    sizes: tuple[str, ...]  # the pages are measured in `main`
    main: str
    cost: tuple[str, ...]
    pages: tuple[str, ...]
    flat: tuple[str, ...]
    streams: tuple[str, ...]
    webhook: tuple[str, ...]


FULL = Plan(
    ("1k", "500k", "1M"),
    "500k",
    ("--rounds=9", "--requests=200"),
    ("--rounds=5", "--requests=40"),
    ("--rounds=300",),
    ("--streams=100", "--seconds=60"),
    ("--rounds=500",),
)
QUICK = Plan(
    ("1k", "50k"),
    "50k",
    ("--rounds=4", "--requests=50"),
    ("--rounds=2", "--requests=20"),
    ("--rounds=100",),
    ("--streams=20", "--seconds=10"),
    ("--rounds=100",),
)
Line = tuple[str, str, str, bool | None]  # what, found, goal, whether it is reached


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small tables, under a minute")
    parser.add_argument("--database-url", help="a server of yours; else an embedded one")
    chosen = parser.parse_args()
    plan = QUICK if chosen.quick else FULL
    embedded = product.DATA / f"postgres-{database.DEFAULT_VERSION}"
    server = chosen.database_url or database.start_embedded(embedded)
    try:
        results = _measure(plan, server)
    finally:
        if not chosen.database_url:
            database.stop_embedded(embedded)
    lines = [
        *_of_cost(results), *_of_pages(results), *_of_flat(results), *_of_imports(results),
        *_of_streams(results), *_of_webhook(results), *_of_assets(results),
    ]  # fmt: skip
    _print(lines, results)
    sys.exit(any(reached is False for *_, reached in lines))


def _measure(plan: Plan, server: str) -> dict[str, Any]:
    for size in plan.sizes:
        print(f"Filling {size} …", file=sys.stderr)
        _run("seed", size, f"--server={server}")
    results = {
        "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "sizes": plan.sizes,
        "cost": json.loads(_run("cost", plan.main, *plan.cost)),
        "pages": json.loads(_run("pages", plan.main, *plan.pages)),
        "flat": json.loads(_run("flat", *plan.sizes, *plan.flat)),
        "imports": json.loads(_run("imports", plan.main)),
        "streams": json.loads(_run("streams", plan.main, *plan.streams)),
        "webhook": json.loads(_run("webhook", plan.main, *plan.webhook)),
    }
    written = product.DATA.parent / f"bench-{results['at'].replace(':', '')}.json"
    written.write_text(json.dumps(results, indent=2))
    print(f"Written to {written}", file=sys.stderr)
    return results


def _run(name: str, *arguments: str) -> str:
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    done = subprocess.run(  # noqa: S603  our own modules
        command, stdout=subprocess.PIPE, text=True, check=False, cwd=Path(__file__).parents[1]
    )
    if done.returncode:
        raise SystemExit(f"benchmarks.{name} failed")
    return done.stdout


def _of_cost(results: dict[str, Any]) -> list[Line]:
    cost = results["cost"]
    page, floor, ratio = cost["page"], cost["floor"], cost["ratio"]
    return [
        ("board of 500 cards, CPU ms (minimum)", f"{page['minimum']}", "", None),
        ("its floor, the same bytes, CPU ms (minimum)", f"{floor['minimum']}", "", None),
        (
            "board in times of its floor, medians (minima)",
            f"{ratio} ({cost['ratio_of_minima']})",
            f"≤ {MOST_RATIO}, aim {AIM}",
            ratio <= MOST_RATIO,
        ),
    ]


def _of_pages(results: dict[str, Any]) -> list[Line]:
    lines: list[Line] = []
    for name, page in results["pages"].items():
        queries, most = page["queries"], page["most_queries"]
        lines += [
            (f"{name}: CPU ms, minimum (median)", f"{page['cpu_minimum']} ({page['cpu_median']})",
             "", None),
            (f"{name}: queries", str(queries), f"≤ {most}", queries <= most),
        ]  # fmt: skip
        size, limit = page["bytes"], page["most_bytes"]
        goal = f"≤ {limit:,}" if limit else ""
        found = f"{size:,} ({page['gzipped']:,})"
        lines.append((f"{name}: bytes (gzipped)", found, goal, limit and size <= limit))
    return lines


def _of_flat(results: dict[str, Any]) -> list[Line]:
    flat, sizes = results["flat"], results["sizes"]
    lines: list[Line] = []
    for who in ("first", "hot", "random"):
        for size in sizes:
            times = flat[who][size]
            person = "random person for the first time" if who == "first" else f"{who} person"
            what = f"board's query, {person}, {size} rows: p50, p95 ms"
            lines.append((what, f"{times['p50']}, {times['p95']}", "", None))
        if who == "first":
            continue
        growth = flat[who]["growth"]["p95"]
        what = f"board's query, {who} person: p95 at {sizes[-1]} / {sizes[0]}"
        lines.append((what, str(growth), f"≤ {MOST_GROWTH}", growth <= MOST_GROWTH))
    return lines


def _of_imports(results: dict[str, Any]) -> list[Line]:
    found = results["imports"]
    seconds, megabytes, rows = found["seconds"], found["megabytes"], found["rows"]
    table = f"table of {rows:,} rows, {found['bytes']:,} bytes"
    return [
        (f"{table}: seconds (CPU)", f"{seconds} ({found['cpu_seconds']})",
         f"≤ {imports.MOST_SECONDS}", seconds <= imports.MOST_SECONDS),
        (f"{table}: MB over {found['base_megabytes']} (added)",
         f"{megabytes} ({found['added']:,} rows)",
         f"≤ {imports.MOST_MEGABYTES}",
         megabytes <= imports.MOST_MEGABYTES and found["added"] == rows),
    ]  # fmt: skip


def _of_streams(results: dict[str, Any]) -> list[Line]:
    """The overhead is a difference of medians in one run, the rest are counts."""
    told = results["streams"]
    overhead, reached = told["overhead"], told["reached"]
    count = told["streams"]
    return [
        (f"Answers streamed beside each other, {told['seconds']} s", f"{told['complete']}",
         f"all {count}", reached["complete"]),
        ("  first piece later than direct, p50 and p95",
         f"{overhead['p50_ms']:.0f} and {overhead['p95_ms']:.0f} ms",
         f"≤ {streams.P50_MS} and {streams.P95_MS} ms", reached["overhead"]),
        ("  memory of one", f"{told['kb_per_stream']:.0f} kB",
         f"≤ {streams.KB_PER_STREAM} kB", reached["memory"]),
        ("  database connections meanwhile, busy and kept idle",
         f"{told['busy_connections']} and {told['kept_connections']}", "0 and 0",
         reached["connections"]),
    ]  # fmt: skip


def _of_webhook(results: dict[str, Any]) -> list[Line]:
    lines: list[Line] = []
    for kind in webhook.EXPECTED:
        times = results["webhook"][kind]
        what = f"bank's message, {kind}: p50, p95 ms"
        lines.append((what, f"{times['p50']}, {times['p95']}", f"aim {webhook.AIM_MS}", None))
    return lines


def _of_assets(results: dict[str, Any]) -> list[Line]:
    found = results["cost"]["assets"]
    what = "files of the board's first view: requests, bytes (gzipped)"
    figures = f"{found['requests']}, {found['bytes']:,} ({found['gzipped']:,})"
    return [(what, figures, "", None)]


def _print(lines: list[Line], results: dict[str, Any]) -> None:
    verdicts = {True: "reached", False: "MISSED", None: ""}
    rows = [("", "found", "goal", ""), *((*line[:3], verdicts[line[3]]) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)))
    for name in ("cost", "flat", "imports", "webhook"):
        before, after = results[name]["conditions"]
        print(f"noise of {name}: before {before}, after {after}")


if __name__ == "__main__":
    main()
