"""Contact data is taken out before anything goes to the AI, and comes back right."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cv.sending.people import Person
from cv.sending.placeholders import Mask, is_nameless, names_in
from tests.cv.exported import CVS, markdown_of

HOSTILE = (
    "a at ", "a (dot) ", "a@ ", "a.com/", "@a_", "Address: ", ",адреса: ", "Київ, Аа ", "Аа шосе ",
    "Аа ська ", "Аа 1, кв ", "тел. 1", "М. ", "[LINK] ", "01001 ",
)  # fmt: skip
PERSONAL = ("](https://", "@kava", "Nakamura-Hughes I.", "«Хмельовий і партнери»")


@pytest.mark.parametrize(
    "text, secret",
    [
        ("write to o.marchenko+jobs@ukr.net please", "o.marchenko+jobs@ukr.net"),
        ("тел. +380 (50) 123-45-67, Київ", "+380 (50) 123-45-67"),
        ("call 050 123 45 67", "050 123 45 67"),
        ("phone: +1 202-555-0143", "202-555-0143"),
        ("see https://olena.dev/cv?x=1.", "https://olena.dev/cv?x=1"),
        ("my [work](ftp://olena.dev/x), later", "olena.dev/x"),
        ("[site](https://olena.dev/x) · Kyiv", "olena.dev/x"),
        ("[mail](mailto:ok1990%40ukr.net)", "ok1990"),
        ("[shop](https://x.example/a·b/ok1990)", "ok1990"),
        ("linkedin.com/in/olena-m | Kyiv", "linkedin.com/in/olena-m"),
        ("Telegram: @olena_m", "@olena_m"),
        ("вул. Хрещатик, 22, кв. 5", "Хрещатик, 22, кв. 5"),
        ("просп. Перемоги, 10", "Перемоги"),
        ("221B Baker Street, London", "221B Baker Street"),
        ("12 Old Mill Road, Apt 4", "Old Mill Road"),
        ("apply: https://x.com/apply?mail=foo@bar.com now", "https://x.com/apply?mail=foo@bar.com"),
        ("ua.linkedin.com/in/olena-m", "ua.linkedin.com/in/olena-m"),
        ("Kyiv, Khreshchatyk St, 22", "Khreshchatyk St, 22"),
        ("Khreshchatyk street 22, Kyiv", "Khreshchatyk street 22"),
        ("12 Khreshchatyk street", "Khreshchatyk"),
        ("vul. Khreshchatyk, 22", "Khreshchatyk, 22"),
        ("Вул.Хрещатик 22", "Хрещатик 22"),
        ("Hauptstraße 5, Berlin", "Hauptstraße 5"),
        ("Lange Straße 7a", "Lange Straße 7a"),
    ],
)
def test_contact_data_is_hidden_and_comes_back(text, secret):
    mask = Mask()
    hidden = mask.hide(text, [])
    assert secret not in hidden
    assert mask.show(hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        "Grew sales by 40,000 in 2021 - 2024",
        "Python 3.12, C++, Node.js and ASP.NET",
        "2019-03 – 2021-11",
        "Cut costs 10 000 000 UAH",
        "- Wrote Node.js, ASP.NET, main.py and README.md",
        "- GitHub: Actions and pages; Telegram: two bots",
        "Google Drive 15 GB, Wall Street 2019",
        "Площа складу 500 м2",
    ],
)
def test_facts_are_left_alone(text):
    assert Mask().hide(text, []) == text
    assert Mask().hide_cv(f"# Anna\n\n## Experience\n\n{text}\n", []).endswith(f"{text}\n")


@pytest.mark.parametrize(
    "line, secret",
    [
        ("olenamarchenko.dev", "olenamarchenko.dev"),
        ("Kyiv | OLENA.DEV", "OLENA.DEV"),
        ("olena.com.ua/cv, Lviv", "olena.com.ua/cv"),
        ("linkedin: olena-marchenko", "olena-marchenko"),
        ("skype: live:olena.m", "live:olena.m"),
        ("**Telegram:** olena", "olena"),
        ("Телеграм - olena_m", "olena_m"),
        ("GitHub: olena", "olena"),
        ("21 555 12 34", "21 555 12 34"),
        ("tel. 601 234 567, Warszawa", "601 234 567"),
        ("+351 912 345 678", "912 345 678"),
        ("Mobil 0171/2345678", "0171/2345678"),
        ("(030) 12 34 56 78", "030) 12 34 56 78"),
    ],
)
def test_contact_lines_of_a_cv_are_hidden_more_boldly(line, secret):
    for cv in (
        f"# Олена\n\n{line}\n\n## Skills\n\n- SQL\n",
        f"# Олена\n\n## Skills\n\n- SQL\n\n## Contacts\n\n- {line}\n",
        f"{line}\n",
    ):
        mask = Mask()
        hidden = mask.hide_cv(cv, [])
        assert secret not in hidden
        assert mask.show(hidden) == cv


@pytest.mark.parametrize(
    "line",
    [
        "2019-03 – 2021-11",
        "01.2019 - 03.2021, 2015 – 2018",
        "born 12.03.1990",
        "Served 40,000 people, 10 000 000 in all, 1 234 567 a month",
        "Desired: 4000-5000 USD, $120000 - 150000",
        "Node.js, Vue.js and ASP.NET developer",
        "B.Sc., Ph.D., e.g. in St. Petersburg",
        "LinkedIn Ads, Telegram bots",
    ],
)
def test_facts_among_contact_lines_are_left_alone(line):
    cv = f"# Anna\n\n{line}\n\n## Skills\n\n- SQL\n"
    assert Mask().hide_cv(cv, []) == cv


def test_text_without_sections_is_taken_for_contact_lines_at_its_top_only():
    text = "olena.dev\n" + "worked\n" * 20 + "moved shop.example\n"
    assert Mask().hide_cv(text, []) == text.replace("olena.dev", "[LINK]")


def test_name_is_hidden_in_every_spelling():
    cv = "# Олена Марченко\n\nМАРЧЕНКО Олена. Olena’s team"
    names = names_in(cv, "Olena Marchenko")
    hidden = Mask().hide(cv, names)
    for name in ("Олена", "Марченко", "МАРЧЕНКО", "Olena"):
        assert name not in hidden


def test_name_in_the_other_alphabet_is_hidden():
    cv = "# Марія Щербак\n\nMaria Shcherbak, Mariia. Write to Iryna Yaremchuk or to Hnat.\n"
    people = [Person("Ірина Яремчук"), Person("Гнат")]
    hidden = Mask(people).hide_cv(cv, names_in(cv, ""))
    for name in ("Mari", "Shcherbak", "Iryna", "Yaremchuk", "Hnat"):
        assert name not in hidden
    assert Mask(people).hide("Maritime law, hnat", []) == "Maritime law, hnat"


@pytest.mark.parametrize(
    "heading, names",
    [
        ("Senior Python Developer", []),
        ("Data Scientist", []),
        ("Backend Java", []),
        ("Work Experience", []),
        ("Провідний розробник", []),
        ("Senior Kiln Builder", ["Senior Kiln Builder"]),
        ("Anna", ["Anna"]),
        ("koval anna", ["koval anna"]),
        ("Anna Koval", ["Anna Koval", "Koval", "Anna"]),
        ("**Anna O'Brien**", ["**Anna O'Brien**", "Anna O'Brien", "O'Brien", "Anna"]),
        ("Іваненко О.П.", ["Іваненко О.П.", "Іваненко"]),
    ],
)
def test_single_words_of_a_heading_are_hidden_only_where_it_is_a_person(heading, names):
    found = names_in(f"# {heading}\n", "")
    assert [name for name in found if name in heading] == names


@pytest.mark.parametrize("name", ["Olena Marchenko", "Data Koval"])
def test_profile_name_is_hidden_in_parts_whatever_the_heading(name):
    assert set(names_in("# Data Scientist", name)) == {name, *name.split()}


@pytest.mark.parametrize(
    "cv, profile_name, is_warned",
    [
        ("Anna\n\n## Skills", "", True),
        ("# Senior Python Developer", "", True),
        ("# Data Scientist\n\nAnna Koval", "", True),
        ("# Data Scientist\n\nAnna Koval", "Anna Kowalska", False),
        ("# Data Scientist\n\nАнна Коваль", "Anna Koval", False),
        ("# Data Scientist\n\nАнна Коваль", "Anna Bondar", False),
        ("# Data Scientist\n\nАнна Коваль", "Iryna Bondar", True),
        ("# Data Scientist\n\nанна@anna.dev, anna@x.co, t.me/anna", "Anna Koval", True),
        ("# Резюме\n\nІваненко Олени", "Олена", False),
        ("# Backend Java", "", True),
        ("# Anna", "", True),
        ("# Olena Marchenko, QA Engineer", "", False),
        ("# QA Engineer – Olena Marchenko", "", False),
    ],
)
def test_person_is_known_by_the_profile_in_the_text_or_by_the_heading(cv, profile_name, is_warned):
    assert is_nameless(cv, profile_name) == is_warned


@pytest.mark.parametrize(
    "heading, declined",
    [
        ("Іваненко Олена", "Олени Оленою ОЛЕНІ Іваненком Іваненку"),
        ("Ольга Ковальська", "Ольги Ользі Ольго Ковальської"),
        ("Андрій Ковальський", "Андрія Андрієві Ковальського Ковальському"),
        ("Ігор Коваль", "Ігорем Ігореві Коваля ковалем"),
    ],
)
def test_declined_name_is_hidden_and_comes_back(heading, declined):
    cv = f"# {heading}\n\n## Про мене\n\n{declined}\n"
    mask = Mask()
    hidden = mask.hide_cv(cv, names_in(cv, ""))
    for word in declined.split():
        assert word not in hidden
    assert len(set(mask.originals.values())) == len(mask.originals) == len(declined.split()) + 1
    assert mask.show(hidden) == cv


def test_longer_word_and_short_name_are_left_alone():
    text = "Іванківський, Оленярство, Левом, Annas"
    assert Mask().hide(text, ["Іван", "Олена", "Лев", "Anna"]) == text


def test_name_beside_a_job_is_hidden_everywhere():
    cv = "# Olena Marchenko, QA Engineer\n\nOlena tests"
    assert "Olena" not in Mask().hide_cv(cv, names_in(cv, ""))


def test_value_of_two_kinds_has_a_placeholder_of_each():
    cv = "# Olena Marchenko\n\ntelegram: Olena\n\n## About\n\nOlena tests\n"
    mask = Mask()
    hidden = mask.hide_cv(cv, names_in(cv, ""))
    assert hidden == "# [NAME]\n\ntelegram: [LINK]\n\n## About\n\n[NAME 2] tests\n"
    assert mask.show(hidden) == cv


def test_address_inside_a_link_goes_with_the_link():
    assert Mask().hide("https://x.com/apply?mail=foo@bar.com", []) == "[LINK]"
    assert Mask().hide("foo@github.com, olena+cv@ukr.net", []) == "[EMAIL], [EMAIL 2]"


def test_phones_are_numbered_as_they_stand():
    text = "050 123 45 67, 067 123 45 67, 050 765 43 21"
    mask = Mask()
    assert mask.hide(text, []) == "[PHONE], [PHONE 2], [PHONE 3]"


@pytest.mark.parametrize(
    "unit", ["a", "A.", "A-", "a.a@", "1 ", "1.", "Aa St ", "tg: ", "+1(", *HOSTILE]
)
def test_hostile_line_is_read_in_time(unit):
    began = time.monotonic()
    Mask().hide_cv(unit * (40_000 // len(unit)), ["Anna"])
    assert time.monotonic() - began < 5


def test_same_value_gets_the_same_placeholder_in_both_texts():
    mask = Mask()
    assert mask.hide("a@b.co", []) == mask.hide("a@b.co", []) == "[EMAIL]"
    assert mask.hide("c@d.co", []) == "[EMAIL 2]"


def test_what_looks_like_a_placeholder_and_is_none_stays_as_it_is():
    mask = Mask()
    text = "Write to [EMAIL] or a@b.co, [NAME]"
    hidden = mask.hide(text, ["Anna"])
    assert hidden == "Write to [EMAIL] or [EMAIL 2], [NAME]"
    assert mask.show(hidden) == text


@pytest.mark.parametrize("name", ["Link", "Email", "Phone"])
def test_name_is_not_looked_for_in_a_placeholder(name):
    mask = Mask()
    hidden = mask.hide("a@b.co 050 123 45 67 https://x.example", [name])
    assert hidden == "[EMAIL] [PHONE] [LINK]"


def test_value_inside_another_is_shown_as_it_was():
    mask = Mask()
    text = "shop.com/?mail=a@b.co, a@b.co"
    assert mask.hide(text, []) == "[LINK], [EMAIL]"
    assert mask.originals == {"[EMAIL]": "a@b.co", "[LINK]": "shop.com/?mail=a@b.co"}


@pytest.mark.parametrize("name", CVS)
def test_experience_and_skills_of_a_cv_are_sent_as_they_are(name):
    """But for links to the person's works and their own name in a title or a list of papers."""
    markdown = markdown_of(name)
    mask = Mask()
    hidden = mask.hide_cv(markdown, names_in(markdown, ""))
    assert mask.show(hidden) == markdown
    assert mask.hide_cv(hidden, names_in(markdown, "")) == hidden
    changed = [
        line
        for line, sent in zip(markdown.split("\n"), hidden.split("\n"), strict=True)
        if line != sent and line.startswith(("- ", "  - ", "### "))
    ]
    assert changed == [line for line in changed if any(one in line for one in PERSONAL)]


WORDS = st.sampled_from(
    ["Anna", "https://x.com/a?b=c@d.co", "@anna", "a@b.co", "skype: anna", "050 123 45 67",
     "anna.dev", "5 Main Street", "Main St, 5", "\n", "## Skills\n", "21 555 12 34", " ", "/", "# ",
     "Олена", "Олени", "оленою", "М. ", " [at] ", " @ ", "Address: ", "адреса: ", "кв. 3", "in/",
     "Київ, ", "Хрещатик 22", "тел. ", "дод. 5", "01001 ", "**", "- ", "_", ".", " dot "]
)  # fmt: skip


@given(st.text(max_size=200) | st.lists(WORDS).map("".join))
def test_what_was_hidden_always_comes_back(text):
    for mask in (Mask(), Mask([Person("Iryna Bondar")])):
        assert mask.show(mask.hide_cv(text, ["Олена", "Anna"])) == text


@given(st.lists(WORDS).map(" ".join))
def test_what_is_hidden_is_hidden_once(text):
    mask = Mask([Person("Iryna Bondar")])
    hidden = mask.hide_cv(text, ["Олена", "Anna"])
    assert mask.hide_cv(hidden, ["Олена", "Anna"]) == hidden
