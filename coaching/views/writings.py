"""Having a letter changed by Claude, and deciding on each of its proposals."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from billing import allowance
from coaching.access import draft_change_of, draft_of, passage_of, writing_of
from coaching.drafts import changes, facts, write
from coaching.forms.drafts import FactForm, LineForm, VersionForm, WishForm
from coaching.models import Draft, DraftChange, DraftVersion
from coaching.views import drafts
from cv.forms import StartForm
from cv.sending.payload import PayloadChanged
from cv.tailoring.patching import LineGone
from trackr.http import AuthenticatedRequest, trigger

GONE = gettext_lazy("You have edited this line by hand since, so nothing was changed.")
CHANGED = gettext_lazy(
    "The letter has changed since you looked at it, so nothing was noted. Please look again."
)
TRUE = gettext_lazy("Noted as true.")


@require_http_methods(["GET", "POST"])
def run(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Does the work of a waiting letter. The page posts here by itself; without JavaScript, a
    button does."""
    writing = writing_of(request.user, public_id)
    if request.method == "POST":
        write.run(request.user, writing)
    return redirect("coaching:draft", writing.draft.public_id)


@require_http_methods(["GET", "POST"])
def revise(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """All that will be sent to have the newest version changed."""
    draft, base = _with_text(request, public_id)
    form = WishForm(request.POST)
    if request.method == "GET":  # after signing in again
        return redirect("coaching:draft", draft.public_id)
    if not form.is_valid():
        return drafts.page_of(request, draft, wish_form=form)
    return _preview(request, draft, base, form)


@require_http_methods(["GET", "POST"])
def start(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    draft, base = _with_text(request, public_id)
    form, began = WishForm(request.POST), StartForm(request.POST)
    if request.method == "GET" or not form.is_valid() or not began.is_valid():
        return redirect("coaching:draft", draft.public_id)
    if began.cleaned_data["agrees"]:
        allowance.agree(request.user, write.FEATURE)
    wish, digest = form.cleaned_data["wish"], began.cleaned_data["digest"]
    try:
        write.start_changes(request.user, draft, base, wish, digest)
    except write.NotNow:
        messages.info(request, _("You have asked for this before: its proposals are here."))
    except PayloadChanged:
        return _preview(request, draft, base, form, PayloadChanged.sentence)
    except allowance.Refused as refused:
        return _preview(request, draft, base, form, refused.sentence)
    return redirect("coaching:draft", draft.public_id)


@require_http_methods(["GET", "POST"])
def accept_proven(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """All undecided proposals that bring no unproven fact."""
    writing = writing_of(request.user, public_id)
    if request.method == "POST":
        count = changes.accept_proven(writing)
        said = ngettext("%(count)d change is accepted.", "%(count)d changes are accepted.", count)
        messages.success(request, said % {"count": count})
    return redirect("coaching:draft", writing.draft.public_id)


@require_http_methods(["GET", "POST"])
def accept(request: AuthenticatedRequest, change_id: uuid.UUID) -> HttpResponse:
    return _decide(request, change_id, changes.accept, gettext_lazy("Accepted."))


@require_http_methods(["GET", "POST"])
def reject(request: AuthenticatedRequest, change_id: uuid.UUID) -> HttpResponse:
    return _decide(request, change_id, changes.reject, gettext_lazy("Rejected."))


@require_http_methods(["GET", "POST"])
def reopen(request: AuthenticatedRequest, change_id: uuid.UUID) -> HttpResponse:
    return _decide(request, change_id, changes.reopen, gettext_lazy("To decide again."))


@require_http_methods(["GET", "POST"])
def edit(request: AuthenticatedRequest, change_id: uuid.UUID) -> HttpResponse:
    """The person's own wording. Where it can't stand, it stays in its field, with the reason."""
    change = draft_change_of(request.user, change_id)
    draft = change.writing.draft
    if request.method == "GET":  # after signing in again
        return redirect("coaching:draft", draft.public_id)
    form = LineForm(request.POST, change=change)
    if form.is_valid():
        try:
            changes.edit(change, form.cleaned_data["text"])
        except LineGone:
            form.add_error("text", str(GONE))
        else:
            return _answer(request, draft, gettext_lazy("Saved and accepted."), change)
    return drafts.page_of(request, draft, wrong=form)


@require_http_methods(["GET", "POST"])
def confirm_proposed(request: AuthenticatedRequest, change_id: uuid.UUID) -> HttpResponse:
    """A fact of a proposal is true."""

    def confirm(change: DraftChange) -> None:
        form = FactForm(request.POST)
        fact = form.cleaned_data["fact"] if form.is_valid() else ""
        for one in facts.of_line(change.text, list(change.writing.draft.passages.all())):
            if one.text == fact:
                facts.confirm(one.passage, fact)

    return _decide(request, change_id, confirm, TRUE)


@require_http_methods(["GET", "POST"])
def confirm(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """A fact of a line of the letter is true."""
    passage = passage_of(request.user, public_id)
    form = FactForm(request.POST)
    if request.method == "POST" and form.is_valid():
        facts.confirm(passage, form.cleaned_data["fact"])
        return _answer(request, passage.draft, TRUE)
    return redirect("coaching:draft", passage.draft.public_id)


@require_http_methods(["GET", "POST"])
def confirm_posting(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """All facts that stand in the posting and are said of the employer, of the version shown."""
    draft = draft_of(request.user, public_id)
    form = VersionForm(request.POST)
    if request.method == "GET" or not form.is_valid():
        return redirect("coaching:draft", draft.public_id)
    try:
        facts.confirm_posting(draft, form.cleaned_data["version"])
    except facts.LetterChanged:
        return _answer(request, draft, CHANGED, is_done=False)
    return _answer(request, draft, TRUE)


def _with_text(request: AuthenticatedRequest, public_id: uuid.UUID) -> tuple[Draft, DraftVersion]:
    draft = draft_of(request.user, public_id)
    newest = draft.newest()
    if newest is None:
        raise Http404
    return draft, newest


def _preview(
    request: AuthenticatedRequest,
    draft: Draft,
    base: DraftVersion,
    form: WishForm,
    sentence: str | Promise = "",
) -> HttpResponse:
    wish = form.cleaned_data["wish"]
    context = {
        "draft": draft,
        "form": form,
        "sent": write.preview_changes(request.user, draft, base, wish),
        "sentence": sentence,
        "door": allowance.door(request.user, write.FEATURE),
    }
    return render(request, "coaching/drafts/revise.html", context)


def _decide(
    request: AuthenticatedRequest,
    change_id: uuid.UUID,
    deed: Callable[[DraftChange], object],
    said: str | Promise,
) -> HttpResponse:
    change = draft_change_of(request.user, change_id)
    draft = change.writing.draft
    if request.method == "GET":  # after signing in again
        return redirect("coaching:draft", draft.public_id)
    try:
        deed(change)
    except LineGone:
        return _answer(request, draft, GONE, change, is_done=False)
    return _answer(request, draft, said, change)


def _answer(
    request: AuthenticatedRequest,
    draft: Draft,
    said: str | Promise,
    change: DraftChange | None = None,
    *,
    is_done: bool = True,
) -> HttpResponse:
    """The letter anew for htmx; for a plain form, the page with a message."""
    if not request.htmx:
        messages.add_message(request, messages.INFO if is_done else messages.WARNING, str(said))
        page = redirect("coaching:draft", draft.public_id)
        page.headers["Location"] += f"#change-{change.public_id}" if change else ""
        return page
    fresh = draft_of(request.user, draft.public_id)
    context = drafts.context_of(request.user, fresh)
    response = render(request, f"{drafts.PAGE}#outcome", context)
    if is_done:
        trigger(response, announce={"text": str(said)})
    else:
        trigger(response, toast={"text": str(said), "level": "warning"})
    return response
