"""Saved views of the table: kept under a name, opened, renamed, replaced, deleted."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import saved_view_of
from applications.forms.saved_views import SaveViewForm, ViewNameForm, ViewQueryForm
from applications.models import SavedView
from applications.table import saved_views
from trackr.http import AuthenticatedRequest, posted


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    return _show(request)


@require_http_methods(["GET", "POST"])
def add(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":  # after signing in again: the filter is gone
        return redirect("applications:table")
    form = SaveViewForm(request.POST)
    if not form.is_valid():
        return _show(request, new=form, status=422)
    name, query = form.cleaned_data["name"], form.cleaned_data["query"]
    try:
        view = saved_views.keep(request.user, name, query)
    except saved_views.TooMany:
        most = saved_views.MOST_VIEWS
        form.add_error(None, _("You have %(most)s views. Delete one first.") % {"most": most})
        return _show(request, new=form, status=422)
    if view is None:
        known = saved_views.called(request.user, name)
        if known and known.query == query:  # the form was sent twice
            return _open(known)
        context = {"view": known, "form": ViewQueryForm(initial={"query": query})}
        return render(request, "applications/saved_view_replace.html", context, status=409)
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return _open(view)


@require_http_methods(["GET", "POST"])
def rename(request: AuthenticatedRequest, view_id: uuid.UUID) -> HttpResponse:
    view = saved_view_of(request.user, view_id)
    form = ViewNameForm(posted(request), instance=view)
    if request.method == "GET":
        return redirect("applications:saved_views")
    if form.is_valid():
        if saved_views.rename(view, form.cleaned_data["name"]):
            return redirect("applications:saved_views")
        form.add_error("name", _("Another view is called so."))
    return _show(request, renamed=form, status=422)


@require_http_methods(["GET", "POST"])
def replace(request: AuthenticatedRequest, view_id: uuid.UUID) -> HttpResponse:
    """Let a view show what is shown now."""
    view = saved_view_of(request.user, view_id)
    form = ViewQueryForm(posted(request))
    if request.method == "GET":
        return redirect("applications:saved_views")
    if not form.is_valid():
        context = {"view": view, "form": form}
        return render(request, "applications/saved_view_replace.html", context, status=422)
    view.query = form.cleaned_data["query"]
    view.save(update_fields=["query"])
    messages.success(request, _("“%(name)s” shows this now.") % {"name": view.name})
    return _open(view)


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, view_id: uuid.UUID) -> HttpResponse:
    """Asks first: a view can't be taken back."""
    view = saved_view_of(request.user, view_id)
    if request.method == "GET":
        return render(request, "applications/saved_view_delete.html", {"view": view})
    view.delete()
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return redirect("applications:saved_views")


def _open(view: SavedView) -> HttpResponse:
    return redirect(f"{reverse('applications:table')}?{view.query}".rstrip("?"))


def _show(
    request: AuthenticatedRequest,
    new: SaveViewForm | None = None,
    renamed: ViewNameForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """`new` and `renamed` came back with something to put right."""
    context = {"views": request.user.saved_views.all(), "new": new, "renamed": renamed}
    return render(request, "applications/saved_views.html", context, status=status)
