"""What follows from each ledger that was written before next actions were."""

from django.db import migrations
from django.db.models import Q

from applications import ledger, next_action
from applications.ledger import Entry


def plan(apps, schema_editor):
    Application = apps.get_model("applications", "Application")
    for application in Application.objects.defer("words").iterator(chunk_size=500):
        events = application.events.defer("words")
        standing = ledger.standing(
            Entry(
                event.pk,
                event.kind,
                event.happened_on,
                event.stage,
                event.ending,
                event.text,
                event.corrects_id,
            )
            for event in events
        )
        coming = next_action.after(standing)
        Application.objects.filter(pk=application.pk).update(
            applied_on=standing.applied_on,
            answered_on=standing.answered_on,
            next_kind=coming.deed if coming else "",
            next_on=coming.due_on if coming else None,
        )


def forget(apps, schema_editor):
    """Follow-ups are of this time: what knew none refuses them."""
    Event = apps.get_model("applications", "Event")
    Event.objects.filter(Q(kind="follow_up") | Q(corrects__kind="follow_up")).delete()


class Migration(migrations.Migration):
    dependencies = [("applications", "0011_words")]
    operations = [migrations.RunPython(plan, forget)]
