"""Today, the month, next actions and reminders."""

from django.urls import URLPattern, path

from applications.next_action import Deed
from applications.views import month, next_step, reminders, round_deeds, silent, today


def _of_a_round(deed: str) -> list[URLPattern]:
    """The addresses for preparing or thanking: prepare_done, prepare_snooze, …"""
    views = {
        "done": round_deeds.done,
        "snooze": round_deeds.snooze,
        "retire": round_deeds.retire,
        "reopen": round_deeds.reopen,
    }
    return [
        path(f"rounds/<uuid:round_id>/{deed}/{name}/", view, {"deed": deed}, f"{deed}_{name}")
        for name, view in views.items()
    ]


urlpatterns: list[URLPattern] = [
    path("today/", today.show, name="today"),
    path("today/goal/", today.goal, name="goal"),
    path("today/silent/", silent.show, name="silent"),
    path("today/silent/end/", silent.end, name="silent_end"),
    path("today/silent/wait/", silent.wait, name="silent_wait"),
    path("today/silent/undo/", silent.undo, name="silent_undo"),
    path("month/", month.show, name="month"),
    path("applications/<uuid:public_id>/next/done/", next_step.done, name="next_done"),
    path(
        "applications/<uuid:public_id>/next/undo/<uuid:event_id>/",
        next_step.undo_done,
        name="next_undo",
    ),
    path("applications/<uuid:public_id>/next/snooze/", next_step.snooze, name="next_snooze"),
    path("applications/<uuid:public_id>/next/retire/", next_step.retire, name="next_retire"),
    path("applications/<uuid:public_id>/next/resume/", next_step.resume, name="next_resume"),
    *_of_a_round(Deed.PREPARE),
    *_of_a_round(Deed.THANK),
    path("reminders/", reminders.show_list, name="reminders"),
    path("reminders/add/", reminders.add, name="reminder_add"),
    path("reminders/<uuid:reminder_id>/edit/", reminders.edit, name="reminder_edit"),
    path("reminders/<uuid:reminder_id>/done/", reminders.done, name="reminder_done"),
    path("reminders/<uuid:reminder_id>/snooze/", reminders.snooze, name="reminder_snooze"),
    path("reminders/<uuid:reminder_id>/delete/", reminders.delete, name="reminder_delete"),
    path("reminders/<uuid:reminder_id>/undo/", reminders.undo, name="reminder_undo"),
]
