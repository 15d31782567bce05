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
    """Only what was shown: what was chosen otherwise since is shown first. Sent twice, the form
    leads to the letter that it made."""
    application = application_of(request.user, application_id)
    if request.method == "GET":  # after signing in again
        return redirect("coaching:draft_new", application.public_id)
    form = DraftForm(request.POST, user=request.user, application=application)
    if not form.is_valid():
        return _shown(request, form)
    draft = form.draft()
    draft.public_id = form.public_id_for(request.user)
    made = Draft.objects.of(request.user).filter(public_id=draft.public_id).first()
    if made and write.is_same(request.user, made, draft):
        return redirect("coaching:draft", made.public_id)
    if made:
        draft.public_id = uuid.uuid4()
    return _started(request, form, draft)


@require_http_methods(["GET", "POST"])
def again(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """One more try for a letter that could not be written, from the same choices or others."""
    draft = draft_of(request.user, public_id)
    if draft.newest() is not None:
        return redirect("coaching:draft", draft.public_id)
    return _shown(request, _form_of(request, draft))


@require_http_methods(["GET", "POST"])
def start_again(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    draft = draft_of(request.user, public_id)
    if request.method == "GET" or draft.newest() is not None:
        return redirect("coaching:draft_again", draft.public_id)
    form = _form_of(request, draft)
    if not form.is_valid():
        return _shown(request, form)
    return _started(request, form, form.draft())


@require_safe
def show(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    return page_of(request, draft_of(request.user, public_id))


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    draft = draft_of(request.user, public_id)
    if request.method == "POST":
        write.delete(draft)
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
    mail = export.mailto(version, draft.to.email if draft.to else "") if version else ""
    return {
        "draft": draft,
        "application": draft.application,
        "writing": writing,
        "letter": shown.letter(draft, version) if version else None,
        "proposals": _proposals(draft),
        "check": _check_of(draft),
        "part": "" if version else _part_of(draft),
        "sentence": write.SENTENCES.get(writing.error, "") if writing else "",
        "seconds": int((timezone.now() - writing.created_at).total_seconds()) if writing else 0,
        "formats": export.FORMATS,
        "mail": mail,
        "is_mail_whole": "&body=" in mail,
        "wish_form": WishForm(initial={"wish": writing.wish if writing and writing.error else ""}),
        "door": allowance.door(user, write.FEATURE),
    }


def _check_of(draft: Draft) -> str:
    """What Claude says is to be checked, filled in or decided before the letter goes."""
    first = draft.writings.filter(base=None, state="done").first()
    return first.summary if first else ""


def _part_of(draft: Draft) -> str:
    """What had come of a letter that broke off."""
    failed = draft.writings.filter(base=None, state="failed").exclude(summary="").first()
    return failed.summary if failed else ""


def _proposals(draft: Draft) -> shown.Proposals | None:
    """Of the last writing that proposed any."""
    done = draft.writings.filter(state="done", base__isnull=False)
    writing: Writing | None = done.select_related("base", "draft").first()
    return shown.proposals(writing) if writing else None


def _form_of(request: AuthenticatedRequest, draft: Draft) -> DraftForm:
    return DraftForm(
        posted(request), user=request.user, application=draft.application, instance=draft
    )


def _started(request: AuthenticatedRequest, form: DraftForm, draft: Draft) -> HttpResponse:
    """To the page of the letter; or all of it again, with the reason."""
    began = StartForm(request.POST)
    digest = began.cleaned_data["digest"] if began.is_valid() else ""
    if began.is_valid() and began.cleaned_data["agrees"]:
        allowance.agree(request.user, write.FEATURE)
    try:
        write.start(request.user, draft, digest)
    except PayloadChanged:
        return _shown(request, form, PayloadChanged.sentence)
    except write.NotNow:
        pass  # the page shows what is there
    except allowance.Refused as refused:
        return _shown(request, form, refused.sentence)
    return redirect("coaching:draft", draft.public_id)


def _shown(
    request: AuthenticatedRequest, form: DraftForm, sentence: str | Promise = ""
) -> HttpResponse:
    """The choices and, once they are made, all that they send."""
    draft = form.instance
    is_made = form.is_bound and form.is_valid()
    context = {
        "application": draft.application,
        "form": form,
        "sent": write.preview(request.user, form.draft()) if is_made else None,
        "sentence": sentence,
        "door": allowance.door(request.user, write.FEATURE),
        **_addresses(draft),
    }
    status = REFUSED if form.is_bound and not is_made else 200
    return render(request, "coaching/drafts/new.html", context, status=status)


def _addresses(draft: Draft) -> dict[str, str]:
    """Where the form shows, starts and leads back to: of a new letter, or of one that failed."""
    if Draft.objects.filter(pk=draft.pk).exists():
        names, key = ("draft_again", "draft_again_start"), draft.public_id
        back = reverse("coaching:draft", args=[key])
    else:
        names, key = ("draft_new", "draft_start"), draft.application.public_id
        back = reverse("applications:page", args=[key])
    show, begin = (reverse(f"coaching:{name}", args=[key]) for name in names)
    return {"show_url": show, "start_url": begin, "back_url": back}
