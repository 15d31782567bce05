"""The offline score of a CV, and the formula it follows."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.models import Application
from cv import score
from cv.access import cv_of
from cv.forms import ScoredForm, ScoreForm
from cv.models import Cv
from cv.score import formula, lexicon
from cv.text import document
from trackr.http import AuthenticatedRequest, Request


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    cv = cv_of(request.user, public_id)
    version = cv.current()
    form = _form(request, cv)
    application = form.cleaned_data.get("for") if form.is_valid() else None
    scored = score.of(
        version.markdown,
        posting=_posting(application),
        warnings=version.warnings,
        today=timezone.localdate(),
    )
    context = {
        "cv": cv,
        "version": version,
        "form": form,
        "application": application,
        "score": scored,
        "lines": [line for line in document.lines(version.markdown) if line.kind != "blank"],
        "fewest": formula.FEWEST_TERMS,
    }
    return render(request, "cv/score.html", context)


@login_not_required
@require_safe
def show_formula(request: Request) -> HttpResponse:
    context = _scored(request) | {
        "parts": formula.PARTS,
        "formula": formula,
        "terms": len(lexicon.entries()),
    }
    return render(request, "cv/score_formula.html", context)


def _scored(request: Request) -> dict[str, object]:
    """The way back to the score that the formula was opened from."""
    if not request.user.is_authenticated:
        return {}
    form = ScoredForm(request.GET, user=request.user)
    form.is_valid()
    return {"cv": form.cleaned_data.get("cv"), "application": form.cleaned_data.get("for")}


def _form(request: AuthenticatedRequest, cv: Cv) -> ScoreForm:
    """A tailored copy is compared with what it was made for, until another choice is made."""
    if "for" in request.GET or cv.application is None:
        return ScoreForm(request.GET, user=request.user)
    return ScoreForm({"for": cv.application.public_id}, user=request.user)


def _posting(application: Application | None) -> str:
    """The newest posting of an application, under its role as the title."""
    if application is None:
        return ""
    posting = application.postings.first()
    return f"{application.role}\n\n{posting.text}" if posting else ""
