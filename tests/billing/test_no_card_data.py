"""No number, mask or token of a card anywhere but at the bank, after a whole story."""

import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.template.loader import get_template
from django.utils import timezone
from psycopg import sql

from billing import cards, checkout, deeds, departure, notices, reconcile, renew, repay
from billing.forms import ChangeForm, CheckoutForm
from billing.models import Alert, PaymentAttempt, Snapshot
from tests.billing.bank import DAY, HOUR, buy, card, charges, deliver, pass_time, sweep
from tests.factories import make_user
from trackr.mail import outbox

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){12,18}(?!\w|-\w|\.\d)")
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")  # may be all digits by chance
MASK = re.compile(r"\d{4,8}[*xX•]{4,}\d{2,4}")
FIELD_OF_A_CARD = re.compile(
    r"""autocomplete=["']?cc-|name=["']?(card[_-]?(number|no)|cardnumber|pan|cvv2?|cvc|exp(iry)?)\b""",
    re.IGNORECASE,
)


def passes_luhn(number):
    digits = [int(one) for one in number if one.isdigit()][::-1]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def finds(text, tokens):
    """What in a text looks like a card or is one of the tokens."""
    numbers = [one for one in NUMBER.findall(UUID.sub("", text)) if passes_luhn(one)]
    return [*numbers, *MASK.findall(text), *(token for token in tokens if token in text)]


def columns():
    """Every column of every table that can hold a text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = "
            "current_schema() AND data_type IN ('text', 'character varying', 'json', 'jsonb', "
            "'bytea', 'ARRAY') ORDER BY 1, 2"
        )
        return cursor.fetchall()


def stored():
    """(where, text) of all that the database holds; bytes as the text that they may be."""
    for table, column in columns():
        with connection.cursor() as cursor:
            names = {"column": sql.Identifier(column), "table": sql.Identifier(table)}
            asked = sql.SQL("SELECT {column} FROM {table} WHERE {column} IS NOT NULL")
            cursor.execute(asked.format(**names))
            for (value,) in cursor.fetchall():
                if isinstance(value, memoryview | bytes):
                    value = bytes(value).decode(errors="replace")
                yield f"{table}.{column}", value if isinstance(value, str) else json.dumps(value)


def captured(sandbox):
    """What other services than the bank were sent, and the mails in words."""
    for request in sandbox.requests():
        if request.service != "monobank":
            yield request.service, f"{request.path} {request.headers} {request.body.decode()}"
    for mail in sandbox.mails():
        yield "mail", json.dumps(mail)


def leaks(sandbox, caplog, tokens):
    texts = [*stored(), *captured(sandbox), ("log", caplog.text)]
    return [(where, found) for where, text in texts if (found := finds(text, tokens))]


@pytest.fixture
def story(sandbox, mailbox, clock, caplog):
    """Bought, renewed, declined, a new card, given back in parts and in full, left: in two people,
    so that one of them is still there. The tokens that the bank gave, and ours there."""
    caplog.set_level("INFO")
    anna, boris = make_user("anna@example.com"), make_user("boris@example.com")
    for user in (anna, boris):
        buy(user, sandbox)
    clock.shift(27 * DAY)
    sweep(notices.sweep)
    pass_time(clock, 5 * DAY, step=12 * HOUR)
    assert charges(anna) == charges(boris) == [("paid", "")]
    for user in (anna, boris):
        card(sandbox, user).next_charges = ["51"]
        cards.mask(user.subscription.current_card())
    clock.shift(27 * DAY)
    pass_time(clock, 4 * DAY, step=12 * HOUR)
    for user in (anna, boris):
        attempt = checkout.replace_card(user)
        sandbox.bank.pay(attempt.invoice_id)
    deliver(sandbox)
    pass_time(clock, DAY, step=12 * HOUR)
    assert charges(boris)[-1] == ("paid", "")
    first = PaymentAttempt.objects.filter(subscription__user=boris, kind="checkout").first()
    deeds.repay(first, 900, "A part.", anna, seen=0)
    sweep(repay.sweep)
    sandbox.bank.refund(first.invoice_id)
    deliver(sandbox)
    sweep(reconcile.daily)
    sweep(renew.sweep)
    sweep(outbox.sweep)
    departure.prepare(anna)
    with transaction.atomic():
        departure.leave(anna)
        get_user_model().objects.filter(pk=anna.pk).delete()
    return [one.token for one in sandbox.bank.cards] + [settings.MONOBANK_TOKEN]


def test_nothing_of_a_card_is_anywhere_but_at_the_bank(story, sandbox, caplog):
    assert len(story) == 5
    assert len(sandbox.mails()) > 5
    assert Snapshot.objects.count() > 5
    assert leaks(sandbox, caplog, story) == []


@pytest.mark.parametrize(
    "planted",
    ["4444031112345678", "4444 0311 1234 5678", "44440311******39", "444403******1902", "token"],
)
def test_scan_finds_what_is_planted(story, sandbox, caplog, planted):
    planted = {"token": story[0]}.get(planted, planted)
    if planted.replace(" ", "").isdigit():
        planted = next(whole for last in range(10) if passes_luhn(whole := f"{planted[:-1]}{last}"))
    Alert.objects.create(
        subject="anomaly", source_id="x", detail=f"of {planted}.", raised_at=timezone.now()
    )
    Snapshot.objects.filter(pk=Snapshot.objects.first().pk).update(body={"deep": [planted]})
    caplog.records.clear()
    found = dict(leaks(sandbox, caplog, story))
    assert found.keys() == {"billing_alert.detail", "billing_snapshot.body"}


def test_bank_itself_did_say_what_the_scan_looks_for(story, sandbox):
    said = " ".join(one.body.decode() for one in sandbox.bank.deliveries)
    assert finds(said, story)
    sent = " ".join(str(one.headers) + one.body.decode() for one in sandbox.requests("monobank"))
    assert set(finds(sent, story)) >= {settings.MONOBANK_TOKEN}


def test_no_page_has_a_field_for_a_card():
    templates = [
        path for folder in ("templates", "billing", "accounts") if Path(folder).is_dir()
        for path in Path(settings.BASE_DIR, folder).rglob("*.html")
    ]  # fmt: skip
    assert len(templates) > 50
    assert [path for path in templates if FIELD_OF_A_CARD.search(path.read_text())] == []
    assert get_template("admin/billing/deed.html")
    fields = [*CheckoutForm().fields, *ChangeForm(None, None, None).fields]
    assert sorted(fields) == ["price", "save_card", "terms"]


@pytest.mark.parametrize(
    "field",
    ['<input name="card_number">', '<input autocomplete="cc-number">', "<input name='cvv'>",
     '<input name="pan">', '<input NAME="cardNumber">'],
)  # fmt: skip
def test_field_for_a_card_would_be_found(field):
    assert FIELD_OF_A_CARD.search(field)


def test_no_column_is_named_like_a_number_of_a_card():
    names = {
        field.name for model in apps.get_app_config("billing").get_models()
        for field in model._meta.concrete_fields
    }  # fmt: skip
    assert not {name for name in names if re.search(r"pan$|mask|digits|cvv|rrn|approval", name)}
