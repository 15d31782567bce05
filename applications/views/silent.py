"""The weekly pass through applications that nobody has said anything about for weeks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from applications.agenda import silent
from applications.forms.agenda import ChosenForm, SilentQueryForm
from applications.models import ApplicationQuerySet
from applications.table import bulk
from trackr.http import AuthenticatedRequest

LAST_DEED = "silent_deed"  # the mark of the last pass, in the session: what Undo takes back
MOST_SHOWN = 200


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    form, today = SilentQueryForm(request.GET), timezone.localdate()
    days = form.read()
    found = silent.of(request.user, today, days)[: MOST_SHOWN + 1]
    rows = [(row, (today - silent.heard_on(row)).days) for row in found]
    context = {
        "rows": rows[:MOST_SHOWN],
        "has_more": len(rows) > MOST_SHOWN,
        "days": days,
        "days_choices": silent.DAYS_CHOICES,
    }
    return render(request, "applications/silent.html", context)


@require_http_methods(["GET", "POST"])
def end(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":
        return redirect("applications:silent")
    ended = silent.end(request.user, _chosen(request), timezone.localdate())
    if not ended.number:
        return _after_nothing(request)
    request.session[LAST_DEED] = ended.mark()
    said = ngettext(
        "%(count)s application ended with “No response”.",
        "%(count)s applications ended with “No response”.",
        ended.number,
    )
    undo = reverse("applications:silent_undo")
    messages.success(request, said % {"count": ended.number}, extra_tags=undo)
    return redirect("applications:silent")


@require_http_methods(["GET", "POST"])
def wait(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":
        return redirect("applications:silent")
    count = silent.wait(_chosen(request), timezone.localdate())
    if not count:
        return _after_nothing(request)
    said = ngettext(
        "%(count)s application has two more weeks.",
        "%(count)s applications have two more weeks.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("applications:silent")


@require_http_methods(["GET", "POST"])
def undo(request: AuthenticatedRequest) -> HttpResponse:
    """Take the last pass back, once."""
    if request.method == "GET":
        return redirect("applications:silent")
    count = _take_back_last_pass(request)
    if count:
        said = ngettext("%(count)s is live again.", "%(count)s are live again.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("It was undone already."))
    page = reverse("applications:silent")
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": page})
    return redirect(page)


def _take_back_last_pass(request: AuthenticatedRequest) -> int:
    """How many applications that changed."""
    try:
        deed = bulk.Deed.of_mark(request.session.pop(LAST_DEED, ""), request.user)
    except bulk.CantFind:
        return 0
    return bulk.undo(request.user, deed)


def _chosen(request: AuthenticatedRequest) -> ApplicationQuerySet:
    """The ticked ones that are silent still."""
    form = ChosenForm(request.POST)
    found = silent.of(request.user, timezone.localdate(), form.read())
    return found.filter(public_id__in=form.ids())


def _after_nothing(request: AuthenticatedRequest) -> HttpResponse:
    messages.info(request, _("Tick at least one application that is listed here."))
    return redirect("applications:silent")
