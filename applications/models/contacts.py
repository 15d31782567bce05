"""People at companies: who writes, who interviews, who decides."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackr.privacy import CONTENT, NONE, Kind


class ContactQuerySet(models.QuerySet["Contact"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)


class Contact(models.Model):
    PRIVACY: ClassVar[dict[str, Kind]] = {
        "id": NONE, "public_id": NONE, "user": NONE, "name": CONTENT, "company": CONTENT,
        "role": CONTENT, "email": CONTENT, "phone": CONTENT, "link": CONTENT, "notes": CONTENT,
        "version": NONE, "created_at": NONE,
    }  # fmt: skip

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    company = models.CharField(_("company"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    link = models.URLField(_("link to a profile"), max_length=2000, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    applications: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "Application", through="Acquaintance", related_name="contacts"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = [Lower("name"), "id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.company}" if self.company else self.name


class Acquaintance(models.Model):
    """A contact has to do with an application."""

    PRIVACY: ClassVar[dict[str, Kind]] = {"id": NONE, "application": NONE, "contact": NONE}

    application = models.ForeignKey("Application", models.DB_CASCADE, related_name="acquaintances")
    contact = models.ForeignKey(Contact, models.DB_CASCADE, related_name="acquaintances")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "contact"], name="acquainted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.contact_id}"
