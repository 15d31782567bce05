"""The glass box: what the AI may be sent, whether it may at all, and every call there was."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import AiConsentForm, AiSwitchForm
from accounts.models import User
from applications.forms.table import PageForm
from billing import allowance, consent
from billing.models import AiConsent
from trackr.http import AuthenticatedRequest

CALLS_PER_PAGE = 50


@require_safe
def show(request: AuthenticatedRequest) -> HttpResponse:
    given = {row.feature: row for row in AiConsent.objects.filter(user=request.user)}
    rows = [row | {"consent": given.get(row["feature"].value)} for row in _left(request.user)]
    return render(request, "accounts/ai.html", {"rows": rows})


@require_POST
def switch(request: AuthenticatedRequest) -> HttpResponse:
    """AI on or off. Off, no call can begin, whatever page asks for one."""
    form = AiSwitchForm(request.POST)
    if form.is_valid():
        uses_ai = form.cleaned_data["uses_ai"]
        User.objects.filter(pk=request.user.pk).update(uses_ai=uses_ai)
        messages.success(request, _("AI is on.") if uses_ai else _("AI is off. Nothing is sent."))
    return redirect("accounts:ai")


@require_POST
def withdraw(request: AuthenticatedRequest) -> HttpResponse:
    form = AiConsentForm(request.POST, features=allowance.Feature.choices)
    if form.is_valid():
        consent.withdraw(request.user, allowance.Feature(form.cleaned_data["feature"]))
        messages.success(request, _("Taken back. You will be asked before anything is sent."))
    return redirect("accounts:ai")


@require_safe
def calls(request: AuthenticatedRequest) -> HttpResponse:
    """Each call: when, for what, with which kinds of data, what came of it. Never its content."""
    page = Paginator(request.user.ai_calls.all(), CALLS_PER_PAGE).get_page(
        PageForm(request.GET).number()
    )
    context = {"page": page, "rows": _left(request.user)}
    return render(request, "accounts/ai_calls.html", context)


def _left(user: User) -> list[dict[str, Any]]:
    each = allowance.left_of_each(user)
    return [{"feature": feature, "left": left} for feature, left in each.items()]
