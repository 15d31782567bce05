"""Tailoring a CV for an application: choose the CV, see what is sent, start, wait, read."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import application_of
from applications.models import Application, Posting
from billing import allowance
from cv.access import cv_of, tailoring_of
from cv.forms import AnswersForm, TailorForm
from cv.models import Cv, CvVersion, State, Tailoring
from cv.sending import asking
from cv.sending.payload import PayloadChanged
from cv.tailoring import proposed, tailor
from cv.views import locked, posting_first
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
    version = cv_of(request.user, public_id).current()
    posting = application.postings.first()
    if blocked := locked.answer(request, version):
        return blocked
    if posting is None:
        return posting_first.answer(request, application)
    return _shown(request, version, posting, AnswersForm(posted(request)))


@require_http_methods(["GET", "POST"])
def start(
    request: AuthenticatedRequest, application_id: uuid.UUID, public_id: uuid.UUID
) -> HttpResponse:
    """Only what was shown: what was typed since is shown first, and stays in its field."""
    application = application_of(request.user, application_id)
    version = cv_of(request.user, public_id).current()
    posting = application.postings.first()
    form = TailorForm(posted(request))
    if blocked := locked.answer(request, version):
        return blocked
    if posting is None or request.method == "GET":
        return redirect("cv:tailor_preview", application.public_id, public_id)
    if not form.is_valid():
        return _shown(request, version, posting, form)
    said = form.cleaned_data
    if said["agrees"]:
        allowance.agree(request.user, allowance.Feature.TAILORED_CV)
    try:
        tailoring = tailor.start(request.user, version, posting, said["answers"], said["digest"])
    except PayloadChanged:
        return _shown(request, version, posting, form, PayloadChanged.sentence)
    except allowance.Refused as refused:
        return _shown(request, version, posting, form, refused.sentence)
    return redirect("cv:tailoring", tailoring.public_id)


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    tailoring = tailoring_of(request.user, public_id)
    context = context_of(tailoring)
    template = "cv/tailoring.html"
    response = render(request, f"{template}#outcome" if request.htmx else template, context)
    if request.htmx and tailoring.is_over:
        trigger(
            response, announce={"text": str(context["sentence"] or _("The proposals are here."))}
        )
    return response


def context_of(tailoring: Tailoring) -> dict[str, object]:
    """What the page of a tailoring shows."""
    is_done = tailoring.state == State.DONE and tailoring.cv is not None
    return {
        "tailoring": tailoring,
        "application": _application_of(tailoring),
        "page": proposed.page_of(tailoring) if is_done else None,
        "sentence": asking.SENTENCES.get(tailoring.error, ""),
        "seconds": int((timezone.now() - tailoring.created_at).total_seconds()),
    }


@require_http_methods(["GET", "POST"])
def run(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Does the work of a waiting tailoring. The page posts here by itself; without JavaScript, a
    button does."""
    tailoring = tailoring_of(request.user, public_id)
    if request.method == "POST":
        tailor.run(request.user, tailoring)
    return redirect("cv:tailoring", tailoring.public_id)


def _shown(
    request: AuthenticatedRequest,
    version: CvVersion,
    posting: Posting,
    form: AnswersForm,
    sentence: str | Promise = "",
) -> HttpResponse:
    """What a tailoring would send now, with what the form holds."""
    answers = form.cleaned_data.get("answers", "") if form.is_bound and not form.errors else ""
    context = {
        "application": posting.application,
        "cv": version.cv,
        "version": version,
        "payload": tailor.preview(request.user, version, posting, answers),
        "form": form,
        "sentence": sentence,
        "door": allowance.door(request.user, allowance.Feature.TAILORED_CV),
    }
    return render(request, "cv/tailor_preview.html", context)


def _application_of(tailoring: Tailoring) -> Application | None:
    if tailoring.cv is not None and tailoring.cv.application is not None:
        return tailoring.cv.application
    return tailoring.posting.application if tailoring.posting else None


def _earlier(application: Application) -> list[Tailoring]:
    found = Tailoring.objects.filter(posting__application=application)
    return list(found.select_related("version__cv", "cv")[:MOST_LISTED])
