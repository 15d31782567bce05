"""For bin/dev: `clear` what a kill -9 of an earlier run left behind, `stop` this run's own parts.

A process is ours by its exact command line; the number in a pid file may be a stranger's by now.
"""

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

PYTHON = Path(sys.executable)
PARTS = {"server", "sandbox", "sweep"}
PATIENCE_SECONDS = 5


def part_of(line: list[str], port: int, data: str) -> str:
    """Which part of bin/dev has this command line; empty for a stranger's."""
    if line[0].endswith("sh") and line[1:2] == [str(PYTHON.parents[2] / "bin/dev")]:
        return "dev"
    while line[1:2] and line[1].startswith(("-W", "-X")):  # the reloader hands these to its child
        line = [line[0], *line[2:]]
    return {
        f"{PYTHON} manage.py runserver 127.0.0.1:{port}": "server",
        f"{PYTHON} -m sandbox --port {port + 1}": "sandbox",
        f"{PYTHON} manage.py sweep --every 60": "sweep",
        f"{PYTHON} -m trackr.database stop --data {data}": "stopping",
        f"{PYTHON} -m trackr.leftovers stop {port} {data}": "stopping",
    }.get(" ".join(line), "")


def is_noted(part: str, pid: int, data: str) -> bool:
    """Other parts are named by port or folder, these two by their pid file alone."""
    with suppress(FileNotFoundError, ValueError):
        return part not in {"dev", "sweep"} or int(Path(data, f"{part}.pid").read_text()) == pid
    return False


def find(parts: set[str], port: int, data: str) -> list[int]:
    import psutil  # noqa: PLC0415  comes with the embedded server's wheel

    pids = []
    for process in psutil.process_iter(["cmdline", "uids"]):
        line, users, pid = process.info["cmdline"], process.info["uids"], process.pid
        if line and users and users.effective == os.geteuid() and pid != os.getppid():
            part = part_of(line, port, data)
            if part in parts and is_noted(part, pid, data):
                pids.append(pid)
    return pids


def send(number: signal.Signals, pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def stop(port: int, data: str) -> None:
    """Ask each part to end until none is left; one that was only just starting hears it late, and
    one that does not listen is killed."""
    patient_until = time.monotonic() + PATIENCE_SECONDS
    while pids := find(PARTS, port, data):
        is_patient = time.monotonic() < patient_until
        send(signal.SIGTERM if is_patient else signal.SIGKILL, pids)
        time.sleep(0.2)


def main(deed: str, port: int, data: str) -> None:
    if deed == "stop":
        stop(port, data)
        return
    for parts in ({"dev"}, PARTS):  # the script first, lest it stop what is about to start
        while pids := find(parts, port, data):
            send(signal.SIGKILL, pids)
            time.sleep(0.05)
    while find({"stopping"}, port, data):  # the script before may be stopping its database now
        time.sleep(0.05)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
