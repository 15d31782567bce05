"""Tailoring a CV for an application: choose the CV, see what is sent, start, wait, read."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import application_of
from applications.models import Application
from billing import allowance
from cv.access import cv_of, tailoring_of
from cv.forms import AnswersForm, TailorForm
from cv.models import Cv, State, Tailoring
from cv.sending import asking
from cv.tailoring import proposed, tailor
from cv.views import consent, locked
from trackr import claude
from trackr.http import AuthenticatedRequest, posted, trigger

MOST_LISTED = 20


@require_safe
def choose(request: AuthenticatedRequest, application_id: uuid.UUID) -> HttpResponse:
    """The CVs that a copy can be made from, and what was tailored before."""
    application = application_of(request.user, application_id)
    context = {
        "application": application,
        "cvs": Cv.objects.of(request.user).filter(tailoring=None),
        "earlier": _earlier(application),
    }
    return render(request, "cv/tailor_choose.html", context)


@require_http_methods(["GET", "POST"])
def preview(
    request: AuthenticatedRequest, application_id: uuid.UUID, public_id: uuid.UUID
) -> HttpResponse:
    """Exactly what will be sent, before it is. What the person adds is shown with it."""
    application = application_of(request.user, application_id)
    cv = cv_of(request.user, public_id)
    posting = application.postings.first()
    version = cv.current()
    if blocked := locked.answer(request, version):
        return blocked
    if posting is None:
        return consent.posting_first(request, application)
    form = AnswersForm(posted(request))
    answers = form.cleaned_data["answers"] if form.is_valid() else ""
    sent = tailor.preview(request.user, version, posting, answers)
    context = {
        "application": application,
        "cv": cv,
        "version": version,
        "payload": sent,
        "answers_form": form,
        "form": TailorForm(initial={"digest": sent.digest, "answers": answers}),
        "left": allowance.left(request.user, allowance.Feature.TAILORED_CV),
        "is_on": claude.is_on(),
    }
    return render(request, "cv/tailor_preview.html", context)


@require_http_methods(["GET", "POST"])
def start(
    request: AuthenticatedRequest, application_id: uuid.UUID, public_id: uuid.UUID
) -> HttpResponse:
    application = application_of(request.user, application_id)
    cv = cv_of(request.user, public_id)
    posting = application.postings.first()
    form = TailorForm(posted(request))
    version = cv.current()
    if blocked := locked.answer(request, version):
        return blocked
    if posting is None or not form.is_valid():
        return redirect("cv:tailor_preview", application.public_id, cv.public_id)
    answers, digest = form.cleaned_data["answers"], form.cleaned_data["digest"]
    tailoring = consent.begun(
        request,
        lambda: tailor.start(request.user, version, posting, answers, digest),
        none_left=_("No tailored CVs are left in this cycle."),
    )
    if tailoring is None:
        return redirect("cv:tailor_preview", application.public_id, cv.public_id)
    return redirect("cv:tailoring", tailoring.public_id)


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    tailoring = tailoring_of(request.user, public_id)
    is_done = tailoring.state == State.DONE and tailoring.cv is not None
    sentence = asking.SENTENCES.get(tailoring.error, "")
    context = {
        "tailoring": tailoring,
        "application": _application_of(tailoring),
        "page": proposed.page_of(tailoring) if is_done else None,
        "sentence": sentence,
        "seconds": int((timezone.now() - tailoring.created_at).total_seconds()),
    }
    template = "cv/tailoring.html"
    response = render(request, f"{template}#outcome" if request.htmx else template, context)
    if request.htmx and tailoring.is_over:
        trigger(response, announce={"text": str(sentence or _("The proposals are here."))})
    return response


@require_http_methods(["GET", "POST"])
def run(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Does the work of a waiting tailoring. The page posts here by itself; without JavaScript, a
    button does."""
    tailoring = tailoring_of(request.user, public_id)
    if request.method == "POST":
        tailor.run(request.user, tailoring)
    return redirect("cv:tailoring", tailoring.public_id)


def _application_of(tailoring: Tailoring) -> Application | None:
    if tailoring.cv is not None and tailoring.cv.application is not None:
        return tailoring.cv.application
    return tailoring.posting.application if tailoring.posting else None


def _earlier(application: Application) -> list[Tailoring]:
    found = Tailoring.objects.filter(posting__application=application)
    return list(found.select_related("version__cv", "cv")[:MOST_LISTED])
