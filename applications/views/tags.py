"""The person's tags: how often each is used, renaming, merging, deleting."""

import uuid

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import tag_of
from applications.forms.tags import MergeTagForm, RenameTagForm
from applications.models import Tag
from applications.table import tags
from trackr.http import AuthenticatedRequest


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    return _show(request)


@require_http_methods(["GET", "POST"])
def rename(request: AuthenticatedRequest, tag_id: uuid.UUID) -> HttpResponse:
    tag = tag_of(request.user, tag_id)
    if request.method == "GET":
        return redirect("applications:tags")
    form = RenameTagForm(request.POST)
    if form.is_valid():
        if tags.rename(tag, form.cleaned_data["name"]):
            return redirect("applications:tags")
        form.add_error("name", _("You have this tag already. Merge them instead."))
    return _show(request, tag, rename_form=form)


@require_http_methods(["GET", "POST"])
def merge(request: AuthenticatedRequest, tag_id: uuid.UUID) -> HttpResponse:
    tag = tag_of(request.user, tag_id)
    if request.method == "GET":
        return redirect("applications:tags")
    form = MergeTagForm(request.POST, tag=tag)
    if not form.is_valid():
        return _show(request, tag, merge_form=form)
    into: Tag = form.cleaned_data["into"]
    tags.merge(tag, into)
    said = _("“%(tag)s” is now part of “%(into)s”.") % {"tag": tag.name, "into": into.name}
    messages.success(request, said)
    return redirect("applications:tags")


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, tag_id: uuid.UUID) -> HttpResponse:
    """Asks first: where a tag was is not remembered."""
    tag = tag_of(request.user, tag_id)
    if request.method == "GET":
        number = tag.applications.kept().count()
        return render(request, "applications/tag_delete.html", {"tag": tag, "number": number})
    tag.delete()
    messages.success(request, _("The tag “%(tag)s” is deleted.") % {"tag": tag.name})
    return redirect("applications:tags")


def _show(
    request: AuthenticatedRequest, changed: Tag | None = None, **forms: BaseForm
) -> HttpResponse:
    """`changed` is the tag whose form, one of `forms`, came back with something to put right."""
    found = tags.with_counts(request.user)
    context = {"tags": found, "changed": changed, **forms}
    return render(request, "applications/tags.html", context, status=422 if changed else 200)
