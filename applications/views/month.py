"""A month of everything that has a day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.agenda import month
from applications.forms.agenda import FIRST_DAY, LAST_DAY, MonthQueryForm
from trackr.http import AuthenticatedRequest


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    now, zone = timezone.now(), timezone.get_current_timezone()
    today = timezone.localdate(now, zone)
    found = month.of(request.user, MonthQueryForm(request.GET).read(today), now, zone)
    context = {
        "month": found,
        "weekdays": [day.date for day in found.weeks[0]],
        "has_previous": found.previous >= FIRST_DAY,
        "has_following": found.following <= LAST_DAY,
        "is_current": found.first == today.replace(day=1),
    }
    return render(request, "applications/month.html", context)
