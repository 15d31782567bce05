"""The bank of stories: listed, written, changed, deleted. No AI has a part in it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.access import story_of
from coaching.forms.interviews import StoryForm
from coaching.interviews import bank
from coaching.models import Story
from trackr.http import AuthenticatedRequest, posted


@require_safe
def show_list(request: AuthenticatedRequest) -> HttpResponse:
    stories = Story.objects.of(request.user)
    return render(request, "coaching/interviews/stories.html", {"stories": stories})


@require_http_methods(["GET", "POST"])
def new(request: AuthenticatedRequest) -> HttpResponse:
    form = StoryForm(posted(request))
    if request.method == "POST" and bank.is_full(request.user):
        form.add_error(None, _("Your bank is full. Delete a story that you no longer tell."))
    elif request.method == "POST" and form.is_valid():
        Story.objects.create(user=request.user, **form.told())
        messages.success(request, _("The story is in your bank."))
        return redirect("coaching:stories")
    return render(request, "coaching/interviews/story_edit.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    story = story_of(request.user, public_id)
    form = StoryForm(posted(request), initial=story.told())
    if request.method == "POST" and form.is_valid():
        story.reword(form.told())
        messages.success(request, _("Saved."))
        return redirect("coaching:stories")
    context = {"form": form, "story": story}
    return render(request, "coaching/interviews/story_edit.html", context)


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    story = story_of(request.user, public_id)
    if request.method == "POST":
        story.delete()
        messages.success(request, _("The story is deleted."))
        return redirect("coaching:stories")
    return render(request, "coaching/interviews/story_delete.html", {"story": story})
