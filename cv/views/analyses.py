"""A CV against a posting: choose the CV, see what will be sent, start, read what came."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import application_of
from applications.models import Application
from billing import allowance
from cv import analyse, report
from cv.access import analysis_of, cv_of
from cv.forms import StartForm
from cv.models import Analysis, Cv
from trackr import claude
from trackr.http import AuthenticatedRequest, posted, trigger

MOST_LISTED = 20


@require_safe
def choose(request: AuthenticatedRequest, application_id: uuid.UUID) -> HttpResponse:
    """The CVs and what was found before; with one CV and nothing found yet, straight on."""
    application = application_of(request.user, application_id)
    cvs, earlier = list(Cv.objects.of(request.user)), _earlier(application)
    if len(cvs) == 1 and not earlier:
        return redirect("cv:preview", application.public_id, cvs[0].public_id)
    context = {"application": application, "cvs": cvs, "earlier": earlier}
    return render(request, "cv/choose.html", context)


@require_safe
def history(request: AuthenticatedRequest, application_id: uuid.UUID) -> HttpResponse:
    """The analyses of one application, as a part of its page."""
    application = application_of(request.user, application_id)
    if not request.htmx:
        return redirect("cv:choose", application.public_id)
    return render(request, "cv/_earlier.html", {"earlier": _earlier(application)})


@require_safe
def preview(
    request: AuthenticatedRequest, application_id: uuid.UUID, public_id: uuid.UUID
) -> HttpResponse:
    """Exactly what will be sent, before it is."""
    application = application_of(request.user, application_id)
    cv = cv_of(request.user, public_id)
    posting = application.postings.first()
    if posting is None:
        messages.info(request, _("Keep the text of the posting first."))
        return redirect("applications:posting", application.public_id)
    version = cv.current()
    payload = analyse.preview(request.user, version, posting)
    context = {
        "application": application,
        "cv": cv,
        "version": version,
        "payload": payload,
        "form": StartForm(initial={"digest": payload.digest}),
        "left": allowance.left(request.user, allowance.Feature.CV_ANALYSIS),
        "is_on": claude.is_on(),
        "earlier": _earlier(application),
    }
    return render(request, "cv/preview.html", context)


@require_http_methods(["GET", "POST"])
def start(
    request: AuthenticatedRequest, application_id: uuid.UUID, public_id: uuid.UUID
) -> HttpResponse:
    application = application_of(request.user, application_id)
    cv = cv_of(request.user, public_id)
    posting = application.postings.first()
    form = StartForm(posted(request))
    if posting is None or not form.is_valid():
        return redirect("cv:preview", application.public_id, cv.public_id)
    try:
        analysis = analyse.start(request.user, cv.current(), posting, form.cleaned_data["digest"])
    except analyse.PayloadChanged:
        messages.info(request, _("Something changed since. Please look again at what is sent."))
    except allowance.AllowanceSpent:
        messages.warning(request, _("No analyses are left in this cycle."))
    else:
        return redirect("cv:analysis", analysis.public_id)
    return redirect("cv:preview", application.public_id, cv.public_id)


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    analysis = analysis_of(request.user, public_id)
    sentence = analyse.SENTENCES.get(analysis.error, "")
    context = {
        "analysis": analysis,
        "cv": analysis.version.cv,
        "application": analysis.posting.application,
        "report": report.of(analysis) if analysis.state == Analysis.State.DONE else None,
        "sentence": sentence,
        "seconds": int((timezone.now() - analysis.created_at).total_seconds()),
    }
    template = "cv/analysis.html"
    response = render(request, f"{template}#outcome" if request.htmx else template, context)
    if request.htmx and analysis.is_over:
        trigger(response, announce={"text": str(sentence or _("The analysis is done."))})
    return response


@require_http_methods(["GET", "POST"])
def run(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Does the work of a waiting analysis. The page posts here by itself; without JavaScript, a
    button does."""
    analysis = analysis_of(request.user, public_id)
    if request.method == "POST":
        analyse.run(request.user, analysis)
    return redirect("cv:analysis", analysis.public_id)


def _earlier(application: Application) -> list[Analysis]:
    """The newest analyses of an application, whatever became of them, without their long texts."""
    found = Analysis.objects.filter(posting__application=application)
    found = found.select_related("version__cv").defer("result", "version__markdown")
    return list(found[:MOST_LISTED])
