"""How a sweep goes through its due rows: bounded, safe side by side, past a poison row, and past
those that stay due: none of them starves who comes after."""

import datetime
import logging
from collections.abc import Callable, Iterator
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
    """Do `deed` to each due row, locked, until `until`; how many were done. `batch` keys are held
    in memory at a time.

    A row that another sweep holds is skipped; one that breaks is logged and left for the next time.
    Without `locks` the deed locks what it needs, in an order of its own, and stands to come twice.
    """
    rows = due.select_for_update(skip_locked=True, of=("self",)) if locks else due
    done = 0
    for key in _keys(due, batch):
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


def _keys[M: Model](due: QuerySet[M], batch: int) -> Iterator[Any]:
    """Of all rows in turn, each once, a batch at a time: what was passed is not looked at again."""
    ordered = due.order_by("pk").values_list("pk", flat=True)
    keys = list(ordered[:batch])
    yield from keys
    while len(keys) == batch:
        keys = list(ordered.filter(pk__gt=keys[-1])[:batch])
        yield from keys
