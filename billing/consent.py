"""What a person agreed to send to the AI: once per feature, and never for good."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from billing.models import AiConsent, Feature

if TYPE_CHECKING:
    from accounts.models import User


def agree(user: "User", feature: Feature) -> None:
    AiConsent.objects.get_or_create(user=user, feature=feature)


def withdraw(user: "User", feature: Feature) -> None:
    AiConsent.objects.filter(user=user, feature=feature).delete()


def is_given(user: "User", feature: Feature) -> bool:
    return AiConsent.objects.filter(user=user, feature=feature).exists()


def may_call() -> Q:
    """Of AiCall rows: those whose person has AI switched on and still agrees to their feature."""
    agreed = AiConsent.objects.filter(user=OuterRef("user"), feature=OuterRef("feature"))
    return Q(Exists(agreed), user__uses_ai=True)
