"""Deciding on what a preparation proposes: a story for a question, stories to keep."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from coaching.access import proposal_of, question_of
from coaching.forms.interviews import MatchForm, SettleForm
from coaching.interviews import bank, facts
from coaching.models import Proposal
from trackr.http import AuthenticatedRequest, posted

FULL = gettext_lazy("Your bank is full. Delete a story that you no longer tell.")


@require_http_methods(["GET", "POST"])
def match(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Another story of the bank for a question, or none."""
    question = question_of(request.user, public_id)
    form = MatchForm(request.POST, user=request.user)
    if request.method == "POST" and form.is_valid():
        bank.match(question, form.cleaned_data["story"])
        messages.success(request, _("Saved."))
    return _back(question.preparation.public_id, f"question-{question.public_id}")


@require_http_methods(["GET", "POST"])
def keep(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Into the bank; where the person has to settle something, by way of a form for it."""
    proposal = proposal_of(request.user, public_id)
    if request.method == "GET":  # after signing in again
        return _to(proposal)
    try:
        if bank.keep(proposal):
            messages.success(request, _("The story is in your bank."))
    except bank.Unsettled:
        return redirect("coaching:proposal_settle", proposal.public_id)
    except bank.Full:
        messages.warning(request, str(FULL))
    return _to(proposal)


@require_http_methods(["GET", "POST"])
def settle(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    proposal = proposal_of(request.user, public_id)
    if proposal.decision != Proposal.Decision.OPEN:
        return _to(proposal)
    form = SettleForm(posted(request), proposal=proposal)
    if request.method == "POST" and form.is_valid():
        try:
            if bank.settle(proposal, form.told()):
                messages.success(request, _("The story is in your bank."))
            return _to(proposal)
        except bank.Full:
            form.add_error(None, str(FULL))
    context = {"form": form, "proposal": proposal, "facts": facts.reasons(proposal.unproven)}
    return render(request, "coaching/interviews/settle.html", context)


@require_http_methods(["GET", "POST"])
def reject(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    return _decide(request, public_id, bank.reject, gettext_lazy("Left out."))


@require_http_methods(["GET", "POST"])
def reopen(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    return _decide(request, public_id, bank.reopen, gettext_lazy("To decide again."))


def _decide(
    request: AuthenticatedRequest,
    public_id: uuid.UUID,
    deed: Callable[[Proposal], bool],
    said: Promise | str,
) -> HttpResponse:
    proposal = proposal_of(request.user, public_id)
    if request.method == "POST" and deed(proposal):
        messages.success(request, str(said))
    return _to(proposal)


def _to(proposal: Proposal) -> HttpResponse:
    return _back(proposal.preparation.public_id, f"story-{proposal.public_id}")


def _back(preparation_id: uuid.UUID, place: str) -> HttpResponse:
    response = redirect("coaching:preparation", preparation_id)
    response.headers["Location"] += f"#{place}"
    return response
