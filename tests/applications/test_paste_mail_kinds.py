"""What a mail is: measured on labelled sets, of which nobody has read the held-out one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.paste_mail import evidence, kinds, phrases
from applications.paste_mail.context import Sentence
from applications.paste_mail.mail import Mail
from tests.applications.mails.measure import measure, table

AIM = 0.9
SIZES = {"train": 120, "more": 456, "wider": 432, "heldout": 120}


@pytest.mark.parametrize("half", SIZES)
def test_share_of_right_kinds(half):
    counts, _said = measure(half)

    right = sum(number for key, number in counts.items() if key[2] == "right")
    whole = sum(number for key, number in counts.items() if key[2] == "all")
    print(table(half))
    assert whole == SIZES[half]
    assert right / whole >= AIM


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We would like to invite you to an interview.", "invitation"),
        ("Запрошуємо Вас на співбесіду.", "invitation"),
        ("We have decided to move forward with other candidates.", "rejection"),
        ("На жаль, ми обрали іншого кандидата.", "rejection"),
        ("We are pleased to offer you the position.", "offer"),
        ("Раді запропонувати Вам посаду аналітика.", "offer"),
        ("Please complete the test task by Friday.", "test_task"),
        ("Надсилаю тестове завдання, дедлайн 20.11.", "test_task"),
        ("What are your salary expectations?", "question"),
        ("Підкажіть, які у Вас зарплатні очікування?", "question"),
        ("This is an automatic reply. I am out of office.", "automatic_reply"),
        ("Автовідповідь: я у відпустці.", "automatic_reply"),
        ("Lorem ipsum dolor sit amet", ""),
    ],
)
def test_plain_mail_is_known(text, kind):
    assert kinds.read(Mail(text)).kind == kind


def test_reasons_are_words_of_the_mail():
    text = "Dear Ann, we would like to invite you to an interview. Which day suits you?"

    verdict = kinds.read(Mail(text))

    assert verdict.reasons
    assert all(words in text for words in verdict.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "We have received your application. If you are selected, we will invite you to talk.",
        "Ваш відгук отримано. У разі позитивного рішення запросимо Вас на співбесіду.",
    ],
)
def test_what_may_happen_later_decides_nothing(text):
    assert kinds.read(Mail(text)).kind == "automatic_reply"


def test_words_alone_show_the_sentence_they_are_in():
    said = [Sentence("Good morning."), Sentence("Congratulations on the salary.")]

    assert kinds._reasons("offer", [], said) == ("Congratulations on the salary.",)


def test_words_of_no_known_mail_say_nothing():
    assert set(evidence.scores("Xyzzy plugh").values()) == {0.0}


def test_quoted_mail_decides_nothing():
    text = "What is your notice period?\n\n> We are pleased to offer you the position."

    assert kinds.read(Mail(text)).kind == "question"


def test_headers_of_an_automatic_reply_decide():
    assert kinds.read(Mail("See you on Monday.", is_automatic=True)).kind == "automatic_reply"


@pytest.mark.parametrize("kind", kinds.MailKind.values)
def test_every_kind_has_phrases_of_sensible_weight(kind):
    weights = [weight for weight, _pattern in phrases.phrases(kind)]

    assert len(weights) >= 20
    assert all(1 <= weight <= 6 for weight in weights)


@given(st.text(max_size=3000), st.text(max_size=100), st.text(max_size=50))
def test_any_text_has_a_verdict(text, subject, address):
    verdict = kinds.read(Mail(text, subject=subject, address=address))

    assert verdict.kind in {"", *kinds.MailKind.values}
    assert all(score >= 0 for score in verdict.scores.values())
