"""Full-text search: what is found by which words, in English and Ukrainian, and odd input."""

import datetime

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.models import Application, Event, Posting
from tests.factories import make_application, make_posting

TABLE = reverse("applications:table")
DAY = datetime.date(2026, 11, 3)


def found(user, words):
    return sorted(one.company for one in Application.objects.of(user).matching(words))


@pytest.fixture
def shelf(alice):
    """One application for each place where words may stand."""
    make_application(alice, company="Сонечко", role="Старший розробник", location="Київ")
    node = make_application(alice, company="Arka", role="C++ and Node.js engineer", source="Djinni")
    node.note("Talked to Олена about об’єкти", DAY)
    posted = make_application(alice, company="Bery", role="Analyst")
    make_posting(posted, text="We use PostgreSQL, List<String>, R&D; call +380 50 123-45-67.")
    make_application(alice, company="Інший обʼєкт", role="Інженер із даних")
    return posted


@pytest.mark.parametrize(
    "words, expected",
    [
        ("Сонечко", "Сонечко"),
        ("сонеч", "Сонечко"),
        ("розроб", "Сонечко"),
        ("РОЗРОБ", "Сонечко"),
        ("стар розр", "Сонечко"),
        ("київ", "Сонечко"),
        ("обник", ""),  # the middle of a word begins none
        ("engin", "Arka"),
        ("ENGINEER", "Arka"),
        ("djin", "Arka"),
        ("node.js", "Arka"),
        ("node", "Arka"),
        ("js", "Arka"),
        ("c++", "Arka|Bery"),  # as “c”, which begins “call”
        ("олен", "Arka"),
        ("talked arka", "Arka"),  # spread over a note and the company
        ("arka postgres", ""),  # every word must be there
        ("postgres", "Bery"),
        ("bery postgres", "Bery"),
        ("string", "Bery"),
        ("R&D", "Bery"),
        ("380", "Bery"),
        ("+380 50", "Bery"),
        ("45-67", "Bery"),
        ("об’єкт", "Arka|Інший обʼєкт"),
        ("об'єкт", "Arka|Інший обʼєкт"),
        ("обʼєкт", "Arka|Інший обʼєкт"),
        ("об`єкт", "Arka|Інший обʼєкт"),
        ("“розробник”", "Сонечко"),
        ('"node.js"', "Arka"),
        ("'node'", "Arka"),
        ("node & js", "Arka"),
        ("node | nothing", ""),
        ("!node", "Arka"),
        ("(node)", "Arka"),
        ("node:*", "Arka"),
        ("node:A", "Arka"),
        ("node <-> js", "Arka"),
        ("no*de", ""),
        ("\\node", "Arka"),
        ("' node", "Arka"),
        ("''", ""),
        ("%", ""),
        ("___", ""),
        ("***", ""),
        ("🙂", ""),
        ("   ", "Arka|Bery|Інший обʼєкт|Сонечко"),  # nothing is looked for
        ("", "Arka|Bery|Інший обʼєкт|Сонечко"),
    ],
)
def test_words_find(alice, shelf, words, expected):
    assert found(alice, words) == [one for one in expected.split("|") if one]


def test_search_stays_with_the_person(bob, shelf):
    assert found(bob, "розроб") == []


def test_every_snapshot_of_the_posting_counts(alice, shelf):
    make_posting(shelf, text="The newer text speaks of Kubernetes.")
    assert found(alice, "kube") == ["Bery"]
    assert found(alice, "kube postgres") == ["Bery"]


def test_corrected_note_is_found_by_its_last_words_only(alice):
    application = make_application(alice, company="Arka")
    note = application.note("first wording", DAY)
    application.correct(note, text="second wording", happened_on=DAY)
    assert found(alice, "first") == []
    assert found(alice, "second") == ["Arka"]
    application.correct(note, text="third wording", happened_on=DAY)
    assert found(alice, "second") == []
    assert found(alice, "third") == ["Arka"]


def test_deleted_note_is_not_found(alice):
    application = make_application(alice, company="Arka")
    application.retract(application.note("Olena", DAY))
    assert found(alice, "olena") == []


def test_words_follow_an_edit(alices, alice):
    application = make_application(alice, company="Arka")
    data = {"company": "Zorya", "role": "Cook", "version": 1}
    alices.post(reverse("applications:edit", args=[application.public_id]), data)
    assert found(alice, "arka") == []
    assert found(alice, "zor") == ["Zorya"]


def test_search_by_the_page(alices, shelf):
    page = alices.get(TABLE, {"q": "розроб"})
    assert [one.company for one in page.context["page"]] == ["Сонечко"]


def test_nul_is_refused_before_anything_else(alices):
    assert alices.get(f"{TABLE}?q=a%00b").status_code == 400


def test_two_hundred_letters_are_looked_for_and_not_one_more(alices, shelf):
    page = alices.get(TABLE, {"q": "x" * 200})
    assert list(page.context["page"]) == []
    page = alices.get(TABLE, {"q": "node " + "n" * 195})
    assert list(page.context["page"]) == []
    page = alices.get(TABLE, {"q": "node" + " " * 200})  # spaces do not count
    assert [one.company for one in page.context["page"]] == ["Arka"]


def test_rows_do_not_carry_the_index_about(alice, shelf):
    assert "words" in Posting.objects.get().get_deferred_fields()
    assert "words" in Event.objects.first().get_deferred_fields()


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60))
def test_no_text_is_too_odd_to_look_for(alice, text):
    list(Application.objects.of(alice).matching(text))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.text("абвгґдеєжзиіїйabcdXYZ0189", min_size=1, max_size=12), min_size=1, max_size=5
    ),
    marks=st.text("./-@:_<>&+'’ʼ()!|*,;#\"« »", min_size=1, max_size=2),
    cut=st.integers(1, 12),
)
def test_what_is_written_is_found_by_how_its_words_begin(alice, words, marks, cut):
    """Whatever marks stand between them."""
    Application.objects.all().delete()
    make_application(alice, company="Arka", role=marks.join(words)[:200])
    for word in words:
        assert found(alice, word[:cut]) == ["Arka"]
    assert found(alice, marks.join(words)) == ["Arka"]
