"""Adding applications: by two words, or captured from a posting."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.capture.proposal import Proposal
from applications.capture.read import CaptureFailed, from_paste, from_url
from applications.forms import CapturedForm, CaptureForm, QuickAddForm
from applications.views.answers import after_change
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def add(request: AuthenticatedRequest) -> HttpResponse:
    form = QuickAddForm(posted(request), initial=request.GET.dict())
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
        try:
            proposal = _read(form)
        except CaptureFailed as failure:
            form.add_error("url" if form.cleaned_data["url"] else "pasted", failure.sentence)
        else:
            return render(request, "applications/captured.html", _proposed(proposal))
    return render(request, "applications/capture.html", {"form": form})


@require_POST
def save_captured(request: AuthenticatedRequest) -> HttpResponse:
    form = CapturedForm(request.POST)
    if form.is_valid():
        application = form.save_captured(request.user)
        return redirect("applications:page", application.public_id)
    return render(request, "applications/captured.html", {"form": form, "sources": {}})


def _read(form: CaptureForm) -> Proposal:
    """What was pasted counts more than the link, which then is only kept."""
    url, pasted = form.cleaned_data["url"], form.cleaned_data["pasted"]
    return from_paste(pasted, url) if pasted else from_url(url)


def _proposed(proposal: Proposal) -> dict[str, object]:
    sources = {name: field.source_label for name, field in proposal.fields.items()}
    initial = {name: field.value for name, field in proposal.fields.items()}
    initial |= {"posting_text": proposal.posting_text, "posting_source": proposal.posting_source}
    return {"form": CapturedForm(initial=initial), "sources": sources, "proposal": proposal}
