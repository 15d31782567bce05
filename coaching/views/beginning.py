"""A new conversation: written and chosen, shown, and kept with the sending of its first message."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from billing import allowance
from coaching.chat import reply
from coaching.forms.chat import ChoiceForm, MessageForm
from coaching.views import pages
from cv.models import Cv
from cv.sending.payload import PayloadChanged
from trackr.http import AuthenticatedRequest, posted


@require_http_methods(["GET", "POST"])
def new(request: AuthenticatedRequest) -> HttpResponse:
    """Empty; or, by POST from the page that shows what is sent, with all that was written there."""
    return _form(request, *_forms(request))


@require_http_methods(["GET", "POST"])
def preview(request: AuthenticatedRequest) -> HttpResponse:
    form, message = _forms(request)
    if request.method == "GET":  # after signing in again
        return redirect("coaching:new")
    if form.is_valid() and message.is_valid():
        return pages.preview_of_new(request, form, message.cleaned_data["message"])
    return _form(request, form, message)


@require_http_methods(["GET", "POST"])
def send(request: AuthenticatedRequest) -> HttpResponse:
    form, message = _forms(request)
    if request.method == "GET":
        return redirect("coaching:new")
    if not (form.is_valid() and message.is_valid()):
        return _form(request, form, message)
    said = message.cleaned_data
    if said["agrees"]:
        allowance.agree(request.user, reply.FEATURE)
    try:
        turn = reply.begin(
            request.user, form.instance, form.chosen(), said["message"], said["digest"]
        )
    except PayloadChanged:
        messages.info(request, _("Something changed since. Please look again at what is sent."))
    except allowance.NotAgreed:
        pass
    except allowance.Refused as refused:
        messages.warning(request, str(refused.sentence))
    else:
        return redirect(pages.address_of(turn))
    return preview(request)


def _forms(request: AuthenticatedRequest) -> tuple[ChoiceForm, MessageForm]:
    initial = {"cv": Cv.objects.of(request.user).order_by("-pk").first()}
    form = ChoiceForm(posted(request), user=request.user, initial=initial)
    form.instance.user = request.user
    message = MessageForm(posted(request))
    if message.is_valid():
        form.instance.title = pages.title_of(message.cleaned_data["message"])
    return form, message


def _form(request: AuthenticatedRequest, form: ChoiceForm, message: MessageForm) -> HttpResponse:
    door = allowance.door(request.user, reply.FEATURE)
    return render(request, "coaching/new.html", {"form": form, "message": message, "door": door})
