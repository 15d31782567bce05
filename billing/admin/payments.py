"""One payment: what we asked, what the bank said, what went back; and giving it back."""

import json

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from billing import deeds, money, refunds
from billing.admin.forms import RefundForm
from billing.admin.reading import Lines, ReadOnly
from billing.invoices import without_card_data
from billing.models import LedgerEntry, PaymentAttempt, Refund, Snapshot
from trackr.http import AuthenticatedRequest, posted

SHOWN = (
    "reference", "user", "kind", "state", "shown_amount", "shown_final_amount", "invoice_id",
    "created_at",
)  # fmt: skip


class EntryLines(Lines[LedgerEntry, PaymentAttempt]):
    model = LedgerEntry
    fields = ["kind", "shown_amount", "source_id", "happened_at"]

    @admin.display(description=_("amount"))
    def shown_amount(self, entry: LedgerEntry) -> str:
        return money.shown(entry.amount)


class RefundLines(Lines[Refund, PaymentAttempt]):
    model = Refund
    fields = ["shown_amount", "reason", "note", "state", "asked_by", "ext_ref", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Refund]:
        return super().get_queryset(request).select_related("asked_by")

    @admin.display(description=_("amount"))
    def shown_amount(self, refund: Refund) -> str:
        return money.shown(refund.amount)


class SnapshotLines(Lines[Snapshot, PaymentAttempt]):
    model = Snapshot
    fields = ["status", "final_amount", "bank_modified", "source", "received_at", "said"]

    @admin.display(description=_("what the bank said"))
    def said(self, snapshot: Snapshot) -> str:
        return json.dumps(without_card_data(snapshot.body), ensure_ascii=False, indent=1)


@admin.register(PaymentAttempt)
class PaymentAttemptAdmin(ReadOnly, admin.ModelAdmin[PaymentAttempt]):
    list_display = SHOWN
    list_select_related = ["subscription__user"]
    list_filter = ["state", "kind"]
    search_fields = ["reference", "invoice_id", "subscription__user__email"]
    show_full_result_count = False
    ordering = ["-created_at"]
    fields = [
        *SHOWN, "price", "period_start", "by_person", "saves_card", "needs_payer",
        "err_code", "bank_created", "bank_modified", "valid_until", "sent_at", "due_at", "polls",
    ]  # fmt: skip
    inlines = [EntryLines, RefundLines, SnapshotLines]

    @admin.display(description=_("user"))
    def user(self, attempt: PaymentAttempt) -> str:
        return attempt.subscription.user.email

    @admin.display(description=_("amount"))
    def shown_amount(self, attempt: PaymentAttempt) -> str:
        return money.shown(attempt.amount)

    @admin.display(description=_("kept"))
    def shown_final_amount(self, attempt: PaymentAttempt) -> str:
        return money.shown(attempt.final_amount)

    def get_urls(self) -> list[URLPattern]:
        refund = self.admin_site.admin_view(self.refund)
        name = "billing_paymentattempt_refund"
        return [path("<int:pk>/refund/", refund, name=name), *super().get_urls()]

    @method_decorator(permission_required("billing.add_refund", raise_exception=True))
    def refund(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        """Decide on a refund; the sweep sends it to the bank."""
        attempt = get_object_or_404(PaymentAttempt.objects.select_related("subscription"), pk=pk)
        form = RefundForm(attempt, posted(request))
        if request.method == "POST" and form.is_valid() and self._repaid(request, attempt, form):
            return redirect("admin:billing_paymentattempt_change", pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": attempt,
            "title": _("Refund"),
            "form": form,
        }
        return render(request, "admin/billing/deed.html", context)

    def _repaid(
        self, request: AuthenticatedRequest, attempt: PaymentAttempt, form: RefundForm
    ) -> bool:
        amount, note, seen = (form.cleaned_data[name] for name in ("amount", "note", "seen"))
        try:
            refund = deeds.repay(attempt, amount, note, request.user, seen=seen)
        except refunds.TooMuch:
            form.add_error("amount", _("That is more than is left of the payment."))
            return False
        if refund is None:
            form.add_error(None, form.CHANGED)
            return False
        self.log_change(request, attempt, f"refund {refund.ext_ref}: {amount}")
        messages.success(request, _("The money goes back within a few minutes."))
        return True
