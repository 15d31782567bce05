import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0017_version_of_a_reminder"),
        ("billing", "0002_plans"),
        ("cv", "0004_autosaved_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Tailoring",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "waiting"),
                            ("running", "in progress"),
                            ("done", "done"),
                            ("failed", "failed"),
                        ],
                        default="pending",
                        max_length=7,
                    ),
                ),
                ("error", models.CharField(blank=True, max_length=30)),
                ("digest", models.CharField(default="", editable=False, max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("answers", models.TextField(blank=True, verbose_name="what your CV doesn't say")),
                ("summary", models.TextField(blank=True)),
                ("left_out", models.PositiveSmallIntegerField(default=0)),
                (
                    "call",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="+",
                        to="billing.aicall",
                    ),
                ),
                (
                    "cv",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="tailoring",
                        to="cv.cv",
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="tailorings",
                        to="applications.posting",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="tailorings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="tailorings",
                        to="cv.cvversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "tailoring",
                "verbose_name_plural": "tailorings",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("replace", "changed"), ("add", "new"), ("remove", "left out")],
                        max_length=7,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("line", models.TextField()),
                ("text", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("unproven", models.JSONField(default=list)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("open", "to decide"),
                            ("accepted", "accepted"),
                            ("rejected", "rejected"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("is_edited", models.BooleanField(default=False)),
                (
                    "tailoring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="changes",
                        to="cv.tailoring",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed change",
                "verbose_name_plural": "proposed changes",
                "ordering": ["position"],
            },
        ),
        migrations.AddIndex(
            model_name="tailoring",
            index=models.Index(
                condition=models.Q(("state__in", ["pending", "running"])),
                fields=["created_at"],
                name="tailoring_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                fields=("tailoring", "position"), name="one_change_per_place"
            ),
        ),
    ]
