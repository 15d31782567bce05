"""A CV against a posting: choose the CV, see what will be sent, start, read what came."""

import uuid
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from applications.access import application_of
from applications.models import Application
from billing import allowance
from cv.access import analysis_of, cv_of
from cv.analysis import analyse, comparison, reanalysis, report
from cv.analysis.arriving import Arrived
from cv.forms import StartForm
from cv.models import Analysis, Cv
from cv.sending.payload import PayloadChanged
from cv.views import posting_first
from trackr import sse
from trackr.http import AuthenticatedRequest, posted, trigger

if TYPE_CHECKING:
    from accounts.models import User

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
        return posting_first.answer(request, application)
    version = cv.current()
    payload = analyse.preview(request.user, version, posting)
    context = {
        "application": application,
        "cv": cv,
        "version": version,
        "payload": payload,
        "form": StartForm(initial={"digest": payload.digest}),
        "door": allowance.door(request.user, allowance.Feature.CV_ANALYSIS),
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
    if form.cleaned_data["agrees"]:
        allowance.agree(request.user, allowance.Feature.CV_ANALYSIS)
    try:
        analysis = analyse.start(request.user, cv.current(), posting, form.cleaned_data["digest"])
    except PayloadChanged:
        messages.info(request, _("Something changed since. Please look again at what is sent."))
    except allowance.Refused as refused:
        messages.warning(request, str(refused.sentence))
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
        "report": report.of(analysis),
        **_beside(analysis),
        "sentence": sentence,
        "seconds": int((timezone.now() - analysis.created_at).total_seconds()),
    }
    template = "cv/analysis.html"
    response = render(request, f"{template}#outcome" if request.htmx else template, context)
    if request.htmx and analysis.is_over:
        trigger(response, announce={"text": str(sentence or _("The analysis is done."))})
    return response


def _beside(analysis: Analysis) -> dict[str, object]:
    """What stands beside a report: the one before it, the score without AI, a newer version."""
    today = timezone.localdate()
    if analysis.state == Analysis.State.PENDING:
        return {"changed": reanalysis.since_the_one_before(analysis, today)}
    if analysis.state != Analysis.State.DONE:
        return {}
    return {
        "changed": reanalysis.since_the_one_before(analysis, today),
        "comparison": comparison.of(analysis, today),
        "current": analysis.version.cv.current(),
    }


@require_http_methods(["GET", "POST"])
def run(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Does the work of a waiting analysis, for whom the page can't follow it."""
    analysis = analysis_of(request.user, public_id)
    if request.method == "POST":
        analyse.run(request.user, analysis)
    return redirect("cv:analysis", analysis.public_id)


@require_GET
def events(request: AuthenticatedRequest, public_id: uuid.UUID) -> StreamingHttpResponse:
    """What is found, as it is found. The page of a waiting analysis opens this, and with it the
    work begins: a second one, or one opened anew, is told at once to look at the page."""
    analysis = analysis_of(request.user, public_id)
    return sse.response(_events(request.user, analysis, request.LANGUAGE_CODE))


def _events(user: "User", analysis: Analysis, language: str) -> Iterator[bytes]:
    """The middleware is over by the time that these are made, so the language is set anew."""
    yield sse.BEGUN
    with closing(analyse.follow(user, analysis)) as findings:
        for arrived in findings:
            with translation.override(language):
                part = _arrived_part(arrived, analysis.version.markdown)
            yield sse.event("found", part)
    yield sse.event("over", "")


def _arrived_part(arrived: Arrived, source: str) -> str:
    fresh, so_far = report.built(arrived.fresh, source), report.built(arrived.so_far, source)
    is_turn = 0 < len(fresh.judgements) == len(so_far.judgements)  # from the posting to the lines
    context = {"fresh": fresh, "so_far": so_far, "is_turn": is_turn}
    return render_to_string("cv/_arrived.html", context)


def _earlier(application: Application) -> list[Analysis]:
    """The newest analyses of an application, whatever became of them, without their long texts."""
    found = Analysis.objects.filter(posting__application=application)
    found = found.select_related("version__cv").defer("result", "version__markdown")
    return list(found[:MOST_LISTED])
