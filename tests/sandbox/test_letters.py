import pytest

from sandbox import inventions
from sandbox.letters import LIES, change, write

CV = "# [NAME]\n\n- Built a Django service\n- Cut costs by 30 %\n- Wrote letters"
ASKED = (
    "<applications>\n## Backend developer, remote, Kvitka\n- saved since 2026-11-27\n"
    f"</applications>\n\n<cv>\n{CV}\n</cv>\n\n<wish>\nI can start in May. And more.\n</wish>\n\n"
    "<sender>\n[NAME]\n</sender>\n\n<addressee>\n[PERSON]\n</addressee>"
)
ENGLISH, UKRAINIAN = "Write in English, warm", "Write in Ukrainian, warm"
LETTER = (
    "<letter>\nHello,\n\nI built a service for many people; it stands to this day and works.\n\n"
    "Kind regards,\nAlice\n</letter>\n\n<wish>\nMention May.\n</wish>"
)


def test_letter_is_made_of_the_cv_and_the_wish():
    assert write(ENGLISH, ASKED, "", {})["paragraphs"] == [
        "Dear [PERSON],",
        "I am writing about the role of Backend developer, remote at Kvitka.",
        "From my work: Built a Django service; Cut costs by 30 %.",
        "I can start in May.",
        "Kind regards,\n[NAME]",
    ]


def test_letter_is_in_the_language_that_is_asked_for():
    letter = write(UKRAINIAN, ASKED, "", {})
    assert letter["paragraphs"][0] == "[PERSON], вітаю!"
    assert letter["subject"] == "Щодо вакансії «Backend developer, remote»"


def test_letter_without_anything_is_still_one():
    assert write(ENGLISH, "", "", {})["paragraphs"] == [
        "Hello,",
        "I am writing about the role.",
        "Kind regards,",
    ]


@pytest.mark.parametrize("kind", [*LIES, inventions.names()[0]])
def test_lie_is_told_when_asked_for(kind):
    honest = write(ENGLISH, ASKED, "", {})["paragraphs"]
    lying = write(ENGLISH, ASKED, "invention", {"kind": kind})["paragraphs"]
    assert len(set(lying) - set(honest)) == 1


def test_changes_shorten_and_add_what_is_wished():
    changes = change(LETTER, "", {})["changes"]
    assert [(one["kind"], one["line"], one["text"]) for one in changes] == [
        (
            "replace",
            "I built a service for many people; it stands to this day and works.",
            "I built a service for many people.",
        ),
        (
            "add",
            "I built a service for many people; it stands to this day and works.",
            "Mention May.",
        ),
    ]


def test_change_that_lies_adds_a_line():
    changes = change(LETTER, "invention", {"kind": "tool"})["changes"]
    assert changes[-1]["text"] == LIES["tool"][0]
