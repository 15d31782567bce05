"""Contacts, interview rounds, what was sent, the record."""

from django.urls import URLPattern, path

from applications.views import contacts, packet, record, rounds

urlpatterns: list[URLPattern] = [
    path("contacts/", contacts.show_list, name="contacts"),
    path("contacts/add/", contacts.add, name="add_contact"),
    path("contacts/<uuid:contact_id>/", contacts.show, name="contact"),
    path("contacts/<uuid:contact_id>/edit/", contacts.edit, name="edit_contact"),
    path("contacts/<uuid:contact_id>/delete/", contacts.delete, name="delete_contact"),
    path("applications/<uuid:public_id>/people/", contacts.tie, name="tie"),
    path(
        "applications/<uuid:public_id>/people/<uuid:contact_id>/untie/",
        contacts.untie,
        name="untie",
    ),
    path("applications/<uuid:public_id>/rounds/", rounds.plan, name="plan_round"),
    path("rounds/<uuid:round_id>/", rounds.show, name="round"),
    path("rounds/<uuid:round_id>/edit/", rounds.edit, name="edit_round"),
    path("rounds/<uuid:round_id>/debrief/", rounds.debrief, name="debrief"),
    path("rounds/<uuid:round_id>/cancel/", rounds.cancel, name="cancel_round"),
    path("rounds/<uuid:round_id>/restore/", rounds.restore, name="restore_round"),
    path("applications/<uuid:public_id>/documents/", packet.add, name="add_document"),
    path("documents/<uuid:document_id>/", packet.show, name="document"),
    path("documents/<uuid:document_id>/remove/", packet.remove, name="remove_document"),
    path("record/", record.show, name="record"),
]
