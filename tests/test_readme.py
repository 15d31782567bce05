"""The README stays true: its table names every variable that the settings read."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_readme_names_every_variable_of_the_environment():
    code = "".join((ROOT / "trackr" / name).read_text() for name in ("settings.py", "database.py"))
    read = set(re.findall(r"""env\.\w+\(\s*"([A-Z_]+)|environ\.get\("([A-Z_]+)""", code))
    names = {one or other for one, other in read} - {"PGSERVER_POSTGRES_VERSION"}
    table = set(re.findall(r"`([A-Z_]{4,})`", (ROOT / "README.md").read_text()))
    assert names >= {"DATABASE_URL", "SENTRY_DSN"}
    assert names == table


def test_readme_names_every_room():
    readme = (ROOT / "README.md").read_text()
    for room in (path.parent.name for path in ROOT.glob("*/__init__.py")):
        assert f"`{room}/`" in readme
