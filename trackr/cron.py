"""The scheduled doors. Each room's due rows are the queue; the cron URL and `manage.py sweep` call
the same functions."""

import datetime
import logging
from collections.abc import Callable, Iterable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from psycopg_pool import PoolTimeout

from applications import bin
from applications.agenda import milestones
from applications.capture import clippings
from applications.importing import run as importing
from billing import allowance, cards, lapse, notices, orphans, reconcile, renew, repay
from coaching.chat import reply
from coaching.drafts import write
from coaching.interviews import mocking, preparing
from coaching.offers import commenting
from cv.analysis import analyse
from cv.tailoring import tailor
from trackr.mail import outbox
from trackr.models import SweepRun

logger = logging.getLogger(__name__)

Sweep = Callable[[datetime.datetime, datetime.datetime], int]
BUDGET = datetime.timedelta(seconds=50)

SWEEPS: dict[str, Sweep] = {
    "allowance": allowance.sweep,
    "analyses": analyse.sweep,
    "bin": bin.sweep,
    "cards": cards.sweep,
    "clippings": clippings.sweep,
    "imports": importing.sweep,
    "lapses": lapse.sweep,
    "letters": outbox.sweep,
    "milestones": milestones.sweep,
    "mock_turns": mocking.sweep,
    "notices": notices.sweep,
    "orphans": orphans.sweep,
    "payments": reconcile.poll,
    "preparations": preparing.sweep,
    "offer_comments": commenting.sweep,
    "refunds": repay.sweep,
    "renewals": renew.sweep,
    "statement": reconcile.daily,
    "statement_of_month": reconcile.weekly,
    "tailorings": tailor.sweep,
    "turns": reply.sweep,
    "writings": write.sweep,
}
DOORS: dict[str, tuple[str, ...]] = {
    "minute": (
        "allowance",
        "analyses",
        "clippings",
        "imports",
        "milestones",
        "mock_turns",
        "preparations",
        "offer_comments",
        "tailorings",
        "turns",
        "writings",
        # These wait for the bank: nobody else waits for them. What is known of payments first.
        "payments",
        "refunds",
        "orphans",
        "cards",
        "renewals",
        "lapses",
        "letters",  # last: what the others post leaves in the same minute
    ),
    "daily": ("bin", "notices", "statement"),
    "weekly": ("statement_of_month",),
}


def run(names: Iterable[str]) -> dict[str, int | None]:
    """Rows handled per sweep; None for one that broke. One broken sweep stops no other, and one
    with much to do takes half of the time that is left."""
    now = timezone.now()
    return {name: _run_one(name, now, now + BUDGET) for name in names}


def _run_one(name: str, now: datetime.datetime, end: datetime.datetime) -> int | None:
    count: int | None = None
    begun = timezone.now()
    try:
        count = SWEEPS[name](now, begun + (end - begun) / 2)
    except Exception:  # the sweep loop's outermost edge
        logger.exception("sweep %s broke", name)
    try:
        SweepRun.objects.record(name, count, timezone.now())
    except (Error, PoolTimeout):  # the database went away; the next round may find it again
        logger.exception("sweep %s went unrecorded", name)
    return count


@login_not_required
@never_cache
@require_GET
def open_door(request: HttpRequest, door: str) -> HttpResponse:
    expected = f"Bearer {settings.CRON_SECRET}"
    given = request.headers.get("Authorization", "")
    if not settings.CRON_SECRET or not constant_time_compare(given, expected):
        return JsonResponse({"error": "forbidden"}, status=403)
    if door not in DOORS:
        return JsonResponse({"error": "no such door"}, status=404)
    return JsonResponse(run(DOORS[door]))
