import re

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from trackr.templatetags.trackr import ICONS, Constant, device, icon, monogram

TEMPLATES = settings.BASE_DIR / "templates"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0"


def test_every_icon_that_a_template_names_exists():
    used = {
        name
        for path in TEMPLATES.rglob("*")
        if path.suffix in {".html", ".jinja"}
        for name in re.findall(r"""\{%\s*icon "([^"]+)\"""", path.read_text())
    }
    assert len(used) >= 15
    assert used <= set(ICONS)


@pytest.mark.parametrize("name", ICONS)
def test_icon_is_well_formed_and_hidden_from_screen_readers(name):
    svg = etree.fromstring(icon(name).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'))
    assert svg.get("aria-hidden") == "true"
    assert re.fullmatch(r"[MmLlHhVvCcSsAaZz0-9 .,-]+", svg[0].get("d"))


def test_icon_that_does_not_exist_is_no_silent_gap():
    with pytest.raises(KeyError):
        Template('{% load trackr %}{% icon "no-such-icon" %}').render(Context())


def rendered(template, **said):
    return template.render(Context(said))


class Spoken:
    """Counts how often it is written out."""

    times = 0

    def __str__(self):
        self.times += 1
        return "<spoken>"


def test_constant_is_rendered_once_for_each_language_and_value():
    constant = Template(
        "{% load trackr %}{% constant here %}{% translate 'Board' %} {{ here }}{% endconstant %}"
    )
    one, other = Spoken(), Spoken()
    for _turn in range(2):
        assert rendered(constant, here=one) == "Board &lt;spoken&gt;"
        assert rendered(constant, here=other) == "Board &lt;spoken&gt;"
        with translation.override("uk"):
            assert rendered(constant, here=one) == "Дошка &lt;spoken&gt;"
    assert (one.times, other.times) == (2, 1)


def test_constant_sees_nothing_of_the_person_but_what_it_names():
    constant = Template("{% load trackr %}{% constant here %}{{ here }}{{ name }}{% endconstant %}")
    assert rendered(constant, here="1", name="Alice") == "1"
    assert rendered(constant, here="1", name="Bob") == "1"


def test_constant_of_many_values_does_not_grow_for_ever():
    constant = Template("{% load trackr %}{% constant n %}{{ n }}{% endconstant %}")
    for n in range(1200):
        assert rendered(constant, n=n) == str(n)
    assert len(constant.nodelist.get_nodes_by_type(Constant)[0].kept) <= 500


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        (f"{CHROME} Safari/537.36", "Chrome, Linux"),
        (f"{CHROME} Safari/537.36 Edg/140.0", "Edge, Linux"),
        (f"{CHROME} Safari/537.36 OPR/120.0", "Opera, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
         "Firefox, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1",
         "Safari, macOS"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140 Safari/604.1",
         "Chrome, iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) SamsungBrowser/28 Chrome/130 Safari/537.36",
         "Samsung Internet, Android"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_device_is_told_from_what_the_browser_says(agent, shown):
    assert device(agent) == shown


@given(st.text())
def test_device_shows_no_words_of_the_browser_itself(agent):
    assert device(agent) == "" or "<" not in device(agent)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Nova Post", "NP"),
        ("Grammarly", "GR"),
        ("Студія Веселка", "СВ"),
        ("«Укрпошта»", "УК"),
        ("Bohdan & Co", "BC"),
        ("3M", "3M"),
        ("X", "X"),
        ("ßs", "SS"),
        ("", "·"),
        ("— …", "·"),
    ],
)
def test_monogram_stands_in_for_a_logo(name, letters):
    assert monogram(name) == letters


@given(st.text())
def test_monogram_is_two_letters_at_most(name):
    assert 1 <= len(monogram(name)) <= 2
