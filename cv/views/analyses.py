"""A CV against a posting: choose the CV, see what will be sent, start, read what came."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications.access import application_of
from applications.models import Application
from billing import allowance
from cv import analyse, report
from cv.access import analysis_of, cv_of
from cv.forms import StartForm
from cv.models import Analysis, Cv
from trackr import claude
from trackr.http import AuthenticatedRequest


@require_safe
def choose(request: AuthenticatedRequest, application_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, application_id)
    cvs = list(Cv.objects.of(request.user))
    if len(cvs) == 1:
        return redirect("cv:preview", application.public_id, cvs[0].public_id)
    earlier = Analysis.objects.of(request.user).filter(posting__application=application)
    context = {"application": application, "cvs": cvs, "earlier": earlier}
    return render(request, "cv/choose.html", context)


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
        "earlier": _earlier(request, application),
    }
    return render(request, "cv/preview.html", context)


@require_POST
def start(
    request: AuthenticatedRequest, application_id: uuid.UUID, public_id: uuid.UUID
) -> HttpResponse:
    application = application_of(request.user, application_id)
    cv = cv_of(request.user, public_id)
    posting = application.postings.first()
    form = StartForm(request.POST)
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
    context = {
        "analysis": analysis,
        "cv": analysis.version.cv,
        "application": analysis.posting.application,
        "report": report.of(analysis) if analysis.state == Analysis.State.DONE else None,
        "sentence": analyse.SENTENCES.get(analysis.error, ""),
    }
    template = "cv/analysis.html"
    return render(request, f"{template}#outcome" if request.htmx else template, context)


@require_POST
def run(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Does the work of a waiting analysis. The page posts here by itself; without JavaScript, a
    button does."""
    analysis = analysis_of(request.user, public_id)
    analyse.run(request.user, analysis)
    return redirect("cv:analysis", analysis.public_id)


def _earlier(request: AuthenticatedRequest, application: Application) -> list[Analysis]:
    found = Analysis.objects.of(request.user).filter(
        posting__application=application, state=Analysis.State.DONE
    )
    return list(found.select_related("version__cv")[:5])
