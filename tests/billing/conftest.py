import pytest

from tests.billing.bank import buy
from tests.factories import make_user


@pytest.fixture
def anna(db, sandbox, clock):
    """Bought a month of Pro on 18 November at 11:30 in Kyiv, and saved the card."""
    user = make_user("anna@example.com")
    buy(user, sandbox)
    return user
