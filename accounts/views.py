"""The person's own pages, and the switches of language and theme that work signed out too."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import session_of
from accounts.forms import EndSessionForm, LanguageForm, ProfileForm, ThemeForm
from accounts.models import User
from trackr.http import AuthenticatedRequest, Request, posted


@require_http_methods(["GET", "POST"])
def settings(request: AuthenticatedRequest) -> HttpResponse:
    form = ProfileForm(posted(request), instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.instance.save(update_fields=form.changed_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:settings")
    return render(request, "accounts/settings.html", {"form": form})


@require_POST
def end_session(request: AuthenticatedRequest) -> HttpResponse:
    """Sign one device out; its next request is anonymous."""
    form = EndSessionForm(request.POST)
    if not form.is_valid():
        raise Http404
    session = session_of(request.user, form.cleaned_data["session"])
    if session.is_current():
        logout(request)  # else this answer would be saved into a session that is gone
    session.end()
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@login_not_required
@require_POST
def set_language(request: Request) -> HttpResponse:
    form = LanguageForm(request.POST)
    return _set_preference(request, **form.cleaned_data) if form.is_valid() else _back(request)


@login_not_required
@require_POST
def set_theme(request: Request) -> HttpResponse:
    form = ThemeForm(request.POST)
    return _set_preference(request, **form.cleaned_data) if form.is_valid() else _back(request)


def _set_preference(request: Request, **changed: str) -> HttpResponse:
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(**changed)
    response = _back(request)
    replace(request.preferences, **changed).save_to(response)
    return response


def _back(request: Request) -> HttpResponse:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    )
    return redirect(target if safe else "pages:landing")
