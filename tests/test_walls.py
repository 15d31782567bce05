"""What no review should have to look for: imports, foreign keys, the registry, settings."""

import ast
import importlib
import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from billing.models import Plan, Price
from trackr import privacy

ROOT = Path(__file__).parent.parent
HEAVY = ("anthropic", "googleapiclient", "posthog", "resend")
ROOMS = ("accounts", "applications", "billing", "calendar_sync", "coaching", "cv", "trackr")
PROMPTS = [
    path for room in ("coaching", "cv") for path in sorted((ROOT / room).rglob("prompts.py"))
]


def sources(*rooms):
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text())


def run_python(code, **environ):
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_imports_obey_the_walls():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_wsgi_loads_no_heavy_package():
    loaded = run_python(
        "import sys, trackr.wsgi; print([name for name in sys.modules if '.' not in name])"
    )
    assert not set(HEAVY) & set(ast.literal_eval(loaded))


def test_no_foreign_key_points_into_the_calendar():
    targets = {
        field.related_model._meta.app_label
        for model in apps.get_models()
        if model._meta.app_label != "calendar_sync"
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model
    }
    assert "calendar_sync" not in targets
    assert "applications" in targets  # the walk does see foreign keys


def test_every_column_is_in_the_registry_of_personal_data():
    assert privacy.missing_fields() == []


def test_own_tables_hang_on_the_user_by_database_cascade():
    for label in ("applications", "billing", "coaching", "cv", "mail"):
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                if field.remote_field and field.related_model not in (Plan, Price):
                    rule = field.remote_field.on_delete.__class__.__name__
                    assert rule == "DatabaseOnDelete", f"{model.__name__}.{field.name}"


@pytest.mark.parametrize("path", PROMPTS, ids=lambda path: path.parent.name)
def test_prompts_take_plain_values(path):
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    functions = inspect.getmembers(module, inspect.isfunction)
    public = [one for name, one in functions if one.__module__ == module.__name__]
    kinds = {
        parameter.annotation
        for function in public
        for parameter in inspect.signature(function).parameters.values()
        if not function.__qualname__.startswith("Prompt")
    }
    assert kinds <= {str, dict[str, str]}
    assert str in kinds


def test_views_reach_rows_through_access_only():
    """No `Model.objects.get(` and no get_object_or_404 in a view: a stranger's id must be a 404."""
    found = []
    for path, tree in sources(*ROOMS):
        if "views" not in (path.stem, path.parent.name):
            continue
        for node in ast.walk(tree):
            name = getattr(node, "attr", getattr(node, "id", ""))
            if name in {"get_object_or_404", "get"} and "objects" in ast.dump(node):
                found.append(f"{path.name}:{node.lineno}")
    assert found == []


def test_no_view_reads_the_address_raw():
    found = [
        f"{path}:{node.lineno}"
        for path, tree in sources(*ROOMS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript | ast.Attribute)
        and ast.unparse(node.value).endswith("request.GET")
    ]
    assert found == []


def test_nothing_is_marked_safe_outside_the_renderers():
    allowed = {"applications/board.py", "cv/text/rendering.py", "trackr/templatetags/trackr.py"}
    found = {
        str(path.relative_to(ROOT))
        for path, tree in sources(*ROOMS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in {"SafeString", "mark_safe"}
    }
    assert found <= allowed
    for template in (ROOT / "templates").rglob("*.*"):
        text = template.read_text()
        assert "|safe" not in text, template
        assert "autoescape" not in text or template.suffix == ".txt", template


def test_settings_survive_the_build_tools_discovery():
    """A host reads all settings as JSON at build time: no lazy text, no secret needed."""
    code = (
        "import json, trackr.settings as s;"
        "print(json.dumps({n: getattr(s, n) for n in dir(s) if n.isupper()}, default=str))"
    )
    bare = dict.fromkeys(("DATABASE_URL", "SECRET_KEY", "FIELD_KEYS", "SITE_URL"), "")
    read = json.loads(run_python(code, VERCEL="1", DEBUG="0", **bare))
    assert read["WSGI_APPLICATION"] == "trackr.wsgi.application"
    assert "ASGI_APPLICATION" not in read
    assert read["SESSION_COOKIE_NAME"].startswith("__Host-")


def test_deploy_check_is_clean_with_production_settings_and_refuses_plain_http():
    good = {
        "DEBUG": "0",
        "SITE_URL": "https://trackr.help",
        "SECRET_KEY": "x" * 25 + "abcdefghijklmnopqrstuvwxyz0123456789",
        "FIELD_KEYS": settings.FIELD_KEYS[0],
        "CRON_SECRET": "c" * 32,
        "RESEND_API_KEY": "re_x",
        "SANDBOX_URL": "",
        "ANTHROPIC_BASE_URL": "",
        "RESEND_API_URL": "",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environ = {**os.environ, **good}
    environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser tests' own
    clean = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert clean.returncode == 0, clean.stderr
    environ |= {"ANTHROPIC_BASE_URL": "http://10.0.0.1", "CRON_SECRET": ""}
    refused = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert refused.returncode == 1
    assert "(trackr.E001) ANTHROPIC_BASE_URL" in refused.stderr
    assert "(trackr.E004) CRON_SECRET" in refused.stderr


@pytest.mark.parametrize("name", ["prod", "dev"])
def test_pins_are_hashed_and_name_no_host(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    assert text.count("==") <= text.count("--hash=sha256:")
