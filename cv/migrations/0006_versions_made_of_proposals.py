from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cv", "0005_tailoring_and_changes"),
    ]

    operations = [
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
                    ("proposed", "proposals decided on"),
                ],
                max_length=8,
            ),
        ),
    ]
