import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0017_version_of_a_reminder"),
        ("cv", "0002_digest_of_what_was_shown"),
    ]

    operations = [
        migrations.AddField(
            model_name="cv",
            name="application",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DB_SET_NULL,
                related_name="tailored_cvs",
                to="applications.application",
            ),
        ),
        migrations.AddField(
            model_name="cv",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DB_SET_NULL,
                related_name="tailored",
                to="cv.cv",
            ),
        ),
    ]
