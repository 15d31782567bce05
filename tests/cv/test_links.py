"""Links of a file come to stand on their words again; what a stranger wrote there does no harm."""

import pytest

from cv.export.content import content_of
from cv.export.pdf import Layout, pdf
from cv.extract import read_cv
from cv.reader.document import Link
from cv.text.linking import MOST_PLACES, with_links
from tests.cv.documents import odt

TEXT = """# Ada Byrne

LinkedIn · site · C\\+\\+

## Skills

- LinkedIn and GitHub
- See GitHub
"""


def linked(*links):
    return with_links(TEXT, [Link(*link) for link in links])


def test_link_stands_on_the_words_after_the_same_words():
    page = linked(
        ("GitHub", "https://github.com/ada", "See "), ("LinkedIn", "https://linkedin.com/in/ada")
    )
    assert "[LinkedIn](https://linkedin.com/in/ada) · site" in page
    assert "- LinkedIn and GitHub\n- See [GitHub](https://github.com/ada)\n" in page


def test_same_words_twice_lead_to_two_places():
    page = linked(("GitHub", "https://a.example"), ("GitHub", "https://b.example"))
    assert "and [GitHub](https://a.example)\n- See [GitHub](https://b.example)\n" in page


def test_escaped_words_are_found_and_brackets_in_addresses_kept():
    assert "[C\\+\\+](https://a.example/C_%28x%29)" in linked(("C++", "https://a.example/C_(x)"))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("site", "javascript:alert(1)"),
        ("site", "https://a.example/ x"),
        ("site", "https://a.example/\n# Heading"),
        ("site", 'https://a.example/"><script>'),
        ("site", "data:text/html,x"),
        ("site", "file:///etc/passwd"),
        ("site", "https://a.example/" + "x" * 3_000),
        ("site", ""),
        ("Hub", "https://a.example"),  # no whole word
        ("nowhere", "https://a.example"),
        ("x" * 400, "https://a.example"),
    ],
)
def test_unsafe_and_lost_links_are_left_out(text, target):
    assert linked((text, target)) == TEXT


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("www.ada.example", "https://ada.example/"),
        ("ada@byrne.example", "mailto:ada@byrne.example"),
        ("linkedin.com/in/ada", "https://www.linkedin.com/in/ada"),
    ],
)
def test_address_that_says_itself_stays_bare(text, target):
    assert with_links(f"# Ada\n\n{text}\n", [Link(text, target)]) == f"# Ada\n\n{text}\n"


def test_link_that_is_wrapped_off_a_line_is_one():
    words = "the long story of how a small team moved every parcel of the north to new roads"
    line = (
        f"- Wrote about the work of a whole year for everybody, see [{words}](https://a.example/x)"
    )
    printed = pdf(content_of(f"# Ada Byrne\n\n## Projects\n\n{line}\n", "en"), Layout("modern", 1))
    assert line in read_cv(printed.file).markdown


def test_link_of_an_odt_is_read():
    paragraph = (
        '<text:p>Ada Byrne</text:p><text:h text:outline-level="1">Projects</text:h>'
        '<text:p>See <text:a xlink:href="https://a.example/x">my work</text:a> of 2020</text:p>'
    )
    assert "See [my work](https://a.example/x) of 2020" in read_cv(odt(paragraph)).markdown


def test_many_links_on_endless_words_are_laid_soon():
    """It took minutes once: 300 links, each against every place."""
    text = "ab " * 60_000
    page = with_links(text, [Link("ab", f"https://a.example/{number}") for number in range(300)])
    assert page.count("](https://a.example/") == MOST_PLACES
