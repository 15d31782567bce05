"""What a person of ours has to look at: raised once, seen in admin and on the health page."""

import logging

from django.db import IntegrityError, transaction
from django.utils import timezone

from billing.models import Alert

logger = logging.getLogger(__name__)


def sound(subject: Alert.Subject, source_id: str, detail: str = "") -> None:
    """Raise it, unless the same stands unresolved. No personal data in any of it."""
    fields = {"subject": subject, "source_id": source_id, "detail": detail[:200]}
    try:
        with transaction.atomic():
            Alert.objects.create(**fields, raised_at=timezone.now())
    except IntegrityError:  # each_alert_once
        return
    logger.error("billing: %s %s %s", subject, source_id, detail)


def charging_is_stopped() -> bool:
    """The bank refuses us altogether: no charge may begin until somebody has looked."""
    stopped = Alert.objects.filter(subject=Alert.Subject.CHARGING_STOPPED, resolved_at=None)
    return stopped.exists()
