"""Contacts: the list, one person, and tying a person to an application."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.access import application_of, contact_of
from applications.forms.contacts import ContactForm, ContactsQueryForm, NewContactForm, TieForm
from applications.models import Application, ApplicationQuerySet, Contact, Round
from applications.people import address_book
from applications.views.answers import to_page
from trackr.http import AuthenticatedRequest, posted

PAGE_SIZE = 50


@require_safe
def show_list(request: AuthenticatedRequest) -> HttpResponse:
    form = ContactsQueryForm(request.GET)
    words = form.words()
    found = address_book.matching(request.user.contacts.all(), words)
    page = Paginator(found, PAGE_SIZE).get_page(form.number())
    return render(request, "applications/contacts.html", {"page": page, "words": words})


@require_safe
def show(request: AuthenticatedRequest, contact_id: uuid.UUID) -> HttpResponse:
    contact = contact_of(request.user, contact_id)
    context = {
        "contact": contact,
        "applications": _applications(request, contact).order_by("-moved_at"),
        "rounds": _rounds(request, contact).order_by("-day"),
    }
    return render(request, "applications/contact.html", context)


@require_http_methods(["GET", "POST"])
def add(request: AuthenticatedRequest) -> HttpResponse:
    form = NewContactForm(posted(request))
    if request.method == "POST" and form.is_valid():
        contact = form.add_for(request.user)
        messages.success(request, _("%(name)s is among your contacts.") % {"name": contact.name})
        return redirect("applications:contact", contact.public_id)
    return render(request, "applications/contact_edit.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit(request: AuthenticatedRequest, contact_id: uuid.UUID) -> HttpResponse:
    contact = contact_of(request.user, contact_id)
    form = ContactForm(posted(request), instance=contact)
    if request.method == "POST" and form.is_valid() and form.save_if_current():
        messages.success(request, _("Saved."))
        return redirect("applications:contact", contact.public_id)
    context = {"contact": contact, "form": form}
    status = 409 if form.is_stale else 200
    return render(request, "applications/contact_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def delete(request: AuthenticatedRequest, contact_id: uuid.UUID) -> HttpResponse:
    """Remove a person, once it was said what stays."""
    contact = contact_of(request.user, contact_id)
    if request.method == "POST":
        contact.delete()
        messages.success(request, _("%(name)s is deleted.") % {"name": contact.name})
        return redirect("applications:contacts")
    context = {
        "contact": contact,
        "applications": _applications(request, contact).count(),
        "rounds": _rounds(request, contact).count(),
    }
    return render(request, "applications/contact_delete.html", context)


@require_http_methods(["GET", "POST"])
def tie(request: AuthenticatedRequest, public_id: uuid.UUID) -> HttpResponse:
    application = application_of(request.user, public_id)
    form = TieForm(posted(request), application=application)
    if request.method == "POST" and form.is_valid():
        address_book.tie(application, [form.person()])
        return to_page(request, application)
    context = {"application": application, "form": form}
    template = "applications/tie.html"
    return render(request, f"{template}#form" if request.htmx else template, context)


@require_http_methods(["GET", "POST"])
def untie(
    request: AuthenticatedRequest, public_id: uuid.UUID, contact_id: uuid.UUID
) -> HttpResponse:
    application = application_of(request.user, public_id)
    contact = contact_of(request.user, contact_id)
    if request.method == "POST" and address_book.untie(application, contact):
        said = _("%(name)s has nothing to do with it any more. The contact stays.")
        messages.success(request, said % {"name": contact.name})
    return redirect("applications:page", application.public_id)


def _applications(request: AuthenticatedRequest, contact: Contact) -> ApplicationQuerySet:
    return Application.objects.of(request.user).kept().filter(contacts=contact)


def _rounds(request: AuthenticatedRequest, contact: Contact) -> QuerySet[Round]:
    rounds = Round.objects.of(request.user).filter(people=contact)
    return rounds.select_related("application")
