"""Interview rounds: planning one, the page to open before it, what was said in it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import application_of, round_of
from applications.agenda import deeds, items
from applications.forms.rounds import DebriefForm, PlanForm, RoundForm
from applications.models import Round
from applications.people import rounds
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def plan(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    zone = request.preferences.zone.key
    form = PlanForm(posted(request), instance=Round(application=application, zone=zone))
    if request.method == "POST" and form.is_valid():
        planned = form.plan_for(request.user)
        messages.success(request, _("%(round)s is planned.") % {"round": planned})
        return redirect("applications:round", planned.public_id)
    return render(
        request, "applications/round_plan.html", {"application": application, "form": form}
    )


@require_safe
def show(request: AuthenticatedRequest, round_id: uuid.UUID) -> HttpResponse:
    one = round_of(request.user, round_id)
    return render(request, "applications/round.html", _page(one, DebriefForm(instance=one)))


@require_http_methods(["GET", "POST"])
def edit(request: AuthenticatedRequest, round_id: uuid.UUID) -> HttpResponse:
    one = round_of(request.user, round_id)
    form = RoundForm(posted(request), instance=one)
    if request.method == "POST" and form.is_valid() and form.save_if_current():
        messages.success(request, _("Saved."))
        return redirect("applications:round", one.public_id)
    context = {"round": one, "application": one.application, "form": form}
    status = 409 if form.is_stale else 200
    return render(request, "applications/round_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def debrief(request: AuthenticatedRequest, round_id: uuid.UUID) -> HttpResponse:
    """The form stands on the round's page; signing in again may lead here by GET."""
    one = round_of(request.user, round_id)
    form = DebriefForm(posted(request), instance=one)
    is_posted = request.method == "POST"
    if is_posted and not (form.is_valid() and form.save_if_current()):
        status = 409 if form.is_stale else 200
        return render(request, "applications/round.html", _page(one, form), status=status)
    if is_posted:
        messages.success(request, _("Saved."))
    return redirect("applications:round", one.public_id)


@require_http_methods(["GET", "POST"])
def cancel(request: AuthenticatedRequest, round_id: uuid.UUID) -> HttpResponse:
    one = round_of(request.user, round_id)
    if request.method == "POST" and rounds.cancel(one):
        messages.success(request, _("%(round)s is cancelled.") % {"round": one})
    return redirect("applications:round", one.public_id)


@require_http_methods(["GET", "POST"])
def restore(request: AuthenticatedRequest, round_id: uuid.UUID) -> HttpResponse:
    one = round_of(request.user, round_id)
    if request.method == "POST" and rounds.restore(one):
        messages.success(request, _("%(round)s takes place after all.") % {"round": one})
    return redirect("applications:round", one.public_id)


def _page(one: Round, form: DebriefForm) -> dict[str, object]:
    application, today = one.application, timezone.localdate()
    return {
        "round": one,
        "application": application,
        "people": one.people.all(),
        "posting": application.postings.first(),
        "documents": application.sent_documents.all(),
        "form": form,
        "is_over": one.day <= today,
        "is_on": application.is_live and not one.is_cancelled,
        "items": items.of_round(one, today),
        "put_off_days": deeds.later_days(today, one.prepare_on),
        "back": "round",
    }
