"""The switches of language and theme, which work signed out too."""

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.forms import LanguageForm, ThemeForm
from accounts.models import User
from trackr.http import Request


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
