"""Preparing for interviews: choose, see what is sent, start, wait, read, print, export, delete."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import application_of
from applications.forms.table import PageForm
from applications.models import Application
from billing import allowance
from coaching.access import preparation_of
from coaching.forms.interviews import PrepareForm, SizeForm
from coaching.interviews import export, page, preparing
from coaching.models import Preparation
from cv.forms import StartForm
from cv.sending import asking
from cv.sending.payload import PayloadChanged
from cv.tailoring import lock
from cv.views import posting_first
from trackr.http import AuthenticatedRequest, posted, trigger

PAGE_SIZE = 30
REFUSED = 422


@require_safe
def show_list(request: AuthenticatedRequest) -> HttpResponse:
    mine = Preparation.objects.of(request.user).select_related("application")
    counted = mine.annotate(
        asked=Count("questions", distinct=True), practised=Count("mocks", distinct=True)
    )
    newest = counted.order_by("-created_at", "-pk")
    rows = Paginator(newest, PAGE_SIZE).get_page(PageForm(request.GET).number())
    return render(request, "coaching/interviews/list.html", {"page": rows})


@require_http_methods(["GET", "POST"])
def prepare(request: AuthenticatedRequest, application_id: uuid.UUID) -> HttpResponse:
    """What the person may choose, and exactly what is sent then."""
    application = application_of(request.user, application_id)
    if not application.postings.exclude(text="").exists():
        return posting_first.answer(request, application)
    return _shown(request, application)


@require_http_methods(["GET", "POST"])
def start(request: AuthenticatedRequest, application_id: uuid.UUID) -> HttpResponse:
    """Only what was shown: what was chosen otherwise since is shown first."""
    application = application_of(request.user, application_id)
    if not application.postings.exclude(text="").exists():
        return posting_first.answer(request, application)
    if request.method == "GET":  # after signing in again
        return redirect("coaching:prepare", application.public_id)
    form = PrepareForm(request.POST, user=request.user, application=application)
    begun = StartForm(request.POST)
    if not form.is_valid() or not begun.is_valid():
        return _shown(request, application)
    chosen = form.chosen()
    if lock.open_facts(chosen.version):
        return _shown(request, application)
    if begun.cleaned_data["agrees"]:
        allowance.agree(request.user, preparing.FEATURE)
    try:
        preparation = preparing.start(request.user, chosen, begun.cleaned_data["digest"])
    except PayloadChanged:
        return _shown(request, application, PayloadChanged.sentence)
    except allowance.Refused as refused:
        return _shown(request, application, refused.sentence)
    return redirect("coaching:preparation", preparation.public_id)


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    preparation = preparation_of(request.user, public_id)
    sentence = asking.SENTENCES.get(preparation.error, "")
    context: dict[str, object] = {
        "preparation": preparation,
        "application": preparation.application,
        "sentence": sentence,
        "seconds": int((timezone.now() - preparation.created_at).total_seconds()),
    }
    if preparation.state == "done":
        context |= {"page": page.of(preparation), "size_form": SizeForm()}
    template = "coaching/interviews/preparation.html"
    response = render(request, f"{template}#outcome" if request.htmx else template, context)
    if request.htmx and preparation.is_over:
        trigger(response, announce={"text": str(sentence or _("The preparation is here."))})
    return response


@require_http_methods(["GET", "POST"])
def run(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Does the work of a waiting preparation. The page posts here by itself; without JavaScript, a
    button does."""
    preparation = preparation_of(request.user, public_id)
    if request.method == "POST":
        preparing.run(request.user, preparation)
    return redirect("coaching:preparation", preparation.public_id)


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    preparation = preparation_of(request.user, public_id)
    if request.method == "POST":
        preparing.delete(preparation)
        messages.success(request, _("The preparation is deleted."))
        return redirect("coaching:interviews")
    context = {"preparation": preparation, "mocks": preparation.mocks.count()}
    return render(request, "coaching/interviews/preparation_delete.html", context)


@require_safe
def download(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    preparation = preparation_of(request.user, public_id)
    if preparation.state != "done":
        return redirect("coaching:preparation", preparation.public_id)
    return as_markdown(export.preparation_of(preparation), "interview.md")


def as_markdown(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _shown(
    request: AuthenticatedRequest, application: Application, sentence: str | Promise = ""
) -> HttpResponse:
    """The choice, and what would be sent with it now."""
    form = PrepareForm(posted(request), user=request.user, application=application)
    if not form.is_bound:
        form = PrepareForm(form.proposal(), user=request.user, application=application)
    context = {"application": application, "form": form, "sentence": sentence}
    if not form.cvs.exists():
        return render(request, "coaching/interviews/prepare.html", context)
    context |= {"door": allowance.door(request.user, preparing.FEATURE)}
    status = REFUSED
    if form.is_valid():
        chosen = form.chosen()
        open_changes = lock.open_facts(chosen.version)
        sent = None if open_changes else preparing.preview(request.user, chosen)
        context |= {"sent": sent, "open_changes": open_changes, "cv": chosen.version.cv}
        status = 409 if open_changes else 200
    return render(request, "coaching/interviews/prepare.html", context, status=status)
