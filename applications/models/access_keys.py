"""Secret addresses that open one narrow thing each, until they are revoked."""

import hashlib
import secrets
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackr.privacy import NONE, SECRET
from trackr.privacy import Kind as Privacy

if TYPE_CHECKING:
    from accounts.models import User

TOKEN_BYTES = 32


class AccessKeyQuerySet(models.QuerySet["AccessKey"]):
    def issue(self, user: Any, kind: str) -> str:
        """A new token, to be shown once; the one before it opens nothing any more."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        fresh = {"digest": _digest(token), "created_at": timezone.now(), "last_used_at": None}
        self.update_or_create(user=user, kind=kind, defaults=fresh)
        return token

    def revoke(self, user: Any, kind: str) -> bool:
        return bool(self.filter(user=user, kind=kind).delete()[0])

    def holder(self, kind: str, token: str) -> "User | None":
        """Whose token it is; None for an unknown or a revoked one."""
        key = self.filter(kind=kind, digest=_digest(token), user__is_active=True)
        found = key.select_related("user").first()
        return found.user if found else None


class AccessKey(models.Model):
    """Only a digest is kept: who reads this table can open nothing."""

    class Kind(models.TextChoices):
        CAPTURE = "capture", _("Bookmarklet")
        FEED = "feed", _("Calendar feed")

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": NONE, "user": NONE, "kind": NONE, "digest": SECRET, "created_at": NONE,
        "last_used_at": NONE,
    }  # fmt: skip

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="access_keys"
    )
    kind = models.CharField(max_length=7, choices=Kind)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = AccessKeyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_key_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
