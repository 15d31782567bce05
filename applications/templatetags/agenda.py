"""The panel about what comes next, for the page of an application."""

from typing import Any

from django import template
from django.utils import timezone

from applications.agenda import deeds, items
from applications.models import Application

register = template.Library()


@register.inclusion_tag("applications/_next_step.html", takes_context=True)
def next_step(context: dict[str, Any], application: Application) -> dict[str, Any]:
    """What comes next for an application, and the person's own reminders about it: one query."""
    today = timezone.localdate()
    item = items.of_application(application, today) if application.next_on else None
    reminders = application.reminders.open()
    return {
        "application": application,
        "item": item,
        "reminders": [items.of_reminder(reminder, today) for reminder in reminders],
        "put_off_days": deeds.later_days(today, item.due_on if item else today),
        "back": "page",
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
    }
