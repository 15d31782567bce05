"""What of an answer is believed, and how it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cv.analysis import facts
from cv.analysis.findings import BulletJudgement, CvAnalysis, Keyword, check

CV = "# [NAME]\n\n- Built a  Django service\n- Helped\n\n## Skills\n\n- Python, C\\+\\+"
POSTING = "We need Django and Go."


def keyword(**over):
    values = {
        "term": "Django",
        "importance": "must",
        "status": "found",
        "cv_quote": "Built a Django service",
        "posting_quote": "Django",
    }
    return Keyword(**(values | over))


def bullet(quote):
    return BulletJudgement(
        quote=quote, impact="none", verb="weak", fit="direct", reason="r", rewrite=""
    )


def kept(*keywords, bullets=()):
    analysis = CvAnalysis(summary="s", keywords=list(keywords), bullets=list(bullets))
    return check(analysis, CV, POSTING)


def test_check_keeps_true_quotes_whatever_their_spaces():
    assert kept(keyword(), bullets=[bullet("Helped")]).left_out == 0


def test_check_sees_through_escapes_of_markdown():
    assert kept(keyword(cv_quote="C++")).left_out == 0


@pytest.mark.parametrize(
    "untrue",
    [
        keyword(cv_quote="Led Django at NASA"),
        keyword(cv_quote=""),
        keyword(status="absent", cv_quote="Helped"),
        keyword(posting_quote="Haskell"),
        keyword(term="Haskell", status="absent", cv_quote="", posting_quote=""),
        keyword(term="Haskell", status="absent", cv_quote="", posting_quote=" \\ "),
        keyword(cv_quote="\\"),
        keyword(term="python", status="absent", cv_quote=""),
        keyword(term="C++", status="absent", cv_quote=""),
    ],
)
def test_check_leaves_out_what_is_quoted_wrongly(untrue):
    checked = kept(keyword(), untrue)
    assert checked.left_out == 1
    assert checked.analysis.keywords == [keyword()]


@pytest.mark.parametrize("term", ["Java", "Djan", "PY", "C", "go", "Go", "Node", "service Built"])
def test_check_keeps_an_absent_keyword_that_is_only_part_of_a_word(term):
    absent = keyword(term=term, status="absent", cv_quote="")
    cv = f"{CV}\n- JavaScript, Node.js, let it GO"
    checked = check(CvAnalysis(summary="s", keywords=[absent], bullets=[]), cv, POSTING)
    assert checked.left_out == 0


def test_check_leaves_out_a_bullet_that_the_cv_does_not_have():
    checked = kept(keyword(), bullets=[bullet("Invented"), bullet(" "), bullet("\\")])
    assert (checked.left_out, checked.analysis.bullets) == (3, [])
    assert not checked.is_credible


def test_check_of_an_empty_answer_is_not_credible():
    assert not kept().is_credible


def test_result_has_contact_data_back():
    result = kept(keyword()).as_result(lambda text: text.replace("Built", "Anna built"))
    assert result["keywords"][0]["cv_quote"] == "Anna built a Django service"


def test_result_holds_only_what_the_database_can():
    odd = CvAnalysis(
        summary="a\x00b\x1fc\ud800d\ne", keywords=[keyword(term="Dj\x00ango")], bullets=[]
    )
    result = check(odd, CV, POSTING).as_result(lambda text: text.replace("Built", "Bu\x00ilt"))
    assert result["summary"] == "abcd\ne"
    assert result["keywords"][0]["term"] == "Django"
    assert result["keywords"][0]["cv_quote"] == "Built a Django service"


@pytest.mark.parametrize(
    "rewrite, untraced",
    [
        ("Built a Django service", []),
        ("Built a Django service for 40 people", ["40"]),
        ("Built a service with Kafka", ["Kafka"]),
        ("Cut costs by 30%", ["30%"]),
        ("Wrote PostgreSQL and iOS code", ["PostgreSQL", "iOS"]),
        ("Керувала командою в Google", ["Google"]),
    ],
)
def test_facts_that_the_cv_lacks_are_marked(rewrite, untraced):
    pieces = facts.marked(rewrite, CV)
    assert [piece.text for piece in pieces if not piece.is_traced] == untraced


@pytest.mark.parametrize(
    "rewrite, source, untraced",
    [
        ("Led 4 teams", "answers in 240 ms", ["4"]),
        ("Led 4 teams", "since 2014, 4.5 stars, 0.4 s, B4B, 4%", ["4"]),
        ("Wrote it in Go", "worked at Google", ["Go"]),
        ("Wrote it in Java", "JavaScript", ["Java"]),
        ("Wrote it in C++", "C, C#", ["C++"]),
        ("Wrote it in C++", r"C\+\+", []),
        ("Served 40,000 users", "40000 users", []),
        ("Served 40 000 users", "40,000 users", []),
        ("Served 40k users", "40.000 users", []),
        ("Served 40 users", "40,000 users", ["40"]),
        ("Sold for 1.5M", "1 500 000", []),
        ("Cut by 30%", "30 % less", []),
        ("Cut by 30 %", "30% less", []),
        ("Cut by 30 percent", "30% less", []),
        ("Cut by 30%", "30 people", ["30%"]),
        ("Took 240 ms", "240ms", []),
        ("Python 3.10 in use", "Python 3.1", ["3.10"]),
        ("Used Python3 and POSTGRESQL", "python3, PostgreSQL", []),
        ("Used ASP.NET", "asp.net", []),
        ("Used .NET and Berry", "Berry.js", ["NET", "Berry"]),
        ("Used Node", "Node.js", []),  # two spellings of one name, says the lexicon
        ("Since 2019-03", "2019-03 – 2021-11", []),
        ("Led 3 teams", "2019-03 – 2021-11", ["3"]),
    ],
)
def test_fact_is_traced_only_by_a_whole_word_or_an_equal_figure(rewrite, source, untraced):
    pieces = facts.marked(rewrite, source)
    assert [piece.text for piece in pieces if not piece.is_traced] == untraced


@given(st.text(max_size=80), st.text(max_size=80))
def test_marking_changes_no_letter(text, source):
    assert "".join(piece.text for piece in facts.marked(text, source)) == text
