"""How a sweep goes through its due rows: bounded, safe side by side, and past a poison row."""

import datetime
import logging
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

BATCH = 100

logger = logging.getLogger(__name__)


def each[M: Model](
    due: QuerySet[M],
    until: datetime.datetime,
    deed: Callable[[M], Any],
    batch: int = BATCH,
    *,
    locks: bool = True,
) -> int:
    """Do `deed` to each due row, locked, until `until`; how many were done.

    A row that another sweep holds is skipped; one that breaks is logged and left for the next time.
    Without `locks` the deed locks what it needs, in an order of its own, and stands to come twice.
    """
    rows = due.select_for_update(skip_locked=True, of=("self",)) if locks else due
    done = 0
    for key in list(due.order_by("pk").values_list("pk", flat=True)[:batch]):
        if timezone.now() >= until:
            break
        try:
            # Without locks there is no transaction around the deed: what it commits has to stand
            # before it asks anybody outside, whatever happens to us meanwhile.
            with transaction.atomic() if locks else nullcontext():
                row = rows.filter(pk=key).first()
                if row is not None:
                    deed(row)
                    done += 1
        except Exception:  # the sweep loop: one poison row must not stop the others
            logger.exception("sweep stumbled over %s %s", due.model._meta.label, key)
    return done
