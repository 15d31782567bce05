"""Models, prices and daily budgets of the AI are rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0002_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="AiBudget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("person", "of one person"),
                            ("everybody", "of everybody together"),
                        ],
                        max_length=10,
                        unique=True,
                    ),
                ),
                (
                    "micros_per_day",
                    models.PositiveBigIntegerField(help_text="Millionths of a dollar."),
                ),
            ],
            options={
                "verbose_name": "daily AI budget",
                "verbose_name_plural": "daily AI budgets",
            },
        ),
        migrations.CreateModel(
            name="AiModel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("cv_analysis", "CV analyses"),
                            ("tailored_cv", "Tailored CVs"),
                            ("draft", "Drafts"),
                            ("coach_message", "Coach messages"),
                            ("interview", "Interview sets and mock turns"),
                            ("summary", "Summaries of long conversations"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("effective_from", models.DateField()),
            ],
            options={
                "verbose_name": "AI model",
                "verbose_name_plural": "AI models",
                "ordering": ["use", "-effective_from"],
            },
        ),
        migrations.CreateModel(
            name="ModelPrice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Also for dated names that begin so.", max_length=60
                    ),
                ),
                ("effective_from", models.DateField()),
                ("from_input_tokens", models.PositiveIntegerField(default=0)),
                (
                    "input",
                    models.PositiveBigIntegerField(help_text="Millionths of a dollar per million."),
                ),
                ("output", models.PositiveBigIntegerField()),
                ("cache_read", models.PositiveBigIntegerField()),
                ("cache_write", models.PositiveBigIntegerField()),
            ],
            options={
                "verbose_name": "price of a model",
                "verbose_name_plural": "prices of models",
                "ordering": ["name", "-effective_from", "-from_input_tokens"],
            },
        ),
        migrations.AddConstraint(
            model_name="aimodel",
            constraint=models.UniqueConstraint(
                fields=("use", "effective_from"), name="one_model_per_use_and_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="modelprice",
            constraint=models.UniqueConstraint(
                fields=("name", "effective_from", "from_input_tokens"), name="one_price_per_day"
            ),
        ),
    ]
