"""manage.py sweep [name …]: what the cron doors do, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trackr import cron


class Command(BaseCommand):
    help = "Run the named sweeps, or all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", metavar="name", help=", ".join(cron.SWEEPS))

    def handle(self, *args: Any, **options: Any) -> None:
        names = options["names"] or list(cron.SWEEPS)
        if unknown := set(names) - set(cron.SWEEPS):
            raise CommandError(f"No such sweep: {', '.join(sorted(unknown))}.")
        for name, count in cron.run(names).items():
            self.stdout.write(f"{name}: {'broke' if count is None else count}")
