"""To the bank's page and back."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from billing import checkout, confirm, monobank, overview, renew
from billing.access import attempt_of, offered_price
from billing.forms import CheckoutForm, LookForm
from billing.models import AttemptState, PaymentAttempt
from trackr.http import AuthenticatedRequest, posted, trigger


@require_http_methods(["GET", "POST"])
def choose(request: AuthenticatedRequest, plan: str, interval: str) -> HttpResponse:
    """What is bought, on which terms, and the button that orders it."""
    price = offered_price(request.user, plan, interval)
    form = CheckoutForm(posted(request))
    if request.method == "POST" and form.is_valid():
        answer = _sent_to_bank(request, lambda: checkout.pay(request.user, price, **_consent(form)))
        if answer is not None:
            return answer
    context = {
        "form": form,
        "price": price,
        "is_on": monobank.is_on(),
        **overview.briefly(request.user, timezone.now()),
    }
    return render(request, "billing/choose.html", context)


@require_GET
def leave(request: AuthenticatedRequest, reference: uuid.UUID) -> HttpResponse:
    """The step out of Trackr. A page and no redirect: browsers hold the redirects of a form to
    our own address."""
    attempt = attempt_of(request.user, reference)
    if attempt.state != AttemptState.PENDING or not attempt.page_url:
        return redirect("billing:return", attempt.reference)
    return render(request, "billing/leave.html", {"attempt": attempt})


@require_GET
def come_back(request: AuthenticatedRequest, reference: uuid.UUID) -> HttpResponse:
    """Where the bank sends everybody back to, whatever happened: our own state is shown."""
    attempt = attempt_of(request.user, reference)
    confirm.ask_now_and_then(attempt)
    context = confirm.shown(attempt, timezone.now(), LookForm(request.GET).number)
    if not request.htmx:
        return render(request, "billing/return.html", context)
    response = render(request, "billing/return.html#state", context)
    if context["outcome"] != confirm.WAITING:
        trigger(response, announce={"text": str(context["headline"])})
    return response


@require_POST
def replace_card(request: AuthenticatedRequest) -> HttpResponse:
    answer = _sent_to_bank(request, lambda: checkout.replace_card(request.user))
    return answer or redirect("billing:page")


@require_POST
def retry(request: AuthenticatedRequest) -> HttpResponse:
    """Charge the saved card now, at the person's own wish."""
    subscription = checkout.subscription_of(request.user)
    attempt = renew.renew(subscription, by_person=True)
    if attempt is None:
        messages.info(request, renew.hindrance(subscription).label)
        return redirect("billing:page")
    return redirect("billing:return", attempt.reference)


def _consent(form: CheckoutForm) -> dict[str, bool]:
    return {"saves_card": form.cleaned_data["save_card"]}


def _sent_to_bank(
    request: AuthenticatedRequest, begin: Callable[[], PaymentAttempt]
) -> HttpResponse | None:
    """The way to the bank's page, or None with a message that says why there is none."""
    try:
        attempt = begin()
    except checkout.PaymentUnderWay:
        messages.warning(
            request, _("An earlier payment is still being confirmed. Please wait for it first.")
        )
    except checkout.CheckoutFailed as failure:
        messages.error(request, _no_page(failure))
    else:
        return redirect("billing:leave", attempt.reference)
    return None


def _no_page(failure: checkout.CheckoutFailed) -> str:
    if failure.is_ours:
        return _("Payments do not work at the moment, for a reason on our side. We are on it.")
    return _("The bank does not answer. Nothing was charged. Please try again in a few minutes.")
