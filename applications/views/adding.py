"""Adding applications: by two words, or captured from a posting."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import duplicates
from applications.capture import clippings
from applications.capture.proposal import Proposal
from applications.capture.read import CaptureFailed, from_paste, from_url
from applications.duplicates import Known
from applications.forms.application import AddQueryForm, QuickAddForm
from applications.forms.capturing import CapturedForm, CaptureForm, ClippingForm, WarnedForm
from applications.views.answers import after_change
from trackr import connection, limits
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def add(request: AuthenticatedRequest) -> HttpResponse:
    form = QuickAddForm(posted(request), initial=AddQueryForm(request.GET).read())
    likely: list[Known] = []
    if request.method == "POST" and form.is_valid():
        likely = _alike(request, form.cleaned_data)
        if not duplicates.is_news(likely, WarnedForm(request.POST).read()):
            return _added(request, form)
    template = "applications/add.html"
    context = {"form": form, "likely": likely}
    return render(request, f"{template}#form" if request.htmx else template, context)


def _added(request: AuthenticatedRequest, form: QuickAddForm) -> HttpResponse:
    application = form.save(commit=False)
    application.user = request.user
    application.begin(form.cleaned_data["stage"], timezone.localdate())
    said = _("%(application)s added.") % {"application": application}
    return after_change(request, application, said, is_new=True)


@require_http_methods(["GET", "POST"])
def capture(request: AuthenticatedRequest) -> HttpResponse:
    """Read a posting and propose what it says. Nothing is saved here."""
    form = CaptureForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not limits.allows(request, "capture"):
            form.add_error(None, CaptureFailed("too_often").sentence)
            return render(request, "applications/capture.html", {"form": form})
        try:
            proposal = _read(form)
        except CaptureFailed as failure:
            form.add_error("url" if form.cleaned_data["url"] else "pasted", failure.sentence)
        else:
            return propose(request, proposal)
    return render(request, "applications/capture.html", {"form": form})


@require_http_methods(["GET", "POST"])
def save_captured(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":  # after signing in again: the proposal is gone
        return redirect("applications:capture")
    form = CapturedForm(request.POST)
    clipping = ClippingForm(request.POST).read()
    likely: list[Known] = []
    if form.is_valid():
        likely = _alike(request, form.cleaned_data)
        if not duplicates.is_news(likely, WarnedForm(request.POST).read()):
            return _saved(request, form, clipping)
    context = {"form": form, "likely": likely, "clipping": clipping}
    return render(request, "applications/captured.html", context)


def propose(
    request: AuthenticatedRequest, proposal: Proposal, clipping: uuid.UUID | None = None
) -> HttpResponse:
    """The page where a proposal is checked."""
    form = CapturedForm(initial={**proposal.initial, "read_from": proposal.read_from})
    context = {
        "form": form,
        "likely": _alike(request, proposal.initial),
        "clipping": clipping,
    }
    return render(request, "applications/captured.html", context)


@transaction.atomic
def _saved(
    request: AuthenticatedRequest, form: CapturedForm, clipping: uuid.UUID | None
) -> HttpResponse:
    application = form.save_captured(request.user)
    if clipping:
        clippings.forget(request.user, clipping)
    return redirect("applications:page", application.public_id)


def _alike(request: AuthenticatedRequest, said: dict[str, str]) -> list[Known]:
    """What the person has already that looks like it."""
    company, role, url = (said.get(name, "") for name in ("company", "role", "url"))
    return duplicates.among(duplicates.known_to(request.user), company, role, url)


def _read(form: CaptureForm) -> Proposal:
    """What was pasted counts more than the link, which then is only kept."""
    url, pasted = form.cleaned_data["url"], form.cleaned_data["pasted"]
    if pasted:
        return from_paste(pasted, url)
    connection.give_back()  # fetching takes up to 10 s
    return from_url(url)
