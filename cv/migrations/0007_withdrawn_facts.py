from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cv", "0006_versions_made_of_proposals"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="withdrawn",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
