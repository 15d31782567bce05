"""Who subscribes, until when, and by which payments; and giving time."""

import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from billing import deeds, money, standing
from billing.admin.forms import ExtendForm
from billing.admin.reading import Lines, ReadOnly
from billing.models import (
    Card,
    Extension,
    LedgerEntry,
    PaidPeriod,
    PaymentAttempt,
    Refund,
    Subscription,
)
from trackr.http import AuthenticatedRequest, posted


class AttemptLines(Lines[PaymentAttempt, Subscription]):
    model = PaymentAttempt
    fields = ["kind", "state", "shown_amount", "err_code", "invoice_id", "created_at"]
    show_change_link = True
    ordering = ["-created_at"]

    @admin.display(description=_("amount"))
    def shown_amount(self, attempt: PaymentAttempt) -> str:
        return money.shown(attempt.amount)


class PeriodLines(Lines[PaidPeriod, Subscription]):
    model = PaidPeriod
    fields = ["plan", "starts_at", "ends_at", "voided_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PaidPeriod]:
        return super().get_queryset(request).select_related("plan")


class ExtensionLines(Lines[Extension, Subscription]):
    model = Extension
    fields = ["plan", "months", "reason", "given_by", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Extension]:
        return super().get_queryset(request).select_related("plan", "given_by")


class CardLines(Lines[Card, Subscription]):
    model = Card
    fields = ["state", "given_at"]


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnly, admin.ModelAdmin[Subscription]):
    list_display = ["user", "plan", "paid_through", "renews", "created_at"]
    list_select_related = ["user"]
    list_filter = ["renews"]
    search_fields = ["user__email"]
    show_full_result_count = False
    ordering = ["-created_at"]
    fields = [
        "user", "status", "plan", "paid_through", "renews", "cancelled_at", "next_price",
        "terms_version", "terms_accepted_at", "card_consent_at", "created_at", "ledger", "refunds",
    ]  # fmt: skip
    inlines = [AttemptLines, PeriodLines, ExtensionLines, CardLines]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscription]:
        counting = PaidPeriod.objects.counting().filter(subscription=OuterRef("pk"))
        last = counting.order_by("-ends_at")
        return (
            super()
            .get_queryset(request)
            .annotate(
                last_plan=Subquery(last.values("plan__name")[:1]),
                last_end=Subquery(last.values("ends_at")[:1]),
            )
        )

    @admin.display(description=_("plan"))
    def plan(self, subscription: Any) -> str | None:
        return subscription.last_plan  # type: ignore[no-any-return]

    @admin.display(description=_("paid through"), ordering="last_end")
    def paid_through(self, subscription: Any) -> Any:
        return subscription.last_end

    @admin.display(description=_("status"))
    def status(self, subscription: Subscription) -> str:
        return standing.of(subscription.user, timezone.now()).status

    @admin.display(description=_("ledger"))
    def ledger(self, subscription: Subscription) -> SafeString:
        entries = LedgerEntry.objects.filter(attempt__subscription=subscription)
        rows = (
            (_moment(entry.happened_at), entry.get_kind_display(), money.shown(entry.amount))
            for entry in entries.order_by("happened_at", "pk")
        )
        return format_html_join("", "<div>{} {} {}</div>", rows)

    @admin.display(description=_("refunds"))
    def refunds(self, subscription: Subscription) -> SafeString:
        decided = Refund.objects.filter(attempt__subscription=subscription).order_by("created_at")
        rows = (
            (_moment(one.created_at), money.shown(one.amount), one.get_state_display(), one.note)
            for one in decided
        )
        return format_html_join("", "<div>{} {} {} {}</div>", rows)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody subscribes somebody else; what is added here is time."""
        return request.user.has_perm("billing.add_extension")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return redirect("admin:billing_subscription_give")

    def get_urls(self) -> list[URLPattern]:
        give = self.admin_site.admin_view(self.give)
        return [
            path("give/", give, name="billing_subscription_give"),
            path("<int:pk>/give/", give, name="billing_subscription_give_to"),
            *super().get_urls(),
        ]

    @method_decorator(permission_required("billing.add_extension", raise_exception=True))
    def give(self, request: AuthenticatedRequest, pk: int | None = None) -> HttpResponse:
        """Whole months of a plan, to a subscriber or to anybody with an account."""
        rows = Subscription.objects.select_related("user")
        original = get_object_or_404(rows, pk=pk) if pk else None
        initial = {"email": original.user.email} if original else {}
        form = ExtendForm(posted(request), initial=initial)
        if request.method == "POST" and form.is_valid():
            given = deeds.extend(
                form.cleaned_data["email"],
                form.cleaned_data["plan"],
                form.cleaned_data["months"],
                form.cleaned_data["reason"],
                request.user,
            )
            self.log_change(request, given.subscription, f"extension {given}")
            messages.success(request, _("The time was given."))
            return redirect("admin:billing_subscription_change", given.subscription_id)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": original,
            "title": _("Give a plan"),
            "form": form,
        }
        return render(request, "admin/billing/deed.html", context)


def _moment(at: datetime.datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
