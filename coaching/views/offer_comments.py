"""Claude's comments on the comparison: what is sent, start, wait, read, delete."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing import allowance
from coaching.access import offer_comment_of
from coaching.forms.offers import CommentForm, NotesForm
from coaching.offers import commenting, comparison, remarks
from cv.models import State
from cv.sending.payload import PayloadChanged
from trackr.http import AuthenticatedRequest, posted, trigger


@require_http_methods(["GET", "POST"])
def preview(request: AuthenticatedRequest) -> HttpResponse:
    """Exactly what will be sent, before it is; with the notes where the person wants that."""
    return _shown(request, CommentForm(posted(request)))


@require_http_methods(["GET", "POST"])
def start(request: AuthenticatedRequest) -> HttpResponse:
    form = CommentForm(posted(request))
    if request.method == "GET":
        return redirect("coaching:offers_preview")
    if not form.is_valid():
        return _shown(request, form)
    said = form.cleaned_data
    if said["agrees"]:
        allowance.agree(request.user, commenting.FEATURE)
    try:
        comment = commenting.start(request.user, said["digest"], has_notes=said["has_notes"])
    except (PayloadChanged, allowance.Refused) as problem:
        return _shown(request, form, problem.sentence)
    return redirect("coaching:offer_comment", comment.public_id)


@require_safe
def show(request: AuthenticatedRequest, comment_id: uuid.UUID) -> HttpResponse:
    comment = offer_comment_of(request.user, comment_id)
    sentence = commenting.SENTENCES.get(comment.error, "")
    is_done = comment.state == State.DONE
    context = {
        "comment": comment,
        "groups": remarks.groups(comment.result.get("remarks", [])),
        "is_outdated": is_done and commenting.is_outdated(comment, comparison.read(request.user)),
        "sentence": sentence,
        "seconds": int((timezone.now() - comment.created_at).total_seconds()),
    }
    template = "coaching/offers/comment.html"
    response = render(request, f"{template}#outcome" if request.htmx else template, context)
    if request.htmx and comment.is_over:
        trigger(response, announce={"text": str(sentence or _("The comment is here."))})
    return response


@require_http_methods(["GET", "POST"])
def run(request: AuthenticatedRequest, comment_id: uuid.UUID) -> HttpResponse:
    """Does the work of a waiting comment. The page posts here by itself; without JavaScript, a
    button does."""
    comment = offer_comment_of(request.user, comment_id)
    if request.method == "POST":
        commenting.run(request.user, comment)
    return redirect("coaching:offer_comment", comment.public_id)


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, comment_id: uuid.UUID) -> HttpResponse:
    comment = offer_comment_of(request.user, comment_id)
    if request.method == "POST":
        commenting.delete(comment)
        messages.success(request, _("The comment is deleted."))
        return redirect("coaching:offers")
    return render(request, "coaching/offers/comment_delete.html", {"comment": comment})


def _shown(
    request: AuthenticatedRequest, form: CommentForm, sentence: str | Promise = ""
) -> HttpResponse:
    """What a comment would send now."""
    compared = comparison.read(request.user)
    if not compared.is_telling:
        messages.info(request, _("Enter what is offered, or rate it, before you ask about it."))
        return redirect("coaching:offers")
    has_notes = form.is_chosen() and compared.has_notes
    context = {
        "sent": commenting.preview(request.user, compared, has_notes=has_notes),
        "form": NotesForm(initial={"has_notes": has_notes}),
        "compared": compared,
        "sentence": sentence,
        "door": allowance.door(request.user, commenting.FEATURE),
    }
    return render(request, "coaching/offers/preview.html", context)
