"""Fills a database of its own: people with 50 applications each, and one with 500 in six stages.

`python -m benchmarks.seed 500k --server postgresql://…` makes `trackr_bench_500k`, or finds the one
that the same code filled earlier today: the rows' days count back from today.
"""

import argparse
import datetime
import hashlib
import json
import random
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.core.management import call_command
from django.db import connection

from benchmarks import product, rows

PEOPLE = {"1k": 10, "50k": 990, "500k": 10_000, "1M": 20_000}
WRITER = (
    "person1@bench.example"  # moves and adds are this person's, so the hot board stays as it is
)
STRANGERS = 200  # people picked at random, with a session each
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Seeded:
    """What a benchmark has to know of a database. Sessions are keys, by the person's id."""

    size: str
    url: str
    applications: int
    megabytes: int
    hot: int
    writer: int
    strangers: list[int]
    sessions: dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seed")
    parser.add_argument("size", choices=PEOPLE)
    parser.add_argument("--server", required=True, help="address of a PostgreSQL server")
    chosen = parser.parse_args()
    seeded = prepare(chosen.size, chosen.server)
    _file(chosen.size).write_text(json.dumps(asdict(seeded)))
    print(f"{seeded.size}: {seeded.applications} applications, {seeded.megabytes} MB")


def start(size: str) -> Seeded:
    """Make this process one of the product with that database, which was filled before."""
    seeded = read(size)
    product.start(seeded.url)
    return seeded


def read(size: str) -> Seeded:
    if not _file(size).exists():
        raise SystemExit(f"Fill it first: python -m benchmarks.seed {size} --server postgresql://…")
    return Seeded(**json.loads(_file(size).read_text()))


def _file(size: str) -> Path:
    product.DATA.mkdir(parents=True, exist_ok=True)
    return product.DATA / f"{size}.json"


def prepare(size: str, server: str) -> Seeded:
    name, mark = f"trackr_bench_{size.lower()}", _mark()
    url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as admin:
        found = admin.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        ).fetchone()
        if found != (mark,):
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{name}"')
        product.start(url)
        if found != (mark,):
            call_command("migrate", verbosity=0)
            rows.fill(PEOPLE[size])
            _settle()
            admin.execute(f"COMMENT ON DATABASE \"{name}\" IS '{mark}'")
    return _describe(size, url)


def _mark() -> str:
    """Of the day and of all code that decides what the rows are."""
    own = [PROJECT / "benchmarks" / name for name in ("rows.py", "words.py")]
    files = [*own, *PROJECT.glob("*/migrations/*.py"), PROJECT / "applications/next_action.py"]
    code = b"".join(path.read_bytes() for path in sorted(files))
    return f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d} {hashlib.sha256(code).hexdigest()[:16]}"


def _settle() -> None:
    """Leave nothing to be done in the background while somebody measures."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")


def _describe(size: str, url: str) -> Seeded:
    users = get_user_model().objects
    hot, writer = (users.get(email=email).pk for email in (rows.HOT, WRITER))
    others = users.exclude(pk__in=[hot, writer]).order_by("pk").values_list("pk", flat=True)
    strangers = random.Random(1).sample(list(others), min(STRANGERS, len(others)))  # noqa: S311
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), pg_database_size(current_database()) FROM applications_application"
        )
        count, size_in_bytes = cursor.fetchone()
    return Seeded(
        size, url, count, size_in_bytes // 2**20, hot, writer, strangers,
        {str(person): _sign_in(person) for person in (hot, writer, *strangers)},
    )  # fmt: skip


def _sign_in(person: int) -> str:
    """The session that a browser of this person would name."""
    user = get_user_model().objects.get(pk=person)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main()
