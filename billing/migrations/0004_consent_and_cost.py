"""What a person agreed to, and what calls cost."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0003_ai_models_and_budgets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AiConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "feature",
                    models.CharField(
                        choices=[
                            ("cv_analysis", "CV analyses"),
                            ("tailored_cv", "Tailored CVs"),
                            ("draft", "Drafts"),
                            ("coach_message", "Coach messages"),
                            ("interview", "Interview sets and mock turns"),
                        ],
                        max_length=20,
                    ),
                ),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="AiSpend",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("micros", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.AlterModelOptions(
            name="aicall",
            options={
                "ordering": ["-created_at"],
                "verbose_name": "AI call",
                "verbose_name_plural": "AI calls",
            },
        ),
        migrations.AddField(
            model_name="aicall",
            name="cost_micros",
            field=models.PositiveBigIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="aiconsent",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.DB_CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="aispend",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.DB_CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="aiconsent",
            constraint=models.UniqueConstraint(
                fields=("user", "feature"), name="one_consent_per_feature"
            ),
        ),
        migrations.AddConstraint(
            model_name="aispend",
            constraint=models.UniqueConstraint(
                fields=("user", "day"), name="one_spend_per_day", nulls_distinct=False
            ),
        ),
    ]
