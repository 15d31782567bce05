import pytest

from billing.models import PlanAllowance
from tests.coaching.chats import make_conversation, start
from tests.coaching.interviews import make_mock, make_preparation
from tests.factories import make_application, make_cv, make_posting


@pytest.fixture
def application(alice):
    application = make_application(alice)
    make_posting(application)
    return application


@pytest.fixture
def conversation(alice, application, sandbox):
    return make_conversation(alice, application, cv=make_cv(alice))


@pytest.fixture
def turn(alice, conversation):
    return start(alice, conversation)


@pytest.fixture
def paced(sandbox, monkeypatch):
    """Claude writes some 5,000 characters a second."""
    monkeypatch.setattr(sandbox.world, "pace", 0.005)


@pytest.fixture
def posting(alice, application, sandbox):
    return application.postings.get()


@pytest.fixture
def version(alice):
    return make_cv(alice).current()


@pytest.fixture
def preparation(version, posting):
    return make_preparation(version.cv, posting)


@pytest.fixture
def mock(preparation):
    return make_mock(preparation)


@pytest.fixture
def plenty(db):
    """Of interview sets and mock turns."""
    PlanAllowance.objects.filter(feature="interview").update(per_cycle=50)
