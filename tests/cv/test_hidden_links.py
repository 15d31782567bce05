"""E-mail addresses and links are hidden in whatever way people write them; products are not."""

import pytest

from cv.sending.placeholders import Mask

PLACES = ("# Anna\n\n{}\n\n## Skills\n\n- SQL\n", "# Anna\n\n## Experience\n\n- Led. {}\n")
AT_CONTACTS = PLACES[:1]


def hidden(text, places=PLACES):
    for place in places:
        cv = place.format(text)
        mask = Mask()
        sent = mask.hide_cv(cv, [])
        assert mask.show(sent) == cv
        assert mask.hide_cv(sent, []) == sent
        yield sent


@pytest.mark.parametrize(
    "text, secret",
    [
        ("ivan @ gmail.com", "ivan"),
        ("IVAN.P @ GMAIL.COM", "IVAN"),
        ("ivan@ kvitka.ua", "ivan"),
        ("ivan [at] gmail.com", "ivan"),
        ("ivan (at) gmail dot com", "ivan"),
        ("ivan at gmail dot com", "ivan"),
        ("ivan dot petrenko at gmail dot com", "petrenko"),
        ("Ivan[@]gmail[.]com", "Ivan"),
        ("ivan{at}gmail.com", "ivan"),
        ("ivan(собака)gmail.com", "ivan"),
        ("ivan собака gmail крапка com", "ivan"),
        ("ivan@gmail,com", "ivan"),
        (r"ivan\_p@gmail.com", "ivan"),
        ("E-mail: ivan @ kvitka.ua", "ivan"),
        ("Пошта: ivan at kvitka.com", "ivan"),
        ("олена@пошта.укр", "олена"),
        ("[ivan@x.example](mailto:ivan@x.example)", "ivan"),
    ],
)
def test_email_in_disguise_is_hidden(text, secret):
    assert not any(secret in sent for sent in hidden(text))


@pytest.mark.parametrize(
    "text, secret",
    [
        ("LinkedIn: /in/olena-m", "olena"),
        ("LinkedIn: in/olena-m", "olena"),
        ("**LinkedIn:** in/olena.m", ".m"),
        ("profile /in/olena-m", "olena"),
        ("Telegram: @ivan.p", ".p"),
        (r"Telegram @ivan\_pet", "pet"),
        ("@iv.petrenko", "petrenko"),
        ("Telegram: ivan_petr", "ivan"),
        ("tg - ivan1990", "ivan"),
        ("Skype: live:ivan.p", "ivan"),
        ("wa.me/380671234567", "380671234567"),
        ("viber://chat?number=%2B380671234567", "380671234567"),
        ("kvitka-shop.com.ua", "kvitka"),
        ("see KVITKA.COM.UA", "KVITKA"),
        ("portfolio.me/ivan", "ivan"),
        ("my site kvitka.travel", "kvitka"),
        ("блог: kvitka.travel", "kvitka"),
        ("сайт kvitka.укр", "kvitka"),
        ("olena.github.io", "olena"),
        ("youtube.com/@ivan", "ivan"),
        ("ORCID 0000-0002-1825-0097", "0097"),
    ],
)
def test_link_is_hidden_in_whole(text, secret):
    assert not any(secret in sent for sent in hidden(text))


@pytest.mark.parametrize(
    "text, secret",
    [
        ("Kyiv | in/olena-m", "olena"),
        ("GitHub: /olena", "olena"),
        ("GitHub – olena90", "olena90"),
        ("ivan @ kvitka.ua", "ivan"),
        ("ivan@kvitka", "ivan"),
    ],
)
def test_contact_lines_are_read_more_boldly(text, secret):
    assert not any(secret in sent for sent in hidden(text, AT_CONTACTS))


def test_domain_with_the_own_name_is_hidden_whatever_its_end():
    assert Mask().hide("olenamarchenko.travel, main.py", ["Marchenko"]) == "[LINK], main.py"


@pytest.mark.parametrize(
    "text",
    [
        "Node.js, Vue.js, Next.js, D3.js, Three.js on the site Nest.js",
        "ASP.NET Core, ADO.NET, .NET 8, Json.NET, Socket.IO, socket.io, draw.io",
        "main.py, README.md, config.yml, package.json, lib.rs, src/main.py/test.py",
        "v1.2, Python 3.12, os.path.join, java.util.List",
        "Engineer @ Booking.com, posted on work.ua, CRM on Monday.com/Make.com",
        "@angular/core, @app.route, @pytest.fixture",
        "GitHub: Actions; Telegram: two bots; GitHub: python3 scripts",
        "check-in/check-out, sign-in/sign-up, in/out, CI/CD",
        "LinkedIn Ads, LinkedIn Learning, in LinkedIn 5 campaigns",
        "- at Google dot releases were mine",
        "Ph.D., U.S., e.g. i.e. St. Petersburg",
    ],
)
def test_technologies_files_and_employers_are_no_links(text):
    assert Mask().hide(text, []) == text
    assert list(hidden(text, PLACES[1:])) == [PLACES[1].format(text)]
