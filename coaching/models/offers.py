"""Offers side by side: the person's criteria, what is offered, and how each is rated."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from cv.models import JOB_PRIVACY, OPEN, Job
from trackr.privacy import CONTENT, NONE, Kind

MOST = 10  # of a weight and of points
LONGEST_NAME = 60
LONGEST_REASON = 200
LONGEST_NOTE = 2_000


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)


class Criterion(models.Model):
    """What an offer is judged by. With the weight 0 it counts for nothing, its points are kept."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "name": CONTENT, "weight": CONTENT,
        "position": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="criteria")
    name = models.CharField(max_length=LONGEST_NAME)
    weight = models.PositiveSmallIntegerField(default=5, validators=[MaxValueValidator(MOST)])
    position = models.PositiveSmallIntegerField(default=0)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            # Deferred, so that two of them may swap their names in one save.
            models.UniqueConstraint(
                fields=["user", "name"],
                name="one_criterion_per_name",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(weight__range=(0, MOST)), name="weight_within_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfferQuerySet(models.QuerySet["Offer"]):
    def of(self, user: Any) -> Self:
        """Without those whose application lies in the bin: restored, it brings its offer back."""
        return self.filter(application__user=user, application__deleted_at=None)

    def compared(self) -> Self:
        return self.filter(is_compared=True)


class Offer(models.Model):
    """What an application's company offers, as the person was told. Taken out of the comparison it
    keeps all that was entered."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "application": NONE, "is_compared": NONE, "gross": CONTENT,
        "net": CONTENT, "currency": CONTENT, "period": CONTENT, "extra_gross": CONTENT,
        "extra_net": CONTENT, "answer_by": CONTENT, "note": CONTENT, "version": NONE,
        "created_at": NONE,
    }  # fmt: skip
    AMOUNTS = ("gross", "net", "extra_gross", "extra_net")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.OneToOneField(Application, models.DB_CASCADE, related_name="offer")
    is_compared = models.BooleanField(default=True)
    gross = models.DecimalField(
        _("gross pay"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    net = models.DecimalField(
        _("net pay"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    period = models.CharField(
        _("per"), max_length=5, choices=Application.SalaryPeriod,
        default=Application.SalaryPeriod.MONTH,
    )  # fmt: skip
    # A bonus, a thirteenth salary: of a whole year, in the same currency.
    extra_gross = models.DecimalField(
        _("gross, a year"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    extra_net = models.DecimalField(
        _("net, a year"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    answer_by = models.DateField(null=True, blank=True)
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.CheckConstraint(
                condition=Q(gross__isnull=True) | Q(gross__gte=0), name="gross_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(net__isnull=True) | Q(net__gte=0), name="net_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(extra_gross__isnull=True) | Q(extra_gross__gte=0),
                name="extra_gross_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(extra_net__isnull=True) | Q(extra_net__gte=0),
                name="extra_net_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return str(self.application)

    def join(self, *, is_compared: bool) -> bool:
        """Into the comparison, or out of it. False when it stands there already."""
        other = Offer.objects.filter(pk=self.pk, is_compared=not is_compared)
        return bool(other.update(is_compared=is_compared))


class Rating(models.Model):
    """How an offer does by one criterion; without points it is not rated yet."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "offer": NONE, "criterion": NONE, "points": CONTENT, "reason": CONTENT,
    }  # fmt: skip

    offer = models.ForeignKey(Offer, models.DB_CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, models.DB_CASCADE, related_name="ratings")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "criterion"], name="one_rating_per_offer_and_criterion"
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__range=(0, MOST)),
                name="points_within_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.criterion_id}: {self.points}"


class OfferCommentQuerySet(models.QuerySet["OfferComment"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)


class OfferComment(Job):
    """What Claude said, on demand, about the comparison as it stood then."""

    PRIVACY: ClassVar[dict[str, Kind]] = {
        **JOB_PRIVACY, "user": NONE, "has_notes": CONTENT, "basis": NONE, "result": CONTENT,
    }  # fmt: skip

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="offer_comments"
    )
    has_notes = models.BooleanField(default=False)  # whether the notes went along
    # Names the comparison that it speaks of: with another one it is out of date.
    basis = models.CharField(max_length=64, editable=False)
    result = models.JSONField(default=dict, editable=False)

    objects = OfferCommentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("comment on the offers")
        verbose_name_plural = _("comments on the offers")
        indexes = [models.Index(fields=["created_at"], name="offer_comment_open", condition=OPEN)]
