"""Contacts: found by their words, made once, tied to applications and untied again."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Q, When
from django.db.models.functions import Lower

from applications.models import Acquaintance, Application, Contact, Round

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


def matching(contacts: "QuerySet[Contact]", words: str) -> "QuerySet[Contact]":
    """Each word is somewhere in the name, the company or the role."""
    for word in words.split():
        contacts = contacts.filter(
            Q(name__icontains=word) | Q(company__icontains=word) | Q(role__icontains=word)
        )
    return contacts


def add(user: "User", public_id: uuid.UUID, **facts: Any) -> Contact:
    """A new contact, or the one that the same form made before."""
    contact, _is_new = user.contacts.get_or_create(public_id=public_id, defaults=facts)
    return contact


def not_yet_tied(application: Application) -> "QuerySet[Contact]":
    """Everyone else the person knows, those of the application's company first."""
    is_elsewhere = Case(When(company__iexact=application.company, then=0), default=1)
    others = Contact.objects.of(application.user_id).exclude(
        pk__in=application.contacts.values("pk")
    )
    return others.order_by(is_elsewhere, Lower("name"), "pk")


def likely(one: Round) -> "QuerySet[Contact]":
    """Who may take part in a round: the people of its application, whoever else is known at that
    company, and who takes part already."""
    application = one.application
    is_likely = Q(pk__in=application.contacts.values("pk")) | Q(company__iexact=application.company)
    if one.pk:
        is_likely |= Q(pk__in=one.people.values("pk"))
    return Contact.objects.of(application.user_id).filter(is_likely)


def named(application: Application, name: str) -> Contact:
    """The person of that name, of this company rather than another; a new contact if unknown."""
    known = list(Contact.objects.of(application.user_id).filter(name__iexact=name))
    company = application.company.casefold()
    known.sort(key=lambda contact: contact.company.casefold() != company)
    if known:
        return known[0]
    return Contact.objects.create(
        user_id=application.user_id, name=name, company=application.company
    )


def tie(application: Application, contacts: Iterable[Contact]) -> None:
    """They have to do with the application; those who had already stay."""
    ties = [Acquaintance(application=application, contact=contact) for contact in contacts]
    Acquaintance.objects.bulk_create(ties, ignore_conflicts=True)


def untie(application: Application, contact: Contact) -> bool:
    """False when they were not tied. Its interviews keep the person."""
    deleted, _by_model = application.acquaintances.filter(contact=contact).delete()
    return bool(deleted)
