import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.billing.histories import HISTORIES, Histories
from tests.billing.mutants import MUTANTS, planted

SHARDS, STEPS = 8, 12
QUIET = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large,
         hypothesis.HealthCheck.filter_too_much]  # fmt: skip


def run(sandbox, histories, phases=tuple(hypothesis.Phase)):
    Histories.sandbox = sandbox
    run_state_machine_as_test(
        Histories,
        settings=hypothesis.settings(
            max_examples=histories, stateful_step_count=STEPS, phases=phases,
            deadline=None, database=None,            suppress_health_check=QUIET, print_blob=False,
        ),
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_history_keeps_the_invariants(sandbox, shard):
    """I1 to I16; BILLING_HISTORIES=20000 tries ten times as many."""
    run(sandbox, HISTORIES // SHARDS)


@pytest.mark.django_db
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_planted_defect_is_found(sandbox, mutant):
    with planted(mutant), pytest.raises(AssertionError):
        run(sandbox, 1500, phases=[hypothesis.Phase.generate])
