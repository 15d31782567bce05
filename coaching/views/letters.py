"""The text of a letter: edited, its versions, taken out, kept as sent."""

import uuid
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.models import SentDocument
from applications.people import packet
from coaching.access import draft_of, draft_version_of
from coaching.drafts import export, facts
from coaching.forms.drafts import LetterForm
from coaching.models import Draft, DraftVersion
from cv.editing import diff
from cv.export.pdf import Unprintable
from cv.forms import SentForm
from trackr import connection, limits
from trackr.http import AuthenticatedRequest, posted

BLOCKED = 409


@require_http_methods(["GET", "POST"])
def edit(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """By hand. What another tab saved meanwhile is shown beside what was typed here."""
    draft, newest = _newest(request, public_id)
    initial = {"subject": newest.subject, "text": newest.text, "base": newest.number}
    form = LetterForm(posted(request), initial=initial)
    saved_instead = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        edited = DraftVersion.Origin.EDITED
        if draft.write(said["subject"], said["text"], edited, said["base"]):
            return redirect("coaching:draft", draft.public_id)
        form = LetterForm(initial=said | {"base": newest.number})
        saved_instead = newest
    context = {"draft": draft, "form": form, "saved_instead": saved_instead}
    return render(request, "coaching/drafts/edit.html", context)


@require_safe
def show_versions(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    draft, newest = _newest(request, public_id)
    context = {"draft": draft, "versions": draft.milestones(), "newest": newest}
    return render(request, "coaching/drafts/versions.html", context)


@require_safe
def show_version(request: AuthenticatedRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """One version, and what changed in it."""
    draft, newest = _newest(request, public_id)
    version = draft_version_of(draft, number)
    before = next((one for one in draft.milestones() if one.number < number), None)
    context = {
        "draft": draft,
        "version": version,
        "before": before,
        "is_newest": version.pk == newest.pk,
        "source_type": export.source_type_of(version).rpartition("/")[2],
        "parts": diff.parts(diff.rows(before.text if before else version.text, version.text)),
    }
    return render(request, "coaching/drafts/version.html", context)


@require_http_methods(["GET", "POST"])
def restore(request: AuthenticatedRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """An earlier text as the newest version. It is undone by doing it with the one before."""
    draft, newest = _newest(request, public_id)
    version = draft_version_of(draft, number)
    restored = DraftVersion.Origin.RESTORED
    if request.method == "POST" and draft.write(
        version.subject, version.text, restored, newest.number
    ):
        said = _("Version %(number)s is back.") % {"number": number}
        undo = reverse("coaching:draft_restore", args=[draft.public_id, newest.number])
        messages.success(request, said, extra_tags=undo)
    return redirect("coaching:draft", draft.public_id)


@require_safe
def download(request: AuthenticatedRequest, public_id: uuid.UUID, kind: str) -> HttpResponse:
    draft, newest = _newest(request, public_id)
    if kind not in export.FORMATS:
        raise Http404
    if facts.standing(draft, newest):
        return _blocked(request, draft)
    if not limits.allows(request, "cv_export"):
        sentence = _("Those were a lot of files. Please wait a few minutes.")
        return _blocked(request, draft, sentence, 429)
    written = export.FORMATS[kind]
    connection.give_back()
    try:
        file = written.write(newest, draft.language)
    except Unprintable as failure:
        return _blocked(request, draft, str(failure.sentence), 422)
    name = f"{draft.get_kind_display()} {draft.application.company}".replace("/", "-")
    ascii_name = slugify(f"{draft.kind} {draft.application.company}") or "letter"
    response = HttpResponse(file, content_type=written.media_type)
    response["Content-Disposition"] = (
        f'attachment; filename="{ascii_name}.{written.suffix}";'
        f" filename*=UTF-8''{quote(f'{name}.{written.suffix}', safe='')}"
    )
    return response


@require_http_methods(["GET", "POST"])
def send(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """Keep a copy with the application: this is what went out."""
    draft, newest = _newest(request, public_id)
    form = SentForm(posted(request))
    if facts.standing(draft, newest):
        return _blocked(request, draft)
    if request.method == "POST" and form.is_valid():
        document = packet.freeze(
            draft.application,
            SentDocument.Kind.LETTER,
            newest.subject or draft.get_kind_display(),
            newest.text,
            sent_on=form.cleaned_data["sent_on"],
            origin=draft.public_id,
            origin_version=newest.number,
            source_type=export.source_type_of(newest),
        )
        messages.success(request, _("“%(title)s” is kept as sent.") % {"title": document.title})
        return redirect("applications:page", draft.application.public_id)
    return render(request, "coaching/drafts/send.html", {"draft": draft, "form": form})


def _newest(request: AuthenticatedRequest, public_id: uuid.UUID) -> tuple[Draft, DraftVersion]:
    draft = draft_of(request.user, public_id)
    newest = draft.newest()
    if newest is None:
        raise Http404
    return draft, newest


def _blocked(
    request: AuthenticatedRequest, draft: Draft, sentence: str = "", status: int = BLOCKED
) -> HttpResponse:
    """No file: why, and what to do."""
    context = {"draft": draft, "sentence": sentence}
    return render(request, "coaching/drafts/blocked.html", context, status=status)
