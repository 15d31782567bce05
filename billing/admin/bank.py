"""What needs somebody to look, and payments of nobody."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from billing import money
from billing.admin.reading import ReadOnly
from billing.models import Alert, OrphanPayment

SHOWN = ("subject", "source_id", "detail", "raised_at", "resolved_at")
SHOWN_OF_ORPHANS = ("reference", "invoice_id", "shown_amount", "state", "left_at", "due_at")


@admin.register(Alert)
class AlertAdmin(ReadOnly, admin.ModelAdmin[Alert]):
    """Charging that was stopped begins again once its alert is resolved."""

    list_display = SHOWN
    list_filter = [("resolved_at", admin.EmptyFieldListFilter), "subject"]
    search_fields = ["source_id"]
    show_full_result_count = False
    fields = SHOWN
    actions = ["resolve"]

    def has_resolve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("billing.change_alert")

    @admin.action(description=_("Resolved"), permissions=["resolve"])
    def resolve(self, request: HttpRequest, queryset: QuerySet[Alert]) -> None:
        done = queryset.filter(resolved_at=None).update(resolved_at=timezone.now())
        told = ngettext("%(count)d alert is resolved.", "%(count)d alerts are resolved.", done) % {
            "count": done
        }
        messages.success(request, told)


@admin.register(OrphanPayment)
class OrphanPaymentAdmin(ReadOnly, admin.ModelAdmin[OrphanPayment]):
    list_display = SHOWN_OF_ORPHANS
    list_filter = ["state"]
    search_fields = ["reference", "invoice_id"]
    show_full_result_count = False
    fields = [*SHOWN_OF_ORPHANS, "polls"]

    @admin.display(description=_("amount"))
    def shown_amount(self, orphan: OrphanPayment) -> str:
        return money.shown(orphan.amount)
