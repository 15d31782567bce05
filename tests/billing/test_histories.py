import os

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.billing.histories import Histories
from tests.billing.mutants import MUTANTS, RARE, planted

# How many to try, drawn anew each time; without it some that are always the same.
WANTED = os.environ.get("BILLING_HISTORIES")
ALWAYS, WITH_A_DEFECT, STEPS = 240, 120, 12
PLANTED = MUTANTS + (RARE if WANTED else ())
QUIET = [
    hypothesis.HealthCheck.too_slow,
    hypothesis.HealthCheck.data_too_large,
    hypothesis.HealthCheck.filter_too_much,
]

pytestmark = pytest.mark.django_db


def run(sandbox, histories, **over):
    Histories.sandbox = sandbox
    wanted = {"max_examples": histories, "stateful_step_count": STEPS, "print_blob": False, **over}
    run_state_machine_as_test(
        Histories, settings=hypothesis.settings(suppress_health_check=QUIET, **wanted)
    )


def test_every_history_keeps_the_invariants(sandbox):
    """I1 to I16."""
    run(sandbox, int(WANTED or ALWAYS), derandomize=not WANTED)


@pytest.mark.parametrize("mutant", PLANTED, ids=lambda mutant: mutant.name)
def test_planted_defect_is_found(sandbox, mutant):
    histories = int(WANTED or WITH_A_DEFECT)
    with planted(mutant), pytest.raises(AssertionError):
        run(sandbox, histories, derandomize=not WANTED, phases=[hypothesis.Phase.generate])
