from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0016_cards_name_the_next_round")]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
    ]
