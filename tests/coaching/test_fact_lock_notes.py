"""Notes and debriefs: what one heard of the employer proves nothing of oneself."""

import datetime

import pytest

from coaching.drafts import facts
from tests.coaching.letters import make_draft
from tests.factories import make_application, make_contact, make_round

NOTE = "They run Kafka and Terraform, the platform team has 12 people."
DEBRIEF = "the CTO, John Ford, wants somebody who led migrations"


@pytest.fixture
def sources(alice):
    application = make_application(alice, company="Quillmark", role="Platform Analyst")
    application.note(NOTE, application.since)
    make_round(application, title="System Design", debrief=DEBRIEF, starts=datetime.time(15, 0))
    contact = make_contact(alice, name="John Ford")
    return facts.sources_of(make_draft(alice, application, to=contact))


def pieces(sources, line):
    return [fact["text"] for fact in sources.unproven(line)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "I ran Kafka and Terraform with a platform team of 12 people.",
            ["Kafka", "Terraform", "12"],
        ),
        ("I led migrations on Kafka.", ["led", "Kafka"]),
        ("I was CTO of the team.", ["CTO"]),
        ("I worked at Ford.", ["Ford"]),
        ("Thanks to my years at Ford I know it.", ["Ford"]),
        ("I know System Design.", ["System", "Design"]),
    ],
)
def test_what_was_heard_of_the_employer_proves_nothing_of_the_person(sources, line, found):
    assert pieces(sources, line) == found


def test_what_was_heard_is_of_the_posting(sources):
    (kafka, terraform) = sources.unproven("You run Kafka and Terraform.")
    assert kafka["is_of_posting"]
    assert terraform["is_of_posting"]


@pytest.mark.parametrize(
    "line",
    [
        "Dear John,",
        "Dear Mr Ford,",
        "Thank you for the talk, and please thank John Ford for the System Design interview.",
        "Thank you for the talk on 20 November at 15:00.",
    ],
)
def test_people_and_talks_are_named_in_greetings_and_thanks(sources, line):
    assert pieces(sources, line) == []


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("I know Kafka.", "I know Kafka."),
        ("They run Terraform, I know Kafka.", "I know Kafka."),
        ("I told them that I know Kafka.", "I know Kafka."),
        ("I led 4 people at Kvitka; they run Terraform.", "I led 4 people at Kvitka."),
        ("Я працювала в «Епіцентрі».", "Я працювала в «Епіцентрі»."),
        ("They want an answer by 25 November.", "I will answer by 25 November."),
    ],
)
def test_what_is_noted_of_oneself_and_the_days_are_the_persons_word(alice, note, line):
    application = make_application(alice)
    application.note(note, application.since)
    assert pieces(facts.sources_of(make_draft(alice, application)), line) == []


@pytest.mark.parametrize(
    "note",
    [
        "They asked me about Kafka.",
        "I was told that all use Kafka.",
        "Мене питали про Kafka.",
        "Kafka, 12 people",
        "HR asked whether I know Kafka",
        "I think their stack is Kafka.",
        "I must learn Kafka before the interview.",
    ],
)
def test_what_one_was_asked_is_no_word_of_ones_own(alice, note):
    application = make_application(alice)
    application.note(note, application.since)
    assert pieces(facts.sources_of(make_draft(alice, application)), "I know Kafka.") == ["Kafka"]
