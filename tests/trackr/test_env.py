import pytest
from django.core.exceptions import ImproperlyConfigured

from trackr import env


@pytest.fixture
def given(monkeypatch):
    return lambda value: monkeypatch.setenv("THING", value)


def test_text_is_stripped(given):
    given("  word \n")
    assert env.text("THING") == "word"


@pytest.mark.parametrize("value", ["", "   "])
def test_blank_is_as_good_as_unset(given, value):
    given(value)
    assert env.text("THING", "default") == "default"
    assert env.flag("THING", default=True) is True
    assert env.seconds("THING", 5) == 5
    assert env.words("THING") == []
    assert env.url("THING", "https://example.com") == "https://example.com"


@pytest.mark.parametrize(
    ("value", "flag"),
    [("1", True), ("TRUE", True), ("Yes", True), ("on", True),
     ("0", False), ("false", False), ("No", False), ("OFF", False)],
)  # fmt: skip
def test_flag_is_read_in_any_letter_case(given, value, flag):
    given(value)
    assert env.flag("THING", default=not flag) is flag


@pytest.mark.parametrize("value", ["2", "y", "enabled", "-1", "так"])
def test_flag_that_can_not_be_read_stops_the_start(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match="THING"):
        env.flag("THING", default=False)


@pytest.mark.parametrize(("value", "seconds"), [("55", 55), ("0.5", 0.5)])
def test_seconds_are_a_number(given, value, seconds):
    given(value)
    assert env.seconds("THING", 1) == seconds


@pytest.mark.parametrize("value", ["5s", "five", "1,5"])
def test_seconds_that_can_not_be_read_stop_the_start(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match="THING"):
        env.seconds("THING", 1)


def test_words_are_split_by_commas_without_blanks(given):
    given(" a, b ,,c,")
    assert env.words("THING") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("https://trackr.help/", "https://trackr.help"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://example.com/api///", "https://example.com/api"),
    ],
)
def test_url_loses_its_last_slash(given, value, url):
    given(value)
    assert env.url("THING") == url


@pytest.mark.parametrize(
    "value", ["trackr.help", "ftp://trackr.help", "https://", "//trackr.help", "javascript:1"]
)
def test_url_that_is_none_stops_the_start(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match="THING"):
        env.url("THING")
