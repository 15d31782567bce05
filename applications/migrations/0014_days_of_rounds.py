import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0013_board_index")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="round_days",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateField(), blank=True, editable=False, null=True, size=None
            ),
        ),
    ]
