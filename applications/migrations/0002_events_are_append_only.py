"""The ledger is append-only in the database too: an UPDATE of an event is refused."""

from django.db import migrations

FORBID = """
CREATE FUNCTION refuse_event_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER events_are_append_only BEFORE UPDATE ON applications_event
    FOR EACH ROW EXECUTE FUNCTION refuse_event_update();
"""
ALLOW = """
DROP TRIGGER events_are_append_only ON applications_event;
DROP FUNCTION refuse_event_update();
"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_application_event_posting")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
