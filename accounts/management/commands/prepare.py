"""manage.py prepare: a database ready for development, with a sample job search in it."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts import demo
from trackr import messages


class Command(BaseCommand):
    help = "Migrate, make the cache table, compile the translations, add the sample account."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("prepare is for development: it adds an account that all know.")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        messages.compile_all()
        if demo.add():
            self.stdout.write("Sample data added.")
