"""Adding applications: by two words, or captured from a posting."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.capture.proposal import Proposal
from applications.capture.read import CaptureFailed, from_paste, from_url
from applications.forms.application import AddQueryForm, QuickAddForm
from applications.forms.capturing import CapturedForm, CaptureForm
from applications.views.answers import after_change
from trackr import connection, limits
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def add(request: AuthenticatedRequest) -> HttpResponse:
    form = QuickAddForm(posted(request), initial=AddQueryForm(request.GET).read())
    if request.method == "POST" and form.is_valid():
        application = form.save(commit=False)
        application.user = request.user
        application.begin(form.cleaned_data["stage"], timezone.localdate())
        said = _("%(application)s added.") % {"application": application}
        return after_change(request, application, said, is_new=True)
    template = "applications/add.html"
    return render(request, f"{template}#form" if request.htmx else template, {"form": form})


@require_http_methods(["GET", "POST"])
def capture(request: AuthenticatedRequest) -> HttpResponse:
    """Read a posting and propose what it says. Nothing is saved here."""
    form = CaptureForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not limits.allows(request, "capture"):
            form.add_error(
                None,
                _("You have captured a lot in a short time. Please wait a few minutes."),
            )
            return render(request, "applications/capture.html", {"form": form})
        try:
            proposal = _read(form)
        except CaptureFailed as failure:
            form.add_error("url" if form.cleaned_data["url"] else "pasted", failure.sentence)
        else:
            return render(request, "applications/captured.html", {"form": _proposed(proposal)})
    return render(request, "applications/capture.html", {"form": form})


@require_http_methods(["GET", "POST"])
def save_captured(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":  # after signing in again: the proposal is gone
        return redirect("applications:capture")
    form = CapturedForm(request.POST)
    if form.is_valid():
        application = form.save_captured(request.user)
        return redirect("applications:page", application.public_id)
    return render(request, "applications/captured.html", {"form": form})


def _read(form: CaptureForm) -> Proposal:
    """What was pasted counts more than the link, which then is only kept."""
    url, pasted = form.cleaned_data["url"], form.cleaned_data["pasted"]
    if pasted:
        return from_paste(pasted, url)
    connection.give_back()  # fetching takes up to 10 s
    return from_url(url)


def _proposed(proposal: Proposal) -> CapturedForm:
    initial: dict[str, object] = {name: one.value for name, one in proposal.fields.items()}
    initial |= {"posting_text": proposal.posting_text, "posting_source": proposal.posting_source}
    read_from = {name: one.source for name, one in proposal.fields.items()}
    if proposal.reason:
        read_from["reason"] = proposal.reason
    return CapturedForm(initial=initial | {"read_from": read_from})
