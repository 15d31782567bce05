from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0017_version_of_a_reminder")]

    operations = [
        migrations.AddField(
            model_name="sentdocument",
            name="source_type",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=100
            ),
        ),
    ]
