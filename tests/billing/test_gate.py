"""What must be true before a call to the AI may begin, and what it costs."""

import datetime

import pytest
from django.core.checks import run_checks
from django.utils import timezone

from accounts.models import User
from billing import allowance, consent, spending
from billing.models import AiBudget, AiCall, AiModel, AiSpend, ModelPrice
from billing.models.ai_models import USES
from tests.accounts.steps import give_second_factor
from tests.conftest import signed_in
from tests.factories import make_user
from trackr.claude import Usage

pytestmark = pytest.mark.django_db
ANALYSIS = allowance.Feature.CV_ANALYSIS
DRAFT = allowance.Feature.DRAFT
USAGE = Usage("claude-sonnet-5-5", 100_000, 10_000, 1_000_000, 40_000, "req_1")
COST = 200_000 + 100_000 + 200_000 + 100_000  # micros: input, output, cache read, cache write


def units_used(user):
    return allowance.left(user, ANALYSIS).used


def test_without_consent_nothing_is_taken(alice):
    consent.withdraw(alice, ANALYSIS)
    with pytest.raises(allowance.NotAgreed):
        allowance.reserve(alice, ANALYSIS, [])
    assert units_used(alice) == 0
    assert allowance.reserve(alice, DRAFT, []).feature == DRAFT  # consent is per feature


def test_switched_off_nothing_begins_whatever_object_asks(alice):
    User.objects.filter(pk=alice.pk).update(uses_ai=False)
    assert alice.uses_ai  # the object is older than the switch
    with pytest.raises(allowance.SwitchedOff):
        allowance.reserve(alice, ANALYSIS, [])
    with pytest.raises(allowance.SwitchedOff):
        allowance.further(alice, ANALYSIS, [])
    assert (units_used(alice), AiCall.objects.count()) == (0, 0)


def test_call_that_waits_does_not_begin_after_the_switch_or_without_consent(alice):
    call = allowance.reserve(alice, ANALYSIS, [])
    User.objects.filter(pk=alice.pk).update(uses_ai=False)
    assert not allowance.begin(call)
    User.objects.filter(pk=alice.pk).update(uses_ai=True)
    assert allowance.begin(call)
    consent.withdraw(alice, ANALYSIS)
    assert not allowance.begin(call)


def test_second_call_of_one_person_waits_for_the_first(alice, bob):
    first = allowance.reserve(alice, ANALYSIS, [])
    with pytest.raises(allowance.StillBusy):
        allowance.reserve(alice, DRAFT, [])
    assert allowance.left(alice, DRAFT).used == 0
    assert allowance.reserve(bob, DRAFT, [])
    allowance.refund(first, "overloaded")
    assert allowance.reserve(alice, DRAFT, [])


def test_call_within_a_call_takes_no_unit_and_waits_for_nobody(alice):
    allowance.reserve(alice, ANALYSIS, [])
    within = allowance.further(alice, ANALYSIS, ["conversation"])
    assert (within.counter, units_used(alice)) == (None, 1)


def test_call_whose_process_died_keeps_nobody_waiting(alice):
    dead = allowance.reserve(alice, ANALYSIS, [])
    AiCall.objects.update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    allowance.reserve(alice, DRAFT, [])
    dead.refresh_from_db()
    assert (dead.state, dead.outcome, units_used(alice)) == ("refunded", "lost", 0)


def test_cost_is_counted_once_for_the_person_and_for_everybody(alice, bob):
    for user in (alice, bob):
        call = allowance.reserve(user, ANALYSIS, [])
        allowance.record(call, USAGE)
        allowance.record(call, USAGE)
        call.refresh_from_db()
        assert call.cost_micros == COST
    spent = dict(AiSpend.objects.values_list("user", "micros"))
    assert spent == {alice.pk: COST, bob.pk: COST, None: 2 * COST}


def test_cost_of_somebody_who_left_stays_without_a_name(alice):
    call = allowance.reserve(alice, ANALYSIS, [])
    User.objects.filter(pk=alice.pk).delete()
    allowance.record(call, USAGE)
    assert list(AiSpend.objects.values_list("user", "micros")) == [(None, COST)]


@pytest.mark.parametrize(
    ("scope", "stopped"), [("person", ["alice"]), ("everybody", ["alice", "bob"])]
)
def test_budget_of_a_day_stops_the_next_call(alice, bob, scope, stopped):
    AiBudget.objects.filter(scope=scope).update(micros_per_day=COST)
    call = allowance.reserve(alice, ANALYSIS, [])
    allowance.record(call, USAGE)
    allowance.settle(call)
    people = {"alice": alice, "bob": bob}
    assert [name for name, user in people.items() if spending.is_used_up(user)] == stopped
    with pytest.raises(allowance.BudgetUsedUp):
        allowance.reserve(alice, DRAFT, [])
    assert allowance.left(alice, DRAFT).used == 0


def test_budget_is_fresh_on_the_next_day(clock):
    anna = make_user("anna@example.com")
    spending.add(anna.pk, 10**9)
    assert spending.is_used_up(anna)
    clock.shift(datetime.timedelta(days=1))
    assert not spending.is_used_up(anna)


def test_budget_of_nothing_closes_the_door_and_no_budget_opens_it(alice):
    AiBudget.objects.filter(scope="everybody").update(micros_per_day=0)
    assert spending.is_used_up(alice)
    spending.add(alice.pk, 10**12)
    AiBudget.objects.all().delete()
    assert not spending.is_used_up(alice)


def usage(model="claude-haiku-5-5", tokens=1_000_000):
    return Usage(model, tokens, 0, 0, 0, "")


def test_price_is_of_its_day_and_of_the_length_of_the_input():
    day = datetime.date(2026, 11, 18)
    assert spending.cost_of(usage(tokens=100_000), day) == 10_000
    assert spending.cost_of(usage(tokens=1_000_000), day) == 500_000  # above 100,000 it is dearer
    assert spending.cost_of(usage("claude-haiku-5-5-20261001", 10), day) == 1
    ModelPrice.objects.create(
        name="claude-haiku-5-5", effective_from=datetime.date(2026, 12, 1), input=1, output=1,
        cache_read=1, cache_write=1, from_input_tokens=0,
    )  # fmt: skip
    assert spending.cost_of(usage(tokens=100_000), datetime.date(2026, 12, 1)) == 1
    assert spending.cost_of(usage(tokens=100_000), day) == 10_000


def test_model_without_a_price_costs_as_the_dearest_and_is_told(alice, caplog):
    call = allowance.reserve(alice, ANALYSIS, [])
    allowance.record(call, usage("claude-unheard-of"))
    call.refresh_from_db()
    assert call.cost_micros == 4_000_000  # a million tokens of Opus
    assert AiSpend.objects.get(user=alice).micros == 4_000_000
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "claude-unheard-of" in caplog.text


def test_price_that_is_not_in_effect_yet_is_none(caplog):
    ModelPrice.objects.filter(name="claude-haiku-5-5").update(effective_from="2027-01-01")
    assert spending.cost_of(usage(), datetime.date(2026, 11, 18)) == 4_000_000
    assert "claude-haiku-5-5" in caplog.text


def warnings():
    found = run_checks(tags=["database"], databases=["default"])
    return [message.msg for message in found if message.id == "billing.W001"]


def test_check_warns_of_models_in_use_without_a_price(clock):
    assert warnings() == []
    clock.move_to("2026-11-18 10:00")
    AiModel.objects.create(use="draft", name="claude-old", effective_from="2026-10-01")
    assert warnings() == []  # a newer one answers instead of it
    AiModel.objects.create(use="summary", name="claude-next", effective_from="2026-12-01")
    (told,) = warnings()
    assert "claude-next" in told
    price = ModelPrice.objects.get(name="claude-opus-5-5")
    price.pk, price.name, price.effective_from = None, "claude-nex", datetime.date(2026, 12, 1)
    price.save()
    assert warnings() == []


def test_admin_shows_which_model_has_no_price(staff):
    AiModel.objects.create(use="draft", name="claude-unheard-of", effective_from="2026-11-01")
    give_second_factor(staff)
    page = signed_in(staff).get("/admin/billing/aimodel/").text
    row = page.partition("claude-unheard-of")[0].rpartition("<tr")[2]
    row += page.partition("claude-unheard-of")[2].partition("</tr>")[0]
    assert 'alt="False"' in row
    assert page.count('alt="False"') == 1


def test_model_changes_on_its_day(clock):
    AiModel.objects.create(
        use="draft", name="claude-opus-5-5", effective_from=datetime.date(2026, 11, 19)
    )
    assert allowance.model_for(DRAFT) == "claude-sonnet-5-5"
    clock.shift(datetime.timedelta(days=1))
    assert allowance.model_for(DRAFT) == "claude-opus-5-5"


def test_each_use_has_a_model_from_the_first_day():
    assert {allowance.model_for(use) for use, _label in USES} == {
        "claude-sonnet-5-5",
        "claude-haiku-5-5",
    }
