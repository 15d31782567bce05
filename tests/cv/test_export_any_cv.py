"""Any CV of the document model, out in each text-like format and in again: nothing is lost, and the
second journey changes nothing more."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cv.export.content import content_of
from cv.export.json_resume import json_resume
from cv.export.text import text
from cv.reader.document import BULLET, LONE_BULLET
from cv.reader.json_resume import markdown_of
from cv.text.document import lines, plain
from cv.text.structure import markdown_as_written, markdown_of_text

LIST_MARK = re.compile(f"{BULLET.pattern}|{LONE_BULLET.pattern}")
WORDS = st.sampled_from([
    "Led", "team", "payments", "Kvitka", "for", "and", "SQL", "C++", "C#", ".NET", "R&D", "CI/CD",
    "English", "native", "B2", "Ltd", "Python", "node_modules", "a", "I", "Education", "Skills",
    "Вела", "облік", "підприємства", "й", "її", "КПІ", "м’яч", "Освіта", "українська", "вільно",
    "2019", "3.1", "40,000", "6%", "€1.2M", "№", "24/7", "1.", "2)", "100+", "-40", "+1", "@home",
    "–", "—", "-", "&", "·", "|", "*", "/", "(remote)", "“quoted”", "(2019)", "а:", "Tools:",
])  # fmt: skip
ENDS = st.sampled_from(["", "", "", ".", ",", ";", ":", "!", ")"])
DATES = st.sampled_from([
    "", "", ", 2019 – 2021", ", March 2021 – present", " (2022 – 2024)", ", 2015", " | 2018 - 2020",
    ", вересень 2018 – дотепер", ", 04/2021 – now", " – 2020",
])  # fmt: skip
MARKED = st.builds(
    lambda mark, said: mark.format(said),
    st.sampled_from(["**{}**", "*{}*", "[{}](https://a.example/x)", "`{}`", "***{}***"]),
    st.sampled_from(["Led the team", "SQL", "вела облік", "C++", "2019", "xy"]),
)
PLAIN = st.builds(lambda words, end: " ".join(words) + end, st.lists(WORDS, min_size=1), ENDS)
LINES = st.lists(PLAIN | MARKED, min_size=1, max_size=3).map(" ".join)
LINE = LINES.filter(lambda line: re.search(r"[^\W_]{2}", line))
TITLES = st.sampled_from([
    "Experience", "Education", "Skills", "Languages", "Awards", "Summary", "Projects", "Interests",
    "Досвід роботи", "Мови", "What I do best", "2019–2024: grants, talks & more", "References",
    "AWS", ".NET", "Certificates", "Publications", "Volunteering", "Курси, тренінги та інше",
])  # fmt: skip
POINT = st.builds("- {}".format, LINE)
SUBPOINT = st.builds("- {}\n  - {}\n  - {}".format, LINE, LINE, LINE)
ENTRY = st.builds("\n### {}{}\n".format, PLAIN | TITLES, DATES)
# A line of text that begins with a dash or a dot of a list is a point to every reader.
TEXT = LINE.filter(lambda line: not LIST_MARK.match(plain(line)))
DATED = st.builds("\n{}{}\n".format, TEXT, DATES)
BODY = st.lists(
    POINT | SUBPOINT | ENTRY | DATED | TEXT.map("\n{}\n".format), min_size=1, max_size=6
).map("\n".join)
SECTION = st.builds("## {}\n\n{}\n".format, TITLES, BODY)
HEAD = st.sampled_from([
    "# Anna Koval\n\nQA engineer\n\nanna@x.example · +380 67 123 45 67 · Kyiv\n",
    "# Оксана Ґжицька-Мельник\n\noksana@x.example | Львів | [сайт](https://o.example)\n",
    "# anna koval, 2nd\n",
])  # fmt: skip
CV = st.builds("{}\n{}".format, HEAD, st.lists(SECTION, min_size=1, max_size=4).map("\n".join))
some = settings(max_examples=40, derandomize=True)


def words_of(markdown):
    return Counter(word for line in lines(markdown) for word in re.findall(r"[^\W_]+", line.text))


def through_text(markdown):
    return markdown_of_text(text(content_of(markdown, "en")).decode())


def through_json(markdown):
    return markdown_of(json_resume(content_of(markdown, "en")))


def through_markdown(markdown):
    return "\n".join(markdown_as_written(markdown)) + "\n"


JOURNEYS = {"text": through_text, "json": through_json, "markdown": through_markdown}


def marks_of(markdown):
    """What begins a section, an entry or a point, in its order."""
    marked = ("name", "section", "entry", "bullet")
    found = [line for line in lines(markdown) if line.kind in marked]
    return [(line.kind, re.findall(r"[^\W_]+", line.text)) for line in found]


@pytest.mark.parametrize("journey", JOURNEYS.values(), ids=JOURNEYS)
@given(markdown=CV)
@some
def test_any_cv_comes_back_with_every_word_and_stays_as_it_came(journey, markdown):
    once = journey(markdown)
    assert words_of(once) == words_of(markdown)
    assert marks_of(once) == marks_of(markdown)
    assert journey(once) == once


@given(markdown=CV)
@some
def test_any_cv_comes_back_from_json_resume_exactly(markdown):
    original = content_of(markdown, "en")
    file = json_resume(original)
    read = content_of(markdown_of(file), "en")
    assert read == original
    assert json_resume(read) == file
