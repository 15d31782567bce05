"""What is applied for, in advice on an answer and in hints: it may be named, and claims nothing."""

import pytest

from tests.coaching.interviews import answered, scores

NAMES = ["Zorya", "Labs"]


@pytest.mark.parametrize(
    "better, unproven",
    [
        ("Say why you want to work at Zorya Labs.", []),
        ("Say why the role of Loom Keeper at Zorya Labs draws you.", []),
        ("Say what you would change at Zorya Labs first.", []),
        ("Name a figure that Zorya Labs asks for.", []),
        ("Say more of your work, which Zorya Labs looks for.", []),
        ("Say why Zorya Labs, and what you did at Initech.", ["Initech"]),
        ("Поясніть, чому ви хочете працювати в Zorya Labs.", []),
        ("Speak of your time at Zorya Labs.", NAMES),
        ("Speak of the migration at Zorya Labs, and why.", NAMES),
        ("Say why you left Zorya Labs.", NAMES),
        ("Say why Zorya Labs paid you.", NAMES),
        ("At Zorya Labs you had a team: say why.", NAMES),
        ("Say why, as you were Loom Keeper, it mattered.", ["Loom", "Keeper"]),
        ("Say what changed after joining Zorya Labs, and why.", NAMES),
        ("Explain the former job at Zorya Labs, and why it ended.", NAMES),
        ("Consider the migration of Zorya Labs.", NAMES),
        ("Розкажіть, чому ви пішли з Zorya Labs.", NAMES),
    ],
)
def test_what_is_applied_for_proves_nothing_of_the_person(alice, mock, sandbox, better, unproven):
    application = mock.preparation.application
    application.company, application.role = "Zorya Labs", "Loom Keeper"
    application.save(update_fields=["company", "role"])
    sandbox.fault("anthropic", "invalid_json", text=scores(better=better))
    assert [fact["text"] for fact in answered(alice, mock).unproven] == unproven


@pytest.mark.parametrize(
    "better, unproven",
    [
        ("Say why you want to work at Zorya Labs.", []),
        ("Say why the role of Loom Keeper draws you.", []),
        ("Say why Zorya Labs Ukraine paid you.", [*NAMES, "Ukraine"]),
    ],
)
def test_it_is_named_as_people_call_it(alice, mock, sandbox, better, unproven):
    application = mock.preparation.application
    application.company, application.role = "Zorya Labs Ukraine LLC", "Loom Keeper (m/f/d)"
    application.save(update_fields=["company", "role"])
    sandbox.fault("anthropic", "invalid_json", text=scores(better=better))
    assert [fact["text"] for fact in answered(alice, mock).unproven] == unproven
