"""The letters about money, each in both languages: every fact in it, and a way out."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from trackr.mail import outbox
from trackr.mail.models import Letter

pytestmark = pytest.mark.django_db
FILES = Path(django_settings.BASE_DIR) / "templates" / "letters"
SITE = "http://localhost/plan"
HOSTILE = """<b>"Pro" & o'Co</b>"""
BY_ITSELF = {"renews": True, "cancel_url": f"{SITE}/cancel/"}
BY_HAND = {"renews": False}

RECEIPT = {
    "plan": "Pro", "amount": "249,00 UAH", "period_start": "1 May 2026",
    "period_end": "31 May 2026", "invoice": "p2_9ZgpZVsl3", "paid_on": "2 May 2026",
    "billing_url": f"{SITE}/",
}  # fmt: skip
FAILED = {
    "plan": "Pro", "amount": "249,00 UAH", "reason": "The card has too little money on it.",
    "access_until": "9 May 2026", "billing_url": f"{SITE}/",
}  # fmt: skip
RENEWAL = {
    "plan": "Ultra", "amount": "5 990,00 UAH", "charge_on": "3 May 2027", "billing_url": f"{SITE}/",
}  # fmt: skip
STARTED = {
    "plan": "Pro", "interval": "month", "amount": "249,00 UAH", "period_end": "31 May 2026",
    "terms_url": "http://localhost/terms/", "billing_url": f"{SITE}/",
}  # fmt: skip
REFUND = {"amount": "249,00 UAH", "plan": "Pro", "refunded_on": "4 May 2026"}

# Name of the template, and what is in it: each text of these stands in the letter.
CASES = {
    "receipt, renews": ("receipt", RECEIPT | BY_ITSELF | {"next_charge_on": "1 June 2026"}),
    "receipt, ends": ("receipt", RECEIPT | BY_HAND | {"next_charge_on": ""}),
    "failed, retry": (
        "payment_failed", FAILED | {"what_to_do": "retry", "next_try_on": "5 May 2026"}
    ),
    "failed, card": (
        "payment_failed", FAILED | {"what_to_do": "card", "next_try_on": "5 May 2026"}
    ),
    "failed, pay": ("payment_failed", FAILED | {"what_to_do": "pay", "next_try_on": ""}),
    "needed": (
        "payment_needed",
        {"plan": "Pro", "amount": "249,00 UAH", "access_until": "9 May 2026",
         "pay_url": f"{SITE}/pay/"},
    ),
    "renewal": (
        "renewal_notice", RENEWAL | {"is_manual": False, "cancel_url": f"{SITE}/cancel/"}
    ),
    "renewal by hand": ("renewal_notice", RENEWAL | {"is_manual": True, "pay_url": f"{SITE}/pay/"}),
    "card": ("card_expiring", {"billing_url": f"{SITE}/"}),
    "ended": (
        "subscription_ended",
        {"plan": "Pro", "ended_on": "1 June 2026", "pricing_url": "http://localhost/pricing/"},
    ),
    "refund": ("refund_made", REFUND | {"is_full": True}),
    "refund of a part": ("refund_made", REFUND | {"is_full": False}),
    "withdrawal": (
        "withdrawal_acknowledged",
        {"plan": "Pro", "amount": "249,00 UAH", "received_at": "2 May 2026, 10:15"},
    ),
    "price": (
        "price_change",
        {"plan": "Pro", "old_amount": "249,00 UAH", "new_amount": "299,00 UAH",
         "from_on": "1 July 2026", "cancel_url": f"{SITE}/cancel/"},
    ),
    "started": ("subscription_started", STARTED | BY_ITSELF | {"withdraw_until": "16 May 2026"}),
    "started, again": ("subscription_started", STARTED | BY_HAND | {"withdraw_until": ""}),
}  # fmt: skip
STEERS = {"renews", "what_to_do", "is_manual", "is_full"}
every_case = pytest.mark.parametrize("case", CASES)
each_language = pytest.mark.parametrize("language", ["en", "uk"])


def written(user, case, language="en", **over):
    """The letter as it waits in the outbox."""
    template, context = CASES[case]
    user.language = language
    assert outbox.post(user, template, f"{template}/1", template, context | over)
    return Letter.objects.get()


def said_by(html):
    """The words of the HTML as a reader sees them."""
    shown = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    words = " ".join(re.sub(r"<[^>]+>", " ", shown).split())
    return words.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")


def test_every_letter_is_tried_here():
    names = {path.name.removesuffix(".subject.txt") for path in FILES.glob("*.subject.txt")}
    assert names == {template for template, _ in CASES.values()}
    assert {path.name for path in FILES.iterdir()} == {"base.txt", "base.html"} | {
        f"{name}.{ending}" for name in names for ending in ("subject.txt", "txt", "html")
    }


@each_language
@every_case
def test_letter_holds_every_fact(alice, case, language):
    letter = written(alice, case, language)
    facts = [value for name, value in CASES[case][1].items() if name not in STEERS and value]
    assert len(facts) >= 1
    for fact in facts:
        assert fact in letter.text
        assert fact in letter.html
    assert f'<html lang="{language}">' in letter.html


@each_language
@every_case
def test_letter_speaks_in_our_voice(alice, case, language):
    letter = written(alice, case, language)
    assert letter.subject
    assert not re.search(r"[!\n\r]|  ", letter.subject)
    for words in (letter.text, said_by(letter.html)):
        assert "support@trackr.help" in words
        assert django_settings.SITE_URL in words
        assert "{{" not in words
        assert "!" not in words.replace("<!doctype", "")
    assert "\n\n\n" not in letter.text
    assert "None" not in letter.text


@each_language
@every_case
def test_text_and_html_say_the_same(alice, case, language):
    letter = written(alice, case, language)
    links = re.findall(r'href="([^"]+)"', letter.html)
    said = said_by(letter.html)
    for line in filter(None, letter.text.splitlines()):
        assert "support@" in line or line in said or line in links


@each_language
@pytest.mark.parametrize(
    "case",
    ["receipt, renews", "renewal", "price", "started"],
)
def test_letter_leads_to_the_cancelling(alice, case, language):
    letter = written(alice, case, language)
    assert f"{SITE}/cancel/\n" in letter.text
    assert f'href="{SITE}/cancel/"' in letter.html


@pytest.mark.parametrize("case", ["receipt, ends", "started, again"])
def test_letter_offers_no_cancelling_where_nothing_renews(alice, case):
    letter = written(alice, case, cancel_url=f"{SITE}/cancel/")
    for words in (letter.text, letter.html):
        assert "You can cancel" not in words
        assert f"{SITE}/cancel/" not in words
        assert f"{SITE}/" in words


def test_card_that_the_bank_does_not_list_is_not_said_to_expire(alice):
    letter = written(alice, "card")
    assert letter.subject == "Your card can't be charged any more"
    assert "The bank does not list the card that pays for your plan any more" in letter.text
    assert "expires" not in letter.text


@each_language
@pytest.mark.parametrize("case", [case for case, (_, facts) in CASES.items() if "plan" in facts])
def test_hostile_name_of_a_plan_is_text(alice, case, language):
    letter = written(alice, case, language, plan=HOSTILE)
    assert HOSTILE in letter.text
    assert HOSTILE not in letter.html
    assert "&lt;b&gt;&quot;Pro&quot; &amp; o&#x27;Co&lt;/b&gt;" in letter.html
    assert "&" not in letter.subject.replace(HOSTILE, "")


def test_line_break_in_the_name_of_a_plan_makes_no_header(alice):
    assert written(alice, "receipt, renews", plan="Pro\r\nBcc: x").subject.endswith("Pro Bcc: x")


def test_receipt_says_whether_another_charge_follows(alice, bob):
    renews, ends = written(alice, "receipt, renews"), CASES["receipt, ends"][1]
    assert "the next charge is on 1 June 2026" in renews.text
    outbox.post(bob, "receipt", "receipt/2", "receipt", ends)
    text = Letter.objects.get(user=bob).text
    assert "Nothing more is charged by itself" in text
    assert "next charge" not in text


def test_failed_payment_says_what_to_do(alice):
    said = {}
    for deed in ("retry", "card", "pay"):
        facts = CASES["failed, retry"][1] | {"what_to_do": deed}
        outbox.post(alice, "payment_failed", deed, "payment_failed", facts)
        said[deed] = Letter.objects.get(dedupe_key=deed).text
    assert "Please enter another card:" in said["card"]
    assert "Please pay by hand this time:" in said["pay"]
    assert "You can try again yourself at any time:" in said["retry"]


def test_withdrawal_ends_no_plan_before_the_money_is_sent(alice):
    letter = written(alice, "withdrawal")
    assert "Your plan ends when the bank has sent the money." in letter.text
    assert "Free now" not in letter.text


def test_renewal_by_hand_threatens_no_charge(alice):
    letter = written(alice, "renewal by hand")
    assert letter.subject == "Your plan Ultra ends on 3 May 2027"
    assert "Nothing is charged by itself." in letter.text
    assert "to your card" not in letter.text
