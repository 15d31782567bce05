import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from trackr import database

URL = "postgresql://trackr:p%40ss%2Fword@db.example.com:6543/tra%20ckr?sslmode=verify-full"


def test_address_becomes_a_configuration():
    found = database.configuration(URL, pool=False)
    assert found["HOST"] == "db.example.com"
    assert found["PORT"] == "6543"
    assert found["NAME"] == "tra ckr"
    assert found["USER"] == "trackr"
    assert found["PASSWORD"] == "p@ss/word"
    assert found["OPTIONS"] == {"sslmode": "verify-full", "connect_timeout": "5"}
    assert found["CONN_HEALTH_CHECKS"] is True
    assert found["DISABLE_SERVER_SIDE_CURSORS"] is True


def test_address_of_a_socket_names_its_folder():
    found = database.configuration("postgresql://postgres:@/postgres?host=/run/pg", pool=False)
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("/run/pg", "", "postgres")
    assert "host" not in found["OPTIONS"]


def test_options_of_the_address_are_kept():
    found = database.configuration(f"{URL}&connect_timeout=1&options=-c%20a%3Db", pool=False)
    assert found["OPTIONS"]["connect_timeout"] == "1"
    assert found["OPTIONS"]["options"] == "-c a=b"


@pytest.mark.parametrize("url", ["", "mysql://a/b", "db.example.com/trackr", "sqlite:///x"])
def test_other_databases_are_refused(url):
    with pytest.raises(ImproperlyConfigured, match="postgres://"):
        database.configuration(url, pool=False)


@pytest.mark.parametrize(("asked", "pooled"), [({}, True), ({"DATABASE_POOL": "0"}, False)])
def test_pool_is_on_unless_asked_otherwise(asked, pooled):
    found = database.from_environment({"DATABASE_URL": URL, **asked})
    assert ("pool" in found["OPTIONS"]) is pooled


def test_nothing_is_embedded_on_the_hosted_platform():
    found = database.from_environment({"VERCEL": "1"})
    assert found["HOST"] == "database-url-is-not-set"


@pytest.fixture
def data():
    folder = Path(tempfile.mkdtemp(prefix="trackr-", dir="/tmp"))  # noqa: S108  sockets need short names
    yield folder / "pg"
    for used in (folder / "pg", folder / "postgres-16"):
        database.stop_embedded(used)
    shutil.rmtree(folder)


def postmaster_of(data):
    return psutil.Process(int((data / "postmaster.pid").read_text().splitlines()[0]))


def kill(process):
    process.kill()
    try:
        process.wait(timeout=10)
    except psutil.TimeoutExpired:
        assert process.status() == psutil.STATUS_ZOMBIE


def test_embedded_server_heals_after_kill_9_and_loses_nothing(data):
    with psycopg.connect(database.start_embedded(data)) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('still here')")
    postmaster = postmaster_of(data)
    kill(postmaster)

    with psycopg.connect(database.start_embedded(data)) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("still here",)]
    assert postmaster_of(data).pid != postmaster.pid


def test_embedded_server_heals_when_another_process_has_the_dead_pid(data):
    database.start_embedded(data)
    kill(postmaster_of(data))
    pid_file = data / "postmaster.pid"
    lines = pid_file.read_text().splitlines() if pid_file.exists() else ["0"]
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))

    with psycopg.connect(database.start_embedded(data)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_command_starts_and_stops_the_server(data):
    def run(deed):
        command = [sys.executable, "-m", "trackr.database", deed, "--data", data.parent]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    version = os.environ.get("PGSERVER_POSTGRES_VERSION", "16")
    address = run("start")
    assert run("start") == address
    with psycopg.connect(address) as connection:
        assert connection.execute("SHOW server_version_num").fetchone()[0].startswith(version)
    run("stop")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)
