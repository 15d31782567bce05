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
from cv.tailoring import changes
from cv.tailoring.patching import LineGone
from cv.views import tailorings
from trackr.http import AuthenticatedRequest, trigger

PAGE = "cv/tailoring.html"
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
    """The person's own wording. Where it can't stand, it stays in its field, with the reason."""
    change = change_of(request.user, change_id)
    if request.method == "GET":  # after signing in again
        return redirect("cv:tailoring", change.tailoring.public_id)
    form = ChangeForm(request.POST, change=change)
    if form.is_valid():
        try:
            changes.edit(change, form.cleaned_data["text"])
        except LineGone:
            form.add_error("text", str(GONE))
        else:
            return _answer(request, change, gettext_lazy("Saved and accepted."))
    return _refuse(request, change, form)


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
        return _answer(request, change, GONE, is_done=False)
    return _answer(request, change, said)


def _answer(
    request: AuthenticatedRequest, change: Change, said: str | Promise, *, is_done: bool = True
) -> HttpResponse:
    """The changes anew for htmx; for a plain form, the page with a message."""
    tailoring = change.tailoring
    if not request.htmx:
        messages.add_message(request, messages.INFO if is_done else messages.WARNING, str(said))
        page = redirect("cv:tailoring", tailoring.public_id)
        page.headers["Location"] += f"#change-{change.public_id}"
        return page
    fresh = tailoring_of(request.user, tailoring.public_id)
    response = render(request, f"{PAGE}#changes", tailorings.context_of(fresh))
    if is_done:  # the changes themselves show it
        trigger(response, announce={"text": str(said)})
    else:
        trigger(response, toast={"text": str(said), "level": "warning"})
    return response


def _refuse(request: AuthenticatedRequest, change: Change, form: ChangeForm) -> HttpResponse:
    fresh = tailoring_of(request.user, change.tailoring.public_id)
    context = tailorings.context_of(fresh) | {"wrong": form}
    template = f"{PAGE}#changes" if request.htmx else PAGE
    response = render(request, template, context, status=422)
    if request.htmx:
        trigger(response, announce={"text": str(form.errors["text"][0])})
    return response
