"""What reaches Claude, byte by byte: nobody's name, address or number; and all of it comes back."""

import json

import pytest

from cv.analysis import analyse
from tests.cv.analyses import followed, start
from tests.factories import make_application, make_contact, make_cv, make_posting, make_round

CV = """\
# Olena Marchenko

olena.marchenko@canary.example · +380 50 765 43 21 · вул. Канаркова, 22, кв. 5
https://canary.example/olena · linkedin.com/in/olena-canary · Telegram: @olena_canary

## Experience

Backend developer, Dnipro Soft, May 2021 - present

- Built a Django service with Taras Hrytsenko that serves 40,000 users a day
- Helped Iryna with Docker
- Звітувала Богданові Чорноволу про PostgreSQL

## Skills

- Python, Django, PostgreSQL, Docker
"""
POSTING = """\
Senior Python Developer

Requirements
- Python and Django; ask IRYNA BONDAR, tel. 067/555-12-34 or iryna.bondar@canary.example
- PostgreSQL, Docker
- Kubernetes with Богдан Чорновіл in production, Olena knows

Nice to have
- React, see https://canary.example/jobs and @canary_recruiter
"""
SECRETS = (
    "olena", "marchenko", "канарков", "765 43 21", "canary",
    "iryna", "bondar", "taras", "hrytsenko", "богдан", "чорнов", "555-12-34",
)  # fmt: skip

# The same kinds of data in ways that no program expects, and names in the other alphabet.
DISGUISED = """\
# Senior Python Developer

olena.m [at] canary (dot) example · ivan.canary @ gmail.com · canary(собака)gmail.com
LinkedIn: /in/olena-canary · Telegram: @canary.olena · wa.me/380507654321
Address: Kanarkova 22/3 · 79000, м. Львів, Канаркова 22, кв. 3
тел. O50 765 43 21, дод. 777 · canary-shop.com.ua · portfolio.me/canary

## Experience

- Built a Django service for canary.dev/olena and canary-shop.com.ua with Node.js
- Звітувала Шевченко Марії Петрівні, разом із О. В. МАРЧЕНКО вела PostgreSQL
- Адреса складу: Канаркова 15, кв. 8; пишіть olena at gmail dot com
- Helped M. Shevchenko and Марченко Оленою in marchenko_olena.pdf
"""
DISGUISED_SECRETS = (
    "olena", "marchenko", "олен", "марченк", "canar", "kanar", "канар", "22/3", "кв. 3", "кв. 8",
    "79000", "765 43", "380507654321", "777", "portfolio.me", "[at]", "собака",
    "shevchenko", "шевченк", "марі", "m. [", "о. в.",
)  # fmt: skip


@pytest.fixture
def disguised(alice, sandbox):
    alice.name = "Olena Marchenko"
    alice.save()
    make_contact(alice, name="Maria Shevchenko", company="")
    application = make_application(alice)
    posting = make_posting(application, text=DISGUISED.partition("## Experience\n")[2])
    return start(alice, make_cv(alice, markdown=DISGUISED).current(), posting)


@pytest.fixture
def analysis(alice, sandbox):
    alice.name = "Olena Marchenko"
    alice.save()
    application = make_application(alice)
    iryna = make_contact(
        alice,
        name="Iryna Bondar",
        email="iryna.bondar@canary.example",
        phone="+380 67 555 12 34",
        link="https://canary.example/iryna",
        notes="Canary note: she likes Django",
    )
    make_round(application, title="Canary round").people.add(iryna)
    make_contact(alice, name="Taras Hrytsenko", company="").applications.add(application)
    make_contact(alice, name="Богдан Чорновіл")
    application.note("Canary note of mine", application.since)
    version = make_cv(alice, markdown=CV, title="Canary title").current()
    return start(alice, version, make_posting(application, text=POSTING))


def test_no_byte_of_contact_data_leaves(alices, analysis, sandbox):
    followed(alices, analysis)
    (request,) = sandbox.requests("anthropic")
    said = json.dumps(request.json(), ensure_ascii=False).lower()
    assert [secret for secret in SECRETS if secret in said] == []
    assert "tools" not in request.json()
    for kept in ("May 2021", "40,000 users", "PostgreSQL, Docker", "[NAME", "[PERSON", "[PHONE"):
        assert kept.lower() in said
    whole = str(request.headers) + request.path
    assert "canary" not in whole.lower()


def test_no_byte_of_contact_data_in_disguise_leaves(alices, disguised, sandbox):
    followed(alices, disguised)
    (request,) = sandbox.requests("anthropic")
    (message,) = request.json()["messages"]
    said = json.dumps(message, ensure_ascii=False).lower()
    assert [secret for secret in DISGUISED_SECRETS if secret in said] == []
    for kept in (
        "Senior Python Developer",
        "Django service for",
        "with Node.js",
        "вела PostgreSQL",
    ):
        assert kept.lower() in said


def test_disguised_contact_data_comes_back_right(alices, disguised):
    followed(alices, disguised)
    disguised.refresh_from_db()
    lines = {bullet["quote"] for bullet in disguised.result["bullets"]}
    assert lines == {line[2:] for line in DISGUISED.splitlines() if line.startswith("- ")}


def test_every_placeholder_comes_back_right(alices, analysis):
    told = followed(alices, analysis)
    analysis.refresh_from_db()
    lines = {bullet["quote"] for bullet in analysis.result["bullets"]}
    assert lines == {
        line[2:] for line in CV.splitlines() if line.startswith("- ") and "Python" not in line
    }
    quotes = {word["posting_quote"] for word in analysis.result["keywords"]}
    assert all(quote in POSTING for quote in quotes)
    assert any("Богдан Чорновіл" in quote for quote in quotes)
    everything = json.dumps(analysis.result, ensure_ascii=False) + str(told)
    for placeholder in ("[NAME", "[PERSON", "[PHONE", "[EMAIL", "[LINK", "[ADDRESS"):
        assert placeholder not in everything


def test_preview_names_whom_it_hides(alices, alice, analysis):
    payload = analyse.preview(alice, analysis.version, analysis.posting)
    hidden = set(payload.mask.originals.values())
    assert {"Taras Hrytsenko", "IRYNA BONDAR", "Iryna"} <= hidden


def test_contact_who_came_in_since_the_preview_stops_the_sending(alice, analysis, sandbox):
    make_contact(alice, name="Dnipro Danylo", company="")
    analyse.run(alice, analysis)
    analysis.refresh_from_db()
    assert (analysis.state, analysis.error) == ("failed", "changed")
    assert sandbox.requests("anthropic") == []


def test_contacts_of_others_are_nobodys_business(alice, bob, analysis):
    before = analyse.preview(alice, analysis.version, analysis.posting).digest
    make_contact(bob, name="Dnipro Danylo", company="")
    assert analyse.preview(alice, analysis.version, analysis.posting).digest == before


def test_placeholder_that_the_posting_holds_itself_stays_its_own(alice):
    posting = make_posting(make_application(alice), text="Write to [EMAIL] about Django")
    cv = make_cv(alice, markdown="# Olena\n\nolena@canary.example\n")
    payload = analyse.preview(alice, cv.current(), posting)
    assert (payload.cv, payload.posting) == ("# [NAME]\n\n[EMAIL 2]\n", posting.text)
    assert payload.mask.show(payload.cv) == "# Olena\n\nolena@canary.example\n"
    assert payload.mask.show(payload.posting) == posting.text
