from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0015_fill_days_of_rounds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="application", name="application_board"),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True), ("ending", "")),
                fields=["user", "-moved_at"],
                include=(
                    "public_id",
                    "company",
                    "role",
                    "stage",
                    "since",
                    "location",
                    "ending",
                    "priority",
                    "round_days",
                    "next_kind",
                    "next_on",
                ),
                name="application_board",
            ),
        ),
    ]
