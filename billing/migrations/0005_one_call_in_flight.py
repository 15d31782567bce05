"""One call at a time for each person. Fails, and may be run again, while old code holds two."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0004_consent_and_cost"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="aicall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("counter__isnull", False), ("state", "held")),
                fields=("user",),
                name="one_ai_call_in_flight",
            ),
        ),
    ]
