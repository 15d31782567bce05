"""What the bookmarklet hands over: kept until its person has looked, and never for a day."""

import datetime
import uuid
from typing import Any

from django.db import transaction

from applications.models import AccessKey, Clipping

KEPT = datetime.timedelta(hours=23)  # swept every minute, so gone well within a day
MOST_KEPT = 20  # per person: a bookmarklet that somebody else holds fills no disk


@transaction.atomic
def take(user: Any, url: str, html: str, now: datetime.datetime) -> Clipping:
    """Keep a page for the holder of a capture token."""
    AccessKey.objects.filter(user=user, kind=AccessKey.Kind.CAPTURE).update(last_used_at=now)
    clipping = Clipping.objects.create(user=user, url=url, html=html, created_at=now)
    latest = Clipping.objects.of(user).order_by("-created_at", "-pk")
    Clipping.objects.filter(pk__in=latest.values("pk")[MOST_KEPT:]).delete()
    return clipping


def forget(user: Any, public_id: uuid.UUID) -> None:
    Clipping.objects.of(user).filter(public_id=public_id).delete()


def sweep(now: datetime.datetime, until: datetime.datetime) -> int:
    return Clipping.objects.filter(created_at__lte=now - KEPT).delete()[0]
