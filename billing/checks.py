"""System checks of what is kept in rows: `manage.py check --database default`, and each migrate."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError
from django.utils import timezone

from billing import cycle
from billing.models import AiModel


@register(Tags.database)
def models_have_prices(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    if not databases:
        return []
    today = cycle.local_date(timezone.now())
    unpriced = AiModel.objects.in_use(today).without_price(today)
    try:
        names = sorted(set(unpriced.values_list("name", flat=True)))
    except DatabaseError:  # before the first migration, or out of reach: others tell of that
        return []
    return [
        Warning(
            f"The AI model {name} is in use and has no price in effect: it counts as the dearest.",
            hint="Add its price in admin, under Prices of models.",
            id="billing.W001",
        )
        for name in names
    ]
