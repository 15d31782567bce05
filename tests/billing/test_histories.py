import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.billing.histories import HISTORIES, Histories

SHARDS, STEPS = 8, 12
QUIET = [
    hypothesis.HealthCheck.too_slow,
    hypothesis.HealthCheck.data_too_large,
    hypothesis.HealthCheck.filter_too_much,
]


def run(sandbox, histories, **over):
    Histories.sandbox = sandbox
    wanted = {"max_examples": histories, "stateful_step_count": STEPS, "print_blob": False, **over}
    run_state_machine_as_test(
        Histories, settings=hypothesis.settings(suppress_health_check=QUIET, **wanted)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_history_keeps_the_invariants(sandbox, shard):
    """I1 to I16; BILLING_HISTORIES=20000 tries more of them."""
    run(sandbox, HISTORIES // SHARDS)
