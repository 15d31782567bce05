"""Log lines hold no address that opens something."""

import copy
import io
import logging
from logging.config import dictConfig

import pytest

TOKEN = "Zr8-Qk_31vJ0mY7t5wXc"


@pytest.fixture
def written(settings):
    """What the configured handler of the root logger writes."""
    config, stream = copy.deepcopy(settings.LOGGING), io.StringIO()
    config["handlers"]["stderr"]["stream"] = stream
    config["loggers"] = {"of this test": {"handlers": ["stderr"], "propagate": False}}
    del config["root"]
    dictConfig(config)
    return stream


def test_line_names_no_token_of_a_feed(written):
    logger = logging.getLogger("of this test")
    logger.warning("Method Not Allowed (%s): %s", "POST", f"/feed/{TOKEN}.ics")
    assert TOKEN not in written.getvalue()
    assert "/feed/….ics" in written.getvalue()


def test_other_lines_stay_as_they_are(written):
    logging.getLogger("of this test").warning("Not Found: %s", "/applications/100%/")
    assert "Not Found: /applications/100%/" in written.getvalue()
