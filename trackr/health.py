"""Whether the sweeps come round: a page for staff, one word for whoever watches from outside."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from psycopg_pool import PoolTimeout

from trackr import cron
from trackr.http import AuthenticatedRequest
from trackr.models import SweepRun

# A success is overdue after so long: one knock at the door may fail or come late.
OVERDUE = {
    "minute": datetime.timedelta(minutes=15),
    "daily": datetime.timedelta(hours=26),
    "weekly": datetime.timedelta(days=8),
}


class Pace(StrEnum):
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    NEVER = "never"


@dataclass(frozen=True)
class Sweep:
    """One sweep behind its door, and how it last went."""

    name: str
    door: str
    run: SweepRun
    pace: Pace

    @property
    def is_broken(self) -> bool:
        """It broke, and has not gone well since."""
        success, failure = self.run.last_success_at, self.run.last_failure_at
        return failure is not None and (success is None or failure > success)


def sweeps(now: datetime.datetime) -> list[Sweep]:
    """Every sweep of every door, whether it ever ran or not."""
    runs = {run.name: run for run in SweepRun.objects.all()}
    return [
        _sweep(name, door, runs.get(name) or SweepRun(name=name), now)
        for door, names in cron.DOORS.items()
        for name in sorted(names)
    ]


def _sweep(name: str, door: str, run: SweepRun, now: datetime.datetime) -> Sweep:
    pace = Pace.NEVER
    if run.last_success_at is not None:
        is_late = now - run.last_success_at > OVERDUE[door]
        pace = Pace.OVERDUE if is_late else Pace.IN_TIME
    return Sweep(name, door, run, pace)


@require_safe
def page(request: AuthenticatedRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise Http404
    return render(request, "pages/health.html", {"sweeps": sweeps(timezone.now())})


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Is there an answer, and a database behind it? Nothing else is told to strangers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (Error, PoolTimeout):
        return JsonResponse({"ok": False}, status=503)
    return JsonResponse({"ok": True})
