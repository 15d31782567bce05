"""What was used, and how quiet the machine was meanwhile."""

import os
import platform
import time
from pathlib import Path

SPINS = 3_000_000


def spin() -> float:
    """CPU milliseconds of a loop that is always the same: dearer when others share the core."""
    before, left = time.process_time(), SPINS
    while left:
        left -= 1
    return (time.process_time() - before) * 1000


def conditions() -> dict[str, object]:
    """How the machine is now; stolen is what other machines took of it since it started."""
    times = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    total = sum(map(int, times[:8]))
    return {
        "spin_ms": round(spin(), 1),
        "load": round(os.getloadavg()[0], 2),
        "stolen_percent": round(100 * int(times[7]) / total, 2),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def postmaster(backend: int) -> int:
    found = _parent(backend)
    if not found:
        raise SystemExit("PostgreSQL must run on this machine: its share is read from /proc.")
    return found


def cpu_of_postgres(postmaster: int) -> float:
    """CPU seconds that the server and its processes have used so far."""
    family = [pid for pid in _processes() if pid == postmaster or _parent(pid) == postmaster]
    return sum(map(_cpu, family)) / 1e9


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _parent(pid: int) -> int:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(stat.rpartition(")")[2].split()[1])


def _cpu(pid: int) -> int:
    """Nanoseconds on a core, user and system; clock ticks of 10 ms would be too coarse."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def percentile(values: list[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]
