"""Editing a CV: section by section, or as one text; kept while it is typed."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cv.access import cv_of
from cv.editing import skeleton
from cv.editing.editor import Editor, TextForm, TitleForm
from cv.editing.sections import usual_names
from cv.models import Cv, CvVersion
from cv.tailoring import authorship
from cv.text import rendering
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def edit(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """The form of sections. Saving it ends a sitting: what is typed next is another version."""
    cv = cv_of(request.user, public_id)
    editor = Editor(cv, cv.current(), posted(request))
    if editor.has_too_many and request.method == "GET":
        return redirect("cv:edit_text", cv.public_id)
    if request.method == "POST" and editor.is_valid():
        version = cv.autosave(editor.markdown, editor.head.base)
        if version:
            return _saved(request, cv, version)
        editor.show_both(cv.current())
    return _editor(request, editor)


@require_http_methods(["GET", "POST"])
def edit_text(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """The whole Markdown in one field, for those who like it."""
    cv = cv_of(request.user, public_id)
    current = cv.current()
    form = TextForm.over(current, posted(request))
    saved_instead = None
    if request.method == "POST" and form.is_valid():
        version = cv.autosave(form.cleaned_data["markdown"], form.base)
        if version:
            return _saved(request, cv, version)
        saved_instead = cv.current()
        form.rest_on(saved_instead)
    context = {
        "cv": cv,
        "form": form,
        "saved_instead": saved_instead,
        "source_type": authorship.mark_of(saved_instead or current),
    }
    return render(request, "cv/edit_text.html", context, status=409 if saved_instead else 200)


@require_POST
def autosave(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    """What is being typed, kept in the version of this sitting. Answers with a part of the page:
    200 kept, 409 another tab wrote meanwhile, 422 it can't be kept as it is."""
    cv = cv_of(request.user, public_id)
    editor = Editor(cv, cv.current(), request.POST)
    if not editor.is_valid():
        return render(request, "cv/_kept.html", {"cv": cv, "editor": editor}, status=422)
    version = cv.autosave(editor.markdown, editor.head.base)
    if version is None:
        current = cv.current()
        editor.show_both(current)
        context = {"cv": cv, "editor": editor, "version": current}
        return render(request, "cv/_kept.html", context, status=409)
    context = {"cv": cv, "version": version, "html": rendering.html_of(version.markdown)}
    return render(request, "cv/_kept.html", context)


@require_http_methods(["GET", "POST"])
def new(request: AuthenticatedRequest) -> HttpResponse:
    """A CV that will be typed: its title and language, then the form of sections."""
    initial = {"title": _("My CV"), "language": request.user.language or "en"}
    form = TitleForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        cv = form.save(commit=False)
        cv.user = request.user
        skeleton.begin(cv, request.user.name, request.user.email)
        return redirect("cv:edit", cv.public_id)
    return render(request, "cv/new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def rename(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    cv = cv_of(request.user, public_id)
    form = TitleForm(posted(request), instance=cv)
    if request.method == "POST" and form.is_valid():
        cv.save(update_fields=["title", "language"])
        messages.success(request, _("Saved."))
        return redirect("cv:page", cv.public_id)
    return render(request, "cv/rename.html", {"cv": cv_of(request.user, public_id), "form": form})


def _saved(request: AuthenticatedRequest, cv: Cv, version: CvVersion) -> HttpResponse:
    version.pin()
    messages.success(request, _("Saved as version %(number)s.") % {"number": version.number})
    return redirect("cv:page", cv.public_id)


def _editor(request: AuthenticatedRequest, editor: Editor) -> HttpResponse:
    context = {
        "cv": editor.cv,
        "editor": editor,
        "version": editor.version,
        "html": rendering.html_of(editor.version.markdown),
        "source_type": authorship.mark_of(editor.version),
        "names": usual_names(editor.cv.language),
        "sentences": {  # the browser fills them in
            "moved": _("%(title)s: place %(place)s of %(all)s"),
            "removed": _("“%(title)s” is left out."),
        },
    }
    status = 409 if editor.is_stale else 200
    return render(request, "cv/edit.html", context, status=status)
