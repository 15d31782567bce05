import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cv.analysis.findings import CvAnalysis
from sandbox.claude_text import FABRICATED, write
from sandbox.cv_analysis import analyse
from sandbox.postings import all_postings

CV = """# Olena Koval
Backend person who likes Kafka and calm teams.
## Experience
- Responsible for the Django monolith
- Cut response time by 40 % with PostgreSQL indexes
- Improved onboarding of new colleagues
- Payroll calculations
## Skills
Docker, Redis
"""
POSTING = """We build a platform.
## Requirements
- Four years of Python and Django
- PostgreSQL, Docker; you have seen Kafka
- Experience with Temporal
## Nice to have
- Kubernetes
## We offer
- GitHub sponsorship and a GraphQL meetup
"""
UKRAINIAN_CV = """# Марія Бондар
## Досвід
- Відповідала за закупівлі запчастин
- Зекономила 300 тис. грн завдяки переговорам
- Переговори з постачальниками
## Навички
Excel, BAS
"""


def analysed(cv, posting):
    text = f"Analyse.\n<cv>\n{cv}\n</cv>\n<posting>\n{posting}\n</posting>"
    return CvAnalysis.model_validate(analyse(text))


def keywords(analysis):
    return {keyword.term: keyword for keyword in analysis.keywords}


def bullet(analysis, beginning):
    return next(one for one in analysis.bullets if one.quote.startswith(beginning))


def test_keywords_are_looked_up_where_they_stand():
    found = keywords(analysed(CV, POSTING))

    assert {term: word.status for term, word in found.items()} == {
        "Python": "absent",
        "Django": "found",
        "PostgreSQL": "found",
        "Docker": "found",
        "Kafka": "prose_only",
        "Temporal": "absent",
        "Kubernetes": "absent",
    }
    assert found["Kafka"].cv_quote == "Backend person who likes Kafka and calm teams."
    assert found["Python"].cv_quote == ""


def test_nice_to_have_is_told_from_must():
    found = keywords(analysed(CV, POSTING))

    assert found["Kubernetes"].importance == "nice"
    assert found["Temporal"].importance == "must"


def test_benefits_are_not_asked_of_anyone():
    assert not {"GitHub", "GraphQL"} & keywords(analysed(CV, POSTING)).keys()


@pytest.mark.parametrize(
    "beginning, impact, verb, fit",
    [
        ("Responsible", "none", "weak", "direct"),
        ("Cut", "strong", "strong", "direct"),
        ("Improved", "some", "strong", "unrelated"),
        ("Payroll", "none", "missing", "unrelated"),
    ],
)
def test_bullet_is_judged_by_its_words(beginning, impact, verb, fit):
    one = bullet(analysed(CV, POSTING), beginning)

    assert (one.impact, one.verb, one.fit) == (impact, verb, fit)


def test_rewrite_leaves_a_gap_where_a_figure_is_missing():
    analysis = analysed(CV, POSTING)

    weak = bullet(analysis, "Responsible").rewrite
    assert weak == "Took responsibility for the Django monolith, with a result of [number]"
    assert bullet(analysis, "Cut").rewrite == ""


def test_ukrainian_cv_is_answered_in_ukrainian():
    posting = next(one for one in all_postings() if one.slug.startswith("zernotrans"))

    analysis = analysed(UKRAINIAN_CV, posting.text())

    assert analysis.summary.startswith("Відповідь пісочниці:")
    assert bullet(analysis, "Відповідала").verb == "weak"
    assert bullet(analysis, "Зекономила").impact == "strong"
    assert bullet(analysis, "Переговори").rewrite.endswith("результат: [число]")
    assert keywords(analysis)["Excel"].status == "found"


@pytest.mark.parametrize("posting", all_postings(), ids=lambda posting: posting.slug)
def test_every_posting_of_the_board_asks_for_something(posting):
    analysis = analysed(CV, posting.text())

    assert len(analysis.keywords) >= 5
    assert all(word.posting_quote in posting.text() for word in analysis.keywords)


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["- Led Python", "## Skills", "Docker. Redis! x", "- ", "# A", "—", "- 5 %"]
        ),
        st.text(st.characters(exclude_characters="<>", exclude_categories=["Cs"]), max_size=40),
    )
).map("\n".join)


@given(LINES, LINES)
def test_quotes_are_always_the_users_own_words(cv, posting):
    analysis = analysed(cv, f"## Requirements\n{posting}\n- Python, Docker, Redis")

    assert all(word.cv_quote in cv for word in analysis.keywords)
    assert all(one.quote in cv for one in analysis.bullets)
    assert all((word.status == "absent") == (word.cv_quote == "") for word in analysis.keywords)


def test_term_in_several_forms_is_one_keyword():
    posting = "## Вимоги\n- Бюджет відділу, складання бюджету\n- Робота з бюджетами"

    assert [word.term for word in analysed(UKRAINIAN_CV, posting).keywords] == ["Бюджет"]


def test_instructions_that_mention_the_tags_do_no_harm():
    text = f"The CV stands in <cv>, the ad in <posting>.\n<cv>{CV}</cv><posting>{POSTING}</posting>"

    assert len(analyse(text)["bullets"]) == 4


def faulty(fault):
    schema = {"title": "CvAnalysis", "type": "object"}
    form = {"type": "json_schema", "schema": schema}
    message = f"<cv>{CV}</cv><posting>{POSTING}</posting>"
    asked = {"messages": [{"content": message}], "output_config": {"format": form}}
    return CvAnalysis.model_validate(json.loads(write(asked, fault, {})))


def test_fabricated_quotes_are_nowhere_in_the_cv():
    analysis = faulty("fabricated_quotes")

    assert {one.quote for one in analysis.bullets} == {FABRICATED}
    assert {word.cv_quote for word in analysis.keywords} == {FABRICATED, ""}
    assert FABRICATED not in CV


def test_hostile_analysis_is_valid_and_carries_markup():
    analysis = faulty("hostile")

    assert "<script>" in analysis.summary
    assert all("![pixel]" in one.reason for one in analysis.bullets)
    assert all(one.quote in CV for one in analysis.bullets)


def test_huge_analysis_is_valid():
    assert len(faulty("huge").summary) >= 1_000_000
