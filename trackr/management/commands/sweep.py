"""manage.py sweep [name …]: what the cron doors do, by hand; with --every, again and again."""

import signal
import threading
from collections.abc import Iterable
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from trackr import cron


class Command(BaseCommand):
    help = "Run the named sweeps, or all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", metavar="name", help=", ".join(cron.SWEEPS))
        parser.add_argument(
            "--every", type=float, metavar="SECONDS", help="again after so long, until SIGTERM"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names = options["names"] or list(cron.SWEEPS)
        if unknown := set(names) - set(cron.SWEEPS):
            raise CommandError(f"No such sweep: {', '.join(sorted(unknown))}.")
        if options["every"] is None:
            self._run(names)
        elif options["every"] > 0:
            self._run_every(options["every"], names)
        else:
            raise CommandError("--every needs a number of seconds above 0.")

    def _run_every(self, seconds: float, names: Iterable[str]) -> None:
        over = threading.Event()

        def finish(signum: int, frame: FrameType | None) -> None:
            over.set()

        before = signal.signal(signal.SIGTERM, finish)
        try:
            while not over.is_set():
                self._run(names)
                close_old_connections()  # the database may restart between two rounds
                over.wait(seconds)
        finally:
            signal.signal(signal.SIGTERM, before)

    def _run(self, names: Iterable[str]) -> None:
        for name, count in cron.run(names).items():
            self.stdout.write(f"{name}: {'broke' if count is None else count}")
