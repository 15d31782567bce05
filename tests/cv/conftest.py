"""What most tests of an AI call about a CV begin with."""

import pytest

from tests.factories import make_application, make_cv, make_posting


@pytest.fixture
def posting(alice, sandbox):
    return make_posting(make_application(alice))


@pytest.fixture
def version(alice):
    return make_cv(alice).current()
