"""The days of the rounds that were planned before applications kept them."""

from django.db import migrations

FILL = """
UPDATE applications_application AS application SET round_days = planned.days
FROM (
    SELECT application_id, array_agg(day ORDER BY day) AS days FROM applications_round
    WHERE cancelled_at IS NULL GROUP BY application_id
) AS planned
WHERE planned.application_id = application.id"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0014_days_of_rounds")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
