"""What Claude brought in stays a fact to settle, whoever respells the line that it stands in."""

import pytest

from coaching.drafts import facts, shown
from coaching.models import DraftVersion
from tests.coaching.letters import make_draft


@pytest.fixture
def draft(alice, application):
    draft = make_draft(alice, application)
    draft.save()
    return draft


def bring(draft, line):
    draft.write("Hi", line, DraftVersion.Origin.WRITTEN, draft.versions.count())
    facts.keep(draft, "Hi", [line], facts.sources_of(draft))


def edit(draft, line):
    draft.write("Hi", line, DraftVersion.Origin.EDITED, draft.newest().number)
    return [fact.text for fact in facts.standing(draft, draft.newest())]


RESPELT = [
    ("I led six people.", "I led 6 people.", ["led", "six"], "6"),
    ("Sales rose by 480 %.", "Sales rose by 480 percent.", ["480 %"], "480 percent"),
    ("Я пишу для «Сільпо» та «Дзвону».", "Я пишу для «Дзвін».", ["Дзвону"], "Дзвін"),
    ("Магазини в «Епіцентрі».", "Магазини «Епіцентр».", ["Епіцентрі"], "Епіцентр"),
    ("I know Cassandra.", "I know cassandra!", ["Cassandra"], "cassandra"),
    ("I was ill on 20 January 2012.", "I was ill on January 20, 2012.", [], "January"),
]


@pytest.mark.parametrize(("line", "edited", "standing", "mark"), RESPELT)
def test_fact_stands_in_another_spelling(draft, line, edited, standing, mark):
    bring(draft, line)
    found = edit(draft, edited)
    assert set(standing) <= set(found)
    assert found
    letter = shown.letter(draft, draft.newest())
    pieces = [one.text for paragraph in letter.paragraphs for row in paragraph for one in row]
    marked = [
        one.text
        for paragraph in letter.paragraphs
        for row in paragraph
        for one in row
        if one.is_unproven
    ]
    assert "".join(pieces) == edited
    assert any(mark in text for text in marked), marked


@pytest.mark.parametrize(
    ("line", "edited"),
    [
        ("I know Sketch.", "I draw sketches."),
        ("I led six people.", "We met for 6 weeks."),
        ("Sales rose by 480 %.", "I answered 480 letters."),
    ],
)
def test_other_words_and_figures_hold_nothing(draft, line, edited):
    bring(draft, line)
    assert edit(draft, edited) == []


def test_fact_that_was_respelt_is_confirmed(draft):
    bring(draft, "Sales rose by 480 %.")
    assert edit(draft, "Sales rose by 480 percent.") == ["480 %"]
    (fact,) = facts.standing(draft, draft.newest())
    assert facts.confirm(fact.passage, fact.text)
    assert facts.standing(draft, draft.newest()) == []


def test_courtesy_that_was_kept_in_an_edited_line_proves_nothing(draft):
    bring(draft, "Would a short call of 15 minutes on Zoom suit you?")
    assert edit(draft, "Would a short call of 15 minutes on Zoom suit you this week?") == []
    sources = facts.sources_of(draft, "", draft.newest())
    found = sources.unproven("I know Zoom and answer in 15 minutes.")
    assert [fact["text"] for fact in found] == ["Zoom", "15 minutes"]


def test_what_a_person_adds_by_hand_still_proves(draft):
    bring(draft, "Would a call suit you?")
    edit(draft, "Would a call suit you? I know Cassandra.")
    sources = facts.sources_of(draft, "", draft.newest())
    assert sources.unproven("I know Cassandra.") == []
