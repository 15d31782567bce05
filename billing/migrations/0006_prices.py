"""The models in use, their prices and the budgets. From here on they are rows, edited in admin."""

import datetime

from django.db import migrations

SINCE = datetime.date(2026, 10, 21)
FAST, DEEP = "claude-haiku-5-5", "claude-sonnet-5-5"
MODELS = {
    "cv_analysis": DEEP, "tailored_cv": DEEP, "draft": DEEP, "coach_message": DEEP,
    "interview": DEEP, "summary": FAST,
}  # fmt: skip
# Cents per million tokens: name, from how many input tokens on, input, output. Reading the cache
# costs a tenth of the input, writing to it a quarter more.
PRICES = (
    (FAST, 0, 10, 50), (FAST, 100_001, 50, 250), (DEEP, 0, 200, 1000),
    ("claude-opus-5-5", 0, 400, 2000),
)  # fmt: skip
MICROS_OF_A_CENT = 10_000
DOLLARS_A_DAY = {"person": 5, "everybody": 200}


def add(apps, schema_editor):
    for use, name in MODELS.items():
        apps.get_model("billing", "AiModel").objects.create(
            use=use, name=name, effective_from=SINCE
        )
    for name, tokens, input, output in PRICES:
        apps.get_model("billing", "ModelPrice").objects.create(
            name=name,
            effective_from=SINCE,
            from_input_tokens=tokens,
            input=input * MICROS_OF_A_CENT,
            output=output * MICROS_OF_A_CENT,
            cache_read=input * MICROS_OF_A_CENT // 10,
            cache_write=input * MICROS_OF_A_CENT * 5 // 4,
        )
    for scope, dollars in DOLLARS_A_DAY.items():
        apps.get_model("billing", "AiBudget").objects.create(
            scope=scope, micros_per_day=dollars * 1_000_000
        )


def remove(apps, schema_editor):
    for name in ("AiModel", "ModelPrice", "AiBudget"):
        apps.get_model("billing", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("billing", "0005_one_call_in_flight")]
    operations = [migrations.RunPython(add, remove)]
