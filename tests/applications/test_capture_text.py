"""Text of pages and of plain postings, English and Ukrainian."""

import pytest

from applications.capture.html_text import fragment_text, tidy
from applications.capture.read import from_paste
from tests.applications.postings import BARE, TEXT_EN, TEXT_UK


def found(text):
    return {name: field.value for name, field in from_paste(text).fields.items()}


def test_labelled_english_text_is_read():
    proposal = from_paste(TEXT_EN)

    assert {name: field.value for name, field in proposal.fields.items()} == {
        "company": "Hearth & Co",
        "location": "Leeds, UK",
        "work_mode": "onsite",
        "salary_min": "14",
        "salary_currency": "GBP",
        "salary_period": "hour",
    }
    assert {field.source for field in proposal.fields.values()} == {"text"}
    assert proposal.posting_text == TEXT_EN.strip()


def test_labelled_ukrainian_text_is_read():
    assert found(TEXT_UK) == {
        "role": "Нічний пекар",
        "company": "Паляниця",
        "location": "Полтава",
        "salary_max": "26000",
        "salary_currency": "UAH",
        "salary_period": "month",
    }


def test_page_without_data_gives_its_heading_and_readable_text():
    proposal = from_paste(BARE)

    assert (proposal.role.value, proposal.role.source) == ("Night Baker", "page_title")
    assert proposal.company is None
    assert (proposal.salary_min.value, proposal.salary_max.value) == ("14", "16")
    assert proposal.posting_text.startswith("Night Baker\n\nWe bake bread while the town sleeps, ")
    assert proposal.posting_text.endswith(
        "Responsibilities\n\n- Mix dough\n- Watch the ovens\n\n"
        "Requirements\n\nTwo years with sourdough.\n\nPay: £14-£16 an hour"
    )


@pytest.mark.parametrize(
    "change",
    [
        ("<h2>Requirements</h2>", "<h2>Our story</h2>"),
        ("<h1>Night Baker</h1>", "<h1>Night Baker</h1><h1>Day Baker</h1>"),
        ("<h1>Night Baker</h1>", "<h1>Careers</h1>"),
        ("<h1>Night Baker</h1>", "<h1>Вакансії</h1>"),
        ("<h1>Night Baker</h1>", ""),
    ],
    ids=["one section", "two headings", "generic", "generic Ukrainian", "no heading"],
)
def test_heading_is_no_role_unless_the_page_is_surely_a_job_ad(change):
    assert "role" not in found(BARE.replace(*change))


@pytest.mark.parametrize(
    "text",
    [
        "Hearth & Co is hiring a night baker in Leeds",
        "Company: we are a small bakery",
        "Company: A bakery. It is warm.",
        "Company: https://hearth.example",
        "About the company: warm",
        "Company: Hearth\nCompany: Other",
        "Компанія: це родина",
        "<title>Baker at Hearth</title><meta property='og:site_name' content='Hearth'><p>Bread</p>",
        "<h1>Baker at Hearth</h1><p>hr@hearth.example</p>",
    ],
)
def test_employer_is_never_guessed(text):
    assert "company" not in found(text)


@pytest.mark.parametrize(
    "text, mode",
    [
        ("This is a fully remote position.", "remote"),
        ("Київ, віддалено", "remote"),
        ("Location: Remote (EU only)", "remote"),
        ("Повністю віддалена робота", "remote"),
        ("Kyiv · Hybrid", "hybrid"),
        ("Гібридний формат роботи", "hybrid"),
        ("Формат: гібрид, 2 дні в офісі", "hybrid"),
        ("Робота в офісі на Подолі", "onsite"),
        ("Work format: on-site", "onsite"),
        ("Remote position or on-site position", None),
        ("We build software for remote teams all over the world and like hybrid cars", None),
    ],
)
def test_work_mode_is_read_only_when_the_text_is_plain(text, mode):
    assert found(text).get("work_mode") == mode


def test_text_that_names_nothing_says_so_and_is_kept():
    proposal = from_paste("Come and bake with us")

    assert (proposal.fields, proposal.reason) == ({}, "nothing_found")
    assert "text is kept" in proposal.reason_sentence
    assert proposal.posting_text == "Come and bake with us"


@pytest.mark.parametrize(
    "markup, text",
    [
        ("<p>One<br>two</p><p>Three</p>", "One\ntwo\n\nThree"),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>", "- a\n- b\n- c"),
        ("<nav><a>x</a></nav><div hidden><p>y</p></div><p>a</p>", "a"),
        ("<p>a<script>x</script> b<button>c</button> d</p>", "a b d"),
        ("<p>a <b>b</b>c&nbsp;d</p>", "a bc d"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("&lt;p&gt;One&lt;/p&gt;", "One"),
        ("One &amp; two\n\n\n\nThree", "One & two\n\nThree"),
        ("a < b and b > c", "a < b and b > c"),
        ("<p>a</p><!-- b --><?php c ?>", "a"),
        ("<div><p hidden>a</p><p aria-hidden='true'>b</p></div>c", "c"),
    ],
)
def test_fragment_becomes_readable_text(markup, text):
    assert fragment_text(markup) == text


def test_tidy_drops_what_a_database_refuses():
    assert tidy("a\x00b\ud800c\u2028d\r\ne\x07") == "abc\nd\ne"


def test_site_header_is_left_out_but_a_heading_in_it_is_kept():
    page = "<body><header>Menu</header><p>Text</p></body>"
    headed = page.replace("Menu", "Menu <h1>Baker</h1>")

    assert from_paste(page).posting_text == "Text"
    assert "Baker" in from_paste(headed).posting_text
