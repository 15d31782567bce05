"""How and when to talk is a courtesy; what is talked about, and when else a thing was, is not."""

import pytest

from coaching.drafts import facts
from coaching.naming import About

CV = "# [NAME]\nBackend developer\n\n### Backend developer, Nordlys, 2019 – 2022\n- Built billing\n"


def pieces(line):
    about = About("Backend developer", "Quillmark")
    return [fact["text"] for fact in facts.Sources((CV, "Alice"), about, "").unproven(line)]


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        ("Could we talk about how I answer in five minutes?", "five minutes"),
        ("Could we talk about how my team answers each guest in ten minutes?", "ten minutes"),
        ("Happy to meet: I serve each guest within ten minutes.", "ten minutes"),
        ("Happy to meet, I serve each guest within ten minutes.", "ten minutes"),
        ("I answer each guest in ten minutes, could we talk?", "ten minutes"),
        ("Happy to tell how deployments went from an hour to 15 minutes in a call.", "15 minutes"),
        ("I would be glad to talk about my time at Skype.", "Skype"),
        ("I'd love to talk about my years at Telegram.", "Telegram"),
        ("I would be happy to tell you on a call about Skype, my last employer.", "Skype"),
        ("I would love to talk about Microsoft Teams, which I deploy for firms.", "Teams"),
        ("Could we talk about the role I had at Skype?", "Skype"),
        ("Could we meet, as Zoom is my trade?", "Zoom"),
        ("I am available in Telegram, which I ship.", "Telegram"),
        ("Happy to show my bot in Telegram in a call.", "Telegram"),
        ("Thank you for the call; releases take ten minutes.", "ten minutes"),
        ("Чи зручно Вам поговорити, як я скоротила випуск до 15 хвилин?", "15 хвилин"),
        ("Буду рада розповісти про Skype, моє попереднє місце роботи, у розмові.", "Skype"),
        ("Рада зустрітися, обслуговую гостей за десять хвилин.", "десять хвилин"),
    ],
)
def test_what_is_talked_about_is_found(line, piece):
    assert piece in " ".join(pieces(line))


@pytest.mark.parametrize(
    "line",
    [
        "I would love to talk about the role on Zoom at 3 pm.",
        "Could we talk about the next steps in a 15-minute call?",
        "Could you tell me what time suits you on Zoom, 15:00 or 16:00?",
        "I would be happy to tell more about it in a short 15-minute call.",
        "Would a Zoom call at 15:00 suit you?",
        "Feel free to reach me via Telegram or WhatsApp.",
        "My calendar is open: could we talk on Zoom at 15:00?",
        "I’d be glad to tell you how I think in a quick 20-minute chat.",
        "Чи зручно Вам поговорити про вакансію в Zoom о 15:00?",
    ],
)
def test_way_and_time_to_talk_are_no_facts(line):
    assert pieces(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "I interviewed candidates for Nordlys two months ago.",
        "We met our release target three months ago.",
        "We met with investors six weeks ago.",
        "I submitted the test report two weeks ago.",
        "I sent the last release to production two weeks ago.",
        "I sent in my notice two weeks ago.",
        "I applied for a visa two months ago.",
        "I had an interview with another company two weeks ago.",
        "Two weeks ago I met investors.",
        "It has been two weeks since I met our target.",
        "Два тижні тому я подала на візу.",
        "Я зустріла інвесторів два тижні тому.",
    ],
)
def test_days_since_anything_else_are_found(line):
    assert any("weeks" in one or "months" in one or "тижні" in one for one in pieces(line))


@pytest.mark.parametrize(
    "line",
    [
        "I applied to Quillmark two weeks ago.",
        "I applied for your backend developer position two weeks ago.",
        "I sent you my CV and cover letter two weeks ago.",
        "I sent in my application two weeks ago.",
        "We spoke with your hiring manager three days ago.",
        "I had an interview with your team two weeks ago.",
        "We talked on the phone two days ago.",
        "It has been three days since our call.",
        "Thank you for the interview on Zoom three days ago.",
        "Дякую за співбесіду, яка відбулася два дні тому.",
        "Я подала заявку на цю вакансію два тижні тому.",
        "Ми спілкувалися з Вами два тижні тому.",
    ],
)
def test_days_since_they_heard_of_it_are_no_facts(line):
    assert pieces(line) == []
