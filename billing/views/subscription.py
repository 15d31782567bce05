"""The billing page and what can be decided there."""

import base64
import binascii
import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from billing import cards, deeds, monobank, overview, refunds
from billing.access import attempt_of
from billing.forms import ChangeForm
from trackr.http import AuthenticatedRequest, posted


@require_GET
def show(request: AuthenticatedRequest) -> HttpResponse:
    return render(request, "billing/page.html", overview.of(request.user, timezone.now()))


@require_GET
def show_card(request: AuthenticatedRequest) -> HttpResponse:
    """The card's mask, asked of the bank now: a slow bank makes no other page slow."""
    card = overview.card_of(request.user)
    try:
        mask = cards.mask(card) if card else ""
    except monobank.BankError:
        mask = None
    template = "billing/card.html#mask" if request.htmx else "billing/card.html"
    return render(request, template, {"mask": mask})


@require_http_methods(["GET", "POST"])
def cancel(request: AuthenticatedRequest) -> HttpResponse:
    """One button; the page before it is where letters lead."""
    if request.method == "GET":
        context = overview.briefly(request.user, timezone.now())
        is_cancellable = overview.is_cancellable(context["subscription"], context["where"])
        return render(request, "billing/cancel.html", {**context, "is_cancellable": is_cancellable})
    if deeds.cancel(request.user):
        messages.success(request, _cancelled(request))
    else:
        messages.info(request, _("There is nothing to cancel: no charge is planned."))
    return redirect("billing:page")


@require_POST
def resume(request: AuthenticatedRequest) -> HttpResponse:
    try:
        deeds.resume(request.user)
    except deeds.CannotResume:
        messages.warning(request, _("That can't be resumed. Please choose a plan anew."))
        return redirect("billing:pricing")
    messages.success(request, _("Resumed. Your plan will renew."))
    return redirect("billing:page")


@require_http_methods(["GET", "POST"])
def change(request: AuthenticatedRequest) -> HttpResponse:
    """Plan and interval from the next period on."""
    context = overview.briefly(request.user, timezone.now())
    kept = overview.kept_price(context["subscription"], context["where"])
    form = ChangeForm(posted(request), kept, context["next_price"])
    if request.method == "POST" and form.is_valid():
        if deeds.change(request.user, form.cleaned_data["price"]):
            messages.success(request, _("Changed from your next period on."))
        return redirect("billing:page")
    return render(request, "billing/change.html", {"form": form, "kept_price": kept, **context})


@require_http_methods(["GET", "POST"])
def withdraw(request: AuthenticatedRequest) -> HttpResponse:
    """Withdraw from the contract, in two steps."""
    if request.method == "GET":
        attempt = deeds.withdrawable(request.user, timezone.now())
        amount = refunds.refundable(attempt) if attempt else 0
        return render(request, "billing/withdraw.html", {"attempt": attempt, "amount": amount})
    if deeds.withdraw(request.user) is None:
        messages.info(request, _("There is no purchase to withdraw from."))
    else:
        messages.success(
            request, _("You have withdrawn. All of the money goes back; a letter confirms it.")
        )
    return redirect("billing:page")


@require_GET
def receipt(request: AuthenticatedRequest, reference: uuid.UUID) -> HttpResponse:
    """The bank's own receipt, fetched now and kept nowhere."""
    attempt = attempt_of(request.user, reference)
    if not attempt.invoice_id:
        raise Http404
    try:
        pdf = base64.b64decode(monobank.receipt(attempt.invoice_id), validate=True)
    except (monobank.BankError, binascii.Error):
        messages.error(request, _("The bank does not answer. Please try again in a few minutes."))
        return redirect("billing:page")
    headers = {"Content-Disposition": f'attachment; filename="receipt-{attempt.reference}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _cancelled(request: AuthenticatedRequest) -> str:
    if deeds.is_charge_under_way(request.user):
        return _("Cancelled. A charge that had begun before may still come through, no other will.")
    return _("Cancelled. Nothing more will be charged.")
