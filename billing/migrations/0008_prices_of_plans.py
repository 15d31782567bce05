"""What Pro and Ultra cost, in kopiykas. From here on prices are rows, added in admin."""

import datetime

from django.db import migrations

SINCE = datetime.datetime(2026, 10, 21, tzinfo=datetime.UTC)
PRICES = {
    ("pro", "month"): 24_900,
    ("pro", "year"): 249_000,
    ("ultra", "month"): 59_900,
    ("ultra", "year"): 599_000,
}


def add(apps, schema_editor):
    plan_model = apps.get_model("billing", "Plan")
    price_model = apps.get_model("billing", "Price")
    for (key, interval), amount in PRICES.items():
        plan = plan_model.objects.filter(key=key).first()
        if plan is not None:  # staff may have sold other plans meanwhile
            price_model.objects.create(
                plan=plan, interval=interval, amount=amount, valid_from=SINCE
            )


def remove(apps, schema_editor):
    apps.get_model("billing", "Price").objects.filter(valid_from=SINCE).delete()


class Migration(migrations.Migration):
    dependencies = [("billing", "0007_subscriptions_and_payments")]
    operations = [migrations.RunPython(add, remove)]
