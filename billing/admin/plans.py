"""Plans, and what they cost."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from billing import money
from billing.models import Plan, PlanAllowance, Price


class PlanAllowanceInline(admin.TabularInline[PlanAllowance, Plan]):
    model = PlanAllowance
    extra = 0


@admin.register(Plan)
class PlanAdmin(admin.ModelAdmin[Plan]):
    list_display = ["name", "key", "rank"]
    inlines = [PlanAllowanceInline]

    def has_delete_permission(self, request: object, obj: Plan | None = None) -> bool:
        return False  # people are on it


@admin.register(Price)
class PriceAdmin(admin.ModelAdmin[Price]):
    """Prices are added. Subscribers have agreed to the old ones, so those stay as they are."""

    list_display = ["plan", "interval", "shown_amount", "valid_from"]
    list_select_related = ["plan"]
    fields = ["plan", "interval", "amount", "valid_from"]

    @admin.display(description=_("amount"))
    def shown_amount(self, price: Price) -> str:
        return money.shown(price.amount)

    def has_change_permission(self, request: HttpRequest, obj: Price | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Price | None = None) -> bool:
        return False
