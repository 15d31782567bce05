"""Politeness of letters is no fact; what somebody invents beside it is found all the same."""

import time

import pytest

from coaching.drafts import courtesies, facts
from coaching.naming import About
from tests.coaching.letters import make_draft
from tests.factories import make_round

CV = "# [NAME]\nBackend developer\n\n### Backend developer, Nordlys, 2019 – 2022\n- Built billing\n"
SAID = "Backend developer\nAlice\nСергій\nOlena Koval\nRockwell"
WITH_A_ROUND = f"{SAID}\n- round 1 on 2026-11-20 at 15:00: interview"


def pieces(line, said=SAID):
    return [fact["text"] for fact in facts.Sources((CV, said), About("", ""), "").unproven(line)]


@pytest.mark.parametrize(
    "line",
    [
        "Dear Hiring Manager,",
        "Dear Hiring Team,",
        "Dear hiring team,",
        "Dear Recruitment Team,",
        "Dear Rockwell Hiring Team,",
        "Dear Sir or Madam,",
        "Dear Sir/Madam:",
        "Dear Dr Koval,",
        "Dear Ms. Koval and Hiring Team,",
        "To Whom It May Concern,",
        "Hello, Hiring Team!",
        "Good Afternoon,",
        "Best regards,",
        "Best wishes,",
        "Best, Alice",
        "Kind Regards, Alice",
        "With best regards, Alice",
        "I look forward to it. Best Regards, Alice",
        "Yours sincerely,",
        "Yours Faithfully",
        "Thank you, and all the best,",
        "З повагою та найкращими побажаннями,",
        "Follow-up: Backend Developer Application",
        "Thank You for the Interview",
        "Шановний рекрутере,",
        "Шановний менеджере!",
        "Шановна менеджерко з персоналу,",
        "Шановна команде!",
        "Шановна команде Rockwell,",
        "Шановний Сергію Івановичу,",
        "Сергію Івановичу, вітаю!",
        "З найкращими побажаннями",
        "З найкращими побажаннями, Сергій",
        "Чекаю на відповідь. З повагою, Сергій",
    ],
)
def test_greeting_and_closing_are_no_facts(line):
    assert pieces(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Next week I'd love to talk.",
        "Next week I’d love to talk, and I’ll bring it.",
        "P.S. Thank you for the talk.",
        "P. S. Дякую за розмову.",
        "Пишу Вам, бо Ваша вакансія мені цікава; чекаю на Вашу відповідь, якщо Ви не проти.",
        "I spoke with your HR team.",
        "Я говорила з Вашим HR-відділом.",
    ],
)
def test_polite_words_are_no_facts(line):
    assert pieces(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Could we talk on Zoom or Google Meet at 3 pm?",
        "I am available for a call via Microsoft Teams at 15:00.",
        "Буду рада поговорити в Telegram.",
        "Зручно зідзвонитися в Zoom о 15:00.",
        "May I ask for 15 minutes of your time?",
        "Could you spare ten to fifteen minutes for a short call?",
        "Would a 20-minute call suit you?",
        "Чи могли б Ви приділити 15 хвилин?",
        "I applied two weeks ago.",
        "I applied for the role of backend developer 2 weeks ago.",
        "Two weeks ago I applied for this role.",
        "We spoke three days ago.",
        "It has been two weeks since I applied for the role.",
        "Я відгукнулася два тижні тому.",
        "Два тижні тому я надіслала резюме.",
    ],
)
def test_when_and_how_to_talk_is_no_fact(line):
    assert pieces(line) == []


@pytest.mark.parametrize(
    "line, piece",
    [
        ("Dear Hiring Manager at Globex,", "Globex"),
        ("Dear Globex Hiring Team,", "Globex"),
        ("Hello, Senior Hiring Manager here", "Senior"),
        ("Hi, I was a Hiring Manager,", "Hiring"),
        ("Best regards, PhD Alice", "PhD"),
        ("Best regards, Alice Globex", "Globex"),
        ("Best regards, Alice, Senior Engineer", "Senior"),
        ("Best Performer of Nordlys", "Best"),
        ("All the Best Awards", "Best"),
        ("Follow-up: Backend Developer Application to Globex", "Globex"),
        ("Шановний менеджере Globex,", "Globex"),
        ("З найкращими побажаннями, доктор наук Сергій", "доктор наук"),
        ("З найкращими побажаннями Епіцентр", "Епіцентр"),
        ("Ваш Епіцентр мені подобається", "Епіцентр"),
        ("I’d love to bring Kafka.", "Kafka"),
        ("P.S. I know Kafka.", "Kafka"),
    ],
)
def test_invention_beside_politeness_is_found(line, piece):
    assert piece in pieces(line)


@pytest.mark.parametrize(
    "line, piece",
    [
        ("I led it for two weeks", "two weeks"),
        ("Two weeks ago I led it", "Two weeks"),
        ("I applied Kafka two weeks ago.", "two weeks"),
        ("I applied for a role at Globex two weeks ago.", "Globex"),
        ("I saved 15 minutes of each call, could we talk?", "15 minutes"),
        ("I answered every call in 15 minutes.", "15 minutes"),
        ("I can resolve calls within 15 minutes.", "15 minutes"),
        ("My average call lasted 5 minutes, and I would be glad to tell more.", "5 minutes"),
        ("I can reply to each message in 5 minutes.", "5 minutes"),
        ("I host meetings on Microsoft Teams and Zoom.", "Zoom"),
        ("I submitted my thesis six months ago.", "six months"),
        ("Could we talk about my 12 years of Java?", "12 years"),
        ("I administered Zoom, could we talk?", "Zoom"),
        ("I have experience with Zoom and would love to talk.", "Zoom"),
        ("I wrote the Zoom integration, happy to talk.", "Zoom"),
        ("Could we talk on Zoom about the 40 clients?", "40"),
        ("I led the HR team.", "HR"),
        ("HR manager", "HR"),
        ("Я керувала HR-відділом.", "HR-відділом"),
        ("Розробила бота в Telegram, буду рада поговорити.", "Telegram"),
        ("Два тижні тому я очолила відділ.", "Два тижні"),
    ],
)
def test_same_words_said_of_the_persons_work_are_found(line, piece):
    assert piece in pieces(line)


def test_hour_is_the_one_of_the_round_where_there_is_one():
    for line in ("Thank you for the call at 3 pm.", "Дякую за розмову о 15-й годині."):
        assert pieces(line, WITH_A_ROUND) == []
    assert pieces("Thank you for the call at 4 pm.", WITH_A_ROUND) == ["4"]


def test_line_keeps_its_length_and_what_stays_its_place():
    line = "Dear Hiring Manager at Globex, I’d talk on Zoom with Вами. P.S. Kafka"
    struck = courtesies.struck(line)
    assert len(struck) == len(line)
    for word in ("Globex", "talk", "Kafka"):
        assert struck.index(word) == line.index(word)
    assert not any(word in struck for word in ("Hiring", "Zoom", "Вами", "P.S."))


@pytest.mark.parametrize(
    "line",
    [
        "Dear " + "Hiring Manager " * 800 + "here",
        "Dear " + "A" * 12_000 + " here",
        "I applied for " * 800,
        "two weeks since " * 700,
        "1 " * 6_000 + "call?",
        "P. " * 4_000,
    ],
)
def test_endless_line_is_read(line):
    started = time.process_time()
    courtesies.struck(line)
    assert time.process_time() - started < 5  # exponential once would be for ever


def test_letter_of_courtesies_leaves_at_once_and_an_invention_in_it_does_not(alice, application):
    make_round(application, title="Talk with the team")
    draft = make_draft(alice, application, wish="I want 2000 USD a month, from January on.")
    draft.save()
    lines = [
        "Dear Hiring Manager,",
        "I applied two weeks ago, and I’d love to talk on Zoom at 3 pm.",
        "I would like $2,000 a month, and could start in January.",
        "Best regards,",
    ]
    facts.keep(draft, "", lines, facts.sources_of(draft))
    assert [one.unproven for one in draft.passages.all()] == [[], [], [], []]
    facts.keep(draft, "", ["Dear Hiring Manager at Globex,"], facts.sources_of(draft))
    (fact,) = draft.passages.get(text="Dear Hiring Manager at Globex,").unproven
    assert (fact["text"], fact["kind"]) == ("Globex", "employer")
