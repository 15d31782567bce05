"""A table of 5,000 rows, from its upload through the dry run to the last row: seconds and memory.

The steps are those of the pages, called one after another in a process of its own. Memory is the
most that the process held, over what it held with Django set up and nothing asked.
"""

import argparse
import csv
import datetime
import io
import json
import random
import time
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import Any

from benchmarks import noise, seed, words

MOST_SECONDS, MOST_MEGABYTES = 20, 200
ROWS = 5000
HEADERS = (
    "Company", "Job Title", "Status", "Date Applied", "Offer Date", "Job URL", "Location", "Salary",
    "Found on", "Labels", "Notes", "Description",
)  # fmt: skip
# What people and other trackers write, as often as they mostly do.
STATUSES = (
    *("Applied",) * 5, *("Rejected",) * 4, *("Ghosted",) * 3, *("Phone Screen",) * 2, "Wishlist",
    "Take-home", "Interviewing", "Offer", "Withdrawn", "Position filled",
)  # fmt: skip
SALARIES = ("", "", "3,500–4,200 USD/month", "€65k - €80k", "від 60 000 грн", "120000")
LABELS = ("", "remote", "remote, python", "dream; relocation", "віддалено")
LINE = "The team of {company} looks for a {role}: a small product, people who own what they ship. "
LONGEST_NOTE, LONGEST_POSTING = 3, 6  # lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.imports")
    parser.add_argument("size", choices=seed.PEOPLE)
    seeded = seed.start(parser.parse_args().size)
    before = noise.conditions()
    found = measure(seeded.writer, table(ROWS).encode())
    print(json.dumps(found | {"conditions": [before, noise.conditions()]}, indent=2))


def table(count: int) -> str:
    """A search as a spreadsheet keeps it, the same each time; written with a comma and CRLF."""
    picked = random.Random(words.SEED)  # noqa: S311  not a secret
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(HEADERS)
    # One role fewer: the number of pairs before one comes again is that of both multiplied.
    pairs = zip(cycle(words.companies()), cycle(words.roles()[1:]), strict=False)
    for number, (company, role) in enumerate(islice(pairs, count)):
        status = picked.choice(STATUSES)
        applied = datetime.date(2025, 1, 6) + datetime.timedelta(days=picked.randrange(600))
        offered = applied + datetime.timedelta(days=30) if status == "Offer" else ""
        line = LINE.format(company=company, role=role)
        lines.writerow(
            [
                company, role, status, "" if status == "Wishlist" else applied, offered,
                f"https://jobs.example/{number}?utm_source=list", picked.choice(words.PLACES),
                picked.choice(SALARIES), picked.choice(words.SOURCES), picked.choice(LABELS),
                line * picked.randrange(LONGEST_NOTE), line * picked.randrange(LONGEST_POSTING),
            ]
        )  # fmt: skip
    return written.getvalue()


def measure(person: int, body: bytes) -> dict[str, Any]:
    """What was added is deleted again."""
    from benchmarks import import_steps  # noqa: PLC0415  models need Django set up

    base = _megabytes("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    times, cpu = [time.perf_counter()], time.process_time()
    upload = import_steps.begin(person, body)
    times.append(time.perf_counter())
    while import_steps.advance(upload):
        times.append(time.perf_counter())
    cpu, peak = time.process_time() - cpu, _megabytes("VmHWM")
    import_steps.forget(upload)
    return {
        "rows": upload.total,
        "added": upload.added,
        "bytes": len(body),
        "seconds": round(times[-1] - times[0], 1),
        "cpu_seconds": round(cpu, 1),
        "slowest_step": round(max(after - before for before, after in pairwise(times)), 1),
        "megabytes": round(peak - base),
        "base_megabytes": round(base),
    }


def _megabytes(name: str) -> float:
    """Of this process, as Linux counts it: VmRSS now, VmHWM at most."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
