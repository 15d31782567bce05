"""Letters: the list, a new one with all that is sent for it, its page, its end."""

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import application_of
from applications.forms.table import PageForm
from billing import allowance
from coaching.access import draft_of
from coaching.drafts import export, shown, write
from coaching.forms.drafts import DraftForm, KindForm, WishForm
from coaching.models import Draft, Writing
from cv.forms import StartForm
from cv.sending.payload import PayloadChanged
from trackr.http import AuthenticatedRequest, posted, redirect_whole_page, trigger

if TYPE_CHECKING:
    from accounts.models import User

PAGE = "coaching/drafts/page.html"
PAGE_SIZE = 30
REFUSED = 422


@require_safe
def show_list(request: AuthenticatedRequest) -> HttpResponse:
    rows = Draft.objects.of(request.user).select_related("application")
    page = Paginator(rows, PAGE_SIZE).get_page(PageForm(request.GET).number())
    return render(request, "coaching/drafts/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def new(request: AuthenticatedRequest, application_id: uuid.UUID) -> HttpResponse:
    """Choose what kind of letter, and from what; then all that will be sent is shown below."""
    application = application_of(request.user, application_id)
    form = DraftForm(
        posted(request),
        user=request.user,
        application=application,
        initial=KindForm(request.GET).initial_kind(),
    )
    return _shown(request, form)


@require_http_methods(["GET", "POST"])
def start(request: AuthenticatedRequest, application_id: uuid.UUID) -> HttpResponse:
    """Only what was shown: what was chosen otherwise since is shown first."""
    application = application_of(request.user, application_id)
    if request.method == "GET":  # after signing in again
        return redirect("coaching:draft_new", application.public_id)
    form = DraftForm(request.POST, user=request.user, application=application)
    if not form.is_valid():
        return _shown(request, form)
    sentence = _started(request, form.draft())
    if sentence:
        return _shown(request, form, sentence)
    return redirect("coaching:draft", form.instance.public_id)


@require_http_methods(["GET", "POST"])
def again(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """One more try for a letter that could not be written; all that is sent is shown first."""
    draft = draft_of(request.user, public_id)
    if draft.newest() is not None:
        return redirect("coaching:draft", draft.public_id)
    sentence = _started(request, draft) if request.method == "POST" else ""
    if request.method == "POST" and not sentence:
        return redirect("coaching:draft", draft.public_id)
    context = {
        "draft": draft,
        "sent": write.preview(request.user, draft),
        "sentence": sentence,
        "door": allowance.door(request.user, write.FEATURE),
    }
    return render(request, "coaching/drafts/again.html", context)


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    return page_of(request, draft_of(request.user, public_id))


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    draft = draft_of(request.user, public_id)
    if request.method == "POST":
        write.drop(draft)
        draft.delete()
        messages.success(request, _("The letter is deleted."))
        return redirect("coaching:drafts")
    return render(request, "coaching/drafts/delete.html", {"draft": draft})


def page_of(request: AuthenticatedRequest, draft: Draft, **more: Any) -> HttpResponse:
    """The page of a letter; for htmx what changes of it, and the whole once there is a letter."""
    context = context_of(request.user, draft) | more
    writing: Writing | None = context["writing"]
    is_first = writing is not None and writing.base_id is None
    if request.htmx and is_first and context["letter"] and not more:
        return redirect_whole_page(reverse("coaching:draft", args=[draft.public_id]))
    name = f"{PAGE}#outcome" if request.htmx else PAGE
    response = render(request, name, context, status=REFUSED if more else 200)
    if request.htmx and writing and writing.is_over and not more:
        said = context["sentence"] or _("The proposals are here.")
        trigger(response, announce={"text": str(said)})
    return response


def context_of(user: "User", draft: Draft) -> dict[str, Any]:
    version = draft.newest()
    writing = draft.writings.select_related("base", "draft").first()
    return {
        "draft": draft,
        "application": draft.application,
        "writing": writing,
        "letter": shown.letter(draft, version) if version else None,
        "proposals": _proposals(draft),
        "sentence": write.SENTENCES.get(writing.error, "") if writing else "",
        "seconds": int((timezone.now() - writing.created_at).total_seconds()) if writing else 0,
        "formats": export.FORMATS,
        "mail": version and export.mailto(version, draft.to.email if draft.to else ""),
        "wish_form": WishForm(),
        "door": allowance.door(user, write.FEATURE),
    }


def _proposals(draft: Draft) -> shown.Proposals | None:
    """Of the last writing that proposed any."""
    done = draft.writings.filter(state="done", base__isnull=False)
    writing: Writing | None = done.select_related("base", "draft").first()
    return shown.proposals(writing) if writing else None


def _started(request: AuthenticatedRequest, draft: Draft) -> str | Promise:
    """Why it was not started; empty when it was."""
    form = StartForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    if said.get("agrees"):
        allowance.agree(request.user, write.FEATURE)
    try:
        write.start(request.user, draft, said.get("digest", ""))
    except PayloadChanged:
        return PayloadChanged.sentence
    except write.NotNow:
        return ""  # the page shows what is there
    except allowance.Refused as refused:
        return refused.sentence
    return ""


def _shown(
    request: AuthenticatedRequest, form: DraftForm, sentence: str | Promise = ""
) -> HttpResponse:
    """The choices and, once they are made, all that they send."""
    is_made = form.is_bound and form.is_valid()
    context = {
        "application": form.instance.application,
        "form": form,
        "sent": write.preview(request.user, form.draft()) if is_made else None,
        "sentence": sentence,
        "door": allowance.door(request.user, write.FEATURE),
    }
    status = REFUSED if form.is_bound and not is_made else 200
    return render(request, "coaching/drafts/new.html", context, status=status)
