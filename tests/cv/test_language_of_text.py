"""The text of a CV says its language wherever it stands in a page of another one."""

import re

import pytest
from django.urls import reverse

from tests.factories import make_application, make_cv, make_posting, make_tailoring

TEXT = "# Олена\n\nКиїв\n\n## Досвід\n\n- Вела облік\n"


@pytest.fixture
def cv(alice):
    cv = make_cv(alice, markdown=TEXT, language="uk")
    cv.write(TEXT.replace("облік", "облік складу"))
    return cv


def language_of(page, text):
    """Of the innermost element around a text, as a browser finds it."""
    open_ones = []
    for end, name, attributes, between in re.findall(
        r"<(/?)(\w+)([^>]*)>([^<]*)", page[page.index("<html") :]
    ):
        if end:
            while open_ones and open_ones.pop()[0] != name:
                pass
        elif name not in ("input", "meta", "link", "path", "img", "br", "circle", "rect"):
            said = re.search(r'\blang="([^"]*)"', attributes)
            open_ones.append((name, said[1] if said else open_ones[-1][1]))
        if text in between:
            return open_ones[-1][1]
    raise AssertionError(text)


@pytest.mark.parametrize(
    "address, theirs, ours",
    [
        ("page", "Вела облік", "Record as sent"),
        ("changes", "складу", "added:"),
        ("score", "Вела облік", "Part by part"),
    ],
)
def test_pages_of_a_cv(alices, cv, address, theirs, ours):
    numbers = [2] if address == "changes" else []
    page = alices.get(reverse(f"cv:{address}", args=[cv.public_id, *numbers])).content.decode()
    assert language_of(page, theirs) == "uk"
    assert language_of(page, ours) == "en"


def test_page_of_a_tailoring(alices, alice, cv):
    posting = make_posting(make_application(alice))
    line = "- Вела облік складу"
    tailoring = make_tailoring(cv, posting, ("replace", line, "- Вела облік на 37 %"))
    page = alices.get(reverse("cv:tailoring", args=[tailoring.public_id])).content.decode()
    for text in ("Досвід", "Вела облік", "37 %"):
        assert language_of(page, text) == "uk"
    for text in ("Now:", "Proposed:", "It fits.", "This number is neither"):
        assert language_of(page, text) == "en"
