import datetime
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from billing import allowance
from billing.models import AiCall, AllowanceUse, Plan, PlanAllowance
from tests.factories import make_user
from trackr.claude import Usage

ANALYSIS = allowance.Feature.CV_ANALYSIS
USAGE = Usage("claude-sonnet-5-5", 1200, 300, 0, 0, "req_1")


def test_reserve_takes_one_unit_of_the_free_plan(alice):
    allowance.reserve(alice, ANALYSIS, ["cv"])
    left = allowance.left(alice, ANALYSIS)
    assert (left.used, left.granted, left.units) == (1, 3, 2)


@pytest.mark.django_db
def test_reserve_beyond_the_plan_is_refused_with_the_day(clock):
    alice = make_user("anna@example.com")
    for _ in range(3):
        allowance.settle(allowance.reserve(alice, ANALYSIS, []))
    with pytest.raises(allowance.AllowanceSpent) as refusal:
        allowance.reserve(alice, ANALYSIS, [])
    assert refusal.value.resets_on == datetime.date(2026, 12, 18)
    assert AiCall.objects.count() == 3


@pytest.mark.django_db
def test_allowance_is_full_again_in_the_next_cycle_and_not_carried_over(clock):
    anna = make_user("anna@example.com")
    allowance.reserve(anna, ANALYSIS, [])
    clock.move_to(datetime.datetime(2026, 12, 18, 0, 30, tzinfo=datetime.UTC))
    assert allowance.left(anna, ANALYSIS).units == 3


def test_settle_keeps_the_unit_and_records_the_tokens(alice):
    call = allowance.reserve(alice, ANALYSIS, ["cv", "posting"])
    allowance.record(call, USAGE)
    assert allowance.settle(call)
    call.refresh_from_db()
    assert (call.state, call.input_tokens, call.data_kinds) == ("settled", 1200, ["cv", "posting"])
    assert allowance.left(alice, ANALYSIS).used == 1


def test_refund_gives_the_unit_back_once(alice):
    call = allowance.reserve(alice, ANALYSIS, [])
    assert allowance.refund(call, "overloaded")
    assert not allowance.refund(call, "overloaded")
    assert not allowance.settle(call)
    assert allowance.left(alice, ANALYSIS).used == 0
    call.refresh_from_db()
    assert (call.state, call.outcome) == ("refunded", "overloaded")


def test_tokens_are_recorded_even_when_the_call_was_closed(alice):
    call = allowance.reserve(alice, ANALYSIS, [])
    allowance.refund(call, "lost")
    allowance.record(call, USAGE)
    call.refresh_from_db()
    assert (call.state, call.output_tokens) == ("refunded", 300)


def test_begin_of_a_call_that_was_given_back_is_refused(alice):
    call = allowance.reserve(alice, ANALYSIS, [])
    assert allowance.begin(call)
    allowance.refund(call, "lost")
    assert not allowance.begin(call)


def test_change_of_the_plan_counts_at_once(alice):
    allowance.reserve(alice, ANALYSIS, [])
    PlanAllowance.objects.filter(plan__key="free", feature=ANALYSIS).update(per_cycle=1)
    assert allowance.left(alice, ANALYSIS).units == 0
    with pytest.raises(allowance.AllowanceSpent):
        allowance.reserve(alice, ANALYSIS, [])


def test_sweep_refunds_only_calls_whose_lease_ran_out(alice, bob):
    lost = allowance.reserve(alice, ANALYSIS, [])
    allowance.reserve(bob, ANALYSIS, [])
    AiCall.objects.filter(pk=lost.pk).update(lease_until=timezone.now())
    now = timezone.now() + datetime.timedelta(seconds=1)
    until = now + datetime.timedelta(seconds=50)
    assert allowance.sweep(now, until) == 1
    assert allowance.sweep(now, until) == 0
    assert (allowance.left(alice, ANALYSIS).used, allowance.left(bob, ANALYSIS).used) == (0, 1)


def test_used_below_nothing_is_refused_by_the_database(alice):
    allowance.reserve(alice, ANALYSIS, [])
    with pytest.raises(IntegrityError), transaction.atomic():
        AllowanceUse.objects.update(used=-1)


def test_plan_in_use_cannot_be_deleted(alice):
    allowance.reserve(alice, ANALYSIS, [])

    def delete():
        with transaction.atomic():
            Plan.objects.filter(key="free").delete()
            connection.check_constraints()

    with pytest.raises(IntegrityError):
        delete()


def test_sixteen_at_once_on_one_unit_make_one_call(committed_db):
    user = make_user("race@example.com")
    for _ in range(2):
        allowance.settle(allowance.reserve(user, ANALYSIS, []))
    refused = []
    gate = threading.Barrier(16)

    def start():
        gate.wait()
        try:
            allowance.reserve(user, ANALYSIS, [])
        except allowance.AllowanceSpent:
            refused.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=start) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(refused), AiCall.objects.count()) == (15, 3)
