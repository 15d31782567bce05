"""The three plans and what they grant. From here on they are rows, edited in admin."""

from django.db import migrations

FEATURES = ("cv_analysis", "tailored_cv", "draft", "coach_message", "interview")
PLANS = {
    "free": ("Free", (3, 2, 5, 20, 2)),
    "pro": ("Pro", (30, 20, 60, 400, 40)),
    "ultra": ("Ultra", (150, 100, 300, 2000, 200)),
}


def add(apps, schema_editor):
    plan_model = apps.get_model("billing", "Plan")
    allowance_model = apps.get_model("billing", "PlanAllowance")
    for rank, (key, (name, amounts)) in enumerate(PLANS.items()):
        plan = plan_model.objects.create(key=key, name=name, rank=rank)
        for feature, amount in zip(FEATURES, amounts, strict=True):
            allowance_model.objects.create(plan=plan, feature=feature, per_cycle=amount)


def remove(apps, schema_editor):
    apps.get_model("billing", "Plan").objects.filter(key__in=PLANS).delete()


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_plan_and_ai_call")]
    operations = [migrations.RunPython(add, remove)]
