"""Trackr as it runs in production, in this process: no DEBUG, pooled connections, hashed assets."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command

from benchmarks.calls import SITE

DATA = Path(__file__).resolve().parent.parent / ".data" / "bench"


def start(database_url: str) -> WSGIHandler:
    """Set Django up for that database and hand over the WSGI application. Once in a process."""
    os.environ |= {
        "DATABASE_URL": database_url,
        "DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "trackr.settings",
        "SECRET_KEY": "of the benchmarks: it signs nothing that anybody keeps",
        "SITE_URL": SITE,
    }
    django.setup()
    settings.STATIC_ROOT = str(DATA / "static")
    return WSGIHandler()


def collect_assets() -> None:
    """Give the assets their hashed names, as a deployment does."""
    call_command("collectstatic", interactive=False, verbosity=0)
