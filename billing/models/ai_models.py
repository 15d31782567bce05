"""Which models answer, what they cost, and how much may be spent on them in a day: rows, edited in
admin. Money is in millionths of a US dollar, the currency of the provider."""

import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from billing.models.plans import Feature
from trackr.privacy import NONE, Kind

SUMMARY = "summary"
USES = [*Feature.choices, (SUMMARY, _("Summaries of long conversations"))]


class AiModelQuerySet(models.QuerySet["AiModel"]):
    def in_use(self, day: datetime.date) -> Self:
        """Those that answer on the day, and those that will later."""
        newest = self.filter(effective_from__lte=day).order_by("use", "-effective_from")
        now = newest.distinct("use").values("pk")
        return self.filter(models.Q(pk__in=now) | models.Q(effective_from__gt=day))

    def with_price(self, day: datetime.date) -> Self:
        """`has_price`: whether one is in effect, at the latest when the model begins to answer."""
        begins = Greatest("effective_from", models.Value(day))
        name = models.ExpressionWrapper(models.OuterRef("name"), models.CharField())
        fitting = ModelPrice.objects.alias(model=name).filter(
            model__startswith=models.F("name"),
            from_input_tokens=0,
            effective_from__lte=models.OuterRef("begins"),
        )
        return self.annotate(begins=begins, has_price=models.Exists(fitting))

    def without_price(self, day: datetime.date) -> Self:
        return self.with_price(day).exclude(models.Q(has_price=True))


class AiModel(models.Model):
    """From a day on, this model answers for this use; the newest such row counts."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "use": NONE, "name": NONE, "effective_from": NONE,
    }  # fmt: skip

    use = models.CharField(max_length=20, choices=USES)
    name = models.CharField(max_length=60)
    effective_from = models.DateField()

    objects = AiModelQuerySet.as_manager()

    class Meta:
        ordering = ["use", "-effective_from"]
        verbose_name = _("AI model")
        verbose_name_plural = _("AI models")
        constraints = [
            models.UniqueConstraint(
                fields=["use", "effective_from"], name="one_model_per_use_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use}: {self.name}"


class ModelPrice(models.Model):
    """What a million tokens of a model cost from a day on, and from a length of the input on."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "name": NONE, "effective_from": NONE, "from_input_tokens": NONE,
        "input": NONE, "output": NONE, "cache_read": NONE, "cache_write": NONE,
    }  # fmt: skip

    name = models.CharField(max_length=60, help_text=_("Also for dated names that begin so."))
    effective_from = models.DateField()
    from_input_tokens = models.PositiveIntegerField(default=0)
    input = models.PositiveBigIntegerField(help_text=_("Millionths of a dollar per million."))
    output = models.PositiveBigIntegerField()
    cache_read = models.PositiveBigIntegerField()
    cache_write = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["name", "-effective_from", "-from_input_tokens"]
        verbose_name = _("price of a model")
        verbose_name_plural = _("prices of models")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "effective_from", "from_input_tokens"], name="one_price_per_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.effective_from}"


class AiBudget(models.Model):
    """The most that a day's calls may cost; without a row there is no limit."""

    class Scope(models.TextChoices):
        PERSON = "person", _("of one person")
        EVERYBODY = "everybody", _("of everybody together")

    PRIVACY: ClassVar[dict[str, Kind]] = {"id": NONE, "scope": NONE, "micros_per_day": NONE}

    scope = models.CharField(max_length=10, choices=Scope, unique=True)
    micros_per_day = models.PositiveBigIntegerField(help_text=_("Millionths of a dollar."))

    class Meta:
        verbose_name = _("daily AI budget")
        verbose_name_plural = _("daily AI budgets")

    def __str__(self) -> str:
        return f"{self.scope}: {self.micros_per_day}"
