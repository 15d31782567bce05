import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cv", "0003_tailored_copies"),
    ]

    operations = [
        migrations.AddField(
            model_name="cvversion",
            name="is_open",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="cvversion",
            name="revision",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name="cvversion",
            name="saved_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                default=django.utils.timezone.now,
            ),
        ),
        migrations.AddField(
            model_name="cvversion",
            name="warnings",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AlterField(
            model_name="cvversion",
            name="origin",
            field=models.CharField(
                choices=[
                    ("uploaded", "read from a file"),
                    ("typed", "typed in"),
                    ("edited", "edited"),
                    ("imported", "read from JSON Resume"),
                    ("restored", "an earlier one again"),
                    ("tailored", "tailored"),
                    ("copied", "a copy"),
                ],
                max_length=8,
            ),
        ),
    ]
