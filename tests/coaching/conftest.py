import pytest

from tests.coaching.chats import make_conversation, start
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
