import pytest

from sandbox.interviews import prepare, score

CV = """# Olena Koval
## Experience
- Cut response time by 40 % with Django indexes
- Wrote letters
"""
POSTING = "## Requirements\n- Four years of Python and Django\n"
UKRAINIAN = "## Вимоги\n- Чотири роки роботи з переговорами та бюджетами\n"
STORIES = "1. Office\n- action: Watered plants\n\n2. Speed\n- action: Tuned Django"


def asked(posting=POSTING, cv=CV, stories=STORIES):
    return (
        f"<cv>\n{cv}\n</cv>\n<applications>\n<posting>\n{posting}\n</posting>\n</applications>"
        f"\n<stories>\n{stories}\n</stories>"
    )


def scored(answer, question="Tell us about Django."):
    return score(f"<question>\n{question}\n</question>\n<answer>\n{answer}\n</answer>")


def test_questions_name_the_posting_the_cv_and_the_story():
    (django,) = [one for one in prepare(asked())["questions"] if "Django?" in one["text"]]
    assert django == {
        "kind": "skill",
        "text": "What have you done with Django?",
        "why": "The posting says: Four years of Python and Django",
        "story": 2,
        "hint": "The CV says: Cut response time by 40 % with Django indexes",
    }


def test_stories_quote_the_cv_and_none_that_is_told():
    quotes = [one["cv_quote"] for one in prepare(asked(stories="1. x\n- Wrote letters"))["stories"]]
    assert quotes == ["Cut response time by 40 % with Django indexes"]


def test_ukrainian_posting_is_answered_in_ukrainian():
    given = prepare(asked(UKRAINIAN))
    assert given["questions"][0]["text"] == "Розкажіть про себе."
    assert given["research"][0]["topic"].startswith("Що продає")
    assert scored("Спершу я написала план, потім код.")["better"].startswith(("Назвіть", "Почніть"))


def test_invention_lies_in_the_action_only():
    story = prepare(asked(), "invention", {"kind": "new_employer"})["stories"][0]
    assert story["action"] != story["cv_quote"]
    assert story["cv_quote"] in CV


def test_empty_message_is_answered():
    assert prepare("")["stories"] == []
    assert score("")["structure"]["score"] == 1


@pytest.mark.parametrize(
    ("answer", "name", "points"),
    [
        ("First I looked, then I wrote, because it was slow.", "structure", 4),
        ("It took 12 days.", "evidence", 3),
        ("Yes.", "relevance", 2),
        ("I used Django, about which you asked: tell me more.", "relevance", 5),
        ("Yes.", "concision", 2),
        ("word " * 100, "concision", 5),
    ],
)
def test_scores_count_what_is_there(answer, name, points):
    assert scored(answer)[name]["score"] == points
