"""The person. E-mail is the name they sign in with; nothing more is asked of them."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackr.preferences import DEFAULT_ZONE
from trackr.privacy import CONTENT, IDENTITY, NONE, SECRET, Kind


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    class Theme(models.TextChoices):
        SYSTEM = "system", _("As the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": IDENTITY, "email": IDENTITY, "name": IDENTITY,
        "password": SECRET, "language": NONE, "time_zone": CONTENT, "theme": NONE,
        "is_staff": NONE, "is_superuser": NONE, "is_active": NONE, "date_joined": NONE,
        "last_login": NONE, "terms_accepted_at": NONE, "age_stated_at": NONE,
        "weekly_goal": CONTENT, "uses_ai": CONTENT,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default="en"
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default=DEFAULT_ZONE)
    theme = models.CharField(_("theme"), max_length=6, choices=Theme, default=Theme.SYSTEM)
    weekly_goal = models.PositiveSmallIntegerField(
        _("applications a week"), default=5, db_default=5, help_text=_("0 means: no goal.")
    )
    # The switch "no AI at all": off, no call of theirs can begin.
    uses_ai = models.BooleanField(_("use AI"), default=True, db_default=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    terms_accepted_at = models.DateTimeField(null=True, blank=True)
    # When the person said that they are 16 or older. No birth date is ever asked or kept.
    age_stated_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_any_case"),
        ]

    def __str__(self) -> str:
        return self.email

    def get_short_name(self) -> str:
        return self.name or self.email.partition("@")[0]
