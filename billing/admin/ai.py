"""The AI's calls, models and prices, as support staff see them."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing import cycle
from billing.admin.reading import ReadOnly
from billing.models import AiBudget, AiCall, AiModel, ModelPrice
from billing.models.ai_models import AiModelQuerySet


@admin.register(AiCall)
class AiCallAdmin(ReadOnly, admin.ModelAdmin[AiCall]):
    """Counts only: an AI call's row has no content to show."""

    list_display = ["user", "feature", "state", "outcome", "model", "cost_micros", "created_at"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    list_filter = ["feature", "state"]


@admin.register(AiModel)
class AiModelAdmin(admin.ModelAdmin[AiModel]):
    list_display = ["use", "name", "effective_from", "has_price"]

    def get_queryset(self, request: HttpRequest) -> AiModelQuerySet:
        return AiModel.objects.with_price(cycle.local_date(timezone.now()))

    @admin.display(boolean=True, description=_("price in effect"))
    def has_price(self, model: AiModel) -> bool:
        return bool(getattr(model, "has_price", False))


@admin.register(ModelPrice)
class ModelPriceAdmin(admin.ModelAdmin[ModelPrice]):
    list_display = ["name", "effective_from", "from_input_tokens", "input", "output"]


@admin.register(AiBudget)
class AiBudgetAdmin(admin.ModelAdmin[AiBudget]):
    list_display = ["scope", "micros_per_day"]
