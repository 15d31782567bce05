"""The person's profile and the devices that they are signed in on."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import session_of
from accounts.forms import EndSessionForm, ProfileForm
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def show(request: AuthenticatedRequest) -> HttpResponse:
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
