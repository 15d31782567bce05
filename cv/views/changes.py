"""Deciding on one proposed change of a tailored CV: each deed a POST of its own, with its undo."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from cv.access import change_of, tailoring_of
from cv.forms import ChangeForm, FactForm
from cv.models import Change
from cv.tailoring import changes, proposed
from cv.tailoring.patching import LineGone
from trackr.http import AuthenticatedRequest, trigger

GONE = gettext_lazy("You have edited this line by hand since, so nothing was changed.")


@require_http_methods(["GET", "POST"])
def accept(request: AuthenticatedRequest, change_id: uuid.UUID) -> HttpResponse:
    return _decide(request, change_id, changes.accept, gettext_lazy("Accepted."))


@require_http_methods(["GET", "POST"])
def reject(request: AuthenticatedRequest, change_id: uuid.UUID) -> HttpResponse:
    return _decide(request, change_id, changes.reject, gettext_lazy("Rejected."))


@require_http_methods(["GET", "POST"])
def reopen(request: AuthenticatedRequest, change_id: uuid.UUID) -> HttpResponse:
    return _decide(request, change_id, changes.reopen, gettext_lazy("To decide again."))


@require_http_methods(["GET", "POST"])
def edit(request: AuthenticatedRequest, change_id: uuid.UUID) -> HttpResponse:
    """The person's own wording."""
    change = change_of(request.user, change_id)
    form = ChangeForm(request.POST, change=change)
    if request.method == "POST" and not form.is_valid():
        return _answer(request, change, str(form.errors["text"][0]))
    return _decide(
        request,
        change_id,
        lambda one: changes.edit(one, form.cleaned_data["text"]),
        gettext_lazy("Saved and accepted."),
    )


@require_http_methods(["GET", "POST"])
def confirm(request: AuthenticatedRequest, change_id: uuid.UUID) -> HttpResponse:
    """The person says that a fact is true."""
    form = FactForm(request.POST)
    fact = form.cleaned_data["fact"] if form.is_valid() else ""
    said = gettext_lazy("Noted as true.")
    return _decide(request, change_id, lambda one: changes.confirm(one, fact), said)


@require_http_methods(["GET", "POST"])
def accept_proven(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """All undecided changes that bring no unproven fact."""
    tailoring = tailoring_of(request.user, public_id)
    if request.method == "POST" and tailoring.cv is not None:
        count = len(changes.accept_proven(tailoring))
        said = ngettext("%(count)d change is accepted.", "%(count)d changes are accepted.", count)
        messages.success(request, said % {"count": count})
    return redirect("cv:tailoring", tailoring.public_id)


def _decide(
    request: AuthenticatedRequest,
    change_id: uuid.UUID,
    deed: Callable[[Change], object],
    said: str | Promise,
) -> HttpResponse:
    change = change_of(request.user, change_id)
    if request.method == "GET":  # after signing in again
        return redirect("cv:tailoring", change.tailoring.public_id)
    try:
        deed(change)
    except LineGone:
        said = GONE
    return _answer(request, change, said)


def _answer(request: AuthenticatedRequest, change: Change, said: str | Promise) -> HttpResponse:
    """The changes anew for htmx; for a plain form, the page with a message."""
    tailoring = change.tailoring
    if not request.htmx:
        messages.info(request, str(said))
        page = redirect("cv:tailoring", tailoring.public_id)
        page.headers["Location"] += f"#change-{change.public_id}"
        return page
    fresh = tailoring_of(request.user, tailoring.public_id)
    context = {"tailoring": fresh, "page": proposed.page_of(fresh)}
    response = render(request, "cv/tailoring.html#changes", context)
    trigger(response, announce={"text": str(said)})
    return response
