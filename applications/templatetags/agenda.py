"""The panel about what comes next, for the page of an application."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.utils import timezone

from applications.agenda import deeds, items, overview
from applications.agenda.items import Item
from applications.models import Application, Round

register = template.Library()


@register.inclusion_tag("applications/_next_step.html", takes_context=True)
def next_step(
    context: dict[str, Any], application: Application, rounds: Iterable[Round]
) -> dict[str, Any]:
    """What comes next for an application: what its rounds ask for, its next action, and the
    person's own reminders about it. One query."""
    today = timezone.localdate()
    found = overview.in_order(_items(application, rounds, today))
    return {
        "application": application,
        "items": [(item, deeds.later_days(today, item.due_on)) for item in found],
        "back": "page",
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
    }


def _items(
    application: Application, rounds: Iterable[Round], today: datetime.date
) -> Iterator[Item]:
    if application.next_on:
        yield items.of_application(application, today)
    for one in rounds:
        if application.is_live and not one.is_cancelled:
            yield from items.of_round(one, today)
    for reminder in application.reminders.open():
        yield items.of_reminder(reminder, today)
